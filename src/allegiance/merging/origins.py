"""On whose word an event stands: the end of each mention's chain of attributions."""

from __future__ import annotations

import re

from allegiance.records import Article, Mention

_WORD = re.compile(r"\w+")


def reprint_key(text: str) -> str:
    """Return a key that copies of one text share, whatever their spacing, case and punctuation.

    >>> reprint_key("Astana, Jan 5 -- Troops arrived.") == reprint_key("ASTANA Jan 5: troops arrived")
    True
    """
    return " ".join(_WORD.findall(text.lower()))


def origin(mention: Mention, article: Article) -> str:
    """Name the source that the mention's chain ends in: who said it, else who carried it, else the outlet."""
    said = [a for a in mention.attributions if a.kind == "said"]
    carried = [a for a in mention.attributions if a.kind == "carried"]
    for attribution in (*said, *carried):
        return attribution.source_id or attribution.source
    return article.outlet or f"unknown outlet ({article.id[:6]})"
