"""What the trained coder reads: a passage in which every resolved party stands as a numbered slot.

Names teach a small model priors ("Russia → Ukraine") that are wrong as soon as the text says otherwise, so the model
never sees them: each party in a passage gets a slot, the same for all its names, demonyms, capitals and leaders.
Short hints before the slot keep what kind of name stood there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

# The encoder's vocabulary has unused entries; these stand for parties and hints.
SLOTS = tuple(f"[unused{n}]" for n in range(1, 15))
OTHER = "[unused15]"
HINTS = {
    "organisation": "[unused20]",
    "group": "[unused21]",
    "person": "[unused22]",
    "capital": "[unused23]",
    "metonym": "[unused24]",
    "people": "[unused25]",
}
SPECIAL = (*SLOTS, OTHER, *HINTS.values())


@dataclass(frozen=True, slots=True)
class Name:
    """A resolved party in a text: its span, gazetteer id and hint (a key of HINTS, or empty)."""

    start: int
    end: int
    id: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as the model reads it.

    Attributes:
        text: With slots in the place of names.
        starts: For each character of ``text``, the offset in the article where what it stands for begins.
        ends: The same for where it ends: a slot stands for a whole name.
        parties: Party ids by slot number.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    parties: tuple[str, ...]

    def find(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where an article span lies in ``text``, or None when none of it does."""
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return (low, high) if low < high else None


def hint(via: str, role: str) -> str:
    """Return the hint for a name of the gazetteer, by how it was resolved and what it is."""
    if role in ("organisation", "group"):
        return role
    return via if via in HINTS else ""


def passage(
    text: str,
    pieces: Sequence[tuple[int, int]],
    names: Sequence[Name],
    *,
    slots: Sequence[int] | None = None,
) -> Passage:
    """Return the passage that pieces of an article make, joined by spaces.

    Args:
        text: The article's text.
        pieces: Spans of the text, in order.
        names: Resolved names anywhere in the article, in order, not overlapping.
        slots: Slot numbers to give to the parties in the order in which they occur; by default 0, 1, 2 ...
    """
    order = list(slots) if slots is not None else list(range(len(SLOTS)))
    given: dict[str, int] = {}
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def put(words: str, at: Sequence[int], name: Name | None = None) -> None:
        out.append(words)
        starts.extend(at)
        ends.extend([name.end] * len(at) if name else (place + 1 for place in at))

    for left, right in pieces:
        at = left
        for item in names:
            if item.start < at or item.end > right:
                continue
            put(text[at : item.start], range(at, item.start))
            if item.id not in given and len(given) < len(order):
                given[item.id] = order[len(given)]
            slot = SLOTS[given[item.id]] if item.id in given else OTHER
            words = f" {HINTS[item.hint]} {slot} " if item.hint else f" {slot} "
            put(words, [item.start] * len(words), item)
            at = item.end
        put(text[at:right], range(at, right))
        put(" ", [right])
    parties = [""] * len(SLOTS)
    for party, number in given.items():
        parties[number] = party
    return Passage("".join(out), tuple(starts), tuple(ends), tuple(parties))
