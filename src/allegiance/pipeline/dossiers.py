"""An answer laid out with its evidence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from importlib import resources

from allegiance import coding, merging, relations, views
from allegiance.pipeline.answering import relation
from allegiance.pipeline.setup import Setup, gazetteer
from allegiance.records import (
    Article,
    Assessment,
    BandMonth,
    Event,
    Mention,
    Problem,
    RegisterCheck,
    Reprint,
    Sourcing,
    Turn,
)
from allegiance.store import Store

Evidence = tuple[dict[str, Mention], dict[str, Article]]
"""The mentions of some events and the articles that they stand in, by their ids."""


def evidence(store: Store, events: Sequence[Event]) -> Evidence:
    """Return what events rest on."""
    mentions = {m.id: m for m in store.by_ids(Mention, sorted({m for e in events for m in e.mentions}))}
    articles = {a.id: a for a in store.by_ids(Article, sorted({m.article for m in mentions.values()}))}
    return mentions, articles


def sources_of(store: Store, setup: Setup, events: Sequence[Event], found: Evidence) -> dict[str, Sourcing]:
    """Return on whose word events stand, by their ids; ``found`` is their :func:`evidence`."""
    mentions, articles = found
    copies = store.records(Reprint, "ORDER BY article")
    known = gazetteer(setup)
    by_article: dict[str, list[Mention]] = {}
    for mention in store.records(Mention, "WHERE list_contains(?, article)", [sorted(articles)]):
        by_article.setdefault(mention.article, []).append(mention)

    def sourcing(event: Event) -> Sourcing:
        own = [mentions[m] for m in event.mentions if m in mentions]
        beside = [m for article in {m.article for m in own} for m in by_article[article]]
        return merging.sources(event, own, articles, known, copies, beside=beside)

    return {event.id: sourcing(event) for event in events}


def make_dossier(store: Store, setup: Setup, assessment: Assessment) -> views.Dossier:
    """Lay out an assessment with its evidence."""
    wanted = [sign.event for sign in assessment.signs]
    events = {e.id: e for e in store.records(Event, "WHERE list_contains(?, id)", [wanted])}
    found = evidence(store, list(events.values()))
    mentions, articles = found
    months, turns, coverage = _bands(store, assessment.state, assessment.ally)
    links = store.links_of(list(events))
    others = {other.id: other.mentions for ends in links.values() for _, other in ends}
    return views.dossier(
        assessment,
        events=events,
        mentions=mentions,
        articles=articles,
        gazetteer=gazetteer(setup),
        checks=store.records(RegisterCheck, "WHERE list_contains(?, article) ORDER BY ALL", [sorted(articles)]),
        sources=sources_of(store, setup, list(events.values()), found),
        links=links,
        undated=store.undated(others),
        course=relation(store, assessment.state, assessment.ally, since=assessment.start),
        months=months,
        turns=turns,
        coverage=coverage,
        read={str(k): int(v) for k, v in store.named("counts")[0].items()},
        problems=store.records(Problem, "ORDER BY ALL"),
        unresolved=[(row["text"], row["n"]) for row in store.named("unresolved", [40])],
        method=_method(),
    )


def _bands(store: Store, a: str, b: str) -> tuple[tuple[BandMonth, ...], tuple[Turn, ...], list[tuple[date, int]]]:
    """Return a dyad's months with their bands, its turns, and its coverage, for a drawing."""
    if not store.is_derived():
        store.derive()
    extent = store.named("dyad_span", [a, b, date.min, date.max])[0]
    if extent["first"] is None:
        return (), (), []
    first, last = extent["first"], store.named("span")[0]["last"]
    months = relations.bands_of_counts(store.frame("states_counts", [a, b]), start=first, until=last)
    rows = store.named("coverage", [a, b, first.replace(day=1), last])
    return months, relations.turns(months), [(row["month"], row["articles"]) for row in rows]


def _method() -> dict[str, object]:
    """Return the coder's name and the error that the benchmarks measured for it, which is the network's."""
    name = coding.made_by(trained=coding.has_weights())
    if not coding.has_weights():
        return {
            "coder": name,
            "its error": "not told: the network's weights are missing, and the rules alone find less",
        }
    path = resources.files("allegiance") / "coding" / "data" / "measured.json"
    return {"coder": name, **json.loads(path.read_text("utf-8"))}
