"""The words and names that tell what an article is about."""

from __future__ import annotations

from collections import Counter

from allegiance.actors import Gazetteer
from allegiance.merging.shingles import body
from allegiance.merging.stems import stems
from allegiance.records import Article

# Letters of an article's beginning; and a headline tells what a report is about, so its words count so many times.
_BEGINNING = 1000
_TITLE = 3


def terms(article: Article, known: Gazetteer) -> tuple[Counter[str], set[str]]:
    """Count an article's stems and names (``=`` and an id for a party, ``@`` and a name for a person).

    Returns:
        The counts, and which of the terms name states.
    """
    states: set[str] = set()
    rest = body(article)
    text = f"{article.title}\n{rest[:_BEGINNING]}" if rest != article.title else article.title
    words = Counter(stems(text))
    for word in stems(article.title):
        words[word] += _TITLE - 1
    for hit in known.find(text, on=article.published):
        times = _TITLE if hit.start < len(article.title) else 1
        words["=" + hit.id] += times
        if hit.person:
            words["@" + hit.person] += times
        elif known.entity(hit.id).family == "state":
            states.update(stems(hit.text))
        if known.entity(hit.id).family == "state":
            states.add("=" + hit.id)
    return words, states
