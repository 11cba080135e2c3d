"""Days that a sentence names, as intervals: with a year, or counted back from the day of publication."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            ("January", "Jan"),
            ("February", "Feb"),
            ("March", "Mar"),
            ("April", "Apr"),
            ("May",),
            ("June", "Jun"),
            ("July", "Jul"),
            ("August", "Aug"),
            ("September", "Sept", "Sep"),
            ("October", "Oct"),
            ("November", "Nov"),
            ("December", "Dec"),
        ],
        start=1,
    )
    for name in names
}
_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_EXPLICIT = [
    re.compile(rf"\b{_DAY}(?: of)? {_MONTH},? {_YEAR}\b"),
    re.compile(rf"\b{_MONTH} {_DAY},? {_YEAR}\b"),
    re.compile(rf"\b{_MONTH},?(?: of)? {_YEAR}\b"),
    re.compile(r"\b(?P<year>1[89]\d\d|20\d\d)-(?P<number>[01]\d)-(?P<day>[0-3]\d)\b"),
    re.compile(rf"(?<![\d/-]){_YEAR}(?![\d/])"),
]
_NO_YEAR = [
    re.compile(rf"\b{_DAY}(?: of)? {_MONTH}(?![\w,]* \d{{4}})"),
    re.compile(rf"\b{_MONTH} {_DAY}(?![\w,]* \d{{4}})"),
]
_MONTH_ONLY = re.compile(rf"\b(?:in|since|last|this|from) {_MONTH}(?!\w)")
RECENT = re.compile(
    r"\b(?:today|yesterday|tonight|two days ago|three days ago|this week|(?:late |early )?on (?:Mon"
    r"|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: night| morning| evening| afternoon)?)\b"
)


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days, both included, with the span of the words; ``exact`` when a year was named.

    Attributes:
        grain: ``day``, ``month`` or ``year``.
    """

    first: date
    last: date
    start: int
    end: int
    grain: str
    exact: bool

    def touches(self, day: date, *, slack: int = 0) -> bool:
        """Whether a day lies in the interval or within ``slack`` days of it."""
        return self.first - timedelta(days=slack) <= day <= self.last + timedelta(days=slack)


def month_end(year: int, month: int) -> date:
    """Return the last day of a month.

    >>> month_end(2024, 2)
    datetime.date(2024, 2, 29)
    """
    return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _made(match: re.Match[str], year: int, *, exact: bool) -> When | None:
    found = match.groupdict()
    number = found.get("number")
    month = int(number) if number else MONTHS.get(found.get("month") or "")
    try:
        if month and found.get("day"):
            day = date(year, month, int(found["day"]))
            return When(day, day, match.start(), match.end(), "day", exact)
        if month:
            return When(date(year, month, 1), month_end(year, month), match.start(), match.end(), "month", exact)
    except ValueError:
        return None
    return When(date(year, 1, 1), date(year, 12, 31), match.start(), match.end(), "year", exact)


def explicit(text: str) -> list[When]:
    """Return what a text names with a year, left to right; a day is not repeated as its month or year.

    >>> [(w.first.isoformat(), w.grain) for w in explicit("signed on 5 December 1994, in force since 1995")]
    [('1994-12-05', 'day'), ('1995-01-01', 'year')]
    """
    found: list[When] = []
    for pattern in _EXPLICIT:
        for match in pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            made = _made(match, int(match["year"]), exact=True)
            if made is not None:
                found.append(made)
    return sorted(found, key=lambda when: when.start)


def near(text: str, published: date | None) -> list[When]:
    """Return what a text names, with years or by the day of publication, left to right."""
    found = explicit(text)
    if published is None:
        return found
    for pattern in (*_NO_YEAR, _MONTH_ONLY):
        for match in pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            for year in (published.year, published.year - 1):
                made = _made(match, year, exact=False)
                if made is not None and made.first <= published:
                    found.append(made)
                    break
    for match in RECENT.finditer(text):
        week = timedelta(days=8)
        found.append(When(published - week, published, match.start(), match.end(), "day", False))
    for words, back in _BACK.items():
        for match in re.finditer(words, text):
            found.append(_ago(published, back, match.start(), match.end()))
    return sorted(found, key=lambda when: when.start)


_BACK = {
    r"\blast week\b": "week",
    r"\b(?:last|this|earlier this) month\b": "month",
    r"\b(?:this year|earlier this year)\b": "year",
    r"\blast year\b": "last year",
    r"\bat the start of the year\b": "year",
}


def _ago(published: date, back: str, start: int, end: int) -> When:
    if back == "week":
        return When(published - timedelta(days=15), published, start, end, "day", False)
    if back == "month":
        first = (published.replace(day=1) - timedelta(days=1)).replace(day=1)
        return When(first, published, start, end, "month", False)
    year = published.year - (back == "last year")
    return When(date(year, 1, 1), min(published, date(year, 12, 31)), start, end, "year", False)
