"""Rows of the derived tables as the event rows of pages."""

from __future__ import annotations

from typing import Any

from allegiance.actors import Gazetteer
from allegiance.views.relation import EventRow
from allegiance.views.text import name
from allegiance.views.wording import act


def event_row(row: dict[str, Any], known: Gazetteer, *, href: str | None = None) -> EventRow:
    """Return a row of ``dyad_events`` as an event row."""
    return EventRow(
        id=row["event"],
        day=row["day"],
        who=name(row["actor"], known),
        whom=name(row["recipient"], known),
        act=act(row["type"], row["mode"]),
        quad=row["quad"],
        status=row["status"],
        origins=int(row["origins"]),
        articles=int(row.get("articles", 0)),
        mutual=row["mutual"],
        href=href or f"/event/{row['event']}",
    )
