"""What persons ask of merged events: on whose word one stands, what was known on a day, which merges
are right, and which articles tell one story.

A part of the pipeline: like it, this module joins stages to the store.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from allegiance import merging, pipeline
from allegiance.errors import UnknownName
from allegiance.merging.decided import persons_say
from allegiance.records import Article, Event, Mention, MergeDecision, Sourcing
from allegiance.store import Store

# Tables whose rows were known from a day on; queries/TABLE_by.sql says from which.
_DATED = (
    "articles",
    "mentions",
    "coded",
    "unresolved",
    "checks",
    "imported_files",
    "imported_events",
    "imported_mentions",
    "imported_votes",
    "imported_points",
    "imported_alliances",
)


def as_known(store: Store, setup: pipeline.Setup, day: date) -> Store:
    """Return a store in memory with what had been published by a day, merged; close it after use.

    Articles without a day are left out, since nobody knows when they were known. Decisions of persons count whenever they
    were made: they are about which reports tell of one event, not about the world.
    """
    then = Store(":memory:")
    for table in _DATED:
        then.add_rows(table, store.named_arrow(f"{table}_by", [day]))
    then.add_decisions([d for d in store.records(MergeDecision) if not d.by.startswith("merging/")])
    # what was read of two reports then is what would be read now
    then.add_rows("pair_readings", store.arrow("SELECT * FROM pair_readings"))
    pipeline.merge(then, setup)
    return then


def as_it_was(then: Store, event: Event) -> list[Event]:
    """Return what an event of the whole store was in the store of an earlier day: none, one, or several not yet joined."""
    return [e for e in then.records(Event, "ORDER BY first_reported, id") if set(event.mentions) & set(e.mentions)]


def sources(store: Store, setup: pipeline.Setup, event: Event) -> Sourcing:
    """Return on whose word an event stands."""
    return pipeline.sources_of(store, setup, [event], pipeline.evidence(store, [event]))[event.id]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story that several articles tell; ``title`` and ``article`` are those of the most central one."""

    title: str
    article: str
    articles: tuple[str, ...]
    outlets: int
    first: date | None
    last: date | None


def stories(
    store: Store,
    setup: pipeline.Setup,
    *,
    since: date | None = None,
    until: date | None = None,
    resolution: float | None = None,
    themes: bool = False,
) -> list[Told]:
    """Return the stories that several articles of a period tell, the largest first; articles without a day count always.

    Args:
        store: The store.
        setup: For the gazetteer.
        since, until: First and last day of publication.
        resolution: The higher, the more and smaller the stories; None for the usual.
        themes: Whether to put the articles into a few large themes in place of stories; there ``resolution`` has no say.
    """
    rows = store.records(
        Article,
        "WHERE published IS NULL OR (published >= coalesce(?, published) AND published <= coalesce(?, published))",
        [since, until],
    )
    articles = {a.id: a for a in rows}
    known = pipeline.gazetteer(setup)
    found = merging.themes(rows, known) if themes else merging.stories(rows, known, resolution=resolution)
    return [_told([articles[id_] for id_ in story.articles]) for story in found if len(story.articles) > 1]


def _told(articles: Sequence[Article]) -> Told:
    days = [a.published for a in articles if a.published]
    return Told(
        title=articles[0].title or articles[0].text[:80],
        article=articles[0].id,
        articles=tuple(a.id for a in articles),
        outlets=len({a.outlet for a in articles if a.outlet}),
        first=min(days, default=None),
        last=max(days, default=None),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Two mentions of different events that may be one, with their articles and events."""

    mentions: tuple[Mention, Mention]
    articles: tuple[Article, Article]
    events: tuple[str, str]
    score: float
    parts: tuple[tuple[str, float], ...]


def doubts(store: Store, *, limit: int = 20) -> list[Doubt]:
    """Return the pairs that the program is unsure about and no person has decided, the likeliest first."""
    decisions = store.records(MergeDecision)
    decided = persons_say(decisions)
    open_ = [d for d in decisions if d.verdict == "unsure" and d.by.startswith("merging/")]
    open_ = [d for d in open_ if (d.first, d.second) not in decided]
    open_.sort(key=lambda d: (-d.score, d.first, d.second))
    if not store.is_derived():
        store.derive()
    ids = sorted({m for d in open_ for m in (d.first, d.second)})
    home = {row["mention"]: row["event"] for row in store.named("event_of_mentions", [ids])}
    open_ = [d for d in open_ if d.first in home and d.second in home and home[d.first] != home[d.second]][:limit]
    mentions = {m.id: m for m in store.by_ids(Mention, sorted({m for d in open_ for m in (d.first, d.second)}))}
    articles = {a.id: a for a in store.by_ids(Article, sorted({m.article for m in mentions.values()}))}
    pairs = [(d, mentions[d.first], mentions[d.second]) for d in open_]
    return [
        Doubt(
            mentions=(one, two),
            articles=(articles[one.article], articles[two.article]),
            events=(home[one.id], home[two.id]),
            score=d.score,
            parts=d.parts,
        )
        for d, one, two in pairs
    ]


def decide(
    store: Store, setup: pipeline.Setup, first: str, second: str, verdict: str, *, by: str, when: datetime
) -> MergeDecision:
    """Write down what a person decided about two mentions or events, and merge anew.

    Args:
        store: The store.
        setup: For the gazetteer.
        first, second: Ids of mentions or events, or how they begin; an event stands for its first mention.
        verdict: ``same``, ``different``, or ``unsure`` to take an earlier decision back.
        by: Who decides.
        when: The time of the decision.

    Raises:
        UnknownName: An id is unknown, or both are the same.
    """
    one, two = sorted((_mention(store, first), _mention(store, second)))
    if one == two:
        raise UnknownName(f"{first}, {second}: both are the same mention. Name two mentions, or two events.")
    row = MergeDecision(first=one, second=two, score=1.0, parts=(), verdict=verdict, by=by, when=when)
    store.add_decisions([row])
    pipeline.merge(store, setup)
    return row


def undo(store: Store, setup: pipeline.Setup, *, by: str, when: datetime) -> MergeDecision | None:
    """Take back the newest decision of a person that still holds; None when there is none. Its row stays.

    What was decided about the pair before holds again.
    """
    said = persons_say(store.records(MergeDecision))
    there = {m.id for m in store.by_ids(Mention, sorted({id_ for pair in said for id_ in pair}))}
    held = sorted(
        (row for pair, row in said.items() if there.issuperset(pair)), key=lambda d: (d.when, d.first, d.second)
    )
    if not held:
        return None
    last = held[-1]
    return decide(store, setup, last.first, last.second, "unsure", by=by, when=when)


def _mention(store: Store, id_start: str) -> str:
    """Return the mention that an id, or the beginning of one, stands for; for an event its first one."""
    try:
        return store.one(Mention, id_start).id
    except UnknownName:
        return store.one(Event, id_start).mentions[0]
