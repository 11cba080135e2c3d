"""Texts as sets of hashed runs of words, fast enough for a hundred thousand articles on a laptop."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from allegiance.records import Article

# Words in a run: long enough that shared runs mean shared wording, short enough to survive a changed word.
RUN = 4
Array = Any

_LETTER = np.zeros(256, dtype=bool)
_LETTER[[*b"abcdefghijklmnopqrstuvwxyz0123456789", *range(128, 256)]] = True
_random = np.random.default_rng(20220302)
_BYTE = _random.integers(1, 2**63, 256, dtype=np.uint64) * _LETTER
_PLACE = _random.integers(1, 2**63, 64, dtype=np.uint64) | np.uint64(1)
_STEP = _random.integers(1, 2**63, RUN, dtype=np.uint64) | np.uint64(1)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_HIGH = np.uint64(32)
# Not in ASCII and no letter either; replacing them one by one is faster than str.translate.
_PUNCTUATION = "’‘“”–—…«»„‚‑‐‒―\u00a0"


# A line that ends in a photo's credit describes the photo, which many stories share.
_CAPTION = re.compile(
    r"^.{0,300}\([^()\n]*(?:Getty|Images|Photo|Pool|/AP|via AP|AFP|Reuters)[^()\n]*\)\s*$", re.MULTILINE
)


def body(article: Article) -> str:
    """Return an article's text without its furniture and lines that caption a photo.

    >>> body(Article(id="a", text="Read also: x. Troops came.", skip=((0, 14),)))
    'Troops came.'
    """
    kept, at = [], 0
    for start, end in sorted(article.skip):
        kept.append(article.text[at:start])
        at = max(at, end)
    text = "".join([*kept, article.text[at:]])
    return _CAPTION.sub("", text) if ")" in text else text


def word_hashes(text: str, *, least: int = 1) -> Array:
    """Return one 64-bit hash a word, whatever the word's case and the punctuation around it.

    Args:
        text: Any text.
        least: Bytes that a word must have to be kept.

    >>> (word_hashes("Troops, arrived!") == word_hashes("troops ARRIVED")).all()
    np.True_
    """
    if not text.isascii():
        for odd in _PUNCTUATION:
            if odd in text:
                text = text.replace(odd, " ")
    raw = np.frombuffer(text.lower().encode("utf-8", "surrogatepass"), dtype=np.uint8)
    inside = _LETTER[raw]
    first = inside.copy()
    first[1:] &= ~inside[:-1]
    starts = np.flatnonzero(first)
    if not starts.size:
        return np.zeros(0, dtype=np.uint64)
    raw, inside = raw[starts[0] :], inside[starts[0] :]
    word_of = np.cumsum(first[starts[0] :]) - 1
    starts = starts - starts[0]
    place = np.minimum(np.arange(raw.size) - starts[word_of], 63)
    hashes = np.add.reduceat(_BYTE[raw] * _PLACE[place], starts)
    return hashes if least <= 1 else hashes[np.add.reduceat(inside.astype(np.int64), starts) >= least]


def long_words(text: str) -> Array:
    """Return the distinct words of five or more letters as sorted hashes: what a text speaks of."""
    return np.unique(word_hashes(text, least=5))


def shingles(text: str) -> Array:
    """Return the distinct runs of words of a text as sorted 32-bit hashes; a short text is one run."""
    words = word_hashes(text)
    if not words.size:
        return np.zeros(0, dtype=np.uint32)
    width = min(RUN, words.size)
    runs = np.zeros(words.size - width + 1, dtype=np.uint64)
    for n in range(width):
        runs = (runs + words[n : words.size - width + 1 + n]) * _STEP[n]
        runs ^= runs >> _HIGH
    hashed = ((runs * _MIX) >> _HIGH).astype(np.uint32)
    hashed.sort()
    return hashed[np.r_[True, hashed[1:] != hashed[:-1]]]


def among(these: Array, those: Array) -> Array:
    """Tell for each of ``these`` whether it is among ``those``, both sorted; several times faster than numpy's own.

    >>> among(np.array([1, 4, 9]), np.array([4, 5])).tolist()
    [False, True, False]
    """
    if not those.size:
        return np.zeros(these.size, dtype=bool)
    found = np.minimum(np.searchsorted(those, these), those.size - 1)
    return those[found] == these


def shared(first: Array, second: Array) -> int:
    """Return how many runs two sorted sets share."""
    if first.size > second.size:
        first, second = second, first
    return int(among(first, second).sum())
