"""Fit the four scorers that find who says what (:mod:`allegiance.coding.statements`).

usage: python -m training.fit_attribution --train attribution_dev.jsonl.gz [--most N] [--out .../coding/data/speech.json]

Reads documents of split ``train`` whose attributions are hand-coded (PolNeAR's form: ``source``, ``cue`` and ``content`` as
lists of character spans), parses their sentences as the coder does, and fits four logistic regressions (scikit-learn, L2,
seed 1).  A tenth of the documents is held back to choose the cut-offs.  No feature holds a source's name.  The last line
of output is one JSON object.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from allegiance.coding import load_parser
from allegiance.coding.sentences import sentences
from allegiance.coding.statement_features import (
    content_features,
    cue_features,
    marks_before,
    may_cue,
    near,
    nominal,
    part_features,
    source_features,
)
from allegiance.coding.statements import worth_a_look

OUT = Path(__file__).parents[1] / "src" / "allegiance" / "coding" / "data" / "speech.json"
LEAST, ROLES = 6, ("cue", "source", "content", "part")
# A lemma is looked at everywhere when it headed a cue this often, and in this share of its places.
LEAST_CUES, LEAST_SHARE = 2, 0.04
# Weaker weights than this move no decision and would fill the file.
WEAKEST = 0.1


def documents(path: Path, split: str, most: int | None = None) -> list[dict[str, Any]]:
    """Return the coded documents of a split, each once, by its first annotator."""
    seen: set[str] = set()
    kept: list[dict[str, Any]] = []
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        for line in handle:
            row = json.loads(line)
            if row.get("split") == split and row["attributions"] and row["id"] not in seen:
                seen.add(row["id"])
                kept.append(row)
    return kept[:most] if most else kept


def parsed(rows: Sequence[dict[str, Any]], nlp: Any) -> Iterator[tuple[dict[str, Any], list[tuple[int, Any]]]]:
    """Yield each document with its sentences' starts and parses."""
    cut = [[(s.start, row["text"][s.start : s.end]) for s in sentences(row["text"])] for row in rows]
    stream = nlp.pipe((text for doc in cut for _, text in doc), batch_size=256)
    for row, pieces in zip(rows, cut, strict=True):
        yield row, [(start, next(stream)) for start, _ in pieces]


def words_in(doc: Any, start: int, spans: Iterable[Sequence[int]]) -> set[int]:
    """Return the words of a sentence that lie in character spans of the document, marks left out."""
    return {
        t.i
        for t in doc
        for low, high in spans or ()
        if low <= start + t.idx and start + t.idx + len(t.text) <= high and not t.is_space
    }


def head_of(doc: Any, words: set[int]) -> int | None:
    """Return the topmost word, verbs first."""
    tops = [i for i in sorted(words) if doc[i].head.i not in words or doc[i].head.i == i]
    tops = [i for i in tops if may_cue(doc[i])] or tops
    verbs = [i for i in tops if doc[i].pos_ == "VERB"]
    return (verbs or tops or [None])[0]  # type: ignore[list-item]


def labelled(row: dict[str, Any], start: int, doc: Any) -> list[tuple[int, set[int], set[int], set[int]]]:
    """Return the sentence's attributions: cue head, and the words of cue, source and content."""
    found = []
    for one in row["attributions"]:
        cue = words_in(doc, start, one["cue"])
        head = head_of(doc, {i for i in cue if not doc[i].is_punct} or cue)
        if head is not None:
            found.append((head, cue, words_in(doc, start, one["source"]), words_in(doc, start, one["content"])))
    return found


