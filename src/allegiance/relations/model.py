"""The conjugate model of a dyad's level: how large a share of its events is conflict.

Of the ``n`` events of a period ``c`` are conflict. Given the level ``p``, ``c`` is beta-binomial with clumping
``K``: one burst of reports of one quarrel isn't many independent signs, so ``n`` counts as
``n / (1 + (n - 1) / (K + 1))`` events (the design effect of a correlation ``1 / (K + 1)``; Kish 1965). Part of what a
period shows is of the moment and only the share ``carry`` lasts. The level's posterior is Beta(a, b); between periods
it forgets towards the pooled prior, as in the discount models of West and Harrison (1997, chapter 10). The prior's mean
is drawn from the pooled one towards what the dyad's two states show with others, and what the other side does counts in
part as the dyad's own (shrinkage to main effects, and reciprocity; Hoff 2005).
The conflict count has a gamma-Poisson channel of its own, with exposure.

Arrays are (dyads, periods); nothing here knows of dates or names.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaincinv, betaln, gammaln

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The model's constants; ``priors`` holds fitted ones.

    Attributes:
        mean: Pooled share of conflict, in (0, 1).
        strength: Weight of the pooled prior, in events.
        clumping: K; large when the events of a period are independent of each other.
        half_life: Days in which evidence loses half its weight.
        carry: Share of a period's evidence that speaks of the lasting level, in (0, 1].
        reply: Share of the evidence on the dyad in the other order that counts as the dyad's own, in [0, 1].
        pull: How far each state's dealings with others move the prior's mean: the power of their odds against the pooled.
    """

    mean: float
    strength: float
    clumping: float
    half_life: float
    carry: float
    reply: float = 0.0
    pull: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Which dyads of a panel share a state.

    Attributes:
        first, second: Numbers of the dyad's two states, from 0, one per dyad.
        back: Row of the same two states in the other order; -1 where there is none.
        states: How many states there are.
    """

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    back: NDArray[np.intp]
    states: int


_USUAL = 5.0
"""Weight of the pooled prior in what is usual for one state, in events."""


def effective(n: Array, clumping: float) -> Array:
    """Return the factor by which ``n`` clumped events of one period count (1 for one event)."""
    return 1.0 / (1.0 + np.maximum(n - 1.0, 0.0) / (clumping + 1.0))


def discount(settings: Settings, days: float) -> float:
    """Return the weight that evidence keeps over a period of that many days."""
    return float(0.5 ** (days / settings.half_life))


def levels(
    c: Array, n: Array, settings: Settings, *, days: float, pairs: Pairs | None = None, ahead: bool = False
) -> tuple[Array, Array]:
    """Filter counts into the level's Beta posterior after each period.

    Args:
        c: Conflict events, shape (dyads, periods).
        n: All events, same shape.
        settings: Constants of the model.
        days: Length of a period.
        pairs: Which dyads share a state; None takes each dyad by itself.
        ahead: True for the posterior one period on, before anything is seen of it: a forecast.

    Returns:
        The Beta parameters a and b, each (dyads, periods).
    """
    keep = discount(settings, days)
    # periods go first in memory while filtering: a step then reads and writes whole rows
    a = np.array(c.T, dtype=np.float64, order="C")
    b = np.array(n.T, dtype=np.float64, order="C")
    weight = settings.carry * effective(b, settings.clumping)
    b -= a
    a *= weight
    b *= weight
    last_a, last_b = np.zeros(len(c)), np.zeros(len(c))
    for t in range(len(a)):
        now_a, now_b = a[t] + keep * last_a, b[t] + keep * last_b
        seen = (keep * now_a, keep * now_b) if ahead else (now_a, now_b)
        prior_a, prior_b = prior(*seen, settings, pairs)
        np.add(seen[0], prior_a, out=a[t])
        np.add(seen[1], prior_b, out=b[t])
        last_a, last_b = now_a, now_b
    return a.T, b.T


def prior(a: Array, b: Array, settings: Settings, pairs: Pairs | None) -> tuple[Array, Array] | tuple[float, float]:
    """Return what a period adds to the dyads' evidence: the prior, drawn to their states, and the other side's acts."""
    mean, strength = settings.mean, settings.strength
    if pairs is None:
        return mean * strength, (1 - mean) * strength
    # a row that has no opposite reads the nought at the end
    back_a, back_b = np.append(a, 0.0)[pairs.back], np.append(b, 0.0)[pairs.back]
    # of the states' other dealings all that was seen counts, not the part of it that lasts
    usual = _USUAL * settings.carry
    odds = np.ones(len(a))
    for side in (pairs.first, pairs.second):
        hostile, friendly = (
            _total(own, pairs)[side] - own - back + share * usual
            for own, back, share in ((a, back_a, mean), (b, back_b, 1 - mean))
        )
        odds *= hostile / friendly
    pooled = mean / (1 - mean)
    odds = pooled * (odds / pooled**2) ** settings.pull
    drawn = strength * odds / (1 + odds)
    return drawn + settings.reply * back_a, strength - drawn + settings.reply * back_b


def _total(values: Array, pairs: Pairs) -> Array:
    """Return each state's sum over its dyads."""
    first, second = (np.bincount(side, weights=values, minlength=pairs.states) for side in (pairs.first, pairs.second))
    return np.asarray(first + second)


