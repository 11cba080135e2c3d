"""How alike two happenings are: candidate pairs, the parts of their likeness, and a probability from the parts."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import combinations, permutations
from typing import Any

import numpy as np

from allegiance.merging.happening import Happening, family_group
from allegiance.merging.within import WITHIN, within
from allegiance.merging.wording import Wording, cosines
from allegiance.records import EventType

Array = Any
# The parts that any two descriptions of events have, in the order of the columns.
LEARNED = (
    "trigger",
    "wording",
    "context",
    "trigger in context",
    "names",
    "names unknown",
    "parties",
    "numbers agree",
    "numbers differ",
    "place agrees",
    "place differs",
    "same article",
)
# Parts that only mentions of articles have, which name types and days. "read together": log odds by the network that reads
# two reports side by side; 0 for pairs that it did not read.
PARTS = (
    *LEARNED,
    "clause",
    "clause unknown",
    "fields agree",
    "fields differ",
    "type differs",
    "days apart",
    "day differs",
    "copies",
    "told twice",
    "same sentence",
    "rare name",
    "company",
    "company unknown",
    *WITHIN,
    "read together",
)
# Parties of a coalition beyond so many don't make further candidate pairs.
_SIDE = 6
# Reports of one event come within days of one another.
WINDOW = 4
# Words in common about which two clauses tell the same.
_SAME_THINGS = 2
# Log odds of one text's mentions count up to so much: a probability of .999.
_ODDS = 6.9
# What a report's likeness to others of its block is taken for before any is seen, and how many seen ones that weighs.
_EXPECTED, _EXPECTED_WEIGHS = 0.3, 5


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of happenings, by their place in a list, with the parts of their likeness as columns of ``PARTS``."""

    first: Array
    second: Array
    parts: Array

    def __len__(self) -> int:
        return int(self.first.size)


@cache
def weights(kind: str) -> tuple[Array, float]:
    """Return the weight of each part and the constant.

    Args:
        kind: ``any`` pairs, those of one ``block``, those seen ``alone``: of one block, by what the two say themselves,
            those of one ``text``, by the log odds of their block and by what tells two acts of one text apart, or those
            that were ``read`` side by side, beside the log odds of their block (:func:`likeness_beside_reading`).
    """
    read = _table()[kind]
    return np.array([read["weights"].get(part, 0.0) for part in PARTS]), float(read["constant"])


@cache
def likeness_beside_reading() -> float:
    """Return what the log odds of a block still count for two reports that were read side by side."""
    return float(_table()["read"]["likeness"])


@cache
def _table() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(
        (resources.files("allegiance") / "merging" / "data" / "weights.json").read_text("utf-8")
    )
    return found


def probability(pairs: Pairs, *, blocked: bool = True) -> Array:
    """Return for each pair the probability that the two are one event (a logistic model).

    Args:
        pairs: The pairs with their parts.
        blocked: The pairs share parties and family of types. Most words for the act then agree anyway, and what tells one
            event from another is what else is told; so these pairs have weights of their own, and again those of one text.
    """
    if not blocked:
        return _likely(pairs.parts, "any")
    one_text = pairs.parts[:, PARTS.index("same article")] == 1
    alike = _log_odds(pairs.parts, "block")
    read = _log_odds(pairs.parts, "read") + likeness_beside_reading() * alike
    unread = pairs.parts[:, PARTS.index("read together")] == 0
    return np.where(one_text, _likely(pairs.parts, "text"), _sigmoid(np.where(unread, alike, read)))


def _likely(parts: Array, kind: str) -> Array:
    return _sigmoid(_log_odds(parts, kind))


def _sigmoid(odds: Array) -> Array:
    return 1 / (1 + np.exp(-odds))


def _log_odds(parts: Array, kind: str) -> Array:
    weight, constant = weights(kind)
    return parts @ weight + constant


def keys(one: Happening) -> Iterable[tuple[str, ...]]:
    """Yield the blocks that a happening belongs to: its stage, its group of types and each pair of its parties.

    What two do to each other is among what either does to the other.
    """
    actors, recipients = sorted(one.actors)[:_SIDE], sorted(one.recipients)[:_SIDE]
    sides: Iterable[tuple[str, str]]
    if one.each_way:
        sides = permutations(actors, 2)
    elif one.mutual:
        sides = combinations(actors, 2) if len(actors) > 1 else [(a, "") for a in actors]
    else:
        sides = ((a, r) for a in actors for r in recipients)
    group = family_group(one.family)
    turned = (one.mutual and not one.each_way) or group != one.family
    for side in sides:
        yield one.stage, group, "|".join(sorted(side)) if turned else ">".join(side)


