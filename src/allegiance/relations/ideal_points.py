"""Dynamic ideal points from United Nations votes, after Bailey, Strezhnev and Voeten (2017).

Each state has a point on one line in each session, each call two thresholds and a discrimination; no, abstain and
yes are ordered answers. Resolutions that recur keep their parameters, which bridges sessions, and a state's point
moves as a random walk that leans home to 0. The paper samples the posterior; this alternates between the points'
posterior mode and spread, and the calls' parameters averaged over it (Fisher scoring, logistic link).

Votes alone can't tell the scale of one session from that of the next, so it is fixed by the states that sat in both:
their mean and spread stay. The points thus show who moved against the others, not all moving apart together. Over
all sessions the mean is 0, the spread 1, and one anchor state stands above the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from allegiance.relations.model import Array

Index = NDArray[np.int64]
_LEAST_GAP = 0.05
# Spreads of the normal priors of the calls' parameters, the precision of the pull home, and three Hermite nodes.
_SLOPE_SD, _THRESHOLD_SD = 1.5, 6.0
_HOME = 1.0
_HERMITE = ((0.0, 2 / 3), (-(3.0**0.5), 1 / 6), (3.0**0.5, 1 / 6))


@dataclass(slots=True)
class _Calls:
    """The parameters of the calls: discrimination and the two thresholds."""

    slope: Array
    low: Array
    high: Array


def ideal_points(
    votes: pl.DataFrame,
    *,
    step: float = 0.3,
    bridge: str | None = "bridge",
    above: str = "USA",
    below: str = "RUS",
    rounds: int = 30,
    lopsided: float = 0.01,
) -> pl.DataFrame:
    """Return every state's ideal point in every session that it voted in.

    Args:
        votes: A vote table (``session, call, state, vote``) and, for bridging, the column named by ``bridge``: calls
            of one text share its value; null for calls that stand alone.
        step: Standard deviation of a point's move from one session to the next.
        bridge: Name of that column; None, or a column that isn't there, to do without.
        above: The state that fixes the direction: it comes out above ``below`` on average.
        below: The other anchor.
        rounds: Greatest number of passes; fewer when the points settle.
        lopsided: Calls in which less than this share of the voters differs from the rest are left out.

    Returns:
        A frame ``state, session, point, sd, votes``, sorted; ``sd`` is the spread of the posterior around its mode.
    """
    votes = _telling(votes, lopsided)
    sessions = np.arange(int(votes["session"].min()), int(votes["session"].max()) + 1)  # type: ignore[arg-type]
    states = votes["state"].unique().sort()
    calls = votes.select("session", "call").unique().sort("session", "call").with_row_index("row")
    cells = votes.join(calls, on=["session", "call"])
    answer = np.full((len(calls), len(states)), -1, dtype=np.int8)
    answer[cells["row"].to_numpy(), states.search_sorted(cells["state"]).to_numpy()] = cells["vote"].to_numpy()
    when = calls["session"].to_numpy().astype(np.int64) - int(sessions[0])
    points = _start(answer, when, len(sessions))
    group = _bridges(votes, calls, bridge)
    found, sd = _fit(answer, when, group, points, step=step, rounds=rounds)
    votes_cast = _by_session((answer >= 0).astype(float), when, len(sessions))
    row, column = np.nonzero(votes_cast)
    found, sd = _link(found, sd, votes_cast > 0)
    value = found[row, column]
    centre, spread = value.mean(), value.std()
    result = pl.DataFrame(
        {
            "state": states.gather(column),
            "session": sessions[row],
            "point": (value - centre) / spread,
            "sd": sd[row, column] / spread,
            "votes": votes_cast[row, column].astype(np.int64),
        }
    )
    if _mean(result, above) < _mean(result, below):
        result = result.with_columns(point=-pl.col("point"))
    return result.sort("state", "session")


def _mean(result: pl.DataFrame, state: str) -> float:
    mean = result.filter(pl.col("state") == state)["point"].mean()
    return float(mean) if isinstance(mean, float) else 0.0


def _telling(votes: pl.DataFrame, lopsided: float) -> pl.DataFrame:
    """Leave out the calls on which almost all voted alike: they place nobody."""
    share = (
        votes.group_by("session", "call", "vote")
        .len()
        .group_by("session", "call")
        .agg(minority=1 - pl.col("len").max() / pl.col("len").sum())
    )
    return votes.join(share.filter(pl.col("minority") > lopsided), on=["session", "call"], how="semi")


def _bridges(votes: pl.DataFrame, calls: pl.DataFrame, bridge: str | None) -> Index:
    """Number the parameters: calls of one text in neighbouring sessions share one."""
    if bridge is None or bridge not in votes.columns:
        return np.arange(len(calls))
    text = votes.select("session", "call", bridge).unique(["session", "call"])
    table = calls.join(text, on=["session", "call"], how="left").sort("row")
    last: dict[str, tuple[int, int]] = {}
    number, group = 0, np.empty(len(table), dtype=np.int64)
    for row, session, key in table.select("row", "session", bridge).iter_rows():
        before = last.get(key) if key is not None else None
        # one bridge at most from a session to the next two; a text voted on twice in one session stands alone
        if before is not None and 0 < session - before[0] <= 2:
            group[row] = before[1]
        else:
            group[row] = number
            number += 1
        if key is not None:
            last[key] = (session, group[row])
    return group


def _by_session(values: Array, when: Index, sessions: int) -> Array:
    """Sum (calls, states) over the calls of each session; calls are sorted by session."""
    found = np.zeros((sessions, values.shape[1]))
    present, starts = np.unique(when, return_index=True)
    found[present] = np.add.reduceat(values, starts, axis=0)
    return found


def _link(points: Array, sd: Array, seen: NDArray[np.bool_]) -> tuple[Array, Array]:
    """Put each session on the scale of the one before: the mean and spread of the states that sat in both stay."""
    points, sd = points.copy(), sd.copy()
    present = np.flatnonzero(seen.any(axis=1))
    for before, now in pairwise(present):
        both = seen[before] & seen[now]
        if both.sum() < 2:
            continue
        scale = points[before, both].std() / max(points[now, both].std(), 1e-9)
        points[now] = points[now] * scale + points[before, both].mean() - scale * points[now, both].mean()
        sd[now] *= scale
    return points, sd


def _start(answer: NDArray[np.int8], when: Index, sessions: int) -> Array:
    """Place the states by the first axis of each session's votes, with one direction for all sessions."""
    points = np.zeros((sessions, answer.shape[1]))
    last = np.zeros(answer.shape[1])
    for t in np.unique(when):
        rows = answer[when == t].astype(float)
        there = rows >= 0
        rows[~there] = np.nan
        mean = np.nanmean(rows, axis=1, keepdims=True)
        filled = np.where(there, rows - mean, 0.0)
        axis = np.linalg.svd(filled, full_matrices=False)[2][0]
        seen = there.any(axis=0)
        scale = axis[seen].std() or 1.0
        axis = np.where(seen, (axis - axis[seen].mean()) / scale, 0.0)
        known = seen & (last != 0)
        if known.any() and float(axis[known] @ last[known]) < 0:
            axis = -axis
        points[t] = axis
        last = np.where(seen, axis, last)
    return points


