"""Reads what the event page shows, and writes what a person decides on it."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from allegiance import pipeline
from allegiance.actors import Gazetteer
from allegiance.errors import BadAddress, UnknownName
from allegiance.merging import sources
from allegiance.merging.origins import outlet_name
from allegiance.merging.withdrawals import statuses
from allegiance.pages.common import link
from allegiance.records import Article, Event, Mention, MergeDecision, RegisterCheck, Reprint
from allegiance.store import Store
from allegiance.views import event as view
from allegiance.views.linked import linked, title
from allegiance.views.text import days_told, name
from allegiance.views.wording import act, standing

_TOLD = 60
_NEAR = 5
VERDICTS = {"accept": "same", "split": "different", "unsure": "unsure"}
R = TypeVar("R", Article, Event, Mention)


def record(store: Store, kind: type[R], id_: str) -> R:
    """Return a record by its whole id, or by how the id begins.

    Raises:
        UnknownName: None or several begin so.
    """
    exact = store.by_ids(kind, [id_])
    if exact:
        return exact[0]
    try:
        return store.one(kind, id_)
    except UnknownName as error:
        anew = "Events get new ids when they are merged anew. " if kind is Event else ""
        raise UnknownName(f"{error} {anew}Look for it with a search.") from None


def event_page(store: Store, setup: pipeline.Setup, id_: str) -> view.EventPage:
    """Return an event with the reports that it rests on."""
    known = pipeline.gazetteer(setup)
    event = record(store, Event, id_)
    mentions = store.by_ids(Mention, event.mentions[:_TOLD])
    articles = {a.id: a for a in store.by_ids(Article, sorted({m.article for m in mentions}))}
    rows = [(m, articles[m.article]) for m in mentions if m.article in articles]
    mentions = [replace(m, status=status) for (m, _), status in zip(rows, statuses(rows), strict=True)]
    decisions = decisions_of(store, [m.id for m in mentions])
    ordered = [view.telling(m, articles[m.article], decisions) for m in view.order(mentions, articles)]
    copies = copies_of(store, list(articles))
    beside = store.records(Mention, "WHERE list_contains(?, article)", [sorted(articles)])
    tellings = view.copies_last(ordered, copies)
    who = tuple(name(p, known) for p in event.actors)
    whom = tuple(name(p, known) for p in event.recipients)
    said = view.decided(decisions, tellings)
    links = store.links_of([event.id])[event.id]
    undated = store.undated({one.id: one.mentions for one in (event, *(other for _, other in links))})
    pair = (
        event.actors[:2] if len(event.actors) > 1 and not event.recipients else event.actors[:1] + event.recipients[:1]
    )
    return view.EventPage(
        event=event,
        title=title(event, known),
        who=who,
        whom=whom,
        when=_when(event, undated),
        when_told=event.id not in undated,
        act=act(event.type, event.mode),
        tellings=tellings,
        more=max(0, len(event.mentions) - _TOLD),
        fields=view.agreement(tellings, known),
        chain=view.chain(
            sources(event, mentions, articles, known, copies.values(), beside=beside),
            tellings,
            {m.id: outlet_name(articles[m.article], known) for m in mentions},
        ),
        checks=checks_of(store, [m.id for m in mentions]),
        by_people=tuple(d for d in said if d.by),
        by_program=tuple(d for d in said if not d.by),
        near=_near(store, known, event.mentions[:_TOLD], decisions),
        relation=link("/relation", {"actor": pair[0], "recipient": pair[1], "event": event.id}) if len(pair) == 2 else None,
        status=standing(event),
        links=linked(event.id, links, known, undated=undated),
    )  # fmt: skip


def _when(event: Event, undated: Container[str]) -> str:
    return days_told(event.date_start, event.date_end, event.first_reported, named=event.id not in undated)


def _near(
    store: Store, known: Gazetteer, mentions: tuple[str, ...], decisions: list[MergeDecision]
) -> tuple[view.Near, ...]:
    """Return the events that merging thought likely to be the same, but held apart."""
    rows = store.named("near_events", [list(mentions)] * 3 + [_NEAR])
    events = {event.id: event for event in store.by_ids(Event, [row["event"] for row in rows])}
    undated = store.undated({event.id: event.mentions for event in events.values()})
    return tuple(
        view.Near(
            event=row["event"],
            title=title(events[row["event"]], known),
            when=_when(events[row["event"]], undated),
            first=row["first"],
            second=row["second"],
            score=row["score"],
            verdict=view.said(decisions, row["first"], row["second"]),
        )
        for row in rows
        if row["event"] in events
    )


def checks_of(store: Store, mentions: list[str]) -> tuple[RegisterCheck, ...]:
    """Return what the registers say to some mentions."""
    tail = "WHERE mention IN (SELECT unnest(?)) AND verdict <> 'not covered' ORDER BY ALL"
    found = store.records(RegisterCheck, tail, [mentions])
    # reports that claim the same are set against the record once
    return tuple({(c.verdict, c.says, c.record, c.nearest, c.reference): c for c in found}.values())


def copies_of(store: Store, articles: list[str]) -> dict[str, Reprint]:
    """Return what is known of copies among some articles, by their ids."""
    if not articles:
        return {}
    marks = ", ".join("?" * len(articles))
    return {row.article: row for row in store.records(Reprint, f"WHERE article IN ({marks})", articles)}


def decisions_of(store: Store, mentions: list[str]) -> list[MergeDecision]:
    """Return the decisions about some mentions, oldest first."""
    one = "IN (SELECT unnest(?))"
    tail = f'WHERE "first" {one} OR "second" {one} ORDER BY "when", "first", "second" LIMIT 200'
    return store.records(MergeDecision, tail, [mentions, mentions])


def decide(store: Store, id_: str, *, first: str, mention: str, verdict: str, by: str, when: datetime) -> None:
    """Write a person's word on whether a mention reports the same happening as another, of its event or of one held apart.

    Nothing is rewritten: the next merge reads all decisions, and a later one about the same pair undoes this one.

    Raises:
        BadAddress: Merging never brought the two together, or the verdict is none of ``VERDICTS``.
    """
    event = record(store, Event, id_)
    own = {first, mention} & set(event.mentions)
    if first == mention or not own or (len(own) == 1 and not _compared(store, first, mention)):
        raise BadAddress(
            f"{mention[:40]}: not one of several mentions of this event. Go back and choose one on the page."
        )
    if verdict not in VERDICTS:
        raise BadAddress(f"{verdict[:40]}: not a verdict. Use one of {', '.join(VERDICTS)}.")
    first, second = sorted((first, mention))
    store.add_decisions(
        [
            MergeDecision(
                first=first, second=second, score=1.0 if verdict == "accept" else 0.0, parts=(),
                verdict=VERDICTS[verdict], by=by.strip().removeprefix("merging/")[:80] or "a reader", when=when,
            )
        ]
    )  # fmt: skip


def _compared(store: Store, first: str, second: str) -> bool:
    tail = """WHERE "first" IN (?, ?) AND "second" IN (?, ?) LIMIT 1"""
    return bool(store.records(MergeDecision, tail, [first, second, first, second]))
