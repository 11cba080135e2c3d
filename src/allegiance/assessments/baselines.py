"""What the signs weigh on either side of other baseline dates than the one asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from allegiance.assessments.acts import Floats, Ints
from allegiance.assessments.change import Weights, effective
from allegiance.assessments.signs import NEUTRAL, Signs


@dataclass(frozen=True, eq=False)
class Baselines:
    """Signs summed by month and way, by how many of the dates lie before them, and before the last that was heard of their
    outlets: each date's baseline and period (:class:`allegiance.assessments.weighing.Reports`) are sums of few cells.

    Attributes:
        sums: Weights, shape (months, ways, dates + 1, dates + 1).
        numbers: How many signs there are, neutral ones too, shape (dates + 1, dates + 1).
    """

    sums: Floats
    numbers: Ints

    @classmethod
    def of(cls, signs: Signs, dates: Sequence[date]) -> Baselines:
        """Sum up all signs by some dates, in their order."""
        days = np.array([day.toordinal() for day in dates])
        size = len(days) + 1
        place = np.searchsorted(days, signs.day, side="right") * size
        place += np.searchsorted(days, signs.heard, side="right")
        told = signs.way != NEUTRAL
        cell, months = signs.cell, int(signs.cell.max(initial=-1)) // 2 + 1
        sums = np.bincount(
            cell[told] * size**2 + place[told], weights=signs.weight[told], minlength=2 * months * size**2
        )
        return cls(
            sums=sums.astype(np.float64).reshape(months, 2, size, size),
            numbers=np.bincount(place, minlength=size**2).reshape(size, size),
        )

    def parted(self, at: int) -> tuple[Weights, Weights] | None:
        """Return the effective weights before and since the date at a place; None where there is no sign of either."""
        # a baseline holds what was heard of outlets that report in the period, too
        before, now = np.s_[: at + 1, at + 1 :], np.s_[at + 1 :, :]
        if not (self.numbers[before].any() and self.numbers[now].any()):
            return None
        past, since = (effective(self.sums[:, :, *cells].sum(axis=(2, 3))) for cells in (before, now))
        return past, since
