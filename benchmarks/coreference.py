"""Gold event mentions (ECB+) as happenings, and the field's measures of clusters against gold chains.

MUC (Vilain et al. 1995), B3 (Bagga & Baldwin 1998), CEAFe (Luo 2005) and their mean F1, the CoNLL score (Pradhan et al.
2011), each as a sum of parts by topic, so that topics can be drawn anew for intervals.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from allegiance.merging.happening import Happening, figures
from allegiance.merging.stems import stems
from allegiance.merging.wording import Wording

TUNING = frozenset({2, 5, 12, 18, 21, 23, 34, 35})
Array = Any


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold event mention: its topic, its chain, its date words, and what it is compared by."""

    topic: int
    chain: str
    dates: frozenset[str]
    happening: Happening


def read(path: Path) -> list[Gold]:
    """Read event mentions (kind holds ACTION), in the order of the file."""
    found = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            text = document["text"]
            context = stems(text[:900])
            times = [m for m in document["mentions"] if m["kind"].startswith("TIME")]
            for mention in document["mentions"]:
                if "ACTION" not in mention["kind"]:
                    continue
                place = next(s for s in document["sentences"] if s["start"] <= mention["start"] < s["end"])
                near = [m for m in document["mentions"] if place["start"] <= m["start"] < place["end"]]
                who = {s for m in near if m["kind"].startswith(("HUMAN", "NON_HUMAN")) for s in stems(m["text"])}
                where = {s for m in near if m["kind"].startswith("LOC") for s in stems(m["text"])}
                sentence = text[place["start"] : place["end"]]
                happening = Happening(
                    key=mention["id"],
                    article=document["id"],
                    mutual=True,
                    actors=frozenset(who),
                    trigger=frozenset(stems(mention["text"])) or frozenset([mention["text"].lower()]),
                    words=stems(sentence),
                    context=context,
                    numbers=figures(sentence),
                    names=frozenset(who | where),
                    place=" ".join(sorted(where)),
                )
                dates = frozenset(
                    s for t in times if place["start"] <= t["start"] < place["end"] for s in stems(t["text"])
                )
                found.append(Gold(int(document["topic"]), mention["chain"], dates, happening))
    return found


def candidates(happenings: Sequence[Happening]) -> tuple[Array, Array]:
    """Return pairs that share a stem of the trigger, or whose sentences have a cosine of .3 or more."""
    by_stem: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(happenings):
        for word in one.trigger:
            by_stem[word].append(n)
    pairs = {pair for group in by_stem.values() for pair in combinations(group, 2)}
    sentences = Wording(happenings).sentences
    near = (sentences @ sentences.T).tocoo()
    close = (near.data >= 0.3) & (near.row < near.col)
    pairs |= set(zip(near.row[close].tolist(), near.col[close].tolist(), strict=True))
    ordered = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return ordered[:, 0], ordered[:, 1]


def lemma_and_date(gold: Sequence[Gold]) -> list[list[int]]:
    """Return the baseline's clusters: one stem of the trigger, and one date where the sentence tells one."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for n, one in enumerate(gold):
        groups[tuple(sorted(one.happening.trigger)), tuple(sorted(one.dates))].append(n)
    return list(groups.values())


@dataclass(frozen=True, slots=True)
class Parts:
    """Sums by topic: numerators and denominators of recall and precision of MUC, B3 and CEAFe."""

    sums: Array  # topics x 3 measures x (recall numerator, recall denominator, precision numerator, denominator)

    def scores(self, weight: Array) -> dict[str, float]:
        """Return F1 of each measure, with topics weighed."""
        total = np.tensordot(weight, self.sums, axes=1)
        recall = total[:, 0] / np.maximum(total[:, 1], 1e-9)
        precision = total[:, 2] / np.maximum(total[:, 3], 1e-9)
        f1 = 2 * recall * precision / np.maximum(recall + precision, 1e-9)
        return {"muc_f1": float(f1[0]), "b3_f1": float(f1[1]), "ceafe_f1": float(f1[2]), "conll_f1": float(f1.mean())}


def score(gold: Sequence[Gold], clusters: Iterable[Sequence[int]]) -> Parts:
    """Return the sums of the measures for clusters of all of ``gold``."""
    topics = {t: n for n, t in enumerate(sorted({g.topic for g in gold}))}
    topic = [topics[g.topic] for g in gold]
    grouped: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(gold):
        grouped[one.chain].append(n)
    key = [frozenset(c) for c in grouped.values()]
    response = [frozenset(c) for c in clusters]
    in_key = {n: k for k, cluster in enumerate(key) for n in cluster}
    in_response = {n: k for k, cluster in enumerate(response) for n in cluster}
    sums = np.zeros((len(topics), 3, 4))
    for clusters_, other, at in ((key, in_response, 0), (response, in_key, 2)):
        for cluster in clusters_:
            where = topic[min(cluster)]
            sums[where, 0, at] += len(cluster) - len({other[n] for n in cluster})
            sums[where, 0, at + 1] += len(cluster) - 1
    for n in range(len(gold)):
        mine, theirs = key[in_key[n]], response[in_response[n]]
        both = len(mine & theirs)
        sums[topic[n], 1] += [both / len(mine), 1, both / len(theirs), 1]
    overlap: dict[tuple[int, int], int] = defaultdict(int)
    for n in range(len(gold)):
        overlap[in_key[n], in_response[n]] += 1
    likeness = np.zeros((len(key), len(response)))
    for (k, r), both in overlap.items():
        likeness[k, r] = 2 * both / (len(key[k]) + len(response[r]))
    for k, r in zip(*linear_sum_assignment(-likeness), strict=True):
        sums[topic[min(key[k])], 2, 0] += likeness[k, r]
        sums[topic[min(response[r])], 2, 2] += likeness[k, r]
    for cluster in key:
        sums[topic[min(cluster)], 2, 1] += 1
    for cluster in response:
        sums[topic[min(cluster)], 2, 3] += 1
    return Parts(sums)
