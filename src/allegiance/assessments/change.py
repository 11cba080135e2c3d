"""How probable it is that a state moved away, from signs before and since a date.

The share of away signs has a level before the date (a Beta prior and the signs of that time) and a log-odds drift
since (a two-part normal mixture: most pairs barely move, some do). The posterior of the drift is found on a grid. The
prior constants restate what ``python -m benchmarks.base_rates`` prints for pairs of states with a defence pact
(ICEWS counts by year and ATOP pacts, 2005-2013): mean share of conflict .11 with standard deviation .11, and 22 % of
pair-years in which the odds of conflict are at least 1.25 times those of the three years before, and still are a year on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

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
# From so many signs on they are drawn by cell; fewer are drawn so many times in one go, that they stay near the processor.
_MANY, _PART = 1000, 25

_SHARES = (np.arange(120) + 0.5) / 120
_DRIFTS = np.linspace(-4.0, 4.0, 401)
_MOVED = np.log(MATERIAL_ODDS) <= _DRIFTS


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

    def picked(self, luck: NDArray[np.float64], chosen: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the sums by month and way of signs picked many times, each wrongly read as often as its confidence says.

        A sign that holds counts for as much more as others of its confidence fall out, so that the mean stays.

        Args:
            luck: For each time and sign a number in [0, 1), below its confidence where it holds.
            chosen: For each time the places of the signs picked.
        """
        times, size = len(luck), 2 * self.months + 1
        weight = np.take_along_axis(np.where(luck < self.sure, self.weight / self.sure, 0.0), chosen, axis=1)
        places = self._cell[chosen] + size * np.arange(times)[:, None]
        sums = np.bincount(places.ravel(), weights=weight.ravel(), minlength=size * times)
        return sums.astype(np.float64).reshape(times, size)[:, :-1].reshape(times, self.months, 2)

    def by_cell(self, draw: np.random.Generator, times: int) -> NDArray[np.float64]:
        """Return the same for very many signs: each cell's number is drawn, and the normal distribution's sum of so many."""
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


def anew(sides: Sequence[Drawn], draw: np.random.Generator, times: int) -> list[NDArray[np.float64]]:
    """Return the sums by month and way of as many signs drawn with replacement, many times, for each side.

    Sides are drawn in turn.

    Returns:
        For each side an array of shape (times, months, 2).
    """
    few = {n: side for n, side in enumerate(sides) if 0 < len(side.cell) <= _MANY}
    found = [np.zeros((times, side.months, 2)) for side in sides]
    for at in range(0, times, _PART):
        some = slice(at, min(times, at + _PART))
        luck = {n: np.empty((some.stop - at, len(side.cell))) for n, side in few.items()}
        chosen = {n: np.empty((some.stop - at, len(side.cell)), dtype=np.int64) for n, side in few.items()}
        for once in range(some.stop - at):
            for n, side in few.items():
                draw.random(out=luck[n][once])
                chosen[n][once] = draw.integers(0, len(side.cell), len(side.cell))
        for n, side in few.items():
            found[n][some] = side.picked(luck[n], chosen[n])
    for n, side in enumerate(sides):
        if len(side.cell) > _MANY:
            # with numbers of their own, since all of them are drawn at once
            found[n] = side.by_cell(np.random.default_rng(1), times)
    return found


def effective(sums: NDArray[np.float64]) -> Weights:
    """Return the effective weights of signs from their sums by month, those away and those towards."""
    away, towards = all_effective(sums[None])[0].tolist()
    return Weights(away, towards)


