"""Two reports read side by side: a small network says how likely both tell one happening.

Which words two sentences share says little of whether the "strikes" of one are the "raid" of the other. The network reads
both at once, each with the words for its act marked (a cross-encoder, as research on event coreference has it: Barhom et
al. 2019, Revisiting joint modeling of cross-document entity and event coreference resolution). Its lower layers read each
report alone, once; its upper layers read two together (MacAvaney et al. 2020, Efficient document re-ranking for
transformers by precomputing term representations). The weights file is a zip archive of both parts (ONNX, int8) and the
tokenizer; ``training/export_pairs.py`` makes it.

Each pair is run alone, so that its number does not depend on what else is read with it.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from allegiance.errors import ModelError
from allegiance.merging.happening import Happening

Array = Any
# Tokens that are read of a sentence, of its trigger, and of what else the report begins with.
_SENTENCE, _TRIGGER, _BESIDE = 40, 8, 16
# Reports whose states one thread keeps, some 90 kB each; those that are compared lie within days of one another.
_KEPT = 1000
# Raise it when what is given the network changes (``passage``, ``Happening``): what it said before is then not reused.
_FORM = 1


def passage(one: Happening, tokenizer: Any) -> tuple[list[int], list[int]]:
    """Return the tokens of a report as the network reads it, and 1 for those of its trigger, else 0.

    It reads the sentence around its trigger, then the headline, or what follows the sentence where that is the headline.
    """
    start, end = (max(0, place - one.sentence) for place in one.named)
    texts = (one.line[:start], one.line[start:end], one.line[end:], one.beside)
    before, trigger, after, beside = (tokenizer.encode(text, add_special_tokens=False).ids for text in texts)
    trigger, beside = trigger[:_TRIGGER], beside[:_BESIDE]
    room = _SENTENCE - len(trigger)
    after = after[: max(room - len(before), room * 2 // 3)]
    before = before[len(before) - min(len(before), room - len(after)) :]
    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    ids = [first, *before, *trigger, *after, last, *beside, *([last] if beside else [])]
    marks = [0] * len(ids)
    marks[1 + len(before) : 1 + len(before) + len(trigger)] = [1] * len(trigger)
    return ids, marks


class SideBySide:
    """The network.

    Args:
        path: The weights file.

    Attributes:
        made_by: Names the network by what it is given and a checksum of its weights: what another said is not reused.

    Raises:
        ModelError: The file is no weights file of this program.
    """

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            with zipfile.ZipFile(path) as archive:
                lower, upper, tokenizer = (
                    archive.read(name) for name in ("lower.onnx", "upper.onnx", "tokenizer.json")
                )
            self._lower = onnxruntime.InferenceSession(lower, options, providers=["CPUExecutionProvider"])
            self._upper = onnxruntime.InferenceSession(upper, options, providers=["CPUExecutionProvider"])
            self.tokenizer: Any = Tokenizer.from_str(tokenizer.decode("utf-8"))
        except Exception as error:  # onnxruntime raises bare exceptions of many kinds
            raise ModelError(f"{path} is no weights file for reading reports side by side: {error}") from error
        self.made_by = f"{_FORM}-{zlib.crc32(path.read_bytes()):08x}"

    def log_odds(
        self,
        happenings: Sequence[Happening],
        first: Array,
        second: Array,
        known: Mapping[tuple[str, str], float] = MappingProxyType({}),
    ) -> Array:
        """Return for each pair the log odds that its two tell one happening.

        Args:
            happenings: All of them.
            first, second: Places of the pairs' members.
            known: What it said of pairs of keys before; these are not read again.
        """
        pairs = [(happenings[i].key, happenings[j].key) for i, j in zip(first.tolist(), second.tolist(), strict=True)]
        told = np.array([known.get(pair, 0.0) for pair in pairs])
        new = np.array([n for n, pair in enumerate(pairs) if pair not in known], dtype=np.int64)
        workers = min(os.cpu_count() or 1, 4)
        parts = [part for part in np.array_split(new, workers) if part.size]
        with ThreadPoolExecutor(workers) as pool:
            read = pool.map(lambda part: self._part(happenings, first[part], second[part]), parts)
            for part, values in zip(parts, read, strict=True):
                told[part] = values
        return told

    def _part(self, happenings: Sequence[Happening], first: Array, second: Array) -> Array:
        kept: OrderedDict[int, tuple[Array, Array]] = OrderedDict()

        def alone(n: int) -> tuple[Array, Array]:
            if n in kept:
                kept.move_to_end(n)
                return kept[n]
            ids, marks = passage(happenings[n], self.tokenizer)
            states = self._lower.run(None, {"ids": np.array([ids], dtype=np.int64)})[0]
            kept[n] = states, np.array([marks], dtype=np.int64)
            if len(kept) > _KEPT:
                kept.popitem(last=False)
            return kept[n]

        told = np.zeros(first.size)
        for row, (i, j) in enumerate(zip(first.tolist(), second.tolist(), strict=True)):
            (one, marks), (two, others) = alone(i), alone(j)
            both = {"states": np.concatenate([one, two], axis=1), "marks": np.concatenate([marks, others + 2], axis=1)}
            told[row] = self._upper.run(None, both)[0][0]
        return told


@cache
def shipped_reader() -> SideBySide | None:
    """Return the network that the package ships, or None where its weights are missing."""
    with resources.as_file(resources.files("allegiance.merging") / "data" / "pairs.zip") as path:
        return SideBySide(path) if path.exists() else None
