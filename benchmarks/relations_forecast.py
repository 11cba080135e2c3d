"""Forecasts of the next period's conflict by the model and by baselines, on held-out time; and the fitting of constants."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import betainc, betaincinv, betaln, expit, gammaln, logit, ndtr

from allegiance.exchange import read_events
from allegiance.relations.drift import DRIFT, MATERIAL, DriftPrior, drift, grid
from allegiance.relations.frames import DAYS, Every, governments
from allegiance.relations.model import Pairs, Settings, effective, joint, levels, log_score
from allegiance.relations.near import pairs_of
from allegiance.relations.panel import Panel, panel
from allegiance.relations.priors import CHANGE, LEVEL

Array = NDArray[np.float64]
HELD_OUT = {"year": 9, "month": 7, "week": 27}
"""The first period that counts as held out: 2011 in yearly dyads, August and July 2014 in ICEWS by day."""
_WINDOWS = {"persistence": 1, "moving average of 3": 3, "moving average of 6": 6, "dyad climatology": 0}


def load(path: Path) -> pl.DataFrame:
    """Return a file's events between governments of two states."""
    events = governments(read_events(path).events)
    return events.filter(pl.col("actor") != pl.col("recipient")).drop_nulls(["actor", "recipient", "quad"])


def steps(events: pl.DataFrame) -> list[Every]:
    """Return the period lengths that the table's days allow."""
    return ["month", "week"] if events["date"].n_unique() > 60 else ["year"]


def measure(counted: Panel) -> dict[str, Any]:
    """Score the shipped constants and the baselines on the periods held out."""
    settings, days, cut = LEVEL[counted.every], DAYS[counted.every], HELD_OUT[counted.every]
    c, n = counted.conflict, counted.total
    a, b = levels(c, n, settings, days=days, pairs=pairs_of(counted.dyads), ahead=True)
    cells = np.zeros(n.shape, dtype=bool)
    cells[:, cut:] = n[:, cut:] > 0
    # the complete last period only: a table that ends midway would count it short
    row, column = np.nonzero(cells)
    ahead = column - 1
    ours = log_score(c[cells], n[cells], a[row, ahead], b[row, ahead], settings.clumping)
    # both directions of two states are drawn together, since each forecast rests on both
    _, together = np.unique([min(pair) + max(pair) for pair in counted.dyads], return_inverse=True)
    baselines = {}
    for name, window in [*_WINDOWS.items(), ("pooled climatology", -1)]:
        theirs = _baseline(c, n, window, cut, cells)
        baselines[name] = {
            "log_score": round(float(theirs.mean()), 4),
            "ahead_by": _paired(ours - theirs, together[row]),
        }
    alpha, beta = joint(a[row, ahead], b[row, ahead], settings.clumping)
    hits, count = c[cells], n[cells]
    nothing = np.exp(betaln(alpha, count + beta) - betaln(alpha, beta))
    return {
        "dyad_periods": len(ours),
        "log_score": round(float(ours.mean()), 4),
        "baselines": baselines,
        "ece_any_conflict": round(_ece(1 - nothing, (hits > 0).astype(float)), 4),
        "ece_share": round(_ece(alpha / (alpha + beta), hits / count), 4),
        "coverage_80": round(_coverage(hits, count, alpha, beta), 4),
        "coverage_80_ten_events_or_more": round(_coverage(*(x[count >= 10] for x in (hits, count, alpha, beta))), 4),
    }


def _sums(values: Array, window: int) -> Array:
    """Return, for each period, the sum over the ``window`` periods before it (0: all, -1: none)."""
    if window < 0:
        return np.zeros_like(values)
    total = np.cumsum(np.pad(values, ((0, 0), (1, 0))), axis=1)
    end = np.arange(values.shape[1])
    start = np.maximum(end - window, 0) if window else np.zeros_like(end)
    return np.asarray(total[:, end] - total[:, start])


def _baseline(c: Array, n: Array, window: int, cut: int, cells: NDArray[np.bool_]) -> Array:
    """Fit a shrunk share over a window (prior mean and weight, clumping) before the cut, and score it after."""
    before_c, before_n = _sums(c, window), _sums(n, window)
    train = np.zeros_like(cells)
    train[:, 1:cut] = n[:, 1:cut] > 0

    def score(at: Array, where: NDArray[np.bool_]) -> Array:
        prior, strength, clump = float(expit(at[0])), float(np.exp(at[1])), float(np.exp(at[2]))
        mean = (prior * strength + before_c[where]) / (strength + before_n[where])
        hits, count = c[where], n[where]
        alpha, beta = mean * clump, (1 - mean) * clump
        choose = gammaln(count + 1) - gammaln(hits + 1) - gammaln(count - hits + 1)
        return np.asarray(choose + betaln(hits + alpha, count - hits + beta) - betaln(alpha, beta))

    options = {"maxiter": 150, "xatol": 0.02, "fatol": 1e-5}
    found = minimize(lambda at: -score(at, train).mean(), [-2.0, 1.0, 2.0], method="Nelder-Mead", options=options)
    return score(found.x, cells)


