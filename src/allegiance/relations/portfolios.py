"""How alike two states' alliances are, year by year.

A state's portfolio is the strongest obligation that it has to every state of the year: 3 defence or offence, 2 neutrality
or non-aggression, 1 consultation or entente, 0 none; to itself 3. An alliance table has the columns ``a, b, year, kind``,
each pair once.
"""

from __future__ import annotations

import numpy as np
import polars as pl

LEVELS: dict[str, int] = {"defense": 3, "offense": 3, "neutral": 2, "nonagg": 2, "entente": 1, "consul": 1}
_TOP = 3


def portfolios(alliances: pl.DataFrame) -> pl.DataFrame:
    """Return S and kappa of every pair of states for every year.

    S is that of Signorino and Ritter (1999) with equal weights: 1 - 2 sum|x - y| / (3 N) over the N states of the year;
    kappa is Cohen's with squared weights (Haege 2011), null where neither portfolio varies. States without any alliance
    in a year aren't in its table: to them all portfolios are alike, which would only bring S nearer to 1.

    Args:
        alliances: An alliance table; kinds other than those of :data:`LEVELS` count as none.

    Returns:
        A frame ``year, a, b, states, s, kappa``, a < b, sorted.
    """
    levels = pl.col("kind").replace_strict(LEVELS, default=0, return_dtype=pl.Int64)
    strongest = alliances.group_by("year", "a", "b").agg(level=levels.max()).sort("year", "a", "b")
    parts = [_one(int(key[0]), table) for key, table in strongest.group_by("year", maintain_order=True)]
    schema = {
        "year": pl.Int64,
        "a": pl.String,
        "b": pl.String,
        "states": pl.Int64,
        "s": pl.Float64,
        "kappa": pl.Float64,
    }
    return pl.concat(parts) if parts else pl.DataFrame(schema=schema)


def _one(year: int, table: pl.DataFrame) -> pl.DataFrame:
    states = pl.concat([table["a"], table["b"]]).unique().sort()
    number = len(states)
    held = np.zeros((number, number))
    first, second = (states.search_sorted(table[side]).to_numpy() for side in ("a", "b"))
    held[first, second] = held[second, first] = table["level"].to_numpy()
    np.fill_diagonal(held, _TOP)
    one, other = np.triu_indices(number, 1)
    absolute = np.array([np.abs(held[i] - held[i + 1 :]).sum(axis=1) for i in range(number)], dtype=object)
    gaps = np.concatenate([np.asarray(part, dtype=np.float64) for part in absolute]) if number > 1 else np.zeros(0)
    mean, square = held.mean(axis=1), (held**2).mean(axis=1)
    cross = (held @ held.T)[one, other] / number
    observed = square[one] + square[other] - 2 * cross
    spread = (square - mean**2)[one] + (square - mean**2)[other] + (mean[one] - mean[other]) ** 2
    known = spread > 1e-12
    kappa = np.where(known, 1 - observed / np.where(known, spread, 1.0), np.nan)
    names = np.array(states.to_list(), dtype=object)
    return pl.DataFrame(
        {
            "year": [year] * len(one),
            "a": pl.Series(names[one], dtype=pl.String),
            "b": pl.Series(names[other], dtype=pl.String),
            "states": [number] * len(one),
            "s": 1 - 2 * gaps / (_TOP * number),
            "kappa": pl.Series(kappa).fill_nan(None),
        }
    )
