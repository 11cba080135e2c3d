"""Fit the linear scorers of the rules on hand-coded text.

usage: python -m training.fit_rules --train FILE.jsonl [...] [--held IDS] [--out src/allegiance/coding/data/weights.json]

Three logistic regressions (scikit-learn, L2, seed 1): is this reading an event of this type; is this party its actor; is
it its recipient.  A fourth joins the three and is fitted on scores out of five folds by text, so that what it learns holds
for texts not seen.  No feature holds a party's identity.  The last line of output is one JSON object.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from allegiance.actors import Gazetteer
from allegiance.coding.candidates import Reach, Reading, readings
from allegiance.coding.coder import load_parser
from allegiance.coding.cues import shipped_cues
from allegiance.coding.reader import read_many
from allegiance.coding.scorer import SYMMETRIC, Pair, Weights, choose, join_features, total
from allegiance.records import Article, content_id

FOLDS = 5
_WEAKEST = 0.1
"""Weights smaller than this are left out."""

PARTY_ALIASES = {"Luhansk People's Republic": "LPR", "Donetsk People's Republic": "DPR"}


def article_of(row: dict[str, Any]) -> Article:
    """Return the article of one labelled row."""
    return Article(
        id=content_id(row["id"]),
        given_id=str(row["id"]),
        outlet=row.get("outlet") or "",
        published=date.fromisoformat(row["date"][:10]) if row.get("date") else None,
        language="en",
        title=row.get("title") or "",
        text=row["text"],
    )


def trigger_label(reading: Reading, gold: Sequence[dict[str, Any]]) -> tuple[int, dict[str, Any] | None]:
    """Return 1 with the labelled mention that the reading meets, 0, or -1 where it can't be told."""
    item = reading.item
    first, last = item.doc[reading.trigger.first], item.doc[reading.trigger.last]
    start, end = item.place(first), item.place(last) + len(last.text)
    unsure = False
    for mention in gold:
        low = mention["trigger_start"]
        high = low + len(mention["trigger"])
        if mention["trigger_start"] >= 0 and start < high and low < end:
            if reading.type.value in mention["types"]:
                return 1, mention
        elif start < mention["end"] and mention["start"] < end and reading.type.value in mention["types"]:
            unsure = True
    return (-1 if unsure else 0), None


def party_labels(reached: Sequence[Reach], mention: dict[str, Any]) -> list[tuple[int, int]]:
    """Return for each party in reach whether it is actor and recipient: 1, 0, or -1 where it can't be told."""
    mutual = not mention["recipients"] and len(mention["actors"]) >= 2
    sides = (
        (mention["actors"], mention.get("actor_text") or []),
        (
            mention["actors"] if mutual else mention["recipients"],
            (mention.get("actor_text") if mutual else mention.get("recipient_text")) or [],
        ),
    )
    labels: list[list[int]] = [[], []]
    for number, (ids, words) in enumerate(sides):
        right = [reach.entity.id in ids for reach in reached]
        spelt = [
            right[k]
            and any(
                w and (w.lower() in reach.entity.text.lower() or reach.entity.text.lower() in w.lower()) for w in words
            )
            and reach.here
            for k, reach in enumerate(reached)
        ]
        for k in range(len(right)):
            if not right[k]:
                labels[number].append(0)
            elif any(spelt):
                labels[number].append(1 if spelt[k] else -1)
            else:
                labels[number].append(1)
    return list(zip(labels[0], labels[1], strict=True))


class Table:
    """Rows of named features as a sparse matrix."""

    def __init__(self, least: int) -> None:
        self.least = least
        self.names: dict[str, int] = {}

    def fit(self, rows: Sequence[Sequence[str]]) -> csr_matrix:
        """Keep the features that occur often enough, and return the matrix."""
        counts = Counter(name for row in rows for name in set(row))
        self.names = {name: k for k, name in enumerate(sorted(n for n, c in counts.items() if c >= self.least))}
        return self.matrix(rows)

    def matrix(self, rows: Sequence[Sequence[str]]) -> csr_matrix:
        """Return the rows as a matrix over the known features."""
        indptr, indices = [0], []
        for row in rows:
            indices += sorted({self.names[n] for n in row if n in self.names})
            indptr.append(len(indices))
        return csr_matrix((np.ones(len(indices)), indices, indptr), shape=(len(rows), len(self.names)))

    def weights(self, model: LogisticRegression) -> dict[str, float]:
        """Return feature to weight, with the intercept under ``bias`` where that is a feature."""
        return {name: float(model.coef_[0][k]) for name, k in self.names.items()}


def fit(rows: Sequence[Sequence[str]], labels: Sequence[int], *, strength: float, least: int) -> dict[str, float]:
    """Return the weights of one regression; ``bias`` holds the intercept."""
    table = Table(least)
    matrix = table.fit([[*row, "bias"] for row in rows])
    model = LogisticRegression(C=strength, max_iter=400, fit_intercept=False, solver="liblinear", random_state=1)
    model.fit(matrix, labels)
    return table.weights(model)


