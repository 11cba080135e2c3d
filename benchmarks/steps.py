"""Status, attribution, date and place of hand-coded mentions with their triggers given: the coder's finds don't matter.

usage: python -m benchmarks.steps --labelled FILE [--dump FILE] [--most N]

``FILE`` has one article a line with its labelled mentions.  Where a label names its trigger (``trigger``,
``trigger_start``), that is the place read; else the topmost word of the quote, a verb or noun, stands for it.  The type is
the label's best one.  A mention whose sentence the coder doesn't parse counts as ``unreached`` and into no other figure.
Scored as by :mod:`benchmarks.scoring`; places have no labels, so only how many were found is told.  The last line is one
JSON object.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from allegiance.actors import Gazetteer
from allegiance.coding import load_parser
from allegiance.coding.attribution import attributions
from allegiance.coding.circumstances import circumstances
from allegiance.coding.entities import Parsed
from allegiance.coding.lines import iso_interval
from allegiance.coding.mood import status_given
from allegiance.coding.reader import Read, read_many
from allegiance.records import EventType
from benchmarks.articles import article_of, read_gold
from benchmarks.scoring import score

SHOWN = (
    "status_accuracy",
    "status_macro_f1",
    "status_nonasserted_recall",
    "date_precision",
    "date_recall",
    "attribution_precision",
    "attribution_recall",
    "attribution_f1",
    "said_by_f1",
    "carried_by_f1",
)


def trigger_of(read: Read, label: dict[str, Any]) -> tuple[Parsed, int] | None:
    """Return the parsed sentence of a labelled mention and the index of its trigger's head; None if not parsed."""
    start = label.get("trigger_start", -1)
    end = start + len(label.get("trigger") or "")
    if start < 0:
        start, end = label["start"], label["end"]
    for item in read.parsed:
        if not item.sentence.start <= start < item.sentence.end:
            continue
        base = item.sentence.start
        span = item.doc.char_span(start - base, min(end, item.sentence.end) - base, alignment_mode="expand")
        if span is None or not len(span):
            return None
        root = span.root
        if "trigger_start" not in label and not root.tag_.startswith(("VB", "NN")):
            root = next((t for t in span if t.tag_.startswith("VB")), root)
        return item, int(root.i)
    return None


def coded(read: Read, label: dict[str, Any], outlets: Any) -> dict[str, Any] | None:
    """Return what the steps say of a labelled mention, in the label's own form; None where it wasn't reached."""
    place = trigger_of(read, label)
    if place is None:
        return None
    item, trigger = place
    kind = EventType(label["types"][0])
    status, real = status_given(item.doc[trigger], kind=kind, published=read.article.published)
    told = circumstances(item, trigger, published=read.article.published, kind=kind, status=status)
    sources = attributions(item, trigger, outlets, kind=kind, outlet=read.article.outlet)
    return {
        **{name: label[name] for name in ("start", "end", "quote", "actors", "recipients")},
        "type": kind.value,
        "status": status.value,
        "hedged": real.hedged,
        "rule": real.rule,
        "date": iso_interval(told.when.first, told.when.last) if told.when else None,
        "date_words": told.when.words if told.when else "",
        "place": told.place,
        "said_by": [a.source for a in sources if a.kind == "said"],
        "carried_by": [a.source for a in sources if a.kind == "carried"],
    }


def pairs(reads: Iterator[Read], gold: list[dict[str, Any]], outlets: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Yield (article, label, what was read of it or None) for every label."""
    for read, row in zip(reads, gold, strict=True):
        for label in row["mentions"]:
            yield row, label, coded(read, label, outlets)


def main() -> None:
    """Read, score, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--labelled", type=Path, required=True)
    parser.add_argument("--dump", type=Path, help="where to write every label beside what was read, a line each")
    parser.add_argument("--most", type=int, help="articles read, evenly spread over the file")
    arguments = parser.parse_args()
    gold = read_gold(arguments.labelled)
    if arguments.most:
        gold = gold[:: max(1, len(gold) // arguments.most)][: arguments.most]
    print(json.dumps(measure(gold, load_parser(), arguments.dump)))


def measure(gold: list[dict[str, Any]], nlp: Any, dump: Path | None = None) -> dict[str, Any]:
    """Return the figures over labelled articles; with ``dump`` write every label beside what was read."""
    names = Gazetteer.load()
    found: dict[str, list[dict[str, Any]]] = {}
    counts: Counter[str] = Counter()
    told = []
    begun = time.perf_counter()
    for row, label, line in pairs(read_many(map(article_of, gold), names=names, nlp=nlp), gold, names.find_outlets):
        counts["labels"] += 1
        if line is None:
            counts["unreached"] += 1
            continue
        counts["places"] += line["place"] is not None
        counts["hedged_right"] += line["hedged"] == label["hedged"]
        found.setdefault(str(row["id"]), []).append(line)
        told.append({"id": row["id"], "published": row["date"], "label": label, "read": line})
    if dump is not None:
        dump.write_text("".join(json.dumps(t, ensure_ascii=False) + "\n" for t in told), encoding="utf-8")
    figures = score(gold, found)["all"]
    return {
        **counts,
        **{name: figures[name] for name in SHOWN},
        "seconds": round(time.perf_counter() - begun, 1),
    }


if __name__ == "__main__":
    main()
