"""Articles of one story: whether two reports tell of the same event, and stories among many articles.

This is about whole documents and their words; events (who did what to whom) are merged from mentions instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse import csr_matrix

from allegiance.actors import Gazetteer
from allegiance.merging.shingles import body
from allegiance.merging.stems import stems
from allegiance.merging.terms import terms
from allegiance.records import Article

# Two reports of one event share this much of their telling words; chosen on 35 judged pairs.
SAME = 0.38
# How fine stories are unless told otherwise: one more for so many articles, so that a larger heap has more stories rather
# than larger ones (some dozens in a week of world news).
_ARTICLES = 800
# Chosen on the titles of three themes.
_NEIGHBOURS = 24
# Neighbours are at least so alike.
_LEAST = 0.05
# A word tells something where it stands in no more than this share of the articles, or in so few.
_SHARE, _FEW = 0.1, 10
# Days between neighbours, starts of the search, and cells of likeness held at once.
_WINDOW, _STARTS, _CELLS = 14, 8, 4_000_000
# A headline tells what a report is about; its words count so many times.
_TITLE = 3


def _words(article: Article) -> Counter[str]:
    words = Counter(stems(body(article)))
    for word in stems(article.title):
        words[word] += _TITLE
    return words


def same_story(one: Article, two: Article) -> bool:
    """Tell whether two reports are about the same event."""
    first, second = _words(one), _words(two)
    weight = {w: (1 + log(first[w])) * (1 + log(second[w])) * min(len(w), 8) for w in first.keys() & second.keys()}
    norms = [
        sum((1 + log(n)) ** 2 * min(len(w), 8) for w, n in words.items()) ** 0.5 or 1.0 for words in (first, second)
    ]
    return sum(weight.values()) / (norms[0] * norms[1]) >= SAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles about one thing, the most central first: the one most like the others, whose title tells best what it is."""

    articles: tuple[str, ...]


def stories(
    articles: Iterable[Article], known: Gazetteer, *, resolution: float | None = None, window: int = _WINDOW
) -> list[Story]:
    """Put articles into stories by the words and names that they share, the rarer the more.

    Articles become neighbours only by a word or a person that is rare among them: a state, or a word of
    every tenth article, joins nothing. Stories are the communities of the graph of neighbours (Louvain), the best
    of several starts by modularity, so that the same articles always give the same stories.

    Args:
        articles: In any order; from each its title and its beginning count.
        known: Names.
        resolution: The higher, the more and smaller the stories; None lets it grow with the number of articles.
        window: Days beyond which articles are no neighbours; articles without a day may be anyone's.

    Returns:
        The largest first; an article like no other is a story of its own.
    """
    ordered = sorted(articles, key=lambda a: a.id)
    graph = _neighbours(ordered, known, window)
    fine = 1 + len(ordered) / _ARTICLES if resolution is None else resolution
    found: list[set[int]] = []
    best = float("-inf")
    for seed in range(_STARTS) if graph.number_of_edges() else ():
        groups = nx.community.louvain_communities(graph, weight="weight", resolution=fine, seed=seed)
        worth = nx.community.modularity(graph, groups, weight="weight", resolution=fine)
        if worth > best:
            best, found = worth, groups
    named = [_story(group, graph, ordered) for group in found or [{n} for n in range(len(ordered))]]
    return sorted(named, key=lambda story: (-len(story.articles), story.articles))


def _story(group: set[int], graph: nx.Graph, ordered: Sequence[Article]) -> Story:
    ties = {n: sum(graph[n][m]["weight"] for m in graph[n] if m in group) for n in group}
    return Story(articles=tuple(ordered[n].id for n in sorted(group, key=lambda n: (-ties[n], n))))


def _neighbours(ordered: Sequence[Article], known: Gazetteer, window: int) -> nx.Graph:
    """Return the graph of articles and those most like each, by the cosine of their terms."""
    counted = [terms(article, known) for article in ordered]
    texts = [words for words, _ in counted]
    states = {word for _, named in counted for word in named}
    spread = Counter(word for words in texts for word in words)
    common = max(_SHARE * len(texts), _FEW)
    weights = _matrix(texts, {w: log(len(texts) / n) for w, n in spread.items() if 1 < n < len(texts)})
    lengths = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1)).ravel())
    weights = weights.multiply(1 / np.where(lengths > 0, lengths, 1)[:, None]).tocsr()
    telling = _matrix(texts, {w: 1.0 for w, n in spread.items() if 1 < n <= common and w not in states})
    days = np.array([a.published.toordinal() if a.published else 0 for a in ordered])
    graph = nx.Graph()
    graph.add_nodes_from(range(len(ordered)))
    step = max(1, _CELLS // max(1, len(ordered)))
    for start in range(0, len(ordered), step):
        like = (weights[start : start + step] @ weights.T).toarray()
        like *= (telling[start : start + step] @ telling.T).toarray() > 0
        here = days[start : start + step, None]
        like *= (np.abs(here - days[None, :]) <= window) | (here == 0) | (days[None, :] == 0)
        for n, row in enumerate(like, start):
            row[n] = 0.0
            for other in np.argsort(-row, kind="stable")[:_NEIGHBOURS].tolist():
                if row[other] > _LEAST:
                    graph.add_edge(n, other, weight=float(row[other]))
    return graph


def _matrix(texts: Sequence[Counter[str]], worth: dict[str, float]) -> Any:
    """Return a row for each text and a column for each term that is worth something."""
    column = {word: n for n, word in enumerate(sorted(worth))}
    data, columns, starts = [], [], [0]
    for words in texts:
        row = {w: (1 + log(n)) * worth[w] for w, n in sorted(words.items()) if w in worth}
        columns += [column[w] for w in row]
        data += list(row.values())
        starts.append(len(columns))
    return csr_matrix((np.array(data), columns, starts), shape=(len(texts), max(1, len(column))))
