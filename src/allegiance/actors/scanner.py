"""Finds many forms in a text at once, at word boundaries, longest first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

_HOST_ENDS = (".com", ".org", ".net", ".gov", ".edu", ".co.", ".ru", ".ua")


class Match(NamedTuple):
    """A form found: its span and its number in the scanner's list of forms."""

    start: int
    end: int
    form: int


def fold(text: str) -> str:
    """Make apostrophes and odd spaces alike without moving any character.

    >>> fold("Côte d’Ivoire")
    "Côte d'Ivoire"
    """
    if text.isascii():
        return text
    for odd, usual in _FOLD:
        if odd in text:
            text = text.replace(odd, usual)
    return text


# Replacing one character after the other is several times faster than str.translate.
_FOLD = (("’", "'"), ("‘", "'"), ("ʼ", "'"), ("\u00a0", " "), ("\u202f", " "), ("‑", "-"), ("–", "-"))


class Scanner:
    """An automaton over forms; ``forms`` keeps their order."""

    def __init__(self, forms: Iterable[str]) -> None:
        self.forms = [fold(form) for form in forms]
        self._automaton = AhoCorasick(self.forms, implementation=Implementation.ContiguousNFA) if self.forms else None

    def find(self, folded: str) -> list[Match]:
        """Return the non-overlapping longest matches at word boundaries, left to right, in folded text."""
        if self._automaton is None:
            return []
        size = len(folded)
        best: list[Match] = []
        reached = 0
        for form, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if start:
                before = folded[start - 1]
                if before.isalnum() or before in "@_":
                    continue
            if end < size:
                after = folded[end]
                if after.isalnum() or after == "_" or (after == "." and folded.startswith(_HOST_ENDS, end)):
                    continue
            # Matches come by their end: a longer one that ends here or later swallows those it covers.
            if start < reached:
                keep = len(best)
                while keep and best[keep - 1].start >= start:
                    keep -= 1
                if keep and best[keep - 1].end > start:
                    continue
                del best[keep:]
            best.append(Match(start, end, form))
            reached = end
        return best
