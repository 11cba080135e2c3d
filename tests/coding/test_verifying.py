"""The parties tried for a trigger are marked for the network, and its verdict is kept with the pair that it is on."""

from typing import Any

import numpy as np

from allegiance.coding.decoding import decodings, pair_of
from allegiance.coding.joining import join_features
from allegiance.coding.model import Encoded, Meaning
from allegiance.coding.model_output import STATUSES, TYPES
from allegiance.coding.proposals import Pair, Proposal, Role
from allegiance.coding.sentences import Sentence
from allegiance.coding.verifying import VERIFY_FROM, verified
from allegiance.records import Party

TEXT = "Chad warned Niger"
ENCODED = Encoded(
    ids=np.arange(5), offsets=((0, 0), (0, 4), (5, 11), (12, 17), (0, 0)), slots=np.array([-1, 0, -1, 1, -1]),
    words=(-1, 0, 1, 2, -1),
)  # fmt: skip
TRIGGER = np.array([0, 0, 1, 0, 0])


class Reader:
    """Stands for the network: it takes only Chad acting on Niger for right."""

    def __init__(self) -> None:
        self.seen: list[list[int]] = []

    def read(self, hidden: Any, marks: Any) -> Meaning:
        self.seen += [row.tolist() for row in marks]
        types = np.zeros((len(marks), len(TYPES) + 1), dtype=np.float32)
        for row, mark in zip(types, marks, strict=True):
            row[TYPES.index("THREATEN") if mark.tolist() == [0, 2, 1, 3, 0] else -1] = 9
        return Meaning(types, types, types, types)


def proposal(event: float) -> Proposal:
    parties = [("TCD", 0, "Chad", 0.6, 0.5), ("NER", 12, "Niger", 0.7, 0.6)]
    roles = (
        Role(Party(id=i, text=t, start=at, end=at + len(t), role="state", via="name"), a, r)
        for i, at, t, a, r in parties
    )
    types = [0.0] * (len(TYPES) + 1)
    types[TYPES.index("THREATEN")], types[-1] = event, 1 - event
    return Proposal(
        start=5, end=11, sentence=Sentence(number=0, start=0, end=17, headline=False), trigger=0.9, types=tuple(types),
        statuses=(1.0,) + (0.0,) * (len(STATUSES) - 1), hedged=0.0, roles=tuple(roles), said=(), carried=(),
    )  # fmt: skip


def read(event: float) -> tuple[Proposal, Reader]:
    reader = Reader()
    [found] = verified(reader, np.zeros((1, 5, 2)), ENCODED, [(proposal(event), TRIGGER)], {"TCD": 0, "NER": 1})  # type: ignore[arg-type]
    return found, reader


def test_each_pair_tried_is_marked_beside_the_trigger_and_keeps_its_verdict() -> None:
    found, reader = read(0.9)
    assert [0, 2, 1, 3, 0] in reader.seen
    assert [0, 3, 1, 2, 0] in reader.seen
    sure = {pair: 1 - odds[-1] for pair, odds in found.verdicts.items()}
    assert sure[Pair("TCD", "NER", False)] > 0.9
    assert sure[Pair("NER", "TCD", False)] < 0.1


def test_an_unlikely_trigger_is_not_read_again() -> None:
    found, reader = read(VERIFY_FROM / 2)
    assert not found.verdicts
    assert not reader.seen


def test_the_verdict_is_among_the_features_of_the_candidate_that_it_is_on() -> None:
    found, _ = read(0.9)
    by_pair = {
        pair_of(decoded): dict(join_features(found, decoded, (), start=1, end=1)) for decoded in decodings(found)
    }
    assert by_pair[Pair("TCD", "NER", False)]["verified"] > 0 > by_pair[Pair("NER", "TCD", False)]["verified"]
    assert by_pair[Pair("TCD", "NER", False)]["verified margin"] > 0
