"""Words for time that are reckoned from another day that the text names: "a day earlier", "the next day", "on the eve of"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from allegiance.coding.dates import When
from allegiance.coding.reckoning import NUMBERS

_STEP = re.compile(
    rf"\b(?P<n>\d{{1,2}}|an?|{'|'.join(NUMBERS)}) (?P<unit>day|week|month)s?"
    r" (?P<way>earlier|later|(?:before|after)(?=\s*[.,;)]|$))"
    r"|\bthe (?P<next>next|following|previous|preceding) day\b"
    r"|\bthe day (?P<side>before|after)(?=\s*[.,;)]|$)",
    re.IGNORECASE,
)
_FROM_NAMED = re.compile(
    rf"\b(?:(?P<n>\d{{1,2}}|an?|{'|'.join(NUMBERS)}) (?P<unit>day|week|month)s?|the (?P<next>day))"
    r" (?P<way>before|after) (?:the )?$",
    re.IGNORECASE,
)
"""What stands before a named day from which another is reckoned: "two days after (Sunday's vote)"."""
_EVE = re.compile(r"\b(?:on )?the eve of (?:the )?$", re.IGNORECASE)
_LEAD = 30
"""Characters before a named day in which another may be reckoned from it."""
_BACK = frozenset({"earlier", "before", "previous", "preceding"})
_MONTH = 31
"""Days of the longest interval that a number of months is reckoned from; days and weeks are reckoned from a day."""


def anchored(text: str, start: int, end: int, found: Sequence[When], before: Sequence[When]) -> list[When]:
    """Return a sentence's words for time, those read anew that are reckoned from a day named before them.

    Args:
        text: The article's text.
        start: Where the sentence begins.
        end: Where it ends.
        found: Its words for time as reckoned from the day of publication.
        before: Words for time of the sentences before it, in order of place.
    """
    told = [_eve(text, when) for when in found]
    for when in tuple(told):
        match = _FROM_NAMED.search(text, max(start, when.start - _LEAD), when.start)
        if match is not None and _exact(when, match["unit"]):
            words = text[match.start() : match.end("way")]
            told = [one for one in told if one.end <= match.start() or match.end() <= one.start]
            told.append(When(*_moved(when, match), words, match.start(), match.end("way"), "anchored"))
    for match in _STEP.finditer(text, start, end):
        anchors = [when for when in (*before, *told) if when.end <= match.start()]
        anchor = next((when for when in reversed(anchors) if _exact(when, match["unit"])), None)
        if anchor is None:
            continue
        first, last = _moved(anchor, match)
        told = [when for when in told if when.end <= match.start() or match.end() <= when.start]
        told.append(When(first, last, match.group(), match.start(), match.end(), "anchored"))
    return sorted(told, key=lambda when: when.start)


def _exact(when: When, unit: str | None) -> bool:
    """Return whether words for time name a day, or for a number of months no more than a month."""
    days = (when.last - when.first).days
    return days < _MONTH if (unit or "").lower() == "month" else days == 0


def _eve(text: str, when: When) -> When:
    """Return the day before where words name a day on whose eve something is: "on the eve of Sunday's vote"."""
    eve = _EVE.search(text, max(0, when.start - 20), when.start)
    if eve is None or when.first != when.last:
        return when
    day = timedelta(1)
    ahead = (when.ahead[0] - day, when.ahead[1] - day) if when.ahead is not None else None
    words = text[eve.start() : when.end].strip()
    return replace(when, first=when.first - day, last=when.last - day, ahead=ahead, start=eve.start(), words=words)


def _moved(anchor: When, match: re.Match[str]) -> tuple[date, date]:
    way = (match["way"] or match["next"] or match["side"]).lower()
    word = (match["n"] or "one").lower()
    count = (int(word) if word.isdigit() else NUMBERS.get(word, 1)) * (-1 if way in _BACK else 1)
    unit = (match["unit"] or "day").lower()
    if unit != "month":
        days = timedelta(count * (7 if unit == "week" else 1))
        return anchor.first + days, anchor.last + days
    month = anchor.first.year * 12 + anchor.first.month - 1 + count
    first = date(month // 12, month % 12 + 1, 1)
    after = date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    return first, after - timedelta(1)
