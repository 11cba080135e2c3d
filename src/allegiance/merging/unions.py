"""Sets that are joined step by step (union-find); the smallest member names a set, so order does not matter."""

from __future__ import annotations


class Union:
    """Disjoint sets of the numbers below ``size``.

    >>> sets = Union(4)
    >>> sets.join(3, 1)
    >>> sets.find(3), sets.find(2)
    (1, 2)
    """

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def find(self, n: int) -> int:
        """Return the smallest member of the set of ``n``."""
        root = n
        while self._above[root] != root:
            root = self._above[root]
        while self._above[n] != root:
            self._above[n], n = root, self._above[n]
        return root

    def join(self, first: int, second: int) -> None:
        """Make one set of the sets of two numbers."""
        low, high = sorted((self.find(first), self.find(second)))
        self._above[high] = low
