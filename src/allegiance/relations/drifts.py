"""The drift of every dyad since a date, off which common shocks are read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from allegiance.relations.drift import DRIFT, drift
from allegiance.relations.frames import DAYS, REACH, Every
from allegiance.relations.model import Array, discount, effective
from allegiance.relations.priors import CHANGE, ENOUGH

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Cells:
    """Counts of dyads by period, those without events left out.

    Attributes:
        names: The parties, sorted.
        dyads: Numbers of each dyad's two parties, shape (dyads, 2).
        row: Each cell's dyad.
        column: Its period, from 0.
        conflict, total: Asserted events, weighed by origins.
        start: First day of the first period.
        every: Length of a period.
    """

    names: tuple[str, ...]
    dyads: Ints
    row: Ints
    column: Ints
    conflict: Array
    total: Array
    start: date
    every: Every

    @classmethod
    def of(cls, tally: pl.DataFrame, *, every: Every) -> Cells:
        """Return counts by dyad and period, undirected and sorted, as of :func:`allegiance.relations.frames.counts`."""
        tally = tally.filter(pl.col("total") > 0)
        names = pl.concat([tally["actor"], tally["recipient"]]).unique().sort().to_list()
        kind = pl.Enum(names)
        first, second = (
            tally[side].cast(kind).to_physical().to_numpy().astype(np.int64) for side in ("actor", "recipient")
        )
        dyad = len(names) * first + second
        begins = np.flatnonzero(np.diff(dyad, prepend=-1))
        start = tally["period"].min() or date.min
        assert isinstance(start, date)
        return cls(
            names=tuple(names),
            dyads=np.column_stack([first[begins], second[begins]]),
            row=np.repeat(np.arange(len(begins)), np.diff(begins, append=len(dyad))),
            column=place(tally["period"].to_numpy(), start, every),
            conflict=tally["conflict"].to_numpy().astype(np.float64),
            total=tally["total"].to_numpy().astype(np.float64),
            start=start,
            every=every,
        )

    def summed(self, since: date) -> tuple[Array, Array, Array, Array]:
        """Return each dyad's conflict and all events, in the three years before the period that holds a date and from it on.

        They are weighed for clumping within periods and for age.
        """
        settings = CHANGE[self.every]
        length = int(self.column.max(initial=-1)) + 1
        cut = int(np.clip(place(np.array([since], "M8[D]"), self.start, self.every)[0], 0, max(0, length - 1)))
        before, since_then = (self.column < cut) & (self.column >= cut - REACH[self.every]), self.column >= cut
        age = np.maximum(np.where(since_then, length, cut) - 0.5 - self.column, 0)
        keep = discount(settings, DAYS[self.every])
        weight = settings.carry * effective(self.total, settings.clumping) * keep**age
        return tuple(  # type: ignore[return-value]
            np.bincount(self.row, weights=np.where(side, values * weight, 0.0), minlength=len(self.dyads))
            for side in (before, since_then)
            for values in (self.conflict, self.total)
        )


def place(days: NDArray[np.datetime64], start: date, every: Every) -> Ints:
    """Return how many periods after that of ``start``, the first day of one, days lie."""
    unit = {"week": "D", "month": "M", "year": "Y"}[every]
    first = np.array([start], dtype=f"M8[{unit}]")
    found: Ints = (days.astype(first.dtype) - first).astype(np.int64)
    return found // 7 if every == "week" else found


@dataclass(frozen=True, eq=False)
class Drifts:
    """The drift, in log-odds, of every dyad with evidence on both sides of a date, in both orders.

    Attributes:
        names: The parties.
        one, other: Numbers of the two.
        drift: Mean drift of each.
        weight: Its precision.
    """

    names: tuple[str, ...]
    one: Ints
    other: Ints
    drift: Array
    weight: Array

    def of(self, state: str, *, leave: Collection[str]) -> list[tuple[str, float, float]]:
        """Return a state's drifts with all others but some: the other, the drift and its weight."""
        rows = np.flatnonzero((self.one == self._number(state)) & ~self._in(self.other, leave))
        columns = self.other[rows].tolist(), self.drift[rows].tolist(), self.weight[rows].tolist()
        return [(self.names[other], moved, sure) for other, moved, sure in zip(*columns, strict=True)]

    def offset(self, state: str, partner: str, *, leave: Collection[str]) -> float:
        """Return the drift that common shocks give a dyad: the state's plus the partner's, less the world's."""
        apart = ~self._in(self.other, leave)
        base = self._mean(~self._in(self.one, [state, *leave]) & apart & ~self._in(self.other, [state]))
        own = (self.one == self._number(state)) & apart
        theirs = (self.one == self._number(partner)) & apart & ~self._in(self.other, [state])
        return self._mean(own, towards=base) + self._mean(theirs, towards=base) - base

    def _mean(self, rows: NDArray[np.bool_], *, towards: float = 0.0, prior: float = 3.0) -> float:
        """Return the weighted mean drift, drawn towards a value so that few dyads make no large shock."""
        weight = self.weight[rows]
        return float(((self.drift[rows] * weight).sum() + prior * towards) / (weight.sum() + prior))

    def _number(self, name: str) -> int:
        return self.names.index(name) if name in self.names else -1

    def _in(self, numbers: Ints, names: Collection[str]) -> NDArray[np.bool_]:
        found = np.zeros(len(numbers), dtype=np.bool_)
        for name in names:
            found |= numbers == self._number(name)
        return found


def drifts(cells: Cells, since: date) -> Drifts:
    """Return the drift of every dyad with evidence on both sides of a date, from the period that holds it on."""
    settings = CHANGE[cells.every]
    before_c, before_n, after_c, after_n = cells.summed(since)
    keep = np.flatnonzero((before_n >= ENOUGH) & (after_n >= ENOUGH))
    if not len(keep):
        nothing = np.zeros(0)
        return Drifts(names=cells.names, one=keep, other=keep, drift=nothing, weight=nothing)
    prior = settings.mean * settings.strength
    hostile, friendly = prior + before_c[keep], settings.strength - prior + before_n[keep] - before_c[keep]
    found = drift(hostile, friendly, after_c[keep], after_n[keep])
    weight = 1 / (found.sd**2 + DRIFT.quiet_sd**2)
    first, second = cells.dyads[keep].T
    return Drifts(
        names=cells.names,
        one=np.concatenate([first, second]),
        other=np.concatenate([second, first]),
        drift=np.concatenate([found.mean, found.mean]),
        weight=np.concatenate([weight, weight]),
    )
