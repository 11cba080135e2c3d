"""The conjugate model of a dyad's level: how large a share of its events is conflict.

Of the ``n`` events of a period ``c`` are conflict. Given the level ``p``, ``c`` is beta-binomial with clumping
``K``: one burst of reports of one quarrel isn't many independent signs, so ``n`` counts as
``n / (1 + (n - 1) / (K + 1))`` events (the design effect of a correlation ``1 / (K + 1)``; Kish 1965). The level's
posterior is Beta(a, b); between periods it forgets towards the pooled prior, as in the discount models of West and
Harrison (1997, chapter 10). The conflict count has a gamma-Poisson channel of its own, with exposure.

Arrays are (dyads, periods); nothing here knows of dates or names.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, betaln, gammaln

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The model's constants; ``priors`` holds fitted ones.

    Attributes:
        mean: Pooled share of conflict, in (0, 1).
        strength: Weight of the pooled prior, in events.
        clumping: K; large when the events of a period are independent of each other.
        half_life: Days in which evidence loses half its weight.
        quiet_share: Share of dyads in the narrow part of the drift prior.
        quiet_sd, turn_sd: Standard deviations of the narrow and the wide part, in log-odds.
    """

    mean: float
    strength: float
    clumping: float
    half_life: float
    quiet_share: float
    quiet_sd: float
    turn_sd: float


def effective(n: Array, clumping: float) -> Array:
    """Return the factor by which ``n`` clumped events of one period count (1 for one event)."""
    return 1.0 / (1.0 + np.maximum(n - 1.0, 0.0) / (clumping + 1.0))


def discount(settings: Settings, days: float) -> float:
    """Return the weight that evidence keeps over a period of that many days."""
    return float(0.5 ** (days / settings.half_life))


def levels(c: Array, n: Array, settings: Settings, *, days: float) -> tuple[Array, Array]:
    """Filter counts into the level's Beta posterior after each period.

    Args:
        c: Conflict events, shape (dyads, periods).
        n: All events, same shape.
        settings: Constants of the model.
        days: Length of a period.

    Returns:
        The Beta parameters a and b, each (dyads, periods).
    """
    keep = discount(settings, days)
    prior_a, prior_b = settings.mean * settings.strength, (1 - settings.mean) * settings.strength
    weight = effective(n, settings.clumping)
    a, b = c * weight, (n - c) * weight
    last_a, last_b = np.full(len(c), prior_a), np.full(len(c), prior_b)
    for t in range(c.shape[1]):
        a[:, t] += keep * last_a + (1 - keep) * prior_a
        b[:, t] += keep * last_b + (1 - keep) * prior_b
        last_a, last_b = a[:, t], b[:, t]
    return a, b


def interval(a: Array, b: Array, *, mass: float = 0.8) -> tuple[Array, Array]:
    """Return the bounds of the central interval of Beta(a, b)."""
    tail = (1 - mass) / 2
    return betaincinv(a, b, tail), betaincinv(a, b, 1 - tail)


def log_score(c: Array, n: Array, a: Array, b: Array, clumping: float) -> Array:
    """Return the log probability of ``c`` of ``n`` when the level is Beta(a, b) and events clump.

    The two spreads, of the level and of the period around it, are joined into one beta-binomial of the same
    mean and variance.
    """
    mean, total = a / (a + b), a + b
    spread = 1 / (total + 1) + total / ((total + 1) * (clumping + 1))
    joint = 1 / spread - 1
    alpha, beta = mean * joint, (1 - mean) * joint
    choose = gammaln(n + 1) - gammaln(c + 1) - gammaln(n - c + 1)
    return np.asarray(choose + betaln(c + alpha, n - c + beta) - betaln(alpha, beta))


def rates(c: Array, exposure: Array, *, rate: float, strength: float, keep: float) -> tuple[Array, Array]:
    """Filter conflict counts into the rate's Gamma posterior after each period.

    Args:
        c: Conflict events, (dyads, periods).
        exposure: Coverage of the two states in the period, in any unit (say, thousands of monitored events).
        rate: Pooled conflict events per unit of exposure.
        strength: Weight of the pooled prior, in events.
        keep: Weight that evidence keeps over one period, in (0, 1].

    Returns:
        Shape and inverse scale of the Gamma, each (dyads, periods); their quotient is the expected rate.
    """
    prior_shape, prior_scale = strength, strength / rate
    shape, scale = c.astype(float), exposure.astype(float)
    last_shape, last_scale = np.full(len(c), prior_shape), np.full(len(c), prior_scale)
    for t in range(c.shape[1]):
        shape[:, t] += keep * last_shape + (1 - keep) * prior_shape
        scale[:, t] += keep * last_scale + (1 - keep) * prior_scale
        last_shape, last_scale = shape[:, t], scale[:, t]
    return shape, scale


def count_log_score(c: Array, exposure: Array, shape: Array, scale: Array) -> Array:
    """Return the log probability of ``c`` conflict events when the rate is Gamma(shape, scale): negative binomial."""
    p = scale / (scale + exposure)
    return np.asarray(gammaln(c + shape) - gammaln(shape) - gammaln(c + 1) + shape * np.log(p) + c * np.log1p(-p))
