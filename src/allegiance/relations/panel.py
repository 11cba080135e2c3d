"""All dyads at once: the counts of a table as arrays, their levels, and their drift since a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from allegiance.relations.drift import Drift, drift, rose
from allegiance.relations.frames import DAYS, REACH, Every, complete, counts, periods
from allegiance.relations.model import Array, Settings, discount, effective, fast_interval, levels
from allegiance.relations.near import pairs_of
from allegiance.relations.priors import CHANGE, LEVEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Counts of every dyad in every period.

    Attributes:
        dyads: Pairs of ids, sorted; each pair in both orders when directed.
        periods: First days, without gaps.
        every: Length of a period.
        conflict, total: Events weighed by origins, (dyads, periods).
        coverage: Events of either state with anybody in the period, (dyads, periods): the exposure.
    """

    dyads: tuple[tuple[str, str], ...]
    periods: tuple[date, ...]
    every: Every
    conflict: Array
    total: Array
    coverage: Array


def panel(frame: pl.DataFrame, *, every: Every = "month", directed: bool = False, until: date | None = None) -> Panel:
    """Return the counts of an event table as arrays.

    Args:
        frame: An event table.
        every: Length of a period.
        directed: True to keep a's acts to b and b's to a apart.
        until: Last day to use.
    """
    table = complete(frame)
    if until is not None:
        table = table.filter(pl.col("date") <= until)
    tally = counts(table, every=every, directed=directed).filter(pl.col("total") > 0)
    if tally.is_empty():
        empty = np.zeros((0, 0))
        return Panel(dyads=(), periods=(), every=every, conflict=empty, total=empty, coverage=empty)
    days = periods(tally["period"].min(), tally["period"].max(), every=every)  # type: ignore[arg-type]
    dyads = tally.select("actor", "recipient").unique().sort("actor", "recipient").with_row_index("row")
    places = pl.DataFrame({"period": days}).with_row_index("column")
    cells = tally.join(dyads, on=["actor", "recipient"]).join(places, on="period")
    shape = (len(dyads), len(days))
    row, column = cells["row"].to_numpy(), cells["column"].to_numpy()
    conflict, total = np.zeros(shape), np.zeros(shape)
    conflict[row, column], total[row, column] = cells["conflict"].to_numpy(), cells["total"].to_numpy()
    states = pl.concat([dyads["actor"], dyads["recipient"]]).unique().sort()
    first, second = (states.search_sorted(dyads[side]).to_numpy() for side in ("actor", "recipient"))
    volume = np.zeros((len(states), len(days)))
    np.add.at(volume, first, total)
    np.add.at(volume, second, total)
    coverage = volume[first] + volume[second] - total
    pairs = tuple(dyads.select("actor", "recipient").iter_rows())
    return Panel(dyads=pairs, periods=tuple(days), every=every, conflict=conflict, total=total, coverage=coverage)


def level_table(counted: Panel, *, settings: Settings | None = None) -> pl.DataFrame:
    """Return the level with its 80 % interval for every dyad and period.

    Returns:
        A frame ``actor, recipient, period, conflict, total, level, low, high``.
    """
    settings = settings or LEVEL[counted.every]
    pairs = pairs_of(counted.dyads)
    a, b = levels(counted.conflict, counted.total, settings, days=DAYS[counted.every], pairs=pairs)
    low, high = fast_interval(a, b)
    number, length = a.shape
    first = np.repeat(np.array([pair[0] for pair in counted.dyads], dtype=object), length)
    second = np.repeat(np.array([pair[1] for pair in counted.dyads], dtype=object), length)
    return pl.DataFrame(
        {
            "actor": pl.Series(first, dtype=pl.String),
            "recipient": pl.Series(second, dtype=pl.String),
            "period": pl.Series(list(counted.periods) * number, dtype=pl.Date),
            "conflict": counted.conflict.ravel(),
            "total": counted.total.ravel(),
            "level": (a / (a + b)).ravel(),
            "low": low.ravel(),
            "high": high.ravel(),
        }
    )


def drift_since(counted: Panel, since: date, *, settings: Settings | None = None) -> tuple[Drift, Array, Array]:
    """Return the drift of every dyad from the period that holds ``since`` on, against the three years before.

    Returns:
        The drift, and the effective events before and after.
    """
    settings = settings or CHANGE[counted.every]
    conflict, total = (
        _sides(values, counted.total, counted, since, settings) for values in (counted.conflict, counted.total)
    )
    prior_a = settings.mean * settings.strength
    found = drift(
        prior_a + conflict[0],
        settings.strength - prior_a + total[0] - conflict[0],
        conflict[1],
        total[1],
    )
    return found, *total


def rate_since(counted: Panel, since: date, *, settings: Settings | None = None) -> Array:
    """Return, for every dyad, the probability that its conflict grew by a quarter against its coverage.

    The second channel beside the share: from the period that holds ``since`` on, as ``p_rate_higher`` of
    :func:`allegiance.relations.change.change`.
    """
    settings = settings or CHANGE[counted.every]
    conflict = _sides(counted.conflict, counted.total, counted, since, settings)
    coverage = _sides(counted.coverage, counted.coverage, counted, since, settings)
    return rose(conflict, coverage, usual=settings.mean)


def _sides(values: Array, number: Array, counted: Panel, since: date, settings: Settings) -> tuple[Array, Array]:
    """Return sums of values in the three years before a date and after it, weighed for age and for clumping in a period."""
    starts = np.array(counted.periods, dtype="datetime64[D]")
    cut = max(int(np.searchsorted(starts, np.datetime64(since), side="right")) - 1, 0)
    weight = settings.carry * effective(number, settings.clumping)
    keep = discount(settings, DAYS[counted.every])
    length = len(starts)

    def weighed(window: slice, end: int) -> Array:
        age = np.maximum(end - 0.5 - np.arange(length), 0)[window]
        return np.asarray((values[:, window] * weight[:, window]) @ keep**age)

    return weighed(slice(max(0, cut - REACH[counted.every]), cut), cut), weighed(slice(cut, length), length)