def _fit(
    answer: NDArray[np.int8], when: Index, group: Index, points: Array, *, step: float, rounds: int
) -> tuple[Array, Array]:
    number = int(group.max()) + 1
    calls = _Calls(slope=np.zeros(number), low=np.full(number, -0.5), high=np.full(number, 0.5))
    seen = _by_session((answer >= 0).astype(float), when, len(points)) > 0
    sd = np.full_like(points, 0.3)
    for turn in range(rounds):
        for _ in range(6 if turn == 0 else 1):
            calls = _step_calls(answer, when, group, points, sd, calls)
        old = points
        points, sd = _step_points(answer, when, group, points, calls, step)
        moved = float(np.abs(points - old)[seen].max())
        if moved < 0.01:
            break
    return points, sd


def _slopes(answer: NDArray[np.int8], low: Array, high: Array, place: Array) -> tuple[Array, ...]:
    """Return, for each cell, the gradient by the two thresholds and the expected information (00, 01, 11)."""
    there = answer >= 0
    first, second = _logistic(low - place), _logistic(high - place)
    middle = np.maximum(second - first, 1e-9)
    slope_first, slope_second = first * (1 - first), second * (1 - second)
    part_first, part_second = slope_first / middle, slope_second / middle
    by_low = np.where(answer == 0, 1 - first, 0.0) - np.where(answer == 1, part_first, 0.0)
    by_high = np.where(answer == 1, part_second, 0.0) - np.where(answer == 2, second, 0.0)
    low_low = there * slope_first * ((1 - first) + part_first)
    high_high = there * slope_second * (second + part_second)
    low_high = -1.0 * there * slope_first * part_second
    return by_low, by_high, low_low, low_high, high_high


