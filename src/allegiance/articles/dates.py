"""Reads the dates that exports and pages carry: ISO, RFC 822, epochs, GDELT's run of digits, written out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES.split(), 1)}
_EARLIEST, _LATEST = 1600, 2200
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(?:(\d\d)(?:\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$")
_EPOCH = re.compile(r"\d{9,16}(?:\.\d+)?$")
_DAY_MONTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\.?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})\b")
_MONTH_DAY = re.compile(r"\b([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
_IN_NAME = re.compile(r"(?<!\d)(\d{4})([-_.]?)(\d\d)\2(\d\d)(?!\d)")


def parse_day(value: object, *, day_first: bool | None = None) -> date | None:
    """Return the day (UTC) that a value stands for, or None when it stands for no one day.

    A slashed date is taken only when it can't be read both ways: ``03/04/2022`` is March or April, unless ``day_first``
    tells. With full stops the day always comes first.

    >>> parse_day("Tue, 05 Apr 2022 23:30:00 -0400"), parse_day(1649116800), parse_day("20220405T123000Z")
    (datetime.date(2022, 4, 6), datetime.date(2022, 4, 5), datetime.date(2022, 4, 5))
    >>> parse_day("03/04/2022") is None
    True
    """
    if isinstance(value, datetime):
        return _utc_day(value)
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _from_number(value)
    if isinstance(value, dict):
        return parse_day(next((value[key] for key in ("$date", "value", "date", "published") if key in value), None))
    if isinstance(value, list | tuple):
        return parse_day(value[0]) if value else None
    return _from_text(str(value)[:80].strip(), day_first)


def day_comes_first(values: Iterable[object]) -> bool | None:
    """Return whether the slashed dates of one table give the day first; None when they don't tell or disagree.

    >>> day_comes_first(["03/04/2022", "25/04/2022"]), day_comes_first(["03/04/2022"])
    (True, None)
    """
    numbers = [(int(found[1]), int(found[3])) for value in values if (found := _SLASHED.match(str(value)[:20].strip()))]
    firsts, seconds = any(first > 12 for first, _ in numbers), any(second > 12 for _, second in numbers)
    return firsts if firsts != seconds else None


def day_in_name(name: str) -> date | None:
    """Return the day that a file's name carries.

    >>> day_in_name("merkur_2022-04-05.txt")
    datetime.date(2022, 4, 5)
    """
    found = _IN_NAME.search(name)
    return _day(found[1], found[3], found[4]) if found else None


def _from_text(text: str, day_first: bool | None) -> date | None:
    if stamp := _STAMP.match(text):
        return _from_stamp(stamp)
    if _EPOCH.match(text):
        return _from_number(float(text))
    if iso := _ISO.match(text):
        try:
            return _utc_day(datetime.fromisoformat(text.replace(" UTC", "+00:00").replace(" GMT", "+00:00")))
        except ValueError:
            return _day(iso[1], iso[2], iso[3])
    if found := _SLASHED.match(text):
        first, second = int(found[1]), int(found[3])
        if first > 12 or first == second or day_first or found[2] == ".":
            return _day(found[4], second, first)
        if second > 12 or day_first is False:
            return _day(found[4], first, second)
    if "," in text or re.search(r"\d:\d\d", text):
        try:
            return _utc_day(parsedate_to_datetime(text))
        except (ValueError, TypeError, IndexError, OverflowError):
            pass
    if found := _DAY_MONTH.search(text):
        return _day(found[3], _month(found[2]), found[1])
    if found := _MONTH_DAY.search(text):
        return _day(found[3], _month(found[1]), found[2])
    return None


def _from_stamp(stamp: re.Match[str]) -> date | None:
    day = _day(stamp[1], stamp[2], stamp[3])
    zone = stamp[7]
    if day is None or not zone or zone == "Z" or stamp[4] is None:
        # Ten digits that are no date may still be seconds since 1970.
        return day or (_from_number(float(stamp[0])) if stamp[0].isdigit() else None)
    digits = zone[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:])) * (-1 if zone[0] == "-" else 1)
    local = datetime(day.year, day.month, day.day) + timedelta(hours=int(stamp[4]), minutes=int(stamp[5]))
    return (local - offset).date()


def _from_number(value: float) -> date | None:
    if value != value or value in (float("inf"), float("-inf")):
        return None
    if 16000101 <= value <= 22001231 and value == int(value):
        text = str(int(value))
        return _day(text[:4], text[4:6], text[6:8])
    if 16000101000000 <= value <= 22001231235959 and value == int(value):
        text = str(int(value))
        if day := _day(text[:4], text[4:6], text[6:8]):
            return day
    for unit in (1, 1e3, 1e6, 1e9):
        # Seconds from 1973 on, so that small numbers (row counts, years) are never taken for dates.
        if 1e8 <= value / unit < 7e9:
            return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=value / unit)).date()
    return None


def _utc_day(moment: datetime) -> date | None:
    try:
        day = (moment.astimezone(UTC) if moment.tzinfo else moment).date()
    except (OverflowError, ValueError):
        return None
    return day if _EARLIEST <= day.year <= _LATEST else None


def _month(name: str) -> int:
    return _MONTHS.get(name[:3].lower(), 0)


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return made if _EARLIEST <= made.year <= _LATEST else None
