"""The measures of a question that don't rest on reports: events that others coded, votes, treaties; and the contrast.

A part of the pipeline: it takes tables from the store, has ``relations`` measure them, and gives records that
``assessments`` weighs.
"""

from __future__ import annotations

from datetime import date, timedelta

from allegiance import assessments, outside
from allegiance.actors import Gazetteer
from allegiance.measuring import ties
from allegiance.measuring.columns import bearing, numbers_of, since_reports
from allegiance.measuring.contrast import contrast, standing
from allegiance.measuring.events import measure_events
from allegiance.measuring.ground import TableGround
from allegiance.measuring.own import own
from allegiance.measuring.resolving import resolve
from allegiance.measuring.rivals import on_record, rivalries
from allegiance.measuring.tables import span, tables_of
from allegiance.records import Forecast, Measure
from allegiance.store import Store

__all__ = ["bearing", "beside", "default_since", "numbers_of", "resolve", "since_reports"]


def beside(
    store: Store,
    gazetteer: Gazetteer,
    reports: assessments.Bearing,
    *,
    since: date | None,
    until: date | None,
    rival: str | None = None,
) -> assessments.Beside:
    """Return all that the store holds beside reports on a question.

    Args:
        store: The store.
        gazetteer: For names and memberships.
        reports: This project's own events that bear on it, for the contrast when no table of others allows it.
        since: The baseline date; None when no table allows one.
        until: Last day to use.
        rival: The ally's rival; None to choose it by the register of rivalries, else by conflict (``rivals.choose``).
    """
    state, ally = reports.state, reports.ally
    imported = {row["kind"] for row in store.steady("imported_kinds")}
    tables = tables_of(store, state, ally, until) if "events" in imported else []
    first, last = span(tables, state, ally)
    reported = store.steady("reported")[0]["last"]
    known = [day for day in (last, reported) if day]
    end = until or max(known, default=None) or _last_tie(store)
    earlier = _earlier(store, state, ally, end) if end else ()
    if since is None or end is None:
        told = ("No baseline date could be found; tables of others weren't used.",) if tables else ()
        return assessments.Beside(
            rivals=rivalries(ally), gaps=told, first=first, last=last, earlier=earlier, reported=reported
        )
    measures: list[Measure] = []
    alternatives: list[assessments.Alternative] = []
    gaps: list[str] = []
    for table in tables:
        found, others, gap = measure_events(table, state, ally, since, end)
        measures += found
        alternatives += others
        gaps += gap
    for kind, measure in (("votes", ties.votes), ("ideal points", ties.points), ("alliances", ties.treaties)):
        if kind not in imported:
            continue
        found, gap = measure(store, state, ally, since, end)
        if measure is ties.points and any(m.kind == "votes" for m in measures):
            found = [assessments.shown_only(m, "the same votes are counted already") for m in found]
        measures += found
        gaps += gap
    if "votes" in imported:
        measures += ties.sides(store, state, ally, on_record(ally, since, end, named=rival) - {state}, since, end)
    best = max(
        tables,
        key=lambda t: max((m.evidence for m in measures if m.source == t.source), default=0.0),
        default=None,
    )
    ground = TableGround.of(best, state, ally, since, end) if best else own(store, reports, since, end)
    against = contrast(ground, gazetteer, state, ally, since, end, rival) if ground else None
    if against is None:
        gaps.append(
            f"No events from both before and since {since} are at hand to set a move to a rival of the ally against."
        )
    return assessments.Beside(
        measures=tuple(measures),
        contrast=against,
        standing=standing(best, ally, since) if best else {},
        rivals=rivalries(ally),
        alternatives=tuple(alternatives),
        gaps=tuple(gaps),
        first=first,
        last=last,
        earlier=earlier,
        reported=reported,
    )


def default_since(store: Store, state: str, ally: str, until: date | None = None) -> date | None:
    """Return the start of the last year of the tables, from a new year on so that yearly counts aren't cut."""
    first, last = span(tables_of(store, state, ally, until), state, ally)
    if first is None or last is None or (last - first).days < 548:
        return None
    day = last - timedelta(days=364)
    return date(day.year, 1, 1) if day.year > first.year else None


def _earlier(store: Store, state: str, ally: str, end: date) -> tuple[Forecast, ...]:
    """Return the forecasts that rest on data that end earlier, the newest first."""
    where = "WHERE state = ? AND ally = ? AND made < ? ORDER BY made DESC, id LIMIT 50"
    return tuple(store.records(Forecast, where, [state, ally, end]))


def _last_tie(store: Store) -> date | None:
    days = [row["last"] for row in outside.sources(store) if row["kind"] in ("votes", "alliances")]
    return max((day for day in days if isinstance(day, date)), default=None)