def _logistic(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))))


def _step_calls(answer: NDArray[np.int8], when: Index, group: Index, points: Array, sd: Array, calls: _Calls) -> _Calls:
    """Move the calls' parameters one scoring step, averaged over the points' posterior (three Hermite nodes).

    Taking the points as known instead would let slopes and points grow without bound.
    """
    number = len(calls.slope)
    gradient, information = np.zeros((number, 3)), np.zeros((number, 3, 3))
    slope, low, high = calls.slope[group][:, None], calls.low[group][:, None], calls.high[group][:, None]

    def total(values: Array) -> Array:
        return np.asarray(np.bincount(group, weights=values.sum(axis=1), minlength=number), dtype=np.float64)

    for node, weight in _HERMITE:
        place = (points + node * sd)[when]
        by_low, by_high, ll, lh, hh = _slopes(answer, low, high, slope * place)
        gradient[:, 0] -= weight * total(place * (by_low + by_high))
        gradient[:, 1] += weight * total(by_low)
        gradient[:, 2] += weight * total(by_high)
        information[:, 0, 0] += weight * total(place**2 * (ll + 2 * lh + hh))
        information[:, 0, 1] -= weight * total(place * (ll + lh))
        information[:, 0, 2] -= weight * total(place * (lh + hh))
        information[:, 1, 1] += weight * total(ll)
        information[:, 2, 2] += weight * total(hh)
        information[:, 1, 2] += weight * total(lh)
    for row, column in ((1, 0), (2, 0), (2, 1)):
        information[:, row, column] = information[:, column, row]
    precision = np.array([_SLOPE_SD, _THRESHOLD_SD, _THRESHOLD_SD]) ** -2.0
    gradient -= precision * np.stack([calls.slope, calls.low, calls.high], axis=1)
    information += np.diag(precision)
    move = np.clip(np.linalg.solve(information, gradient[:, :, None])[:, :, 0], -1.0, 1.0)
    new_low, new_high = calls.low + move[:, 1], calls.high + move[:, 2]
    # a call without abstentions would close the gap altogether
    lack = np.maximum(_LEAST_GAP - (new_high - new_low), 0) / 2
    return _Calls(slope=calls.slope + move[:, 0], low=new_low - lack, high=new_high + lack)


def _step_points(
    answer: NDArray[np.int8], when: Index, group: Index, points: Array, calls: _Calls, step: float
) -> tuple[Array, Array]:
    slope = calls.slope[group][:, None]
    place = slope * points[when]
    by_low, by_high, ll, lh, hh = _slopes(answer, calls.low[group][:, None], calls.high[group][:, None], place)
    gradient = _by_session(-slope * (by_low + by_high), when, len(points))
    information = _by_session(slope**2 * (ll + 2 * lh + hh), when, len(points))
    tie = 1 / step**2
    diagonal = information + 2 * tie + _HOME
    # the walk starts from a standard normal and ends free
    diagonal[0] = information[0] + 1 + tie
    diagonal[-1] = information[-1] + tie + _HOME
    pull = -_HOME * points
    pull[1:] -= tie * (points[1:] - points[:-1])
    pull[:-1] -= tie * (points[:-1] - points[1:])
    pull[0] -= (1 - _HOME) * points[0]
    move, variance = _tridiagonal(diagonal, -tie, gradient + pull)
    return points + np.clip(move, -1.0, 1.0), np.sqrt(variance)


def _tridiagonal(diagonal: Array, beside: float, right: Array) -> tuple[Array, Array]:
    """Solve one symmetric tridiagonal system per column; also return the diagonals of the inverses."""
    length = len(diagonal)
    forward, carried = diagonal.copy(), right.copy()
    for t in range(1, length):
        factor = beside / forward[t - 1]
        forward[t] -= factor * beside
        carried[t] -= factor * carried[t - 1]
    backward = diagonal.copy()
    for t in range(length - 2, -1, -1):
        backward[t] -= beside**2 / backward[t + 1]
    solution = carried
    solution[-1] /= forward[-1]
    for t in range(length - 2, -1, -1):
        solution[t] = (solution[t] - beside * solution[t + 1]) / forward[t]
    return solution, 1 / (forward + backward - diagonal)
