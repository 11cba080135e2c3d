"""Clusters of mentions that report one event: the same parties and type within a few days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import prod

from allegiance.merging.origins import origin, reprint_key
from allegiance.records import Article, Event, Mention, Status, StatusChange, content_id

# Stages of one doing (planned, done) are events of their own; a denial speaks about the asserted one.
_STAGE = {Status.DENIED: Status.ASSERTED}
_WINDOW = timedelta(days=2)

_Key = tuple[str, str, tuple[str, ...], tuple[str, ...]]


def _names(mention: Mention) -> tuple[tuple[str, ...], tuple[str, ...]]:
    actors = tuple(sorted({p.id or p.text for p in mention.actors}))
    recipients = tuple(sorted({p.id or p.text for p in mention.recipients}))
    return actors, recipients


def _days(mention: Mention, article: Article) -> tuple[date, date]:
    if mention.date_start and mention.date_end:
        return mention.date_start, mention.date_end
    day = article.published or date.max
    return day, day


def merge(mentions: Iterable[Mention], articles: Mapping[str, Article]) -> list[Event]:
    """Merge mentions into events, sorted by id.

    Args:
        mentions: What the articles report.
        articles: The articles that the mentions are of, by id.
    """
    blocks: dict[_Key, list[Mention]] = defaultdict(list)
    for mention in mentions:
        actors, recipients = _names(mention)
        stage = _STAGE.get(mention.status, mention.status)
        blocks[mention.type, stage, actors, recipients].append(mention)
    events = [
        _event(cluster, articles)
        for block in blocks.values()
        for cluster in _split(sorted(block, key=lambda m: (*_days(m, articles[m.article]), m.id)), articles)
    ]
    return sorted(events, key=lambda event: event.id)


def _split(block: Sequence[Mention], articles: Mapping[str, Article]) -> list[list[Mention]]:
    """Cut a block, sorted by day, where more than the window lies between two reports."""
    clusters: list[list[Mention]] = []
    reach = date.min
    for mention in block:
        start, end = _days(mention, articles[mention.article])
        if clusters and (start <= reach or start - reach <= _WINDOW):
            clusters[-1].append(mention)
            # A vague date ("in January") must not swallow a month of sharper ones.
            reach = max(reach, min(end, start + _WINDOW) if start < date.max - _WINDOW else end)
        else:
            clusters.append([mention])
            reach = min(end, start + _WINDOW) if start < date.max - _WINDOW else end
    return clusters


def _event(cluster: Sequence[Mention], articles: Mapping[str, Article]) -> Event:
    first = cluster[0]
    actors, recipients = _names(first)
    own = [articles[m.article] for m in cluster]
    families: dict[str, str] = {}
    for mention, article in zip(cluster, own, strict=True):
        families.setdefault(reprint_key(article.text), origin(mention, article))
    days = [_days(m, a) for m, a in zip(cluster, own, strict=True) if _days(m, a)[0] < date.max]
    told = sorted(
        (
            StatusChange(known=article.published, status=mention.status, article=article.id)
            for mention, article in zip(cluster, own, strict=True)
            if article.published
        ),
        key=lambda change: (change.known, change.article),
    )
    history = [c for n, c in enumerate(told) if n == 0 or c.status != told[n - 1].status]
    # Copies of one text are one witness: each family counts its best mention once.
    best: dict[str, float] = {}
    for mention, article in zip(cluster, own, strict=True):
        key = reprint_key(article.text)
        best[key] = max(best.get(key, 0.0), mention.confidence)
    all_wrong = prod(1 - confidence for confidence in best.values())
    return Event(
        id=content_id("event", first.id),
        type=first.type,
        mode=next((m.mode for m in cluster if m.mode), None),
        contexts=tuple(sorted({c for m in cluster for c in m.contexts})),
        quad=first.quad,
        status=history[-1].status if history else first.status,
        hedged=all(m.hedged for m in cluster),
        actors=actors,
        recipients=recipients,
        date_start=max(d[0] for d in days) if _agree(days) else (days[0][0] if days else None),
        date_end=min(d[1] for d in days) if _agree(days) else (days[0][1] if days else None),
        place=next((m.place for m in cluster if m.place), None),
        mentions=tuple(sorted(m.id for m in cluster)),
        articles=tuple(sorted({a.id for a in own})),
        outlets=tuple(sorted({a.outlet for a in own if a.outlet})),
        origins=tuple(sorted(set(families.values()))),
        first_reported=min((a.published for a in own if a.published), default=None),
        confidence=round(1 - all_wrong, 4),
        history=tuple(history),
        reasons=(f"same parties, type and stage, within {_WINDOW.days} days",) if len(cluster) > 1 else (),
    )


def _agree(days: Sequence[tuple[date, date]]) -> bool:
    """Tell whether all intervals share a day."""
    return bool(days) and max(d[0] for d in days) <= min(d[1] for d in days)
