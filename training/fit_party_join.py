"""Fit how the network's and the grammar's numbers for a party join (:mod:`allegiance.coding.party_join`).

usage: python -m training.fit_party_join --model coder.zip --labelled FILE.jsonl [...] [--out FILE]

The labelled texts must not be those that the network was trained on. Two logistic regressions (scikit-learn, L2) over the
parties of each trigger that the network proposes and a label names: is the party the mention's actor; is it its recipient.
The last line of output is one JSON object: average precision out of five folds over texts, of the regressions and of the
network alone.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from allegiance.actors import Gazetteer
from allegiance.coding import load_parser
from allegiance.coding.coder import Coder
from allegiance.coding.joining import RULES_FROM, Join
from allegiance.coding.model import Model
from allegiance.coding.model_output import TYPES
from allegiance.coding.network_candidates import triggers
from allegiance.coding.party_join import features
from allegiance.coding.proposals import Proposal
from allegiance.coding.reader import read_many
from allegiance.coding.rules import by_rules
from benchmarks.articles import article_of
from benchmarks.scoring import sides
from training.folds import fold_of

OUT = Path(__file__).parents[1] / "src" / "allegiance" / "coding" / "data" / "party_join.json"
_STRENGTH = 0.1
_FAINT = 0.003
"""Weights nearer to nothing are left out."""

SIDES = ("actor", "recipient")


class Party(NamedTuple):
    """A party of a labelled trigger: its fold, its features, the network's numbers and which sides are its."""

    fold: int
    features: dict[str, float]
    network: tuple[float, float]
    sides: tuple[int, int]


def label_of(proposal: Proposal, mentions: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], str] | None:
    """Return the labelled mention that a trigger tells and its type, those that the network finds likeliest."""

    def likely(pair: tuple[dict[str, Any], str]) -> float:
        return proposal.types[TYPES.index(pair[1])]

    told = [
        (label, kind)
        for label in mentions
        if proposal.start < label["trigger_start"] + len(label["trigger"]) and label["trigger_start"] < proposal.end
        for kind in label["types"]
        if kind in TYPES
    ]
    return max(told, key=likely, default=None)


def sample_of(coder: Coder, rows: Sequence[dict[str, Any]]) -> list[Party]:
    """Return the parties of the labelled triggers that the network proposes."""
    sample = []
    reads = read_many(map(article_of, rows), names=coder.gazetteer, nlp=coder.nlp, model=coder.model)
    for read, row in zip(reads, rows, strict=True):
        rules = list(by_rules(read, cues=coder.cues, weights=coder.weights, least=RULES_FROM))
        for trigger in triggers(read, rules):
            found = label_of(trigger.proposal, row["mentions"])
            if found is None:
                continue
            label, kind = found
            acting, bearing = sides(label)
            if not bearing and len(acting) > 1:
                bearing = acting
            told = features(trigger.proposal, kind, trigger.grammar(kind), trigger.ruled, verb=trigger.verb)
            for role, seen in zip(trigger.proposal.roles, told, strict=True):
                party = role.hit.id or ""
                own = int(party in acting), int(party in bearing)
                sample.append(Party(fold_of(row["id"]), seen, (role.actor, role.recipient), own))
    return sample


def regression() -> LogisticRegression:
    """Return a regression yet to be fitted."""
    return LogisticRegression(C=_STRENGTH, max_iter=2000, fit_intercept=False)


def main() -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--labelled", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    rows = [json.loads(line) for path in args.labelled for line in path.read_text("utf-8").splitlines() if line]
    coder = Coder(gazetteer=Gazetteer.load(), nlp=load_parser(), model=Model(args.model), join=Join())
    sample = sample_of(coder, rows)
    table = DictVectorizer(sparse=False)
    matrix: NDArray[np.float64] = table.fit_transform([party.features for party in sample])
    fold = np.array([party.fold for party in sample])
    columns, figures = [], {"parties": float(len(sample))}
    for side, name in enumerate(SIDES):
        right = np.array([party.sides[side] for party in sample])
        unseen = np.zeros(len(sample))
        for number in sorted(set(fold.tolist())):
            part = regression().fit(matrix[fold != number], right[fold != number])
            unseen[fold == number] = part.predict_proba(matrix[fold == number])[:, 1]
        columns.append(regression().fit(matrix, right).coef_[0])
        figures[name] = round(float(average_precision_score(right, unseen)), 4)
        network = [party.network[side] for party in sample]
        figures[f"{name} by the network alone"] = round(float(average_precision_score(right, network)), 4)
    weights = {
        str(feature): [round(float(column[place]), 4) for column in columns]
        for place, feature in enumerate(table.feature_names_)
        if max(abs(column[place]) for column in columns) >= _FAINT
    }
    args.out.write_text(json.dumps(weights, indent=0) + "\n", encoding="utf-8")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
