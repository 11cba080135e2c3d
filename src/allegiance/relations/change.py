"""Whether one dyad changed since a date: share, rate, persistence, and how the answer moves with what was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import ndtr

from allegiance.baseline import BASELINE
from allegiance.relations.drift import MATERIAL, drift, rose
from allegiance.relations.frames import (
    CONFLICT,
    DAYS,
    STEP,
    Direction,
    Every,
    complete,
    counts,
    governments,
    last_day,
    pair,
)
from allegiance.relations.model import Array, Settings, discount, effective
from allegiance.relations.priors import CHANGE, ENOUGH, KEEPS, MOVES

SHIFTS = (-365, -180, -90, -30, 30, 90, 180, 365)
"""Days by which :func:`sensitivity` moves the baseline date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the events say of a dyad's drift since a date.

    Attributes:
        actor, recipient, since, until: What was asked.
        before, after: Effective number of events (origins, discounted for clumping and age) on each side of the date.
        level: Expected share of conflict at the date: what the drift is set against. The latest events before it weigh most.
        enough: Whether both sides hold enough to judge; when not, the odds below mostly repeat the prior.
        p_worse: Probability that the odds of conflict rose at all; high even for quiet dyads, so not to be used alone.
        p_materially_worse, p_materially_better: Probability that they rose or fell by a quarter or more.
        drift, low, high: Mean drift in log-odds of conflict and its central 80 % interval (normal approximation).
        p_rate_higher: Probability that conflict events per covered event rose by a quarter or more; None when the two
            states aren't covered on one side of the date, which says nothing, unlike coverage without conflict.
        p_lasts: Probability that a year on the odds of conflict will still be a quarter or more above the reference.
    """

    actor: str
    recipient: str
    since: date
    until: date
    before: float
    after: float
    level: float
    enough: bool
    p_worse: float
    p_materially_worse: float
    p_materially_better: float
    drift: float
    low: float
    high: float
    p_rate_higher: float | None
    p_lasts: float


def change(
    frame: pl.DataFrame,
    a: str,
    b: str,
    *,
    since: date,
    until: date | None = None,
    every: Every = "month",
    direction: Direction = "both",
    settings: Settings | None = None,
    rate: bool = True,
) -> Change:
    """Return the odds that a dyad drifted since a date, and on how much evidence they rest.

    The baseline is the three years before (:data:`allegiance.baseline.BASELINE`), of which the latest weigh most. Events on
    the day ``since`` itself count as after. Arguments are as in :func:`allegiance.relations.course.course`; without ``rate``
    conflict is not set against coverage.
    """
    settings = settings or CHANGE[every]
    table = complete(frame)
    last = until or last_day(table) or since
    table = _within(table, since, last)
    rows = pair(table, a, b, direction=direction)
    return changed(
        a,
        b,
        recent(rows.filter(pl.col("date") < since), since, settings, every=every),
        recent(rows.filter(pl.col("date") >= since), last, settings, every=every),
        since=since,
        until=last,
        settings=settings,
        rate=_rate(table, rows, a, b, since, last, settings, every=every) if rate else None,
    )


def _within(table: pl.DataFrame, since: date, last: date) -> pl.DataFrame:
    """Return the events of the baseline of a date, and those from it to the last day."""
    return table.filter(pl.col("date").is_between(since - BASELINE, last))


def changed(
    a: str,
    b: str,
    before: tuple[float, float],
    after: tuple[float, float],
    *,
    since: date,
    until: date,
    settings: Settings,
    rate: float | None = None,
) -> Change:
    """Return the odds that a dyad drifted, from what its events come to on either side of a date.

    Args:
        a: Gazetteer id of the one.
        b: Gazetteer id of the other.
        before, after: Conflict and all events, weighed for clumping and for age as by :func:`weighed`.
        since, until: The date, and the last day.
        settings: What they were weighed by.
        rate: Probability that conflict for each event that either takes part in rose by a quarter, if it is asked for.
    """
    alpha, beta = level_of_sums(*before, settings)
    found = drift(*(np.array([value]) for value in (alpha, beta, *after)))
    mean, sd = float(found.mean[0]), float(found.sd[0])
    return Change(
        actor=a,
        recipient=b,
        since=since,
        until=until,
        before=alpha + beta - settings.strength,
        after=after[1],
        level=alpha / (alpha + beta),
        enough=alpha + beta - settings.strength >= ENOUGH and after[1] >= ENOUGH,
        p_worse=float(found.worse[0]),
        p_materially_worse=float(found.materially_worse[0]),
        p_materially_better=float(found.materially_better[0]),
        drift=mean,
        low=mean - 1.2816 * sd,
        high=mean + 1.2816 * sd,
        p_rate_higher=rate,
        p_lasts=lasts(mean, sd),
    )


def level_of_sums(conflict: float, total: float, settings: Settings) -> tuple[float, float]:
    """Return the Beta parameters of a level from conflict and all events, weighed."""
    prior = settings.mean * settings.strength
    return prior + conflict, settings.strength - prior + total - conflict


def recent_of_all(
    rows: pl.DataFrame, at: date, settings: Settings, *, every: Every = "month"
) -> dict[tuple[str, str], tuple[float, float]]:
    """Return :func:`recent` for every dyad of a table's rows, by its two parties in order."""
    tally = counts(rows, every=every, directed=False)
    conflict, n = _weighed_counts(tally, at, settings, every=every)
    sums = (
        tally.select("actor", "recipient", c=pl.Series(conflict), n=pl.Series(n))
        .group_by("actor", "recipient")
        .agg(pl.col("c", "n").sum())
    )
    return {(actor, recipient): (c, total) for actor, recipient, c, total in sums.iter_rows()}


