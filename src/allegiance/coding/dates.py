"""When an event happened: the words for time in its sentence, reckoned from the day of publication."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_DAYS = [name.lower() for name in calendar.day_name]
_MONTHS = [name.lower() for name in calendar.month_name]
_NAME = "|".join(name for name in _MONTHS if name)
_WORDS = re.compile(
    rf"\b(?:(?P<day>{'|'.join(_DAYS)})|(?P<rel>yesterday|today|tomorrow|last (?:week|month|year))"
    rf"|(?P<m1>{_NAME})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y1>\d{{4}}))?"
    rf"|(?P<d2>\d{{1,2}})\s+(?P<m2>{_NAME})(?:\s+(?P<y2>\d{{4}}))?"
    rf"|in (?:early |late |mid-)?(?P<m3>{_NAME})(?:\s+(?P<y3>\d{{4}}))?|in (?P<y4>(?:19|20)\d\d))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days, both ends included, and the words that it rests on, with their span."""

    first: date
    last: date
    words: str
    start: int
    end: int


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _near(published: date, month: int, day: int) -> date | None:
    here = _day(published.year, month, day)
    if here is not None and (here - published).days > 60:
        return _day(published.year - 1, month, day)
    return here


def _read(match: re.Match[str], published: date) -> tuple[date, date] | None:
    part = match.groupdict()
    if part["day"]:
        back = (published.weekday() - _DAYS.index(part["day"].lower())) % 7
        found = published - timedelta(days=back)
        return found, found
    if part["rel"]:
        word = part["rel"].lower()
        shift = {"yesterday": -1, "today": 0, "tomorrow": 1}
        if word in shift:
            found = published + timedelta(days=shift[word])
            return found, found
        if word == "last week":
            first = published - timedelta(days=published.weekday() + 7)
            return first, first + timedelta(days=6)
        if word == "last month":
            last = published.replace(day=1) - timedelta(days=1)
            return last.replace(day=1), last
        return date(published.year - 1, 1, 1), date(published.year - 1, 12, 31)
    for month, day, year in (("m1", "d1", "y1"), ("m2", "d2", "y2")):
        if part[month]:
            number = _MONTHS.index(part[month].lower())
            exact = (
                _day(int(part[year]), number, int(part[day]))
                if part[year]
                else _near(published, number, int(part[day]))
            )
            return (exact, exact) if exact else None
    if part["m3"]:
        number = _MONTHS.index(part["m3"].lower())
        begin = _day(int(part["y3"]), number, 1) if part["y3"] else _near(published, number, 1)
        if begin is None:
            return None
        return begin, begin.replace(day=calendar.monthrange(begin.year, begin.month)[1])
    year = int(part["y4"])
    return date(year, 1, 1), date(year, 12, 31)


def date_of(text: str, start: int, end: int, trigger: int, published: date | None) -> When | None:
    """Return when the event at ``trigger`` happened, from the words of its sentence; None where they don't tell.

    Args:
        text: The article's text.
        start, end: The sentence's span.
        trigger: The trigger's offset.
        published: The day from which "Friday" and "last month" are reckoned.
    """
    if published is None:
        return None
    matches = sorted(_WORDS.finditer(text, start, end), key=lambda m: abs(m.start() - trigger))
    for match in matches:
        found = _read(match, published)
        if found is not None:
            return When(found[0], found[1], match.group(), match.start(), match.end())
    return None
