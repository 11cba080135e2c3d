"""Fit which words around a trigger belong to the quote of its event (:mod:`allegiance.coding.quotes`).

usage: python -m training.fit_quotes --train FILE.jsonl ... --held FILE.jsonl [--out .../coding/data/quotes.json]

Each word of the sentence of a labelled trigger is a row; right are those inside the run that the reader marked. One logistic
regression (scikit-learn, L2). On the texts of ``--held``, which take no part, it prints the share of quotes that
meet the label's run as :func:`benchmarks.scoring.overlap` asks, the mean of what both share over what either holds, and the
same for the trigger's words alone. The last line of output is one JSON object.
"""

from __future__ import annotations

import argparse
import json
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from allegiance.actors import Gazetteer
from allegiance.coding import load_parser
from allegiance.coding.entities import Parsed
from allegiance.coding.quote_features import Trigger, word_features
from allegiance.coding.quotes import QuoteWeights, quote_span
from allegiance.coding.reader import read_many
from benchmarks.articles import article_of, read_gold
from benchmarks.scoring import overlap
from benchmarks.steps import trigger_of

OUT = Path(__file__).parents[1] / "src" / "allegiance" / "coding" / "data" / "quotes.json"
LEAST, WEAKEST, STRENGTH = 30, 0.03, 0.3

Place = tuple[Parsed, Trigger, set[str], dict[str, Any]]
"""A labelled trigger with its sentence, the ids of its parties and the label."""


def places(path: Path) -> Iterator[Place]:
    """Yield the labelled triggers of a file that stand in parsed sentences."""
    gold = [row for row in read_gold(path) if row.get("mentions")]
    for read, row in zip(
        read_many(map(article_of, gold), names=Gazetteer.load(), nlp=load_parser()), gold, strict=True
    ):
        for label in row["mentions"]:
            place = trigger_of(read, label)
            if place is None or "trigger_start" not in label:
                continue
            item, _ = place
            low = label["trigger_start"] - item.sentence.start
            span = item.doc.char_span(low, low + len(label["trigger"]), alignment_mode="expand")
            if span is not None and len(span):
                yield item, (span.start, span.end - 1), {*label["actors"], *label["recipients"]}, label


def _rows(found: Sequence[Place]) -> Iterator[tuple[set[str], bool]]:
    """Yield the features of each word around a trigger, and whether the label's run holds it."""
    for item, trigger, parties, label in found:
        for token, names in zip(item.doc, word_features(item, trigger, parties), strict=True):
            if names:
                start = item.place(token)
                yield names, label["start"] <= start and start + len(token.text) <= label["end"]


def fit(found: Sequence[Place]) -> QuoteWeights:
    """Return weights fitted to labelled quotes."""
    counts = Counter(name for names, _ in _rows(found) for name in names)
    index = {name: k for k, name in enumerate(sorted(n for n, c in counts.items() if c >= LEAST))}
    columns, pointer, right = array("l"), array("l", [0]), []
    for names, inside in _rows(found):
        columns.extend(index[name] for name in sorted(names) if name in index)
        pointer.append(len(columns))
        right.append(inside)
    matrix = csr_matrix((np.ones(len(columns), np.float32), columns, pointer), shape=(len(right), len(index)))
    model = LogisticRegression(C=STRENGTH, fit_intercept=False, max_iter=300, random_state=1, solver="liblinear")
    weights = model.fit(matrix, right).coef_[0]
    return {name: round(float(weights[k]), 2) for name, k in index.items() if abs(weights[k]) >= WEAKEST}


def measured(found: Sequence[Place], weights: QuoteWeights | None) -> tuple[float, float]:
    """Return the share of quotes that meet the label's run, and how much both share; without weights of triggers alone."""
    met, shared = [], []
    for item, trigger, parties, label in found:
        if weights is None:
            first, last = (item.doc[place] for place in trigger)
            start, end = item.place(first), item.place(last) + len(last.text)
        else:
            start, end = quote_span(item, trigger, parties, weights)
        met.append(overlap(label, {"start": start, "end": end}) >= 0.5)
        both = max(0, min(end, label["end"]) - max(start, label["start"]))
        shared.append(both / (max(end, label["end"]) - min(start, label["start"])))
    return round(float(np.mean(met)), 4), round(float(np.mean(shared)), 4)


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--train", type=Path, nargs="+", required=True)
    parser.add_argument("--held", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    weights = fit([place for path in arguments.train for place in places(path)])
    arguments.out.write_text(json.dumps(weights, ensure_ascii=False, sort_keys=True, indent=0) + "\n", encoding="utf-8")
    held = list(places(arguments.held))
    met, shared = measured(held, weights)
    alone_met, alone_shared = measured(held, None)
    figures = {"weights": len(weights), "held": len(held), "met": met, "shared": shared}
    print(json.dumps({**figures, "trigger_met": alone_met, "trigger_shared": alone_shared}))


if __name__ == "__main__":
    main()