def recent(rows: pl.DataFrame, at: date, settings: Settings, *, every: Every = "month") -> tuple[float, float]:
    """Return conflict and all events of a dyad's rows, weighed for clumping within periods and for age at a date."""
    conflict, total = _weighed(rows, at, settings, every=every)
    return float(conflict.sum()), float(total.sum())


def _weighed(rows: pl.DataFrame, at: date, settings: Settings, *, every: Every) -> tuple[Array, Array]:
    """Return, for each period with events, conflict and all events, weighed."""
    if rows.is_empty():
        return np.zeros(0), np.zeros(0)
    asserted = pl.col("status") == "asserted"
    weight_of = pl.col("origins").cast(pl.Float64)
    tally = (
        rows.lazy()
        .filter(pl.col("status") != "historical")
        .group_by(pl.col("date").dt.truncate(STEP[every]).alias("period"))
        .agg(
            conflict=weight_of.filter(asserted & pl.col("quad").is_in(CONFLICT)).sum(),
            total=weight_of.filter(asserted).sum(),
        )
        .sort("period")
        .collect()
    )
    return _weighed_counts(tally, at, settings, every=every)


def _weighed_counts(tally: pl.DataFrame, at: date, settings: Settings, *, every: Every) -> tuple[Array, Array]:
    periods, conflict, total = (tally[name].to_numpy() for name in ("period", "conflict", "total"))
    return weighed(periods, conflict, total, at, settings, every=every)


def weighed(
    periods: NDArray[np.datetime64], conflict: Array, total: Array, at: date, settings: Settings, *, every: Every
) -> tuple[Array, Array]:
    """Return conflict and all events of periods, by their first days, weighed for clumping in each and for age at a date."""
    age = (np.datetime64(at, "D") - periods.astype("M8[D]")).astype(np.int64)
    keep = discount(settings, 1.0) ** np.maximum(age - DAYS[every] / 2, 0)
    weight = settings.carry * effective(total, settings.clumping) * keep
    return conflict * weight, total * weight


def resampled(
    frame: pl.DataFrame,
    a: str,
    b: str,
    *,
    since: date,
    until: date | None = None,
    every: Every = "month",
    draws: int = 200,
) -> Array:
    """Return P(materially worse) over periods drawn anew: how far the answer hangs on single bursts of events.

    Periods on each side of the date are drawn with replacement; the seed is fixed, so that answers repeat.
    """
    settings = CHANGE[every]
    table = complete(frame)
    last = until or last_day(table) or since
    rows = pair(_within(table, since, last), a, b)
    random = np.random.default_rng(0)
    sides = []
    for window, at in ((pl.col("date") < since, since), (pl.col("date") >= since, last)):
        parts = _weighed(rows.filter(window), at, settings, every=every)
        number = len(parts[0])
        if not number:
            sides.append([np.zeros(draws), np.zeros(draws)])
            continue
        drawn = random.multinomial(number, np.full(number, 1 / number), size=draws)
        sides.append([drawn @ part for part in parts])
    prior_a = settings.mean * settings.strength
    conflict, total = sides[0]
    found = drift(prior_a + conflict, settings.strength - prior_a + total - conflict, *sides[1])
    return found.materially_worse


