"""Sentences that break coders: how many are coded as a careful reader would.

usage: python -m benchmarks.probe [--probe FILE.jsonl --expected FILE.csv] [--constructions FOLDER] [--show]

``--probe`` holds one ``{"id", "text"}`` a line; ``--expected`` says by id what is right (``benchmarks/data/probe.csv`` is
this project's own reading of the traps named there). ``--constructions`` is a folder of tables that hold both, one for
each kind of sentence. Columns: ``types``, ``status``, ``actors`` and ``recipients`` list what is accepted, parted by ``|``;
``*`` takes any party; ``absent`` is yes where no such asserted act may be coded. ``--show`` prints what is coded wrong.
The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from allegiance import pipeline
from allegiance.records import Article, Mention, Status

CONSTRUCTIONS = Path("tests/coding/constructions")
EXPECTED = Path(__file__).parent / "data" / "probe.csv"

Row = Mapping[str, str]


@cache
def mentions(text: str, published: str) -> tuple[Mention, ...]:
    """Return what the coder as shipped finds in a text; ``published`` is an ISO day or empty."""
    day = date.fromisoformat(published) if published else None
    article = Article(id=text, text=text, language="en", published=day)
    return pipeline.coder(pipeline.Setup()).code(article).mentions


def _listed(cell: str) -> set[str]:
    return set(filter(None, cell.split("|")))


def _parties(found: Mention, row: Row) -> bool:
    actors = {p.id or p.text for p in found.actors}
    recipients = {p.id or p.text for p in found.recipients}
    wanted, whom = _listed(row["actors"]), _listed(row["recipients"])
    if not whom and len(wanted) > 1:
        return wanted <= actors | recipients
    if found.type in ("CONSULT", "AGREE", "COOPERATE") and not recipients:
        return wanted | whom <= actors
    return ("*" in wanted or wanted <= actors) and ("*" in whom or whom <= recipients)


def right(row: Row) -> bool:
    """Tell whether a sentence is coded as its row says."""
    found = mentions(row["text"], row["published"])
    types, statuses = _listed(row["types"]), _listed(row["status"])
    if row["absent"] == "yes":
        return not any((not types or m.type in types) and (not types or m.status is Status.ASSERTED) for m in found)
    return any(m.type in types and m.status in statuses and _parties(m, row) for m in found)


def constructions(folder: Path) -> Iterator[tuple[str, Row]]:
    """Yield the rows of a folder of tables, each with its kind of sentence."""
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                yield path.stem, row


def probes(probe: Path, expected: Path) -> Iterator[Row]:
    """Yield the rows of a file of sentences with what is expected of them; those without an answer are left out."""
    with expected.open(encoding="utf-8", newline="") as handle:
        answers = {row["id"]: row for row in csv.DictReader(handle)}
    for line in probe.read_text("utf-8").splitlines():
        if line.strip() and (row := json.loads(line))["id"] in answers:
            yield {**answers[row["id"]], "text": row["text"], "published": ""}


def _shown(row: Row) -> str:
    coded = []
    for found in mentions(row["text"], row["published"]):
        actors, recipients = ([p.id or p.text for p in side] for side in (found.actors, found.recipients))
        coded.append(f"{found.type} {found.status} {actors} {recipients} {found.confidence:.2f}")
    return f"{row['id']}: {row['text']}\n    coded: {'; '.join(coded) or 'nothing'}"


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--probe", type=Path)
    parser.add_argument("--expected", type=Path, default=EXPECTED)
    parser.add_argument("--constructions", type=Path, default=CONSTRUCTIONS)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    told: Counter[str] = Counter()
    good: Counter[str] = Counter()
    rows = list(constructions(args.constructions))
    rows += [("probe", row) for row in (probes(args.probe, args.expected) if args.probe else ())]
    for family, row in rows:
        told[family] += 1
        if right(row):
            good[family] += 1
        elif args.show:
            print(f"{family} {_shown(row)}")
    for family, n in sorted(told.items()):
        print(f"{family:24} {good[family]:3} of {n}")
    own, own_right = (table.total() - table["probe"] for table in (told, good))
    figures = {"constructions": own, "right": round(own_right / own, 3) if own else None}
    if args.probe:
        figures |= {"probes": told["probe"], "probes_right": good["probe"]}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
