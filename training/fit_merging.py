"""Fit the weights by which two mentions are told to be one event, on gold event mentions (ECB+).

usage: python -m training.fit_merging --gold FILE [--write]

Fits a logistic model on pairs of event mentions of the customary tuning topics (2, 5, 12, 18, 21, 23, 34, 35), topics not
given: candidates are pairs that share a stem of the trigger or much of the wording. ``--write`` puts the weights into
``src/allegiance/merging/data/weights.json`` and leaves what is set by hand there as it is.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from allegiance.merging.comparing import LEARNED, compare
from benchmarks.coreference import TUNING, candidates, read

_PATH = Path(__file__).parents[1] / "src/allegiance/merging/data/weights.json"


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    gold = [g for g in read(args.gold) if g.topic in TUNING]
    happenings = [g.happening for g in gold]
    first, second = candidates(happenings)
    pairs = compare(happenings, first, second)
    chains = np.array([g.chain for g in gold])
    same = chains[first] == chains[second]
    learned = pairs.parts[:, : len(LEARNED)]
    model = LogisticRegression(C=1.0, max_iter=2000).fit(learned, same)
    found = dict(zip(LEARNED, (round(float(w), 3) for w in model.coef_[0]), strict=True))
    figures = {
        "pairs": int(same.size),
        "same": int(same.sum()),
        "constant": round(float(model.intercept_[0]), 3),
        **found,
    }
    if args.write:
        old = json.loads(_PATH.read_text("utf-8"))
        old |= {"learned": found, "learned_constant": figures["constant"]}
        _PATH.write_text(json.dumps(old, indent=1) + "\n", "utf-8")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
