"""Events as a list for a reader: what narrows it, and for each event the words that show it best.

A part of the pipeline that needs no stage: only the store and its records, so that a list comes at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from allegiance.records import Article, Event, EventLink, Mention
from allegiance.store import Store
from allegiance.store.codec import from_row

# What tells which of an event's mentions shows it best.
_EVENT = (
    "type", "status", "actors", "recipients", "mentions", "articles", "date_start", "date_end", "first_reported",
)  # fmt: skip
_MENTION = ("type", "status", "actors", "recipients", "attributions", "confidence", "date_start")


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

    ``links`` are what it belongs with, each link with the event at its other end. ``undated`` are the ids of those among all
    these events whose day no report names.
    """

    event: Event
    mention: Mention
    article: Article
    against: tuple[str, ...]
    links: tuple[tuple[EventLink, Event], ...] = ()
    undated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The mention that shows an event best, its article, and how many articles report the event.

    Attributes:
        start, end: First and last day of the event; a list that is sorted goes by the middle of them.
        dated: Whether a report names these days; else they are that of the first report, ``first_reported``.
    """

    mention: Mention
    article: Article
    articles: int
    start: date | None
    end: date | None
    dated: bool
    first_reported: date | None


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
    best = best_words(store, [e.id for e in found])
    checked = {row["mention"]: row["says"] for row in store.named("against")}
    links = store.links_of([event.id for event in found])
    shown = [*found, *(other for ends in links.values() for _, other in ends)]
    without = store.undated({event.id: event.mentions for event in shown})
    listed = []
    for event in found:
        if event.id in best:
            mention, article = best[event.id].mention, best[event.id].article
            against = tuple(dict.fromkeys(checked[m] for m in event.mentions if m in checked))
            listed.append(
                Listed(
                    event=event,
                    mention=mention,
                    article=article,
                    against=against,
                    links=tuple(links[event.id]),
                    undated=without,
                )
            )
    return listed, rows[0]["total"] if rows else 0


def best_words(store: Store, events: Sequence[str]) -> dict[str, Words]:
    """Return for each event, by id, the mention that shows it best, its article, and how many articles report the event.

    However many events there are, each table is asked once, by its key. Of all their mentions only what tells them apart is
    read, and only those that are chosen are read whole. An event that is gone, or whose mentions are, has none.
    """
    found = store.parts_by_ids(Event, _EVENT, events)
    told = store.parts_by_ids(Mention, _MENTION, sorted({m for e in found.values() for m in e["mentions"]}))
    best = {id_: _best(event, [told[m] for m in event["mentions"] if m in told]) for id_, event in found.items()}
    mentions = {m.id: m for m in store.by_ids(Mention, sorted({m for m in best.values() if m}))}
    articles = {a.id: a for a in store.by_ids(Article, sorted({m.article for m in mentions.values()}))}
    return {
        id_: Words(
            mention=mention,
            article=articles[mention.article],
            articles=len(found[id_]["articles"]),
            start=found[id_]["date_start"],
            end=found[id_]["date_end"],
            dated=any(told[m]["date_start"] for m in found[id_]["mentions"] if m in told),
            first_reported=found[id_]["first_reported"],
        )
        for id_, chosen in best.items()
        if (mention := mentions.get(chosen or "")) and mention.article in articles
    }


def _best(event: Mapping[str, Any], mentions: Sequence[Mapping[str, Any]]) -> str | None:
    """Return the id of the mention that shows an event best; None when there is none.

    One that says what the event is (type, status, parties) comes before one that differs, one on its outlet's own word before
    one that cites another, and then the surest.
    """

    def worth(mention: Mapping[str, Any]) -> tuple[bool, bool, bool, bool, float, str]:
        sides = (sorted({p.id or p.text for p in mention[side]}) for side in ("actors", "recipients"))
        return (
            mention["status"] == event["status"],
            mention["type"] == event["type"],
            tuple(map(tuple, sides)) == (event["actors"], event["recipients"]),
            not any(a.kind == "carried" for a in mention["attributions"]),
            mention["confidence"],
            mention["id"],
        )

    chosen = max(mentions, key=worth, default=None)
    return chosen["id"] if chosen else None
