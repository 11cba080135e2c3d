"""Fit the weights by which two mentions are told to be one event.

usage: python -m training.fit_merging [--gold FILE] [--pairs FILE] [--texts FILE] [--read FILE] [--write]

``--gold``: for any two mentions, on pairs of gold event mentions (ECB+) of the customary tuning topics (2, 5, 12, 18, 21, 23,
34, 35), topics not given: candidates are pairs that share a stem of the trigger or much of the wording.

``--pairs``: for mentions that share parties, family of types and stage, on pairs judged by reading
(``training/data/merging_pairs.csv``: the parts of the pairs' likeness and the verdict, no texts). Of pairs whose texts were
not at hand when a part was added, the part is unknown ("clause unknown", "company unknown") or 0. The weights of ``BY_HAND``
are set and not fitted: the pairs hold next to no case of them.

``--texts``: for two mentions of one article, on pairs judged by reading (``training/data/within_pairs.csv``), by the log odds
of their block and what tells two acts of one text apart.

``--read``: how much it counts what a network says that read both side by side, beside the likeness of two reports of two
articles, and how much their likeness still counts then, on pairs judged by reading (``training/data/read_pairs.csv``; what it
says of each two months' pairs it says trained without them, ``training/train_pairs.py``).

All are logistic models. ``--write`` puts the weights into ``src/allegiance/merging/data/weights.json``.
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path
from typing import NotRequired, TypedDict

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import KFold, LeaveOneGroupOut, cross_val_predict

from allegiance.merging.comparing import LEARNED, compare
from allegiance.merging.within import WITHIN
from benchmarks.coreference import TUNING, candidates, read


class Found(TypedDict):
    """Weights by part, and the constant; ``likeness``: what the log odds of the block count beside them."""

    weights: dict[str, float]
    constant: float
    likeness: NotRequired[float]


_PATH = Path(__file__).parents[1] / "src/allegiance/merging/data/weights.json"
BLOCK = (
    "wording",
    "context",
    "trigger",
    "clause",
    "clause unknown",
    "fields agree",
    "fields differ",
    "parties",
    "same article",
    "same sentence",
    "type differs",
    "days apart",
)
# ``company`` is found by weights of what the two say alone (``BLOCK``), fitted on the pairs of which it is unknown, so that
# fitting again gives the same.
BESIDE = ("rare name", "company", "company unknown")
BY_HAND = {"day differs": -2.0, "copies": 2.0}
# The network that ships is trained on all the pairs and says the same with slightly wider log odds (on reports of two other
# stretches of days a spread of 2.12; the network that left May and June out had 2.06 on them).
NARROWED = 0.97
# Further down an article tells of one act after the other; as much as on gold mentions (``any``, "same article").
FURTHER_DOWN = -1.5


def on_gold(path: Path) -> tuple[Found, dict[str, object]]:
    """Return the weights for any two mentions, and figures."""
    gold = [g for g in read(path) if g.topic in TUNING]
    happenings = [g.happening for g in gold]
    first, second = candidates(happenings)
    pairs = compare(happenings, first, second)
    chains = np.array([g.chain for g in gold])
    same = chains[first] == chains[second]
    model = LogisticRegression(C=1.0, max_iter=2000).fit(pairs.parts[:, : len(LEARNED)], same)
    return _weights(model, LEARNED), {"gold_pairs": int(same.size), "gold_same": int(same.sum())}


def on_pairs(path: Path) -> tuple[Found, Found, dict[str, object]]:
    """Return the weights for mentions of one block, those for what two mentions say alone, and figures by 20 folds."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    same = np.array([row["same"] == "1" for row in rows])
    known = np.array([row["company unknown"] == "0" for row in rows])
    alone = np.array([[float(row[part]) for part in BLOCK] for row in rows])
    parts = np.array([[float(row[part]) for part in (*BLOCK, *BESIDE)] for row in rows])
    # Cosines and shares lie between 0 and 1 and must be able to weigh more than days do: little is taken off them.
    model = LogisticRegression(C=5.0, max_iter=5000)
    said = cross_val_predict(model, parts, same, cv=20, method="predict_proba")[:, 1]
    figures: dict[str, object] = {
        "pairs": len(rows),
        "same": int(same.sum()),
        "auc": round(float(roc_auc_score(same, said)), 3),
        "log_loss": round(float(log_loss(same, said)), 3),
        "auc_known": round(float(roc_auc_score(same[known], said[known])), 3),
        "log_loss_known": round(float(log_loss(same[known], said[known])), 3),
    }
    block = _by_hand(_weights(model.fit(parts, same), (*BLOCK, *BESIDE)))
    return block, _by_hand(_weights(model.fit(alone[~known], same[~known]), BLOCK)), figures


