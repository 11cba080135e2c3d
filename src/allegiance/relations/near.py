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
from allegiance.relations.model import Array, Pairs, Settings, levels


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
    both = direction == "both"
    theirs = frame.filter(pl.col("actor").is_in([a, b]) | pl.col("recipient").is_in([a, b]))
    places = pl.LazyFrame({"period": days}, schema={"period": pl.Date}).with_row_index("column")
    tally = counts(theirs, every=every, directed=not both).filter(pl.col("total") > 0)
    cells = tally.join(places, on="period").select("actor", "recipient", "column", "conflict", "total").collect()
    wanted = (min(a, b), max(a, b)) if both else (b, a) if direction == "in" else (a, b)
    seen = set(cells.select("actor", "recipient").unique().iter_rows())
    dyads = [wanted, *sorted(seen - {wanted})]
    rows = {pair: row for row, pair in enumerate(dyads)}
    row = [rows[pair] for pair in cells.select("actor", "recipient").iter_rows()]
    conflict, total = np.zeros((len(dyads), len(days))), np.zeros((len(dyads), len(days)))
    column = cells["column"].to_numpy()
    conflict[row, column], total[row, column] = cells["conflict"].to_numpy(), cells["total"].to_numpy()
    alpha, beta = levels(conflict, total, settings, days=DAYS[every], pairs=pairs_of(dyads))
    return alpha[0], beta[0]
