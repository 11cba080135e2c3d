"""Who says what in a sentence: the cue that attributes, its source, and the content that stands on the source's word.

Linear scorers, fitted on hand-coded news (``training/fit_attribution.py``), read the parse: is this word the head of a cue;
which noun is its source, if any is; which words top its content; which words about a cue's head are its words, of which the
run with the greatest sum of log odds is taken; and which phrases under a source's head belong to its span.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from allegiance.coding.statement_features import (
    content_features,
    cue_features,
    marks_before,
    may_cue,
    near,
    part_features,
)
from allegiance.coding.statement_words import Words, cue_words, run_about, source_choices


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution inside a sentence, in token indices.

    Attributes:
        head: The cue's head word.
        cue: All words of the cue.
        source: Words of the source; empty where none is named.
        source_head: The source's head word, or None.
        content: Words of what is attributed.
        score: Log odds that the head is a cue.
    """

    head: int
    cue: tuple[int, ...]
    source: tuple[int, ...]
    source_head: int | None
    content: frozenset[int]
    score: float


@dataclass(frozen=True, slots=True)
class SpeechModel:
    """Weights of the scorers, feature to log odds, and the cut-offs that read them best.

    Attributes:
        words: Lemmas that were a cue's head in the training text; others are looked at only beside a quotation or a clause.
        cuts: Least score for ``cue``, ``content`` and ``part``.
    """

    words: frozenset[str]
    cue: Mapping[str, float]
    source: Mapping[str, float]
    content: Mapping[str, float]
    word: Mapping[str, float]
    part: Mapping[str, float]
    cuts: Mapping[str, float]


@lru_cache(maxsize=1)
def shipped_speech() -> SpeechModel:
    """Return the model that the package ships."""
    path = resources.files("allegiance.coding") / "data" / "speech.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    weights = {role: raw[role] for role in ("cue", "source", "content", "word", "part")}
    return SpeechModel(words=frozenset(raw["words"]), **weights, cuts=raw["cuts"])


def total(names: Iterable[str], weights: Mapping[str, float]) -> float:
    """Return the sum of the weights of the features, those unknown counting nothing."""
    get = weights.get
    return math.fsum(get(name, 0.0) for name in names)


def worth_a_look(token: Any, words: frozenset[str]) -> bool:
    """Return whether a token may head a cue and is worth scoring."""
    if not may_cue(token):
        return False
    if token.lemma_.lower() in words:
        return True
    return token.pos_ == "VERB" and any(c.dep_ == "ccomp" or c.text in ':“"' for c in token.children)


def spread(head: Any, weights: Mapping[str, float], cut: float, avoid: Iterable[int] = ()) -> set[int]:
    """Return the words of a source: its head and those phrases under it that belong to it."""
    kept, apart = {head.i}, set(avoid)
    for child in head.children:
        if child.i in apart or child.dep_ == "punct":
            continue
        if total(part_features(head, child), weights) >= cut:
            kept |= {t.i for t in child.subtree}
    return kept - apart


def statements(doc: Any, model: SpeechModel | None = None) -> list[Statement]:
    """Return the attributions of a parsed sentence, in order of their cues."""
    known = model or shipped_speech()
    marks: list[int] | None = None
    words: Words | None = None
    found = []
    for token in doc:
        if not worth_a_look(token, known.words):
            continue
        if marks is None:
            marks = marks_before(doc)
        score = total(cue_features(token, marks), known.cue)
        if score >= known.cuts["cue"]:
            words = words or Words.of(doc, marks)
            found.append(_statement(doc, token, words, known, score))
    return found


def _statement(doc: Any, cue: Any, words: Words, known: SpeechModel, score: float) -> Statement:
    named = max(source_choices(words, cue.i), key=lambda choice: total(choice[1], known.source))[0]
    top = doc[named] if named is not None else None
    content: set[int] = set()
    apart = {cue.i} | ({t.i for t in top.subtree} if top is not None else set())
    for token in near(cue):
        if top is not None and token.i == top.i:
            continue
        if total(content_features(cue, token, words.mark), known.content) >= known.cuts["content"]:
            own = {t.i for t in token.subtree}
            if cue.i in own:  # the clause that a "he said" is set into: all of it but the saying
                own -= {t.i for t in cue.subtree}
            content |= own
    content -= apart if top is None or top.i not in content else {cue.i}
    source = spread(top, known.part, known.cuts["part"], {cue.i}) if top is not None else set()
    odds = {i: total(names, known.word) for i, names in cue_words(words, cue.i, named)}
    around = run_about(cue.i, odds, source)
    content -= around
    return Statement(
        head=cue.i,
        cue=tuple(sorted(around)),
        source=tuple(sorted(source - content if top is None or top.i not in content else source)),
        source_head=top.i if top is not None else None,
        content=frozenset(content - source),
        score=score,
    )
