"""Sentences, clauses and contexts as vectors, by which wordings are compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from allegiance.merging.happening import Happening

Array = Any
# Letters of a word that count when wordings are compared.
_LETTERS = 4
# A name is no rarer than so much (logarithm of one over its share of the articles).
_RAREST = 4.0


class Wording:
    """Sentences, clauses and contexts as vectors of beginnings of words, weighed by how rare one is among the articles.

    Words cut to their first letters bring "suspends" to "suspension" and "Zelensky" to "Zelenskiy" (truncation, the plainest
    of stemmers: Hull 1996, Stemming algorithms, JASIS 47).
    """

    def __init__(self, happenings: Sequence[Happening]) -> None:
        contexts = {h.article: _beginnings(h.context) for h in happenings}
        rare: Counter[str] = Counter()
        for context in contexts.values():
            rare.update(set(context))
        sentences = [_beginnings(h.words) for h in happenings]
        clauses = [_beginnings(h.clause) for h in happenings]
        for words in (*sentences, *clauses):
            for word in words:
                rare.setdefault(word, 1)
        self._column = {word: n for n, word in enumerate(sorted(rare))}
        total = len(contexts) + 1
        self._weight = {word: log(total / count) + 0.1 for word, count in rare.items()}
        self.sentences = self._matrix(sentences)
        self.clauses = self._matrix(clauses)
        order = {article: n for n, article in enumerate(contexts)}
        self.contexts = self._matrix(list(contexts.values()))
        self.context_of = np.array([order[h.article] for h in happenings], dtype=np.int64)

    def rarest(self, names: Iterable[str]) -> float:
        """Return how rare the rarest of some names is among the articles, up to a limit; 0 when there are none."""
        return min(_RAREST, max((self._weight.get(name, 0.0) for name in _beginnings(names)), default=0.0))

    def _matrix(self, texts: Sequence[Sequence[str]]) -> Any:
        data, columns, starts = [], [], [0]
        for text in texts:
            row = {word: (1 + log(n)) * self._weight[word] for word, n in Counter(text).items()}
            norm = sum(value * value for value in row.values()) ** 0.5 or 1.0
            columns += [self._column[word] for word in row]
            data += [value / norm for value in row.values()]
            starts.append(len(columns))
        return csr_matrix((data, columns, starts), shape=(len(texts), max(1, len(self._column))))


def _beginnings(words: Iterable[str]) -> list[str]:
    return [word[:_LETTERS] for word in words]


def cosines(matrix: Any, first: Array, second: Array, *, chunk: int = 50_000) -> Array:
    """Return the cosine of each pair of rows."""
    parts = [
        np.asarray(matrix[first[at : at + chunk]].multiply(matrix[second[at : at + chunk]]).sum(axis=1)).ravel()
        for at in range(0, first.size, chunk)
    ]
    return np.concatenate(parts) if parts else np.zeros(0)
