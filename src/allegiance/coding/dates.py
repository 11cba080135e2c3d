"""When an event happened: the words for time in its sentence, reckoned from the day of publication."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

_DAYS = [name.lower() for name in calendar.day_name]
_MONTHS = [name.lower() for name in calendar.month_name]
_SHORT = {name.lower()[:3]: number for number, name in enumerate(calendar.month_name) if name}
_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)|apr(?:il|\.)|may|june?\.?|july?\.?|aug(?:ust|\.)"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_NUMBERS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_COUNT = rf"(?:\d{{1,3}}|an?|{'|'.join(_NUMBERS)})"
# A date farther from the trigger than this many characters belongs to another clause more often than not.
_REACH = 110


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days, both ends included, and the words that it rests on, with their span."""

    first: date
    last: date
    words: str
    start: int
    end: int


Interval = tuple[date, date]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int:
    return _SHORT[word.lower()[:3]]


def _whole_month(year: int, month: int) -> Interval:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _added(start: date, months: int) -> date:
    index = start.year * 12 + start.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _count(word: str) -> int:
    word = word.lower()
    return int(word) if word.isdigit() else _NUMBERS.get(word, 1)


def _near_year(published: date, month: int, year: str | None) -> int:
    """Return the year of a month named without one: the nearest that isn't more than two months ahead."""
    if year:
        return int(year)
    return published.year - (month > published.month + 2)


def _iso(m: re.Match[str], published: date) -> Interval | None:
    found = _day(int(m["y"]), int(m["m"]), int(m["d"]))
    return (found, found) if found else None


def _month_day(m: re.Match[str], published: date) -> Interval | None:
    month = _month(m["m"])
    found = _day(_near_year(published, month, m["y"]), month, int(m["d"]))
    return (found, found) if found else None


def _part_of_month(m: re.Match[str], published: date) -> Interval | None:
    month = _month(m["m"])
    first, last = _whole_month(_near_year(published, month, m["y"]), month)
    part = (m["part"] or "").lower().rstrip("- ")
    if part in ("early", "the beginning of", "the start of"):
        return first, first.replace(day=10)
    if part in ("mid", "the middle of"):
        return first.replace(day=10), first.replace(day=20)
    if part in ("late", "the end of"):
        return first.replace(day=20), last
    return first, last


def _year(m: re.Match[str], published: date) -> Interval | None:
    year = int(m["y"])
    return date(year, 1, 1), date(year, 12, 31)


def _weekday(m: re.Match[str], published: date) -> Interval | None:
    wanted = _DAYS.index(m["day"].lower())
    if (m["which"] or "").lower().strip() in ("next", "coming", "this coming"):
        ahead = (wanted - published.weekday()) % 7 or 7
        return (published + timedelta(ahead),) * 2
    back = (published.weekday() - wanted) % 7
    return (published - timedelta(back),) * 2


def _relative_day(m: re.Match[str], published: date) -> Interval | None:
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(m["word"].lower(), 0)
    return (published + timedelta(shift),) * 2


def _relative_span(m: re.Match[str], published: date) -> Interval | None:
    step = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}[m["which"].lower()]
    unit = m["unit"].lower()
    if unit == "week":
        first = published - timedelta(published.weekday()) + timedelta(weeks=step)
        return first, first + timedelta(6)
    if unit == "month":
        begin = _added(published, step)
        return _whole_month(begin.year, begin.month)
    if unit == "year":
        return date(published.year + step, 1, 1), date(published.year + step, 12, 31)
    return published + timedelta(2 * step - 3), published


def _ago(m: re.Match[str], published: date) -> Interval | None:
    count, unit = _count(m["n"]), m["unit"].lower()
    if unit == "day":
        return (published - timedelta(count),) * 2
    if unit == "week":
        middle = published - timedelta(weeks=count)
        return middle - timedelta(3), middle + timedelta(3)
    if unit == "month":
        begin = _added(published, -count)
        return _whole_month(begin.year, begin.month)
    if published.year - count < 1:
        return None
    return date(published.year - count, 1, 1), date(published.year - count, 12, 31)


def _later(m: re.Match[str], published: date) -> Interval | None:
    """Read "barely a month later" as the month up to publication: the story's start lies before it."""
    days = {"day": 1, "week": 7, "month": 31, "year": 366}[m["unit"].lower()] * _count(m["n"])
    return published - timedelta(days + 31), published


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Interval | None]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b", _iso),
        (rf"\b(?P<m>{_MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\s+(?P<y>(?:19|20)\d\d))?", _month_day),
        (rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?\s+(?P<m>{_MONTH})\b(?:,?\s+(?P<y>(?:19|20)\d\d))?", _month_day),
        (
            r"\b(?:in|since|last|during|from|until|by|for|of|this)\s+"
            r"(?P<part>early |late |mid-?|the end of |the start of |the beginning of |the middle of )?"
            r"(?P<m>(?-i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\b(?:,?\s+(?P<y>(?:19|20)\d\d))?",
            _part_of_month,
        ),
        (r"\b(?:in|since|during|of|from)\s+(?P<y>(?:19|20)\d\d)\b", _year),
        (
            rf"\b(?P<which>next |this coming |coming |last |this )?(?P<day>(?-i:{'|'.join(calendar.day_name)}))\b",
            _weekday,
        ),
        (
            r"\b(?P<word>yesterday|today|tomorrow|tonight|last night|overnight|this (?:morning|evening|afternoon))\b",
            _relative_day,
        ),
        (r"\b(?:earlier )?(?P<which>last|past|previous|this|next|coming) (?P<unit>week|month|year)\b", _relative_span),
        (rf"\b(?P<n>{_COUNT}) (?P<unit>day|week|month|year)s? (?:ago|earlier)\b", _ago),
        (rf"\b(?P<n>{_COUNT}) (?P<unit>day|week|month|year)s? later\b", _later),
    )
)


def date_of(text: str, start: int, end: int, trigger: int, published: date | None) -> When | None:
    """Return when the event at ``trigger`` happened, from the words of its sentence; None where they don't tell.

    The nearest words count; words behind a comma or a clause away are nearer than they look only by their distance.

    Args:
        text: The article's text.
        start: Where the sentence begins.
        end: Where it ends.
        trigger: The trigger's offset.
        published: The day from which "Friday" and "last month" are reckoned.
    """
    if published is None:
        return None
    best: tuple[int, int, When] | None = None
    for order, (pattern, read) in enumerate(_RULES):
        for match in pattern.finditer(text, start, end):
            away = min(abs(match.start() - trigger), abs(match.end() - trigger))
            if away > _REACH:
                continue
            found = read(match, published)
            if found is None or (best is not None and (away, order) >= best[:2]):
                continue
            best = (away, order, When(found[0], found[1], match.group(), match.start(), match.end()))
    return best[2] if best else None