def _paired(gain: Array, two: NDArray[np.int64], draws: int = 1000) -> list[float]:
    """Return the mean gain and its 95 % interval by bootstrap over pairs of states."""
    total, number = np.bincount(two, weights=gain), np.bincount(two)
    seen = np.flatnonzero(number)
    random = np.random.default_rng(1)
    means = []
    for _ in range(draws):
        drawn = random.choice(seen, len(seen))
        means.append(total[drawn].sum() / number[drawn].sum())
    low, high = np.percentile(means, [2.5, 97.5])
    return [round(float(value), 4) for value in (gain.mean(), low, high)]


def _ece(said: Array, seen: Array, bins: int = 10) -> float:
    """Return the expected calibration error over bins of equal width."""
    at = np.minimum((said * bins).astype(int), bins - 1)
    number = np.bincount(at, minlength=bins)
    gap = np.abs(np.bincount(at, weights=said - seen, minlength=bins))
    return float(gap.sum() / number.sum())


def _coverage(hits: Array, count: Array, alpha: Array, beta: Array) -> float:
    """Return how often the count falls in the central 80 % of its forecast.

    Counts are few, so the place within the forecast is drawn within the count's own step (Czado et al. 2009).
    """
    low, high = np.zeros(len(hits)), np.zeros(len(hits))
    for k in range(int(min(hits.max(), 4000)) + 1):
        need = hits >= k
        if not need.any():
            break
        c, n, a, b = np.float64(k), count[need], alpha[need], beta[need]
        mass = np.exp(gammaln(n + 1) - gammaln(c + 1) - gammaln(n - c + 1) + betaln(c + a, n - c + b) - betaln(a, b))
        high[need] += mass
        low[need] += np.where(hits[need] > k, mass, 0)
    large = hits > 4000
    low[large] = high[large] = betainc(alpha[large], beta[large], hits[large] / count[large])
    place = low + np.random.default_rng(1).random(len(hits)) * (high - low)
    return float(((place >= 0.1) & (place <= 0.9)).mean())


def fit(counted: Panel) -> dict[str, Any]:
    """Fit the constants of the level by predictive log score before the cut, and the drift's prior with its own.

    Returns:
        ``alone``: mean, strength, clumping, half-life, carry of dyads taken each by itself; ``level``: the same with what
        other dyads tell, at the same mean, so that a dyad of which nothing else is known starts from the pooled prior;
        for yearly counts also ``change``: the clumping, carry and half-life that go with the drift, and its prior.
    """
    cut, days = HELD_OUT[counted.every], DAYS[counted.every]
    random = np.random.default_rng(1)
    some = random.random(len(counted.total)) < min(1.0, 8000 / len(counted.total))
    c, n = counted.conflict[some, :cut], counted.total[some, :cut]

    def settings(at: Array) -> Settings:
        return Settings(
            mean=float(expit(at[0])),
            strength=float(np.exp(at[1])),
            clumping=float(np.exp(at[2])),
            half_life=float(np.exp(at[3])),
            carry=float(expit(at[4])),
        )

    def score(tried: Settings, c: Array, n: Array, pairs: Pairs | None) -> float:
        seen = n[:, 1:] > 0
        a, b = (x[:, :-1][seen] for x in levels(c, n, tried, days=days, pairs=pairs, ahead=True))
        return float(log_score(c[:, 1:][seen], n[:, 1:][seen], a, b, tried.clumping).mean())

    alone = _search(lambda at: -score(settings(at), c, n, None), np.array([-2.1, 0.0, 3.0, np.log(200.0), -0.5]), 300)
    whole, pairs = (counted.conflict[:, :cut], counted.total[:, :cut]), pairs_of(counted.dyads)

    def near(at: Array) -> Settings:
        return replace(settings(np.append(alone[0], at[:4])), reply=float(expit(at[4])), pull=float(np.exp(at[5])))

    found = _search(lambda at: -score(near(at), *whole, pairs), np.array([*alone[1:], -0.4, -1.0]), 200)
    level = near(found)
    dates, after = {"year": ((4, 5, 6), 2), "month": ((3, 4), 3), "week": ((10, 14), 12)}[counted.every]
    change = _fit_drift(c, n, settings(alone), days, dates, after, free=counted.every == "year")
    result: dict[str, Any] = {"alone": _shown(settings(alone)), "level": _shown(level), "change": change}
    if counted.every == "year":
        result["lasts"] = _fit_lasts(counted, cut)
    return result


def _search(loss: Any, start: Array, tries: int) -> Array:
    simplex = np.vstack([start, start + 0.6 * np.eye(len(start))])
    options = {"maxiter": tries, "xatol": 0.02, "fatol": 1e-5, "initial_simplex": simplex}
    return np.asarray(minimize(loss, start, method="Nelder-Mead", options=options).x)


