"""What a dyad's level may learn from others: the same two states in the other order, and each state's other dealings.

States answer in kind, so what b does to a tells of what a will do to b; and some states quarrel with everybody. A dyad of
which little is reported therefore starts from what is usual for its two states and not from what is usual in the world.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from allegiance.relations.frames import DAYS, Direction, Every, counts
from allegiance.relations.model import Array, Pairs, Settings, discount, effective, prior


def pairs_of(dyads: Sequence[tuple[str, str]]) -> Pairs:
    """Return which of some dyads share a state, and which are each other's opposite.

    >>> pairs_of([("KAZ", "RUS"), ("RUS", "KAZ"), ("KAZ", "CHN")]).back.tolist()
    [1, 0, -1]
    """
    states = {state: number for number, state in enumerate(sorted({state for pair in dyads for state in pair}))}
    rows = {pair: row for row, pair in enumerate(dyads)}
    return Pairs(
        first=_numbers([states[a] for a, _ in dyads]),
        second=_numbers([states[b] for _, b in dyads]),
        back=_numbers([rows.get((b, a), -1) for a, b in dyads]),
        states=len(states),
    )


def _numbers(values: list[int]) -> NDArray[np.intp]:
    return np.array(values, dtype=np.intp)


def level_of(
    frame: pl.LazyFrame,
    a: str,
    b: str,
    days: list[date],
    *,
    every: Every,
    direction: Direction = "both",
    settings: Settings,
) -> tuple[Array, Array]:
    """Return the Beta parameters of one dyad's level in each period.

    Args:
        frame: A complete event table; acts of either state with others tell what is usual for it.
        a: Gazetteer id of the one state.
        b: Gazetteer id of the other.
        days: First days of the periods, without gaps; events outside of them don't count.
        every: Length of a period.
        direction: a's acts to b (``out``), b's to a (``in``), or both.
        settings: Constants of the level.
    """
    theirs = frame.filter(pl.col("actor").is_in([a, b]) | pl.col("recipient").is_in([a, b]))
    tally = counts(theirs, every=every, directed=direction != "both")
    one, other = (b, a) if direction == "in" else (a, b)
    out, back = (
        (pl.col("actor") == first) & (pl.col("recipient") == last) for first, last in ((one, other), (other, one))
    )
    dyad = (
        pl.when(out | back if direction == "both" else out)
        .then(DYAD)
        .when(back)
        .then(BACK)
        .when((pl.col("actor") == one) | (pl.col("recipient") == one))
        .then(FIRST)
        .otherwise(SECOND)
    )
    told = tally.select("period", "conflict", "total", dyad=dyad).collect()
    return level_of_counts(told, days, every=every, settings=settings)


def places_of(tally: pl.DataFrame, days: list[date]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Return the place among periods, told by their first days, of those rows that lie in one, and which rows these are.

    Polars would do this on threads of its own, and a page must not wait for these where a job keeps the processors busy.
    """
    starts, period = np.array(days, dtype="M8[D]"), tally["period"].to_numpy()
    place = np.searchsorted(starts, period)
    inside = starts[np.minimum(place, len(days) - 1)] == period
    return place[inside], inside


DYAD, BACK, FIRST, SECOND = range(4)
"""Whose counts these are: the dyad's, those of the same two in the other order, those of its first party with all others,
and those of its second. Of both directions together there are none in the other order."""


def level_of_counts(tally: pl.DataFrame, days: list[date], *, every: Every, settings: Settings) -> tuple[Array, Array]:
    """Return the same from counts by period, those of either state with anybody.

    Args:
        tally: ``dyad, period, conflict, total``, the first one of ``DYAD, BACK, FIRST, SECOND``; a row for each pair of
            states and period.
        days, every, settings: As for :func:`level_of`.
    """
    column, inside = places_of(tally, days)
    cell = tally["dyad"].to_numpy()[inside] + 4 * column
    # evidence adds up, so all others of a state may stand as one: only their sums tell
    conflict, total = tally["conflict"].to_numpy()[inside], tally["total"].to_numpy()[inside]
    weight = settings.carry * effective(total, settings.clumping)
    hostile, friendly = (
        np.bincount(cell, weights=values, minlength=4 * len(days)).astype(np.float64).reshape(-1, 4)
        for values in (conflict * weight, (total - conflict) * weight)
    )
    keep = discount(settings, DAYS[every])
    for values in (hostile, friendly):
        for t in range(1, len(days)):
            values[t] += keep * values[t - 1]
    # the prior of a period rests on that period only, so those of all periods stand side by side, each with states of its own
    periods = 4 * np.arange(len(days), dtype=np.intp)[:, None]
    pairs = Pairs(
        first=(periods + np.array([0, 1, 0, 1])).ravel(),
        second=(periods + np.array([1, 0, 2, 3])).ravel(),
        back=np.where([True, True, False, False], periods + np.array([BACK, DYAD, 0, 0]), -1).ravel(),
        states=4 * len(days),
    )
    added = prior(hostile.ravel(), friendly.ravel(), settings, pairs)
    alpha, beta = (
        values + np.asarray(more).reshape(values.shape) for values, more in zip((hostile, friendly), added, strict=True)
    )
    return alpha[:, DYAD], beta[:, DYAD]
