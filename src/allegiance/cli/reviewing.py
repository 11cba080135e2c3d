"""The commands about merged events: on whose word they stand, and which merges are right."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from allegiance import pipeline, reviewing
from allegiance.cli.output import say, table
from allegiance.records import Event, Sourcing
from allegiance.store import Store

StoreFile = Annotated[Path, typer.Option("--store", help="The store: one file that keeps what was read and coded.")]
Actors = Annotated[Path | None, typer.Option("--actors", help="Folder with your own actors and outlets (CSV).")]
AsOf = Annotated[
    datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="Only what had been published by this day.")
]
_STORE = Path("allegiance.duckdb")


def sources(
    event: Annotated[str, typer.Argument(help="Id of an event, or how it begins.")],
    store: StoreFile = _STORE,
    as_of: AsOf = None,
    actors: Actors = None,
) -> None:
    """Show on whose word an event stands: who cites whom, how many independent origins, and where they differ."""
    setup = pipeline.Setup(gazetteer=actors)
    with Store(store) as opened:
        if as_of is None:
            _show(opened, setup, event)
            return
        with reviewing.as_known(opened, setup, as_of.date()) as then:
            _show(then, setup, event)


def _show(store: Store, setup: pipeline.Setup, id_start: str) -> None:
    event = store.one(Event, id_start)
    found = reviewing.sources(store, setup, event)
    say(f"{event.type.value}: {', '.join(event.actors)} {'→ ' if event.recipients else ''}{', '.join(event.recipients)}")
    say(
        f"{found.articles} articles, {found.outlets} outlets, {len(found.origins)} independent origins: "
        f"{', '.join(found.origins)}"
    )
    for change in event.history:
        say(f"{change.known}: {change.status.value} (article {change.article})")
    for link in reviewing.links_of(store, event.id):
        other = link.second if link.first == event.id else link.first
        say(f"{link.kind}: {'before' if link.first == event.id else 'after'} event {other} ({link.why})")
    table(("what", "first", "second", "cue or blocs", "articles"), _rows(found))


def _rows(found: Sourcing) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for node in found.nodes:
        marks = [m for m, on in (("first-hand", node.first_hand), ("origin", node.origin)) if on]
        rows.append((node.kind, node.id, ", ".join(marks), node.bloc, node.articles))
    rows += [(edge.kind, edge.first, edge.second, edge.cue, None) for edge in found.edges]
    for reading in found.readings:
        how = "disputed" if reading.field in found.disputed else "told"
        rows.append((f"{reading.field}, {how}", reading.value, ", ".join(reading.outlets), "; ".join(reading.blocs), reading.articles))
    return rows


def review(
    store: StoreFile = _STORE,
    same: Annotated[tuple[str, str] | None, typer.Option("--same", help="Two mentions or events that are one.")] = None,
    different: Annotated[
        tuple[str, str] | None, typer.Option("--different", help="Two mentions or events that are not one: splits.")
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take back the newest decision of a person.")] = False,
    by: Annotated[str | None, typer.Option("--by", help="Who decides; by default the name of the user account.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many to show.")] = 20,
    ask: Annotated[bool, typer.Option("--ask", help="Ask about each pair that is shown.")] = False,
    actors: Actors = None,
) -> None:
    """List pairs of reports that may be one event, or decide about them; later runs keep to what persons decided."""
    if sum(map(bool, (same, different, undo))) > 1:
        raise typer.BadParameter("give one of --same, --different and --undo")
    setup = pipeline.Setup(gazetteer=actors)
    now = datetime.now(UTC).replace(tzinfo=None)
    who = by or getpass.getuser()
    with Store(store) as opened:
        pair = same or different
        if pair:
            row = reviewing.decide(opened, setup, *pair, "same" if same else "different", by=who, when=now)
            say(f"{row.first} and {row.second}: {row.verdict}, by {row.by}")
        elif undo:
            back = reviewing.undo(opened, setup, by=who, when=now)
            say(f"taken back: {back.first} and {back.second}" if back else "no decision of a person is left to take back")
        else:
            _list(opened, setup, limit=limit, ask=ask, who=who)


def _list(store: Store, setup: pipeline.Setup, *, limit: int, ask: bool, who: str) -> None:
    found = reviewing.doubts(store, limit=limit)
    if not ask:
        table(
            ("first", "second", "score", "parts", "first words", "second words", "first event", "second event"),
            [
                (d.first, d.second, d.score, "; ".join(f"{k} {v:g}" for k, v in d.parts), *d.quotes, *d.events)
                for d in found
            ],
        )
        return
    for doubt in found:
        say(f"1: {doubt.quotes[0]}\n2: {doubt.quotes[1]}\nscore {doubt.score:.2f}")
        reply = typer.prompt("one event? [y]es, [n]o, [s]kip, [q]uit", default="s").lower()[:1]
        if reply == "q":
            return
        if reply in ("y", "n"):
            verdict = "same" if reply == "y" else "different"
            now = datetime.now(UTC).replace(tzinfo=None)
            reviewing.decide(store, setup, doubt.first, doubt.second, verdict, by=who, when=now)
