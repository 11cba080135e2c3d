"""One dyad's level by month with bands of two widths, and the months at which it turned: what a page draws."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from allegiance.records import BandMonth, Turn
from allegiance.relations.drift import drift
from allegiance.relations.frames import DAYS, REACH, complete, counts, periods
from allegiance.relations.model import Array, discount, effective, held_wide, interval
from allegiance.relations.near import DYAD, FIRST, SECOND, level_of_counts, places_of
from allegiance.relations.priors import CHANGE, ENOUGH, LEVEL

_WINDOW = 12
"""Months after a turn that speak for it: later ones belong to later turns."""
_SURE = 0.8
"""Least probability of a material change at a month that is called a turn."""
_APART = 6
"""Least number of months between two turns."""


def bands(frame: pl.DataFrame, a: str, b: str, *, start: date, until: date) -> tuple[BandMonth, ...]:
    """Return a dyad's months from ``start`` to ``until``, also those without events.

    Args:
        frame: An event table; acts of either state with others tell where the level starts from.
        a: Gazetteer id of the one state.
        b: Gazetteer id of the other.
        start: A day of the first month.
        until: A day of the last one.
    """
    theirs = counts(complete(frame.lazy()), directed=False)
    both = pl.col("actor").is_in([a, b]) & pl.col("recipient").is_in([a, b])
    of_a = (pl.col("actor") == a) | (pl.col("recipient") == a)
    of_b = (pl.col("actor") == b) | (pl.col("recipient") == b)
    dyad = pl.when(both).then(DYAD).when(of_a).then(FIRST).otherwise(SECOND)
    tally = theirs.filter(of_a | of_b).select("period", "conflict", "total", dyad=dyad).collect()
    return bands_of_counts(tally, start=start, until=until)


def bands_of_counts(tally: pl.DataFrame, *, start: date, until: date) -> tuple[BandMonth, ...]:
    """Return the same from counts by month, as for :func:`allegiance.relations.near.level_of_counts`.

    Args:
        tally: ``dyad, period, conflict, total``, both directions of a pair together.
        start, until: As for :func:`bands`.
    """
    days = periods(start, until)
    place, inside = places_of(tally, days)
    own = tally["dyad"].to_numpy()[inside] == DYAD
    conflict, total = (
        np.bincount(place[own], weights=tally[name].to_numpy()[inside][own], minlength=len(days)).astype(np.float64)
        for name in ("conflict", "total")
    )
    alpha, beta = level_of_counts(tally, days, every="month", settings=LEVEL["month"])
    seen = total > 0
    (low50, high50), (low90, high90) = (held_wide(*interval(alpha, beta, mass=mass), seen) for mass in (0.5, 0.9))
    level = alpha / (alpha + beta)
    return tuple(
        BandMonth(
            month=day,
            cooperation=float(total[i] - conflict[i]),
            conflict=float(conflict[i]),
            events=float(total[i]),
            level=float(level[i]),
            low50=float(low50[i]),
            high50=float(high50[i]),
            low90=float(low90[i]),
            high90=float(high90[i]),
        )
        for i, day in enumerate(days)
    )


def turns(months: tuple[BandMonth, ...]) -> tuple[Turn, ...]:
    """Return the months at which a dyad most likely turned, oldest first.

    Every month is tried as a baseline date: the three years before it against the year from it on, by the model of
    :mod:`allegiance.relations.drift`. Months with too little evidence on either side are left out, and of near
    months only the surest counts.
    """
    settings = CHANGE["month"]
    conflict = np.array([m.conflict for m in months])
    total = np.array([m.events for m in months])
    weight = settings.carry * effective(total, settings.clumping)
    keep = discount(settings, DAYS["month"])
    places = np.arange(len(months))
    age = places[:, None] - places[None, :] - 0.5
    before = np.where((age > 0) & (age < REACH["month"]), keep ** np.maximum(age, 0), 0.0) * weight
    after: Array = ((age < 0) & (age > -_WINDOW - 0.5)) * weight
    prior = settings.mean * settings.strength
    enough = (before @ total >= ENOUGH) & (after @ total >= ENOUGH)
    if not enough.any():
        return ()
    tried = places[enough]
    c0, n0, c1, n1 = ((side @ counts)[enough] for side in (before, after) for counts in (conflict, total))
    found = drift(prior + c0, settings.strength - prior + n0 - c0, c1, n1)
    worse = found.materially_worse >= found.materially_better
    p = np.maximum(found.materially_worse, found.materially_better)
    chosen: list[int] = []
    for i in np.argsort(-p, kind="stable"):
        if p[i] >= _SURE and all(abs(tried[i] - tried[other]) >= _APART for other in chosen):
            chosen.append(int(i))
    return tuple(
        Turn(month=months[tried[i]].month, direction="worse" if worse[i] else "better", p=float(p[i]))
        for i in sorted(chosen, key=lambda i: tried[i])
    )


def share(cooperation: float, conflict: float) -> tuple[float, float, float]:
    """Return the expected share of conflict among a dyad's events, and the bounds of its 80 % interval.

    The pooled prior of a month's level is all that is added, so one event says little and many speak for themselves.

    >>> [round(value, 2) for value in share(8, 2)]
    [0.19, 0.06, 0.36]
    """
    settings = LEVEL["month"]
    a = np.array([settings.mean * settings.strength + conflict])
    b = np.array([(1 - settings.mean) * settings.strength + cooperation])
    low, high = interval(a, b)
    return float((a / (a + b))[0]), float(low[0]), float(high[0])
