"""The change model: forecasts on held-out time, known turns against false alarms, and speed.

``--events`` takes event tables (ICEWS by day, yearly dyads, or any ``date, actor, recipient, code or quad, count``) and
``--cases`` a list of dated turns and stable pairs. Days allow months and weeks, yearly counts years. ``--fit`` also
prints the constants that the program would ship. ``--speed`` times 20,000 dyads by 574 weeks of made counts.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import time
from collections.abc import Callable
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from allegiance.actors import Gazetteer
from allegiance.relations.model import fast_interval, levels
from allegiance.relations.near import pairs_of
from allegiance.relations.panel import Panel, drift_since, panel
from allegiance.relations.priors import LEVEL
from benchmarks.relations_forecast import counted_for, fit, load, measure, steps

Array = NDArray[np.float64]
_ALARMS = (0.05, 0.2)
_MATCHED = 20
# Goldstein's weight of the mean event of each quad class, from the codes of ICEWS 2014.
_GOLDSTEIN = {
    "verbal cooperation": 3.4,
    "material cooperation": 6.9,
    "verbal conflict": -2.9,
    "material conflict": -7.4,
}


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=Path, nargs="*", default=[])
    parser.add_argument("--cases", type=Path)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--speed", action="store_true")
    args = parser.parse_args()
    result: dict[str, Any] = {}
    for path in args.events:
        events = load(path)
        for every in steps(events):
            counted = counted_for(events, every)
            name = f"{path.name} by {every}"
            result[name] = {"dyads": len(counted.dyads), **measure(counted)}
            if args.fit:
                result[name]["constants"] = fit(counted)
            print(f"{name}: {json.dumps(result[name])}")
        if args.cases and steps(events) == ["year"]:
            result["turns"] = turns(events, args.cases)
            print(f"turns: {json.dumps(result['turns'])}")
    if args.speed:
        result["speed"] = speed()
    print(json.dumps(result))


def turns(events: pl.DataFrame, cases: Path) -> dict[str, Any]:
    """Measure how many known turns are noticed at given rates of false alarms, by the model and by baselines.

    Each dyad-year is looked at once: has the relation changed since the year began? A turn counts in its own year, or in
    the next when it came after September. False alarms are looks at the listed stable pairs and at the dyads nearest in
    volume to each turn that have no turn listed; the threshold for a turn never uses its own dyad.
    """
    counted = panel(events, every="year")
    dyads = {pair: i for i, pair in enumerate(counted.dyads)}
    gazetteer = Gazetteer.load()
    years = [day.year for day in counted.periods]
    first = 3
    found: list[tuple[int, int, str]] = []
    missing = 0
    stable: set[int] = set()
    listed: set[int] = set()
    with cases.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = [gazetteer.resolve(name) or name for name in row["pair"].split("(")[0].split("-")]
            pair = (min(names), max(names))
            if pair not in dyads:
                missing += row["dir"] != "stable" and row["date"] >= str(years[first])
                continue
            listed.add(dyads[pair])
            if row["dir"] == "stable":
                stable.add(dyads[pair])
                continue
            day = date.fromisoformat(row["date"]) + timedelta(days=92)
            if day.year in years[first:]:
                found.append((dyads[pair], years.index(day.year), row["dir"]))
    volume = np.log(counted.total.mean(axis=1) + 0.1)
    matched = set(stable)
    free = np.array([i for i in range(len(volume)) if i not in listed])
    for dyad, _, _ in found:
        matched.update(free[np.argsort(np.abs(volume[free] - volume[dyad]))[:_MATCHED]].tolist())
    quiet = np.array(sorted(matched))
    result: dict[str, Any] = {
        "turns": len(found),
        "turns_not_covered": missing,
        "quiet_dyads": len(quiet),
        "stable_pairs": len(stable),
    }
    looks = list(range(first, len(years)))
    random = np.random.default_rng(1)
    hits: dict[str, dict[float, Array]] = {}
    for name, score in _scores(events, counted).items():
        worse, better = score
        calm = {"W": worse[quiet][:, looks], "I": better[quiet][:, looks]}
        marks = np.array([(worse if way == "W" else better)[dyad, year] for dyad, year, way in found])
        ranks = np.array(
            [
                np.mean((calm[way] < mark) + 0.5 * (calm[way] == mark))
                for mark, (_, _, way) in zip(marks, found, strict=True)
            ]
        )
        low, high = np.percentile([random.choice(ranks, len(ranks)).mean() for _ in range(2000)], [2.5, 97.5])
        hits[name] = {rate: (ranks > 1 - rate).astype(float) for rate in _ALARMS}
        result[name] = {
            "auc": [round(float(value), 3) for value in (ranks.mean(), low, high)],
            **{f"hits_at_{rate}": round(float(hit.mean()), 3) for rate, hit in hits[name].items()},
        }
    for name in [name for name in hits if name != "model"]:
        for rate in _ALARMS:
            gain = hits["model"][rate] - hits[name][rate]
            draws = [random.choice(gain, len(gain)).mean() for _ in range(2000)]
            low, high = np.percentile(draws, [2.5, 97.5])
            result[name][f"model_ahead_at_{rate}"] = [round(float(value), 3) for value in (gain.mean(), low, high)]
    return result


def _scores(events: pl.DataFrame, counted: Panel) -> dict[str, tuple[Array, Array]]:
    """Return, for each method, how much worse and how much better each dyad looks in each year."""
    c, n = counted.conflict, counted.total
    weights = pl.col("quad").replace_strict(_GOLDSTEIN, return_dtype=pl.Float64)
    weighed = events.with_columns(origins=pl.col("origins") * weights.abs(), sign=weights > 0)
    good, bad = (
        panel(pl.concat([weighed.filter(side), _nothing(events)], how="diagonal"), every="year")
        for side in (pl.col("sign"), ~pl.col("sign"))
    )
    goldstein = _align(good, counted) - _align(bad, counted)
    share = (c + 1) / (n + 8)

    def before(values: Array, t: int) -> Array:
        return np.asarray(values[:, max(0, t - 3) : t].mean(axis=1))

    def by_year(look: Callable[[int], tuple[Array, Array]]) -> tuple[Array, Array]:
        worse, better = np.zeros_like(c), np.zeros_like(c)
        for t in range(1, c.shape[1]):
            worse[:, t], better[:, t] = look(t)
        return worse, better

    def model(t: int) -> tuple[Array, Array]:
        part = Panel(
            dyads=counted.dyads,
            periods=counted.periods[: t + 1],
            every="year",
            conflict=c[:, : t + 1],
            total=n[:, : t + 1],
            coverage=counted.coverage[:, : t + 1],
        )
        found, _, _ = drift_since(part, counted.periods[t])
        return found.materially_worse, found.materially_better

    def spike(t: int) -> tuple[Array, Array]:
        ratio = np.log((c[:, t] + 1) / (before(c, t) + 1))
        return ratio, -ratio

    def fall(t: int) -> tuple[Array, Array]:
        change = before(goldstein, t) - goldstein[:, t]
        return change, -change

    def difference(t: int) -> tuple[Array, Array]:
        change = share[:, t] - (before(c, t) + 1 / 3) / (before(n, t) + 8 / 3)
        return change, -change

    looks = {"model": model, "count spike": spike, "goldstein sum": fall, "difference of shares": difference}
    return {name: by_year(look) for name, look in looks.items()}


def _nothing(events: pl.DataFrame) -> pl.DataFrame:
    """Return one event of no weight at each end of the table, so that all panels have the same years."""
    ends = events.filter((pl.col("date") == events["date"].min()) | (pl.col("date") == events["date"].max()))
    return ends.unique("date").with_columns(origins=pl.lit(1e-9))


def _align(part: Panel, whole: Panel) -> Array:
    """Return a panel's totals in the rows of another."""
    rows = {pair: i for i, pair in enumerate(part.dyads)}
    found = np.zeros_like(whole.total)
    for i, pair in enumerate(whole.dyads):
        if pair in rows:
            found[i] = part.total[rows[pair]]
    return found


