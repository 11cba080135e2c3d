"""Who says what: the coder's attributions against hand-coded ones, beside a baseline.

usage: python -m benchmarks.attribution --gold FILE [--split dev] [--most N]

``FILE`` has one document a line (gzipped or not) with ``attributions``, each with ``source``, ``cue`` and ``content`` as
lists of character spans (PolNeAR's form).  Documents of the split asked for are read, each once by its first annotator;
where no document is of that split, all that aren't ``train``.

Matching.  A span is the set of its words (runs of letters and digits; marks and spaces don't count).  An attribution found
and a labelled one may be paired when their cues share a word, or when more than half of the words of the smaller content
are shared and both cues stand in one sentence's reach (200 characters); pairs are one to one, as many as possible, those
with more shared words first.
``source_f1``, ``cue_f1`` and ``content_f1`` weigh every attribution alike: a pair counts as much as the F1 of its two spans
over words (1 where both are empty, 0 where one is), and the sum over all pairs is set against the number of attributions
found (precision) and labelled (recall), those without a partner included.  ``source_words_f1`` and so on weigh every word
alike: shared words of paired spans against all words of all spans, so that long spans rule.  ``f1`` is over whole
attributions: right are those pairs whose cues share a word, whose sources share half of the words of their union or are both
empty, and whose contents share half of theirs.  ``heads_f1`` asks that cue and source meet and nothing of the content.

The baseline takes each verb of a short list of verbs of saying, its nearest noun or pronoun subject by the parse, the verb as
the cue, and as content the clause under it, else the quotation nearest to it.  The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from allegiance.coding import load_parser
from allegiance.coding.sentences import sentences
from allegiance.coding.statements import statements
from benchmarks.scoring import pair_up

ROLES = ("source", "cue", "content")
SAYING = frozenset("say tell add write note report claim announce argue ask state declare explain warn".split())
_REACH = 200
_WORD = re.compile(r"\w+")

Words = dict[str, frozenset[int]]
"""Role to the offsets of its words."""


def read(path: Path, split: str) -> list[dict[str, Any]]:
    """Return the documents to measure on."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = [json.loads(line) for line in raw.decode("utf-8").splitlines() if line.strip()]
    once = {row["id"]: row for row in reversed(rows) if row["attributions"]}
    chosen = [row for row in once.values() if row.get("split") == split]
    return list(reversed(chosen or [row for row in once.values() if row.get("split") != "train"]))


def offsets(text: str, spans: Iterable[Sequence[int]]) -> frozenset[int]:
    """Return where the words of spans begin."""
    return frozenset(m.start() for low, high in spans or () for m in _WORD.finditer(text, low, high))


def labels(row: dict[str, Any]) -> list[Words]:
    """Return the hand-coded attributions of a document."""
    return [{role: offsets(row["text"], one[role]) for role in ROLES} for one in row["attributions"]]


def _words(text: str, start: int, doc: Any, tokens: Iterable[int]) -> frozenset[int]:
    return offsets(text, [(start + doc[i].idx, start + doc[i].idx + len(doc[i].text)) for i in tokens])


def ours(text: str, start: int, doc: Any) -> Iterator[Words]:
    """Yield the coder's attributions of a sentence."""
    for one in statements(doc):
        yield {
            "source": _words(text, start, doc, one.source),
            "cue": _words(text, start, doc, one.cue),
            "content": _words(text, start, doc, one.content),
        }


def plain(text: str, start: int, doc: Any) -> Iterator[Words]:
    """Yield the baseline's attributions of a sentence."""
    quoted = [range(m.start(), m.end()) for m in re.finditer(r"[“\"][^”\"]*[”\"]?", doc.text)]
    for token in doc:
        if token.lemma_.lower() not in SAYING or token.pos_ != "VERB":
            continue
        subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
        clause = next((c for c in token.children if c.dep_ == "ccomp"), None)
        content = [t.i for t in clause.subtree] if clause is not None else []
        if not content and quoted:
            near = min(quoted, key=lambda q: min(abs(q.start - token.idx), abs(q.stop - token.idx)))
            content = [t.i for t in doc if t.idx in near]
        yield {
            "source": _words(text, start, doc, [t.i for t in subject.subtree] if subject is not None else []),
            "cue": _words(text, start, doc, [token.i]),
            "content": _words(text, start, doc, content),
        }


