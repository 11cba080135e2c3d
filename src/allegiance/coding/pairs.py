"""What one party does to another in a sentence where both are given: marks tell the network which they are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from allegiance.coding.model import Encoded, Model
from allegiance.coding.model_output import TYPES
from allegiance.records import EventType, Span

_ACTOR, _RECIPIENT = 2, 3


def types_between(model: Model, text: str, actor: Sequence[Span], recipient: Sequence[Span]) -> dict[EventType, float]:
    """Return the probability of each type of act between two marked parties, given that there is one.

    Args:
        model: The network.
        text: A sentence.
        actor: Where the actor's words stand in it.
        recipient: Where the recipient's words stand.
    """
    encoded = model.encode(text)
    hidden, _ = model.triggers(encoded)
    marks = np.zeros((1, len(encoded.ids)), dtype=np.int64)
    for spans, mark in ((actor, _ACTOR), (recipient, _RECIPIENT)):
        for start, end in spans:
            marks[0, _cover(encoded, start, end)] = mark
    logits = model.read(hidden, marks).types[0][: len(TYPES)]
    raised = np.exp(logits - logits.max())
    return {EventType(name): float(p) for name, p in zip(TYPES, raised / raised.sum(), strict=True)}


def _cover(encoded: Encoded, start: int, end: int) -> list[int]:
    return [k for k, (low, high) in enumerate(encoded.offsets) if low < end and start < high and high > low]
