"""Runs of words by the sums of their odds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate


def reach(odds: Sequence[float]) -> int:
    """Return how many words from the first on make the greatest sum of log odds.

    >>> reach([1.0, -0.5, 2.0, -3.0])
    3
    >>> reach([-1.0])
    0
    """
    sums = [0.0, *accumulate(odds)]
    return sums.index(max(sums))
