"""Clusters from scored pairs: average linkage, with pairs that must and pairs that must not be together.

A cluster joins another only while the mean probability over all their pairs stays above the threshold; a pair that was
never a candidate counts as 0. So a chain of likenesses (each Friday's summit like the last) does not run on.
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
) -> Clusters:
    """Cluster the numbers below ``size``.

    Args:
        size: How many there are.
        pairs: (first, second, probability); pairs left out count as 0.
        together: Pairs that are one, whatever the score.
        apart: Pairs that are not one; they win over ``together``.
        fits: Tells whether two clusters may be one.
        threshold: Mean probability from which clusters join.

    Returns:
        Clusters, each sorted, by their smallest member.

    >>> link(3, [(0, 1, 0.9), (1, 2, 0.9), (0, 2, 0.0)])
    [[0, 1], [2]]
    """
    members: dict[int, list[int]] = {n: [n] for n in range(size)}
    home = list(range(size))
    sums: dict[int, dict[int, float]] = {n: {} for n in range(size)}
    bans: dict[int, set[int]] = {n: set() for n in range(size)}
    for one, two in apart:
        bans[one].add(two)
        bans[two].add(one)
    for one, two, score in pairs:
        sums[one][two] = sums[two][one] = score

    def join(one: int, two: int) -> int:
        """Make one cluster of two; return its name, the name of the one with more ties."""
        if len(sums[one]) + len(members[one]) < len(sums[two]) + len(members[two]):
            one, two = two, one
        sums[one].pop(two, None)
        for other, value in sums.pop(two).items():
            if other != one:
                sums[one][other] = sums[other][one] = sums[one].get(other, 0.0) + value
                sums[other].pop(two, None)
        for n in members[two]:
            home[n] = one
        members[one] += members.pop(two)
        banned = bans.pop(two)
        bans[one] |= banned
        for other in banned:
            bans[other].discard(two)
            bans[other].add(one)
        return one

    for one, two in sorted(together):
        first, second = home[one], home[two]
        if first != second and second not in bans[first]:
            join(first, second)

    heap: list[tuple[float, int, int, int, int]] = []

    def offer(one: int, two: int) -> None:
        mean = sums[one][two] / (len(members[one]) * len(members[two]))
        if mean >= threshold:
            low, high = sorted((min(members[one]), min(members[two])))
            heapq.heappush(heap, (-mean, low, high, len(members[one]), len(members[two])))

    for one in range(size):
        for two in sums.get(one, ()):
            if one < two:
                offer(one, two)
    while heap:
        mean, low, high, *_ = heapq.heappop(heap)
        one, two = home[low], home[high]
        if one == two or two in bans[one] or two not in sums[one]:
            continue
        now = sums[one][two] / (len(members[one]) * len(members[two]))
        if abs(now + mean) > 1e-12:
            continue
        if not fits(members[one], members[two]):
            bans[one].add(two)
            bans[two].add(one)
            continue
        name = join(one, two)
        for other in list(sums[name]):
            offer(name, other)
    return sorted((sorted(cluster) for cluster in members.values()), key=lambda cluster: cluster[0])
