"""Events as a list for a reader: what narrows it, and for each event the words that show it best.

A part of the pipeline that needs no stage: only the store and its records, so that a list comes at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from allegiance.records import Article, Event, EventLink, Mention
from allegiance.store import Store
from allegiance.store.codec import from_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which events to list; what is left empty narrows nothing.

    Attributes:
        parties: Ids that all take part, on whatever side.
        actors, recipients: Ids that all stand on this side; the parties of a mutual act stand on both.
        types, statuses: Of these one holds.
        since, until: First and last day; an event that lasted counts when any of its days lies between.
        origins: At least so many independent origins.
        confidence: At least so sure.
    """

    parties: Sequence[str] = ()
    actors: Sequence[str] = ()
    recipients: Sequence[str] = ()
    types: Sequence[str] = ()
    statuses: Sequence[str] = ()
    since: date | None = None
    until: date | None = None
    origins: int = 0
    confidence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An event with the mention that shows it best, the article of that, and what the registers say against its reports.

    ``links`` are what it belongs with, each link with the event at its other end.
    """

    event: Event
    mention: Mention
    article: Article
    against: tuple[str, ...]
    links: tuple[tuple[EventLink, Event], ...] = ()


def events(store: Store, wanted: Wanted, *, limit: int) -> tuple[list[Listed], int]:
    """Return events, the newest first, and how many there are in all."""
    rows = store.named(
        "list_events",
        [
            *(list(part) for part in (wanted.parties, wanted.actors, wanted.recipients, wanted.types, wanted.statuses)),
            wanted.since,
            wanted.until,
            wanted.origins,
            wanted.confidence,
            limit,
        ],
    )
    found: list[Event] = [from_row(Event, row) for row in rows]
    mentions = {m.id: m for m in store.by_ids(Mention, sorted({m for e in found for m in e.mentions}))}
    best = {e.id: best_mention(e, [mentions[m] for m in e.mentions if m in mentions]) for e in found}
    articles = {a.id: a for a in store.by_ids(Article, sorted({m.article for m in best.values() if m}))}
    checked = {row["mention"]: row["says"] for row in store.named("against")}
    links = store.links_of([event.id for event in found])
    listed = []
    for event in found:
        mention = best[event.id]
        if mention is not None and mention.article in articles:
            against = tuple(dict.fromkeys(checked[m] for m in event.mentions if m in checked))
            listed.append(
                Listed(
                    event=event,
                    mention=mention,
                    article=articles[mention.article],
                    against=against,
                    links=tuple(links[event.id]),
                )
            )
    return listed, rows[0]["total"] if rows else 0


def best_mention(event: Event, mentions: Sequence[Mention]) -> Mention | None:
    """Return the mention that shows an event best; None when there is none.

    One that says what the event is (type, status, parties) comes before one that differs, one on its outlet's own word before
    one that cites another, and then the surest.
    """

    def worth(mention: Mention) -> tuple[bool, bool, bool, bool, float, str]:
        sides = (sorted({p.id or p.text for p in side}) for side in (mention.actors, mention.recipients))
        return (
            mention.status == event.status,
            mention.type == event.type,
            tuple(map(tuple, sides)) == (event.actors, event.recipients),
            not any(a.kind == "carried" for a in mention.attributions),
            mention.confidence,
            mention.id,
        )

    return max(mentions, key=worth, default=None)
