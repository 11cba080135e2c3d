"""What several pages need: names, periods and lists of events."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from allegiance.actors import Gazetteer
from allegiance.errors import BadAddress
from allegiance.store import Store
from allegiance.views.text import name


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``start`` to ``end``, both included."""

    start: date
    end: date


def day(text: str, *, last: bool = False) -> date | None:
    """Read a day or a month from an address; None for empty text.

    Args:
        text: ``2022-03-01`` or ``2022-03``.
        last: Take a month's last day, not its first.

    Raises:
        BadAddress: It is neither.

    >>> day("2022-02", last=True), day("2022-02-03"), day("")
    (datetime.date(2022, 2, 28), datetime.date(2022, 2, 3), None)
    """
    text = text.strip()
    if not text:
        return None
    try:
        if len(text) == 7:
            year, month = int(text[:4]), int(text[5:])
            return date(year, month, monthrange(year, month)[1] if last else 1)
        return date.fromisoformat(text)
    except ValueError:
        raise BadAddress(f"{text[:40]}: not a day. Write it as 2022-03-01 or 2022-03.") from None


def period(first: str, last: str) -> tuple[date | None, date | None]:
    """Read the two ends of a period from an address; months as :func:`day` does.

    Raises:
        BadAddress: One of them is no day, or the last comes before the first.
    """
    start, end = day(first), day(last, last=True)
    if start and end and end < start:
        raise BadAddress(f"The period ends on {end}, before it begins on {start}. Turn the two days round.")
    return start, end


def span(store: Store) -> Period | None:
    """Return the days that the store's events cover; None without events."""
    row = store.steady("span")[0]
    return Period(row["first"], row["last"]) if row["first"] else None


def link(path: str, values: Mapping[str, Any]) -> str:
    """Return an address with the values that are not empty.

    >>> link("/relation", {"actor": "KAZ", "from": None})
    '/relation?actor=KAZ'
    """
    pairs = [(key, str(item)) for key, value in values.items() if value for item in _many(value)]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _many(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def month_end(day_: date) -> date:
    """Return the last day of a day's month."""
    return day_.replace(day=monthrange(day_.year, day_.month)[1])


def choices(store: Store, gazetteer: Gazetteer, *, most: int = 80) -> tuple[tuple[str, str], ...]:
    """Return the parties with the most events as (id, name), by name."""
    rows = store.steady("busiest", [most])
    return tuple(sorted(((r["party"], name(r["party"], gazetteer)) for r in rows), key=lambda pair: pair[1]))
