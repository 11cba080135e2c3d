"""Answers to known questions: their Brier score against a forecast that always gives the base rate.

Each listed turn is asked about once: has the first state of the pair moved away from the second since the first day of
the turn's year (of the next, when it came after September) until the last day of that year? A turn for the worse should
be answered with yes, one for the better and a stable pair with no. Stable pairs are asked about the years of the turns,
in their order. Only questions to which the data gave an answer are scored; the others are counted.

The answers rest on event counts by year, and on UN votes and alliances where given. The slope of the event model was
fitted on all pairs to 2010, that of votes on this very list, so the score without votes stands beside: of the two, it
is the cleaner one. ``of_sample`` is the forecast that knows how many of the questions are to be answered with yes.

usage: python -m benchmarks.assessments --events icews_yearly_dyads.csv.gz --cases realignment_cases_dev.csv
    [--votes FOLDER] [--alliances FILE]
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allegiance import outside, pipeline
from allegiance.assessments.change import BASE_RATE
from allegiance.assessments.combine import pooled, speaks
from allegiance.records import Assessment
from allegiance.store import Store

Array = NDArray[np.float64]
# Years of counts that must lie before a question, for a baseline.
_LEAST_BEFORE = 3
_DRAWS = 10_000


@dataclass(frozen=True, slots=True)
class Case:
    """One question: a pair, the year asked about and what the list says of it (W worse, I better, or stable)."""

    state: str
    ally: str
    year: int
    kind: str


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=Path, required=True)
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--votes", type=Path, help="folder with un_votes.parquet and un_roll_calls.parquet")
    parser.add_argument("--alliances", type=Path)
    args = parser.parse_args()
    paths = [args.events]
    if args.votes:
        paths += [args.votes / "un_votes.parquet", args.votes / "un_roll_calls.parquet"]
    if args.alliances:
        paths.append(args.alliances)
    setup = pipeline.Setup()
    with TemporaryDirectory() as folder, Store(Path(folder) / "made.duckdb") as store:
        outside.import_tables(store, paths)
        span = store.query('SELECT min("date") AS first, max("date") AS last FROM imported_events')[0]
        asked = cases(args.cases, setup, range(span["first"].year + _LEAST_BEFORE, span["last"].year + 1))
        found = [
            (
                case,
                pipeline.answer(
                    store,
                    setup,
                    state=case.state,
                    ally=case.ally,
                    since=date(case.year, 1, 1),
                    until=date(case.year, 12, 31),
                ),
            )
            for case in asked
        ]
    for case, answer in found:
        print(told(case, answer))
    print(json.dumps(score(found)))


def cases(path: Path, setup: pipeline.Setup, years: range) -> list[Case]:
    """Return the questions that the list gives within some years."""
    known = pipeline.gazetteer(setup)
    turns: list[Case] = []
    stable: list[tuple[str, str, int]] = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            state, ally = (known.meant(name) for name in row["pair"].split("(")[0].split("-"))
            if row["dir"] == "stable":
                since = re.search(r"\d{4}", row["pair"])
                stable.append((state, ally, int(since.group()) if since else 0))
                continue
            year = (date.fromisoformat(row["date"]) + timedelta(days=92)).year
            if year in years:
                turns.append(Case(state, ally, year, row["dir"]))
    looks = [turn.year for turn in turns if turn.kind == "W"]
    if not looks:
        raise SystemExit("No listed turn lies within the years of the events.")
    calm = [
        Case(state, ally, looks[number % len(looks)], "stable")
        for number, (state, ally, since) in enumerate(stable)
        if looks[number % len(looks)] > since
    ]
    return turns + calm


def told(case: Case, answer: Assessment) -> str:
    """Return an answer's text, for reading."""
    lines = [f"== {case.state}-{case.ally} {case.year} (listed: {case.kind})", answer.answer]
    for judgement in answer.judgements:
        p, low, high = judgement.probability, judgement.low, judgement.high
        number = "" if p is None or low is None or high is None else f" ({p:.1%}, {low:.1%}-{high:.1%})"
        lines.append(f"  - {judgement.statement}: {judgement.word}{number}")
    lines.append(f"  confidence {answer.confidence}: {answer.confidence_why}")
    lines += [f"  {measure.name}: {measure.direction}; {measure.finding}" for measure in answer.measures]
    lines.append("  path: " + " > ".join(f"{step} {p:.0%}" for step, p in answer.path))
    lines += [f"  disagree: {line}" for line in answer.disagreements]
    if answer.contrast and answer.contrast.enough:
        lines.append(f"  from {case.ally} to {answer.contrast.rival}: {answer.contrast.p_contrast:.0%}")
    return "\n".join(lines)


