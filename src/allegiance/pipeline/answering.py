"""Events of mentions, answers from events."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from allegiance import assessments, measuring, merging, relations
from allegiance.errors import UnknownName
from allegiance.pipeline.coded import check
from allegiance.pipeline.setup import Progress, Setup, gazetteer, quiet
from allegiance.records import Article, Assessment, Event, Mention, MergeDecision, PairReading, Relation
from allegiance.store import Store


def finish(store: Store, setup: Setup, *, progress: Progress = quiet) -> int:
    """Check what was coded, and make events of all mentions; return how many events the store holds then."""
    check(store, setup, progress=progress)
    progress("merging", 0, None)
    return merge(store, setup)


def merge(store: Store, setup: Setup | None = None) -> int:
    """Make events of all mentions; return how many. What persons decided about pairs of mentions is kept to."""
    articles = _articles_of(store)
    known = gazetteer(setup or Setup())
    families = merging.reprints(articles.values(), known)
    reader = merging.shipped_reader()
    merged = merging.merge(
        store.records(Mention, "ORDER BY id"),
        articles,
        reprints=families,
        decisions=store.records(MergeDecision),
        gazetteer=known,
        reader=reader,
        readings=store.records(PairReading, "WHERE made_by = ?", [reader.made_by]) if reader else (),
    )
    store.replace_events(
        merged.events,
        links=merged.links,
        reprints=families,
        decisions=merged.decisions,
        readings=merged.readings,
    )
    store.derive()
    return len(merged.events)


def _articles_of(store: Store) -> dict[str, Article]:
    """Return the articles that hold mentions."""
    found = store.records(Article, "WHERE id IN (SELECT article FROM mentions)")
    return {article.id: article for article in found}


def answer(
    store: Store,
    setup: Setup,
    *,
    state: str,
    ally: str,
    since: date | None = None,
    until: date | None = None,
    rival: str | None = None,
) -> Assessment:
    """Answer whether ``state`` has moved away from ``ally``, from all that the store holds.

    Args:
        store: The store.
        setup: For the gazetteer.
        state: Gazetteer id of the state asked about.
        ally: That of its ally.
        since: Start of the period asked about; by default the last year that the store holds.
        until: Last day looked at.
        rival: The ally's rival, for the contrast; by default by the register of rivalries, else by conflict.
    """
    if not store.is_derived():
        store.derive()
    events = measuring.bearing(store, state, ally)
    return weigh(store, setup, events, since=since, until=until, rival=rival).assessment()


def weigh(
    store: Store,
    setup: Setup,
    events: assessments.Bearing,
    *,
    since: date | None = None,
    until: date | None = None,
    rival: str | None = None,
    without: Callable[[assessments.Bearing], assessments.Bearing] | None = None,
) -> assessments.Weighed:
    """Answer as :func:`answer` does, without making records of the signs.

    Args:
        store: The store, its derived tables made.
        setup: For the gazetteer.
        events: What bears on the question (:func:`allegiance.measuring.bearing`).
        since, until, rival: As for :func:`answer`.
        without: Takes out of the events what the reports are to be weighed without; other measures stay as they are.
    """
    known = gazetteer(setup)
    start = since or default_since(store, events.state, events.ally, until)
    beside = measuring.beside(store, known, events, since=start, until=until, rival=rival)
    reports = without(events) if without else events
    return assessments.weigh(reports, gazetteer=known, since=start, until=until, beside=beside)


def default_since(store: Store, state: str, ally: str, until: date | None = None) -> date | None:
    """Return the start of the last year that the store holds, of its reports, or else of tables that others made."""
    return measuring.since_reports(store) or measuring.default_since(store, state, ally, until)


def keep_forecast(store: Store, assessment: Assessment) -> None:
    """Store the forecast of an assessment, for the record; the same forecast is stored once."""
    if assessment.forecast is not None:
        store.add_forecasts([assessment.forecast])


def relation(store: Store, actor: str, recipient: str, *, since: date | None = None) -> Relation | None:
    """Return how a dyad stands month by month, from its first act that is no history to the last day with an act of any.

    None when no event of the two has a date.
    """
    if not store.is_derived():
        store.derive()
    ids = [row["event"] for row in store.named("dyad_ids", [actor, recipient])]
    frame = relations.from_events(store.records(Event, "WHERE id IN (SELECT unnest(?)) ORDER BY id", [ids]))
    first = store.named("dyad_span", [actor, recipient, date.min, date.max])[0]["first"]
    last = store.named("span")[0]["last"]
    around = store.frame("states_frame", [actor, recipient])
    try:
        return relations.course(frame, actor, recipient, since=since, start=first, until=last, around=around)
    except UnknownName:
        return None
