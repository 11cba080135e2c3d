"""Mentions as JSON lines, in the stable form that other programs read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from allegiance.records import Article, Mention, Party


def iso_interval(first: date | None, last: date | None) -> str | None:
    """Return an interval of days as a day, a month, a year or ``a/b``; None where it is unknown.

    >>> iso_interval(date(2022, 1, 1), date(2022, 1, 31))
    '2022-01'
    >>> iso_interval(date(2022, 4, 5), date(2022, 4, 5))
    '2022-04-05'
    """
    if first is None or last is None:
        return None
    if first == last:
        return first.isoformat()
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return first.isoformat()[:7]
        if first.month == 1 and last.month == 12 and first.year == last.year:
            return str(first.year)
    return f"{first.isoformat()}/{last.isoformat()}"


def _name(party: Party) -> str:
    return party.id if party.id is not None else party.text


def mention_line(mention: Mention, article: Article) -> dict[str, Any]:
    """Return a mention as one JSON object; unresolved parties stand with their words."""
    return {
        "article": article.given_id if article.given_id is not None else article.id,
        "start": mention.start,
        "end": mention.end,
        "quote": mention.quote,
        "actors": [_name(party) for party in mention.actors],
        "recipients": [_name(party) for party in mention.recipients],
        "type": mention.type.value,
        "mode": mention.mode,
        "contexts": list(mention.contexts),
        "status": mention.status.value,
        "hedged": mention.hedged,
        "date": iso_interval(mention.date_start, mention.date_end),
        "said_by": [a.source for a in mention.attributions if a.kind == "said"],
        "carried_by": [a.source for a in mention.attributions if a.kind == "carried"],
        "confidence": mention.confidence,
        "id": mention.id,
    }