def _pairable(gold: Words, found: Words) -> float:
    shared = sum(len(gold[role] & found[role]) for role in ROLES)
    if gold["cue"] & found["cue"]:
        return 1 + shared
    less = min(len(gold["content"]), len(found["content"]))
    if not less or len(gold["content"] & found["content"]) <= less / 2 or not gold["cue"] or not found["cue"]:
        return 0
    return float(shared) if abs(min(gold["cue"]) - min(found["cue"])) <= _REACH else 0


def _half(first: frozenset[int], second: frozenset[int]) -> bool:
    return not first | second or len(first & second) >= len(first | second) / 2


def count(gold: Sequence[Words], found: Sequence[Words], sums: dict[str, float]) -> Counter[str]:
    """Return the counts of one document; add the F1 of each pair's spans to ``sums``."""
    weights = {
        (i, j): weight
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if (weight := _pairable(one, other)) > 0
    }
    counts: Counter[str] = Counter(gold=len(gold), found=len(found))
    for role in ROLES:
        counts[f"{role}_gold"] += sum(len(one[role]) for one in gold)
        counts[f"{role}_found"] += sum(len(one[role]) for one in found)
    for i, j in pair_up(len(gold), len(found), weights).items():
        one, other = gold[i], found[j]
        for role in ROLES:
            shared, size = len(one[role] & other[role]), len(one[role]) + len(other[role])
            counts[f"{role}_both"] += shared
            sums[role] += 2 * shared / size if size else 1.0
        meet = bool(one["cue"] & other["cue"]) and _half(one["source"], other["source"])
        counts["heads"] += meet
        counts["right"] += meet and _half(one["content"], other["content"])
        counts["paired"] += 1
    return counts


def _f1(both: float, gold: int, found: int) -> float:
    return round(2 * both / (gold + found), 3) if gold + found else 0.0


def figures(counts: Counter[str], sums: dict[str, float]) -> dict[str, float]:
    """Return the figures that counts and summed F1 give."""
    told = {"f1": _f1(counts["right"], counts["gold"], counts["found"])}
    told["heads_f1"] = _f1(counts["heads"], counts["gold"], counts["found"])
    for role in ROLES:
        told[f"{role}_f1"] = _f1(sums[role], counts["gold"], counts["found"])
        told[f"{role}_precision"] = round(sums[role] / max(1, counts["found"]), 3)
        told[f"{role}_recall"] = round(sums[role] / max(1, counts["gold"]), 3)
        told[f"{role}_words_f1"] = _f1(*(counts[f"{role}_{part}"] for part in ("both", "gold", "found")))
    return told


def measure(
    rows: Sequence[dict[str, Any]], nlp: Any, finders: dict[str, Callable[[str, int, Any], Iterator[Words]]]
) -> dict[str, dict[str, float]]:
    """Return each finder's figures over the documents."""
    cut = [[(s.start, row["text"][s.start : s.end]) for s in sentences(row["text"])] for row in rows]
    docs = nlp.pipe((text for pieces in cut for _, text in pieces), batch_size=256)
    counts: dict[str, Counter[str]] = {name: Counter() for name in finders}
    sums = {name: dict.fromkeys(ROLES, 0.0) for name in finders}
    for row, pieces in zip(rows, cut, strict=True):
        gold = labels(row)
        read_ = [(start, next(docs)) for start, _ in pieces]
        for name, finder in finders.items():
            found = [one for start, doc in read_ for one in finder(row["text"], start, doc)]
            counts[name].update(count(gold, found, sums[name]))
    return {name: figures(found, sums[name]) for name, found in counts.items()}


def main() -> None:
    """Read, find, score, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--most", type=int, help="documents read")
    arguments = parser.parse_args()
    rows = read(arguments.gold, arguments.split)[: arguments.most]
    begun = time.perf_counter()
    found = measure(rows, load_parser(), {"ours": ours, "baseline": plain})
    base = {f"baseline_{name}": value for name, value in found["baseline"].items()}
    print(
        json.dumps(
            {
                "documents": len(rows),
                "attributions": sum(len(row["attributions"]) for row in rows),
                "seconds": round(time.perf_counter() - begun, 1),
                **found["ours"],
                **base,
            }
        )
    )


if __name__ == "__main__":
    main()