def _comparable(one: Happening, two: Happening) -> bool:
    """Tell whether two of one block of several families may be one event.

    Friendly acts of two families may, where two articles tell of them: one text that names a visit and a deal means both,
    unless its other sentence tells a deal again.
    """
    if one.family != two.family:
        return one.article != two.article or _told_again(one, two)
    if one.mutual or two.mutual:
        return True
    return bool(one.actors & two.actors and one.recipients & two.recipients)


def _told_again(one: Happening, two: Happening) -> bool:
    """Tell whether two sentences of one text may tell what is given or promised in two ways: about the same things."""
    met = EventType.CONSULT in (one.kind, two.kind)
    return not met and one.sentence != two.sentence and len(set(one.clause) & set(two.clause)) >= _SAME_THINGS


def candidates(happenings: Sequence[Happening], *, window: int = WINDOW) -> tuple[Array, Array]:
    """Return the pairs worth comparing: a shared block, and days that don't rule it out (``window``: days between them)."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, one in enumerate(happenings):
        for key in keys(one):
            blocks[key].append(n)
    start = np.array([h.start for h in happenings], dtype=np.int64)
    end = np.array([h.end for h in happenings], dtype=np.int64)
    standing = np.array([bool(h.standing) for h in happenings], dtype=bool)
    found: list[Array] = []
    for members in blocks.values():
        if len(members) < 2:
            continue
        block = np.array(members)
        # What goes on for long is joined without comparing (``standing``), and is not one of the deeds of a day.
        passing = block[~standing[block]]
        found += list(_near(passing, start, end, len(happenings), window))
        found += _of_one_text(passing.tolist(), happenings)
    if not found:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    codes = np.unique(np.concatenate(found))
    first, second = codes // len(happenings), codes % len(happenings)
    # in a block of one family all are comparable
    grouped = np.array([family_group(h.family) != h.family for h in happenings], dtype=bool)[first]
    kept = ~grouped
    pairs = zip(first[grouped].tolist(), second[grouped].tolist(), strict=True)
    kept[grouped] = [_comparable(happenings[i], happenings[j]) for i, j in pairs]
    return first[kept], second[kept]


def _of_one_text(block: Sequence[int], happenings: Sequence[Happening]) -> list[Array]:
    """Return codes of the pairs of one text of which only one names a time.

    The headline of "will meet on 12 September" mostly names no day; that of publication is not its own.
    """
    texts: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for n in block:
        texts[happenings[n].article][happenings[n].dated].append(n)
    size = len(happenings)
    codes = [min(i, j) * size + max(i, j) for undated, dated in texts.values() for i in undated for j in dated]
    return [np.array(codes, dtype=np.int64)] if codes else []


def _near(block: Array, start: Array, end: Array, size: int, window: int) -> Iterable[Array]:
    """Yield codes of the pairs of a block within a window of days."""
    block = block[np.lexsort((block, start[block]))]
    for step in range(1, block.size):
        one, two = block[:-step], block[step:]
        near = start[two] - end[one] <= window
        # Sorted by their first day: once none is near, none further on is, save after a vague date.
        if not near.any():
            return
        one, two = one[near], two[near]
        yield np.minimum(one, two) * size + np.maximum(one, two)


def compare(
    happenings: Sequence[Happening], first: Array, second: Array, family_of: Callable[[str], str] = str
) -> Pairs:
    """Return the parts of the likeness of pairs.

    Args:
        happenings: All of them.
        first, second: Places of the pairs' members.
        family_of: Names the reprint family of an article; articles without copies name themselves.
    """
    wording = Wording(happenings)
    columns = np.zeros((first.size, len(PARTS)))
    at = {part: n for n, part in enumerate(PARTS)}
    columns[:, at["wording"]] = cosines(wording.sentences, first, second)
    columns[:, at["clause"]] = cosines(wording.clauses, first, second)
    columns[:, at["context"]] = cosines(wording.contexts, wording.context_of[first], wording.context_of[second])
    families = [family_of(h.article) for h in happenings]
    for row, (i, j) in enumerate(zip(first.tolist(), second.tolist(), strict=True)):
        _compare(columns[row], at, happenings[i], happenings[j], families[i] == families[j])
        if happenings[i].article == happenings[j].article:
            for part, value in within(happenings[i], happenings[j]).items():
                columns[row, at[part]] = value
        columns[row, at["rare name"]] = wording.rarest(happenings[i].names & happenings[j].names)
    columns[:, at["trigger in context"]] = columns[:, at["trigger"]] * columns[:, at["context"]]
    others = columns[:, at["same article"]] == 0
    columns[:, at["company"]] = _company(first, second, _likely(columns, "alone"), others, len(happenings))
    columns[:, at["likeness"]] = np.where(others, 0.0, np.clip(_log_odds(columns, "block"), -_ODDS, _ODDS))
    return Pairs(first, second, columns)


def _company(first: Array, second: Array, likely: Array, others: Array, size: int) -> Array:
    """Return for each pair how like the reports of other articles are, on the mean, to the one of the two with fewer like it.

    Where most of what is told of two parties in a week is one story, two reports of it are likelier one event than their
    words alone say; where they do many things, less likely. (So search corrects nearness by how near a point is to all
    others: Jégou et al. 2007, A contextual dissimilarity measure.)

    Args:
        first, second: Places of the pairs' members.
        likely: How likely each pair is one event by what the two say themselves.
        others: Pairs of two articles; one article's own acts tell nothing of how much goes on.
        size: Number of happenings.
    """
    total, seen = np.full(size, _EXPECTED * _EXPECTED_WEIGHS), np.full(size, float(_EXPECTED_WEIGHS))
    for side in (first[others], second[others]):
        np.add.at(total, side, likely[others])
        np.add.at(seen, side, 1.0)
    mean = total / seen
    return np.where(others, np.minimum(mean[first], mean[second]), _EXPECTED)


def _compare(row: Array, at: dict[str, int], one: Happening, two: Happening, copies: bool) -> None:
    """Fill in the parts that are not cosines."""
    row[at["trigger"]] = _alike(one.trigger, two.trigger)
    if one.names and two.names:
        row[at["names"]] = len(one.names & two.names) / min(len(one.names), len(two.names))
    else:
        row[at["names unknown"]] = 1.0
    row[at["parties"]] = _parties(one, two)
    if one.numbers and two.numbers:
        row[at["numbers agree" if one.numbers & two.numbers else "numbers differ"]] = 1.0
    if one.place and two.place:
        row[at["place agrees" if one.place == two.place else "place differs"]] = 1.0
    row[at["clause unknown"]] = float(not (one.clause and two.clause))
    if one.fields and two.fields:
        shared = len(one.fields & two.fields) / len(one.fields | two.fields)
        row[at["fields agree"]], row[at["fields differ"]] = shared, float(not shared)
    row[at["same article"]] = float(one.article == two.article)
    row[at["type differs"]] = float(one.kind != two.kind)
    row[at["copies"]] = float(copies and one.article != two.article)
    row[at["told twice"]] = float(one.article == two.article and one.opening and two.opening)
    # Of the sentence itself, not of words that a headline and a lead have in common.
    row[at["same sentence"]] = float(one.article == two.article and one.sentence == two.sentence)
    if one.start and two.start:
        apart = _days_apart(one, two)
        row[at["days apart"]] = min(apart, 6)
        row[at["day differs"]] = float(one.exact and two.exact and apart > 0)


def _days_apart(one: Happening, two: Happening) -> int:
    """Return how many days lie between two happenings for all that their reports tell.

    For a report that names no time the day of publication only stands in: one text's own telling without a day is of no
    other day, what came out on the morrow of a day that another names may tell of that day, and a plan told without a day
    may be for any that comes.
    """
    apart = max(0, max(one.start, two.start) - min(one.end, two.end))
    if one.dated == two.dated:
        return apart
    named, unnamed = (one, two) if one.dated else (two, one)
    morrow = named.exact and unnamed.start == named.end + 1
    to_come = one.stage == "ahead" and unnamed.start < named.start
    return 0 if one.article == two.article or morrow or to_come else apart


def _alike(one: frozenset[str], two: frozenset[str]) -> float:
    """Return 1 when the triggers share a stem, a half when two stems begin alike."""
    if one & two:
        return 1.0
    return 0.5 if any(a[:4] == b[:4] and len(a) > 3 < len(b) for a in one for b in two) else 0.0


def _parties(one: Happening, two: Happening) -> float:
    """Return the share of parties that the two have in common, the mean of the sides."""

    def share(first: frozenset[str], second: frozenset[str]) -> float:
        return len(first & second) / len(first | second) if first or second else 1.0

    if one.mutual or two.mutual:
        return share(one.actors | one.recipients, two.actors | two.recipients)
    return (share(one.actors, two.actors) + share(one.recipients, two.recipients)) / 2