def on_texts(path: Path) -> tuple[Found, dict[str, object]]:
    """Return the weights for two mentions of one article, and figures by 20 folds beside those of their likeness alone."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    same = np.array([row["same"] == "1" for row in rows])
    parts = np.array([[float(row[part]) for part in WITHIN] for row in rows])
    model = LogisticRegression(C=1.0, max_iter=2000)
    # Pairs of one story follow one another in the file.
    folds = KFold(20, shuffle=True, random_state=1)
    said = cross_val_predict(model, parts, same, cv=folds, method="predict_proba")[:, 1]
    likeness = parts[:, WITHIN.index("likeness")]
    figures: dict[str, object] = {
        "text_pairs": len(rows),
        "text_same": int(same.sum()),
        "text_auc": round(float(roc_auc_score(same, said)), 3),
        "text_auc_likeness": round(float(roc_auc_score(same, likeness)), 3),
        "text_log_loss": round(float(log_loss(same, said)), 3),
        "text_log_loss_likeness": round(float(log_loss(same, 1 / (1 + np.exp(-likeness)))), 3),
    }
    return _weights(model.fit(parts, same), WITHIN), figures


def on_read(path: Path) -> tuple[Found, dict[str, object]]:
    """Return what reading side by side adds to the log odds of two reports, and figures by months left out."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["one text"] == "0" and row["read"]]
    same = np.array([row["same"] == "1" for row in rows])
    months = np.array([row["day"][:7] for row in rows])
    parts = np.array([[float(row["likeness"]), float(row["read"])] for row in rows])
    model = LogisticRegression(C=5.0, max_iter=2000)
    folds = LeaveOneGroupOut()
    both, alone = (
        cross_val_predict(model, used, same, groups=months, cv=folds, method="predict_proba")[:, 1]
        for used in (parts, parts[:, :1])
    )
    draw = np.random.default_rng(0)
    gains = []
    for _ in range(2000):
        drawn = draw.integers(0, same.size, same.size)
        gains.append(roc_auc_score(same[drawn], both[drawn]) - roc_auc_score(same[drawn], alone[drawn]))
    figures: dict[str, object] = {
        "read_pairs": len(rows),
        "read_same": int(same.sum()),
        "read_auc": round(float(roc_auc_score(same, both)), 3),
        "read_auc_likeness": round(float(roc_auc_score(same, alone)), 3),
        "read_auc_gain": [round(float(q), 3) for q in np.quantile(gains, [0.025, 0.975])],
        "read_log_loss": round(float(log_loss(same, both)), 3),
        "read_log_loss_likeness": round(float(log_loss(same, alone)), 3),
    }
    model.fit(parts, same)
    likeness, read = (float(w) for w in model.coef_[0])
    found: Found = {
        "weights": {"read together": round(NARROWED * read, 3)},
        "constant": round(float(model.intercept_[0]), 3),
        "likeness": round(likeness, 3),
    }
    return found, figures


def _by_hand(found: Found) -> Found:
    """Return weights with those added that are set and not fitted."""
    weights, constant = found["weights"], found["constant"]
    # Two mentions of one article have the same context, which says nothing of them; what says something is that both
    # stand in its opening, as all the judged ones do.
    told_twice = round(weights["same article"] + weights["context"] - FURTHER_DOWN, 3)
    further_down = round(FURTHER_DOWN - weights["context"], 3)
    return {
        "weights": weights | {"told twice": told_twice, "same article": further_down} | BY_HAND,
        "constant": constant,
    }


def _weights(model: LogisticRegression, parts: tuple[str, ...]) -> Found:
    named = dict(zip(parts, (round(float(w), 3) for w in model.coef_[0]), strict=True))
    return {"weights": named, "constant": round(float(model.intercept_[0]), 3)}


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--read", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    found: dict[str, object] = {}
    figures: dict[str, object] = {}
    if args.gold:
        found["any"], told = on_gold(args.gold)
        figures |= told
    if args.pairs:
        found["block"], found["alone"], told = on_pairs(args.pairs)
        figures |= told
    if args.texts:
        found["text"], told = on_texts(args.texts)
        figures |= told
    if args.read:
        found["read"], told = on_read(args.read)
        figures |= told
    if args.write:
        _PATH.write_text(json.dumps(json.loads(_PATH.read_text("utf-8")) | found, indent=1) + "\n", "utf-8")
    print(json.dumps(found | figures))


if __name__ == "__main__":
    main()
