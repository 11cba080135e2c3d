"""How far a pair's likeness moved since a date, set against what all pairs moved.

Likeness is any measure of two states that is high when they stand alike: S of their votes or of their alliances, or minus
the distance of their ideal points. A state that turns on everybody, or a year whose agenda divides everybody, is no turn of
the pair: the move that both states' means and the world's explain is taken out. Nor have two states drawn together that
part from all others faster than from each other: a pair has moved only as far as its own likeness did.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from allegiance.baseline import BASELINE
from allegiance.relations.votes import similarity

LEAST_CALLS = 10
"""Calls that both states must have voted on, on each side of the date."""
_LEAST_PAIRS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A pair's move in likeness since a date.

    Attributes:
        before, after: The likeness on each side.
        move: After less before, or that less what both states' and the world's moves explain, whichever is nearer 0; 0 where
            the two differ in sign. Below 0 is apart.
        z: The move in robust standard deviations of all pairs' moves beyond what is explained.
        calls: Calls (or periods) on the thinner side.
    """

    before: float
    after: float
    move: float
    z: float
    calls: float


def moved(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Return every pair's move between two tables of likeness.

    Args:
        before: ``a, b, value, calls``, each pair once with a < b.
        after: Likewise.

    Returns:
        A frame ``a, b, before, after, calls, move, z``; see :class:`Moved`.
    """
    both = before.join(after, on=["a", "b"], suffix="_after").drop_nulls(["value", "value_after"])
    shift = pl.col("value_after") - pl.col("value")
    both = both.with_columns(shift=shift, calls=pl.min_horizontal("calls", "calls_after"))
    sides = pl.concat([both.select(state=side, shift="shift") for side in ("a", "b")])
    mean = sides.group_by("state").agg(own=pl.col("shift").mean())
    world = float(np.asarray(both["shift"].mean() or 0.0, dtype=np.float64))
    both = both.join(mean.rename({"state": "a"}), on="a").join(mean.rename({"state": "b"}), on="b", suffix="_b")
    beyond = pl.col("beyond")
    both = both.with_columns(beyond=pl.col("shift") - pl.col("own") - pl.col("own_b") + world)
    scale = 1.4826 * (beyond - beyond.median()).abs().median()
    nearer = pl.min_horizontal(pl.col("shift").abs(), beyond.abs())
    both = both.with_columns(move=pl.when(pl.col("shift") * beyond > 0).then(nearer * beyond.sign()).otherwise(0.0))
    # a scale of nought (alliances that hardly ever change) would make any move endless
    both = both.with_columns(z=pl.col("move") / pl.max_horizontal(scale, beyond.std() / 3, pl.lit(1e-9)))
    return both.select("a", "b", before="value", after="value_after", calls="calls", move="move", z="z")


def votes_moved(votes: pl.DataFrame, *, since: date, until: date) -> pl.DataFrame:
    """Return every pair's move in S of its votes: three years before a date against the time since.

    Args:
        votes: A vote table with ``date``.
        since: The baseline date.
        until: Last day to use.
    """
    start = since - BASELINE
    parts = []
    for window in (
        pl.col("date").is_between(start, since, closed="left"),
        pl.col("date").is_between(since, until),
    ):
        cast = votes.filter(window).with_columns(session=pl.lit(0))
        if cast.is_empty():
            return pl.DataFrame(schema=_SCHEMA)
        found = similarity(cast).filter(pl.col("calls") >= LEAST_CALLS)
        parts.append(found.select("a", "b", value="s", calls=pl.col("calls").cast(pl.Float64)))
    return moved(*parts)


def points_moved(points: pl.DataFrame, *, since: date, until: date) -> pl.DataFrame:
    """Return every pair's move in nearness of ideal points (minus their distance): three sessions before against those since.

    A session begins in September of the year 1945 + its number.

    Args:
        points: ``state, session, point``.
        since: The baseline date.
        until: Last day to use.
    """
    first = since.year - 1945 - (1 if (since.month, since.day) < (9, 1) else 0)
    # the session under way at the date began before it, so that it counts on neither side
    fresh = first if (since.month, since.day) in {(9, 1)} else first + 1
    last = until.year - 1945 - (1 if (until.month, until.day) < (9, 1) else 0)
    sides = [(first - 3, first - 1), (fresh, last)] if since.month >= 9 else [(first - 2, first), (fresh, last)]
    parts = []
    for low, high in sides:
        held = points.filter(pl.col("session").is_between(low, high)).group_by("state").agg(pl.col("point").mean())
        if held.is_empty():
            return pl.DataFrame(schema=_SCHEMA)
        pairs = held.join(held, how="cross", suffix="_b").filter(pl.col("state") < pl.col("state_b"))
        distance = (pl.col("point") - pl.col("point_b")).abs()
        parts.append(pairs.select(a="state", b="state_b", value=-distance, calls=pl.lit(float(high - low + 1))))
    return moved(*parts)


def alliances_moved(portfolio: pl.DataFrame, *, since: date, until: date) -> pl.DataFrame:
    """Return every pair's move in S of its alliances: the year before a date against the last year since.

    Args:
        portfolio: What :func:`allegiance.relations.portfolios.portfolios` gives.
        since: The baseline date.
        until: Last day to use.
    """
    parts = []
    last = portfolio.filter(pl.col("year") <= until.year)["year"].max()
    for year in (since.year - 1, last):
        held = portfolio.filter(pl.col("year") == year)
        if held.is_empty() or not isinstance(last, int) or last < since.year:
            return pl.DataFrame(schema=_SCHEMA)
        parts.append(held.select("a", "b", value="s", calls=pl.col("states").cast(pl.Float64)))
    return moved(*parts)


def of_pair(table: pl.DataFrame, first: str, second: str) -> Moved | None:
    """Return one pair's move, or None when the table lacks it or holds too few pairs to compare with."""
    low, high = sorted((first, second))
    row = table.filter((pl.col("a") == low) & (pl.col("b") == high))
    if row.is_empty() or table.height < _LEAST_PAIRS:
        return None
    told = row.row(0, named=True)
    return Moved(**{name: told[name] for name in Moved.__slots__})


_SCHEMA = {
    "a": pl.String,
    "b": pl.String,
    "before": pl.Float64,
    "after": pl.Float64,
    "calls": pl.Float64,
    "move": pl.Float64,
    "z": pl.Float64,
}
