"""Words that put an event before the year in which it is told."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from allegiance.coding.clauses import MONTHS, dates, held, modified

_ERA = re.compile(
    r"\b(?:world war|cold war|soviet era|soviet-era|second world war|in the (?:19|18)\d0s|decades ago|centur(?:y|ies))\b",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"\b(?:last year|(?:a|two|three|four|five|six|ten|\d+|several|many) (?:years?|decades?) ago|the previous year)\b",
    re.IGNORECASE,
)
_NEAR_AGO, _NEAR_ERA = 60, 100
"""Characters from the act within which such words may date it, if no clause stands between."""


def earlier(sentence: str, token: Any, published: date) -> tuple[str, int, int] | None:
    """Return the words that put an event before the year of publication, with their span in the document.

    Args:
        sentence: The text of the trigger's sentence.
        token: The trigger's head word.
        published: The article's day.
    """
    base = token.sent.start_char
    for match in _AGO.finditer(sentence):
        if abs(match.start() + base - token.idx) < _NEAR_AGO and dates(_root(token, match), token):
            return match.group(), match.start() + base, match.end() + base
    for word in token.sent:
        if len(word.text) != 4 or not word.text.isdigit() or not 1500 < int(word.text) < published.year:
            continue
        if word.dep_ in ("nummod", "compound", "amod") and word.head.lower_ not in MONTHS and modified(word) != token:
            continue
        over, steps = word.head, 0
        if over.lower_ == "since":
            continue
        while steps < 4 and over.dep_ in ("pobj", "prep", "npadvmod", "nummod", "appos"):
            over, steps = over.head, steps + 1
            if over.lower_ == "since":
                break
        if over.lower_ != "since" and (
            over.i == token.i or over.i == token.head.i or (token.dep_ == "xcomp" and over.i == token.head.i)
        ):
            return word.text, word.idx, word.idx + len(word.text)
    for match in _ERA.finditer(sentence):
        root = _root(token, match)
        since = any(t.lower_ == "since" for t in (root, *root.ancestors) if held(root).is_ancestor(t))
        if abs(match.start() + base - token.idx) < _NEAR_ERA and not since and dates(root, token):
            return match.group(), match.start() + base, match.end() + base
    return None


def _root(token: Any, match: re.Match[str]) -> Any:
    """Return the topmost word of a match in the sentence of a token."""
    base = token.sent.start_char
    return token.doc.char_span(match.start() + base, match.end() + base, alignment_mode="expand").root


def roots(token: Any, published: date) -> list[Any]:
    """Return the words of a token's sentence that name an earlier year, an era or a time years ago."""
    sentence = token.sent.text
    found = [_root(token, match) for pattern in (_AGO, _ERA) for match in pattern.finditer(sentence)]
    years = (w for w in token.sent if len(w.text) == 4 and w.text.isdigit() and 1500 < int(w.text) < published.year)
    return found + list(years)
