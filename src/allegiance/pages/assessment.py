"""Reads what the assessment page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any

from allegiance import measuring, pipeline
from allegiance.actors import Gazetteer, the
from allegiance.assessments.signs import WAYS
from allegiance.assessments.weighing import Side
from allegiance.pages.common import link
from allegiance.records import ADMIRALTY_INFORMATION, ADMIRALTY_SOURCE, Article, Event, Mention, Sign
from allegiance.store import Store
from allegiance.views import assessment as view
from allegiance.views.folding import by_occasion
from allegiance.views.text import days_told, name, passage
from allegiance.views.wording import act

# Signs told with their words on each side; the lighter ones are counted only.
_TOLD = 30
_OUTLETS = 12
# What cards show of the records.
_EVENT = (
    "type",
    "mode",
    "status",
    "actors",
    "recipients",
    "date_start",
    "date_end",
    "first_reported",
    "mentions",
    "origins",
)
_MENTION = ("article", "start", "end", "date_start", "attributions")
_ARTICLE = ("outlet", "published", "language", "text")


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
    by_id = store.parts_by_ids(Event, _EVENT, [*(s.event for s in answer.signs), *signs_off])
    # a job may have merged events anew since the columns were read
    answer = replace(answer, signs=tuple(s for s in answer.signs if s.event in by_id))
    told = _told(store, known, answer.signs, by_id)
    off = [by_id[id_] for id_ in signs_off if id_ in by_id]
    undated = store.undated({e["id"]: e["mentions"] for e in off})
    names = the(name(state, known)), the(name(ally, known))
    ids = now.signs.bearing.ids(now.acts.number[now.row].tolist())
    occasion = by_occasion(store.occasions_of(sorted(ids.values())))
    sides = {way: now.going(way) for way in WAYS}
    return view.AssessmentPage(
        state=state,
        ally=ally,
        state_name=names[0],
        ally_name=names[1],
        since=since,
        until=until,
        assessment=answer,
        whole=whole,
        **{way: view.folded((one for one in told if one.sign.direction == way), occasion) for way in WAYS.values()},
        counts=tuple(
            (WAYS[way], (len(side), len({occasion(ids[n]) for n in side.acts.number[side.row].tolist()})))
            for way, side in sides.items()
        ),
        outlets=_outlets(now, outlets_off),
        off_signs=tuple(
            view.OffSign(event=e["id"], told=f"{_when(e, named=e['id'] not in undated)}: {act(e['type'], e['mode'])}")
            for e in off
        ),
        band=view.band(answer, whole),
        months=view.months(
            now.months(),
            [(one.sign, by_id[one.sign.event]["date_start"]) for one in told],
            names=names,
            since=answer.start if begun else None,
        ),
        relation=link("/relation", {"actor": state, "recipient": ally}),
        everything=link("/assessment", {"state": state, "ally": ally, "since": since, "until": until}),
    )


def warm(store: Store, setup: pipeline.Setup) -> bool:
    """Work out what all answers about the last year share, so that the first page with one need not wait for it."""
    for row in store.steady("pairs", [1]):
        assessment_page(store, setup, state=row["actor"], ally=row["recipient"])
    return True


def _told(
    store: Store, known: Gazetteer, signs: Sequence[Sign], events: Mapping[str, Mapping[str, Any]]
) -> list[view.ToldSign]:
    """Return the signs as their cards show them, each with the words of its first report."""
    mentions = store.parts_by_ids(Mention, _MENTION, [m for sign in signs for m in events[sign.event]["mentions"]])
    articles = store.parts_by_ids(Article, _ARTICLE, sorted({m["article"] for m in mentions.values()}))
    named = {id_: name(id_, known) for sign in signs for id_ in chain(*_parties(events[sign.event]))}

    def order(mention: Mapping[str, Any]) -> tuple[date, str, int]:
        return articles[mention["article"]]["published"] or date.max, mention["article"], mention["start"]

    def told(sign: Sign) -> view.ToldSign:
        event = events[sign.event]
        who, whom = (", ".join(named[party] for party in side) for side in _parties(event))
        reports = [mentions[m] for m in event["mentions"] if m in mentions]
        first = min(reports, key=order, default=None)
        return view.ToldSign(
            sign=sign,
            type=event["type"],
            mode=event["mode"],
            status=event["status"],
            who=who,
            whom=whom,
            when=_when(event, named=any(m["date_start"] for m in reports)),
            origins=len(event["origins"]),
            source_meaning=ADMIRALTY_SOURCE[sign.source_grade],
            information_meaning=ADMIRALTY_INFORMATION[sign.information_grade],
            words=_words(first, articles[first["article"]]) if first else None,
        )

    return [told(sign) for sign in signs]


def _when(event: Mapping[str, Any], *, named: bool) -> str:
    return days_told(event["date_start"], event["date_end"], event["first_reported"], named=named)


def _parties(event: Mapping[str, Any]) -> tuple[Sequence[str], Sequence[str]]:
    return event["actors"], event["recipients"]


def _words(mention: Mapping[str, Any], article: Mapping[str, Any]) -> view.Words:
    return view.Words(
        article=article["id"],
        outlet=article["outlet"],
        published=article["published"],
        language=article["language"],
        quote=passage(article["text"], mention["start"], mention["end"]),
        said_by=tuple(a.source for a in mention["attributions"] if a.kind == "said"),
    )


def _outlets(now: Side, off: Sequence[str]) -> tuple[view.OutletSwitch, ...]:
    counts = now.outlets()
    heard = dict(counts)
    shown = [*dict.fromkeys([*off, *(outlet for outlet, _ in counts[:_OUTLETS])])]
    return tuple(view.OutletSwitch(outlet=o, signs=heard.get(o, 0), off=o in off) for o in shown)
