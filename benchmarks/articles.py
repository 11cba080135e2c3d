"""How well the coder as shipped codes hand-coded articles.

usage: python -m benchmarks.articles --gold FILE [--dump FILE] [--min-confidence X] [--curve]

``FILE`` has one article a line with its labelled mentions.  ``--dump`` writes every hit, miss and extra for reading,
``--lines`` the coded mentions, ``--curve`` prints the figures at one cut-off a line before the last line, which is one
JSON object with the parts ``all``, ``articles`` and ``feeds`` at the cut-off asked for.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from allegiance.actors import Gazetteer
from allegiance.articles import furniture
from allegiance.coding import Coder, load_parser, mention_line, shipped_model
from allegiance.coding.coder import THRESHOLD
from allegiance.records import Article, content_id
from benchmarks.scoring import score

CUTS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def read_gold(path: Path) -> list[dict[str, Any]]:
    """Return the labelled articles of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def article_of(row: dict[str, Any]) -> Article:
    """Return a labelled article as the coder takes it."""
    return Article(
        id=content_id(row.get("url"), row.get("outlet"), row.get("date"), row.get("title"), row["text"]),
        given_id=str(row["id"]),
        outlet=row.get("outlet") or "",
        published=date.fromisoformat(row["date"][:10]) if row.get("date") else None,
        language="en",
        title=row.get("title") or "",
        text=row["text"],
        skip=furniture(row["text"]),
    )


def main() -> None:
    """Code, score, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--dump", type=Path)
    parser.add_argument("--lines", type=Path)
    parser.add_argument("--min-confidence", type=float, default=THRESHOLD)
    parser.add_argument("--curve", action="store_true")
    parser.add_argument("--rules", action="store_true", help="without the trained network")
    arguments = parser.parse_args()
    gold = read_gold(arguments.gold)
    lowest = min(arguments.min_confidence, CUTS[0]) if arguments.curve else arguments.min_confidence
    model = None if arguments.rules else shipped_model()
    coder = Coder(gazetteer=Gazetteer.load(), nlp=load_parser(), model=model, threshold=lowest)
    begun = time.perf_counter()
    lines = [mention_line(m, c.article) for c in coder.code_many(map(article_of, gold)) for m in c.mentions]
    seconds = time.perf_counter() - begun

    def above(cut: float) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for line in lines:
            if line["confidence"] >= cut:
                found[line["article"]].append(line)
        return found

    if arguments.curve:
        for cut in CUTS:
            row = score(gold, above(cut))["all"]
            shown = ("precision", "recall_inter", "f1", "must_recall", "status_accuracy", "system")
            print(json.dumps({"cut": cut, **{name: row[name] for name in shown}}))
    told: list[dict[str, Any]] = []
    result = score(gold, above(arguments.min_confidence), told.append if arguments.dump else None)
    for path, rows in ((arguments.dump, told), (arguments.lines, lines)):
        if path is not None:
            path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    print(f"{len(gold) / seconds:.1f} texts a second, cut-off {arguments.min_confidence}", file=sys.stderr)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
