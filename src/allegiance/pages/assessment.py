"""Reads what the assessment page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from allegiance import measuring, pipeline
from allegiance.actors import the
from allegiance.assessments.signs import WAYS
from allegiance.assessments.weighing import Side
from allegiance.pages.common import link
from allegiance.records import Article, Assessment, Event, Mention
from allegiance.store import Store
from allegiance.views import assessment as view
from allegiance.views.dossier import Evidence, evidence
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
    events = measuring.bearing(store, state, ally)
    gone = measuring.numbers_of(store, state, signs_off)
    begun = since or pipeline.default_since(store, state, ally, until)
    found = pipeline.weigh(
        store, setup, events, since=begun, until=until, without=lambda all_: all_.without(gone, outlets_off)
    )
    answer = found.assessment(most=_TOLD)
    now = found.reports.now
    whole = None
    if gone or outlets_off:
        whole = pipeline.weigh(store, setup, events, since=begun, until=until).answer.judgements[0]
    by_id = {event.id: event for event in store.by_ids(Event, [*(s.event for s in answer.signs), *signs_off])}
    # a job may have merged events anew since the columns were read
    answer = replace(answer, signs=tuple(s for s in answer.signs if s.event in by_id))
    told = _evidence(store, setup, answer, by_id)
    names = the(name(state, known)), the(name(ally, known))
    return view.AssessmentPage(
        state=state,
        ally=ally,
        state_name=names[0],
        ally_name=names[1],
        since=since,
        until=until,
        assessment=answer,
        whole=whole,
        away=told["away"],
        towards=told["towards"],
        neutral=told["neutral"],
        counts=tuple((side, len(now.going(way))) for way, side in WAYS.items()),
        outlets=_outlets(now, outlets_off),
        off_signs=tuple(
            view.OffSign(event=e.id, told=f"{days(e.date_start, e.date_end)}: {act(e.type, e.mode)}")
            for e in (by_id[id_] for id_ in signs_off if id_ in by_id)
        ),
        band=view.band(answer, whole),
        months=view.months(now.months(), names=names, since=answer.start if begun else None),
        relation=link("/relation", {"actor": state, "recipient": ally}),
        everything=link("/assessment", {"state": state, "ally": ally, "since": since, "until": until}),
    )


def warm(store: Store, setup: pipeline.Setup) -> bool:
    """Work out what all answers about the last year share, so that the first page with one need not wait for it."""
    for row in store.steady("pairs", [1]):
        assessment_page(store, setup, state=row["actor"], ally=row["recipient"])
    return True


def _evidence(
    store: Store, setup: pipeline.Setup, answer: Assessment, events: dict[str, Event]
) -> dict[str, tuple[Evidence, ...]]:
    """Return the signs by direction, each with its reports."""
    mention_ids = [m for sign in answer.signs for m in events[sign.event].mentions]
    mentions = {m.id: m for m in store.by_ids(Mention, mention_ids)}
    articles = {a.id: a for a in store.by_ids(Article, sorted({m.article for m in mentions.values()}))}
    told = evidence(
        answer.signs, events=events, mentions=mentions, articles=articles, gazetteer=pipeline.gazetteer(setup)
    )
    return {way: tuple(e for e in told if e.sign.direction == way) for way in WAYS.values()}


def _outlets(now: Side, off: Sequence[str]) -> tuple[view.OutletSwitch, ...]:
    counts = now.outlets()
    heard = dict(counts)
    shown = [*dict.fromkeys([*off, *(outlet for outlet, _ in counts[:_OUTLETS])])]
    return tuple(view.OutletSwitch(outlet=o, signs=heard.get(o, 0), off=o in off) for o in shown)
