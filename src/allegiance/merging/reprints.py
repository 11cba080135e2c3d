"""Families of copies: one text published by many, whole, cut, extended, updated or partly reworded.

Two texts are copies when most of the shorter one's runs of words stand in the other. Runs that return over weeks in
texts of many days ("what we know on day", a newsletter's footer) are formula and don't count, so short items with the
same formula stay apart. Candidates come from an index of runs (every fourth run of a long text, all of a short one),
so that a text and a part of it meet; near copies that are too many for the index meet by MinHash.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from rensa import RMinHash

from allegiance.actors import Gazetteer
from allegiance.merging.agencies import agency_of, credited
from allegiance.merging.origins import outlet_name
from allegiance.merging.shingles import Array, among, body, long_words, shared, shingles
from allegiance.merging.unions import Union
from allegiance.records import Article, Reprint

# Share of the shorter text's runs that stand in the other: for texts of some length, headline and lead, headline.
LEAST, LEAST_SHORT, LEAST_HEADLINE = 0.5, 0.6, 0.85
# A reworded text repeats fewer runs, but most words of five or more letters, and figures.
LEAST_REWORDED, _SAME_WORDS, _SAME_FIGURES = 0.2, 0.7, 0.5
# Runs of a short text, of a headline, of a text that only an equal one can be a copy of, and of one indexed whole.
SHORT, HEADLINE, TINY, SAMPLED = 60, 18, 8, 200
# Within how many days a text is reworded, and after how many only a text that is repeated nearly whole is a copy.
_SOON, _LATER, _WHOLE = 4, 14, 0.9
# Copies of short texts appear within days; a run seen in this many texts over this many days is formula.
_NEAR_DAYS, _FORMULA_TEXTS, _FORMULA_DAYS = 7, 4, 21
# A part that covers less of the longer text than this may be one item of a digest.
_DIGEST = 0.18
# Texts that share a run: up to so many meet pairwise, more only with the first of them.
_CROWD = 24
_BANDS, _ROWS = 8, 6
_FIGURE = re.compile(r"\d[\d.,]*\d|\d")


@dataclass(frozen=True, slots=True)
class _Text:
    """An article ready for comparing: its runs, its day (0 when unknown)."""

    article: Article
    runs: Array
    day: int


def reprints(articles: Iterable[Article], known: Gazetteer | None = None) -> list[Reprint]:
    """Find the families of copies; articles without copies are not listed.

    Args:
        articles: In any order; the result does not depend on it.
        known: Knows which outlets are agencies; without it no agency is named.

    Returns:
        One row for each article that has a copy, sorted by family and article.
    """
    ordered = sorted(articles, key=lambda a: (a.published is None, a.published, a.id) if a.published else (True, a.id))
    texts = [_Text(a, shingles(body(a)), a.published.toordinal() if a.published else 0) for a in ordered]
    union = Union(len(texts))
    share = dict.fromkeys(range(len(texts)), 0.0)
    keys: dict[bytes, int] = {}
    for n, text in enumerate(texts):
        if text.runs.size:
            first = keys.setdefault(text.runs.tobytes(), n)
            if first != n and (text.runs.size >= TINY or _close(texts[first], text)):
                union.join(first, n)
                share[n] = share[first] = 1.0
    unique = [n for n in range(len(texts)) if union.find(n) == n and texts[n].runs.size >= TINY]
    _join_copies(unique, texts, union, share)
    families: dict[int, list[int]] = defaultdict(list)
    for n in range(len(texts)):
        families[union.find(n)].append(n)
    found = []
    for members in families.values():
        if len(members) < 2:
            continue
        agency = _agency([ordered[n] for n in members], known) if known else ""
        family = _earliest([ordered[n] for n in members], agency, known).id
        found += [
            Reprint(article=ordered[n].id, family=family, agency=agency, share=round(share[n], 3)) for n in members
        ]
    return sorted(found, key=lambda row: (row.family, row.article))


def _earliest(members: Sequence[Article], agency: str, known: Gazetteer | None) -> Article:
    """Return the first of a family's members in order; of those of its day the agency's own, if it is among them."""
    day = [member for member in members if member.published == members[0].published]
    return next((member for member in day if agency and outlet_name(member, known) == agency), members[0])


def _agency(members: Sequence[Article], known: Gazetteer) -> str:
    """Return the agency that most members name, the first named among equals; else the one of their outlets they credit."""
    named = [agency for member in members if (agency := agency_of(member, known))]
    if not named:
        outlets = sorted({outlet_name(member, known) for member in members if member.outlet})
        named = [outlet for member in members if len(outlets) > 1 and (outlet := credited(member, outlets))]
    return max(named, key=lambda agency: (named.count(agency), -named.index(agency)), default="")


def _close(first: _Text, second: _Text, days: int = _NEAR_DAYS) -> bool:
    return not (first.day and second.day) or abs(first.day - second.day) <= days


def _join_copies(unique: Sequence[int], texts: Sequence[_Text], union: Union, share: dict[int, float]) -> None:
    """Join the copies among different texts."""
    formula, pairs = _index([texts[n] for n in unique])
    pairs |= _near([texts[n] for n in unique])
    plain: dict[int, Array] = {}

    def telling(n: int) -> Array:
        if n not in plain:
            runs = texts[n].runs
            plain[n] = runs[~among(runs, formula)]
        return plain[n]

    parts: list[tuple[float, int, int]] = []
    for one, two in sorted(pairs):
        first, second = unique[one], unique[two]
        found = _likeness(telling(first), telling(second), texts[first], texts[second])
        if found is None:
            continue
        least, covered = found
        share[first], share[second] = max(share[first], least), max(share[second], least)
        if covered >= _DIGEST:
            union.join(first, second)
        else:
            parts.append((covered, first, second))
    # A digest that holds several reports must not make one family of them: it joins the one that it holds most of.
    whole: dict[int, tuple[float, int]] = {}
    for covered, first, second in parts:
        small, large = sorted((first, second), key=lambda n: (texts[n].runs.size, n))
        whole[large] = max(whole.get(large, (0.0, -1)), (covered, -small))
    for large, (_, small) in sorted(whole.items()):
        union.join(-small, large)


def _likeness(first: Array, second: Array, one: _Text, two: _Text) -> tuple[float, float] | None:
    """Return the shares of the shorter and the longer text that are copied, or None when they are no copies."""
    least, most = sorted((first.size, second.size))
    # What is left when the formula is taken away must be the better part of the text, or there is nothing to compare.
    if least < TINY or 2 * least < min(one.runs.size, two.runs.size):
        return None
    both = shared(first, second)
    if least < SHORT:
        needed = (LEAST_HEADLINE if least < HEADLINE else LEAST_SHORT) if _close(one, two) else 2.0
    else:
        needed = LEAST if _close(one, two, _LATER) else _WHOLE
        if both >= LEAST_REWORDED * least and _close(one, two, _SOON) and _same_words(one, two):
            needed = LEAST_REWORDED
    if both < needed * least:
        return None
    return both / least, both / most


def _same_words(one: _Text, two: _Text) -> bool:
    """Tell whether the shorter text speaks with the words and figures of the other; forms filled anew differ in figures."""
    bodies = body(one.article), body(two.article)
    first, second = map(long_words, bodies)
    if shared(first, second) < _SAME_WORDS * min(first.size, second.size):
        return False
    figures, others = (set(_FIGURE.findall(text)) for text in bodies)
    return len(figures & others) >= _SAME_FIGURES * min(len(figures), len(others))


def _index(texts: Sequence[_Text]) -> tuple[Array, set[tuple[int, int]]]:
    """Return the runs that are formula, and the pairs of texts that share several indexed runs."""
    kept = [t.runs if t.runs.size < SAMPLED else t.runs[t.runs % 4 == 0] for t in texts]
    sizes = np.array([k.size for k in kept], dtype=np.int64)
    if sizes.sum() == 0:
        return np.zeros(0, dtype=np.uint32), set()
    hashes = np.concatenate(kept)
    owner = np.repeat(np.arange(len(texts), dtype=np.int64), sizes)
    order = np.argsort(hashes, kind="stable")
    hashes, owner = hashes[order], owner[order]
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]])
    counts = np.diff(np.r_[starts, hashes.size])
    days = np.array([t.day for t in texts], dtype=np.int64)[owner]
    known = np.where(days == 0, 10**7, days)
    span = np.maximum.reduceat(days, starts) - np.minimum.reduceat(known, starts)
    is_formula = (counts >= _FORMULA_TEXTS) & (span > _FORMULA_DAYS)
    formula = hashes[starts[is_formula]]
    firsts, seconds = [], []
    for count in range(2, _CROWD + 1):
        at = starts[(counts == count) & ~is_formula]
        for i in range(count):
            for j in range(i + 1, count):
                firsts.append(owner[at + i])
                seconds.append(owner[at + j])
    crowded = (counts > _CROWD) & ~is_formula
    for at, count in zip(starts[crowded], counts[crowded], strict=True):
        firsts.append(np.full(count - 1, owner[at]))
        seconds.append(owner[at + 1 : at + count])
    if not firsts:
        return formula, set()
    one, two = np.concatenate(firsts), np.concatenate(seconds)
    pair, times = np.unique(one * len(texts) + two, return_counts=True)
    one, two = pair // len(texts), pair % len(texts)
    # A long text meets a short one in a quarter of the short one's runs only.
    thin = np.where(np.array([t.runs.size for t in texts]) < SAMPLED, 1.0, 4.0)
    enough = times * np.maximum(thin[one], thin[two]) >= 0.15 * np.minimum(
        *(np.array([t.runs.size for t in texts])[side] for side in (one, two))
    )
    enough &= times >= 2
    return formula, set(zip(one[enough].tolist(), two[enough].tolist(), strict=True))


def _near(texts: Sequence[_Text]) -> set[tuple[int, int]]:
    """Return pairs of texts that are alike as a whole: each with the first text in its MinHash bucket."""
    if not texts:
        return set()
    flat = np.concatenate([t.runs for t in texts]).astype(np.uint64)
    offsets = np.r_[0, np.cumsum([t.runs.size for t in texts])].astype(np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets, _BANDS * _ROWS, 42)
    rows = np.array(matrix.to_rows(), dtype=np.uint64)
    pairs: set[tuple[int, int]] = set()
    for band in range(_BANDS):
        buckets: dict[bytes, int] = {}
        part = np.ascontiguousarray(rows[:, band * _ROWS : (band + 1) * _ROWS])
        for n in range(len(texts)):
            first = buckets.setdefault(part[n].tobytes(), n)
            if first != n:
                pairs.add((first, n))
    return pairs
