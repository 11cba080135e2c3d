"""Turn labelled texts into training instances: passages with slots for parties, and what is coded in them.

usage: python -m training.prepare --out FILE [--labelled FILE.jsonl ...] [--pairs plv_train.tsv] [--examples FOLDER]
    [--repeats FILE.jsonl ...]

Two kinds of instance, one encoder for both:

* ``text``: a passage; the spans in it that are triggers, each with types, status, hedge, the slots of its parties and the
  places of its sources; spans that look like triggers and are none; and spans about which nothing is taught, since they tell
  a coded event a second time (``--repeats``, made by ``training/find_repeats.py``),
* ``pair``: a sentence with the places of actor and recipient and its type (the form of the PLOVER sentence sets).
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from allegiance.actors import Gazetteer
from allegiance.coding.model_input import Passage, passage
from allegiance.coding.passages import names_in, windows
from allegiance.coding.sentences import blanked, sentences
from benchmarks.relation_type import unmarked

_WORD = re.compile(r"[A-Za-z][A-Za-z'-]+")
# The older PLOVER's YIELD stands for two types of today's.
_ROOTS = {"YIELD": ["CONCEDE", "RETREAT"]}
_FORMS = {
    "ISIS": "ISLAMIC STATE",
    "AL QAEDA": "AL-QAEDA",
    "AL-QAIDA": "AL-QAEDA",
    "WAGNER": "WAGNER GROUP",
    "DPR": "DONETSK PEOPLE'S REPUBLIC",
    "LPR": "LUHANSK PEOPLE'S REPUBLIC",
    "TAIWAN": "TWN",
    "KOSOVO": "XKX",
    "PALESTINE": "PSE",
    "HOUTHI": "HOUTHIS",
}


def published(row: dict[str, Any]) -> date | None:
    """Return the day of publication of a labelled row."""
    text = str(row.get("date") or "")
    return date.fromisoformat(text[:10]) if re.match(r"\d{4}-\d\d-\d\d", text) else None


def fold(party: str) -> str:
    """Fold the forms that annotators use for one party."""
    folded = re.sub(r"^the ", "", party.strip(), flags=re.IGNORECASE).upper()
    return _FORMS.get(folded, folded)


def _roles(mention: dict[str, Any], found: Passage) -> dict[str, Any]:
    actors = {fold(p) for p in mention["actors"]}
    recipients = {fold(p) for p in mention["recipients"]}
    mutual = not recipients and len(actors) >= 2
    slots = [(n, fold(p)) for n, p in enumerate(found.parties) if p]
    known = {p for _, p in slots}
    # A side whose party has no slot at all teaches nothing about the other slots of that side.
    return {
        "actors": [n for n, p in slots if p in actors],
        "recipients": [n for n, p in slots if p in (actors if mutual else recipients)],
        "lost": [bool(actors - known) and not actors & known, bool(recipients - known) and not recipients & known],
        "mutual": mutual,
    }


def _sources(mention: dict[str, Any], text: str, found: Passage, kind: str) -> list[tuple[int, int]]:
    """Return where the words of a mention's sources stand, the place nearest to its trigger."""
    out = []
    for name in mention.get(kind) or []:
        places = [m.start() for m in re.finditer(re.escape(name), text)]
        for at in sorted(places, key=lambda at: abs(at - mention["trigger_start"]))[:1]:
            place = found.find(at, at + len(name))
            if place:
                out.append(place)
    return out


def texts(row: dict[str, Any], gazetteer: Gazetteer, lexicon: Counter[str]) -> Iterator[dict[str, Any]]:
    """Yield the passages of one labelled text."""
    text = blanked(row["text"], ())
    names = names_in(text, gazetteer, on=published(row))
    quoted = [(m["start"], m["end"]) for m in row["mentions"]]
    tempting = [(e["start"], e["end"]) for e in row["not_events"]]
    words = [(m.start(), m.end(), m.group().lower()) for m in _WORD.finditer(text)]
    free = [w for w in words if not any(a < w[1] and w[0] < b for a, b in quoted)]
    negatives = [(w[0], w[1]) for w in free if lexicon[w[2]] >= 1 and any(a < w[1] and w[0] < b for a, b in tempting)]
    for window in windows(sentences(text)):
        low, high = window.scope[0][0], window.scope[-1][1]
        found = passage(text, (*window.context, *window.scope), names)
        triggers = []
        for mention in row["mentions"]:
            at = mention["trigger_start"]
            place = found.find(at, at + len(mention["trigger"])) if low <= at < high else None
            if place is None:
                continue
            triggers.append(
                {
                    "span": place,
                    "types": mention["types"],
                    "status": mention["status"],
                    "hedged": bool(mention["hedged"]),
                    "need": mention["need"],
                    **_roles(mention, found),
                    "said": _sources(mention, text, found, "said_by"),
                    "carried": _sources(mention, text, found, "carried_by"),
                    "sourced": "said_by" in mention,
                }
            )
        yield {
            "kind": "text",
            "id": row["id"],
            "text": found.text,
            "scope": found.find(low, high),
            "triggers": triggers,
            "negatives": [p for p in (found.find(a, b) for a, b in negatives if low <= a < high) if p],
            "repeats": [p for p in (found.find(a, b) for a, b in row.get("repeats", ()) if low <= a < high) if p],
        }


def pairs(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the pair instances of a file of marked sentences."""
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield {
                "kind": "pair",
                "id": f"plv-{row['uid']}",
                **unmarked(row["marked_sentence"]),
                "types": _ROOTS.get(row["gold_root"], [row["gold_root"]]),
            }


def examples(folder: Path, gazetteer: Gazetteer) -> Iterator[dict[str, Any]]:
    """Yield the codebook's worked examples as labelled texts."""
    made: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            for number, row in enumerate(csv.DictReader(handle)):
                entry = made.setdefault(
                    row["text"],
                    {"id": f"book-{path.stem}-{number}", "text": row["text"], "mentions": [], "not_events": []},
                )
                at = row["text"].find(row["trigger"])
                end = at + len(row["trigger"])
                if row["kind"] == "no_event" or not row["type"]:
                    entry["not_events"].append({"start": at, "end": end})
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
                        "end": end,
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
    yield from made.values()


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labelled", type=Path, nargs="*", default=[])
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--examples", type=Path, help="folder of the codebook's examples")
    parser.add_argument("--repeats", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    gazetteer = Gazetteer.load()
    rows: list[dict[str, Any]] = []
    for path in args.labelled:
        rows += [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    for path in args.repeats:
        told = {line["id"]: line["repeats"] for line in map(json.loads, path.read_text("utf-8").splitlines())}
        rows = [row | {"repeats": told[row["id"]]} if row["id"] in told else row for row in rows]
    if args.examples:
        rows += examples(args.examples, gazetteer)
    lexicon: Counter[str] = Counter(
        word.lower() for row in rows for m in row["mentions"] for word in _WORD.findall(m["trigger"]) if len(word) > 3
    )
    made: Counter[str] = Counter()
    with args.out.open("w", encoding="utf-8") as handle:
        for row in rows:
            for item in texts(row, gazetteer, lexicon):
                made[item["kind"]] += 1
                made["triggers"] += len(item["triggers"])
                handle.write(json.dumps(item, ensure_ascii=False) + "\n")
        for item in pairs(args.pairs) if args.pairs else ():
            made[item["kind"]] += 1
            handle.write(json.dumps(item, ensure_ascii=False) + "\n")
    print(json.dumps({"texts": len(rows), **made}))


if __name__ == "__main__":
    main()
