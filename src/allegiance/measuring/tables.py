"""The event tables of others that bear on two states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from allegiance import outside, relations
from allegiance.relations.frames import Every, complete, pair
from allegiance.store import Store


@dataclass(frozen=True, slots=True)
class Table:
    """One table of events: whole, and the rows that either of the two states takes part in."""

    source: str
    whole: pl.DataFrame
    near: pl.DataFrame
    every: Every


def tables_of(store: Store, state: str, ally: str, until: date | None) -> list[Table]:
    """Return the imported tables of events in which the two states deal with each other, between governments."""
    found = []
    for source in outside.event_sources(store):
        whole = complete(relations.governments(outside.imported_events(store, source)))
        whole = whole.filter((pl.col("actor") != pl.col("recipient")) & (pl.col("status") != "historical"))
        if until is not None:
            whole = whole.filter(pl.col("date") <= until)
        every = outside.step_of(whole)
        near = whole.filter(pl.col("actor").is_in([state, ally]) | pl.col("recipient").is_in([state, ally]))
        if pair(near, state, ally).height:
            found.append(Table(source, whole, near, every))
    return found


def span(tables: Sequence[Table], state: str, ally: str) -> tuple[date | None, date | None]:
    """Return the first day on which the two deal with each other, and the last day that the tables cover."""
    days = [day for t in tables for day in pair(t.near, state, ally)["date"].to_list()]
    ends = [t.whole["date"].max() for t in tables]
    return min(days, default=None), max((day for day in ends if isinstance(day, date)), default=None)