def speed(dyads: int = 20_000, weeks: int = 574) -> dict[str, Any]:
    """Time levels with intervals for every dyad and week, and every dyad's odds of drift.

    Counts resemble real ones: a dyad's volume is lognormal, most weeks of most dyads are empty, events come in bursts. The
    dyads are those of 142 states, in both orders.
    """
    random = np.random.default_rng(7)
    volume = np.exp(random.normal(-2.5, 1.8, dyads))
    total = random.poisson(volume[:, None] * random.gamma(0.5, 2.0, (dyads, weeks))).astype(float)
    conflict = random.binomial(total.astype(int), random.beta(0.5, 3.5, dyads)[:, None]).astype(float)
    start = date(2010, 1, 4)
    counted = Panel(
        dyads=tuple(permutations((str(i) for i in range(142)), 2))[:dyads],
        periods=tuple(start + timedelta(weeks=t) for t in range(weeks)),
        every="week",
        conflict=conflict,
        total=total,
        coverage=total,
    )
    begun, processor = time.perf_counter(), time.process_time()
    a, b = levels(conflict, total, LEVEL["week"], days=7, pairs=pairs_of(counted.dyads))
    low, high = fast_interval(a, b)
    after_levels = time.perf_counter()
    found, _, _ = drift_since(counted, start + timedelta(weeks=weeks - 52))
    end, processor = time.perf_counter(), time.process_time() - processor
    return {
        "dyads": dyads,
        "weeks": weeks,
        "events": int(total.sum()),
        "seconds_levels": round(after_levels - begun, 2),
        "seconds_odds": round(end - after_levels, 2),
        "seconds": round(end - begun, 2),
        "processor_seconds": round(processor, 2),
        "peak_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2, 2),
        "intervals_in_order": bool((low <= high).all()),
        "p_materially_worse_mean": round(float(found.materially_worse.mean()), 3),
    }


if __name__ == "__main__":
    main()
