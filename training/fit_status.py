"""Fit how the network's numbers and the grammar join to an event's status (:mod:`allegiance.coding.status_join`).

usage: python -m training.fit_status --model coder.zip --labelled FILE.jsonl [...] --held IDS [--keep-grammar] [--out FILE]

Labelled texts named in ``--held``, which the network must not have been trained on, fit the two shares and the shifts; all
others fit the grammar's weights, for which no network is read. After a new training of the network only the former
change: ``--keep-grammar`` leaves the latter as they are, and takes minutes. A mention is a row where the network proposes
its trigger with one of its types. What is still to come or unreal weighs more than its number, so that less of it is missed.
The last line of output is one JSON object: the figures on the held texts by the network alone, by the grammar alone, and by
both out of five folds over texts; a condition and a supposition count as one status, as in ``benchmarks.scoring``.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from allegiance.actors import Gazetteer
from allegiance.coding import load_parser
from allegiance.coding.coder import THRESHOLD, Coder
from allegiance.coding.joining import RULES_FROM
from allegiance.coding.model import Model
from allegiance.coding.model_output import STATUSES
from allegiance.coding.network_candidates import candidates
from allegiance.coding.reader import read_many
from allegiance.coding.rules import by_rules
from allegiance.coding.status_features import standing
from allegiance.coding.status_join import StatusJoin, likeliest, logged
from allegiance.records import EventType, Status
from benchmarks.articles import article_of, read_gold
from benchmarks.steps import trigger_of
from training.folds import FOLDS, fold_of

OUT = Path(__file__).parents[1] / "src" / "allegiance" / "coding" / "data" / "status.json"
LEAST, WEAKEST, STRENGTH, HEAVIER, PULL = 4, 0.07, 0.1, 1.6, 1.0
START = np.array([0.55, 0.45, *[0.0] * (len(STATUSES) - 1)])
_PLAIN = [STATUSES.index(Status.ASSERTED), STATUSES.index(Status.HISTORICAL)]
"""Statuses without extra weight; history weighs no more, since without a date it takes knowledge that no part has."""
Floats = NDArray[np.float64]
Row = tuple[list[str], int]
"""Features and the place of the labelled status in STATUSES."""


def plain_rows(rows: Sequence[dict[str, Any]], names: Gazetteer, nlp: Any) -> list[Row]:
    """Return a row for each labelled mention, at its trigger, without a network."""
    found = []
    for read, row in zip(read_many(map(article_of, rows), names=names, nlp=nlp), rows, strict=True):
        for label in row["mentions"]:
            place = trigger_of(read, label)
            if place is not None:
                kind, published = EventType(label["types"][0]), read.article.published
                _, features = standing(place[0], place[1], kind=kind, published=published)
                found.append((features, STATUSES.index(label["status"])))
    return found


def grammar_weights(rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    """Return the weights of the features, the faint ones left out."""
    counts = Counter(n for names, _ in rows for n in set(names))
    index = {n: k for k, n in enumerate(sorted(n for n, c in counts.items() if c >= LEAST))}
    pointer, columns = [0], []
    for names, _ in rows:
        columns += sorted({index[n] for n in names if n in index})
        pointer.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns)), columns, pointer), shape=(len(rows), len(index)))
    model = LogisticRegression(C=STRENGTH, max_iter=150).fit(matrix, [status for _, status in rows])
    weights: dict[str, dict[str, float]] = {n: {} for n in index}
    for status, coefficients, base in zip(model.classes_, model.coef_, model.intercept_, strict=True):
        weights["bias"][STATUSES[status]] = round(float(base), 2)
        for name, k in index.items():
            if abs(coefficients[k]) >= WEAKEST and name != "bias":
                weights[name][STATUSES[status]] = round(float(coefficients[k]), 2)
    return {name: told for name, told in weights.items() if told}


Held = tuple[int, list[str], tuple[float, ...], int, bool]
"""Fold, features, the network's probabilities, the labelled status, and whether the coder would give the mention."""