def interval(a: Array, b: Array, *, mass: float = 0.8) -> tuple[Array, Array]:
    """Return the bounds of the central interval of Beta(a, b)."""
    tail = (1 - mass) / 2
    return betaincinv(a, b, tail), betaincinv(a, b, 1 - tail)


def held_wide(low: Array, high: Array, seen: NDArray[np.bool_]) -> tuple[Array, Array]:
    """Return the bounds of successive periods such that none narrows over a period in which nothing is seen.

    Forgetting draws the level to a prior of less than one event's weight, which is heaped near nought: its spread is larger,
    and yet the middle half of it lies closer together. Silence would look like knowledge, so a silent period keeps what the
    one before it left open.

    >>> low, high = held_wide(np.array([0.2, 0.3, 0.4]), np.array([0.6, 0.5, 0.5]), np.array([True, False, True]))
    >>> low.tolist(), high.tolist()
    ([0.2, 0.2, 0.4], [0.6, 0.6, 0.5])
    """
    low, high = low.copy(), high.copy()
    for at in np.flatnonzero(~seen[1:]) + 1:
        low[at], high[at] = min(low[at], low[at - 1]), max(high[at], high[at - 1])
    return low, high


_FINEST, _STEP, _SIZE = np.log(1e-3), 0.035, 528


@cache
def _quantiles(mass: float) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Tabulate the bounds of the central interval over log a and log b, from 0.001 to 100,000."""
    values = np.exp(_FINEST + _STEP * np.arange(_SIZE))
    low, high = interval(values[:, None], values[None, :], mass=mass)
    return low.astype(np.float32).ravel(), high.astype(np.float32).ravel()


def fast_interval(a: Array, b: Array, *, mass: float = 0.8) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the bounds of the central interval for many cells at once, from a table (a and b to within 2 %)."""
    low, high = _quantiles(mass)
    row, column = (
        np.clip(np.rint((np.log(x.astype(np.float32)) - np.float32(_FINEST)) / np.float32(_STEP)), 0, _SIZE - 1)
        for x in (a, b)
    )
    cell = (row * np.float32(_SIZE)).astype(np.int32) + column.astype(np.int32)
    return low.take(cell), high.take(cell)


def joint(a: Array, b: Array, clumping: float) -> tuple[Array, Array]:
    """Return the beta-binomial's parameters for a period's count when the level is Beta(a, b) and events clump.

    The two spreads, of the level and of the period around it, are joined into one of the same mean and variance.
    """
    mean, total = a / (a + b), a + b
    spread = 1 / (total + 1) + total / ((total + 1) * (clumping + 1))
    strength = 1 / spread - 1
    return mean * strength, (1 - mean) * strength


def log_score(c: Array, n: Array, a: Array, b: Array, clumping: float) -> Array:
    """Return the log probability of ``c`` of ``n`` when the level is Beta(a, b) and events clump."""
    alpha, beta = joint(a, b, clumping)
    choose = gammaln(n + 1) - gammaln(c + 1) - gammaln(n - c + 1)
    return np.asarray(choose + betaln(c + alpha, n - c + beta) - betaln(alpha, beta))


def rate_rose(before: tuple[Array, Array], after: tuple[Array, Array], *, factor: float = 1.0) -> Array:
    """Return the probability that a rate grew by more than ``factor``, from the two Gamma posteriors.

    The quotient of gamma variables is a beta prime, so it is an incomplete beta function.

    Args:
        before: Shape and inverse scale of the earlier rate.
        after: Those of the later one.
        factor: 1 for any growth.
    """
    scale = before[1] / factor
    return np.asarray(betainc(before[0], after[0], scale / (scale + after[1])))
