"""What each measure is worth to an answer: slopes of log-odds, fitted before a cut and tested after it.

Events: in ICEWS counts by year, pairs with enough events in three years running. A pair counts as turned when the odds of
conflict in a year are at least 1.25 times those of the year before, and still are in the year after; "next" asks for the
year after alone. Predictor: the model's own odds of a material drift, known at the end of the year. Years to 2010 fit, later
ones test. Votes and alliances are tried beside it. Votes again: listed turns for the worse, and for the better, against
stable pairs, 1946-2020 (development figures): the fit, its jackknife over pairs, and the log score of pairs left out, both
classes weighed alike (without any knowledge -0.693).

usage: python -m benchmarks.channels --events icews_yearly_dyads.csv.gz --votes FOLDER --alliances atop_alliance.csv.gz
    --cases realignment_cases_dev.csv
"""

from __future__ import annotations

import argparse
import csv
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from allegiance import exchange
from allegiance.actors import Gazetteer
from allegiance.assessments.combine import EVENT_PRIOR, VOTE_MOST
from allegiance.assessments.forecasts import USUAL
from allegiance.relations import alliances_moved, of_pair, points_moved, portfolios, votes_moved
from allegiance.relations.panel import Panel, drift_since, panel
from benchmarks.relations_forecast import load

Array = NDArray[np.float64]
_LEAST, _CUT = 20, 2010
_STABLE_YEARS = (1985, 1995, 2005, 2008, 2011)


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=Path, required=True)
    parser.add_argument("--votes", type=Path, required=True)
    parser.add_argument("--alliances", type=Path, required=True)
    parser.add_argument("--cases", type=Path, required=True)
    args = parser.parse_args()
    votes = exchange.read_un_votes(args.votes / "un_votes.parquet", args.votes / "un_roll_calls.parquet").events
    points = exchange.read_ideal_points(args.votes / "ideal_points_2020.csv").events
    held = exchange.read_alliances(args.alliances).events
    kinds = [column for column in held.columns if column not in ("a", "b", "year")]
    long = held.filter(pl.col("year") >= 1945).unpivot(
        on=kinds, index=["a", "b", "year"], variable_name="kind", value_name="holds"
    )
    alike = portfolios(long.filter("holds"))
    pacts = held.filter("defense").select("a", "b", "year")
    rows = _pair_years(load(args.events), votes, points, alike).join(
        pacts.with_columns(pact=pl.lit(True)), on=["a", "b", "year"], how="left"
    )
    result = {"events": _events(rows), "votes": _turns(args.cases, votes, points, alike)}
    for name, part in result.items():
        print(f"{name}: {json.dumps(part)}")
    print(json.dumps(result))


def _pair_years(events: pl.DataFrame, votes: pl.DataFrame, points: pl.DataFrame, alike: pl.DataFrame) -> pl.DataFrame:
    counted = panel(events, every="year")
    c, n = counted.conflict, counted.total
    years = [day.year for day in counted.periods]
    base = (c + USUAL) / (n - c + 1 - USUAL)
    parts = []
    for t in range(3, len(years) - 1):
        seen = Panel(
            dyads=counted.dyads,
            periods=counted.periods[: t + 1],
            every="year",
            conflict=c[:, : t + 1],
            total=n[:, : t + 1],
            coverage=counted.coverage[:, : t + 1],
        )
        found, _, _ = drift_since(seen, counted.periods[t])

        def worse(at: int, t: int = t) -> NDArray[np.bool_]:
            return np.asarray((c[:, at] > 0) & (c[:, at] >= 1.25 * base[:, t - 1] * (n - c)[:, at]))

        span = {"since": date(years[t], 1, 1), "until": date(years[t], 12, 31)}
        p = np.clip(found.materially_worse, 1e-6, 1 - 1e-6)
        part = pl.DataFrame(
            {
                "a": [pair[0] for pair in counted.dyads],
                "b": [pair[1] for pair in counted.dyads],
                "year": np.full(len(p), years[t], dtype=np.int64),
                "events": np.log(p / (1 - p)) - np.log(EVENT_PRIOR / (1 - EVENT_PRIOR)),
                "turned": worse(t) & worse(t + 1),
                "next": worse(t + 1),
            }
        ).filter(pl.Series((n[:, t - 1 : t + 2] >= _LEAST).all(axis=1)))
        for name, moves in (
            ("votes", votes_moved(votes, **span)),
            ("points", points_moved(points, **span)),
            ("alliances", alliances_moved(alike, **span)),
        ):
            part = part.join(
                moves.select("a", "b", pl.col("z").clip(-VOTE_MOST, VOTE_MOST).alias(name)), on=["a", "b"], how="left"
            )
        parts.append(part)
    return pl.concat(parts)


