"""How well the type of an act is told where actor and recipient are marked.

usage: python -m benchmarks.relation_type --gold FILE.tsv
       python -m benchmarks.relation_type --gold FILE.tsv --cross-validate --encoder FOLDER [--start FILE.pt]
           [--instances FILE] [--seeds N]

``FILE`` has the columns ``marked_sentence`` (parties in ``<s>`` and ``<t>``), ``gold_root`` and ``gold_penta``. Its roots
are the older PLOVER's: YIELD stands for CONCEDE and RETREAT. By default the network as shipped is measured; it was trained
on the set ``plv_train.tsv``, so figures on that file are not of unseen text. ``--cross-validate`` trains networks of the
same form by folds on the file alone, or with ``--instances`` (made by ``training.prepare`` without ``--pairs``) beside it,
or from the weights of a run of ``training.train`` on such instances (``--start``), which all seeds then share; it needs
torch. Macro-F1 is over the roots that occur. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import json
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import accuracy_score, f1_score

from allegiance.coding import shipped_model
from allegiance.coding.pairs import types_between
from allegiance.errors import ModelError
from allegiance.records import EventType

_QUADS = {
    **dict.fromkeys("AGREE CONSULT SUPPORT".split(), "1"),
    **dict.fromkeys("COOPERATE AID YIELD".split(), "2"),
    **dict.fromkeys("REQUEST ACCUSE REJECT THREATEN".split(), "3"),
    **dict.fromkeys("PROTEST SANCTION MOBILIZE COERCE ASSAULT".split(), "4"),
}


def unmarked(marked: str) -> dict[str, Any]:
    """Return a sentence without its ``<s>`` and ``<t>`` marks, and the places that they marked.

    >>> unmarked("<s>A</s> met <t>B</t>.")
    {'text': 'A met B.', 'actor': [(0, 1)], 'recipient': [(6, 7)]}
    """
    text = ""
    places: dict[str, list[tuple[int, int]]] = {"s": [], "t": []}
    start = 0
    for part in re.split(r"(</?[st]>)", marked):
        mark = re.fullmatch(r"<(/?)([st])>", part)
        if mark is None:
            text += part
        elif mark.group(1):
            places[mark.group(2)].append((start, len(text)))
        else:
            start = len(text)
    return {"text": text, "actor": places["s"], "recipient": places["t"]}


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a file of marked sentences."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def root(probabilities: dict[EventType, float]) -> tuple[str, str]:
    """Return the likeliest of the older PLOVER's roots, and the likeliest quad by the sum of its types."""
    roots: dict[str, float] = {}
    quads: dict[str, float] = {}
    for kind, p in probabilities.items():
        if kind is EventType.VOTE:
            continue
        name = "YIELD" if kind in (EventType.CONCEDE, EventType.RETREAT) else kind.value
        roots[name] = roots.get(name, 0.0) + p
        quads[_QUADS[name]] = quads.get(_QUADS[name], 0.0) + p
    return max(roots, key=lambda n: roots[n]), max(quads, key=lambda n: quads[n])


def figures(rows: Sequence[dict[str, str]], told: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Return macro-F1 over roots and quads, and the accuracy over roots."""
    gold, penta = [row["gold_root"] for row in rows], [row["gold_penta"] for row in rows]
    return {
        "root_macro_f1": round(
            float(f1_score(gold, [r for r, _ in told], average="macro", labels=sorted(set(gold)))), 4
        ),
        "quad_macro_f1": round(
            float(f1_score(penta, [q for _, q in told], average="macro", labels=sorted(set(penta)))), 4
        ),
        "accuracy": round(float(accuracy_score(gold, [r for r, _ in told])), 4),
    }


def shipped(rows: Sequence[dict[str, str]]) -> dict[str, float]:
    """Measure the network as shipped.

    Raises:
        ModelError: Its weights are missing.
    """
    model = shipped_model()
    if model is None:
        raise ModelError("the trained coder's weights are missing from the package")
    began = time.perf_counter()
    told = []
    for row in rows:
        marked = unmarked(row["marked_sentence"])
        told.append(root(types_between(model, marked["text"], marked["actor"], marked["recipient"])))
    seconds = time.perf_counter() - began
    return {**figures(rows, told), "sentences_per_second": round(len(rows) / seconds, 1), "sentences": len(rows)}


def cross_validated(rows: Sequence[dict[str, str]], args: argparse.Namespace) -> dict[str, Any]:
    """Train and measure by folds, with several seeds."""
    # Loaded here and by name: training needs torch, which neither the program nor its checks have.
    folds = importlib.import_module("training.pair_folds")
    runs = [
        figures(rows, [root(p) for p in folds.by_folds(rows, args, seed=seed)]) for seed in range(1, args.seeds + 1)
    ]
    mean = {name: round(float(np.mean([run[name] for run in runs])), 4) for name in runs[0]}
    return {**mean, "seeds": args.seeds, "folds": args.folds, "runs": runs, "sentences": len(rows)}


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--encoder", type=Path, help="folder of the pretrained encoder")
    parser.add_argument("--start", type=Path, help="weights that were trained on other texts, to go on from")
    parser.add_argument("--instances", type=Path, help="further training instances")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--bfloat16", action="store_true", help="as in training.train")
    args = parser.parse_args()
    rows = read(args.gold)
    print(json.dumps(cross_validated(rows, args) if args.cross_validate else shipped(rows)))


if __name__ == "__main__":
    main()
