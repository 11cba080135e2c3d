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
from allegiance.relations.model import Array, Pairs, Settings, evidence, filtered


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
    tally = counts(theirs, every=every, directed=direction != "both").collect()
    return level_of_counts(tally, a, b, days, every=every, direction=direction, settings=settings)


def level_of_counts(
    tally: pl.DataFrame,
    a: str,
    b: str,
    days: list[date],
    *,
    every: Every,
    direction: Direction = "both",
    settings: Settings,
) -> tuple[Array, Array]:
    """Return the same from counts by dyad and period, those of either state with anybody.

    Args:
        tally: ``actor, recipient, period, conflict, total``, as of :func:`allegiance.relations.frames.counts`; of both
            directions together (in any order of the two) for ``both``.
        a, b, days, every, direction, settings: As for :func:`level_of`.
    """
    one, other = (b, a) if direction == "in" else (a, b)
    column = np.searchsorted(_days(days), tally["period"].to_numpy())
    inside = (column < len(days)) & (_days(days)[np.minimum(column, len(days) - 1)] == tally["period"].to_numpy())
    of = {state: (tally["actor"] == state, tally["recipient"] == state) for state in (one, other)}
    acts, takes = ((of[one][n] & of[other][1 - n]).to_numpy() for n in (0, 1))
    if direction == "both":
        acts, takes = acts | takes, np.zeros_like(takes)
    # evidence adds up, so the others of either state may stand as one dyad: only their sums tell
    dyads = [acts, takes, *((side[0] | side[1]).to_numpy() & ~acts & ~takes for side in of.values())]
    hostile, friendly = evidence(tally["conflict"].to_numpy(), tally["total"].to_numpy(), settings)
    of_dyads = [np.flatnonzero(dyad & inside) for dyad in dyads]
    sums = [
        np.stack(
            [
                np.bincount(column[rows], weights=values[rows], minlength=len(days)).astype(np.float64)
                for rows in of_dyads
            ],
            axis=1,
        )
        for values in (hostile, friendly)
    ]
    back = (-1, -1) if direction == "both" else (1, 0)
    pairs = Pairs(first=_numbers([0, 1, 0, 1]), second=_numbers([1, 0, 2, 3]), back=_numbers([*back, -1, -1]), states=4)
    alpha, beta = filtered(sums[0], sums[1], settings, days=DAYS[every], pairs=pairs)
    return alpha[:, 0], beta[:, 0]


def _days(days: list[date]) -> NDArray[np.datetime64]:
    return np.array(days, dtype="M8[D]")
