"""The commands about merged events: on whose word they stand, and which merges are right."""

from __future__ import annotations

import getpass
import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer

from allegiance import pipeline, reviewing
from allegiance.cli.options import DEFAULT_STORE, Actors, AsOf, StoreFile, held, period
from allegiance.cli.output import entries, piped, say, table, tell
from allegiance.cli.telling import belongs, coded, heading, report
from allegiance.records import Event, SourceNode, Sourcing
from allegiance.store import Store
from allegiance.views.event import order
from allegiance.views.linked import linked
from allegiance.views.wording import on_whose_word, plural


def sources(
    event: Annotated[str, typer.Argument(help="Id of an event, or how it begins.")],
    store: StoreFile = DEFAULT_STORE,
    as_of: AsOf = None,
    actors: Actors = None,
) -> None:
    """Show on whose word an event stands: who cites whom, how many independent origins, and where they differ."""
    setup = pipeline.Setup(gazetteer=actors)
    with held(store) as opened:
        found = opened.one(Event, event)
        if as_of is None:
            _show(opened, setup, found)
            return
        with reviewing.as_known(opened, setup, as_of.date()) as then:
            early = reviewing.as_it_was(then, found)
            for one in early:
                _show(then, setup, one)
        if not early:
            say(f"not reported by {as_of.date()}: the first report is of {found.first_reported or 'an unknown day'}")


def stories(
    store: StoreFile = DEFAULT_STORE,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day of publication.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day of publication.")] = None,
    resolution: Annotated[
        float | None,
        typer.Option(min=0.01, max=20, help="The higher, the more and smaller the stories."),
    ] = None,
    themes: Annotated[bool, typer.Option("--themes", help="Put all articles into a few large themes instead.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many to show.")] = 20,
    actors: Actors = None,
) -> None:
    """List the stories that the articles tell, the largest first: what the news in the store is roughly about."""
    if themes and resolution is not None:
        raise typer.BadParameter(
            "themes have no resolution: their number is told by the articles", param_hint="--resolution"
        )
    setup = pipeline.Setup(gazetteer=actors)
    first, last = period(since, until)
    with held(store) as opened:
        found = reviewing.stories(opened, setup, since=first, until=last, resolution=resolution, themes=themes)[:limit]
    if piped():
        for story in found:
            tell(json.dumps(asdict(story), ensure_ascii=False, default=str))
        return
    table(
        ("articles", "outlets", "first", "last", "most central article", "its title"),
        [(len(s.articles), s.outlets, s.first, s.last, s.article, s.title[:90]) for s in found],
    )


def _show(store: Store, setup: pipeline.Setup, event: Event) -> None:
    found = reviewing.sources(store, setup, event)
    others = store.links_of([event.id])[event.id]
    undated = store.undated({one.id: one.mentions for one in (event, *(other for _, other in others))})
    links = linked(event.id, others, pipeline.gazetteer(setup), undated=undated)
    if piped():
        told = {**asdict(found), "history": [asdict(c) for c in event.history], "links": [asdict(k) for k in links]}
        tell(json.dumps(told, ensure_ascii=False, default=str))
        return
    mentions, articles = pipeline.evidence(store, [event])
    tell(heading(event, dated=event.id not in undated))
    ends = on_whose_word(found.origins, found.report, found.deny)
    tell(f"{plural(found.articles, 'article')}, {plural(found.outlets, 'outlet')}, {ends}")
    for mention in order(list(mentions.values()), articles):
        tell(f"    {report(mention, articles[mention.article])}")
    for change in event.history:
        tell(f"{change.known}: {change.status.value} (article {change.article})")
    for link in links:
        tell(f"{belongs(link)} ({link.why})")
    table(("source", "kind", "part", "bloc", "articles"), [_node(node) for node in found.nodes])
    table(("rests", "on", "how", "words"), [(edge.first, edge.second, edge.kind, edge.cue) for edge in found.edges])
    table(("field", "reading", "", "outlets", "blocs", "articles"), _readings(found))


def _node(node: SourceNode) -> tuple[object, ...]:
    part = [name for name, on in (("first-hand", node.first_hand), ("origin", node.origin)) if on]
    return (node.id, node.kind, ", ".join(part), node.bloc, node.articles)


def _readings(found: Sourcing) -> list[tuple[object, ...]]:
    several = {r.field for n, r in enumerate(found.readings) if r.field in {o.field for o in found.readings[:n]}}
    rows: list[tuple[object, ...]] = []
    for r in found.readings:
        how = "disputed" if r.field in found.disputed else "differing" if r.field in several else "agreed"
        rows.append((r.field, r.value, how, ", ".join(r.outlets), "; ".join(r.blocs), r.articles))
    return rows


def review(
    store: StoreFile = DEFAULT_STORE,
    same: Annotated[tuple[str, str] | None, typer.Option("--same", help="Two mentions or events that are one.")] = None,
    different: Annotated[
        tuple[str, str] | None, typer.Option("--different", help="Two mentions or events that are not one: splits.")
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take back the newest decision of a person.")] = False,
    by: Annotated[
        str | None, typer.Option("--by", help="Who decides; by default the name of the user account.")
    ] = None,
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
    with held(store) as opened:
        pair = same or different
        if pair:
            row = reviewing.decide(opened, setup, *pair, "same" if same else "different", by=who, when=now)
            say(f"{row.first} and {row.second}: {row.verdict}, by {row.by}")
        elif undo:
            back = reviewing.undo(opened, setup, by=who, when=now)
            say(
                f"taken back: {back.first} and {back.second}"
                if back
                else "no decision of a person is left to take back"
            )
        else:
            _list(opened, setup, limit=limit, ask=ask, who=who)


def _list(store: Store, setup: pipeline.Setup, *, limit: int, ask: bool, who: str) -> None:
    found = reviewing.doubts(store, limit=limit)
    if not found:
        say("no pair is in doubt")
    if not ask:
        entries([(_doubt(d), _row(d)) for d in found])
        return
    for doubt in found:
        say("\n".join(_doubt(doubt)))
        reply = typer.prompt("one event? [y]es, [n]o, [s]kip, [q]uit", default="s").lower()[:1]
        if reply == "q":
            return
        if reply in ("y", "n"):
            verdict = "same" if reply == "y" else "different"
            now = datetime.now(UTC).replace(tzinfo=None)
            first, second = (m.id for m in doubt.mentions)
            reviewing.decide(store, setup, first, second, verdict, by=who, when=now)


def _doubt(doubt: reviewing.Doubt) -> list[str]:
    parts = "; ".join(f"{name} {value:g}" for name, value in doubt.parts)
    lines = [f"likeness {doubt.score:.2f}: {parts}"]
    for mention, article, event in zip(doubt.mentions, doubt.articles, doubt.events, strict=True):
        lines += [f"{coded(mention)}  {mention.id} of event {event}", f"  {report(mention, article)}"]
    return lines


def _row(doubt: reviewing.Doubt) -> dict[str, object]:
    one, two = doubt.mentions
    return {
        "first": one.id,
        "second": two.id,
        "score": doubt.score,
        "parts": dict(doubt.parts),
        "first_report": report(one, doubt.articles[0]),
        "second_report": report(two, doubt.articles[1]),
        "first_event": doubt.events[0],
        "second_event": doubt.events[1],
    }
