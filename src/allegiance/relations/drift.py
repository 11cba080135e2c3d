"""The odds that a dyad's level drifted since a date: posterior by quadrature.

The level at the date is known up to its posterior there, a normal in log-odds matched to Beta(a, b). The drift
since has a two-part normal prior (most dyads barely move, a few turn); the events since speak through their
binomial likelihood, weighed as in :mod:`allegiance.relations.model`. Both are integrated on fixed grids.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from scipy.special import digamma, polygamma

from allegiance.relations.model import Array, Settings

MATERIAL = float(np.log(1.25))
"""Drift in log-odds from which a change is called material: the odds of conflict grow (or shrink) by a quarter."""

_NODES, _NODE_WEIGHTS = hermegauss(9)
_NODE_WEIGHTS = _NODE_WEIGHTS / _NODE_WEIGHTS.sum()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """Posterior of the drift for each dyad, in log-odds of conflict (above 0 is worse).

    Attributes:
        mean, sd: Posterior mean and standard deviation.
        worse, better: Probability of any drift up or down; they sum to 1.
        materially_worse, materially_better: Probability that the odds of conflict rose or fell by a quarter or more.
        evidence: Log probability of the events since the date, for fitting the prior.
    """

    mean: Array
    sd: Array
    worse: Array
    better: Array
    materially_worse: Array
    materially_better: Array
    evidence: Array


def log_odds(a: Array, b: Array) -> tuple[Array, Array]:
    """Return mean and variance of the log-odds of a Beta(a, b) level."""
    return digamma(a) - digamma(b), polygamma(1, a) + polygamma(1, b)


def grid(settings: Settings, *, points: int = 61) -> tuple[Array, Array]:
    """Return drift values and their prior weights: dense near 0, symmetric, without 0 itself."""
    widest = 4 * settings.turn_sd
    knots = np.sinh(np.linspace(0, np.arcsinh(widest / settings.quiet_sd), points)) * settings.quiet_sd
    half, width = (knots[:-1] + knots[1:]) / 2, np.diff(knots)
    values = np.concatenate([-half[::-1], half])
    widths = np.concatenate([width[::-1], width])

    def normal(sd: float) -> Array:
        return np.exp(-0.5 * (values / sd) ** 2) / sd

    density = settings.quiet_share * normal(settings.quiet_sd) + (1 - settings.quiet_share) * normal(settings.turn_sd)
    weights = density * widths
    return values, weights / weights.sum()


def drift(a: Array, b: Array, c: Array, n: Array, settings: Settings, *, chunk: int = 2000) -> Drift:
    """Return the drift's posterior for many dyads at once.

    Args:
        a: First Beta parameter of the level at the reference date, one per dyad.
        b: The second.
        c: Conflict events since, already weighed for clumping and age.
        n: All events since, weighed likewise.
        settings: Constants of the model.
        chunk: Dyads worked on at a time, which bounds memory.
    """
    parts = [
        _drift(*(part[i : i + chunk] for part in (a, b, c, n)), settings=settings) for i in range(0, len(a), chunk)
    ]
    return Drift(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in Drift.__slots__})


def _drift(a: Array, b: Array, c: Array, n: Array, *, settings: Settings) -> Drift:
    values, prior = grid(settings)
    centre, variance = log_odds(a, b)
    start = centre[:, None] + np.sqrt(variance)[:, None] * _NODES[None, :]
    theta = start[:, :, None] + values[None, None, :]
    likelihood = c[:, None, None] * theta
    likelihood -= n[:, None, None] * np.logaddexp(0, theta)
    top = likelihood.max(axis=(1, 2))
    likelihood -= top[:, None, None]
    weight = np.einsum("dng,n->dg", np.exp(likelihood), _NODE_WEIGHTS) * prior
    total = weight.sum(axis=1)
    weight /= total[:, None]
    mean = weight @ values
    return Drift(
        mean=mean,
        sd=np.sqrt(np.maximum(weight @ values**2 - mean**2, 0)),
        worse=weight[:, values > 0].sum(axis=1),
        better=weight[:, values < 0].sum(axis=1),
        materially_worse=weight[:, values >= MATERIAL].sum(axis=1),
        materially_better=weight[:, values <= -MATERIAL].sum(axis=1),
        evidence=np.log(total) + top,
    )
