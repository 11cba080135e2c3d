"""What words for time mean, reckoned from the day of publication: each function reads the match of one kind of words.

They return the first and the last day, or None where the words name no day that there is.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

_DAYS = [name.lower() for name in calendar.day_name]
_SHORT = {name.lower()[:3]: number for number, name in enumerate(calendar.month_name) if name}
_UNITS = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBERS = {w: n for n, w in enumerate([*_UNITS, *_TEENS], 1)}
"""Number words up to nineteen."""
TENS = {w: n for n, w in enumerate(_TENS, 2)}
"""The words for tens, with how many tens they are."""
_NTH = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth
    twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first""".split()
ORDINALS = {w: n for n, w in enumerate(_NTH, 1)}
"""Ordinals up to those of the days of a month."""
PARTS = {
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
_SPANS = {"hour": 0, "day": 1, "week": 7, "month": 31, "year": 366}
"""Units of time, in days at most."""
_JUST_GONE = 2
"""Months back to which "last February" doesn't reach."""
_FEW = {"hour": (0, 1), "day": (2, 6), "week": (14, 35), "month": (62, 155)}
"""How many days a few of a unit are."""

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
    if word.isdigit():
        return int(word)
    tens, _, units = word.replace("-", " ").partition(" ")
    if tens in TENS:
        return 10 * TENS[tens] + NUMBERS.get(units, 0)
    return NUMBERS.get(word, 1)


def _near_year(published: date, month: int, year: str | None) -> int:
    """Return the year of a month named without one: the nearest that isn't more than two months ahead."""
    if year:
        return int(year)
    return published.year - (month > published.month + 2)


def iso(m: re.Match[str], published: date) -> Interval | None:
    """Read a date in the ISO form."""
    found = _day(int(m["y"]), int(m["m"]), int(m["d"]))
    return (found, found) if found else None


def year_of(m: re.Match[str], published: date, month: int) -> int:
    """Return the year that a month's words name, or the nearest that fits."""
    told = m.groupdict()
    if told.get("rel"):
        return published.year + {"last": -1, "this": 0, "next": 1}[told["rel"].lower()]
    return _near_year(published, month, told.get("y"))


def month_day(m: re.Match[str], published: date) -> Interval | None:
    """Read a day of a month."""
    month = _month(m["m"])
    found = _day(year_of(m, published, month), month, ORDINALS.get(m["d"].lower()) or int(m["d"]))
    return (found, found) if found else None


def days_of_month(m: re.Match[str], published: date) -> Interval | None:
    """Read several days of one month."""
    month = _month(m["m"])
    year = year_of(m, published, month)
    first, last = _day(year, month, int(m["d"])), _day(year, month, int(m["e"]))
    return (first, last) if first and last and first <= last else None


def part_of_month(m: re.Match[str], published: date) -> Interval | None:
    """Read a month, or its beginning, middle or end."""
    month = _month(m["m"])
    year = year_of(m, published, month)
    told = m.groupdict()
    unnamed = m.group().lower().startswith("last ") and not (told.get("y") or told.get("rel"))
    if unnamed and year == published.year and month >= published.month - _JUST_GONE:
        year -= 1  # "last February" in April isn't the one just gone
    first, last = _whole_month(year, month)
    part = (m["part"] or "").lower().rstrip("- ")
    if part in ("early", "the beginning of", "the start of"):
        return first, first.replace(day=10)
    if part in ("mid", "the middle of"):
        return first.replace(day=10), first.replace(day=20)
    if part in ("late", "the end of"):
        return first.replace(day=20), last
    return first, last


def year(m: re.Match[str], published: date) -> Interval | None:
    """Read a year."""
    year = int(m["y"])
    return date(year, 1, 1), date(year, 12, 31)


def years(m: re.Match[str], published: date) -> Interval | None:
    """Read a span of years."""
    first, last = int(m["y"]), int(m["z"])
    last += first - first % 100 if last < 100 else 0
    return (date(first, 1, 1), date(last, 12, 31)) if first <= last else None


def decade(m: re.Match[str], published: date) -> Interval | None:
    """Read a decade."""
    first = int(m["y"])
    return date(first, 1, 1), date(first + 9, 12, 31)


def season(m: re.Match[str], published: date) -> Interval | None:
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


def weekend(m: re.Match[str], published: date) -> Interval | None:
    """Read a weekend; without more the last one."""
    back = (published.weekday() - 5) % 7 or 7
    saturday = published - timedelta(back if published.weekday() != 6 else 1)
    if (m["which"] or "").lower().strip() in ("next", "coming", "this coming"):
        saturday += timedelta(7)
    return saturday, saturday + timedelta(1)


def lately(m: re.Match[str], published: date) -> Interval | None:
    """Read "in the past few weeks" as the days up to publication."""
    count = _count(m["n"]) if m["n"] else 3
    days = _SPANS[m["unit"].lower()]
    return published - timedelta(max(1, days * count)), published


def weekday(m: re.Match[str], published: date) -> Interval | None:
    """Read the name of a day; without more the last one, which may be the day of publication."""
    wanted = _DAYS.index(m["day"].lower())
    if (m["which"] or "").lower().strip() in ("next", "coming", "this coming"):
        ahead = (wanted - published.weekday()) % 7 or 7
        return (published + timedelta(ahead),) * 2
    back = (published.weekday() - wanted) % 7
    if not back and (m["which"] or "").lower().strip() == "last":
        back = 7
    return (published - timedelta(back),) * 2


def relative_day(m: re.Match[str], published: date) -> Interval | None:
    """Read "yesterday" and its like."""
    word = m["word"].lower().removeprefix("the ")
    shift = {"day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1, "day after tomorrow": 2}
    return (published + timedelta(shift.get(word, 0)),) * 2


def today(m: re.Match[str], published: date) -> Interval | None:
    """Read words that mean the day of publication."""
    return published, published


def past_day(m: re.Match[str], published: date) -> Interval | None:
    """Read "over the past day" as the day of publication and the one before."""
    return published - timedelta(1), published


def relative_span(m: re.Match[str], published: date) -> Interval | None:
    """Read "last week", "this month", "earlier this year"."""
    step = {"last": -1, "past": -1, "previous": -1, "this": 0, "the current": 0, "next": 1, "coming": 1}[
        m["which"].lower()
    ]
    unit = m["unit"].lower()
    if unit == "week":
        first = published - timedelta(published.weekday()) + timedelta(weeks=step)
        last = first + timedelta(6)
    elif unit == "month":
        begin = _added(published, step)
        first, last = _whole_month(begin.year, begin.month)
    else:
        first, last = date(published.year + step, 1, 1), date(published.year + step, 12, 31)
    part = (m["part"] or "").lower().removeprefix("in ").strip(" -")
    if part in ("earlier", "later"):
        if step:
            return first, last
        return (published, last) if part == "later" else (first, published)
    return _part_of(first, last, unit, part)


def _part_of(first: date, last: date, unit: str, part: str) -> Interval:
    """Return the beginning, middle or end of a week, a month or a year; all of it where no part is named."""
    early, late = part in ("early", "the start of", "the beginning of"), part in ("late", "the end of")
    if not part:
        return first, last
    if unit == "year":
        opening, closing = PARTS["early" if early else "late" if late else "mid"]
        return date(first.year, opening, 1), _whole_month(first.year, closing)[1]
    days = ((1, 3), (3, 5), (4, 7)) if unit == "week" else ((1, 10), (10, 20), (20, 31))
    begin, end = days[0 if early else 2 if late else 1]
    return first + timedelta(begin - 1), min(last, first + timedelta(end - 1))


def _back(count: int, unit: str, published: date) -> Interval:
    """Return the week or the month so many weeks or months back."""
    if unit == "week":
        middle = published - timedelta(weeks=count)
        return middle - timedelta(3), middle + timedelta(3)
    begin = _added(published, -count)
    return _whole_month(begin.year, begin.month)


def few_ago(m: re.Match[str], published: date) -> Interval | None:
    """Read "a few days ago"."""
    least, most = _FEW[m["unit"].lower()]
    return published - timedelta(most), published - timedelta(least)


def half_year(m: re.Match[str], published: date) -> Interval | None:
    """Read "over the past half year" as the days up to publication."""
    return published - timedelta(183), published


def span(m: re.Match[str], published: date) -> Interval | None:
    """Read "for more than four months" as the days up to publication."""
    days = _SPANS[m["unit"].lower()] * _count(m["n"])
    return (published - timedelta(days), published) if days < published.toordinal() else None


def ago(m: re.Match[str], published: date) -> Interval | None:
    """Read "three days ago"."""
    count, unit = _count(m["n"]), m["unit"].lower()
    if unit == "day":
        return (published - timedelta(count),) * 2
    if unit == "hour":
        return published - timedelta(1 + count // 24), published
    if unit in ("week", "month"):
        return _back(count, unit, published)
    if published.year - count < 1:
        return None
    if m["n"].lower() in ("a", "one"):
        return a_year_before(m, published)
    return date(published.year - count, 1, 1), date(published.year - count, 12, 31)


def to_the_day(m: re.Match[str], published: date) -> Interval | None:
    """Read "a year ago today"."""
    count, unit = _count(m["n"]), m["unit"].lower()
    if unit in ("day", "week"):
        then = published - timedelta(count * _SPANS[unit])
    elif unit == "month":
        month = _added(published, -count)
        then = min(month + timedelta(published.day - 1), _whole_month(month.year, month.month)[1])
    elif count < published.year:
        then = anniversary(published, count)
    else:
        return None
    return then, then


def within(m: re.Match[str], published: date) -> Interval | None:
    """Read "within ten days" as the days after publication; it dates nothing that was done before."""
    count, unit = _count(m["n"] or m["m"]), (m["unit"] or m["units"]).lower()
    return published + timedelta(1), published + timedelta(count * _SPANS[unit])


def anniversary(published: date, years: int) -> date:
    """Return the same day so many years before."""
    return _day(published.year - years, published.month, published.day) or date(published.year - years, 2, 28)


def nth(m: re.Match[str], published: date) -> Interval | None:
    """Read "the 75th anniversary of" as the days about the same one so many years before."""
    word = m["n"].lower().removesuffix("-year").removesuffix(" year")
    years = int(digits.group()) if (digits := re.match(r"\d+", word)) else ORDINALS.get(word) or NUMBERS.get(word, 1)
    if not 0 < years < published.year - 1:
        return None
    then = anniversary(published, years)
    return then - timedelta(1), then + timedelta(1)


def gap(m: re.Match[str], published: date) -> Interval | None:
    """Read "two days after the raid" as the day of the raid, as reckoned from publication: what follows is the news."""
    count, unit = _count(m["n"]), m["unit"].lower()
    if unit == "day":
        return published - timedelta(count + 1), published - timedelta(count)
    if unit in ("week", "month"):
        return _back(count, unit, published)
    if count >= published.year:
        return None
    then = anniversary(published, count)
    return then - timedelta(27), then + timedelta(27)


def soon(m: re.Match[str], published: date) -> Interval | None:
    """Read "in the coming weeks" as the days from publication on."""
    count = _count(m["n"]) if m["n"] else 4
    days = _SPANS[m["unit"].lower()]
    return published, published + timedelta(max(1, days * count))


def part_of_year(m: re.Match[str], published: date) -> Interval | None:
    """Read a part of a year, such as its first half."""
    part, told = m["part"].lower().rstrip("- "), m.groupdict()
    year = int(told["y"]) if told.get("y") else published.year + {"last": -1, "this": 0, "next": 1}[told["rel"].lower()]
    first, last = next(months for word, months in PARTS.items() if part.startswith(word))
    return date(year, first, 1), _whole_month(year, last)[1]


def end_of_year(m: re.Match[str], published: date) -> Interval | None:
    """Read "the end of the year": its last month; what is to happen by then may happen before."""
    year = published.year + (m["which"].lower() == "next")
    return date(year, 12, 1), date(year, 12, 31)


def a_year_before(m: re.Match[str], published: date) -> Interval | None:
    """Read "this time last year" as the weeks about the same day of the year before."""
    then = anniversary(published, 1)
    return then - timedelta(27), then + timedelta(27)


def era(m: re.Match[str], published: date) -> Interval | None:
    """Read the name of a war or an attack that stands for its years or its day."""
    word = m.group().lower()
    if word.startswith(("9/11", "sept")):
        return date(2001, 9, 11), date(2001, 9, 11)
    if "cold" in word:
        return date(1947, 1, 1), date(1991, 12, 31)
    second = re.search(r"\b(?:ii|2|two|second)\b", word)
    return (date(1939, 1, 1), date(1945, 12, 31)) if second else (date(1914, 1, 1), date(1918, 12, 31))


def holiday(m: re.Match[str], published: date) -> Interval | None:
    """Read a feast day as the nearest one behind, or within the two months ahead."""
    month, number = {"new year’s day": (1, 1), "new year’s eve": (12, 31), "christmas eve": (12, 24)}.get(
        m["feast"].lower().replace("'", "’"), (12, 25)
    )
    near = min(
        (date(y, month, number) for y in (published.year - 1, published.year, published.year + 1) if 1 <= y <= 9999),
        key=lambda day: abs(day - published),
    )
    return near, near


def later(m: re.Match[str], published: date) -> Interval | None:
    """Read "barely a month later" as the month up to publication: the story's start lies before it."""
    days = _SPANS[m["unit"].lower()] * _count(m["n"])
    return published - timedelta(days + 31), published
