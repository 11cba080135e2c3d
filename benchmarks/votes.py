"""Likeness of votes and ideal points, against scikit-learn's kappa and the published ideal points.

``--votes`` is a folder with ``un_votes.parquet``, ``un_roll_calls.parquet`` and ``ideal_points_2020.csv``. The scale of
the points (held fixed from session to session) was chosen with the published points in view, so their correlation is
a development figure.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np
import polars as pl
from sklearn.metrics import cohen_kappa_score

from allegiance.exchange import read_ideal_points, read_un_votes
from allegiance.relations.ideal_points import ideal_points
from allegiance.relations.votes import matrix, similarity

_SAMPLE = 2000


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--votes", type=Path, required=True)
    folder = parser.parse_args().votes
    start = time.perf_counter()
    read = read_un_votes(folder / "un_votes.parquet", folder / "un_roll_calls.parquet")
    votes = read.events
    alike = similarity(votes)
    after_likeness = time.perf_counter()
    points = ideal_points(votes)
    end = time.perf_counter()
    published = read_ideal_points(folder / "ideal_points_2020.csv").events.select("state", "session", published="point")
    both = points.join(published, on=["state", "session"]).sort("session", "state")
    ours, theirs = zip(*(_distances(table) for _, table in both.group_by("session")), strict=True)
    by_session = [np.corrcoef(table["point"], table["published"])[0, 1] for _, table in both.group_by("session")]
    result = {
        "votes": votes.height,
        "rejected": read.rejected.height,
        "dyad_sessions": alike.height,
        "states_sessions_compared": both.height,
        "ideal_point_r": round(float(np.corrcoef(both["point"], both["published"])[0, 1]), 4),
        "ideal_point_r_by_session_median": round(float(np.median(by_session)), 4),
        "ideal_point_r_by_session_lowest": round(float(np.min(by_session)), 4),
        "distance_r": round(float(np.corrcoef(np.concatenate(ours), np.concatenate(theirs))[0, 1]), 4),
        "distances": int(sum(len(part) for part in ours)),
        "kappa_compared": _SAMPLE,
        "kappa_max_difference": _kappa_difference(votes, alike),
        "seconds_likeness": round(after_likeness - start, 2),
        "seconds": round(end - start, 2),
    }
    print(json.dumps(result))


def _distances(table: pl.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    first, second = np.triu_indices(table.height, 1)
    ours, theirs = (np.abs(values[first] - values[second]) for values in _values(table))
    return ours, theirs


def _values(table: pl.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    return table["point"].to_numpy(), table["published"].to_numpy()


def _kappa_difference(votes: pl.DataFrame, alike: pl.DataFrame) -> float:
    """Return the greatest difference from scikit-learn's weighted kappa over a random sample of dyad-sessions."""
    sample = alike.drop_nulls("kappa").sample(_SAMPLE, seed=1)
    worst = 0.0
    for key, table in sample.group_by("session"):
        states, found = matrix(votes.filter(pl.col("session") == key[0]))
        for row in table.iter_rows(named=True):
            x, y = found[states.index(row["a"])], found[states.index(row["b"])]
            both = ~np.isnan(x) & ~np.isnan(y)
            theirs = cohen_kappa_score(x[both], y[both], labels=[0, 1, 2], weights="quadratic")
            worst = max(worst, abs(theirs - row["kappa"]))
    return float(worst)


if __name__ == "__main__":
    main()
