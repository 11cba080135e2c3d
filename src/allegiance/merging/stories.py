"""Articles of one story: whether two reports tell of the same event, and stories among many titles.

This is about whole documents and their words; events (who did what to whom) are merged from mentions instead.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import log
from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse import csr_matrix

from allegiance.merging.happening import stems
from allegiance.merging.shingles import body
from allegiance.records import Article

# Two reports of one event share this much of their telling words; chosen on 35 judged pairs.
SAME = 0.38
# Neighbours of an article in the graph of stories, and how coarse stories are; chosen on the titles of three stories.
_NEIGHBOURS, _RESOLUTION = 12, 0.12
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


def stories(articles: Iterable[Article], *, resolution: float = _RESOLUTION) -> list[list[str]]:
    """Put articles into stories by the words that they share.

    Args:
        articles: In any order.
        resolution: The higher, the more and smaller the stories.

    Returns:
        Ids of the articles of each story, sorted, the largest story first.
    """
    ordered = sorted(articles, key=lambda a: a.id)
    matrix = _vectors([_words(a) for a in ordered])
    graph = nx.Graph()
    graph.add_nodes_from(range(len(ordered)))
    for start in range(0, len(ordered), 500):
        rows = (matrix[start : start + 500] @ matrix.T).tolil()
        for n, (columns, values) in enumerate(zip(rows.rows, rows.data, strict=True), start):
            near = sorted(((v, -c) for c, v in zip(columns, values, strict=True) if c != n and v > 0.05), reverse=True)
            for value, column in near[:_NEIGHBOURS]:
                graph.add_edge(n, -column, weight=float(value))
    groups = nx.community.louvain_communities(graph, weight="weight", resolution=resolution, seed=0)
    named = [sorted(ordered[n].id for n in group) for group in groups]
    return sorted(named, key=lambda group: (-len(group), group[0]))


def _vectors(texts: Sequence[Counter[str]]) -> Any:
    """Return unit vectors of words weighed by rarity; words of one text only tell nothing."""
    spread = Counter(word for words in texts for word in words)
    column: dict[str, int] = defaultdict(lambda: len(column))
    data, columns, starts = [], [], [0]
    for words in texts:
        row = {w: (1 + log(n)) * log(len(texts) / spread[w]) for w, n in sorted(words.items()) if spread[w] > 1}
        norm = sum(v * v for v in row.values()) ** 0.5 or 1.0
        columns += [column[w] for w in row]
        data += [v / norm for v in row.values()]
        starts.append(len(columns))
    return csr_matrix((np.array(data), columns, starts), shape=(len(texts), max(1, len(column))))