def all_effective(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return :func:`effective` of many sums, shape (times, months, 2), as away and towards, shape (times, 2)."""
    discount = 1 / (1 + np.maximum(0.0, sums[:, :, 0] + sums[:, :, 1] - 1) / (_CLUMP + 1))
    return np.asarray((sums * discount[:, :, None]).sum(axis=1))


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
_RULED_OUT = 60.0
# For many answers at once, right to five places: what is left out of shares (as a logarithm) and of drifts, every so many of
# which are looked at first; the weight up to which that look and numbers of 32 bits are enough; and answers worked out in one
# go, so few that they stay near the processor.
_ROUGHLY_OUT, _ROUGHLY_NONE, _STEP = 30.0, 1e-7, 20
_SMALL, _AT_ONCE = 1000.0, 8
# In the place of nothing, to divide by or to take the logarithm of.
_LEAST = 1e-300


def p_moved_away(before: Weights, since: Weights) -> float:
    """Return P(odds of an away sign are at least 1.25 times those before), in [0, 1].

    With no signs at all this is the base rate:

    >>> abs(p_moved_away(Weights(0, 0), Weights(0, 0)) - BASE_RATE) < 0.01
    True
    """
    return float(_posterior(before, since)[_MOVED].sum())


def all_moved_away(before: NDArray[np.float64], since: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return :func:`p_moved_away` of many weights at once, right to five places.

    Args:
        before, since: Effective weight of away and towards signs of either time, each of shape (times, 2).
    """
    past = before + np.array([_PRIOR_AWAY - 1, _PRIOR_TOWARDS - 1])
    # not as a product of matrices, here and below: for that BLAS has threads of its own, and spins while it waits for them,
    # which on a busy machine takes many times as long as the product
    logs = past[:, :1] * _LOG_SHARES + past[:, 1:] * _LOG_RESTS
    logs -= logs.max(axis=1, keepdims=True)
    likely = _hull(logs > -_ROUGHLY_OUT)
    # the most that signs since can say of any share and drift is taken out, so that the likeliest are numbers near one
    parts = since / np.maximum(since.sum(axis=1, keepdims=True), _LEAST)
    logs = logs[:, likely] - (since * np.log(np.maximum(parts, _LEAST))).sum(axis=1, keepdims=True)
    drifts = slice(0, len(_DRIFTS))
    # the ridge of heavy weights is narrower than the steps from one share to the next: a first look would miss it
    if since.sum(axis=1).max() < _SMALL:
        coarse = _drift_weights(logs, since, likely, slice(None, None, _STEP))
        held = _hull(coarse > _ROUGHLY_NONE * coarse.max(axis=1, keepdims=True))
        drifts = slice(max(0, (held.start - 1) * _STEP), held.stop * _STEP + 1)
    found = _drift_weights(logs, since, likely, drifts)
    sums = found.sum(axis=1)
    # where the two times are further apart than any drift, next to nothing is left to go by
    lost = sums < 1e-9
    p = found[:, _MOVED[drifts]].sum(axis=1) / np.where(lost, 1.0, sums)
    for at in np.flatnonzero(lost).tolist():
        p[at] = p_moved_away(Weights(*before[at].tolist()), Weights(*since[at].tolist()))
    return np.asarray(p)


def _hull(flags: NDArray[np.bool_]) -> slice:
    """Return from the first to the last column that is flagged in any row; all where none is."""
    places = np.flatnonzero(flags.any(axis=0))
    return slice(int(places[0]), int(places[-1]) + 1) if len(places) else slice(0, flags.shape[1])


def _drift_weights(
    logs: NDArray[np.float64], since: NDArray[np.float64], shares: slice, drifts: slice
) -> NDArray[np.float64]:
    """Return what each drift weighs, summed over shares; ``logs`` are those of the shares before the signs since."""
    kind = np.float32 if since.sum(axis=1).max() < _SMALL else np.float64
    away, towards = (table[shares, drifts].astype(kind) for table in (_LOG_AWAY, _LOG_TOWARDS))
    found = np.empty((len(since), away.shape[1]))
    weights: Any = since.astype(kind)[:, :, None, None]
    past = logs.astype(kind)[:, :, None]
    for at in range(0, len(since), _AT_ONCE):
        some = slice(at, at + _AT_ONCE)
        both = weights[some, 0] * away
        both += weights[some, 1] * towards
        both += past[some]
        found[some] = np.exp(both, out=both).sum(axis=1)
    return found * _DRIFT_PRIOR[drifts]


def p_moved_closer(before: Weights, since: Weights) -> float:
    """Return P(odds of an away sign are at most those before divided by 1.25), in [0, 1]."""
    posterior = _posterior(before, since)
    return float(posterior[-np.log(MATERIAL_ODDS) >= _DRIFTS].sum())


def _posterior(before: Weights, since: Weights) -> NDArray[np.float64]:
    """Return the probability of each drift."""
    away, towards = _PRIOR_AWAY + before.away - 1, _PRIOR_TOWARDS + before.towards - 1
    logs = away * _LOG_SHARES + towards * _LOG_RESTS
    # shares that the baseline all but rules out are left out
    likely = np.flatnonzero(logs > logs.max() - _RULED_OUT)
    kept = slice(likely[0], likely[-1] + 1)
    both = since.away * _LOG_AWAY[kept]
    both += since.towards * _LOG_TOWARDS[kept]
    both += logs[kept, None]
    # with many signs every likelihood is too small for a number, so the largest is taken out
    both -= both.max()
    found = np.exp(both, out=both).sum(axis=0) * _DRIFT_PRIOR
    return np.asarray(found / found.sum())
