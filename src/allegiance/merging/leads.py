"""On whose word a headline stands: it tells in short what the lead tells, and the lead names the source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from allegiance.merging.happening import STAGES
from allegiance.merging.origins import parties_of
from allegiance.merging.withdrawals import in_headline
from allegiance.records import Article, Mention

_LEAD = 500
"""Characters under a headline in which a text tells its news again."""


def on_the_leads_word(
    mentions: Iterable[Mention], beside: Iterable[Mention], articles: Mapping[str, Article]
) -> list[Mention]:
    """Return mentions, those of a headline that name no source with the sources of the lead that tells the same.

    Headline and lead may have become two events; the headline is on its outlet's own word no more for that.

    Args:
        mentions: Any mentions.
        beside: What their articles tell, these mentions included or not.
        articles: The articles, by id.
    """
    rows = list(mentions)
    bare = {m.article for m in rows if not m.attributions and in_headline(m, articles[m.article])}
    leads: dict[tuple[object, ...], Mention] = {}
    for lead in sorted(beside, key=lambda m: (m.article, m.start, m.id)):
        if lead.article in bare and lead.attributions:
            article = articles[lead.article]
            if not in_headline(lead, article) and lead.start < len(article.title) + _LEAD:
                leads.setdefault(_told(lead), lead)
    return [
        replace(m, attributions=leads[_told(m)].attributions)
        if not m.attributions and _told(m) in leads and in_headline(m, articles[m.article])
        else m
        for m in rows
    ]


def _told(mention: Mention) -> tuple[object, ...]:
    return (mention.article, mention.type, STAGES[mention.status], parties_of(mention))