def _shown(settings: Settings) -> dict[str, float]:
    return {name: round(float(getattr(settings, name)), 3) for name in Settings.__slots__}


def _fit_drift(
    c: Array, n: Array, level: Settings, days: float, dates: tuple[int, ...], after: int, *, free: bool
) -> dict[str, Any]:
    """Fit what happens after some dates to what came before: clumping, half-life and, if free, the drift's prior."""
    nodes, weights = (np.asarray(x, dtype=np.float64) / 2 for x in np.polynomial.legendre.leggauss(9))
    nodes = nodes + 0.5
    random = np.random.default_rng(0)
    windows = []
    for cut in dates:
        usable = np.flatnonzero((n[:, :cut].sum(axis=1) >= 5) & (n[:, cut : cut + after].sum(axis=1) >= 3))
        windows.append((cut, random.choice(usable, min(len(usable), 400), replace=False)))

    def parts(at: Array) -> tuple[DriftPrior, Settings]:
        tried = replace(level, clumping=float(np.exp(at[0])), half_life=float(np.exp(at[1])), carry=1.0)
        if not free:
            return DRIFT, tried
        quiet = float(np.exp(at[3]))
        prior = DriftPrior(quiet_share=float(expit(at[2])), quiet_sd=quiet, turn_sd=quiet + float(np.exp(at[4])))
        return prior, tried

    def loss(at: Array) -> float:
        prior, tried = parts(at)
        values, mass = grid(prior, points=31)
        scores = []
        for cut, rows in windows:
            a, b = (x[:, -1:] for x in levels(c[rows, :cut], n[rows, :cut], tried, days=days))
            start = logit(np.clip(betaincinv(a, b, nodes[None, :]), 0.002, 0.998))
            p = expit(start[:, :, None] + values[None, None, :])
            k = tried.clumping
            total = np.zeros_like(p)
            for t in range(cut, cut + after):
                hits, rest = c[rows, t][:, None, None], (n - c)[rows, t][:, None, None]
                total += betaln(hits + p * k, rest + (1 - p) * k) - betaln(p * k, (1 - p) * k)
            top = total.max(axis=(1, 2), keepdims=True)
            scores.append(np.log(np.einsum("dng,n,g->d", np.exp(total - top), weights, mass)) + top[:, 0, 0])
        return -float(np.concatenate(scores).mean())

    start_at = np.array([np.log(17.0), np.log(700.0), 2.0, np.log(0.45), 0.6])
    prior, tried = parts(_search(loss, start_at if free else start_at[:2], 120 if free else 40))
    return {
        "quiet_share": round(prior.quiet_share, 3),
        "quiet_sd": round(prior.quiet_sd, 3),
        "turn_sd": round(prior.turn_sd, 3),
        "clumping": round(tried.clumping, 2),
        "half_life": round(tried.half_life, 1),
    }


def _fit_lasts(counted: Panel, cut: int) -> dict[str, float]:
    """Fit how much of a drift is left a year on, on dyads with much to go by in both years."""
    settings, days = CHANGE["year"], DAYS["year"]
    c, n = counted.conflict, counted.total
    a, b = levels(c, n, settings, days=days)
    means, spreads, stayed = [], [], []
    for t in range(3, cut - 1):
        rows = np.flatnonzero((n[:, :t].sum(axis=1) >= 30) & (n[:, t] >= 30) & (n[:, t + 1] >= 30))
        start = (a[rows, t - 1], b[rows, t - 1])
        now, later = (
            drift(*start, *(x[rows, at] * effective(n[rows, at], settings.clumping) for x in (c, n)))
            for at in (t, t + 1)
        )
        means.append(now.mean)
        spreads.append(now.sd)
        stayed.append(later.mean >= MATERIAL)
    mean, sd, stay = np.concatenate(means), np.concatenate(spreads), np.concatenate(stayed)

    def loss(at: Array) -> float:
        keeps, moves = at[0], np.exp(at[1])
        p = np.clip(ndtr((keeps * mean - MATERIAL) / np.hypot(keeps * sd, moves)), 1e-6, 1 - 1e-6)
        return -float(np.where(stay, np.log(p), np.log(1 - p)).mean())

    found = _search(loss, np.array([0.8, np.log(0.4)]), 80)
    turned = np.asarray(ndtr((mean - MATERIAL) / sd)) >= 0.9
    return {
        "keeps": round(float(found[0]), 3),
        "moves": round(float(np.exp(found[1])), 3),
        "turned": int(turned.sum()),
        "turned_and_stayed": round(float(stay[turned].mean()), 3),
    }


def counted_for(events: pl.DataFrame, every: Every) -> Panel:
    """Return directed counts, as diplomats' acts are told from one side to the other."""
    return panel(events, every=every, directed=True)
