"""What each measure is worth to an answer: slopes of log-odds, fitted before a cut and tested after it.

Events: in ICEWS counts by year, pairs with enough events in three years running. A pair counts as turned when the odds of
conflict in a year are at least 1.25 times those of the three years before, and still are in the year after; "closer" asks
for odds as much lower, "next" for higher ones in the year after alone. Predictors, known at the end of the year: the model's
own odds that the share of conflict drifted up ("share") or down ("eased"), and that conflict grew against coverage ("rate");
"step" is the shift of the answer's log-odds that ships. Of "share" and "eased" what lies above the odds with nothing seen
("up") has a slope of its own, and what lies below ("down"); the base rate stands where nothing is seen.

Each pair's acts of a year are parted at random, five times: one half gives the predictors, the other is what they are judged
by ("halves"). Judged by the very acts that they rest on ("whole"), predictors that say these again, chance and all, do best.
Years to 2010 fit, later ones test. Votes and alliances are tried beside them. Base rates are also given for pairs with a
defence pact, which the answer starts from.

With ``--disputes`` (militarised disputes by pair and year, COW) the same predictors are set against what others coded from
other sources: a new dispute in the year, after three years without, by pairs with enough events. Both classes weigh alike;
errors are a bootstrap's over disputes.

Votes again: listed turns for the worse, given moves apart, and for the better, given moves together, against stable pairs,
1946-2020 (development figures): the fit, its jackknife over pairs, and the log score of pairs left out, both classes weighed
alike (without any knowledge -0.693).

usage: python -m benchmarks.channels --events icews_yearly_dyads.csv.gz --votes FOLDER --alliances atop_alliance.csv.gz
    --cases realignment_cases_dev.csv [--disputes cow_mid_dirdisps.csv.gz]
"""

from __future__ import annotations

import argparse
import csv
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from allegiance import exchange
from allegiance.actors import Gazetteer
from allegiance.assessments.combine import (
    EVENT_PRIOR,
    VOTE_MOST,
    chance,
    events_step,
    logit,
)
from allegiance.assessments.forecasts import USUAL
from allegiance.baseline import BASELINE
from allegiance.exchange.names import from_cow
from allegiance.relations import alliances_moved, of_pair, points_moved, portfolios, votes_moved
from allegiance.relations.panel import Panel, drift_since, panel, rate_since
from benchmarks.relations_forecast import load

Array = NDArray[np.float64]
_LEAST, _CUT, _DRAWINGS = 20, 2010, 5
_BEFORE = BASELINE.days // 365
_STABLE_YEARS = (1985, 1995, 2005, 2008, 2011)


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=Path, required=True)
    parser.add_argument("--votes", type=Path, required=True)
    parser.add_argument("--alliances", type=Path, required=True)
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--disputes", type=Path)
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
    counted = panel(load(args.events), every="year")
    moves = _moves([day.year for day in counted.periods], votes, points, alike)
    pact = pacts.with_columns(pact=pl.lit(True))
    whole, halves = (
        rows.join(moves, on=["a", "b", "year"], how="left").join(pact, on=["a", "b", "year"], how="left")
        for rows in (_pair_years(counted, counted), _halves(counted))
    )
    result = {
        "halves": _events(halves),
        "whole": _events(whole),
        "votes": _turns(args.cases, votes, points, alike),
    }
    if args.disputes:
        result["disputes"] = _disputes(whole, args.disputes)
    for name, part in result.items():
        print(f"{name}: {json.dumps(part)}")
    print(json.dumps(result))


def _moves(years: list[int], votes: pl.DataFrame, points: pl.DataFrame, alike: pl.DataFrame) -> pl.DataFrame:
    """Return what votes and alliances say of every pair in every year; 0 for steady ones and where they say nothing."""
    parts = []
    for year in years[_BEFORE:-1]:
        days = {"since": date(year, 1, 1), "until": date(year, 12, 31)}
        for name, moved in (
            ("votes", votes_moved(votes, **days)),
            ("points", points_moved(points, **days)),
            ("alliances", alliances_moved(alike, **days)),
        ):
            told = moved.select("a", "b", pl.col("z").clip(-VOTE_MOST, 0))
            parts.append(told.with_columns(year=pl.lit(year, dtype=pl.Int64), name=pl.lit(name)))
    return pl.concat(parts).pivot("name", index=["a", "b", "year"], values="z")


