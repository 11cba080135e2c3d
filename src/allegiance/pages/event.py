"""Reads what the event page shows, and writes what a person decides on it."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from allegiance import pipeline
from allegiance.errors import BadAddress
from allegiance.pages.common import link
from allegiance.records import Article, Event, Mention, MergeDecision, RegisterCheck
from allegiance.store import Store
from allegiance.views import event as view
from allegiance.views.text import days, name
from allegiance.views.wording import act

_TOLD = 60
VERDICTS = {"accept": "same", "split": "different", "unsure": "unsure"}
R = TypeVar("R", Article, Event, Mention)


def record(store: Store, kind: type[R], id_: str) -> R:
    """Return a record by its whole id, or by how the id begins.

    Raises:
        UnknownName: None or several begin so.
    """
    exact = store.by_ids(kind, [id_])
    return exact[0] if exact else store.one(kind, id_)


def event_page(store: Store, setup: pipeline.Setup, id_: str) -> view.EventPage:
    """Return an event with the reports that it rests on."""
    known = pipeline.gazetteer(setup)
    event = record(store, Event, id_)
    mentions = store.by_ids(Mention, event.mentions[:_TOLD])
    articles = {a.id: a for a in store.by_ids(Article, sorted({m.article for m in mentions}))}
    mentions = [m for m in mentions if m.article in articles]
    decisions = decisions_of(store, [m.id for m in mentions])
    tellings = tuple(view.telling(m, articles[m.article], decisions) for m in view.order(mentions, articles))
    who = tuple(name(p, known) for p in event.actors)
    whom = tuple(name(p, known) for p in event.recipients)
    pair = (
        event.actors[:2] if len(event.actors) > 1 and not event.recipients else event.actors[:1] + event.recipients[:1]
    )
    return view.EventPage(
        event=event,
        title=f"{act(event.type, event.mode).capitalize()}: {', '.join(who)}" + (f" → {', '.join(whom)}" if whom else ""),
        who=who,
        whom=whom,
        when=days(event.date_start, event.date_end),
        act=act(event.type, event.mode),
        tellings=tellings,
        more=max(0, len(event.mentions) - _TOLD),
        fields=view.agreement(tellings, known),
        chain=view.chain(tellings),
        checks=checks_of(store, [m.id for m in mentions]),
        decisions=tuple(decisions),
        relation=link("/relation", {"actor": pair[0], "recipient": pair[1], "event": event.id}) if len(pair) == 2 else None,
    )  # fmt: skip


def checks_of(store: Store, mentions: list[str]) -> tuple[RegisterCheck, ...]:
    """Return what the registers say to some mentions."""
    tail = "WHERE list_contains(?, mention) AND verdict <> 'not covered' ORDER BY ALL"
    return tuple(store.records(RegisterCheck, tail, [mentions]))


def decisions_of(store: Store, mentions: list[str]) -> list[MergeDecision]:
    """Return the decisions about some mentions, oldest first."""
    tail = 'WHERE list_contains(?, "first") OR list_contains(?, "second") ORDER BY "when", "first", "second" LIMIT 200'
    return store.records(MergeDecision, tail, [mentions, mentions])


def decide(store: Store, id_: str, *, first: str, mention: str, verdict: str, by: str, when: datetime) -> None:
    """Write a person's word on whether a mention reports the same happening as another of its event.

    Nothing is rewritten: the next merge reads all decisions, and a later one about the same pair undoes this one.

    Raises:
        BadAddress: The two are not mentions of the event, or the verdict is none of ``VERDICTS``.
    """
    event = record(store, Event, id_)
    if first == mention or not {first, mention} <= set(event.mentions):
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
                verdict=VERDICTS[verdict], by=by.strip()[:80] or "a reader", when=when,
            )
        ]
    )  # fmt: skip
