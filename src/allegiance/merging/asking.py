"""Which pairs of reports are read side by side: reading all would take too long, and most are clear without.

First the doubtful ones, the likeliest of each report. Then, once it shows what would be one event, those on which it hangs:
of a large event each report is read with more of the others, since a stray one is mostly like one of them alone; and so are
more pairs of two events that come near to joining.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

Array = Any
# Pairs less or more likely than this are not read: nothing that is read would turn them.
_LEAST, _MOST = 0.2, 0.97
# Of the pairs of each report so many are read, the likeliest first; this bounds the work where much is told of two parties.
_EACH = 3
# The same for the pairs on which events hang, of which fewer are clear: a mean over pairs turns on what is far off, too.
_LEAST_HANGING, _MOST_HANGING = 0.03, 0.995
# Pairs of each report with others of its event, and pairs of two events that come so near to joining, that are read.
_INSIDE, _BETWEEN, _NEAR = 16, 8, 0.45
# Of the latter so many of each report, the nearest events first: where hundreds of reports are alike, all are near to all.
_BESIDE = 16
# Pairs below this say nothing of how near two events are.
_LIKELY = 0.05


def worth_reading(first: Array, second: Array, likely: Array) -> Array:
    """Return the rows of the pairs that reading may turn, in their order.

    Args:
        first, second: Places of the pairs' members.
        likely: How likely each pair is one event unread; 0 for pairs that are not to be read.
    """
    rows = np.nonzero((likely >= _LEAST) & (likely <= _MOST))[0]
    seen: dict[int, int] = {}
    kept = []
    for row in rows[np.argsort(-likely[rows], kind="stable")].tolist():
        pair = int(first[row]), int(second[row])
        if min(seen.get(n, 0) for n in pair) < _EACH:
            kept.append(row)
            for n in pair:
                seen[n] = seen.get(n, 0) + 1
    return np.array(sorted(kept), dtype=np.int64)


def hanging(
    first: Array,
    second: Array,
    unread: Array,
    scores: Array,
    clusters: Sequence[Sequence[int]],
    read: Array,
    *,
    likeliest: float,
) -> Array:
    """Return the rows of further pairs on which events hang, in their order.

    Args:
        first, second: Places of the pairs' members.
        unread: How likely each pair is one event unread; 0 for pairs that are not to be read.
        scores: How likely with what was read.
        clusters: What would be events: places.
        read: Rows of the pairs that were read.
        likeliest: What the likeliest pair of two clusters counts beside the mean of all.
    """
    home = np.zeros(sum(map(len, clusters)), dtype=np.int64)
    for number, cluster in enumerate(clusters):
        home[list(cluster)] = number
    size = np.array([len(cluster) for cluster in clusters])
    one, two = np.minimum(home[first], home[second]), np.maximum(home[first], home[second])
    open_ = (unread >= _LEAST_HANGING) & (unread <= _MOST_HANGING)
    open_[read] = False
    known = np.zeros(unread.size, dtype=bool)
    known[read] = True
    return np.array(
        sorted(
            _inside(first, second, scores, (one == two) & open_, (one == two) & known)
            + _between(first, second, one, two, size, scores, open_, known, likeliest)
        ),
        dtype=np.int64,
    )


def _inside(first: Array, second: Array, scores: Array, open_: Array, known: Array) -> list[int]:
    """Return pairs of one event, the unlikeliest first, until each of its reports was read with enough others."""
    told: dict[int, int] = defaultdict(int)
    for n in (*first[known].tolist(), *second[known].tolist()):
        told[n] += 1
    rows = np.nonzero(open_)[0]
    found = []
    for row in rows[np.argsort(scores[rows], kind="stable")].tolist():
        i, j = int(first[row]), int(second[row])
        if min(told[i], told[j]) < _INSIDE:
            found.append(row)
            told[i] += 1
            told[j] += 1
    return found


def _between(
    first: Array,
    second: Array,
    one: Array,
    two: Array,
    size: Array,
    scores: Array,
    open_: Array,
    known: Array,
    likeliest: float,
) -> list[int]:
    """Return pairs of two events that come near to joining, the likeliest first, until enough of theirs were read."""
    rows = np.nonzero((one != two) & (scores >= _LIKELY))[0]
    pairs: dict[tuple[int, int], list[int]] = defaultdict(list)
    for row, a, b in zip(rows.tolist(), one[rows].tolist(), two[rows].tolist(), strict=True):
        pairs[a, b].append(row)
    near: list[tuple[float, list[int]]] = []
    for (a, b), theirs in pairs.items():
        values = scores[theirs]
        value = (1 - likeliest) * values.sum() / (size[a] * size[b]) + likeliest * values.max()
        if value >= _NEAR:
            near.append((-value, theirs))
    told: dict[int, int] = defaultdict(int)
    found = []
    for _, theirs in sorted(near):
        wanted = max(0, _BETWEEN - int(known[theirs].sum()))
        for row in sorted(theirs, key=lambda row: (-scores[row], row)):
            i, j = int(first[row]), int(second[row])
            if wanted and open_[row] and min(told[i], told[j]) < _BESIDE:
                found.append(row)
                wanted -= 1
                told[i] += 1
                told[j] += 1
    return found
