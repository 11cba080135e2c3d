"""With whom a state votes where its ally and the ally's rivals vote against each other: hedging shows as siding with neither.

A state that hedges keeps its ties with both sides and commits to neither (Kuik 2008, Koga 2018). Likeness of all votes can't
tell that: most calls divide nobody. So only divided calls count here, those on which the ally voted yes and its rivals no, or
the other way round.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from math import sqrt

import polars as pl

from allegiance.baseline import BASELINE

LEAST_DIVIDED = 5
"""Divided calls that a state must have voted on, on each side of the date."""
_LEAST_STATES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Sided:
    """How a state voted on divided calls; shares of the calls that it voted on.

    Attributes:
        calls: How many.
        ally, rivals, neither: Share voted with the ally, with its rivals, and of abstentions.
    """

    calls: int
    ally: float
    rivals: float
    neither: float

    @property
    def leaning(self) -> float:
        """With the ally less with its rivals, in [-1, 1]."""
        return self.ally - self.rivals


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """How a state's siding changed since a date.

    Attributes:
        before, after: On each side of the date.
        z: How far the leaning moved beyond what all states' did, in robust standard deviations of all; below 0 is away. It is
            0 where the leaning as it is moved the other way.
        neither_z: How far the share of abstentions rose, in standard errors, whatever all states did: who sides with neither
            hedges, also when others do.
    """

    before: Sided
    after: Sided
    z: float
    neither_z: float


def sides(
    votes: pl.DataFrame, state: str, ally: str, rivals: Collection[str], *, since: date, until: date
) -> Sides | None:
    """Return with whom a state voted on divided calls, in the three years before a date and since.

    Args:
        votes: A vote table with ``date``: of all states, since a year whose agenda moves all is no turn of one.
        state: Gazetteer id of the state.
        ally: That of its ally.
        rivals: Those of the ally's rivals; the greater part of those that voted must oppose it.
        since: The baseline date.
        until: Last day to use.

    Returns:
        None with too few divided calls on a side, or too few states to compare with.
    """
    if not rivals:
        return None
    window = pl.when(pl.col("date") >= since).then(pl.lit("after")).otherwise(pl.lit("before")).alias("window")
    near = votes.filter(pl.col("date").is_between(since - BASELINE, until)).with_columns(window)
    theirs = near.filter(pl.col("state") == ally).select("call", ally=pl.col("vote").cast(pl.Int8) - 1)
    against = (
        near.filter(pl.col("state").is_in(sorted(rivals)))
        .group_by("call")
        .agg(rivals=(pl.col("vote").cast(pl.Float64) - 1).mean())
    )
    divided = theirs.join(against, on="call").filter(pl.col("ally") * pl.col("rivals") < -0.5)
    cast = near.filter(~pl.col("state").is_in([ally, *rivals])).join(divided, on="call")
    with_ally = (pl.col("vote").cast(pl.Int8) - 1) * pl.col("ally")
    told = cast.group_by("state", "window").agg(
        calls=pl.len(),
        ally=(with_ally == 1).mean(),
        rivals=(with_ally == -1).mean(),
        neither=(with_ally == 0).mean(),
    )
    told = told.filter(pl.col("calls") >= LEAST_DIVIDED)
    both = told.filter(pl.col("window") == "before").join(
        told.filter(pl.col("window") == "after"), on="state", suffix="_after"
    )
    leaning = pl.col("ally_after") - pl.col("rivals_after") - pl.col("ally") + pl.col("rivals")
    both = both.with_columns(shift=leaning).with_columns(beyond=leaning - leaning.median())
    row = both.filter(pl.col("state") == state)
    if row.is_empty() or both.height < _LEAST_STATES:
        return None
    found = row.row(0, named=True)
    spread = float(both.select(1.4826 * pl.col("beyond").abs().median()).item())
    nearer = min((found["shift"], found["beyond"]), key=abs) if found["shift"] * found["beyond"] > 0 else 0.0
    names = ("calls", "ally", "rivals", "neither")
    then, now = (Sided(**{name: found[f"{name}{ending}"] for name in names}) for ending in ("", "_after"))
    pooled = (then.calls * then.neither + now.calls * now.neither + 0.5) / (then.calls + now.calls + 1)
    error = sqrt(pooled * (1 - pooled) * (1 / then.calls + 1 / now.calls))
    # a scale of nought, where nearly all states vote alike, would make any move endless
    return Sides(before=then, after=now, z=nearer / max(spread, 0.05), neither_z=(now.neither - then.neither) / error)
