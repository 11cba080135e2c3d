"""Words that put an event before the year in which it is told."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

_ERA = re.compile(
    r"\b(?:world war|cold war|soviet era|soviet-era|second world war|in the (?:19|18)\d0s|decades ago|centur(?:y|ies))\b",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"\b(?:last year|(?:a|two|three|four|five|six|ten|\d+|several|many) (?:years?|decades?) ago|the previous year)\b",
    re.IGNORECASE,
)
_MONTHS = frozenset("january february march april may june july august september october november december".split())


def earlier(sentence: str, token: Any, published: date) -> tuple[str, int, int] | None:
    """Return the words that put an event before the year of publication, with their span in the document.

    Args:
        sentence: The text of the trigger's sentence.
        token: The trigger's head word.
        published: The article's day.
    """
    base = token.sent.start_char
    for match in _AGO.finditer(sentence):
        if abs(match.start() + base - token.idx) < 60:
            return match.group(), match.start() + base, match.end() + base
    for word in token.sent:
        if len(word.text) != 4 or not word.text.isdigit() or not 1500 < int(word.text) < published.year:
            continue
        if word.dep_ in ("nummod", "compound", "amod") and word.head.lower_ not in _MONTHS:
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
    era = _ERA.search(sentence)
    if era is not None and abs(era.start() + base - token.idx) < 100:
        return era.group(), era.start() + base, era.end() + base
    return None
