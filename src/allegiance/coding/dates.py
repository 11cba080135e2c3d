"""The words for time in a text, as intervals of days reckoned from the day of publication."""

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
Interval = tuple[date, date]


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days, both ends included, and the words that it rests on, with their span.

    Attributes:
        rule: Name of the rule that read them.
        ahead: The interval that the same words mean of an act still to come ("on Friday"), where that differs.
    """

    first: date
    last: date
    words: str
    start: int
    end: int
    rule: str = ""
    ahead: Interval | None = None


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


def _year_of(m: re.Match[str], published: date, month: int) -> int:
    """Return the year that a month's words name, or the nearest that fits."""
    told = m.groupdict()
    if told.get("rel"):
        return published.year + {"last": -1, "this": 0, "next": 1}[told["rel"].lower()]
    return _near_year(published, month, told.get("y"))


def _month_day(m: re.Match[str], published: date) -> Interval | None:
    month = _month(m["m"])
    found = _day(_year_of(m, published, month), month, int(m["d"]))
    return (found, found) if found else None


def _days_of_month(m: re.Match[str], published: date) -> Interval | None:
    month = _month(m["m"])
    year = _year_of(m, published, month)
    first, last = _day(year, month, int(m["d"])), _day(year, month, int(m["e"]))
    return (first, last) if first and last and first <= last else None


def _part_of_month(m: re.Match[str], published: date) -> Interval | None:
    month = _month(m["m"])
    first, last = _whole_month(_year_of(m, published, month), month)
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


def _years(m: re.Match[str], published: date) -> Interval | None:
    first, last = int(m["y"]), int(m["z"])
    last += first - first % 100 if last < 100 else 0
    return (date(first, 1, 1), date(last, 12, 31)) if first <= last else None


def _decade(m: re.Match[str], published: date) -> Interval | None:
    first = int(m["y"])
    return date(first, 1, 1), date(first + 9, 12, 31)


def _season(m: re.Match[str], published: date) -> Interval | None:
    """Read a northern season; without a year the nearest that has begun, or this year's where the text says so."""
    opening = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[m["season"].lower()]
    told = (m["which"] or "").lower()
    year = (
        int(m["y"]) if m["y"] else published.year + (told == "next") - (told == "last" and opening <= published.month)
    )
    if not m["y"] and told not in ("this", "next") and date(year, opening, 1) > published:
        year -= 1
    last = _added(date(year, opening, 1), 3) - timedelta(1)
    return date(year, opening, 1), last


def _weekend(m: re.Match[str], published: date) -> Interval | None:
    back = (published.weekday() - 5) % 7 or 7
    saturday = published - timedelta(back if published.weekday() != 6 else 1)
    if (m["which"] or "").lower().strip() in ("next", "coming", "this coming"):
        saturday += timedelta(7)
    return saturday, saturday + timedelta(1)


def _lately(m: re.Match[str], published: date) -> Interval | None:
    """Read "in the past few weeks" as the days up to publication."""
    count = _count(m["n"]) if m["n"] else 3
    days = {"day": 1, "week": 7, "month": 31, "year": 366, "hour": 0}[m["unit"].lower()]
    return published - timedelta(max(1, days * count)), published


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


