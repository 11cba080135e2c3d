"""One dyad's course over time, with the odds that it changed since a date."""

from __future__ import annotations

from datetime import date

import polars as pl

from allegiance.records import Quad, Relation, RelationMonth
from allegiance.relations.change import change
from allegiance.relations.frames import (
    QUADS,
    Direction,
    Every,
    complete,
    counts,
    first_day,
    last_day,
    pair,
    periods,
)
from allegiance.relations.model import Settings, held_wide, interval
from allegiance.relations.near import level_of
from allegiance.relations.priors import LEVEL


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
    around: pl.DataFrame | None = None,
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
        settings: Constants of the level; those of :mod:`allegiance.relations.priors` by default.
        around: An event table that tells how the two states deal with others, which the level starts from; ``frame`` by
            default.

    Returns:
        The relation, with a row for every period, also those without events.
    """
    settings = settings or LEVEL[every]
    table = complete(frame)
    last = until or last_day(table)
    rows = pair(table, a, b, direction=direction)
    if last is not None:
        rows = rows.filter(pl.col("date") <= last)
    first = start or min((day for day in (since, first_day(rows)) if day is not None), default=None)
    if last is None or first is None or first > last:
        return Relation(actor=a, recipient=b, since=since, months=())
    days = periods(first, last, every=every)
    tally = _tally(rows.lazy(), days, every=every)
    near = (table if around is None else complete(around)).filter(pl.col("date") <= last).lazy()
    alpha, beta = level_of(near, a, b, days, every=every, direction=direction, settings=settings)
    low, high = held_wide(*interval(alpha, beta), tally["total"].to_numpy() > 0)
    months = tuple(
        RelationMonth(
            month=row["period"],
            counts=tuple((Quad(quad), row[quad]) for quad in QUADS if row[quad]),
            articles=row["articles"],
            level=float(alpha[i] / (alpha[i] + beta[i])),
            low=float(low[i]),
            high=float(high[i]),
            severity=row["severity"] / row["conflict"] if row["severity"] else None,
        )
        for i, row in enumerate(tally.iter_rows(named=True))
    )
    if since is None:
        return Relation(actor=a, recipient=b, since=None, months=months)
    found = change(table, a, b, since=since, until=last, every=every, direction=direction)
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


def _tally(rows: pl.LazyFrame, days: list[date], *, every: Every) -> pl.DataFrame:
    """Count a dyad's rows into every period, empty ones too."""
    found = counts(rows.with_columns(actor=pl.lit("a"), recipient=pl.lit("b")), every=every)
    every_day = pl.LazyFrame({"period": days}, schema={"period": pl.Date})
    joined = every_day.join(found, on="period", how="left", maintain_order="left")
    return joined.with_columns(pl.col(*QUADS, "conflict", "total", "articles").fill_null(0)).collect()
