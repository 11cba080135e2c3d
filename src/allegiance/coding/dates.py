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
_ORDINALS = {
    w: n
    for n, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}
_PARTS = {
    "first half": (1, 6),
    "second half": (7, 12),
    "first quarter": (1, 3),
    "second quarter": (4, 6),
    "third quarter": (7, 9),
    "fourth quarter": (10, 12),
    "last quarter": (10, 12),
    "early": (1, 4),
    "start": (1, 4),
    "beginning": (1, 4),
    "mid": (5, 8),
    "late": (9, 12),
    "end": (9, 12),
}
"""Parts of a year, as first and last month."""
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
    begun = date(year, opening, 1) <= published
    if (
        not m["y"]
        and not begun
        and (told not in ("this", "next") or (told == "this" and published.month < 3 and opening == 12))
    ):
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
    if not back and (m["which"] or "").lower().strip() == "last":
        back = 7
    return (published - timedelta(back),) * 2


def _relative_day(m: re.Match[str], published: date) -> Interval | None:
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(m["word"].lower(), 0)
    return (published + timedelta(shift),) * 2


def _today(m: re.Match[str], published: date) -> Interval | None:
    return published, published


def _relative_span(m: re.Match[str], published: date) -> Interval | None:
    step = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}[m["which"].lower()]
    unit = m["unit"].lower()
    if unit == "week":
        first = published - timedelta(published.weekday()) + timedelta(weeks=step)
        return first, first + timedelta(6)
    if unit == "month":
        begin = _added(published, step)
        return _whole_month(begin.year, begin.month)
    part = (m["part"] or "").lower().strip()
    if part == "earlier" and not step:
        return date(published.year, 1, 1), published
    if part == "later" and not step:
        return published, date(published.year, 12, 31)
    return date(published.year + step, 1, 1), date(published.year + step, 12, 31)


