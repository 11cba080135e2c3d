"""Fit the scorers that find who says what (:mod:`allegiance.coding.statements`).

usage: python -m training.fit_attribution --train attribution_dev.jsonl.gz [--most N] [--held-back] [--out FILE]

Reads documents of split ``train`` whose attributions are hand-coded (PolNeAR's form: ``source``, ``cue`` and ``content`` as
lists of character spans), parses their sentences as the coder does, and fits logistic regressions (scikit-learn, L2, seed
1) of a cue's head, a content's top, a cue's words and a source's phrases; which word is a cue's source, or that it has none,
is one choice among all of them (a conditional logistic regression, L-BFGS).  A tenth of the documents is held back to choose
the cut-offs; the weights are then fitted on all, unless ``--held-back`` leaves that tenth for measuring.  No feature holds
a source's name.  The last line of output is one JSON object.
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
from scipy.optimize import minimize
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
)
from allegiance.coding.statement_words import Words, cue_words, source_choices
from allegiance.coding.statements import total, worth_a_look

OUT = Path(__file__).parents[1] / "src" / "allegiance" / "coding" / "data" / "speech.json"
LEAST, ROLES = 6, ("cue", "source", "content", "word", "part")
# Of each role, the inverse strength of the L2 term.
STRENGTH = {"cue": 0.5, "content": 0.5, "word": 0.2, "part": 0.5}
CHOICE_L2, CHOICE_LEAST, CHOICE_STEPS = 3.0, 4, 80
# A lemma is looked at everywhere when it headed a cue this often, and in this share of its places.
LEAST_CUES, LEAST_SHARE = 2, 0.04
# Weaker weights than this move no decision and would fill the file.
WEAKEST, WEAKEST_CHOICE = 0.1, 0.05


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


def named_by(doc: Any, words: set[int]) -> int | None:
    """Return the topmost word of a source, those that may head one first."""
    tops = [i for i in sorted(words) if doc[i].head.i not in words or doc[i].head.i == i]
    inside = [i for i in sorted(words) if nominal(doc[i])]
    return next((i for i in [*tops, *inside] if nominal(doc[i])), None)


def labelled(row: dict[str, Any], start: int, doc: Any) -> list[tuple[int, set[int], set[int], set[int]]]:
    """Return the sentence's attributions: cue head, and the words of cue, source and content."""
    found = []
    for one in row["attributions"]:
        cue = words_in(doc, start, one["cue"])
        head = head_of(doc, {i for i in cue if not doc[i].is_punct} or cue)
        if head is not None:
            found.append((head, cue, words_in(doc, start, one["source"]), words_in(doc, start, one["content"])))
    return found


def matrix_of(rows: Sequence[Sequence[str]], least: int) -> tuple[csr_matrix, list[str]]:
    """Return rows of named features as a matrix, and the names of its columns: those that ``least`` rows have."""
    counts = Counter(n for names in rows for n in set(names))
    columns = sorted(n for n, c in counts.items() if c >= least)
    index = {n: k for k, n in enumerate(columns)}
    pointer, places = [0], []
    for names in rows:
        places += sorted({index[n] for n in names if n in index})
        pointer.append(len(places))
    return csr_matrix((np.ones(len(places)), places, pointer), shape=(len(rows), len(index))), columns


def weighty(columns: Sequence[str], weights: Any, least: float) -> dict[str, float]:
    """Return the weights that move decisions, by name."""
    return {n: round(float(w), 2) for n, w in zip(columns, weights, strict=True) if abs(w) >= least}


class Rows:
    """Rows of named features with their labels, and the regression fitted on them."""

    def __init__(self) -> None:
        self.names: list[list[str]] = []
        self.labels: list[int] = []
        self.where: list[int] = []
        self.missed: Counter[int] = Counter()
        """Of each document how many labelled ones have no row."""

    def add(self, names: list[str], label: bool, document: int) -> None:
        """Add a row of a document."""
        self.names.append(names)
        self.labels.append(int(label))
        self.where.append(document)

    def weights(self, strength: float, apart: set[int]) -> dict[str, float]:
        """Return the weights fitted on the documents that aren't set apart."""
        kept = [k for k, document in enumerate(self.where) if document not in apart]
        matrix, columns = matrix_of([self.names[k] for k in kept], LEAST)
        model = LogisticRegression(C=strength, max_iter=300, fit_intercept=False, random_state=1)
        model.fit(matrix, [self.labels[k] for k in kept])
        return weighty(columns, model.coef_[0], WEAKEST)

    def cut(self, weights: dict[str, float], held: set[int]) -> float:
        """Return the cut-off with the best F1 on documents held back."""
        back = [k for k, document in enumerate(self.where) if document in held]
        scores = np.array([total(self.names[k], weights) for k in back])
        truth = np.array([self.labels[k] for k in back])
        right = truth.sum() + sum(self.missed[document] for document in held)
        best = max(
            np.arange(-2.0, 1.01, 0.1),
            key=lambda cut: 2 * (truth * (scores >= cut)).sum() / (right + (scores >= cut).sum()),
        )
        return round(float(best), 2)


