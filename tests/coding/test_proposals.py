"""Which words of a passage the network is asked about."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from allegiance.coding.model import Encoded, Meaning
from allegiance.coding.model_input import SLOTS
from allegiance.coding.model_output import STATUSES, TYPES
from allegiance.coding.proposals import LEAST_ALONE, LEAST_TRIGGER, propose
from allegiance.coding.sentences import sentences


class _Network:
    """Finds one word as likely a trigger as told, and any trigger an event."""

    def __init__(self, word: str, likely: float) -> None:
        self.word, self.likely = word, likely
        self.read_rows = 0

    def encode(self, text: str) -> Encoded:
        words = list(re.finditer(r"\S+", text))
        self.tag = np.array([self.likely if m.group() == self.word else 0.0 for m in words], dtype=np.float32)
        slots = [SLOTS.index(m.group()) if m.group() in SLOTS else -1 for m in words]
        spans = tuple(m.span() for m in words)
        return Encoded(np.zeros(len(words), np.int64), spans, np.array(slots), tuple(range(len(words))))

    def triggers(self, encoded: Encoded) -> tuple[Any, Any]:
        return None, self.tag

    def read(self, hidden: Any, marks: Any) -> Meaning:
        rows, tokens = marks.shape
        self.read_rows += rows
        types = np.zeros((rows, len(TYPES) + 1), np.float32)
        types[:, 0] = 9.0
        statuses, hedged = np.zeros((rows, len(STATUSES)), np.float32), np.zeros(rows, np.float32)
        return Meaning(types, statuses, hedged, np.zeros((rows, tokens, 4), np.float32))


TWO, ONE = "Latvia warned Norway again.", "Latvia warned everybody again."


@pytest.mark.parametrize(
    ("text", "likely", "rows"),
    [
        (TWO, LEAST_TRIGGER + 0.01, 1),
        (TWO, LEAST_TRIGGER - 0.01, 0),
        (ONE, LEAST_ALONE + 0.01, 1),
        (ONE, LEAST_ALONE - 0.01, 0),
    ],
)
def test_beside_one_party_only_likely_triggers_are_read(text: str, likely: float, rows: int) -> None:
    hits: list[Any] = [
        SimpleNamespace(start=m.start(), end=m.end(), text=m.group(), id=m.group(), via="name", role="state")
        for m in re.finditer("Latvia|Norway", text)
    ]
    network: Any = _Network("warned", likely)
    found = list(propose(network, text, hits, sentences(text), [0]))
    assert network.read_rows == rows
    assert [text[p.start : p.end] for p in found] == ["warned"] * rows


def test_a_town_beside_the_one_party_may_stand_for_another() -> None:
    text = "Latvia shelled Gothenburg again."
    hits: list[Any] = [SimpleNamespace(start=0, end=6, text="Latvia", id="LVA", via="name", role="state")]
    for towns, rows in (([], 0), ([(15, 25)], 1)):
        network: Any = _Network("shelled", LEAST_TRIGGER + 0.01)
        list(propose(network, text, hits, sentences(text), [0], towns=towns))
        assert network.read_rows == rows
