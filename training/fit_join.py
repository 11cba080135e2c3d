"""Fit how the network's numbers and the rules' readings join to one confidence.

usage: python -m training.fit_join --model coder.zip --labelled FILE.jsonl [...] [--calibrate FILE.jsonl]
    [--out src/allegiance/coding/data/join.json]

The labelled texts must not be those that the network was trained on. A candidate is right where it hits a labelled
mention by the rules of ``benchmarks.scoring``. The regression (scikit-learn, L2) is also run by folds over texts, for the
expected calibration error. Where the labelled texts are coded more densely than a reader would, its odds are too high: with
``--calibrate`` a scale and a shift of them are fitted (Platt 1999) to the mentions finally given on texts of other readers.
The last line of output is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import math
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from allegiance.actors import Gazetteer
from allegiance.coding import load_parser, mention_line
from allegiance.coding.coder import Coder
from allegiance.coding.joining import RULES_FROM, Join
from allegiance.coding.model import Model
from allegiance.coding.reader import read_many
from allegiance.coding.rules import by_rules
from allegiance.coding.trained import by_network, candidates
from benchmarks.articles import article_of, read_gold
from benchmarks.calibration import judged
from benchmarks.scoring import likeness

_FOLDS = 5
_LEAST = 0.05
"""Mentions less likely than this take no part in calibrating."""


def sample_of(coder: Coder, rows: list[dict[str, Any]]) -> list[tuple[int, dict[str, float], int]]:
    """Return for each candidate its fold, its features and whether it is right."""
    sample = []
    everything = Join({})
    articles = [article_of(row) for row in rows]
    read_all = read_many(articles, names=coder.gazetteer, nlp=coder.nlp, model=coder.model)
    for row, read in zip(rows, read_all, strict=True):
        rules = list(by_rules(read, cues=coder.cues, weights=coder.weights, least=RULES_FROM))
        told = by_network(read, rules, cues=coder.cues, join=everything, least=0.0)
        fold = zlib.crc32(str(row["id"]).encode()) % _FOLDS
        for candidate, one in zip(candidates(read, rules), told, strict=True):
            line = mention_line(coder._mention(read, one), read.article)
            right = any(likeness(gold, line) > 0 for gold in row["mentions"])
            sample.append((fold, dict(candidate.features), int(right)))
    return sample


def calibration_error(probabilities: NDArray[np.float64], right: NDArray[np.int64], bins: int = 10) -> float:
    """Return the expected calibration error over bins of equal width (Naeini, Cooper & Hauskrecht 2015)."""
    place = np.minimum((probabilities * bins).astype(int), bins - 1)
    parts = [
        abs(probabilities[place == k].mean() - right[place == k].mean()) * (place == k).mean()
        for k in range(bins)
        if (place == k).any()
    ]
    return float(sum(parts))


def calibrated(coder: Coder, weights: dict[str, float], rows: list[dict[str, Any]]) -> dict[str, float]:
    """Return weights whose odds are scaled and shifted so that they fit the mentions given on labelled texts."""
    coder.join, coder.threshold = Join(weights), _LEAST
    told = judged(coder, rows)
    odds = np.array([[math.log(c / (1 - c))] for c, _ in told])
    platt = LogisticRegression(C=1e4).fit(odds, [right for _, right in told])
    scale, shift = float(platt.coef_[0][0]), float(platt.intercept_[0])
    scaled = {name: round(weight * scale, 4) for name, weight in weights.items()}
    return scaled | {"bias": round(scaled["bias"] + shift, 4)}


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--labelled", type=Path, nargs="+", required=True)
    parser.add_argument("--calibrate", type=Path)
    parser.add_argument("--strength", type=float, default=0.1)
    parser.add_argument("--out", type=Path, default=Path("src/allegiance/coding/data/join.json"))
    args = parser.parse_args()
    rows = [json.loads(line) for path in args.labelled for line in path.read_text("utf-8").splitlines() if line]
    coder = Coder(gazetteer=Gazetteer.load(), nlp=load_parser(), model=Model(args.model), join=Join({}))
    sample = sample_of(coder, rows)
    names = sorted({name for _, features, _ in sample for name in features})
    matrix = np.array([[features.get(name, 0.0) for name in names] for _, features, _ in sample])
    right = np.array([r for _, _, r in sample])
    fold = np.array([f for f, _, _ in sample])

    def model() -> LogisticRegression:
        return LogisticRegression(C=args.strength, fit_intercept=False, max_iter=2000)

    out = np.zeros(len(sample))
    for number in range(_FOLDS):
        if (fold == number).any():
            fitted = model().fit(matrix[fold != number], right[fold != number])
            out[fold == number] = fitted.predict_proba(matrix[fold == number])[:, 1]
    final = model().fit(matrix, right)
    weights = {name: round(float(w), 4) for name, w in zip(names, final.coef_[0], strict=True)}
    if args.calibrate:
        weights = calibrated(coder, weights, read_gold(args.calibrate))
    args.out.write_text(json.dumps(weights, indent=0) + "\n", encoding="utf-8")
    print(
        json.dumps(
            {"candidates": len(sample), "right": int(right.sum()), "ece": round(calibration_error(out, right), 4)}
        )
    )


if __name__ == "__main__":
    main()
