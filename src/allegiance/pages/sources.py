"""Reads what the sources page shows."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from allegiance import pipeline
from allegiance.actors import Gazetteer
from allegiance.errors import UnknownName
from allegiance.pages.common import link
from allegiance.store import Store
from allegiance.views import sources as view
from allegiance.views.text import name

_SHOWN = 50


def sources_page(store: Store, setup: pipeline.Setup, *, without: str = "") -> view.SourcesPage:
    """Return the outlets by volume, and what drops out without one of them.

    Raises:
        UnknownName: No article is of the outlet to drop.
    """
    known = pipeline.gazetteer(setup)
    rows = store.steady("outlets", [_SHOWN])
    if without and all(row["outlet"] != without for row in rows):
        rows += store.query("SELECT * FROM outlet_counts WHERE outlet = ?", [without])
    cites: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in store.named("cited", [[row["outlet"] for row in rows]]):
        cites[row["outlet"]].append((row["cited"], row["mentions"]))
    shown = tuple(_outlet(row, cites[row["outlet"]], known) for row in rows)
    chosen = next((row for row in shown if row.outlet == without), None) if without else None
    if without and chosen is None:
        raise UnknownName(
            f"{without[:80]}: no article of this outlet is in the store. Choose one from the sources page."
        )
    return view.SourcesPage(
        rows=shown,
        total=int(store.steady("outlets_number")[0]["n"]),
        volume=view.volume(shown) if shown else None,
        chosen=chosen,
        lost=tuple(_lost(row, without, known) for row in store.named("dropped", [without, 20])) if chosen else (),
    )


def _outlet(row: dict[str, Any], cites: list[tuple[str, int]], known: Gazetteer) -> view.OutletRow:
    outlet = known.outlet(row["outlet"]) if row["outlet"] else None
    return view.OutletRow(
        outlet=row["outlet"],
        kind=outlet.kind if outlet else "",
        country=name(outlet.country, known) if outlet and outlet.country else "",
        articles=row["articles"],
        mentions=row["mentions"],
        first_hand=row["first_hand"],
        citing=row["citing"],
        events=row["events"],
        alone=row["alone"],
        contradicted=row["contradicted"],
        first=row["first"],
        last=row["last"],
        cites=tuple(cites),
        href=link("/sources", {"without": row["outlet"]}) + "#dropped",
    )


def _lost(row: dict[str, Any], outlet: str, known: Gazetteer) -> view.Lost:
    a, b = row["actor"], row["recipient"]
    return view.Lost(
        pair=f"{name(a, known)} and {name(b, known)}",
        events=row["events"],
        alone=row["alone"],
        assess=link("/assessment", {"state": a, "ally": b, "drop": outlet}),
        relation=link("/relation", {"actor": a, "recipient": b}),
    )
