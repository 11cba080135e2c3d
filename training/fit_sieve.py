"""Fit the sieve: which sentences can't hold an event.

usage: python -m training.fit_sieve --labelled FILE.jsonl [...] [--lost 0.01] [--out src/allegiance/coding/data/sieve.json]

The cut-off is set on scores out of five folds by text, so that the share of labelled mentions between two parties (``must`` and
``should`` alike) whose sentence is dropped stays at ``--lost``. The last line of output is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from allegiance.actors import Gazetteer
from allegiance.coding.sentences import blanked, sentences
from allegiance.coding.sieve import features, without_names
from training.prepare import published

_FOLDS = 5
_LEAST = 3


def rows_of(row: dict[str, Any], gazetteer: Gazetteer) -> list[tuple[list[str], int]]:
    """Return each sentence's features and how many mentions its triggers tell."""
    text = blanked(row["text"], ())
    hits = gazetteer.find(text, on=published(row))
    cut = sentences(text)
    named = [[h for h in hits if s.start <= h.start < s.end] for s in cut]
    out = []
    for number, sentence in enumerate(cut):
        near = {h.id for k in range(max(0, number - 2), number) for h in named[k]}
        words = without_names(text, sentence.start, sentence.end, [(h.start, h.end) for h in named[number]])
        told = sum(sentence.start <= m["trigger_start"] < sentence.end for m in row["mentions"])
        here = len({h.id for h in named[number]})
        out.append((features(words, here=here, near=len(near), headline=sentence.headline), told))
    return out


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labelled", type=Path, nargs="+", required=True)
    parser.add_argument("--lost", type=float, default=0.01)
    parser.add_argument("--strength", type=float, default=0.3)
    parser.add_argument("--out", type=Path, default=Path("src/allegiance/coding/data/sieve.json"))
    args = parser.parse_args()
    gazetteer = Gazetteer.load()
    rows = [json.loads(line) for path in args.labelled for line in path.read_text("utf-8").splitlines() if line]
    sample = [(zlib.crc32(row["id"].encode()) % _FOLDS, *pair) for row in rows for pair in rows_of(row, gazetteer)]
    counts = Counter(name for _, names, _ in sample for name in names)
    known = {name: k for k, name in enumerate(sorted(n for n, c in counts.items() if c >= _LEAST))}
    indptr, indices = [0], []
    for _, names, _ in sample:
        indices += sorted(known[n] for n in names if n in known)
        indptr.append(len(indices))
    matrix = csr_matrix((np.ones(len(indices)), indices, indptr), shape=(len(sample), len(known)))
    fold = np.array([f for f, _, _ in sample])
    told = np.array([n for _, _, n in sample])

    def model() -> LogisticRegression:
        return LogisticRegression(C=args.strength, fit_intercept=False, solver="liblinear", random_state=1)

    scores = np.zeros(len(sample))
    for number in range(_FOLDS):
        fitted = model().fit(matrix[fold != number], told[fold != number] > 0)
        scores[fold == number] = fitted.decision_function(matrix[fold == number])
    order = np.argsort(scores)
    lost = np.cumsum(told[order]) / told.sum()
    least = float(scores[order][int(np.searchsorted(lost, args.lost, side="right"))])
    final = model().fit(matrix, told > 0)
    weights = {name: round(float(final.coef_[0][k]), 4) for name, k in known.items()}
    args.out.write_text(
        json.dumps({"least": round(least, 4), "weights": {n: w for n, w in weights.items() if w}}, indent=0) + "\n",
        encoding="utf-8",
    )
    figures = {
        "sentences": len(sample),
        "mentions": int(told.sum()),
        "dropped": round(float((scores < least).mean()), 4),
        "mentions_lost": round(float(told[scores < least].sum() / told.sum()), 4),
        "words": len(weights),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
