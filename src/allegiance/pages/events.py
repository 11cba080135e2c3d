"""Rows of the derived tables as the event rows of pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allegiance import listing
from allegiance.actors import Gazetteer
from allegiance.views.relation import EventRow
from allegiance.views.text import days, days_told, excerpt, name
from allegiance.views.wording import act


def event_row(
    row: dict[str, Any],
    known: Gazetteer,
    *,
    words: Mapping[str, listing.Words] | None = None,
    href: str | None = None,
) -> EventRow:
    """Return a row of ``dyad_events`` as an event row.

    Args:
        row: Its fields, by name.
        known: For the names of the parties.
        words: By event, what shows it best (:func:`allegiance.listing.best_words`), for a list that is read.
        href: Where the row leads, by default to the event's page.
    """
    best = (words or {}).get(row["event"])
    return EventRow(
        id=row["event"],
        day=row["day"],
        when=days_told(best.start, best.end, best.first_reported, named=best.dated)
        if best
        else days(row["day"], row["day"]),
        who=name(row["actor"], known),
        whom=name(row["recipient"], known),
        act=act(row["type"], row["mode"]),
        quad=row["quad"],
        status=row["status"],
        origins=int(row["origins"]),
        articles=best.articles if best else int(row.get("articles", 0)),
        mutual=row["mutual"],
        words=excerpt(best.mention, best.article) if best else "",
        outlet=best.article.outlet if best else "",
        href=href or f"/event/{row['event']}",
    )