def _rate(
    table: pl.DataFrame,
    rows: pl.DataFrame,
    a: str,
    b: str,
    since: date,
    last: date,
    settings: Settings,
    *,
    every: Every,
) -> float | None:
    """Compare the rate of conflict per event that either state takes part in, before and after."""
    theirs = table.filter(pl.col("actor").is_in([a, b]) | pl.col("recipient").is_in([a, b]))
    sides = []
    for window, at in ((pl.col("date") < since, since), (pl.col("date") >= since, last)):
        conflict, _ = recent(rows.filter(window), at, settings, every=every)
        _, coverage = recent(theirs.filter(window), at, settings, every=every)
        if coverage < ENOUGH:
            return None
        sides.append((np.array([conflict]), np.array([coverage])))
    (c0, n0), (c1, n1) = sides
    return float(rose((c0, c1), (n0, n1), usual=settings.mean)[0])


def lasts(mean: float, sd: float) -> float:
    """Return the probability that a drift still makes a quarter's difference a year on.

    A year later a drift stands at the share ``KEEPS`` of what it was, give or take ``MOVES`` (log-odds; both fitted on
    yearly dyads): turns fade more often than not by half, so a turn now is no turn for good.
    """
    return float(ndtr((KEEPS * mean - MATERIAL) / np.hypot(KEEPS * sd, MOVES)))


def sensitivity(
    frame: pl.DataFrame,
    a: str,
    b: str,
    *,
    since: date,
    until: date | None = None,
    every: Every = "month",
    sources: int = 10,
) -> pl.DataFrame:
    """Return how the answer moves with the baseline date, the filters, and any one source left out.

    Args:
        frame: An event table.
        a: Gazetteer id of the one state.
        b: Gazetteer id of the other.
        since: The baseline date.
        until: Last day to use.
        every: Length of a period.
        sources: Greatest number of sources to leave out, one at a time, the most frequent first.

    Returns:
        A frame ``what, choice`` and the fields of :class:`Change` from ``before`` on, whose first row is the answer as asked;
        rows whose ``what`` is ``baseline``, ``filter`` or ``without`` are the alternatives.
    """
    table = complete(frame)
    rows = pair(table, a, b)
    verbal, material = pl.col("quad").str.starts_with("verbal"), pl.col("quad").str.starts_with("material")
    last = until or last_day(table) or since
    tries: list[tuple[str, str, pl.DataFrame, date, Direction]] = [("as asked", "", table, since, "both")]
    for days in SHIFTS:
        moved = since + timedelta(days=days)
        if moved < last:
            tries.append(("baseline", moved.isoformat(), table, moved, "both"))
    tries += [
        ("filter", f"{a} to {b} only", table, since, "out"),
        ("filter", f"{b} to {a} only", table, since, "in"),
        ("filter", "verbal acts only", table.filter(verbal), since, "both"),
        ("filter", "material acts only", table.filter(material), since, "both"),
    ]
    if "actor_role" in table.columns:
        tries.append(("filter", "governments only", governments(table), since, "both"))
    for name in rows["named"].explode().drop_nulls().value_counts(sort=True)["named"].head(sources):
        tries.append(("without", name, without(table, name), since, "both"))
    found = [
        (what, choice, change(part, a, b, since=day, until=until, every=every, direction=direction))
        for what, choice, part, day, direction in tries
    ]
    shown = list(Change.__slots__)[4:]
    return pl.DataFrame(
        [(what, choice, *(getattr(one, name) for name in shown)) for what, choice, one in found],
        schema=["what", "choice", *shown],
        orient="row",
        infer_schema_length=None,
    )


def without(frame: pl.DataFrame, source: str) -> pl.DataFrame:
    """Return the table as it would be had one source said nothing: its events lose an origin, or go."""
    theirs = pl.col("named").list.contains(source).fill_null(False)
    return frame.with_columns(origins=pl.when(theirs).then(pl.col("origins") - 1).otherwise("origins")).filter(
        pl.col("origins") > 0
    )
