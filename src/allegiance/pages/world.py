"""Reads what the map and network page shows."""

from __future__ import annotations

from datetime import date
from typing import Any

from allegiance import pipeline, relations
from allegiance.errors import UnknownName
from allegiance.pages.common import choices, link, span
from allegiance.store import Store
from allegiance.views import world as view
from allegiance.views.text import name

_AROUND = 14
_LEAST_EDGE = 3


def world_page(
    store: Store, setup: pipeline.Setup, *, state: str = "", start: date | None = None, end: date | None = None
) -> view.World:
    """Return a party's relations to all others in a period; by default the party with the most events."""
    known = pipeline.gazetteer(setup)
    covered = span(store)
    if not state:
        busiest = store.steady("busiest", [1])
        state = busiest[0]["party"] if busiest else ""
    window = [start.replace(day=1) if start else date.min, end or date.max]
    ever = not (start or end)
    rows = store.named("ego_ever", [state]) if ever else store.named("ego", [state, *window])
    others = tuple(_other(row, state, setup, start, end) for row in rows)
    around = others[:_AROUND]
    ids = [other.id for other in around]
    edges = tuple(
        _edge(row, setup, start, end)
        for row in (store.named("among_ever", [ids]) if ever else store.named("among", [ids, *window]))
        if row["events"] >= _LEAST_EDGE
    )
    state_name = name(state, known)
    return view.World(
        state=state,
        state_name=state_name,
        choices=choices(store, known),
        start=start,
        end=end,
        first=covered.start if covered else None,
        last=covered.end if covered else None,
        undated=covered is None and bool(store.steady("pairs", [1])),
        others=others,
        map=view.world_map(state, state_name, others) if others else None,
        network=view.network(state, state_name, around, edges) if others else None,
    )


def _acts(row: dict[str, Any]) -> dict[str, Any]:
    """Return what a page tells of the acts between two parties, by field."""
    cooperation, conflict = row["cooperation"] or 0.0, row["conflict"] or 0.0
    level, low, high = relations.share(cooperation, conflict)
    return {
        "cooperation": cooperation,
        "conflict": conflict,
        "events": row["events"],
        "level": level,
        "low": low,
        "high": high,
    }


def _edge(row: dict[str, Any], setup: pipeline.Setup, start: date | None, end: date | None) -> view.Edge:
    known = pipeline.gazetteer(setup)
    return view.Edge(
        a=row["a"],
        b=row["b"],
        names=(name(row["a"], known), name(row["b"], known)),
        **_acts(row),
        href=link("/relation", {"actor": row["a"], "recipient": row["b"], "from": start, "to": end}),
    )


def _other(row: dict[str, Any], state: str, setup: pipeline.Setup, start: date | None, end: date | None) -> view.Other:
    known = pipeline.gazetteer(setup)
    try:
        kind = known.entity(row["other"]).kind
        family = known.entity(row["other"]).family
    except UnknownName:
        kind, family = "unknown", ""
    return view.Other(
        id=row["other"],
        name=name(row["other"], known),
        kind=kind,
        **_acts(row),
        href=link("/relation", {"actor": state, "recipient": row["other"], "from": start, "to": end}),
        on_map=family == "state",
    )
