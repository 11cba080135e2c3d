"""Fit the scorer that tells whether words for time date an event (:mod:`allegiance.coding.circumstances`).

usage: python -m training.fit_timing --train FILE.jsonl ... [--cut SCORE] [--out .../coding/data/timing.json]

Each of the words for time near a labelled trigger is a row; right are those whose interval agrees with the label's date.
One logistic regression (scikit-learn, L2, seed 1); the cut-off is the one with the best F1 out of five
folds by article, unless another is given.
The last line of output is one JSON object.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from allegiance.actors import Gazetteer
from allegiance.coding import load_parser
from allegiance.coding.circumstances import features, time_words
from allegiance.coding.reader import Read, read_many
from allegiance.coding.tense import meant
from allegiance.records import EventType, Status
from benchmarks.articles import article_of, read_gold
from benchmarks.scoring import interval, same_time
from benchmarks.steps import trigger_of

OUT = Path(__file__).parents[1] / "src" / "allegiance" / "coding" / "data" / "timing.json"
FOLDS, LEAST, WEAKEST = 5, 3, 0.02
Row = tuple[list[str], int, int, int]
"""Features, whether right, the article's number, the mention's number."""


def rows(reads: Sequence[Read], gold: Sequence[dict[str, Any]]) -> tuple[list[Row], int]:
    """Return the rows, and how many mentions are dated."""
    found: list[Row] = []
    dated = mention = 0
    for number, (read, row) in enumerate(zip(reads, gold, strict=True)):
        for label in row["mentions"]:
            mention += 1
            place = trigger_of(read, label)
            if place is None or read.article.published is None:
                continue
            item, trigger = place
            then = interval(label["date"])
            dated += then is not None
            kind, status, published = EventType(label["types"][0]), Status(label["status"]), read.article.published
            for sentence, words in time_words(item, published):
                when = meant(item, trigger, sentence, words, kind, status, published)
                right = int(same_time(then, (when.first, when.last)))
                names = features(item, trigger, sentence, when, kind, status, published)
                found.append((names, right, number, mention))
    return found, dated


def fit(reads: Sequence[Read], gold: Sequence[dict[str, Any]], strength: float = 0.1) -> dict[str, Any]:
    """Return weights, cut-off and the figure that chose it."""
    found, dated = rows(reads, gold)
    counts = Counter(n for names, *_ in found for n in set(names))
    index = {n: k for k, n in enumerate(sorted(n for n, c in counts.items() if c >= LEAST))}
    pointer, columns = [0], []
    for names, *_ in found:
        columns += sorted({index[n] for n in names if n in index})
        pointer.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns)), columns, pointer), shape=(len(found), len(index)))
    labels, folds = np.array([r for _, r, _, _ in found]), np.array([a for _, _, a, _ in found]) % FOLDS

    def model(chosen_rows: Any) -> Any:
        made = LogisticRegression(C=strength, max_iter=400, fit_intercept=False, random_state=1, solver="liblinear")
        return made.fit(matrix[chosen_rows], labels[chosen_rows])

    scores = np.zeros(len(labels))
    for fold in range(FOLDS):
        scores[folds == fold] = matrix[folds == fold] @ model(folds != fold).coef_[0]
    best: dict[int, tuple[float, int]] = {}
    for score, (_, right, _, mention) in zip(scores, found, strict=True):
        if mention not in best or score > best[mention][0]:
            best[mention] = float(score), right
    f1: dict[float, tuple[float, float, float]] = {}
    for cut in np.arange(-2.5, 1.3, 0.1):
        given = [right for score, right in best.values() if score >= cut]
        f1[round(float(cut), 2)] = (2 * sum(given) / (len(given) + dated), sum(given) / len(given), sum(given) / dated)
    cut = max(f1, key=lambda c: f1[c])
    whole = model(labels >= 0).coef_[0]
    weights = {n: round(float(whole[k]), 2) for n, k in index.items() if abs(whole[k]) >= WEAKEST}
    told = {"f1": f1[cut][0], "precision": f1[cut][1], "recall": f1[cut][2]}
    return {"weights": weights, "cut": cut, "rows": len(found)} | {k: round(v, 3) for k, v in told.items()}


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--train", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--cut", type=float, help="this cut-off, instead of the one with the best F1")
    arguments = parser.parse_args()
    gold = [row for path in arguments.train for row in read_gold(path) if row.get("mentions")]
    model = fit(list(read_many(map(article_of, gold), names=Gazetteer.load(), nlp=load_parser())), gold)
    kept = {"weights": model["weights"], "cut": model["cut"] if arguments.cut is None else arguments.cut}
    arguments.out.write_text(json.dumps(kept, ensure_ascii=False, sort_keys=True, indent=0) + "\n", encoding="utf-8")
    print(json.dumps({**model, "weights": len(model["weights"])}))


if __name__ == "__main__":
    main()
