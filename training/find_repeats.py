"""Find the places of labelled texts that tell a labelled event a second time.

usage: python -m training.find_repeats --labelled FILE.jsonl [...] --out FILE.jsonl

Labels hold an event once, where it is told best; a headline or a later sentence often tells it again, and a network that is
taught that these are no events learns nonsense. Such a place is one where the coder as shipped finds a mention that agrees
with a labelled one in type and parties and overlaps with none. Labels that hold repeats themselves need none of this.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from allegiance.actors import Gazetteer
from allegiance.coding import Coder, load_parser, mention_line, shipped_model
from benchmarks.articles import article_of, read_gold
from benchmarks.scoring import agreement, overlap

_LEAST = 0.12
"""Mentions less likely than this are not looked at."""


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labelled", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    rows = [row for path in args.labelled for row in read_gold(path)]
    coder = Coder(gazetteer=Gazetteer.load(), nlp=load_parser(), model=shipped_model(), threshold=_LEAST)
    count = 0
    with args.out.open("w", encoding="utf-8") as handle:
        for row, coded in zip(rows, coder.code_many(map(article_of, rows)), strict=True):
            found = []
            for mention in coded.mentions:
                line = mention_line(mention, coded.article)
                told = any(overlap(label, line) > 0 for label in row["mentions"])
                if not told and any(agreement(label, line) > 0 for label in row["mentions"]):
                    found.append([mention.trigger_start, mention.trigger_end])
            count += len(found)
            handle.write(json.dumps({"id": row["id"], "repeats": found}) + "\n")
    print(json.dumps({"texts": len(rows), "repeats": count}))


if __name__ == "__main__":
    main()
