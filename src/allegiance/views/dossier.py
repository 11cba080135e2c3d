"""What a dossier shows: an assessment with its evidence, ready for a template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from allegiance.actors import Gazetteer
from allegiance.records import (
    ADMIRALTY_INFORMATION,
    ADMIRALTY_SOURCE,
    Article,
    Assessment,
    BandMonth,
    Event,
    EventLink,
    Mention,
    Problem,
    RegisterCheck,
    Relation,
    Sign,
    Sourcing,
    Turn,
)
from allegiance.views.chain import Chain, chain
from allegiance.views.folding import by_occasion, grouped
from allegiance.views.linked import Linked, linked
from allegiance.views.text import BOUNDARY_NOTE, GLOSSARY, Quote, days_told, name, quote, safe_address
from allegiance.views.timeline import Timeline, timeline
from allegiance.views.wording import standing

# Signs told in full on each side; the rest stand in a table with one quote each.
FULL = 40


@dataclass(frozen=True, slots=True)
class Report:
    """One mention as a reader sees it."""

    mention: Mention
    article: Article
    quote: Quote
    address: str | None
    said_by: tuple[str, ...]
    carried_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sign with its event and the reports it rests on.

    ``parts`` are the lighter signs of the same occasion in the same direction, told under this one.
    """

    sign: Sign
    event: Event
    who: str
    whom: str
    when: str
    reports: tuple[Report, ...]
    checks: tuple[RegisterCheck, ...]
    source_meaning: str
    information_meaning: str
    status: str
    chain: Chain | None = None
    links: tuple[Linked, ...] = ()
    parts: tuple[Evidence, ...] = ()

    @property
    def signs(self) -> tuple[Evidence, ...]:
        """The sign and its parts."""
        return self, *self.parts

    @property
    def day(self) -> date | None:
        """The day of the event, or of the first report where the event has none."""
        return self.event.date_start or self.event.first_reported


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One outlet: how many articles and signs, how many told on its own word."""

    outlet: str
    kind: str
    country: str
    articles: int
    first_hand: int
    citing: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim in one of the articles, and what the registers say to it."""

    check: RegisterCheck
    article: Article
    address: str | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """The context of the dossier templates.

    ``away``, ``towards`` and ``neutral`` hold one entry for each occasion, the other signs of it among its parts.
    """

    assessment: Assessment
    state: str
    ally: str
    rival: str
    away: tuple[Evidence, ...]
    towards: tuple[Evidence, ...]
    neutral: tuple[Evidence, ...]
    timeline: Timeline | None
    course: Relation | None
    sources: tuple[SourceRow, ...]
    origins: int
    articles: tuple[Article, ...]
    read: Mapping[str, int]
    problems: tuple[Problem, ...]
    unresolved: tuple[tuple[str, int], ...]
    method: Mapping[str, object]
    contradicted: tuple[Claim, ...] = ()
    confirmed: int = 0
    months: tuple[BandMonth, ...] = ()
    turns: tuple[Turn, ...] = ()
    coverage: tuple[tuple[date, int], ...] = ()
    boundary_note: str = BOUNDARY_NOTE
    glossary: Sequence[tuple[str, str]] = GLOSSARY
    full: int = field(default=FULL)


def dossier(
    assessment: Assessment,
    *,
    events: Mapping[str, Event],
    mentions: Mapping[str, Mention],
    articles: Mapping[str, Article],
    gazetteer: Gazetteer,
    course: Relation | None = None,
    months: Sequence[BandMonth] = (),
    turns: Sequence[Turn] = (),
    coverage: Sequence[tuple[date, int]] = (),
    checks: Sequence[RegisterCheck] = (),
    sources: Mapping[str, Sourcing] | None = None,
    links: Mapping[str, Sequence[tuple[EventLink, Event]]] | None = None,
    undated: Container[str] = (),
    read: Mapping[str, int],
    problems: Sequence[Problem] = (),
    unresolved: Sequence[tuple[str, int]] = (),
    method: Mapping[str, object] | None = None,
) -> Dossier:
    """Gather what the dossier of an assessment shows.

    Args:
        assessment: The answer.
        events: By id, at least those of the signs.
        mentions: By id, those of these events; one that a job dropped, to read its article anew, is left out.
        articles: By id, at least those of these mentions.
        gazetteer: For names and outlets.
        course: How the dyad stands month by month.
        months: The same with bands, for the drawing.
        turns: Months at which it turned.
        coverage: Articles on either of the two, by month.
        checks: What the registers say to the claims of the articles.
        sources: On whose word events stand, by their ids.
        links: What events belong with, by their ids, each link with the event at its other end.
        undated: Ids of events at the other ends whose day no report names.
        read: Counts of what was read, by name.
        problems: What went wrong with inputs.
        unresolved: Names that were not resolved, with how often each occurs.
        method: Names and measured error of the coder.
    """
    told = evidence(
        assessment.signs,
        events=events,
        mentions=mentions,
        articles=articles,
        gazetteer=gazetteer,
        checks=checks,
        sources=sources,
        links=links,
        undated=undated,
    )
    days_known = ((e.event.date_start or e.event.first_reported, e) for e in told)
    dated = [(day, e.sign.direction, e.sign.weight) for day, e in days_known if day]
    used = {report.article.id: report.article for e in told for report in e.reports}
    return Dossier(
        assessment=assessment,
        state=name(assessment.state, gazetteer),
        ally=name(assessment.ally, gazetteer),
        rival=name(assessment.contrast.rival, gazetteer) if assessment.contrast else "",
        away=_folded(told, "away"),
        towards=_folded(told, "towards"),
        neutral=_folded(told, "neutral"),
        timeline=timeline(dated, since=assessment.start),
        course=course,
        months=tuple(months),
        turns=tuple(turns),
        coverage=tuple(coverage),
        sources=_sources(told, gazetteer),
        origins=len({origin for e in told for origin in e.event.origins}),
        articles=tuple(sorted(used.values(), key=lambda a: (a.published or date.max, a.outlet, a.id))),
        read=dict(read),
        problems=tuple(problems),
        unresolved=tuple(unresolved),
        method=dict(method or {}),
        contradicted=_contradicted(checks, used),
        confirmed=sum(check.verdict == "confirmed" and check.article in used for check in checks),
    )


