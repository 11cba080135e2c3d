"""Which sentences the trained coder sees together, and which names in them get slots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from allegiance.actors import Gazetteer
from allegiance.coding.model_input import Name, hint
from allegiance.coding.sentences import Sentence

# A party that a sentence leaves out stands in one of the two before it more often than not.
BEFORE = 2
MOST_BEFORE = 320
MOST_SCOPE = 560
"""Longest context and longest scope of a passage, in characters; a longer sentence is a passage of its own."""


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences read together: those in scope, where triggers are looked for, and the context before them."""

    context: tuple[tuple[int, int], ...]
    scope: tuple[tuple[int, int], ...]


def names_in(text: str, gazetteer: Gazetteer, *, on: date | None = None) -> list[Name]:
    """Return the resolved names of a text, as slots need them."""
    return [Name(hit.start, hit.end, hit.id, hint(hit.via, hit.role)) for hit in gazetteer.find(text, on=on)]


def windows(cut: Sequence[Sentence], wanted: Sequence[int] | None = None) -> Iterator[Window]:
    """Yield windows that hold each wanted sentence in scope once.

    Args:
        cut: All sentences of an article.
        wanted: Numbers of the sentences to look for events in, ascending; by default all.
    """
    numbers = list(range(len(cut))) if wanted is None else list(wanted)
    place = 0
    while place < len(numbers):
        first = last = numbers[place]
        size = cut[first].end - cut[first].start
        place += 1
        while place < len(numbers) and numbers[place] == last + 1:
            more = cut[last + 1].end - cut[last + 1].start
            if size + more > MOST_SCOPE:
                break
            size, last, place = size + more, last + 1, place + 1
        room = MOST_BEFORE
        context: list[tuple[int, int]] = []
        for other in range(first - 1, max(-1, first - 1 - BEFORE), -1):
            length = cut[other].end - cut[other].start
            if length > room:
                break
            room -= length
            context.insert(0, (cut[other].start, cut[other].end))
        yield Window(tuple(context), tuple((s.start, s.end) for s in cut[first : last + 1]))
