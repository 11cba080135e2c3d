"""What kind of act a word names, from a table of beginnings of words that users can read and edit (``data/acts.csv``).

Two words of one text for one kind of act ("raid", "operation") are mostly one act told again; an act beside a state of
things that goes on ("occupied", "invasion") is not.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib import resources

STATE = "state"
# What speaks of a deed; its words are among those of backing, too.
PRAISE = "praise"
# A beginning so short stands for the word itself, or the word with one letter more.
_SHORT = 3
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _table() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the kinds with the beginnings of their words."""
    text = (resources.files("allegiance") / "merging" / "data" / "acts.csv").read_text("utf-8")
    return tuple((row["kind"], tuple(row["words"].split())) for row in csv.DictReader(text.splitlines()))


@lru_cache(maxsize=1 << 14)
def _kinds(word: str) -> frozenset[str]:
    def begins(beginning: str) -> bool:
        return word.startswith(beginning) and (len(beginning) > _SHORT or len(word) <= len(beginning) + 1)

    return frozenset(kind for kind, beginnings in _table() if any(map(begins, beginnings)))


def kinds(words: str) -> frozenset[str]:
    """Return the kinds of act that some words may name; none of words that the table lacks.

    >>> sorted(kinds("Missile strikes")), sorted(kinds("Russian-occupied"))
    (['launch', 'protest', 'strike'], ['state', 'take'])
    """
    return frozenset(kind for word in _WORD.findall(words.lower()) for kind in _kinds(word))
