"""Whether a confidence means what it says: mentions by confidence, and how many of them are right.

usage: python -m benchmarks.calibration --gold FILE [--from X] [--bins N]

``FILE`` has one article a line with its labelled mentions. A mention is right where it hits a labelled one by the rules of
``benchmarks.scoring``; a right coding of an event that is labelled elsewhere in the text counts as wrong here, as it does
where the confidence is fitted. One line a bin, then one JSON object with the expected calibration error (Naeini, Cooper &
Hauskrecht 2015) over all mentions and over those a user sees by default, and the Brier score.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from allegiance.actors import Gazetteer
from allegiance.coding import Coder, load_parser, mention_line, shipped_model
from allegiance.coding.coder import THRESHOLD
from benchmarks.articles import article_of, read_gold
from benchmarks.scoring import likeness

Told = tuple[float, bool]
"""A mention's confidence and whether it is right."""


def bins(told: list[Told], count: int) -> list[dict[str, float]]:
    """Return for each bin of confidence how many mentions it has, their mean confidence and the share that is right."""
    rows = []
    for number in range(count):
        inside = [t for t in told if min(int(t[0] * count), count - 1) == number]
        if inside:
            rows.append(
                {
                    "from": number / count,
                    "mentions": len(inside),
                    "confidence": round(sum(c for c, _ in inside) / len(inside), 3),
                    "right": round(sum(r for _, r in inside) / len(inside), 3),
                }
            )
    return rows


def calibration_error(told: list[Told], count: int) -> float:
    """Return the expected calibration error over bins of equal width."""
    rows = bins(told, count)
    return sum(abs(row["confidence"] - row["right"]) * row["mentions"] for row in rows) / max(1, len(told))


def judged(coder: Coder, gold: list[dict[str, Any]]) -> list[Told]:
    """Return every mention that a coder finds in labelled texts, with whether it is right."""
    told: list[Told] = []
    for row, coded in zip(gold, coder.code_many(map(article_of, gold)), strict=True):
        for mention in coded.mentions:
            line = mention_line(mention, coded.article)
            told.append((mention.confidence, any(likeness(one, line) > 0 for one in row["mentions"])))
    return told


def main() -> None:
    """Code, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--from", dest="least", type=float, default=0.05, help="least confidence looked at")
    parser.add_argument("--bins", type=int, default=10)
    args = parser.parse_args()
    gold = read_gold(args.gold)
    coder = Coder(gazetteer=Gazetteer.load(), nlp=load_parser(), model=shipped_model(), threshold=args.least)
    told = judged(coder, gold)
    for line in bins(told, args.bins):
        print(json.dumps(line))
    shown = [t for t in told if t[0] >= THRESHOLD]
    figures = {
        "mentions": len(told),
        "ece": round(calibration_error(told, args.bins), 4),
        "shown": len(shown),
        "ece_shown": round(calibration_error(shown, args.bins), 4),
        "brier": round(sum((c - r) ** 2 for c, r in told) / max(1, len(told)), 4),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
