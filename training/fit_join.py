"""Fit how the network's numbers and the rules' readings join to one confidence.

usage: python -m training.fit_join --model coder.zip --labelled FILE.jsonl [...] [--calibrate FILE.jsonl]
    [--out src/allegiance/coding/data/join.json]

The labelled texts must not be those that the network was trained on. A candidate is right where it hits a labelled
mention by the rules of ``benchmarks.scoring``. Two sets of trees (gradient boosting, scikit-learn) are averaged, one of
which doesn't see how a candidate stands beside the others of its trigger (:mod:`allegiance.coding.rivals`). They are also
grown by folds over texts, for the expected calibration error and the average precision, beside that of the latter set alone
and of a logistic regression on its features. Where the labelled texts are coded more densely than a reader would, the odds
are too high: with ``--calibrate`` a scale and a shift of them are fitted (Platt 1999) to the mentions finally given on texts
of other readers.
The last line of output is one JSON object.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from allegiance.actors import Gazetteer
from allegiance.coding import load_parser, mention_line
from allegiance.coding.coder import Coder
from allegiance.coding.joining import RULES_FROM, Join, Tree
from allegiance.coding.model import Model
from allegiance.coding.network_candidates import candidates
from allegiance.coding.reader import read_many
from allegiance.coding.rivals import PREFIXES
from allegiance.coding.rules import by_rules
from allegiance.coding.trained import told
from benchmarks.articles import article_of, read_gold
from benchmarks.calibration import judged
from benchmarks.scoring import likeness
from training.folds import fold_of

Floats = NDArray[np.float64]
_LEAST = 0.05
"""Mentions less likely than this take no part in calibrating."""


def sample_of(coder: Coder, rows: list[dict[str, Any]]) -> list[tuple[int, dict[str, float], int]]:
    """Return for each candidate its fold, its features and whether it is right."""
    sample = []
    articles = [article_of(row) for row in rows]
    read_all = read_many(articles, names=coder.gazetteer, nlp=coder.nlp, model=coder.model)
    for row, read in zip(rows, read_all, strict=True):
        rules = list(by_rules(read, cues=coder.cues, weights=coder.weights, least=RULES_FROM))
        fold = fold_of(row["id"])
        for candidate in candidates(read, rules):
            for one in told(read, rules, [(candidate, 0.5)], cues=coder.cues):
                line = mention_line(coder._mention(read, one), read.article)
                right = any(likeness(gold, line) > 0 for gold in row["mentions"])
                sample.append((fold, dict(candidate.features), int(right)))
    return sample


def calibration_error(probabilities: Floats, right: NDArray[np.int64], bins: int = 10) -> float:
    """Return the expected calibration error over bins of equal width (Naeini, Cooper & Hauskrecht 2015)."""
    place = np.minimum((probabilities * bins).astype(int), bins - 1)
    parts = [
        abs(probabilities[place == k].mean() - right[place == k].mean()) * (place == k).mean()
        for k in range(bins)
        if (place == k).any()
    ]
    return float(sum(parts))


def sights(names: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the columns that each of the two sets of trees sees: first without rivals, then all."""
    return [k for k, name in enumerate(names) if not name.startswith(PREFIXES)], list(range(len(names)))


def grown(matrix: Floats, right: NDArray[np.int64], *, seed: int) -> GradientBoostingClassifier:
    """Return trees grown on candidates."""
    return GradientBoostingClassifier(
        n_estimators=300, max_depth=6, learning_rate=0.05, subsample=0.5, min_samples_leaf=40, max_features=0.2,
        random_state=seed,
    ).fit(matrix, right)  # fmt: skip


def grown_twice(matrix: Floats, right: NDArray[np.int64], names: Sequence[str]) -> list[GradientBoostingClassifier]:
    """Return the two sets of trees."""
    return [grown(matrix[:, seen], right, seed=seed) for seed, seen in enumerate(sights(names), start=1)]


def join_of(models: Sequence[GradientBoostingClassifier], names: Sequence[str], share: float) -> Join:
    """Return the mean of fitted sets of trees as the coder reads it; it starts from the odds of the share that is right."""
    trees: list[Tree] = [(round(math.log(share / (1 - share)), 4),)]
    for model, seen in zip(models, sights(names), strict=True):
        for estimator in model.estimators_[:, 0]:
            tree = estimator.tree_
            branches = zip(tree.feature, tree.threshold, tree.children_left, tree.children_right, strict=True)
            trees.append(
                tuple(
                    # scikit-learn marks a leaf with a feature below 0; six digits, since a limit may lie close to a number.
                    round(model.learning_rate * float(tree.value[place, 0, 0]) / len(models), 5)
                    if feature < 0
                    else (names[seen[feature]], float(f"{most:.6g}"), int(left), int(right))
                    for place, (feature, most, left, right) in enumerate(branches)
                )
            )
    return Join(tuple(trees))


def calibrated(coder: Coder, join: Join, rows: list[dict[str, Any]]) -> Join:
    """Return a join whose odds are scaled and shifted so that they fit the mentions given on labelled texts."""
    coder.join, coder.threshold = join, _LEAST
    told = judged(coder, rows)
    odds = np.array([[math.log(c / (1 - c))] for c, _ in told])
    platt = LogisticRegression(C=1e4).fit(odds, [right for _, right in told])
    return Join(join.trees, scale=round(float(platt.coef_[0][0]), 4), shift=round(float(platt.intercept_[0]), 4))


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--labelled", type=Path, nargs="+", required=True)
    parser.add_argument("--calibrate", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/allegiance/coding/data/join.json"))
    args = parser.parse_args()
    rows = [json.loads(line) for path in args.labelled for line in path.read_text("utf-8").splitlines() if line]
    coder = Coder(gazetteer=Gazetteer.load(), nlp=load_parser(), model=Model(args.model), join=Join())
    sample = sample_of(coder, rows)
    names = sorted({name for _, features, _ in sample for name in features})
    matrix = np.array([[features.get(name, 0.0) for name in names] for _, features, _ in sample])
    right = np.array([r for _, _, r in sample])
    fold = np.array([f for f, _, _ in sample])
    trees, plain, regression = (np.zeros(len(sample)) for _ in range(3))
    alone, _ = sights(names)
    for number in sorted(set(fold.tolist())):
        rest, here = fold != number, fold == number
        models = grown_twice(matrix[rest], right[rest], names)
        odds = [
            model.decision_function(matrix[here][:, seen]) for model, seen in zip(models, sights(names), strict=True)
        ]
        plain[here], trees[here] = expit(odds[0]), expit(np.mean(odds, axis=0))
        linear = LogisticRegression(C=0.1, fit_intercept=False, max_iter=2000)
        linear.fit(matrix[rest][:, alone], right[rest])
        regression[here] = linear.predict_proba(matrix[here][:, alone])[:, 1]
    join = join_of(grown_twice(matrix, right, names), names, float(right.mean()))
    if args.calibrate:
        join = calibrated(coder, join, read_gold(args.calibrate))
    args.out.write_text(json.dumps(dataclasses.asdict(join), separators=(",", ":")) + "\n", encoding="utf-8")
    figures = {
        "candidates": len(sample),
        "right": int(right.sum()),
        "ece": round(calibration_error(trees, right), 4),
        "average_precision": round(float(average_precision_score(right, trees)), 4),
        "average_precision_without_rivals": round(float(average_precision_score(right, plain)), 4),
        "average_precision_of_a_regression": round(float(average_precision_score(right, regression)), 4),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
