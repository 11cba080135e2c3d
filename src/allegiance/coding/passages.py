"""Which sentences the trained coder sees together, and which names in them get slots."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from allegiance.actors import Gazetteer
from allegiance.coding.model_input import Name, hint
from allegiance.coding.sentences import Sentence

# A party that a sentence leaves out stands in one of the two before it more often than not.
BEFORE = 2
MOST_CHARACTERS = 700


def names_in(text: str, gazetteer: Gazetteer, *, on: date | None = None) -> list[Name]:
    """Return the resolved names of a text, as slots need them."""
    return [Name(hit.start, hit.end, hit.id, hint(hit.via, hit.role)) for hit in gazetteer.find(text, on=on)]


def window(cut: Sequence[Sentence], number: int, *, after: int) -> list[tuple[int, int]]:
    """Return the spans of a sentence, the two before it and ``after`` ones behind it, bounded in length."""
    own = cut[number]
    room = MOST_CHARACTERS - (own.end - own.start)
    pieces = [(own.start, own.end)]
    for other in (number - 1, number - 2):
        if 0 <= other >= number - BEFORE and cut[other].end - cut[other].start <= room:
            room -= cut[other].end - cut[other].start
            pieces.insert(0, (cut[other].start, cut[other].end))
        else:
            break
    for other in range(number + 1, min(len(cut), number + 1 + after)):
        if cut[other].end - cut[other].start <= room:
            room -= cut[other].end - cut[other].start
            pieces.append((cut[other].start, cut[other].end))
    return pieces