class Choices:
    """Groups of rows of named features, of each of which one row is right, and the choice fitted on them."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.sizes: list[int] = []
        self.right: list[int] = []

    def add(self, group: Sequence[tuple[int | None, list[str]]], right: int | None) -> None:
        """Add a group, if the right one is in it."""
        keys = [key for key, _ in group]
        if right in keys:
            self.right.append(len(self.rows) + keys.index(right))
            self.rows += [names for _, names in group]
            self.sizes.append(len(group))

    def fit(self) -> dict[str, float]:
        """Return the weights that make the right rows likeliest among their groups."""
        matrix, columns = matrix_of(self.rows, CHOICE_LEAST)
        turned, right = matrix.T.tocsr(), np.array(self.right)
        starts = np.concatenate([[0], np.cumsum(self.sizes)[:-1]])
        group = np.repeat(np.arange(len(self.sizes)), self.sizes)
        truth = np.zeros(len(self.rows))
        truth[right] = 1

        def loss(weights: Any) -> tuple[float, Any]:
            scores = matrix @ weights
            top = np.maximum.reduceat(scores, starts)
            odds = np.exp(scores - top[group])
            sums = np.add.reduceat(odds, starts)
            lost = (np.log(sums) + top - scores[right]).sum() + CHOICE_L2 / 2 * weights @ weights
            return float(lost), turned @ (odds / sums[group] - truth) + CHOICE_L2 * weights

        found = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": CHOICE_STEPS})
        return weighty(columns, found.x, WEAKEST_CHOICE)


def lexicon(texts: Iterable[tuple[dict[str, Any], list[tuple[int, Any]]]]) -> frozenset[str]:
    """Return the lemmas that head cues often enough to be looked at wherever they stand."""
    cues: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for row, pieces in texts:
        for start, doc in pieces:
            places.update(t.lemma_.lower() for t in doc if may_cue(t))
            cues.update(doc[head].lemma_.lower() for head, *_ in labelled(row, start, doc))
    return frozenset(w for w, n in cues.items() if n >= LEAST_CUES and n / max(1, places[w]) >= LEAST_SHARE)


def collect(
    texts: Sequence[tuple[dict[str, Any], list[tuple[int, Any]]]], known: frozenset[str], apart: set[int]
) -> tuple[dict[str, Rows], Choices]:
    """Return the rows of the scorers, and the choices of sources, those in documents set apart left out."""
    rows, choices = {role: Rows() for role in ROLES if role != "source"}, Choices()
    for number, (row, pieces) in enumerate(texts):
        for start, doc in pieces:
            gold = labelled(row, start, doc)
            heads = {head for head, *_ in gold}
            marks = marks_before(doc)
            for token in doc:
                if worth_a_look(token, known):
                    rows["cue"].add(cue_features(token, marks), token.i in heads, number)
            rows["cue"].missed[number] += sum(not worth_a_look(doc[i], known) for i in heads)
            words = Words.of(doc, marks) if gold else None
            for head, cue, source, content in gold:
                assert words is not None
                top = named_by(doc, source)
                if number not in apart and (top is not None or not source):
                    choices.add(list(source_choices(words, head)), top)
                for i, names in cue_words(words, head, top):
                    if i != top:
                        rows["word"].add(names, i in cue, number)
                if content:
                    _add_content(rows["content"], doc[head], top, content, marks, number)
                if top is not None:
                    _add_parts(rows["part"], doc[top], source, cue, number)
    return rows, choices


def _add_content(rows: Rows, cue: Any, top: int | None, content: set[int], marks: list[int], number: int) -> None:
    whole = {t.i for t in cue.subtree}
    for token in near(cue):
        if token.i != top:
            own = {t.i for t in token.subtree}
            own -= set() if cue.is_ancestor(token) else whole
            share = len(own & content) / max(1, len(own))
            rows.add(content_features(cue, token, marks), share > 0.7, number)


def _add_parts(rows: Rows, top: Any, source: set[int], cue: set[int], number: int) -> None:
    for child in top.children:
        if child.i not in cue and child.dep_ != "punct":
            own = {t.i for t in child.subtree} - cue
            rows.add(part_features(top, child), len(own & source) > len(own) / 2, number)


def fit(texts: Sequence[tuple[dict[str, Any], list[tuple[int, Any]]]], *, whole: bool = True) -> dict[str, Any]:
    """Return the model as it is kept in the file, fitted on all texts or without the tenth held back."""
    held = set(range(0, len(texts), 10))
    model, rows = fitted(texts, held)
    cuts = {role: rows[role].cut(model[role], held) for role in ("cue", "content", "part")}
    return {**(fitted(texts, set())[0] if whole else model), "cuts": cuts}


def fitted(
    texts: Sequence[tuple[dict[str, Any], list[tuple[int, Any]]]], apart: set[int]
) -> tuple[dict[str, Any], dict[str, Rows]]:
    """Return the words looked at and the weights that texts give which aren't set apart, and the rows of all."""
    known = lexicon([one for number, one in enumerate(texts) if number not in apart])
    rows, choices = collect(texts, known, apart)
    weights = {role: of.weights(STRENGTH[role], apart) for role, of in rows.items()}
    return {"words": sorted(known), "source": choices.fit(), **weights}, rows


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--most", type=int, help="documents read")
    parser.add_argument("--held-back", action="store_true", help="leave the tenth held back out of the last fit")
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    texts = list(parsed(documents(arguments.train, "train", arguments.most), load_parser()))
    model = fit(texts, whole=not arguments.held_back)
    arguments.out.write_text(json.dumps(model, ensure_ascii=False, sort_keys=True, indent=0) + "\n", encoding="utf-8")
    sizes = {role: len(model[role]) for role in ROLES}
    print(json.dumps({"documents": len(texts), "words": len(model["words"]), "weights": sizes, "cuts": model["cuts"]}))


if __name__ == "__main__":
    main()
