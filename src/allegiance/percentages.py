"""One way to write a percentage, in sentences and on pages alike."""

from __future__ import annotations

import re

_PARTED = re.compile(r"(?<=\d) %")


def percent(value: float | None) -> str:
    """Return a probability as a percentage, never 0 % or 100 %.

    >>> percent(0.283), percent(0.0004), percent(0.9999), percent(None)
    ('28 %', 'under 1 %', 'over 99 %', '–')
    """
    if value is None:
        return "–"
    if value < 0.01:
        return "under 1 %"
    if value > 0.99:
        return "over 99 %"
    return f"{value:.0%}".replace("%", " %")


def interval(low: float | None, high: float | None) -> str:
    """Return the bounds of an interval as percentages, once where they are written alike.

    >>> interval(0.14, 0.33), interval(0.001, 0.004)
    ('14 % to 33 %', 'under 1 %')
    """
    ends = percent(low), percent(high)
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def unbroken(text: str) -> str:
    r"""Return a text for a page, with no place for a line to end between a number and its percent sign.

    >>> unbroken("14 % to 33 %, a % of").replace("\N{NO-BREAK SPACE}", "_")
    '14_% to 33_%, a % of'
    """
    return _PARTED.sub("\N{NO-BREAK SPACE}%", text)


def share(part: float, whole: float) -> str:
    """Return a counted share, which may be nothing or all, as a percentage.

    >>> share(3, 12), share(0, 12), share(12, 12), share(0, 0)
    ('25 %', 'none', 'all', 'none')
    """
    if not whole or not part:
        return "none"
    return "all" if part == whole else percent(part / whole)
