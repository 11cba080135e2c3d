"""Fit how the grammar speaks for parties as actors and recipients (:mod:`allegiance.coding.party_grammar`).

usage: python -m training.fit_parties --labelled FILE.jsonl [...] [--held IDS] [--out FILE]

Two logistic regressions (scikit-learn, L2, seed 1) over the places of the parties within reach of each labelled trigger: is
this party the mention's actor; is it its recipient. A place is left out where it can't be told, such as a second place of a
party whose words the label gives. The last line of output is one JSON object: how often the party with the highest odds is
right, on the texts named in ``--held``, which are not fitted on.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from allegiance.actors import Gazetteer
from allegiance.coding import load_parser
from allegiance.coding.party_grammar import PartyWeights, party_odds, places
from allegiance.coding.reader import read_many
from allegiance.records import EventType
from benchmarks.articles import article_of, read_gold
from benchmarks.steps import trigger_of
from training.fit_rules import fit, party_labels

OUT = Path(__file__).parents[1] / "src" / "allegiance" / "coding" / "data" / "parties.json"
_STRENGTH, _LEAST, _WEAKEST = 0.2, 5, 0.06

Found = tuple[Any, int, EventType, dict[str, Any]]
"""A labelled mention: its parsed sentence, its trigger, its type and the label."""


def mentions(rows: Sequence[dict[str, Any]], names: Gazetteer, nlp: Any) -> Iterator[Found]:
    """Yield the labelled mentions whose trigger stands in a parsed sentence."""
    for read, row in zip(read_many(map(article_of, rows), names=names, nlp=nlp), rows, strict=True):
        for label in row["mentions"]:
            place = trigger_of(read, label)
            if place is not None:
                yield place[0], place[1], EventType(label["types"][0]), label


def weights_of(rows: Sequence[dict[str, Any]], names: Gazetteer, nlp: Any) -> PartyWeights:
    """Return the weights fitted on labelled texts, the faint ones left out."""
    told: list[list[str]] = []
    sides: tuple[list[int], list[int]] = ([], [])
    for item, head, kind, label in mentions(rows, names, nlp):
        reached = list(places(item, head, kind))
        for (_, found), pair in zip(reached, party_labels([reach for reach, _ in reached], label), strict=True):
            told.append(found)
            sides[0].append(pair[0])
            sides[1].append(pair[1])
    fitted = []
    for side in sides:
        keep = [k for k, right in enumerate(side) if right >= 0]
        fitted.append(fit([told[k] for k in keep], [side[k] for k in keep], strength=_STRENGTH, least=_LEAST))
    pairs = {name: [round(side.get(name, 0.0), 2) for side in fitted] for name in {*fitted[0], *fitted[1]}}
    return {name: pair for name, pair in sorted(pairs.items()) if max(map(abs, pair)) >= _WEAKEST}


def shares_right(rows: Sequence[dict[str, Any]], names: Gazetteer, nlp: Any, weights: PartyWeights) -> dict[str, float]:
    """Return how often the likeliest party within reach is one of the label's, by side."""
    right, count = [0, 0], [0, 0]
    for item, head, kind, label in mentions(rows, names, nlp):
        odds = party_odds(item, head, kind, weights)
        mutual = not label["recipients"]
        for side, ids in enumerate((label["actors"], label["actors"] if mutual else label["recipients"])):
            if set(ids) & set(odds):
                count[side] += 1
                right[side] += max(odds, key=lambda party: odds[party][side]) in ids
    return {name: round(right[k] / max(1, count[k]), 3) for k, name in enumerate(("actor", "recipient"))}


def main() -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labelled", type=Path, nargs="+", required=True)
    parser.add_argument("--held", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    held = set(args.held.read_text("utf-8").split()) if args.held else set()
    rows = [row for path in args.labelled for row in read_gold(path) if row["mentions"]]
    names, nlp = Gazetteer.load(), load_parser()
    weights = weights_of([row for row in rows if row["id"] not in held], names, nlp)
    args.out.write_text(json.dumps(weights, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    unseen = [row for row in rows if row["id"] in held]
    right = shares_right(unseen, names, nlp, weights) if unseen else {}
    print(json.dumps({"features": len(weights), **right}))


if __name__ == "__main__":
    main()