def _halves(counted: Panel) -> pl.DataFrame:
    """Return pairs and years judged by the half of their acts that their predictors don't rest on, parted several times."""
    conflict, total = (values.astype(np.int64) for values in (counted.conflict, counted.total))
    random = np.random.default_rng(1)
    parts = []
    for _ in range(_DRAWINGS):
        half = total // 2
        hostile = random.hypergeometric(conflict, total - conflict, half)
        tells, judges = (
            replace(counted, conflict=c.astype(np.float64), total=n.astype(np.float64))
            for c, n in ((hostile, half), (conflict - hostile, total - half))
        )
        parts.append(_pair_years(tells, judges))
    return pl.concat(parts)


def _pair_years(tells: Panel, judges: Panel) -> pl.DataFrame:
    """Return every pair and year with enough acts: the predictors by some counts, what they are judged by from others."""
    c, n = judges.conflict, judges.total
    years = [day.year for day in tells.periods]
    parts = []
    for t in range(_BEFORE, len(years) - 1):
        seen = _until(tells, t)
        found, _, _ = drift_since(seen, tells.periods[t])
        past = slice(t - _BEFORE, t)
        hostile = c[:, past].sum(axis=1) + USUAL
        friendly = (n - c)[:, past].sum(axis=1) + 1 - USUAL

        def worse(at: int, hostile: Array = hostile, friendly: Array = friendly) -> NDArray[np.bool_]:
            return np.asarray((c[:, at] > 0) & (c[:, at] * friendly >= 1.25 * hostile * (n - c)[:, at]))

        def better(at: int, hostile: Array = hostile, friendly: Array = friendly) -> NDArray[np.bool_]:
            return np.asarray(1.25 * c[:, at] * friendly <= hostile * (n - c)[:, at])

        share, eased = (_logits(p) - logit(EVENT_PRIOR) for p in (found.materially_worse, found.materially_better))
        step = np.array([events_step(chance(value + logit(EVENT_PRIOR))) for value in share])
        part = pl.DataFrame(
            {
                "a": [pair[0] for pair in tells.dyads],
                "b": [pair[1] for pair in tells.dyads],
                "year": np.full(len(tells.dyads), years[t], dtype=np.int64),
                "share": share,
                "up": np.maximum(share, 0.0),
                "down": np.minimum(share, 0.0),
                "eased up": np.maximum(eased, 0.0),
                "eased down": np.minimum(eased, 0.0),
                "rate": _logits(rate_since(seen, tells.periods[t])),
                "step": step,
                "step up": np.maximum(step, 0.0),
                "step down": np.minimum(step, 0.0),
                "turned": worse(t) & worse(t + 1),
                "closer": better(t) & better(t + 1),
                "next": worse(t + 1),
            }
        )
        enough = np.all([(part_n[:, t - 1 : t + 2] >= _LEAST).all(axis=1) for part_n in (tells.total, n)], axis=0)
        parts.append(part.filter(pl.Series(enough)))
    return pl.concat(parts)


def _until(counted: Panel, last: int) -> Panel:
    """Return the counts up to a period."""
    upto = slice(0, last + 1)
    parts = {name: getattr(counted, name)[:, upto] for name in ("conflict", "total", "coverage")}
    return replace(counted, periods=counted.periods[upto], **parts)


def _logits(p: Array) -> Array:
    held = np.clip(p, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(held / (1 - held)))


# What each question is fitted on; the first of each is what ships.
_SETS = {
    "turned": (
        ["up", "down"],
        ["share"],
        ["rate"],
        ["up", "down", "rate"],
        ["up", "down", "votes"],
        ["up", "down", "points"],
        ["up", "down", "alliances"],
        ["votes"],
    ),
    "closer": (["eased up", "eased down"], ["eased up", "eased down", "votes"]),
    "next": (["step up", "step down"], ["step"], ["up", "down"]),
}
_DISPUTES = (["share"], ["rate"], ["votes"], ["share", "rate"], ["share", "votes"])


