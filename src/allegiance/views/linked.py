"""What an event belongs with: each link told from one of its two ends."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from allegiance.actors import Gazetteer
from allegiance.records import Event, EventLink
from allegiance.views.text import days_told, name
from allegiance.views.wording import act, standing

# How a link is told, seen from its first event and from its second.
_HOW = {
    "stage": ("later stage", "earlier stage"),
    "series": ("next in a series", "before it in a series"),
    "same": ("likely the same", "likely the same"),
    "denies": ("denies", "denied by"),
    "occasion": ("its part", "part of one occasion with"),
}


@dataclass(frozen=True, slots=True)
class Linked:
    """One link of an event.

    Attributes:
        how: What the other event is to this one.
        event: The other event's id; ``title``, ``when`` and ``status`` tell it.
        why: What links the two.
    """

    kind: str
    how: str
    event: str
    title: str
    when: str
    status: str
    why: str


def linked(
    event: str,
    links: Sequence[tuple[EventLink, Event]],
    known: Gazetteer | None = None,
    *,
    undated: Container[str] = (),
) -> tuple[Linked, ...]:
    """Return the links of an event for a reader, denials first.

    Args:
        event: Its id.
        links: Each with the event at the other end.
        known: For the names of parties; without it they are told by their ids.
        undated: Ids of events whose day no report names.
    """
    # denials first, then by day, whether or not a report names it
    ordered = sorted(links, key=lambda one: (one[0].kind != "denies", str(one[1].date_start or "undated"), one[1].id))
    return tuple(
        Linked(
            kind=link.kind,
            how=_HOW[link.kind][link.first != event],
            event=other.id,
            title=title(other, known),
            when=days_told(other.date_start, other.date_end, other.first_reported, named=other.id not in undated),
            status=standing(other),
            why=link.why,
        )
        for link, other in ordered
    )


def title(event: Event, known: Gazetteer | None = None) -> str:
    """Return what an event is and who takes part, on one line."""
    who, whom = (
        ", ".join(name(party, known) if known else party for party in side) for side in (event.actors, event.recipients)
    )
    return f"{act(event.type, event.mode).capitalize()}: {who}" + (f" → {whom}" if whom else "")