def fit_parts(sample: Iterable[tuple[Reading, int, dict[str, Any] | None]], arguments: argparse.Namespace) -> Weights:
    """Return the weights of the first three regressions; the fourth is left empty."""
    rows, labels, party_rows = [], [], []
    sides: tuple[list[int], list[int]] = ([], [])
    for reading, label, mention in sample:
        if label >= 0:
            rows.append(reading.features)
            labels.append(label)
        if mention is not None:
            for reach, pair in zip(reading.reach, party_labels(reading.reach, mention), strict=True):
                party_rows.append([*reading.party(reach), "bias"])
                sides[0].append(pair[0])
                sides[1].append(pair[1])
    trigger = fit(rows, labels, strength=arguments.c_trigger, least=3)
    sided = []
    for side in sides:
        keep = [k for k, label in enumerate(side) if label >= 0]
        sided.append(fit([party_rows[k] for k in keep], [side[k] for k in keep], strength=arguments.c_party, least=3))
    names = set(sided[0]) | set(sided[1])
    return Weights(
        trigger=trigger, party={n: (sided[0].get(n, 0.0), sided[1].get(n, 0.0)) for n in sorted(names)}, join={}
    )


def right_pair(reading: Reading, pair: Pair, gold: Sequence[dict[str, Any]]) -> bool:
    """Return whether the reading with these parties meets a labelled mention."""
    label, _ = trigger_label(reading, gold)
    if label == 0 or pair.actor is None or pair.recipient is None:
        return False
    start = reading.item.place(reading.item.doc[reading.trigger.head])
    a, r = pair.actor.entity.id, pair.recipient.entity.id
    for mention in gold:
        if reading.type.value in mention["types"] and mention["start"] - 40 <= start <= mention["end"] + 40:
            both = {*mention["actors"], *mention["recipients"]}
            loose = not mention["recipients"] or reading.type in SYMMETRIC
            if (a in mention["actors"] and r in mention["recipients"]) or (loose and a in both and r in both):
                return True
    return False


def main() -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--train", type=Path, nargs="+", required=True)
    parser.add_argument("--held", type=Path, help="ids of texts that are left out")
    parser.add_argument("--out", type=Path, default=Path("src/allegiance/coding/data/weights.json"))
    parser.add_argument("--c-trigger", type=float, default=0.3)
    parser.add_argument("--c-party", type=float, default=0.3)
    arguments = parser.parse_args()
    held = set(arguments.held.read_text("utf-8").split()) if arguments.held else set()
    lines = [line for path in arguments.train for line in path.read_text("utf-8").splitlines() if line.strip()]
    rows = [row for row in map(json.loads, lines) if row["id"] not in held]
    read = read_many((article_of(row) for row in rows), names=Gazetteer.load(), nlp=load_parser())
    sample: list[list[tuple[Reading, int, dict[str, Any] | None]]] = []
    for row, item in zip(rows, read, strict=True):
        found = readings(item.parsed, item.entities, shipped_cues(), published=item.article.published)
        sample.append([(reading, *trigger_label(reading, row["mentions"])) for reading in found])
    gold_count = sum(len(row["mentions"]) for row in rows)
    met = sum(len({id(m) for _, _, m in found if m is not None}) for found in sample)

    join_rows, join_labels = [], []
    for fold in range(FOLDS):
        weights = fit_parts((x for k, found in enumerate(sample) if k % FOLDS != fold for x in found), arguments)
        for k, found in enumerate(sample):
            if k % FOLDS == fold:
                for reading, label, _ in found:
                    score = total(reading.features, weights.trigger)
                    if score > -3 and label >= 0:
                        pair = choose(reading, weights)
                        join_rows.append(join_features(reading, score, pair))
                        join_labels.append(int(right_pair(reading, pair, rows[k]["mentions"])))
    names = {name: k for k, name in enumerate(sorted({n for row in join_rows for n, _ in row}))}
    dense = np.zeros((len(join_rows), len(names)))
    for k, row in enumerate(join_rows):
        for name, value in row:
            dense[k, names[name]] = value
    joint = LogisticRegression(C=1.0, max_iter=1000, fit_intercept=False, solver="liblinear", random_state=1).fit(
        dense, join_labels
    )
    final = fit_parts((x for found in sample for x in found), arguments)
    written = {
        "trigger": {n: round(w, 3) for n, w in sorted(final.trigger.items()) if abs(w) >= _WEAKEST},
        "party": {
            n: [round(w, 3) for w in pair] for n, pair in sorted(final.party.items()) if max(map(abs, pair)) >= _WEAKEST
        },
        "join": {n: round(float(joint.coef_[0][k]), 3) for n, k in sorted(names.items())},
    }
    arguments.out.write_text(json.dumps(written, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(
        json.dumps(
            {
                "texts": len(rows),
                "mentions": gold_count,
                "triggers_met": met,
                "readings": sum(len(found) for found in sample),
                "pairs_right": int(sum(join_labels)),
                "pairs_judged": len(join_labels),
                "features": {part: len(table) for part, table in written.items()},
            }
        )
    )


if __name__ == "__main__":
    main()
