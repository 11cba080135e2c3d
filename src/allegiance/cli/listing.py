"""The commands that show what a store holds, quickly: events, explain, names, problems."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from allegiance import listing
from allegiance.actors import Gazetteer
from allegiance.cli.options import DEFAULT_STORE, Actors, AsOf, StoreFile, held, one_of, period
from allegiance.cli.output import entries, say, table, tell
from allegiance.cli.telling import belongs, heading, report
from allegiance.errors import UnknownName
from allegiance.records import Article, Event, EventType, Mention, Problem, Status
from allegiance.store import Store
from allegiance.views.explanation import explanation
from allegiance.views.linked import linked
from allegiance.views.text import sentence
from allegiance.views.wording import plural

_LINKS = 3
"""Links of an event that a list shows."""


def _parties(help_: str, flag: str) -> Any:
    return typer.Option(flag, help=f"{help_}: name or ISO code; may be repeated, then all of them.")


def _type(text: str) -> EventType:
    return EventType(one_of(text, list(EventType)))


def _status(text: str) -> Status:
    return Status(one_of(text, list(Status)))


def events(
    store: StoreFile = DEFAULT_STORE,
    party: Annotated[list[str] | None, _parties("Takes part on either side", "--party")] = None,
    actor: Annotated[list[str] | None, _parties("Did it", "--actor")] = None,
    recipient: Annotated[list[str] | None, _parties("Had it done to it", "--recipient")] = None,
    type_: Annotated[
        list[EventType] | None,
        typer.Option("--type", parser=_type, metavar="TYPE", help=f"{', '.join(EventType)}; may be repeated."),
    ] = None,
    status: Annotated[
        list[Status] | None,
        typer.Option("--status", parser=_status, metavar="STATUS", help=f"{', '.join(Status)}; may be repeated."),
    ] = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="On this day or later.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="On this day or earlier.")] = None,
    origins: Annotated[int, typer.Option(min=0, help="At least so many independent origins.")] = 0,
    confidence: Annotated[float, typer.Option(min=0, max=1, help="At least so sure.")] = 0.0,
    limit: Annotated[int, typer.Option(min=1, help="How many to show.")] = 50,
    as_of: AsOf = None,
    actors: Actors = None,
) -> None:
    """List events, the newest first: when, who did what to whom, on whose word, how sure, with the best quote.

    On a terminal two lines and more for each, when piped one JSON object a line.
    """
    named = [*(party or []), *(actor or []), *(recipient or [])]
    known = Gazetteer.load(actors) if named else None
    ids = {name: known.meant(name) for name in named} if known else {}
    first, last = period(since, until)
    wanted = listing.Wanted(
        parties=[ids[name] for name in party or []],
        actors=[ids[name] for name in actor or []],
        recipients=[ids[name] for name in recipient or []],
        types=[one.value for one in type_ or []],
        statuses=[one.value for one in status or []],
        since=first,
        until=last,
        origins=origins,
        confidence=confidence,
    )
    with ExitStack() as stack:
        opened = stack.enter_context(held(store))
        if as_of:
            opened = stack.enter_context(_as_known(opened, as_of, actors))
        found, total = listing.events(opened, wanted, limit=limit)
    entries([(_entry(one), _row(one)) for one in found])
    if total > len(found):
        say(f"{len(found)} of {total} events; --limit shows more, --help tells how to narrow them")
    elif not found:
        say("no events")


def _as_known(store: Store, as_of: datetime, actors: Path | None) -> Store:
    # Here, since these import what coding needs, and a plain list does without.
    from allegiance import pipeline, reviewing

    return reviewing.as_known(store, pipeline.Setup(gazetteer=actors), as_of.date())


def _row(one: listing.Listed) -> dict[str, Any]:
    event = one.event
    start, end = event.date_start, event.date_end
    return {
        "id": event.id,
        "date": f"{start}/{end}" if start != end else start,
        "date_reported": event.id not in one.undated,
        "type": event.type.value,
        "mode": event.mode,
        "actors": event.actors,
        "recipients": event.recipients,
        "status": event.status.value,
        "hedged": event.hedged,
        "articles": len(event.articles),
        "outlets": len(event.outlets),
        "origins": len(event.origins),
        "on_word_of": event.origins,
        "confidence": event.confidence,
        "quote": one.mention.quote,
        "sentence": sentence(one.mention, one.article),
        "mention": one.mention.id,
        "outlet": one.article.outlet,
        "published": one.article.published,
        "address": one.article.address,
        "against_record": one.against,
        "disputed": event.disputed,
        "links": [asdict(link) for link in linked(event.id, one.links, undated=one.undated)],
    }


def _entry(one: listing.Listed) -> tuple[str, ...]:
    against = (f"against the record: {says}" for says in one.against)
    links = linked(one.event.id, one.links, undated=one.undated)
    told = [belongs(link) for link in links[:_LINKS]]
    if len(links) > _LINKS:
        told.append(f"{plural(len(links) - _LINKS, 'more link')}: allegiance sources {one.event.id}")
    return heading(one.event, dated=one.event.id not in one.undated), report(one.mention, one.article), *against, *told


def explain(
    mention: Annotated[str, typer.Argument(help="Id of a mention or an event, or how it begins.")],
    store: StoreFile = DEFAULT_STORE,
) -> None:
    """Show why a mention was coded so, or each mention of an event: which words made it so."""
    with held(store) as opened:
        try:
            told = [opened.one(Mention, mention)]
        except UnknownName:
            try:
                told = opened.by_ids(Mention, opened.one(Event, mention).mentions)
            except UnknownName:
                raise UnknownName(f"{mention}: no single mention or event has an id that begins so.") from None
        texts = [explanation(one, opened.one(Article, one.article)) for one in told]
    tell("\n\n".join(texts))


def names(store: StoreFile = DEFAULT_STORE, limit: Annotated[int, typer.Option(min=1)] = 100) -> None:
    """List names that were not resolved, the most frequent first."""
    with held(store) as opened:
        rows = opened.named("unresolved", [limit])
    table(("text", "kind", "n", "articles"), [tuple(row.values()) for row in rows])


def problems(store: StoreFile = DEFAULT_STORE) -> None:
    """List what went wrong with inputs."""
    with held(store) as opened:
        rows = opened.records(Problem, "ORDER BY ALL")
    table(("where", "kind", "fatal", "message"), [(p.where, p.kind, p.fatal, p.message) for p in rows])