def held_rows(rows: Sequence[dict[str, Any]], coder: Coder) -> list[Held]:
    """Return a row for each labelled mention whose trigger the network proposes with one of its types."""
    found = []
    reads = read_many(map(article_of, rows), names=coder.gazetteer, nlp=coder.nlp, model=coder.model)
    for read, row in zip(reads, rows, strict=True):
        rules = list(by_rules(read, cues=coder.cues, weights=coder.weights, least=RULES_FROM))
        tried = [(coder.join.confidence(c.features), c) for c in candidates(read, rules)]
        fold = fold_of(row["id"])
        for label in row["mentions"]:
            start = label["trigger_start"]
            end = start + len(label["trigger"])
            here = [
                (sure, c)
                for sure, c in tried
                if c.proposal.start < end and start < c.proposal.end and c.decoded.type in label["types"]
            ]
            if here:
                sure, best = max(here, key=lambda one: one[0])
                item, kind = read.parsed[best.sentence], EventType(best.decoded.type)
                _, features = standing(item, best.head, kind=kind, published=read.article.published)
                status = STATUSES.index(label["status"])
                found.append((fold, features, best.proposal.statuses, status, sure >= THRESHOLD))
    return found


def _scores(told: Floats, network: Floats, grammar: Floats) -> Floats:
    return np.asarray(told[0] * network + told[1] * grammar + np.concatenate([[0.0], told[2:]]))


def fit_shares(network: Floats, grammar: Floats, status: NDArray[np.int64]) -> Floats:
    """Return the two shares and the shift of each status but the first, for log-probabilities of both parts."""
    heavy = np.where(np.isin(status, _PLAIN), 1.0, HEAVIER)

    def loss(told: Floats) -> float:
        scores = _scores(told, network, grammar)
        whole = np.logaddexp.reduce(scores, axis=1)
        missed = heavy * (whole - scores[np.arange(len(status)), status])
        return float(missed.sum() + PULL * ((told - START) ** 2).sum())

    return np.asarray(minimize(loss, START, method="L-BFGS-B").x)


def _merged(status: str) -> str:
    return "conditional" if status == "hypothetical" else status


def figures(probabilities: Floats, rows: Sequence[Held]) -> dict[str, float]:
    """Return the accuracy and the recall of what isn't asserted, among the mentions that the coder would give."""
    right = others = found = given = 0
    for told, (_, _, _, status, shown) in zip(probabilities, rows, strict=True):
        if shown:
            gold = _merged(STATUSES[status])
            same = _merged(likeliest(told.tolist()).value) == gold
            given, right = given + 1, right + same
            others, found = others + (gold != "asserted"), found + (same and gold != "asserted")
    return {
        "mentions": given,
        "accuracy": round(right / max(1, given), 3),
        "nonasserted_recall": round(found / max(1, others), 3),
    }


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--labelled", type=Path, nargs="+", required=True)
    parser.add_argument("--held", type=Path, required=True)
    parser.add_argument("--keep-grammar", action="store_true")
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    held = set(args.held.read_text("utf-8").split())
    labelled = [row for path in args.labelled for row in read_gold(path) if row["mentions"]]
    names, nlp = Gazetteer.load(), load_parser()
    if args.keep_grammar:
        weights = json.loads(args.out.read_text("utf-8"))["grammar"]
    else:
        weights = grammar_weights(plain_rows([row for row in labelled if row["id"] not in held], names, nlp))
    rows = held_rows(
        [row for row in labelled if row["id"] in held], Coder(gazetteer=names, nlp=nlp, model=Model(args.model))
    )
    grammar_only = StatusJoin(weights, (0.0, 1.0), {})
    network = np.array([mine for _, _, mine, _, _ in rows])
    grammar = np.array([grammar_only.by_grammar(features) for _, features, *_ in rows])
    logs = tuple(np.vectorize(logged)(part) for part in (network, grammar))
    status, fold = np.array([row[3] for row in rows]), np.array([row[0] for row in rows])
    out = np.zeros_like(network)
    for number in range(FOLDS):
        rest, tested = fold != number, fold == number
        scores = _scores(fit_shares(logs[0][rest], logs[1][rest], status[rest]), logs[0][tested], logs[1][tested])
        out[tested] = np.exp(scores - np.logaddexp.reduce(scores, axis=1, keepdims=True))
    final = [round(float(x), 3) for x in fit_shares(*logs, status)]
    model = {"shares": final[:2], "shifts": dict(zip(STATUSES[1:], final[2:], strict=True)), "grammar": weights}
    args.out.write_text(json.dumps(model, ensure_ascii=False, sort_keys=True, indent=0) + "\n", encoding="utf-8")
    told = {"network": figures(network, rows), "grammar": figures(grammar, rows), "both": figures(out, rows)}
    print(json.dumps({"rows": len(rows), "features": len(weights), "shares": final[:2], **told}))


if __name__ == "__main__":
    main()
