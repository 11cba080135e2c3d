"""A timeline as inline SVG: signs away below the line, signs towards above it, month by month from zero."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT, MIDDLE = 760, 220, 100
_LEFT, _RIGHT = 46, 10


@dataclass(frozen=True, slots=True)
class Month:
    """Weight of the signs of one month."""

    first: date
    towards: float
    away: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One drawn bar, in SVG units."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the template draws, and the months for its table twin."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    months: tuple[Month, ...]
    top: float
    since_x: float | None


def _months(first: date, last: date) -> list[date]:
    found, day = [], first.replace(day=1)
    while day <= last:
        found.append(day)
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return found


def timeline(points: Sequence[tuple[date, str, float]], *, since: date | None = None) -> Timeline | None:
    """Return the drawing of signs given as (day, direction, weight); None when no sign has a date.

    At most ten years before the last sign are drawn.
    """
    points = [p for p in points if p[1] != "neutral"]
    if not points:
        return None
    last = max(p[0] for p in points)
    first = max(min(p[0] for p in points), date(last.year - 10, 1, 1))
    sums: dict[date, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for day, direction, weight in points:
        if day >= first:
            sums[day.replace(day=1)][direction == "away"] += weight
    months = [Month(first=m, towards=sums[m][0], away=sums[m][1]) for m in _months(first, last)]
    top = max(max(m.towards, m.away) for m in months) or 1.0
    step = (WIDTH - _LEFT - _RIGHT) / len(months)
    scale = (MIDDLE - 12) / top
    bars = []
    for n, month in enumerate(months):
        x, width = _LEFT + n * step + step * 0.1, max(1.0, step * 0.8)
        for kind, value in (("towards", month.towards), ("away", month.away)):
            if value:
                y = MIDDLE - value * scale if kind == "towards" else MIDDLE
                label = f"{month.first:%B %Y}: {kind} {value:.1f}"
                bars.append(Bar(round(x, 1), round(y, 1), round(width, 1), round(value * scale, 1), kind, label))
    every = max(1, len(months) // 8)
    ticks = tuple(
        (round(_LEFT + n * step + step / 2, 1), f"{m.first:%b %Y}") for n, m in enumerate(months) if n % every == 0
    )
    since_x = None
    if since and months[0].first <= since <= last:
        since_x = round(_LEFT + step * sum(m.first < since.replace(day=1) for m in months), 1)
    return Timeline(bars=tuple(bars), ticks=ticks, months=tuple(months), top=top, since_x=since_x)
