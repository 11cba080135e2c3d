"""Which news agency a text comes from: the outlet itself, a dateline, a byline or a credit at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from allegiance.actors import Gazetteer
from allegiance.records import Article

# "MOSCOW (Reuters) -", "PARIS, May 3 (AFP) -", "/TASS/.", "By Associated Press", "- Interfax".
_OPENS = re.compile(r"(?:[(/\[]|^By |\bby |^|[-–—|] ?|source: ?)$", re.IGNORECASE | re.MULTILINE)
_CLOSES = re.compile(r"(?:[)/\]]| ?[-–—]|\.?\s*$)", re.MULTILINE)
# "Photo by AFP", "(Image: Reuters)": whose picture it is says nothing of the text.
_PICTURE = re.compile(
    r"\b(?:photos?|photographs?|images?|pictures?|videos?|graphics?)\s*(?:by|courtesy of|credit)?\W*$", re.IGNORECASE
)
# "OSLO, May 3 (Reuters) -", "KYIV (AFP) -", "MOSCOW, June 11. /TASS/.", "TEHRAN:".
_DATELINE = re.compile(r"(?P<town>[A-ZÀ-Þ][A-ZÀ-Þ’'. -]{2,30}?)(?=, [A-Z\d]| ?[(/:]|\. ?/| [-–—])")
# How far into a text a dateline reaches, and how long a credit at its end is; in characters.
_HEAD, _TAIL = 240, 120


def agency_of(article: Article, known: Gazetteer) -> str:
    """Return the name of the agency that an article comes from; empty when it names none.

    Args:
        article: The article.
        known: Knows which outlets are agencies.
    """
    outlet = known.outlet(article.outlet) if article.outlet else None
    if outlet and outlet.agency:
        return outlet.name
    for part in _ends(article):
        for hit in known.find_outlets(part):
            if hit.outlet.agency and _stands_alone(part, hit.start, hit.end):
                return hit.outlet.name
    return ""


def credited(article: Article, outlets: Iterable[str]) -> str:
    """Return which of some outlets the text credits, as it would an agency; empty when it credits none or itself.

    Copies of one text name whom they have it from, even where no table knows that outlet for an agency.

    Args:
        article: The article.
        outlets: Names of the outlets that published the same text.
    """
    for part in _ends(article):
        for name in outlets:
            at = part.find(name)
            if name and at >= 0 and _stands_alone(part, at, at + len(name)):
                return name
    return ""


def written_in(article: Article, known: Gazetteer) -> str:
    """Return the id of the state whose capital an article's dateline names; empty when it names none."""
    found = _DATELINE.match(article.text.removeprefix(article.title).lstrip())
    hits = known.find(found["town"].title(), on=article.published) if found else []
    return hits[0].id if len(hits) == 1 and hits[0].via == "capital" else ""


def _ends(article: Article) -> Iterator[str]:
    """Yield the parts of a text that hold a dateline, a byline or a credit."""
    text = article.text.removeprefix(article.title).lstrip()
    yield text[:_HEAD]
    if len(text) > _HEAD:
        yield text[-_TAIL:]


def _stands_alone(part: str, start: int, end: int) -> bool:
    """Tell whether a name stands between the marks that set off a dateline, a byline or a credit."""
    before = part[:start]
    return bool(_OPENS.search(before) and _CLOSES.match(part, end) and not _PICTURE.search(before))
