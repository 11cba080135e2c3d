"""What the signs weigh on either side of other baseline dates than the one asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from allegiance.assessments.acts import Floats, Ints
from allegiance.assessments.change import Weights, effective
from allegiance.assessments.signs import NEUTRAL, Signs
from allegiance.baseline import BASELINE


@dataclass(frozen=True, eq=False)
class Baselines:
    """Signs summed by month and way, by between which bounds they lie, and by how many of the dates lie before the last that
    was heard of their outlets: each date's baseline and period (:class:`allegiance.assessments.weighing.Reports`) are sums of
    few cells.

    Attributes:
        bounds: Each date, as an ordinal, and the day on which its baseline begins, in their order.
        dates: The dates, as ordinals, in their order.
        sums: Weights, shape (months, ways, bounds + 1, dates + 1).
        numbers: How many signs there are, neutral ones too, shape (bounds + 1, dates + 1).
    """

    bounds: Ints
    dates: Ints
    sums: Floats
    numbers: Ints

    @classmethod
    def of(cls, signs: Signs, dates: Sequence[date]) -> Baselines:
        """Sum up all signs by some dates, in their order."""
        days = np.array([day.toordinal() for day in dates])
        bounds = np.union1d(days, days - BASELINE.days)
        shape = len(bounds) + 1, len(days) + 1
        size = shape[0] * shape[1]
        place = np.searchsorted(bounds, signs.day, side="right") * shape[1]
        place += np.searchsorted(days, signs.heard, side="right")
        told = signs.way != NEUTRAL
        cell, months = signs.cell, int(signs.cell.max(initial=-1)) // 2 + 1
        sums = np.bincount(cell[told] * size + place[told], weights=signs.weight[told], minlength=2 * months * size)
        return cls(
            bounds=bounds,
            dates=days,
            sums=sums.astype(np.float64).reshape(months, 2, *shape),
            numbers=np.bincount(place, minlength=size).reshape(shape),
        )

    def parted(self, at: int) -> tuple[Weights, Weights] | None:
        """Return the effective weights before and since the date at a place; None where there is no sign of either."""
        # a baseline holds what was heard of outlets that report in the period, too
        begins, ends = (int(n) + 1 for n in np.searchsorted(self.bounds, self.dates[at] - [BASELINE.days, 0]))
        before, now = np.s_[begins:ends, at + 1 :], np.s_[ends:, :]
        if not (self.numbers[before].any() and self.numbers[now].any()):
            return None
        past, since = (effective(self.sums[:, :, *cells].sum(axis=(2, 3))) for cells in (before, now))
        return past, since
