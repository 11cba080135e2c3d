"""The trained coder's network at run time: one weights file, run by onnxruntime.

The file is a zip archive of the network's two parts (ONNX, int8), its tokenizer and ``meta.json``; ``training/export.py``
makes it. Each passage is run alone, so that its numbers do not depend on what else is read with it: quantised
arithmetic takes its scale from the whole batch, and a run that is killed and resumed must end in the same content.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from allegiance.coding.model_input import SLOTS
from allegiance.errors import ModelError

_WEIGHTS = resources.files("allegiance.coding") / "data" / "coder.zip"

MOST_TOKENS = 384
"""Tokens of a passage beyond this are not read."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A passage as tokens.

    Attributes:
        offsets: Characters of the passage that each token stands for; special tokens stand for none.
        slots: For each token the number of its slot, or -1.
        words: For each token the number of its word, or -1.
    """

    ids: NDArray[np.int64]
    offsets: tuple[tuple[int, int], ...]
    slots: NDArray[np.int64]
    words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the upper part says of each marked trigger: log odds or, for type and status, logits.

    Shapes: types (triggers, 18; the last is "no event"), statuses (triggers, 7), hedged (triggers,), roles (triggers,
    tokens, 4: actor, recipient, said by, carried by).
    """

    types: Floats
    statuses: Floats
    hedged: Floats
    roles: Floats


class Model:
    """The network.

    Args:
        path: The weights file.

    Raises:
        ModelError: The file is missing or is no weights file of this program.
    """

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            with zipfile.ZipFile(path) as archive:
                lower, upper, tokenizer, meta = (
                    archive.read(name) for name in ("lower.onnx", "upper.onnx", "tokenizer.json", "meta.json")
                )
            self.lower = onnxruntime.InferenceSession(lower, options, providers=["CPUExecutionProvider"])
            self.upper = onnxruntime.InferenceSession(upper, options, providers=["CPUExecutionProvider"])
            self.tokenizer: Any = Tokenizer.from_str(tokenizer.decode("utf-8"))
            self.meta: dict[str, Any] = json.loads(meta)
        except Exception as error:  # onnxruntime raises bare exceptions of many kinds
            raise ModelError(f"{path} is no weights file of the trained coder: {error}") from error
        self._slots = {self.tokenizer.token_to_id(token): number for number, token in enumerate(SLOTS)}

    def encode(self, text: str) -> Encoded:
        """Return a passage as tokens."""
        found = self.tokenizer.encode(text)
        ids = found.ids[:MOST_TOKENS]
        return Encoded(
            ids=np.array(ids, dtype=np.int64),
            offsets=tuple(found.offsets[: len(ids)]),
            slots=np.array([self._slots.get(token, -1) for token in ids], dtype=np.int64),
            words=tuple(-1 if word is None else word for word in found.word_ids[: len(ids)]),
        )

    def triggers(self, encoded: Encoded) -> tuple[Floats, Floats]:
        """Return the lower part's states, shape (1, tokens, size), and each token's probability to be a trigger."""
        ids = encoded.ids[None, :]
        hidden, tag = self.lower.run(None, {"ids": ids, "mask": np.ones_like(ids)})
        return hidden, 1 / (1 + np.exp(-tag[0]))

    def read(self, hidden: Floats, marks: NDArray[np.int64]) -> Meaning:
        """Return what marked triggers or pairs mean.

        Args:
            hidden: The lower part's states of one passage, shape (1, tokens, size).
            marks: 0 none, 1 trigger, 2 actor, 3 recipient, shape (triggers, tokens).
        """
        states = np.repeat(hidden, len(marks), axis=0)
        return Meaning(*self.upper.run(None, {"hidden": states, "mask": np.ones_like(marks), "marks": marks}))


def has_weights() -> bool:
    """Tell whether the network's weights are there."""
    return _WEIGHTS.is_file()


@cache
def shipped_model() -> Model | None:
    """Return the network that the package ships, or None where its weights are missing."""
    if not has_weights():
        return None
    with resources.as_file(_WEIGHTS) as path:
        return Model(path)
