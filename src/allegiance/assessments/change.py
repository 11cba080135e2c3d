"""How probable it is that a state moved away, from signs before and since a date.

The share of away signs has a level before the date (a Beta prior and the signs of that time) and a log-odds drift
since (a two-part normal mixture: most pairs barely move, some do). The posterior of the drift is found on a grid. The
prior constants restate what ``python -m benchmarks.base_rates`` prints for pairs of states with a defence pact
(ICEWS counts by year and ATOP pacts, 2005-2013): mean share of conflict .11 with standard deviation .11, and 22 % of
pair-years in which the odds of conflict are at least 1.25 times those of the three years before, and still are a year on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

BASE_RATE = 0.22
MATERIAL_ODDS = 1.25
# Beta with mean .11 and standard deviation .115.
_PRIOR_AWAY, _PRIOR_TOWARDS = 0.71, 5.7
# The wide part's weight is set so that the prior probability of a material move is BASE_RATE.
_NARROW, _WIDE, _WIDE_SHARE = 0.1, 0.8, 0.55
# Signs of one month are not independent: n of them weigh like n / (1 + (n - 1) / (CLUMP + 1)).
_CLUMP = 8.0
# From so many signs on they are drawn by cell.
_MANY = 1000

_SHARES = (np.arange(120) + 0.5) / 120
_DRIFTS = np.linspace(-4.0, 4.0, 401)


@dataclass(frozen=True, slots=True)
class Weights:
    """Effective weight of away and towards signs."""

    away: float
    towards: float

    @property
    def total(self) -> float:
        """Both together."""
        return self.away + self.towards

    def scaled(self, whole: Weights) -> Weights:
        """Return as much weight as another has, parted as this is; what weighs nothing stays so."""
        times = whole.total / self.total if self.total else 1.0
        return Weights(self.away * times, self.towards * times)


@dataclass(frozen=True, eq=False)
class Drawn:
    """Signs to be drawn anew many times.

    Attributes:
        cell: For each sign the number of its month, twice, plus one for signs towards; -1 for neutral ones.
        weight: Its weight.
        sure: The confidence that it was read right, in (0, 1], which the weight holds already.
        months: How many months there are.
    """

    cell: NDArray[np.int64]
    weight: NDArray[np.float64]
    sure: NDArray[np.float64]
    months: int

    def all(self) -> Weights:
        """Return the effective weights of the signs as they are."""
        return effective(self._sums(slice(None), self.weight))

    def times(self, factor: NDArray[np.float64]) -> Weights:
        """Return the effective weights were each sign's weight multiplied by a factor of its own."""
        return effective(self._sums(slice(None), self.weight * factor))

    def again(self, draw: np.random.Generator) -> Weights:
        """Return those of as many signs drawn with replacement, each of them wrongly read as often as its confidence says.

        A sign that holds counts for as much more as others of its confidence fall out, so that the mean stays.
        """
        return effective(self._again(draw))

    def anew(self, draw: np.random.Generator, times: int) -> Iterator[NDArray[np.float64]]:
        """Yield the sums by month and way of signs drawn as by :meth:`again`, many times.

        Of very many signs each cell's number is drawn, and the normal distribution's sum of so many, which comes to the same.
        """
        if len(self.cell) > _MANY:
            # with numbers of its own, since all of them are drawn at once
            yield from self._by_cell(np.random.default_rng(1), times)
        else:
            for _ in range(times):
                yield self._again(draw)

    def _again(self, draw: np.random.Generator) -> NDArray[np.float64]:
        number = len(self.cell)
        if not number:
            return np.zeros((self.months, 2))
        holds = draw.random(number) < self.sure
        return self._sums(draw.integers(0, number, number), np.where(holds, self.weight / self.sure, 0.0))

    def _by_cell(self, draw: np.random.Generator, times: int) -> NDArray[np.float64]:
        """Return the sums of each cell in each drawing."""
        size = 2 * self.months + 1
        cell = self._cell
        numbers = np.bincount(cell, minlength=size)
        held = np.maximum(1, numbers)
        mean = np.bincount(cell, weights=self.weight, minlength=size) / held
        square = np.bincount(cell, weights=self.weight**2 / self.sure, minlength=size) / held
        spread = np.sqrt(np.maximum(0.0, square - mean**2))
        drawn = draw.multinomial(len(cell), numbers / len(cell), size=times)
        sums = drawn * mean + np.sqrt(drawn) * spread * draw.standard_normal(drawn.shape)
        return np.maximum(0.0, sums)[:, :-1].reshape(times, self.months, 2)

    @cached_property
    def _cell(self) -> NDArray[np.int64]:
        # the neutral signs have the last cell
        return np.where(self.cell < 0, 2 * self.months, self.cell)

    def _sums(self, chosen: NDArray[np.int64] | slice, weight: NDArray[np.float64]) -> NDArray[np.float64]:
        sums = np.bincount(self._cell[chosen], weights=weight[chosen], minlength=2 * self.months + 1)
        return sums[:-1].astype(np.float64).reshape(self.months, 2)


