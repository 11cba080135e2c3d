"""One event from the mentions that report it: its parties, days, status over time, and the origins it stands on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from math import prod

from allegiance.actors import Gazetteer
from allegiance.merging.origins import origins, sides
from allegiance.merging.tellings import dated_by_telling
from allegiance.merging.withdrawals import statuses
from allegiance.records import Article, Event, Mention, Quad, Status, StatusChange, content_id

_CONFLICT = frozenset({Quad.VERBAL_CONFLICT, Quad.MATERIAL_CONFLICT})


def event_of(
    cluster: Sequence[Mention],
    articles: Mapping[str, Article],
    *,
    family: Mapping[str, str],
    agency: Mapping[str, str],
    reasons: Sequence[str] = (),
    known: Gazetteer | None = None,
) -> Event:
    """Make one event of its mentions.

    Args:
        cluster: The mentions, the earliest reported first.
        articles: By id.
        family: Reprint family of an article, where it has copies.
        agency: Agency that an article's text comes from, where known.
        reasons: Why the mentions are one event.
        known: Knows the names of outlets.
    """
    own = [articles[m.article] for m in cluster]
    witness = [family.get(a.id, a.id) for a in own]
    # Copies of one text are one witness: each family counts its best confidence once.
    best: dict[str, float] = {}
    for mention, who in zip(cluster, witness, strict=True):
        best[who] = max(best.get(who, 0.0), mention.confidence)
    lead = _lead(cluster)
    days = _days(cluster, own)
    rows = list(zip(cluster, own, strict=True))
    told = statuses(rows)
    history = _history(told, own)
    report, deny = sides(rows, family=family, agency=agency, known=known)
    # Where nobody denies it, those who report it are all.
    ends = tuple(sorted(origins(rows, family=family, agency=agency, known=known))) if Status.DENIED in told else report
    # Who is blamed for a hostile act has reason to deny it, so what others report stands; a meeting or an accord takes two,
    # and the word of those who would have been there ends it. On the word of those alone who deny it stands nothing.
    others = tuple(name for name in report if name not in deny)
    disputed = bool(deny and others and lead.quad in _CONFLICT)
    return Event(
        id=content_id("event", cluster[0].id),
        type=lead.type,
        mode=next((m.mode for m in cluster if m.mode and m.type == lead.type), None),
        contexts=tuple(sorted({c for m in cluster for c in m.contexts})),
        quad=lead.quad,
        status=_status([change.status for change in history], told, disputed=disputed),
        hedged=disputed or all(m.hedged for m in cluster),
        actors=tuple(sorted({p.id or p.text for p in lead.actors})),
        recipients=tuple(sorted({p.id or p.text for p in lead.recipients})),
        date_start=days[0] if days else None,
        date_end=days[1] if days else None,
        place=next((m.place for m in cluster if m.place), None),
        mentions=tuple(sorted(m.id for m in cluster)),
        articles=tuple(sorted({a.id for a in own})),
        outlets=tuple(sorted({a.outlet for a in own if a.outlet})),
        origins=others if disputed else ends,
        first_reported=min((a.published for a in own if a.published), default=None),
        confidence=round(1 - prod(1 - confidence for confidence in best.values()), 4),
        history=history,
        reasons=tuple(reasons),
    )


def _status(known: Sequence[Status], told: Sequence[Status], *, disputed: bool) -> Status:
    """Return the status as last known, of a disputed event as last reported.

    Args:
        known: The status over time, as far as the reports have a day.
        told: That of each report, the earliest first.
        disputed: Whether some report it and others deny it.
    """
    left_out = {Status.DENIED} if disputed else set()
    return next(status for said in (known, told) for status in reversed(said) if status not in left_out)


def _lead(cluster: Sequence[Mention]) -> Mention:
    """Return the mention whose type and parties most of the reports, by confidence, agree on."""
    weight: Counter[tuple[object, ...]] = Counter()
    for m in cluster:
        weight[_who(m)] += m.confidence  # type: ignore[assignment]
    top = max(round(value, 9) for value in weight.values())
    return next(m for m in cluster if round(weight[_who(m)], 9) == top)


def _who(mention: Mention) -> tuple[object, ...]:
    sides = (tuple(sorted({p.id or p.text for p in side})) for side in (mention.actors, mention.recipients))
    return (mention.type, *sides)


def _days(cluster: Sequence[Mention], own: Sequence[Article]) -> tuple[date, date] | None:
    """Return the days on which most reports that name them place the event, else the first report's day."""
    told = [(m, a) for m, a in zip(cluster, own, strict=True) if m.date_start and m.date_end]
    # The day on which somebody told of it counts only where nobody says when it happened.
    told = [row for row in told if not dated_by_telling(*row)] or told
    named = Counter((m.date_start, m.date_end) for m, _ in told if m.date_start and m.date_end)
    if named:
        return min(named, key=lambda days: (-named[days], (days[1] - days[0]).days, days))
    reported = [a.published for a in own if a.published]
    return (min(reported), min(reported)) if reported else None


def _history(said: Sequence[Status], own: Sequence[Article]) -> tuple[StatusChange, ...]:
    """Return the status as known over time: one row where it changed; on one day a denial is the last word."""
    told = [
        StatusChange(known=article.published, status=status, article=article.id)
        for status, article in zip(said, own, strict=True)
        if article.published
    ]
    told.sort(key=lambda change: (change.known, change.status is Status.DENIED, change.article))
    return tuple(c for n, c in enumerate(told) if n == 0 or c.status != told[n - 1].status)
