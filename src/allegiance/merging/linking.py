"""Clusters from scored pairs: average linkage, with pairs that must and pairs that must not be together.

A cluster joins another only while the mean probability over all their pairs, or the mean of that and the likeliest pair's, as
``likeliest`` says, stays above the threshold; a pair that was never a candidate counts as 0. So a chain of likenesses (each
Friday's summit like the last) does not run on. Where many report one happening, each tells another part of it and the mean is
low, so the likeliest pair may be given a say.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence

THRESHOLD = 0.5
Clusters = list[list[int]]


def link(
    size: int,
    pairs: Iterable[tuple[int, int, float]],
    *,
    together: Iterable[tuple[int, int]] = (),
    apart: Iterable[tuple[int, int]] = (),
    fits: Callable[[Sequence[int], Sequence[int]], bool] = lambda _one, _two: True,
    threshold: float = THRESHOLD,
    likeliest: float = 0.0,
) -> Clusters:
    """Cluster the numbers below ``size``.

    Args:
        size: How many there are.
        pairs: (first, second, probability); pairs left out count as 0.
        together: Pairs that are one, whatever the score; where ``apart`` lets only some of them be, the first ones are.
        apart: Pairs that are not one; they win over ``together``.
        fits: Tells whether two clusters may be one.
        threshold: Probability from which clusters join.
        likeliest: Weight of the likeliest pair of two clusters, between 0 (average linkage) and 1 (single linkage).

    Returns:
        Clusters, each sorted, by their smallest member.

    >>> pairs = [(0, 1, 0.9), (1, 2, 0.9), (0, 2, 0.0)]
    >>> link(3, pairs), link(3, pairs, likeliest=0.5)
    ([[0, 1], [2]], [[0, 1, 2]])
    """
    members: dict[int, list[int]] = {n: [n] for n in range(size)}
    home = list(range(size))
    sums: dict[int, dict[int, float]] = {n: {} for n in range(size)}
    bans: dict[int, set[int]] = {n: set() for n in range(size)}
    for one, two in apart:
        bans[one].add(two)
        bans[two].add(one)
    best: dict[int, dict[int, float]] = {n: {} for n in range(size)}
    for one, two, score in pairs:
        sums[one][two] = sums[two][one] = score
        best[one][two] = best[two][one] = score

    def join(one: int, two: int) -> int:
        """Make one cluster of two; return its name, the name of the one with more ties."""
        if len(sums[one]) + len(members[one]) < len(sums[two]) + len(members[two]):
            one, two = two, one
        sums[one].pop(two, None)
        best[one].pop(two, None)
        tops = best.pop(two)
        for other, value in sums.pop(two).items():
            if other != one:
                sums[one][other] = sums[other][one] = sums[one].get(other, 0.0) + value
                best[one][other] = best[other][one] = max(best[one].get(other, 0.0), tops[other])
                sums[other].pop(two, None)
                best[other].pop(two, None)
        for n in members[two]:
            home[n] = one
        members[one] += members.pop(two)
        banned = bans.pop(two)
        bans[one] |= banned
        for other in banned:
            bans[other].discard(two)
            bans[other].add(one)
        return one

    for one, two in together:
        first, second = home[one], home[two]
        if first != second and second not in bans[first]:
            join(first, second)

    heap: list[tuple[float, int, int, int, int]] = []

    def likely(one: int, two: int) -> float:
        """Return how likely two clusters are one."""
        mean = sums[one][two] / (len(members[one]) * len(members[two]))
        return (1 - likeliest) * mean + likeliest * best[one][two]

    def offer(one: int, two: int) -> None:
        value = likely(one, two)
        if value >= threshold:
            low, high = sorted((min(members[one]), min(members[two])))
            heapq.heappush(heap, (-value, low, high, len(members[one]), len(members[two])))

    for one in range(size):
        for two in sums.get(one, ()):
            if one < two:
                offer(one, two)
    while heap:
        value, low, high, *_ = heapq.heappop(heap)
        one, two = home[low], home[high]
        if one == two or two in bans[one] or two not in sums[one]:
            continue
        if abs(likely(one, two) + value) > 1e-12:
            continue
        if not fits(members[one], members[two]):
            bans[one].add(two)
            bans[two].add(one)
            continue
        name = join(one, two)
        for other in list(sums[name]):
            offer(name, other)
    return sorted((sorted(cluster) for cluster in members.values()), key=lambda cluster: cluster[0])