def effective(sums: NDArray[np.float64]) -> Weights:
    """Return the effective weights of signs from their sums by month, those away and those towards."""
    return all_effective(sums[None])[0]


def all_effective(sums: NDArray[np.float64]) -> list[Weights]:
    """Return :func:`effective` of many sums, shape (times, months, 2)."""
    discount = 1 / (1 + np.maximum(0.0, sums.sum(axis=2) - 1) / (_CLUMP + 1))
    return [Weights(away, towards) for away, towards in (sums * discount[:, :, None]).sum(axis=1).tolist()]


def _drift_prior() -> NDArray[np.float64]:
    # Normal densities and, below, a beta density without the constants that summing to one takes out.
    narrow, wide = (np.exp(-0.5 * (_DRIFTS / scale) ** 2) / scale for scale in (_NARROW, _WIDE))
    density = (1 - _WIDE_SHARE) * narrow + _WIDE_SHARE * wide
    return np.asarray(density / density.sum())


_DRIFT_PRIOR = _drift_prior()
_LOGITS = np.log(_SHARES / (1 - _SHARES))
# Log share and log of its complement after each drift: shape (shares, drifts).
_SHIFTED = _LOGITS[:, None] + _DRIFTS[None, :]
_LOG_AWAY = -np.logaddexp(0, -_SHIFTED)
_LOG_TOWARDS = -np.logaddexp(0, _SHIFTED)
_LOG_SHARES, _LOG_RESTS = np.log(_SHARES), np.log(1 - _SHARES)
# Half as exact and several times as fast: enough for an interval, up to so much weight.
_ROUGH_LOGS = (_LOG_AWAY.astype(np.float32), _LOG_TOWARDS.astype(np.float32))
_ROUGH = 1000.0
_RULED_OUT = 60.0


def p_moved_away(before: Weights, since: Weights, *, rough: bool = False) -> float:
    """Return P(odds of an away sign are at least 1.25 times those before), in [0, 1].

    Args:
        before, since: The signs of either time.
        rough: Right to five places is enough.

    With no signs at all this is the base rate:

    >>> abs(p_moved_away(Weights(0, 0), Weights(0, 0)) - BASE_RATE) < 0.01
    True
    """
    posterior = _posterior(before, since, rough=rough)
    return float(posterior[np.log(MATERIAL_ODDS) <= _DRIFTS].sum())


def p_moved_closer(before: Weights, since: Weights) -> float:
    """Return P(odds of an away sign are at most those before divided by 1.25), in [0, 1]."""
    posterior = _posterior(before, since)
    return float(posterior[-np.log(MATERIAL_ODDS) >= _DRIFTS].sum())


def _posterior(before: Weights, since: Weights, *, rough: bool = False) -> NDArray[np.float64]:
    """Return the probability of each drift."""
    away, towards = _PRIOR_AWAY + before.away - 1, _PRIOR_TOWARDS + before.towards - 1
    logs = away * _LOG_SHARES + towards * _LOG_RESTS
    # shares that the baseline all but rules out are left out
    likely = np.flatnonzero(logs > logs.max() - _RULED_OUT)
    kept = slice(likely[0], likely[-1] + 1)
    small = rough and since.total < _ROUGH
    log_away, log_towards = _ROUGH_LOGS if small else (_LOG_AWAY, _LOG_TOWARDS)
    both = log_away.dtype.type(since.away) * log_away[kept]
    both += log_away.dtype.type(since.towards) * log_towards[kept]
    both += logs[kept, None].astype(log_away.dtype)
    # with many signs every likelihood is too small for a number, so the largest is taken out
    both -= both.max()
    found = np.exp(both, out=both).sum(axis=0) * _DRIFT_PRIOR
    return np.asarray(found / found.sum())
