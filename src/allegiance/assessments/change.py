"""How probable it is that a state moved away, from signs before and since a date.

The share of away signs has a level before the date (a Beta prior and the signs of that time) and a log-odds drift
since (a two-part normal mixture: most pairs barely move, some do). The posterior of the drift is found on a grid. The
prior constants restate what ``python -m benchmarks.base_rates`` prints for pairs of states with a defence pact
(ICEWS counts by year and ATOP pacts, 2002-2014): mean share of conflict .10 with standard deviation .11, and 29 % of
pair-years after which the odds of conflict are at least 1.25 times as high and stay so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

BASE_RATE = 0.29
MATERIAL_ODDS = 1.25
# Beta with mean .10 and standard deviation .11.
_PRIOR_AWAY, _PRIOR_TOWARDS = 0.65, 5.8
# The wide part's weight is set so that the prior probability of a material move is BASE_RATE.
_NARROW, _WIDE, _WIDE_SHARE = 0.1, 0.8, 0.735
# Signs of one month are not independent: n of them weigh like n / (1 + (n - 1) / (CLUMP + 1)).
_CLUMP = 8.0

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


def effective(signs: Iterable[tuple[str, str, float]]) -> Weights:
    """Sum signs given as (month, direction, weight), each month discounted for clumping."""
    months: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for month, direction, weight in signs:
        if direction != "neutral":
            months[month][direction == "towards"] += weight
    away = towards = 0.0
    for cell in months.values():
        n = cell[0] + cell[1]
        discount = 1 / (1 + max(0.0, n - 1) / (_CLUMP + 1))
        away += cell[0] * discount
        towards += cell[1] * discount
    return Weights(away, towards)


def _drift_prior() -> NDArray[np.float64]:
    narrow = stats.norm.pdf(_DRIFTS, scale=_NARROW)
    wide = stats.norm.pdf(_DRIFTS, scale=_WIDE)
    density = (1 - _WIDE_SHARE) * narrow + _WIDE_SHARE * wide
    return np.asarray(density / density.sum())


_DRIFT_PRIOR = _drift_prior()
_LOGITS = np.log(_SHARES / (1 - _SHARES))
# Log share and log of its complement after each drift: shape (shares, drifts).
_SHIFTED = _LOGITS[:, None] + _DRIFTS[None, :]
_LOG_AWAY = -np.logaddexp(0, -_SHIFTED)
_LOG_TOWARDS = -np.logaddexp(0, _SHIFTED)


def p_moved_away(before: Weights, since: Weights) -> float:
    """Return P(odds of an away sign are at least 1.25 times those before), in [0, 1].

    With no signs at all this is the base rate:

    >>> abs(p_moved_away(Weights(0, 0), Weights(0, 0)) - BASE_RATE) < 0.01
    True
    """
    posterior = _posterior(before, since)
    return float(posterior[np.log(MATERIAL_ODDS) <= _DRIFTS].sum())


def p_moved_closer(before: Weights, since: Weights) -> float:
    """Return P(odds of an away sign are at most those before divided by 1.25), in [0, 1]."""
    posterior = _posterior(before, since)
    return float(posterior[-np.log(MATERIAL_ODDS) >= _DRIFTS].sum())


def _posterior(before: Weights, since: Weights) -> NDArray[np.float64]:
    """Return the probability of each drift."""
    level = stats.beta.pdf(_SHARES, _PRIOR_AWAY + before.away, _PRIOR_TOWARDS + before.towards)
    likelihood = np.exp(since.away * _LOG_AWAY + since.towards * _LOG_TOWARDS)
    found = (level[:, None] * likelihood).sum(axis=0) * _DRIFT_PRIOR
    return np.asarray(found / found.sum())
