"""Whether the parties tried for a trigger are the right ones: the network reads the trigger again with them marked.

Entities marked in the text tell a relation better than what was read of them without marks (Zhong & Chen 2021), and here
actor and recipient are judged together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from allegiance.coding.decoding import decodings, pair_of
from allegiance.coding.model import Encoded, Floats, Model
from allegiance.coding.proposals import Pair, Proposal

ACTOR, RECIPIENT, MUTUAL = 2, 3, 4
"""Marks of parties beside the trigger's 1."""

VERIFY_FROM = 0.3
"""Triggers less likely than this to be an event aren't read again."""


def verified(
    model: Model,
    hidden: Floats,
    encoded: Encoded,
    read: Sequence[tuple[Proposal, NDArray[np.int64]]],
    slots: Mapping[str, int],
) -> Iterator[Proposal]:
    """Yield the proposals of one passage, with how likely each of the parties tried for them is right.

    Args:
        model: The network.
        hidden: The lower part's states of the passage.
        encoded: The passage as tokens.
        read: Proposals, each with the marks under which its trigger was read.
        slots: The slot number of each party in the passage.
    """
    tried: list[tuple[int, Pair]] = []
    marks: list[NDArray[np.int64]] = []
    for number, (proposal, mark) in enumerate(read):
        if proposal.event < VERIFY_FROM:
            continue
        for pair in dict.fromkeys(pair_of(decoded) for decoded in decodings(proposal)):
            tried.append((number, pair))
            marks.append(_marked(mark, encoded, pair, slots))
    found: dict[int, dict[Pair, tuple[float, ...]]] = {}
    if tried:
        logits = model.read(hidden, np.stack(marks)).types
        raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
        odds = raised / raised.sum(axis=-1, keepdims=True)
        for (number, pair), row in zip(tried, odds, strict=True):
            found.setdefault(number, {})[pair] = tuple(float(p) for p in row)
    for number, (proposal, _) in enumerate(read):
        yield replace(proposal, verdicts=found.get(number, {}))


def _marked(trigger: NDArray[np.int64], encoded: Encoded, pair: Pair, slots: Mapping[str, int]) -> NDArray[np.int64]:
    marks = trigger.copy()
    for party, mark in ((pair.actor, ACTOR), (pair.recipient, RECIPIENT)):
        if party:
            marks[encoded.slots == slots[party]] = MUTUAL if pair.mutual else mark
    return marks
