"""Turn labelled texts into training instances: passages with slots for parties, triggers, types, statuses, roles.

usage: python -m training.prepare --out FILE [--labelled FILE.jsonl ...] [--pairs plv_train.tsv] [--examples FOLDER]

Three kinds of instance, one encoder for all of them:

* ``tag``: a passage and the spans in it that are triggers,
* ``read``: a passage with one trigger marked; whether it is an event, its type, status, hedge and each slot's role,
* ``pair``: a sentence with actor and recipient marked and its type (the form of the PLOVER sentence sets).
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from allegiance.actors import Gazetteer
from allegiance.coding.model_input import ACTOR, RECIPIENT, Passage, passage
from allegiance.coding.passages import names_in, window
from allegiance.coding.sentences import Sentence, blanked, sentences

# Shares of words that look like triggers elsewhere but are none here, kept as "no event".
_NEGATIVES_PER_TEXT = 2
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]+")
# The older PLOVER's YIELD stands for two types of today's.
_ROOTS = {"YIELD": ["CONCEDE", "RETREAT"]}


def _published(row: dict[str, Any]) -> date | None:
    text = str(row.get("date") or "")
    return date.fromisoformat(text[:10]) if re.match(r"\d{4}-\d\d-\d\d", text) else None


def _alias(party: str) -> str:
    """Fold the forms that annotators use for one party."""
    folded = re.sub(r"^the ", "", party.strip(), flags=re.IGNORECASE).upper()
    return {"ISIS": "ISLAMIC STATE", "AL QAEDA": "AL-QAEDA", "AL-QAIDA": "AL-QAEDA"}.get(folded, folded)


def _roles(mention: dict[str, Any], found: Passage) -> dict[str, list[int]]:
    actors = {_alias(p) for p in mention["actors"]}
    recipients = {_alias(p) for p in mention["recipients"]}
    slots = [(n, _alias(p)) for n, p in enumerate(found.parties) if p]
    return {
        "actors": [n for n, p in slots if p in actors],
        "recipients": [n for n, p in slots if p in recipients],
        "missing": [len(actors - {p for _, p in slots}), len(recipients - {p for _, p in slots})],
    }


def _sentence_at(found: list[Sentence], place: int) -> int:
    return next((n for n, s in enumerate(found) if s.start <= place < s.end), len(found) - 1)


def instances(
    row: dict[str, Any], gazetteer: Gazetteer, lexicon: Counter[str], draw: random.Random
) -> Iterator[dict[str, Any]]:
    """Yield the tag and read instances of one labelled text."""
    text = blanked(row["text"], ())
    cut = sentences(text)
    if not cut:
        return
    names = names_in(text, gazetteer, on=_published(row))
    triggers = {(m["trigger_start"], m["trigger_start"] + len(m["trigger"])) for m in row["mentions"]}
    for number in range(len(cut)):
        pieces = window(cut, number, after=0)
        found = passage(text, pieces, names)
        spans = [found.find(a, b) for a, b in triggers if cut[number].start <= a < cut[number].end]
        first = found.find(cut[number].start, cut[number].end)
        yield {
            "kind": "tag",
            "id": row["id"],
            "text": found.text,
            "spans": [s for s in spans if s],
            "scope": first,
        }
    for mention in row["mentions"]:
        start = mention["trigger_start"]
        number = _sentence_at(cut, start)
        found = passage(text, window(cut, number, after=1), names)
        place = found.find(start, start + len(mention["trigger"]))
        if place is None:
            continue
        yield {
            "kind": "read",
            "id": row["id"],
            "text": found.text,
            "trigger": place,
            "types": mention["types"],
            "status": mention["status"],
            "hedged": bool(mention["hedged"]),
            "need": mention["need"],
            **_roles(mention, found),
        }
    quoted = [(m["start"], m["end"]) for m in row["mentions"]]
    tempting = [(e["start"], e["end"]) for e in row["not_events"]]
    words = [(m.start(), m.end(), m.group().lower()) for m in _WORD.finditer(text)]
    free = [w for w in words if lexicon[w[2]] >= 2 and not any(a < w[1] and w[0] < b for a, b in quoted)]
    inside = [w for w in free if any(a < w[1] and w[0] < b for a, b in tempting)]
    outside = [w for w in free if w not in inside]
    chosen = inside[:2] + draw.sample(outside, min(_NEGATIVES_PER_TEXT, len(outside)))
    for start, end, _ in chosen:
        found = passage(text, window(cut, _sentence_at(cut, start), after=1), names)
        place = found.find(start, end)
        if place:
            yield {"kind": "read", "id": row["id"], "text": found.text, "trigger": place, "types": []}


def pairs(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the pair instances of a file of marked sentences."""
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            text = row["marked_sentence"]
            for tag, marks in (("s", ACTOR), ("t", RECIPIENT)):
                text = text.replace(f"<{tag}>", f"{marks[0]} ").replace(f"</{tag}>", f" {marks[1]}")
            yield {
                "kind": "pair",
                "id": f"plv-{row['uid']}",
                "text": text,
                "types": _ROOTS.get(row["gold_root"], [row["gold_root"]]),
            }


def examples(folder: Path, gazetteer: Gazetteer) -> Iterator[dict[str, Any]]:
    """Yield the codebook's worked examples as labelled texts."""
    texts: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            for number, row in enumerate(csv.DictReader(handle)):
                entry = texts.setdefault(
                    row["text"],
                    {
                        "id": f"book-{path.stem}-{number}",
                        "date": "",
                        "title": "",
                        "text": row["text"],
                        "mentions": [],
                        "not_events": [],
                    },
                )
                at = row["text"].find(row["trigger"])
                if row["kind"] == "no_event" or not row["type"]:
                    entry["not_events"].append({"start": at, "end": at + len(row["trigger"])})
                    continue
                hits = gazetteer.find(row["text"])

                def ids(cell: str, text: str = row["text"], hits: Any = hits) -> list[str]:
                    out = []
                    for words in filter(None, cell.split("|")):
                        a = text.find(words)
                        out += [h.id for h in hits if a <= h.start and h.end <= a + len(words)][:1] or [words]
                    return out

                entry["mentions"].append(
                    {
                        "start": at,
                        "end": at + len(row["trigger"]),
                        "trigger": row["trigger"],
                        "trigger_start": at,
                        "actors": ids(row["actor"]),
                        "recipients": ids(row["recipient"]),
                        "types": [row["type"]],
                        "status": row["status"] or "asserted",
                        "hedged": row["hedged"] == "true",
                        "need": "must",
                    }
                )
    yield from texts.values()


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labelled", type=Path, nargs="*", default=[])
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--examples", type=Path, help="folder of the codebook's examples")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    gazetteer = Gazetteer.load()
    rows: list[dict[str, Any]] = []
    for path in args.labelled:
        rows += [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    if args.examples:
        rows += examples(args.examples, gazetteer)
    lexicon: Counter[str] = Counter(
        word.lower() for row in rows for m in row["mentions"] for word in _WORD.findall(m["trigger"]) if len(word) > 3
    )
    draw = random.Random(0)
    made: Counter[str] = Counter()
    with args.out.open("w", encoding="utf-8") as handle:
        for row in rows:
            for item in instances(row, gazetteer, lexicon, draw):
                made[item["kind"]] += 1
                handle.write(json.dumps(item, ensure_ascii=False) + "\n")
        for item in pairs(args.pairs) if args.pairs else ():
            made[item["kind"]] += 1
            handle.write(json.dumps(item, ensure_ascii=False) + "\n")
    print(json.dumps({"texts": len(rows), **made}))


if __name__ == "__main__":
    main()