def evidence(
    signs: Sequence[Sign],
    *,
    events: Mapping[str, Event],
    mentions: Mapping[str, Mention],
    articles: Mapping[str, Article],
    gazetteer: Gazetteer,
    checks: Sequence[RegisterCheck] = (),
    sources: Mapping[str, Sourcing] | None = None,
    links: Mapping[str, Sequence[tuple[EventLink, Event]]] | None = None,
    undated: Container[str] = (),
) -> list[Evidence]:
    """Return signs with the reports that each rests on, in their order; arguments are as for :func:`dossier`."""
    sourced = sources or {}
    by_mention: dict[str, list[RegisterCheck]] = {}
    for check in checks:
        by_mention.setdefault(check.mention, []).append(check)

    def told(sign: Sign) -> Evidence:
        event = events[sign.event]
        reports = [_report(mentions[m], articles) for m in event.mentions if m in mentions]
        reports.sort(key=lambda r: (r.article.published or date.max, r.article.id, r.mention.start))
        return Evidence(
            sign=sign,
            event=event,
            who=_names(event.actors, gazetteer),
            whom=_names(event.recipients, gazetteer),
            when=days_told(
                event.date_start,
                event.date_end,
                event.first_reported,
                named=any(r.mention.date_start for r in reports),
            ),
            reports=tuple(reports),
            checks=_each_once(c for m in event.mentions for c in by_mention.get(m, [])),
            source_meaning=ADMIRALTY_SOURCE[sign.source_grade],
            information_meaning=ADMIRALTY_INFORMATION[sign.information_grade],
            chain=chain(sourced[event.id], gazetteer) if event.id in sourced else None,
            status=standing(event),
            links=linked(event.id, (links or {}).get(event.id, ()), gazetteer, undated=undated),
        )

    return [told(sign) for sign in signs]


def _folded(told: Sequence[Evidence], direction: str) -> tuple[Evidence, ...]:
    """Return the signs of a direction, those of one occasion as parts of its first, which is the weightiest.

    Parts that are tied by a meeting or deal that is no sign itself belong together as well. Only the telling is folded: the
    signs are weighed one by one, as those of one month are discounted together already
    (:mod:`allegiance.assessments.change`), and a part left out would take the origins that it alone has with it.
    """
    root = by_occasion((e.event.id, link.event) for e in told for link in e.links if link.kind == "occasion")
    held = grouped((e for e in told if e.sign.direction == direction), lambda e: root(e.event.id))
    return tuple(replace(first, parts=tuple(parts)) for first, *parts in held)


def _each_once(checks: Iterable[RegisterCheck]) -> tuple[RegisterCheck, ...]:
    """Return the checks of an event's reports, those that claim the same and find the same once."""
    return tuple({(c.verdict, c.says, c.record): c for c in reversed(list(checks))}.values())[::-1]


def _contradicted(checks: Sequence[RegisterCheck], used: Mapping[str, Article]) -> tuple[Claim, ...]:
    """Return the claims that the record contradicts, by article and place."""
    found = [check for check in checks if check.verdict == "contradicted" and check.article in used]
    found.sort(key=lambda c: (used[c.article].published or date.max, c.article, c.start, c.says))
    return tuple(Claim(check=c, article=used[c.article], address=safe_address(used[c.article].address)) for c in found)


def _names(parties: Sequence[str], gazetteer: Gazetteer) -> str:
    return ", ".join(name(party, gazetteer) for party in parties)


def _report(mention: Mention, articles: Mapping[str, Article]) -> Report:
    article = articles[mention.article]
    return Report(
        mention=mention,
        article=article,
        quote=quote(mention, article),
        address=safe_address(article.address),
        said_by=tuple(a.source for a in mention.attributions if a.kind == "said"),
        carried_by=tuple(a.source for a in mention.attributions if a.kind == "carried"),
    )


def _sources(told: Sequence[Evidence], gazetteer: Gazetteer) -> tuple[SourceRow, ...]:
    seen: dict[str, set[str]] = {}
    first_hand: Counter[str] = Counter()
    citing: Counter[str] = Counter()
    for report in (r for e in told for r in e.reports):
        outlet = report.article.outlet or "unknown outlet"
        seen.setdefault(outlet, set()).add(report.article.id)
        (citing if report.carried_by else first_hand)[outlet] += 1
    rows = []
    for outlet, ids in seen.items():
        known = gazetteer.outlet(outlet)
        rows.append(
            SourceRow(
                outlet=outlet,
                kind=known.kind if known else "unknown",
                country=known.country if known else "",
                articles=len(ids),
                first_hand=first_hand[outlet],
                citing=citing[outlet],
            )
        )
    return tuple(sorted(rows, key=lambda row: (-row.articles, row.outlet)))