def _events(rows: pl.DataFrame) -> dict[str, Any]:
    train, test = rows.filter(pl.col("year") <= _CUT), rows.filter(pl.col("year") > _CUT)
    allies = rows.filter(pl.col("pact"))
    result: dict[str, Any] = {"train": train.height, "test": test.height, "allied_pair_years": allies.height}
    for target, sets in _SETS.items():
        base = float(train.select(pl.col(target).mean()).item())
        came = test[target].to_numpy()
        entry: dict[str, Any] = {
            "base_rate": round(base, 4),
            "base_rate_among_allies": round(float(allies.select(pl.col(target).mean()).item()), 4),
            **_scored(np.full(test.height, base), came, "_base"),
        }
        for columns, base_stays in ((sets[0], True), *((columns, False) for columns in sets)):
            x, y = (part.select(pl.col(columns).fill_null(0)).to_numpy() for part in (train, test))
            level, slopes = _logistic(x, train[target].to_numpy(), logit(base) if base_stays else None)
            entry[" + ".join(columns) + (" from the base rate" if base_stays else "")] = {
                "level": round(level, 3),
                "slopes": [round(float(value), 3) for value in slopes],
                **_scored(expit(level + y @ slopes), came),
            }
        result[target] = entry
    return result


def _logistic(x: Array, came: NDArray[np.bool_], level: float | None) -> tuple[float, Array]:
    """Return level and slopes of a logistic regression; a level that is given stays."""
    if level is None:
        fitted = LogisticRegression(C=1e6).fit(x, came)
        return float(fitted.intercept_[0]), np.asarray(fitted.coef_[0])
    sign = np.where(came, -1.0, 1.0)
    found = minimize(lambda at: np.logaddexp(0, sign * (level + x @ at)).mean(), np.ones(x.shape[1]), method="BFGS")
    return level, np.asarray(found.x)


def _disputes(rows: pl.DataFrame, path: Path) -> dict[str, Any]:
    """Fit the predictors to new militarised disputes."""
    held = pl.read_csv(path, infer_schema_length=None)
    first, second = (from_cow(held[side].cast(pl.Int64)) for side in ("ccode1", "ccode2"))
    sides = pl.DataFrame({"one": first, "other": second, "year": held["year"].cast(pl.Int64)}).drop_nulls()
    pairs = sides.select(a=pl.min_horizontal("one", "other"), b=pl.max_horizontal("one", "other"), year="year").unique()
    before = pl.concat([pairs.with_columns(pl.col("year") + back) for back in range(1, _BEFORE + 1)]).unique()
    on = ["a", "b", "year"]
    looks = rows.join(before, on=on, how="anti").join(pairs.with_columns(new=pl.lit(True)), on=on, how="left")
    looks = looks.filter(pl.col("year") <= pairs["year"].max()).with_columns(pl.col("new").fill_null(False))
    y = looks["new"].to_numpy()
    random = np.random.default_rng(1)
    new, calm = np.flatnonzero(y), np.flatnonzero(~y)
    result: dict[str, Any] = {"looks": len(y), "new_disputes": len(new)}
    for columns in _DISPUTES:
        x = looks.select(pl.col(columns).fill_null(0)).to_numpy()

        def slopes(chosen: NDArray[np.int64], x: Array = x) -> Array:
            weight = np.where(y[chosen], 1.0, y[chosen].sum() / (~y[chosen]).sum())
            fitted = LogisticRegression(C=1e6).fit(x[chosen], y[chosen], sample_weight=weight)
            return np.asarray(fitted.coef_[0])

        found = slopes(np.arange(len(y)))
        drawn = [slopes(np.concatenate([random.choice(new, len(new)), random.choice(calm, 5000)])) for _ in range(50)]
        result[" + ".join(columns)] = {
            "slopes": [round(float(value), 3) for value in found],
            "errors": [round(float(value), 3) for value in np.std(drawn, axis=0)],
            "auc": round(float(roc_auc_score(y, x @ found)), 3),
        }
    return result


def _scored(p: Array, came: NDArray[np.bool_], ending: str = "") -> dict[str, float]:
    """Return the log score and the Brier score of forecasts."""
    brier = float(((p - came) ** 2).mean())
    return {f"log_score{ending}": round(_log_score(p, came), 4), f"brier{ending}": round(brier, 4)}


def _log_score(p: Array, came: NDArray[np.bool_]) -> float:
    held = np.clip(p, 1e-9, 1 - 1e-9)
    return float(np.where(came, np.log(held), np.log(1 - held)).mean())


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
            "worse": _fitted(frame.filter(pl.col("dir") != "I").with_columns(pl.col(name).clip(-VOTE_MOST, 0)), name),
            "better": _fitted(frame.filter(pl.col("dir") != "W").with_columns(pl.col(name).clip(0, VOTE_MOST)), name),
        }
        for name in ("votes", "points", "alliances")
    }


def _fitted(frame: pl.DataFrame, name: str) -> dict[str, float]:
    held = frame.drop_nulls(name)
    z, y = held[name].to_numpy()[:, None], (held["dir"] != "stable").to_numpy()
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