_YEAR = r"(?P<y>(?:19|20)\d\d)"
_OF_YEAR = rf"(?:,?\s+(?:of\s+)?(?:{_YEAR}|(?P<rel>last|this|next) year))?"
_MONTH_NAME = rf"(?P<m>(?-i:(?:{'|'.join(n for n in calendar.month_name if n)})|(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.))"
_RULES: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str], date], Interval | None]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE), read)
    for name, pattern, read in (
        ("iso", r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b", _iso),
        (
            "days",
            rf"\b(?P<m>{_MONTH})\s+(?P<d>\d{{1,2}})\s?(?:-|–|to|and)\s?(?P<e>\d{{1,2}})\b{_OF_YEAR}",
            _days_of_month,
        ),
        (
            "days",
            rf"\b(?P<d>\d{{1,2}})\s?(?:-|–|to|and)\s?(?P<e>\d{{1,2}})\s+(?P<m>{_MONTH})\b{_OF_YEAR}",
            _days_of_month,
        ),
        ("day", rf"\b(?P<m>{_MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:){_OF_YEAR}", _month_day),
        ("day", rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?\s+(?P<m>{_MONTH})\b{_OF_YEAR}", _month_day),
        (
            "month",
            r"\b(?:in|since|last|during|from|until|by|for|of|this|through|throughout|before|after)\s+"
            r"(?P<part>early |late |mid-?|the end of |the start of |the beginning of |the middle of )?"
            rf"{_MONTH_NAME}(?!\w){_OF_YEAR}",
            _part_of_month,
        ),
        ("month", rf"\b(?P<part>early |late |mid-?)?{_MONTH_NAME}(?=[’']s\b){_OF_YEAR}", _part_of_month),
        ("month", rf"\b(?P<part>early |late |mid-?){_MONTH_NAME}(?!\w){_OF_YEAR}", _part_of_month),
        ("month", rf"\b(?P<part>)(?P<m>{_MONTH})\s+{_YEAR}\b", _part_of_month),
        (
            "years",
            r"\b(?:from |between )?(?P<y>(?:19|20)\d\d)\s?(?:-|–|to|and)\s?(?P<z>(?:(?:19|20)\d\d|\d\d))\b(?!-)",
            _years,
        ),
        ("decade", r"\b(?P<y>(?:1[89]|20)\d0)s\b", _decade),
        (
            "year",
            r"\b(?:in|since|during|of|from|by|until|after|before)\s+(?:early |late |mid-?)?(?P<y>(?:1[5-9]|20)\d\d)\b",
            _year,
        ),
        (
            "year before",
            r"\b(?P<y>(?:1[89]|20)\d\d)\b(?=\s+[a-z])(?!\s+(?:troops|soldiers|people|men|tons|tonnes|km|miles|dead))",
            _year,
        ),
        (
            "season",
            r"\b(?:in|over|during|by|since|of)?\s*(?:the\s+)?(?P<which>last|this|next)?\s*\b"
            r"(?P<season>spring|summer|autumn|winter|(?<=last )fall|(?<=this )fall|(?<=next )fall)\b"
            rf"(?:\s+(?:of\s+)?{_YEAR})?",
            _season,
        ),
        ("weekend", r"\b(?P<which>next |this coming |coming |last |this |past |the )?weekend\b", _weekend),
        (
            "weekday",
            rf"\b(?P<which>next |this coming |coming |last |this )?(?P<day>(?-i:{'|'.join(calendar.day_name)}))\b",
            _weekday,
        ),
        (
            "relative day",
            r"\b(?P<word>yesterday|today|tomorrow|tonight|last night|overnight|this (?:morning|evening|afternoon))\b",
            _relative_day,
        ),
        (
            "lately",
            rf"\b(?:over |in |for |within )?(?:the )?(?:past|last|recent)\s+(?:(?P<n>{_COUNT})\s+|few\s+|several\s+)?"
            r"(?P<unit>hour|day|week|month|year)s\b",
            _lately,
        ),
        (
            "relative",
            r"\b(?:earlier |later )?(?P<which>last|past|previous|this|next|coming) (?P<unit>week|month|year)\b",
            _relative_span,
        ),
        ("ago", rf"\b(?P<n>{_COUNT}) (?P<unit>day|week|month|year)s? (?:ago|earlier)\b", _ago),
        ("later", rf"\b(?P<n>{_COUNT}) (?P<unit>day|week|month|year)s? later\b", _later),
    )
)


def expressions(text: str, start: int, end: int, published: date) -> list[When]:
    """Return the words for time between two offsets, in order; of two that overlap the more exact one.

    Args:
        text: The text.
        start: Where to begin.
        end: Where to stop.
        published: The day from which "Friday" and "last month" are reckoned.
    """
    found: list[When] = []
    for rule, pattern, read in _RULES:  # the exact ones first
        for match in pattern.finditer(text, start, end):
            told = read(match, published)
            if told is None:
                continue
            ahead = None
            if rule == "weekday" and not match["which"] and told[0] != published:
                ahead = (told[0] + timedelta(7),) * 2
            elif rule == "weekend" and (match["which"] or "").strip().lower() in ("", "the", "this"):
                ahead = told[0] + timedelta(7), told[1] + timedelta(7)
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(When(*told, match.group().strip(), match.start(), match.end(), rule, ahead))
    return sorted(found, key=lambda w: w.start)


# A date farther from the trigger than this many characters belongs to another clause more often than not.
_REACH = 110


def date_of(text: str, start: int, end: int, trigger: int, published: date | None) -> When | None:
    """Return the words for time nearest to ``trigger`` in its sentence, where no parse is at hand to tell better.

    Args:
        text: The article's text.
        start: Where the sentence begins.
        end: Where it ends.
        trigger: The trigger's offset.
        published: The day from which "Friday" and "last month" are reckoned.
    """
    if published is None:
        return None
    near = [(min(abs(w.start - trigger), abs(w.end - trigger)), w) for w in expressions(text, start, end, published)]
    best = min(near, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] <= _REACH else None
