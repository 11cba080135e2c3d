"""Reads what the assessment page shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from allegiance import assessments, pipeline, views
from allegiance.pages.common import link
from allegiance.records import Article, Assessment, Event, Mention, Sign
from allegiance.store import Store
from allegiance.views import assessment as view
from allegiance.views.text import days, name
from allegiance.views.wording import act

# Signs told with their words on each side; the lighter ones are counted only.
_TOLD = 30
_OUTLETS = 12


def assessment_page(
    store: Store,
    setup: pipeline.Setup,
    *,
    state: str,
    ally: str,
    since: date | None = None,
    until: date | None = None,
    signs_off: Sequence[str] = (),
    outlets_off: Sequence[str] = (),
) -> view.AssessmentPage:
    """Return whether ``state`` moved away from ``ally``, without the signs and outlets that are switched off.

    Args:
        store: Where to read.
        setup: For the gazetteer.
        state: Gazetteer id of the state asked about.
        ally: That of its ally.
        since: Start of the period; by default as for :func:`allegiance.pipeline.answer`.
        until: Last day looked at.
        signs_off: Ids of events to leave out.
        outlets_off: Outlets to do without: what only they report is left out.
    """
    known = pipeline.gazetteer(setup)
    events = pipeline.bearing(store, state, ally)
    kept = without(events, signs_off, outlets_off)
    # one baseline for both answers, else switching the newest report off would move the question too
    begun = since or assessments.default_since(events)
    answer = pipeline.answer(store, setup, state=state, ally=ally, since=begun, until=until, events=kept)
    whole = None
    if len(kept) < len(events) or outlets_off:
        every = pipeline.answer(store, setup, state=state, ally=ally, since=begun, until=until, events=events)
        whole = every.judgements[0]
    by_id = {event.id: event for event in events}
    told = _told(answer.signs)
    evidence = _evidence(store, setup, answer, told, by_id)
    names = name(state, known), name(ally, known)
    points = [(d, s.direction, s.weight) for s in answer.signs for d in [_day(by_id[s.event])] if d]
    return view.AssessmentPage(
        state=state,
        ally=ally,
        state_name=names[0],
        ally_name=names[1],
        since=since,
        until=until,
        assessment=answer,
        whole=whole,
        away=evidence.away,
        towards=evidence.towards,
        neutral=evidence.neutral,
        counts=tuple((side, sum(s.direction == side for s in answer.signs)) for side in ("away", "towards", "neutral")),
        outlets=_outlets(answer.signs, by_id, outlets_off),
        off_signs=tuple(
            view.OffSign(event=e.id, told=f"{days(e.date_start, e.date_end)}: {act(e.type, e.mode)}")
            for e in events
            if e.id in signs_off
        ),
        band=view.band(answer, whole),
        months=view.months(points, names=names, since=answer.start if begun else None),
        relation=link("/relation", {"actor": state, "recipient": ally}),
        everything=link("/assessment", {"state": state, "ally": ally, "since": since, "until": until}),
    )


def without(events: Sequence[Event], signs_off: Sequence[str], outlets_off: Sequence[str]) -> list[Event]:
    """Return the events as they would be without some of them, and had some outlets said nothing."""
    gone, silent = set(signs_off), set(outlets_off)
    kept = []
    for event in events:
        outlets = tuple(o for o in event.outlets if o not in silent)
        if event.id in gone or (event.outlets and not outlets):
            continue
        if outlets != event.outlets:
            origins = tuple(o for o in event.origins if o not in silent) or event.origins
            event = replace(event, outlets=outlets, origins=origins)
        kept.append(event)
    return kept


def _day(event: Event) -> date | None:
    return event.date_start or event.first_reported


def _told(signs: Sequence[Sign]) -> list[Sign]:
    """Return the weightiest signs of each direction; signs come weightiest first."""
    seen: Counter[str] = Counter()
    found = []
    for sign in signs:
        seen[sign.direction] += 1
        if seen[sign.direction] <= _TOLD:
            found.append(sign)
    return found


def _evidence(
    store: Store, setup: pipeline.Setup, answer: Assessment, told: Sequence[Sign], events: dict[str, Event]
) -> views.Dossier:
    mention_ids = [m for sign in told for m in events[sign.event].mentions]
    mentions = {m.id: m for m in store.by_ids(Mention, mention_ids)}
    articles = {a.id: a for a in store.by_ids(Article, sorted({m.article for m in mentions.values()}))}
    return views.dossier(
        replace(answer, signs=tuple(told)),
        events=events,
        mentions=mentions,
        articles=articles,
        gazetteer=pipeline.gazetteer(setup),
        read={},
    )


def _outlets(signs: Sequence[Sign], events: dict[str, Event], off: Sequence[str]) -> tuple[view.OutletSwitch, ...]:
    counts = Counter(outlet for sign in signs for outlet in events[sign.event].outlets)
    shown = [*dict.fromkeys([*off, *(outlet for outlet, _ in counts.most_common(_OUTLETS))])]
    return tuple(view.OutletSwitch(outlet=o, signs=counts[o], off=o in off) for o in shown)
