"""A cheap first look: which sentences can't hold an event, judged by their words, so that the network needn't read them.

A logistic regression over words (``training/fit_sieve.py``); names of parties count by how many there are, never by which.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

_WORD = re.compile(r"[a-z][a-z'’-]+|[?\"“:]")


@dataclass(frozen=True, slots=True)
class Sieve:
    """The weights of words, and the least log odds that a sentence needs to be read."""

    weights: Mapping[str, float]
    least: float

    def keeps(self, features: Sequence[str]) -> bool:
        """Tell whether a sentence with these features may hold an event."""
        return self.score(features) >= self.least

    def score(self, features: Sequence[str]) -> float:
        """Return the log odds that a sentence with these features holds an event."""
        return math.fsum(self.weights.get(name, 0.0) for name in features)


def features(sentence: str, *, here: int, near: int, headline: bool) -> list[str]:
    """Return a sentence's features.

    Args:
        sentence: Its words, with the names of parties taken out.
        here: How many parties it names.
        near: How many parties the two sentences before it name.
        headline: True for an article's first line.
    """
    words = list(dict.fromkeys(_WORD.findall(sentence.lower())))
    found = ["bias", f"#here={min(here, 3)}", f"#near={min(near, 3)}", f"#length={min(len(words) // 5, 6)}"]
    if headline:
        found.append("#headline")
    return found + words


def without_names(text: str, start: int, end: int, names: Sequence[tuple[int, int]]) -> str:
    """Return a run of a text with names taken out.

    >>> without_names("Russia met China.", 0, 17, [(0, 6), (11, 16)])
    ' met .'
    """
    out: list[str] = []
    at = start
    for low, high in names:
        if low >= at and high <= end:
            out.append(text[at:low])
            at = high
    out.append(text[at:end])
    return "".join(out)


@lru_cache(maxsize=1)
def shipped_sieve() -> Sieve:
    """Return the sieve that the package ships."""
    path = resources.files("allegiance.coding") / "data" / "sieve.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Sieve(weights=raw["weights"], least=raw["least"])
