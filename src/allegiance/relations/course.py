"""One dyad's course over time, and the odds that it changed since a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from allegiance.records import Quad, Relation, RelationMonth
from allegiance.relations.drift import drift
from allegiance.relations.frames import DAYS, QUADS, Direction, Every, complete, counts, pair, periods
from allegiance.relations.model import Array, Settings, discount, effective, interval, levels
from allegiance.relations.priors import ENOUGH, PRIORS


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the events say of a dyad's drift since a date.

    Attributes:
        actor, recipient, since, until: What was asked.
        before, after: Effective number of events (origins, discounted for clumping and age) on each side of the date.
        enough: Whether both sides hold enough to judge; when not, the odds below mostly repeat the prior.
        p_worse, p_materially_worse, p_materially_better: Odds as in :class:`allegiance.relations.drift.Drift`.
        drift, low, high: Mean drift in log-odds of conflict and its central 80 % interval (normal approximation).
    """

    actor: str
    recipient: str
    since: date
    until: date
    before: float
    after: float
    enough: bool
    p_worse: float
    p_materially_worse: float
    p_materially_better: float
    drift: float
    low: float
    high: float


def course(
    frame: pl.DataFrame,
    a: str,
    b: str,
    *,
    since: date | None = None,
    until: date | None = None,
    start: date | None = None,
    every: Every = "month",
    direction: Direction = "both",
    settings: Settings | None = None,
) -> Relation:
    """Return how a dyad stands over time and, with ``since``, the odds that it worsened.

    Args:
        frame: An event table (:func:`allegiance.relations.from_events`, or one from ``exchange``).
        a: Gazetteer id of the one state.
        b: Gazetteer id of the other.
        since: The baseline date of the change; None for levels only.
        until: Last day to use; the last event of the table by default.
        start: First day of the course; the dyad's first event by default.
        every: Length of a period.
        direction: a's acts to b (``out``), b's to a (``in``), or both.
        settings: Constants of the model; those of :mod:`allegiance.relations.priors` by default.

    Returns:
        The relation, with a row for every period, also those without events.
    """
    settings = settings or PRIORS[every]
    table = complete(frame)
    last = until or _last(table)
    rows = pair(table, a, b, direction=direction)
    if last is not None:
        rows = rows.filter(pl.col("date") <= last)
    first = start or min((day for day in (since, _first(rows)) if day is not None), default=None)
    if last is None or first is None or first > last:
        return Relation(actor=a, recipient=b, since=since, months=())
    days = periods(first, last, every=every)
    tally = _tally(rows, days, every=every)
    c, n = tally["conflict"].to_numpy()[None, :], tally["total"].to_numpy()[None, :]
    alpha, beta = levels(c, n, settings, days=DAYS[every])
    low, high = interval(alpha, beta)
    months = tuple(
        RelationMonth(
            month=row["period"],
            counts=tuple((Quad(quad), row[quad]) for quad in QUADS if row[quad]),
            articles=row["articles"],
            level=float(alpha[0, i] / (alpha[0, i] + beta[0, i])),
            low=float(low[0, i]),
            high=float(high[0, i]),
        )
        for i, row in enumerate(tally.iter_rows(named=True))
    )
    if since is None:
        return Relation(actor=a, recipient=b, since=None, months=months)
    found = change(table, a, b, since=since, until=last, every=every, direction=direction, settings=settings)
    return Relation(
        actor=a,
        recipient=b,
        since=since,
        months=months,
        p_worse=found.p_worse,
        p_materially_worse=found.p_materially_worse,
        p_materially_better=found.p_materially_better,
        effective_before=found.before,
        effective_after=found.after,
    )


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
) -> Change:
    """Return the odds that a dyad drifted since a date, and on how much evidence they rest.

    Events on the day ``since`` itself count as after. Arguments are as in :func:`course`.
    """
    settings = settings or PRIORS[every]
    table = pair(complete(frame), a, b, direction=direction)
    last = until or _last(frame) or since
    alpha, beta = reference(table.filter(pl.col("date") < since), since, settings, every=every)
    conflict, total = recent(
        table.filter((pl.col("date") >= since) & (pl.col("date") <= last)), last, settings, every=every
    )
    found = drift(np.array([alpha]), np.array([beta]), np.array([conflict]), np.array([total]), settings)
    before = alpha + beta - settings.strength
    mean, sd = float(found.mean[0]), float(found.sd[0])
    return Change(
        actor=a,
        recipient=b,
        since=since,
        until=last,
        before=before,
        after=total,
        enough=before >= ENOUGH and total >= ENOUGH,
        p_worse=float(found.worse[0]),
        p_materially_worse=float(found.materially_worse[0]),
        p_materially_better=float(found.materially_better[0]),
        drift=mean,
        low=mean - 1.2816 * sd,
        high=mean + 1.2816 * sd,
    )


def reference(rows: pl.DataFrame, at: date, settings: Settings, *, every: Every = "month") -> tuple[float, float]:
    """Return the Beta parameters of the level at a date, from a dyad's rows before it."""
    conflict, total = recent(rows, at, settings, every=every)
    prior_a = settings.mean * settings.strength
    return prior_a + conflict, settings.strength - prior_a + total - conflict


def recent(rows: pl.DataFrame, at: date, settings: Settings, *, every: Every = "month") -> tuple[float, float]:
    """Return conflict and all events of a dyad's rows, weighed for clumping within periods and for age at a date."""
    if rows.is_empty():
        return 0.0, 0.0
    tally = counts(rows.with_columns(actor=pl.lit("a"), recipient=pl.lit("b")), every=every)
    age = tally.select(days=(pl.lit(at) - pl.col("period")).dt.total_days())["days"].to_numpy()
    n: Array = tally["total"].to_numpy()
    keep = discount(settings, 1.0) ** np.maximum(age - DAYS[every] / 2, 0)
    weight = effective(n, settings.clumping) * keep
    return float((tally["conflict"].to_numpy() * weight).sum()), float((n * weight).sum())


def _tally(rows: pl.DataFrame, days: list[date], *, every: Every) -> pl.DataFrame:
    """Count a dyad's rows into every period, empty ones too."""
    found = counts(rows.with_columns(actor=pl.lit("a"), recipient=pl.lit("b")), every=every)
    every_day = pl.DataFrame({"period": days}, schema={"period": pl.Date})
    return every_day.join(found, on="period", how="left").with_columns(
        pl.col(*QUADS, "conflict", "total", "articles").fill_null(0)
    )


def _first(frame: pl.DataFrame) -> date | None:
    found: date | None = frame.select(pl.col("date").cast(pl.Date).min()).item()
    return found


def _last(frame: pl.DataFrame) -> date | None:
    found: date | None = frame.select(pl.col("date").cast(pl.Date).max()).item()
    return found
