"""How alike two states vote in the United Nations General Assembly, session by session.

Votes are 0 (no), 1 (abstain) and 2 (yes); only calls that both states voted on count. A vote table has the columns
``session, call, state, vote`` (``exchange.un_votes`` reads one).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from allegiance.relations.model import Array

VALUES = np.array([0.0, 1.0, 2.0])


def similarity(votes: pl.DataFrame, *, by: str = "session") -> pl.DataFrame:
    """Return agreement, S, pi and kappa of every pair of states for every session.

    With x and y the two states' votes over the N calls that both voted on, m_x and m_y their means and m the mean
    of the two means:

    * ``agreement``: mean of x = y.
    * ``s``: 1 - sum|x - y| / N (Signorino and Ritter 1999, equal weights, range 2).
    * ``pi``: 1 - sum(x - y)^2 / (sum(x - m)^2 + sum(y - m)^2) (Scott's pi, as in Haege 2011).
    * ``kappa``: 1 - sum(x - y)^2 / (sum(x - m_x)^2 + sum(y - m_y)^2 + N (m_x - m_y)^2) (Cohen's kappa with squared
      weights, as in Haege 2011).

    Pi and kappa are null where neither state ever changes its vote, since chance alone then explains all.

    Args:
        votes: A vote table.
        by: The column whose groups are measured apart.

    Returns:
        A frame ``session, a, b, calls, agreement, s, pi, kappa``, a < b, sorted.
    """
    parts = [_one(name, votes.schema[by], table) for name, table in _groups(votes, by)]
    return pl.concat(parts).rename({"group": by}) if parts else pl.DataFrame()


def _groups(votes: pl.DataFrame, by: str) -> Iterator[tuple[object, pl.DataFrame]]:
    for key, table in votes.sort(by).group_by(by, maintain_order=True):
        yield key[0], table


def matrix(table: pl.DataFrame) -> tuple[list[str], Array]:
    """Return the states, sorted, and their votes: (states, calls), not a number where a state didn't vote."""
    states = table["state"].unique().sort()
    calls = table["call"].unique().sort()
    found = np.full((len(states), len(calls)), np.nan)
    rows = states.search_sorted(table["state"]).to_numpy()
    columns = calls.search_sorted(table["call"]).to_numpy()
    found[rows, columns] = table["vote"].to_numpy()
    return states.to_list(), found


def _one(group: object, kind: pl.DataType, table: pl.DataFrame) -> pl.DataFrame:
    states, found = matrix(table)
    shown = [(found == value).astype(np.float64) for value in VALUES]
    # joint[i][j][a, b]: on how many calls a voted i and b voted j
    joint = np.array([[left @ right.T for right in shown] for left in shown])
    first, second = np.triu_indices(len(states), 1)
    joint = joint[:, :, first, second]
    calls = joint.sum(axis=(0, 1))
    keep = calls > 0
    first, second, joint, calls = first[keep], second[keep], joint[:, :, keep], calls[keep]
    gap = np.abs(VALUES[:, None] - VALUES[None, :])[:, :, None]
    absolute, squared = (joint * gap).sum(axis=(0, 1)), (joint * gap**2).sum(axis=(0, 1))
    x, y = joint.sum(axis=1), joint.sum(axis=0)
    mean_x, mean_y = VALUES @ x / calls, VALUES @ y / calls
    middle = (mean_x + mean_y) / 2
    spread = ((VALUES[:, None] - mean_x) ** 2 * x).sum(axis=0) + ((VALUES[:, None] - mean_y) ** 2 * y).sum(axis=0)
    chance_pi = ((VALUES[:, None] - middle) ** 2 * (x + y)).sum(axis=0)
    chance_kappa = spread + calls * (mean_x - mean_y) ** 2
    names = np.array(states, dtype=object)
    return pl.DataFrame(
        {
            "group": pl.Series([group] * len(first), dtype=kind),
            "a": pl.Series(names[first], dtype=pl.String),
            "b": pl.Series(names[second], dtype=pl.String),
            "calls": calls.astype(np.int64),
            "agreement": np.trace(joint) / calls,
            "s": 1 - absolute / calls,
            "pi": _beyond_chance(squared, chance_pi),
            "kappa": _beyond_chance(squared, chance_kappa),
        }
    )


def _beyond_chance(observed: Array, expected: Array) -> pl.Series:
    known = expected > 1e-12
    value = np.where(known, 1 - observed / np.where(known, expected, 1.0), np.nan)
    return pl.Series(value).fill_nan(None)
