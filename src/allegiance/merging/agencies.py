"""Which news agency a text comes from: the outlet itself, a dateline, a byline or a credit at the end."""

from __future__ import annotations

import re

from allegiance.actors import Gazetteer
from allegiance.records import Article

# "MOSCOW (Reuters) -", "PARIS, May 3 (AFP) -", "/TASS/.", "By Associated Press", "- Interfax".
_OPENS = re.compile(r"(?:[(/\[]|^By |\bby |^|[-–—|] ?|source: ?)$", re.IGNORECASE | re.MULTILINE)
_CLOSES = re.compile(r"(?:[)/\]]| ?[-–—]|\.?\s*$)", re.MULTILINE)
# How far into a text a dateline reaches, and how long a credit at its end is; in characters.
_HEAD, _TAIL = 240, 120


def agency_of(article: Article, known: Gazetteer) -> str:
    """Return the name of the agency that an article comes from; empty when it names none.

    Args:
        article: The article.
        known: Knows which outlets are agencies.
    """
    outlet = known.outlet(article.outlet) if article.outlet else None
    if outlet and outlet.kind == "agency":
        return outlet.name
    text = article.text.removeprefix(article.title).lstrip()
    for part in (text[:_HEAD], text[-_TAIL:] if len(text) > _HEAD else ""):
        for hit in known.find_outlets(part):
            if hit.outlet.kind != "agency":
                continue
            if _OPENS.search(part[: hit.start]) and _CLOSES.match(part, hit.end):
                return hit.outlet.name
    return ""
