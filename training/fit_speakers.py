"""Fit the scorer that tells whose statement gives an event (:mod:`allegiance.coding.speakers`).

usage: python -m training.fit_speakers --train events_train.jsonl [--out .../coding/data/speakers.json]

Every statement near a labelled trigger is a row; it is right when its source is one of the label's ``said_by``.  One
logistic regression (scikit-learn, L2, seed 1); the cut-off is the one with the best F1 out of five folds by article.
The last line of output is one JSON object.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from allegiance.actors import Gazetteer
from allegiance.coding import load_parser
from allegiance.coding.attribution import named
from allegiance.coding.reader import Read, read_many
from allegiance.coding.speakers import around, chosen, features, holding
from allegiance.records import EventType
from benchmarks.articles import article_of, read_gold
from benchmarks.scoring import same_source
from benchmarks.steps import trigger_of

OUT = Path(__file__).parents[1] / "src" / "allegiance" / "coding" / "data" / "speakers.json"
FOLDS, LEAST, WEAKEST = 5, 3, 0.02


@dataclass(frozen=True)
class Row:
    """A labelled mention: the statements near its trigger with their features and whether they give it."""

    item: Any
    saids: tuple[Any, ...]
    names: tuple[list[str], ...]
    right: tuple[int, ...]
    sources: int
    article: int


def rows(reads: Sequence[Read], gold: Sequence[dict[str, Any]]) -> list[Row]:
    """Return the labelled mentions of the articles."""
    found = []
    for number, (read, row) in enumerate(zip(reads, gold, strict=True)):
        for label in row["mentions"]:
            place = trigger_of(read, label)
            if place is None:
                continue
            item, trigger = place
            own, kind = holding(item, trigger), EventType(label["types"][0])
            saids = tuple(s for s in around(item) if s.statement.source_head is not None)
            told = [named(said, ()).source for said in saids]
            right = tuple(int(any(same_source(wanted, source) for wanted in label["said_by"])) for source in told)
            names = tuple(features(item, trigger, kind, said, own) for said in saids)
            found.append(Row(item, saids, names, right, len(label["said_by"]), number))
    return found


def fit(reads: Sequence[Read], gold: Sequence[dict[str, Any]], strength: float = 0.15) -> dict[str, Any]:
    """Return weights, cut-offs and the figure that chose them."""
    mentions = rows(reads, gold)
    flat = [(names, right, m.article) for m in mentions for names, right in zip(m.names, m.right, strict=True)]
    counts = Counter(n for names, _, _ in flat for n in set(names))
    index = {n: k for k, n in enumerate(sorted(n for n, c in counts.items() if c >= LEAST))}
    pointer, columns = [0], []
    for names, _, _ in flat:
        columns += sorted({index[n] for n in names if n in index})
        pointer.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns)), columns, pointer), shape=(len(flat), len(index)))
    labels, folds = np.array([r for _, r, _ in flat]), np.array([a for *_, a in flat]) % FOLDS

    def model(chosen_rows: Any) -> Any:
        found = LogisticRegression(C=strength, max_iter=400, fit_intercept=False, random_state=1)
        return found.fit(matrix[chosen_rows], labels[chosen_rows])

    scores = np.zeros(len(labels))
    for fold in range(FOLDS):
        scores[folds == fold] = matrix[folds == fold] @ model(folds != fold).coef_[0]
    cuts, f1 = _cuts(mentions, scores)
    whole = model(labels >= 0).coef_[0]
    weights = {n: round(float(whole[k]), 2) for n, k in index.items() if abs(whole[k]) >= WEAKEST}
    return {"weights": weights, "cuts": cuts, "rows": len(flat), "f1": f1}


def _cuts(mentions: Sequence[Row], scores: Any) -> tuple[tuple[float, float], float]:
    """Return the cut-offs with the best F1 of sources, and that F1."""
    best, at, sources = 0.0, (0.0, 0.0), sum(m.sources for m in mentions)
    grid = [round(float(c), 2) for c in np.arange(-1.5, 1.3, 0.2)]
    for pair in ((a, b) for a in grid for b in grid):
        right = found = place = 0
        for m in mentions:
            own = dict(zip(map(id, m.saids), m.right, strict=True))
            scored = list(zip(scores[place : place + len(m.saids)], m.saids, strict=True))
            place += len(m.saids)
            picked = chosen(m.item, scored, pair)
            found += len(picked)
            right += min(m.sources, sum(own[id(s)] for s in picked))
        f1 = 2 * right / max(1, found + sources)
        if f1 > best:
            best, at = f1, pair
    return at, round(best, 3)


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    gold = read_gold(arguments.train)
    model = fit(list(read_many(map(article_of, gold), names=Gazetteer.load(), nlp=load_parser())), gold)
    kept = {"weights": model["weights"], "cuts": model["cuts"]}
    arguments.out.write_text(json.dumps(kept, ensure_ascii=False, sort_keys=True, indent=0) + "\n", encoding="utf-8")
    print(json.dumps({"weights": len(model["weights"]), **{k: model[k] for k in ("rows", "f1", "cuts")}}))


if __name__ == "__main__":
    main()
