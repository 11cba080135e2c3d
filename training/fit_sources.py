"""Fit the choice among the sources named near an event (:mod:`allegiance.coding.source_choice`).

usage: python -m training.fit_sources --model coder.zip --labelled FILE.jsonl [...] [--out .../coding/data/sources.json]

The labelled texts must not be those that the network was trained on, since how likely it finds a source's words is a feature.
Every source that may give a labelled mention is a row; it is right when it is one of the label's ``said_by`` or
``carried_by``.  One logistic regression (scikit-learn, L2); the cut-offs are those with the best F1 out of five folds by
article.  The last line of output is one JSON object.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from allegiance.actors import Gazetteer
from allegiance.coding import load_parser
from allegiance.coding.attribution import shipped_speakers
from allegiance.coding.model import Model
from allegiance.coding.reader import Read, read_many
from allegiance.coding.source_choice import Candidate, candidates, choice_features
from allegiance.coding.source_names import PRONOUNS
from allegiance.records import EventType
from benchmarks.articles import article_of, read_gold
from benchmarks.scoring import same_source
from training.folds import FOLDS, fold_of

OUT = Path(__file__).parents[1] / "src" / "allegiance" / "coding" / "data" / "sources.json"
WEAKEST = 0.01


@dataclass(frozen=True)
class Row:
    """A labelled mention: its candidates' features, which of them are right, how many sources it has, its article."""

    features: tuple[dict[str, float], ...]
    right: tuple[int, ...]
    sources: int
    article: str


def right(wanted: Sequence[str], group: Sequence[Candidate]) -> bool:
    """Return whether a candidate is one of a label's sources; readers may write "he" where the name was told before."""
    first = group[0]
    if any(same_source(name, first.link.source) for name in wanted):
        return True
    raw = {c.raw.lower() for c in group}
    return any(name.lower() in raw and name.lower() in PRONOUNS for name in wanted)


def rows(reads: Iterable[Read], gold: Sequence[dict[str, Any]], outlets: Any) -> Iterator[Row]:
    """Yield the labelled mentions that the network proposes."""
    weights, _ = shipped_speakers()
    for read, row in zip(reads, gold, strict=True):
        for label in row["mentions"]:
            start = label.get("trigger_start", label["start"])
            end = start + len(label.get("trigger") or label["quote"])
            there = [p for p in read.proposals if p.start < end and start < p.end]
            if not there:
                continue
            best = max(there, key=lambda p: p.event * p.trigger)
            item = next(p for p in read.parsed if p.sentence.number == best.sentence.number)
            base = item.sentence.start
            span = item.doc.char_span(best.start - base, best.end - base, alignment_mode="expand")
            if span is None or not len(span):
                continue
            head, kind = span.root.i, EventType(label["types"][0])
            groups = candidates(item, head, outlets, kind, weights, best.said, best.carried)
            wanted = [*label["said_by"], *label["carried_by"]]
            yield Row(
                tuple(choice_features(item, head, kind, groups, number) for number in range(len(groups))),
                tuple(int(right(wanted, group)) for group in groups),
                len(wanted),
                str(row["id"]),
            )


def fit(mentions: Sequence[Row], strength: float = 0.1) -> dict[str, Any]:
    """Return weights, cut-off and the figures that chose it."""
    reader = DictVectorizer()
    matrix = reader.fit_transform([f for m in mentions for f in m.features])
    labels = np.array([r for m in mentions for r in m.right])
    folds = np.array([fold_of(m.article) for m in mentions for _ in m.right])

    def model(chosen: Any) -> Any:
        made = LogisticRegression(C=strength, max_iter=2000, fit_intercept=False)
        return made.fit(matrix[chosen], labels[chosen])

    scores = np.zeros(len(labels))
    for fold in range(FOLDS):
        scores[folds == fold] = matrix[folds == fold] @ model(folds != fold).coef_[0]
    grid = [round(float(cut), 1) for cut in np.arange(-1.5, 1.6, 0.1)]
    told = {(one, two): figures(mentions, scores, (one, two)) for one in grid for two in grid if two >= one}
    cuts = max(told, key=lambda pair: told[pair]["f1"])
    whole = model(labels >= 0).coef_[0]
    weights = {
        str(name): round(float(weight), 3)
        for name, weight in zip(reader.get_feature_names_out(), whole, strict=True)
        if abs(weight) >= WEAKEST
    }
    return {"weights": weights, "cuts": cuts, "rows": len(labels), "mentions": len(mentions), **told[cuts]}


def figures(mentions: Sequence[Row], scores: Any, cuts: tuple[float, ...]) -> dict[str, float]:
    """Return precision, recall and F1 of the sources that are chosen at the cut-offs of a first and a second one."""
    good = given = wanted = place = 0
    for mention in mentions:
        scored = sorted(zip(scores[place : place + len(mention.right)], mention.right, strict=True), reverse=True)
        place += len(mention.right)
        picked = [hit for (score, hit), cut in zip(scored, cuts, strict=False) if score >= cut]
        given, wanted, good = given + len(picked), wanted + mention.sources, good + min(mention.sources, sum(picked))
    found = {
        "f1": 2 * good / max(1, given + wanted),
        "precision": good / max(1, given),
        "recall": good / max(1, wanted),
    }
    return {name: round(value, 3) for name, value in found.items()}


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--labelled", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    gold, names = [row for path in arguments.labelled for row in read_gold(path)], Gazetteer.load()
    reads = read_many(map(article_of, gold), names=names, nlp=load_parser(), model=Model(arguments.model))
    model = fit(list(rows(reads, gold, names.find_outlets)))
    kept = {"weights": model["weights"], "cuts": model["cuts"]}
    arguments.out.write_text(json.dumps(kept, ensure_ascii=False, sort_keys=True, indent=0) + "\n", encoding="utf-8")
    print(json.dumps({**model, "weights": len(model["weights"])}))


if __name__ == "__main__":
    main()
