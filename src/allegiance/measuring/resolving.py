"""How stored forecasts came out: what the year that each was about turned out to hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import polars as pl

from allegiance import assessments, outside, relations
from allegiance.baseline import BASELINE
from allegiance.measuring.tables import tables_of
from allegiance.records import Event, Forecast
from allegiance.relations.frames import CONFLICT, complete, pair
from allegiance.store import Store

_SLACK = timedelta(days=14)
"""Days that may lack at the end of the year: a table's last event is seldom on its last day."""


def resolve(store: Store) -> list[Forecast]:
    """Resolve the forecasts whose year the store's data cover by now; return all, the newest first.

    The source with most acts of the two in that year decides; its name is kept with the outcome.
    """
    own = complete(relations.from_events(store.records(Event, "ORDER BY id")))
    for forecast in store.records(Forecast, "WHERE outcome IS NULL ORDER BY id"):
        sources = [
            (outside.OWN, own),
            *((t.source, t.whole) for t in tables_of(store, forecast.state, forecast.ally, None)),
        ]
        best: tuple[float, Forecast] | None = None
        for source, frame in sources:
            found = _came_out(forecast, source, frame)
            if found is not None and (best is None or found[0] > best[0]):
                best = found
        if best is not None:
            store.resolve_forecast(best[1])
    return store.records(Forecast, "ORDER BY made DESC, id")


def baseline_start(question: str, since: date) -> date:
    """Return the day from which acts are the baseline of a forecast: what its question says decides, not today's wording.

    Args:
        question: As it was asked: against the three years before the period or, in older stores, against all before.
        since: Start of the period.
    """
    return date.min if f"those before {since}" in question else since - BASELINE


def _came_out(forecast: Forecast, source: str, frame: pl.DataFrame) -> tuple[float, Forecast] | None:
    last = frame["date"].max()
    if not isinstance(last, date) or last < forecast.resolves - _SLACK or forecast.since is None:
        # a year that is half told would count short
        if not (isinstance(last, date) and forecast.since and outside.step_of(frame) == "year"):
            return None
        if last.year < forecast.resolves.year:
            return None
    rows = pair(frame, forecast.state, forecast.ally).filter(pl.col("status") == "asserted")
    start = baseline_start(forecast.question, forecast.since)
    before = _acts(rows.filter(pl.col("date").is_between(start, forecast.since, closed="left")))
    window = _acts(rows.filter((pl.col("date") > forecast.made) & (pl.col("date") <= forecast.resolves)))
    came = assessments.outcome(before, window)
    if came is None:
        return None
    return sum(window), replace(forecast, outcome=came, resolved=last, resolved_by=source)


def _acts(rows: pl.DataFrame) -> tuple[float, float]:
    hostile = pl.col("quad").is_in(CONFLICT)
    found = rows.select(
        pl.col("origins").filter(hostile).sum().alias("c"), pl.col("origins").filter(~hostile).sum().alias("f")
    ).row(0)
    return float(found[0] or 0), float(found[1] or 0)
