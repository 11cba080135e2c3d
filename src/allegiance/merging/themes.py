"""The few large themes of a heap of articles, as many as the heap itself bears out.

Each theme draws its words and names from frequencies of its own. Articles are put into themes so that these frequencies
foretell the words best (a mixture of multinomials, classified; Celeux and Govaert 1992; the same sum that the information
bottleneck for texts makes largest, Slonim, Friedman and Tishby 2002), by expectation and maximisation that begins "hot", so
that it does not hang on its start (deterministic annealing; Rose 1998). How many themes there are is told by the integrated
likelihood of words and themes together under uniform priors, which has a closed form (exact ICL; Biernacki, Celeux and
Govaert 2010): a theme that does not pay for its own frequencies is not made. No setting here was chosen on labelled
articles but the choice of this method and its prior.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.special import gammaln

from allegiance.actors import Gazetteer
from allegiance.merging.stories import Story
from allegiance.merging.terms import terms
from allegiance.records import Article

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]

# Inverse temperatures, hot to cold, and steps at each.
_HEATS, _STEPS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0), 5
# Starts for each number of themes: at most, at least, and as many as keep words times starts below this (for speed).
_MOST, _LEAST, _WORDS = 20, 4, 2_000_000
# Numbers of themes tried beyond the best before giving up.
_PATIENCE = 4
# While fitting, each theme holds this much of every word on average beforehand, and is stirred by so much between two heats.
_BEFOREHAND, _STIR = 0.01, 1e-3


def themes(articles: Iterable[Article], known: Gazetteer) -> list[Story]:
    """Put articles into a few large themes by the words and names of their titles and beginnings.

    Days are not looked at, and a state's name counts as any other word: a theme may be all that is told of one country.

    Args:
        articles: In any order.
        known: Names.

    Returns:
        The largest first, in each the article first that tells most of what sets the theme apart; an article that shares no
        word with any other is a theme of its own.
    """
    ordered = sorted(articles, key=lambda a: a.id)
    words = _words([set(terms(article, known)[0]) for article in ordered])
    said = np.flatnonzero(np.diff(words.indptr))
    label, gain = _best(words[said]) if said.size else (np.zeros(0, np.int64), np.zeros(0))
    groups = [np.flatnonzero(label == n) for n in np.unique(label)]
    found = [[ordered[said[n]].id for n in sorted(group.tolist(), key=lambda n: (-gain[n], n))] for group in groups]
    found += [[ordered[n].id] for n in np.flatnonzero(np.diff(words.indptr) == 0)]
    return sorted(
        (Story(articles=tuple(ids)) for ids in found), key=lambda story: (-len(story.articles), story.articles)
    )


def _words(texts: Sequence[set[str]]) -> Any:
    """Return a row for each text and a column for each term of two texts or more, 1 where the text holds the term."""
    spread = Counter(word for words in texts for word in words)
    column = {word: n for n, word in enumerate(sorted(word for word, n in spread.items() if n > 1))}
    columns = [sorted(column[word] for word in words if word in column) for words in texts]
    starts = np.cumsum([0, *map(len, columns)])
    flat = np.array([n for row in columns for n in row], dtype=np.int64)
    return csr_matrix((np.ones(len(flat)), flat, starts), shape=(len(texts), max(1, len(column))))


def _best(words: Any) -> tuple[Labels, Floats]:
    """Return for each article its theme, and how much better than the heap's its theme's frequencies foretell it (nats)."""
    label = np.zeros(words.shape[0], np.int64)
    counts = _counts(words, label, 1)
    worth = _worth(label, counts)
    best = 1
    starts = max(_LEAST, min(_MOST, _WORDS // words.nnz))
    number = 2
    while number <= min(best + _PATIENCE, words.shape[0]):
        for start in range(starts):
            other = _fit(words, number, np.random.default_rng((number, start)))
            held = _counts(words, other, number)
            if (value := _worth(other, held)) > worth:
                label, counts, worth, best = other, held, value, number
        number += 1
    apart = _logs(counts) - _logs(counts.sum(axis=0, keepdims=True))
    return label, (words @ apart.T)[np.arange(len(label)), label]


def _fit(words: Any, number: int, draw: np.random.Generator) -> Labels:
    """Put articles into so many themes, by expectation and maximisation from hot to cold."""
    share = draw.dirichlet(np.ones(number), words.shape[0])
    spread = np.asarray(words.sum(axis=0)).ravel()
    before = _BEFOREHAND * spread * (words.shape[1] / spread.sum())
    across = words.T.tocsr()
    for heat in _HEATS:
        for _ in range(_STEPS):
            held = (across @ share).T + before
            likely = heat * (words @ np.log(held / held.sum(axis=1, keepdims=True)).T)
            share = np.exp(likely - likely.max(axis=1, keepdims=True))
            share /= share.sum(axis=1, keepdims=True)
        share += _STIR * draw.random(share.shape)
    return np.asarray(share.argmax(axis=1), dtype=np.int64)


def _counts(words: Any, label: Labels, number: int) -> Floats:
    """Return in how many articles of each theme each term stands."""
    ones = csr_matrix((np.ones(len(label)), label, np.arange(len(label) + 1)), shape=(len(label), number))
    return np.asarray((ones.T @ words).todense())


def _logs(counts: Floats) -> Floats:
    """Return the logarithms of the terms' frequencies in each theme, uniform beforehand."""
    return np.asarray(np.log((counts + 1) / (counts.sum(axis=1, keepdims=True) + counts.shape[1])))


def _worth(label: Labels, counts: Floats) -> float:
    """Return the logarithm of the integrated likelihood of terms and themes, uniform beforehand (exact ICL)."""
    number, terms_ = counts.shape
    sizes = np.bincount(label, minlength=number)
    of_terms = gammaln(counts + 1).sum() - gammaln(counts.sum(axis=1) + terms_).sum() + number * gammaln(terms_)
    of_themes = gammaln(sizes + 1).sum() - gammaln(sizes.sum() + number) + gammaln(number)
    return float(of_terms + of_themes)