def _ago(m: re.Match[str], published: date) -> Interval | None:
    count, unit = _count(m["n"]), m["unit"].lower()
    if unit == "day":
        return (published - timedelta(count),) * 2
    if unit == "week":
        middle = published - timedelta(weeks=count)
        return middle - timedelta(3), middle + timedelta(3)
    if unit == "hour":
        return published - timedelta(1 + count // 24), published
    if unit == "month":
        begin = _added(published, -count)
        return _whole_month(begin.year, begin.month)
    if published.year - count < 1:
        return None
    if m["n"].lower() in ("a", "one"):
        then = _anniversary(published, 1)
        return then - timedelta(27), then + timedelta(27)
    return date(published.year - count, 1, 1), date(published.year - count, 12, 31)


def _anniversary(published: date, years: int) -> date:
    return _day(published.year - years, published.month, published.day) or date(published.year - years, 2, 28)


def _nth(m: re.Match[str], published: date) -> Interval | None:
    """Read "the 75th anniversary of" as the days about the same one so many years before."""
    word = m["n"].lower().removesuffix("-year").removesuffix(" year")
    years = int(digits.group()) if (digits := re.match(r"\d+", word)) else _ORDINALS.get(word) or _NUMBERS.get(word, 1)
    if not 0 < years < published.year - 1:
        return None
    then = _anniversary(published, years)
    return then - timedelta(1), then + timedelta(1)


def _gap(m: re.Match[str], published: date) -> Interval | None:
    """Read "two days after the raid" as the day of the raid, as reckoned from publication: what follows is the news."""
    count, unit = _count(m["n"]), m["unit"].lower()
    if unit == "day":
        return published - timedelta(count + 1), published - timedelta(count)
    if unit == "week":
        middle = published - timedelta(weeks=count)
        return middle - timedelta(3), middle + timedelta(3)
    if unit == "month":
        begin = _added(published, -count)
        return _whole_month(begin.year, begin.month)
    if count >= published.year:
        return None
    then = _anniversary(published, count)
    return then - timedelta(27), then + timedelta(27)


def _soon(m: re.Match[str], published: date) -> Interval | None:
    """Read "in the coming weeks" as the days from publication on."""
    count = _count(m["n"]) if m["n"] else 4
    days = {"day": 1, "week": 7, "month": 31, "year": 366, "hour": 0}[m["unit"].lower()]
    return published, published + timedelta(max(1, days * count))


def _part_of_year(m: re.Match[str], published: date) -> Interval | None:
    year, part = int(m["y"]), m["part"].lower().rstrip("- ")
    first, last = next(months for word, months in _PARTS.items() if part.startswith(word))
    return date(year, first, 1), _whole_month(year, last)[1]


def _era(m: re.Match[str], published: date) -> Interval | None:
    word = m.group().lower()
    if word.startswith(("9/11", "sept")):
        return date(2001, 9, 11), date(2001, 9, 11)
    if "cold" in word:
        return date(1947, 1, 1), date(1991, 12, 31)
    second = re.search(r"\b(?:ii|2|two|second)\b", word)
    return (date(1939, 1, 1), date(1945, 12, 31)) if second else (date(1914, 1, 1), date(1918, 12, 31))


def _holiday(m: re.Match[str], published: date) -> Interval | None:
    """Read a feast day as the nearest one behind, or within the two months ahead."""
    month, number = {"new year’s day": (1, 1), "new year’s eve": (12, 31), "christmas eve": (12, 24)}.get(
        m["feast"].lower().replace("'", "’"), (12, 25)
    )
    near = min(
        (date(y, month, number) for y in (published.year - 1, published.year, published.year + 1) if 1 <= y <= 9999),
        key=lambda day: abs(day - published),
    )
    return near, near


def _later(m: re.Match[str], published: date) -> Interval | None:
    """Read "barely a month later" as the month up to publication: the story's start lies before it."""
    days = {"day": 1, "week": 7, "month": 31, "year": 366}[m["unit"].lower()] * _count(m["n"])
    return published - timedelta(days + 31), published


_NAMED_YEAR = re.compile(r"\d{4}|\b(?:last|next|this)\b", re.IGNORECASE)
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
            "month before",
            rf"\b(?P<part>)(?!May\b){_MONTH_NAME}(?=\s(?-i:[a-z]{{3}}))(?!\s(?:and|who)\b)",
            _part_of_month,
        ),
        (
            "month",
            rf"\b(?:as (?:early|late|soon) as|and|or|to) (?P<part>)(?!May\b){_MONTH_NAME}(?!\w|\s[A-Z])",
            _part_of_month,
        ),
        ("era", r"\b(?:(?:first|second) world war|world war (?:ii?|one|two|[12])|cold war|9/11)\b", _era),
        ("era", r"\bsept(?:ember|\.) 11(?:th)? (?=(?:terror(?:ist)? )?(?:attack|hijack))", _era),
        ("feast", r"\b(?P<feast>new year[’']s (?:eve|day)|christmas(?: day| eve)?)\b", _holiday),
        (
            "part of year",
            rf"\b(?:the )?(?P<part>{'|'.join(_PARTS)})(?:-| |\sof\s){_YEAR}\b",
            _part_of_year,
        ),
        (
            "years",
            r"\b(?:from |between )?(?P<y>(?:19|20)\d\d)\s?(?:-|–|to|and)\s?(?P<z>(?:(?:19|20)\d\d|\d\d))\b(?!-)",
            _years,
        ),
        ("decade", r"\b(?P<y>(?:1[89]|20)\d0)s\b", _decade),
        (
            "season",
            r"\b(?:in|over|during|by|since|of)?\s*(?:the\s+)?(?P<which>last|this|next)?\s*\b"
            r"(?P<season>spring|summer|autumn|winter|(?<=last )fall|(?<=this )fall|(?<=next )fall)\b"
            rf"(?:\s+(?:of\s+)?{_YEAR})?",
            _season,
        ),
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
        ("year before", r"\b(?P<y>(?:1[89]|20)\d\d)(?=[’']s\b)", _year),
        (
            "anniversary",
            rf"\b(?P<n>\d{{1,3}}(?:st|nd|rd|th|[- ]year)|(?:{'|'.join([*_ORDINALS, *_NUMBERS])})(?:[- ]year)?)\s"
            r"anniversary (?=of|since)",
            _nth,
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
            r"\b(?P<part>earlier |later )?(?P<which>last|past|previous|this|next|coming) (?P<unit>week|month|year)\b",
            _relative_span,
        ),
        ("ago", rf"\b(?P<n>{_COUNT}) (?P<unit>hour|day|week|month|year)s? (?:ago|earlier)\b", _ago),
        (
            "coming",
            rf"\b(?:over |in |for |within |during )?(?:the )?(?:coming|next)\s+(?:(?P<n>{_COUNT})\s+|few\s+|several\s+)?"
            r"(?P<unit>hour|day|week|month|year)s\b",
            _soon,
        ),
        (
            "gap",
            rf"\b(?P<n>{_COUNT}) (?P<unit>day|week|month|year)s? (?:after|since|into|from)\b(?!\s+(?:now|today))",
            _gap,
        ),
        ("same day", r"\b(?:earlier (?:in|on|that|the same) (?:the )?day|(?:on )?(?:the|that) same day)\b", _today),
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
            elif rule in ("day", "days", "month") and not _NAMED_YEAR.search(match.group()):
                if told[1] < published - timedelta(60):
                    # In December a plan for January means the coming one.
                    ahead = _anniversary(told[0], -1), _anniversary(told[1], -1)
            elif rule == "weekend" and (match["which"] or "").strip().lower() in ("", "the", "this"):
                ahead = told[0] + timedelta(7), told[1] + timedelta(7)
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(When(*told, match.group().strip(), match.start(), match.end(), rule, ahead))
    return sorted(found, key=lambda w: w.start)