def score(found: list[tuple[Case, Assessment]]) -> dict[str, Any]:
    """Score the answers that were given; of all questions, "not enough evidence" stands for the base rate."""
    given = [(case, answer) for case, answer in found if answer.judgements[0].probability is not None]
    came = np.array([case.kind == "W" for case, _ in given], dtype=float)
    away = np.array([answer.judgements[0].probability for _, answer in given], dtype=float)
    events = np.array([_without_votes(answer) for _, answer in given])
    closer = np.array([answer.judgements[1].probability for _, answer in given], dtype=float)
    kinds = np.array([case.kind for case, _ in given])
    told = np.array([any(m.kind == "events" and speaks(m) for m in answer.measures) for _, answer in given])
    base = np.full(len(given), BASE_RATE)
    firsts = [answer.judgements[0].probability for _, answer in found]
    every = np.array([BASE_RATE if p is None else p for p in firsts], dtype=float)
    every_came = np.array([case.kind == "W" for case, _ in found], dtype=float)
    every_base = np.full(len(found), BASE_RATE)
    return {
        "questions": len(found),
        "not_enough_evidence": len(found) - len(given),
        "worse": int((kinds == "W").sum()),
        "better": int((kinds == "I").sum()),
        "stable": int((kinds == "stable").sum()),
        "brier": _brier(away, came),
        "brier_all_questions": _brier(every, every_came),
        "ahead_of_base_rate_all_questions": _ahead(every, every_base, every_came),
        "brier_without_votes": _brier(events, came),
        "brier_base_rate": _brier(base, came),
        "with_events": int(told.sum()),
        "brier_with_events": _brier(away[told], came[told]),
        "ahead_of_base_rate_with_events": _ahead(away[told], base[told], came[told]),
        "brier_of_sample": _brier(np.full(len(given), came.mean()), came),
        "ahead_of_base_rate": _ahead(away, base, came),
        "ahead_of_base_rate_without_votes": _ahead(events, base, came),
        "ahead_of_sample": _ahead(away, np.full(len(given), came.mean()), came),
        "brier_closer": _brier(closer, (kinds == "I").astype(float)),
        "mean_answer": {kind: round(float(away[kinds == kind].mean()), 3) for kind in ("W", "I", "stable")},
        "right_side_of_half": round(float(((away >= 0.5) == (came == 1)).mean()), 3),
    }


def _without_votes(answer: Assessment) -> float:
    """Return the answer as it would be from events and treaties alone."""
    return pooled(BASE_RATE, [m for m in answer.measures if speaks(m) and m.kind != "votes"])


def _brier(p: Array, came: Array) -> float:
    return round(float(((p - came) ** 2).mean()), 4)


def _ahead(ours: Array, theirs: Array, came: Array) -> list[float]:
    """Return by how much less our Brier score is, with the 95 % interval over questions drawn anew within each class."""
    gain = (theirs - came) ** 2 - (ours - came) ** 2
    random = np.random.default_rng(1)
    draws = np.zeros(_DRAWS)
    for part in (gain[came == 1], gain[came == 0]):
        if len(part):
            draws += random.choice(part, (_DRAWS, len(part))).sum(axis=1)
    low, high = np.percentile(draws / len(gain), [2.5, 97.5])
    return [round(float(value), 4) for value in (gain.mean(), low, high)]


if __name__ == "__main__":
    main()
