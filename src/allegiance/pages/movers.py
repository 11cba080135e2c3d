"""Reads what the movers page shows."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from allegiance import pipeline, relations
from allegiance.pages.common import Period, link, span
from allegiance.store import Store
from allegiance.views import movers as view
from allegiance.views.text import name
from allegiance.views.wording import counted

_SHOWN = 20
# Pairs with fewer events than the first of these many have no odds worth telling.
_DYADS = 1500
# Months of the small lines; the levels at their start rest on what lies before them.
_MONTHS = 36
_BEFORE = timedelta(days=5 * 365)


def movers_page(
    store: Store, setup: pipeline.Setup, *, since: date | None = None, until: date | None = None
) -> view.Movers:
    """Return the pairs that moved most since a day, by default a year before the last event.

    In a shorter store the day is the middle of it. Where that leaves no pair with enough events on both sides, it is the
    day that halves the events.
    """
    covered = span(store)
    holds = tuple(counted(int(n), str(what)) for what, n in store.named("counts")[0].items())
    pairs = tuple(_pair(row, setup) for row in store.steady("pairs", [_SHOWN]))
    if covered is None:
        return view.Movers(
            since=since, until=until, first=None, last=None, movers=(), tried=0, pairs=pairs, holds=holds, graphic=None
        )
    last = min(until, covered.end) if until else covered.end
    asked, since = since, since or default_since(covered)
    table, found = _moved(store, since, last)
    if asked is None and not len(found):
        since = store.named("middle_day", [covered.start, last])[0]["middle"] or since
        table, found = _moved(store, since, last)
    start = max(covered.start, last - timedelta(days=_MONTHS * 30))
    shown = tuple(_mover(row, table, setup, start, last, since) for row in found.head(_SHOWN).iter_rows(named=True))
    return view.Movers(
        since=since,
        until=until,
        first=covered.start,
        last=covered.end,
        movers=shown,
        tried=len(found),
        pairs=pairs,
        holds=holds,
        graphic=view.graphic(shown, since=since) if shown else None,
    )


def _moved(store: Store, since: date, last: date) -> tuple[pl.DataFrame, pl.DataFrame]:
    table = store.frame("months_frame", [since - _BEFORE, last, _DYADS])
    return table, relations.movers(table, since=since, until=last) if len(table) else pl.DataFrame()


def default_since(covered: Period) -> date:
    """Return a year before the last day, or the middle of a store that covers less than two years."""
    days = (covered.end - covered.start).days
    return covered.end - timedelta(days=365 if days >= 730 else days // 2)


def _mover(
    row: dict[str, object], table: pl.DataFrame, setup: pipeline.Setup, start: date, last: date, since: date
) -> view.Mover:
    known = pipeline.gazetteer(setup)
    a, b = str(row["actor"]), str(row["recipient"])
    months = relations.bands(table, a, b, start=min(start, since), until=last)
    return view.Mover(
        actor=a,
        recipient=b,
        actor_name=name(a, known),
        recipient_name=name(b, known),
        direction=str(row["direction"]),
        p=float(str(row["p"])),
        named=bool(row["named"]),
        before=float(str(row["before"])),
        events=float(str(row["after"])),
        course=tuple((m.month, m.level, m.events) for m in months),
        href=link("/relation", {"actor": a, "recipient": b}),
        assess=link("/assessment", {"state": a, "ally": b, "since": since}),
    )


def _pair(row: dict[str, object], setup: pipeline.Setup) -> view.PairRow:
    known = pipeline.gazetteer(setup)
    latest = row["latest"]
    return view.PairRow(
        actor_name=name(str(row["actor"]), known),
        recipient_name=name(str(row["recipient"]), known),
        events=int(str(row["events"])),
        done=int(str(row["done"])),
        conflict=int(str(row["conflict"])),
        latest=latest if isinstance(latest, date) else None,
        href=link("/relation", {"actor": row["actor"], "recipient": row["recipient"]}),
    )
