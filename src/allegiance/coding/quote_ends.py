"""Where the run of words that is quoted begins and ends: at no loose preposition, and in no phrase, name or word."""

from __future__ import annotations

from typing import Any

from allegiance.coding.entities import Parsed
from allegiance.coding.quote_features import names_in_sentence

_EDGES = frozenset(",;:–—-")
_HYPHENS = frozenset("-–")
_JOINTS = frozenset("prep cc mark agent punct case".split())
_BEFORE_NOUN = frozenset("det amod compound poss nummod nmod quantmod predet".split())
_BEFORE_VERB = frozenset("aux auxpass neg nsubj".split())
_CLOSELY = 4
"""Most steps by which a run is widened at its end so that it leaves no object and no "of" behind."""


def opening(doc: Any, low: int, first: int) -> int:
    """Return where a run begins that doesn't open with white space, a mark, a preposition or a conjunction."""
    while low < first and (doc[low].is_space or doc[low].text in _EDGES or doc[low].dep_ in _JOINTS):
        low += 1
    return low


def closing(doc: Any, last: int, high: int) -> int:
    """Return where a run ends that neither cuts a noun off from the words before it nor leaves a preposition hanging."""
    while high > last and doc[high].dep_ in _BEFORE_NOUN and high < doc[high].head.i:
        high = doc[high].head.i
    for _ in range(_CLOSELY):
        bound = _bound(doc, high)
        if bound is None:
            break
        high = bound
    loose = _JOINTS | _BEFORE_NOUN | _BEFORE_VERB
    while high > last and (doc[high].is_space or doc[high].text in _EDGES or doc[high].dep_ in loose):
        high -= 1
    return high


def _bound(doc: Any, high: int) -> int | None:
    """Return the head of what hangs closely on a run's last word: an object right behind a verb, or the noun of an "of"."""
    word = doc[high]
    after = doc[high + 1] if high + 1 < len(doc) else word
    if after.lower_ == "of" and after.head.i == high:
        # What is asked for or taken up ("accused of" after "which") stands before it.
        return next((int(child.i) for child in after.rights if child.dep_ == "pobj"), None)
    if word.pos_ != "VERB":
        return None
    return next((int(c.i) for c in word.children if c.dep_ in ("dobj", "attr") and c.left_edge.i == high + 1), None)


def whole(item: Parsed, low: int, high: int) -> tuple[int, int]:
    """Return a run widened so that it cuts no name and no word ("South Korea", "weren't", "Iranian-backed") at its ends."""
    for _, span in names_in_sentence(item):
        if span.start < low < span.end:
            low = span.start
        if span.start <= high < span.end:
            high = span.end - 1
    while low and _one_word(item.doc, low - 1):
        low -= 1
    while high + 1 < len(item.doc) and _one_word(item.doc, high):
        high += 1
    return low, high


def _one_word(doc: Any, i: int) -> bool:
    """Tell whether a token makes one word with the next: no space is between them, and letters or a hyphen join them."""
    here, after = doc[i], doc[i + 1]
    if here.whitespace_ or here.is_space or after.is_space:
        return False
    hyphen = next((token for token in (after, here) if token.text in _HYPHENS), None)
    if hyphen is None:
        return bool(here.text[-1].isalnum() and after.text.lstrip("'’")[:1].isalpha())
    if hyphen.i in (0, len(doc) - 1):
        return False
    before, then = doc[hyphen.i - 1], doc[hyphen.i + 1]
    return bool(then.text[0].isalnum()) and not (hyphen.whitespace_ or before.whitespace_ or before.is_punct)