class Rows:
    """Rows of named features with their labels, and the regression fitted on them."""

    def __init__(self) -> None:
        self.names: list[list[str]] = []
        self.labels: list[int] = []
        self.where: list[int] = []

    def add(self, names: list[str], label: bool, document: int) -> None:
        """Add a row of a document."""
        self.names.append(names)
        self.labels.append(int(label))
        self.where.append(document)

    def fit(self, held: set[int], strength: float) -> tuple[dict[str, float], float]:
        """Return the weights, and the cut-off with the best F1 on the documents held back."""
        counts = Counter(n for names in self.names for n in set(names))
        index = {n: k for k, n in enumerate(sorted(n for n, c in counts.items() if c >= LEAST))}
        pointer, columns = [0], []
        for names in self.names:
            columns += sorted({index[n] for n in names if n in index})
            pointer.append(len(columns))
        matrix = csr_matrix((np.ones(len(columns)), columns, pointer), shape=(len(self.names), len(index)))
        labels, back = np.array(self.labels), np.array([w in held for w in self.where])
        model = LogisticRegression(C=strength, max_iter=300, fit_intercept=False, random_state=1)
        model.fit(matrix[~back], labels[~back])
        scores, truth = matrix[back] @ model.coef_[0], labels[back]
        best = max(
            np.arange(-2.0, 1.01, 0.1),
            key=lambda cut: 2 * (truth * (scores >= cut)).sum() / (truth.sum() + (scores >= cut).sum()),
        )
        weights = {n: round(float(model.coef_[0][k]), 2) for n, k in index.items()}
        return {n: w for n, w in weights.items() if abs(w) >= WEAKEST}, round(float(best), 2)


def lexicon(texts: Iterable[tuple[dict[str, Any], list[tuple[int, Any]]]]) -> frozenset[str]:
    """Return the lemmas that head cues often enough to be looked at wherever they stand."""
    cues: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for row, pieces in texts:
        for start, doc in pieces:
            places.update(t.lemma_.lower() for t in doc if may_cue(t))
            cues.update(doc[head].lemma_.lower() for head, *_ in labelled(row, start, doc))
    return frozenset(w for w, n in cues.items() if n >= LEAST_CUES and n / max(1, places[w]) >= LEAST_SHARE)


def collect(texts: Sequence[tuple[dict[str, Any], list[tuple[int, Any]]]], words: frozenset[str]) -> dict[str, Rows]:
    """Return the rows of the four scorers."""
    rows = {role: Rows() for role in ROLES}
    for number, (row, pieces) in enumerate(texts):
        for start, doc in pieces:
            gold = labelled(row, start, doc)
            heads = {head for head, *_ in gold}
            marks = marks_before(doc)
            for token in doc:
                if worth_a_look(token, words):
                    rows["cue"].add(cue_features(token, marks), token.i in heads, number)
            for head, cue, source, content in gold:
                top = head_of(doc, {i for i in source if nominal(doc[i])})
                for token in doc:
                    if token.i != head and nominal(token):
                        rows["source"].add(source_features(doc[head], token), token.i == top, number)
                for token in near(doc[head]):
                    if content and token.i != top:
                        own = {t.i for t in token.subtree} - (
                            {t.i for t in doc[head].subtree} if doc[head].is_ancestor(token) is False else set()
                        )
                        share = len(own & content) / max(1, len(own))
                        rows["content"].add(content_features(doc[head], token, marks), share > 0.7, number)
                parts = [(doc[head], cue, "cue", source | content)]
                parts += [(doc[top], source, "source", cue)] if top is not None else []
                for over, span, role, apart in parts:
                    for child in over.children:
                        if child.i not in apart and child.dep_ != "punct":
                            own = {t.i for t in child.subtree} - apart
                            rows["part"].add(part_features(over, child, role), len(own & span) > len(own) / 2, number)
    return rows


def fit(texts: Sequence[tuple[dict[str, Any], list[tuple[int, Any]]]], strength: float = 0.5) -> dict[str, Any]:
    """Return the model as it is kept in the file."""
    words = lexicon(texts)
    held = set(range(0, len(texts), 10))
    model: dict[str, Any] = {"words": sorted(words)}
    cuts: dict[str, float] = {}
    for role, rows in collect(texts, words).items():
        model[role], cuts[role] = rows.fit(held, strength)
    return {**model, "cuts": cuts}


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--most", type=int, help="documents read")
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    texts = list(parsed(documents(arguments.train, "train", arguments.most), load_parser()))
    model = fit(texts)
    arguments.out.write_text(json.dumps(model, ensure_ascii=False, sort_keys=True, indent=0) + "\n", encoding="utf-8")
    sizes = {role: len(model[role]) for role in ROLES}
    print(json.dumps({"documents": len(texts), "words": len(model["words"]), "weights": sizes, "cuts": model["cuts"]}))


if __name__ == "__main__":
    main()