def _events(rows: pl.DataFrame) -> dict[str, Any]:
    train, test = rows.filter(pl.col("year") <= _CUT), rows.filter(pl.col("year") > _CUT)
    allies = rows.filter(pl.col("pact"))
    result: dict[str, Any] = {"train": train.height, "test": test.height, "allied_pair_years": allies.height}
    for target in ("turned", "next"):
        base = float(train.select(pl.col(target).mean()).item())
        entry: dict[str, Any] = {
            "base_rate": round(base, 4),
            "base_rate_among_allies": round(float(allies.select(pl.col(target).mean()).item()), 4),
            "log_score_base": round(_log_score(np.full(test.height, base), test[target].to_numpy()), 4),
        }
        for columns in (["events"], ["events", "votes"], ["events", "points"], ["events", "alliances"], ["votes"]):
            x, y = (part.select(pl.col(columns).fill_null(0)).to_numpy() for part in (train, test))
            fitted = LogisticRegression(C=1e6).fit(x, train[target].to_numpy())
            entry[" + ".join(columns)] = {
                "level": round(float(fitted.intercept_[0]), 3),
                "slopes": [round(float(value), 3) for value in fitted.coef_[0]],
                "log_score": round(_log_score(fitted.predict_proba(y)[:, 1], test[target].to_numpy()), 4),
            }
        result[target] = entry
    return result


def _log_score(p: Array, came: Array) -> float:
    return float(np.where(came, np.log(p), np.log(1 - p)).mean())


def _turns(cases: Path, votes: pl.DataFrame, points: pl.DataFrame, alike: pl.DataFrame) -> dict[str, Any]:
    gazetteer = Gazetteer.load()
    rows = []
    with cases.open(encoding="utf-8", newline="") as file:
        for case in csv.DictReader(file):
            pair = [gazetteer.resolve(name) or name for name in case["pair"].split("(")[0].split("-")]
            stable = case["dir"] == "stable"
            days = [date(y, 1, 1) for y in _STABLE_YEARS] if stable else [date.fromisoformat(case["date"])]
            for since in days:
                until = since + timedelta(days=730)
                moves = [
                    of_pair(votes_moved(votes, since=since, until=until), *pair),
                    of_pair(points_moved(points, since=since, until=until), *pair),
                    of_pair(alliances_moved(alike, since=since, until=until), *pair),
                ]
                rows.append(("-".join(pair), case["dir"], *(None if m is None else m.z for m in moves)))
    frame = pl.DataFrame(rows, schema=["pair", "dir", "votes", "points", "alliances"], orient="row")
    return {
        name: {
            way: _fitted(frame.filter(pl.col("dir") != other), name) for way, other in (("worse", "I"), ("better", "W"))
        }
        for name in ("votes", "points", "alliances")
    }


def _fitted(frame: pl.DataFrame, name: str) -> dict[str, float]:
    held = frame.drop_nulls(name)
    z, y = held[name].clip(-VOTE_MOST, VOTE_MOST).to_numpy()[:, None], (held["dir"] != "stable").to_numpy()
    # stable pairs are looked at several times; both classes weigh alike
    weight = np.where(y, 1.0, y.sum() / (~y).sum())
    fitted = LogisticRegression(C=1e6).fit(z, y, sample_weight=weight)
    pairs = held["pair"].to_numpy()
    left, p = [], np.zeros(len(y))
    for pair in np.unique(pairs):
        keep = pairs != pair
        other = LogisticRegression(C=1e6).fit(z[keep], y[keep], sample_weight=weight[keep])
        left.append(other.coef_[0, 0])
        p[~keep] = other.predict_proba(z[~keep])[:, 1]
    return {
        "turns": int(y.sum()),
        "stable_looks": int((~y).sum()),
        "level": round(float(fitted.intercept_[0]), 3),
        "slope": round(float(fitted.coef_[0, 0]), 3),
        "slope_error": round(float(np.sqrt((len(left) - 1) * np.var(left))), 3),
        "log_score_left_out": round(float(np.average(np.where(y, np.log(p), np.log(1 - p)), weights=weight)), 4),
    }


if __name__ == "__main__":
    main()
