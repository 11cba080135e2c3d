"""The odds that a dyad's level drifted since a date: posterior by quadrature.

The level at the date is known up to its posterior Beta(a, b) there. The drift since, in log-odds, has a two-part normal
prior (most dyads barely move, a few turn); the events since speak through their binomial likelihood, weighed as in
:mod:`allegiance.relations.model`. The level is integrated over by Gauss-Legendre nodes in its distribution function, the
drift on a fixed grid.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.polynomial.legendre import leggauss
from numpy.typing import NDArray
from scipy.special import betaincinv, logit

from allegiance.relations.model import Array, rate_rose

MATERIAL = float(np.log(1.25))
"""Drift in log-odds from which a change is called material: the odds of conflict grow (or shrink) by a quarter."""

_NODES, _NODE_WEIGHTS = (values / 2 for values in leggauss(7))
_NODES = _NODES + 0.5
_LEAST = 0.002
"""The least and most share of conflict that a level may have: machines and people miscode at least that often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftPrior:
    """The two-part normal prior of the drift.

    Attributes:
        quiet_share: Share of dyads in the narrow part.
        quiet_sd, turn_sd: Standard deviations of the narrow and the wide part, in log-odds.
    """

    quiet_share: float
    quiet_sd: float
    turn_sd: float


DRIFT = DriftPrior(quiet_share=0.9, quiet_sd=0.47, turn_sd=2.5)
"""Fitted on ICEWS yearly dyads by ``python -m benchmarks.relations --fit`` (directed .92, .42 and 2.6; undirected .88, .52
and 2.4): the predictive score of two years' counts after a date from the counts before it, at three dates before 2011,
on dyads with five events before and three after. With nothing seen, P(materially worse) is .32."""


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


@cache
def grid(prior: DriftPrior, *, points: int = 41) -> tuple[Array, Array]:
    """Return drift values and their prior weights: dense near 0, symmetric, without 0 itself."""
    widest = 4 * prior.turn_sd
    knots = np.sinh(np.linspace(0, np.arcsinh(widest / prior.quiet_sd), points)) * prior.quiet_sd
    half, width = (knots[:-1] + knots[1:]) / 2, np.diff(knots)
    values = np.concatenate([-half[::-1], half])
    widths = np.concatenate([width[::-1], width])

    def normal(sd: float) -> Array:
        return np.exp(-0.5 * (values / sd) ** 2) / sd

    density = prior.quiet_share * normal(prior.quiet_sd) + (1 - prior.quiet_share) * normal(prior.turn_sd)
    weights = density * widths
    return values, weights / weights.sum()


def drift(a: Array, b: Array, c: Array, n: Array, *, prior: DriftPrior = DRIFT, chunk: int = 500) -> Drift:
    """Return the drift's posterior for many dyads at once.

    Args:
        a: First Beta parameter of the level at the reference date, one per dyad.
        b: The second.
        c: Conflict events since, already weighed for clumping and age.
        n: All events since, weighed likewise.
        prior: The drift's prior.
        chunk: Dyads worked on at a time, so few that they stay near the processor.
    """
    parts = [_drift(*(part[i : i + chunk] for part in (a, b, c, n)), prior=prior) for i in range(0, len(a), chunk)]
    return Drift(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in Drift.__slots__})


def _drift(a: Array, b: Array, c: Array, n: Array, *, prior: DriftPrior) -> Drift:
    values, weights = grid(prior)
    level = np.clip(betaincinv(a[:, None], b[:, None], _NODES[None, :]), _LEAST, 1 - _LEAST)
    start = logit(level).astype(np.float32)
    # single precision is ample for a likelihood, and halves the time
    theta = start[:, :, None] + values.astype(np.float32)[None, None, :]
    likelihood = c.astype(np.float32)[:, None, None] * theta
    likelihood -= n.astype(np.float32)[:, None, None] * _log_one_plus_exp(theta)
    top = likelihood.max(axis=(1, 2))
    likelihood -= top[:, None, None]
    weight = np.einsum("dng,n->dg", np.exp(likelihood), _NODE_WEIGHTS) * weights
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


def _log_one_plus_exp(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return log(1 + exp(x)), for which ``np.logaddexp`` takes ten times as long."""
    found = np.log1p(np.exp(-np.abs(x)))
    found += np.maximum(x, 0)
    return np.asarray(found)


def rose(events: tuple[Array, Array], coverage: tuple[Array, Array], *, usual: float) -> Array:
    """Return the probability that events of a kind grew by a quarter or more against coverage (gamma-Poisson).

    Args:
        events: Those before the date and those since, weighed.
        coverage: All that was covered, likewise.
        usual: The kind's usual share of events.
    """
    # half an event of prior on each side keeps both rates proper
    before, after = ((count + 0.5, covered + 0.5 / usual) for count, covered in zip(events, coverage, strict=True))
    return rate_rose(before, after, factor=float(np.exp(MATERIAL)))
