"""What a sentence shows of an event's reality, as named features for the weights that judge its status.

No feature holds a name: only how the event's word stands, what governs it, and the small words around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from allegiance.coding.circumstances import age_of, circumstances
from allegiance.coding.dates import When
from allegiance.coding.entities import Parsed
from allegiance.coding.mood import adjusted
from allegiance.coding.status import Reality, reality
from allegiance.records import EventType

_STEPS = 4
"""Words over the event's own that are looked at."""

_AROUND = 3
"""Words on either side that are looked at."""

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_BACK = re.compile(r"\b(?:ago|last year|years? earlier|previous(?:ly)?|former(?:ly)?|once|since|anniversary)\b", re.I)
_AHEAD = re.compile(
    r"\b(?:next (?:week|month|year)|tomorrow|later this|upcoming|coming|soon|by 20\d\d|ahead of)\b", re.I
)
_UNREAL = re.compile(r"\b(?:if|unless|would|could|may|might|should|whether|or else|otherwise|until|in case)\b", re.I)
_NO = re.compile(r"\b(?:not|never|no|neither|nor|without|den(?:y|ies|ied|ying)|false|untrue)\b|n[’']t\b", re.I)


def standing(item: Parsed, trigger: int, *, kind: EventType, published: date | None) -> tuple[Reality, list[str]]:
    """Return what the rules of scope read of an event at a trigger, and the features of its status."""
    word = item.doc[trigger]
    real = adjusted(reality(word, kind=kind, published=published), word)
    when = circumstances(item, trigger, published=published, kind=kind, status=real.status).when
    return real, status_features(item, trigger, kind=kind, real=real, when=when, published=published)


def status_features(
    item: Parsed, trigger: int, *, kind: EventType, real: Reality, when: When | None, published: date | None
) -> list[str]:
    """Return the features of an event's status.

    Args:
        item: The parsed sentence.
        trigger: Index of the trigger's head word.
        kind: The event's type.
        real: What the rules of scope read.
        when: When the event happened or is to, as far as the text tells.
        published: The article's day.
    """
    word = item.doc[trigger]
    dated = age_of(when, published) if when is not None and published is not None else "undated"
    ruled = f"{real.status}{' not' if real.negated else ''}"
    found = [
        "bias",
        f"kind={kind}",
        f"tag={word.tag_}",
        f"kind={kind}|{word.tag_}",
        f"word={word.lemma_.lower()}",
        f"word={word.lower_}|{kind}",
        f"dep={word.dep_}|{word.tag_[:2]}",
        f"ruled={ruled}",
        f"ruled={ruled}|{kind}",
        f"ruled={ruled}|{word.tag_}",
        f"rule={real.rule}",
        f"rule={real.rule}|{real.words.lower()}",
        f"rule={real.rule}|{kind}",
        f"age={dated}",
        f"age={dated}|{kind}",
        f"age={dated}|{word.tag_}",
        f"age={dated}|{ruled}",
        f"headline={item.sentence.headline}|{word.tag_}",
        f"headline={item.sentence.headline}|{dated}",
    ]
    found += _sentence(item, word, published)
    found += _over(word, kind)
    found += _under(word)
    found += _near(word)
    return found


def _sentence(item: Parsed, word: Any, published: date | None) -> Iterator[str]:
    text, place = item.text, word.idx
    verbal = word.tag_[:2]
    if text.rstrip("\"”’' ").endswith("?"):
        yield f"asks|{verbal}"
    for name, pattern in (("back", _BACK), ("ahead", _AHEAD), ("unreal", _UNREAL), ("no", _NO)):
        for match in pattern.finditer(text):
            side = "before" if match.start() < place else "after"
            far = abs(match.start() - place) > 60
            yield f"{name}={match.group().lower()}|{side}|{far}"
            yield f"{name}|{side}|{far}|{verbal}"
    if published is not None:
        years = [int(m.group()) for m in _YEAR.finditer(text)]
        if years:
            yield f"year={'past' if min(years) < published.year else 'now'}|{verbal}"
            yield f"years={'past' if max(years) < published.year else 'ahead' if max(years) > published.year else 'now'}"
    first = next((t for t in item.doc if t.tag_ in ("VBD", "VBZ", "VBP", "MD")), None)
    if first is not None:
        yield f"first={first.tag_}|{first.i < word.i}|{word.tag_}"


def _helpers(verb: Any) -> Iterator[str]:
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass", "neg", "mark") or (child.dep_ == "advmod" and child.i < verb.i):
            yield child.lower_


def _over(word: Any, kind: EventType) -> Iterator[str]:
    """Yield what governs the event's word, with the way up to it."""
    place, way = word, ""
    for step in range(_STEPS):
        helpers = sorted(set(_helpers(place)))
        for helper in helpers:
            yield f"help={step}|{helper}"
            yield f"help={min(step, 1)}|{helper}|{place.tag_}"
            if step < 2:
                yield f"help={step}|{helper}|{kind}"
        if step < 2:
            yield f"helps={step}|{place.tag_}|{' '.join(helpers)}"
        if place.head == place:
            yield f"root={step}|{place.tag_}"
            break
        way = f"{way}.{place.dep_}"
        place = place.head
        lemma = place.lemma_.lower()
        yield f"way={way}"
        yield f"way={way}|{place.tag_}"
        yield f"over={lemma}|{way}"
        yield f"over={lemma}"
        yield f"over={lemma}|{place.tag_}|{step}"
        if step == 0:
            yield f"over={lemma}|{kind}"


def _under(word: Any) -> Iterator[str]:
    """Yield what hangs on the event's word."""
    for child in word.children:
        if child.dep_ in ("det", "poss", "amod", "prt", "mark", "prep", "advmod", "npadvmod", "case"):
            lower = "’s" if child.dep_ == "poss" else child.lower_
            yield f"under={child.dep_}"
            if child.pos_ != "PROPN":
                yield f"under={child.dep_}|{lower}"
        elif child.dep_ in ("advcl", "xcomp", "ccomp"):
            yield f"under={child.dep_}|{child.tag_}"
            for mark in child.children:
                if mark.dep_ in ("mark", "aux"):
                    yield f"under={child.dep_}|{mark.lower_}"


def _near(word: Any) -> Iterator[str]:
    doc = word.doc
    for step in range(-_AROUND, _AROUND + 1):
        at = word.i + step
        if step and 0 <= at < len(doc) and doc[at].pos_ not in ("PROPN", "NUM"):
            yield f"near={step}|{doc[at].lower_}"
            yield f"near={'before' if step < 0 else 'after'}|{doc[at].lower_}"
    if word.i > 1 and doc[word.i - 1].pos_ != "PROPN" and doc[word.i - 2].pos_ != "PROPN":
        yield f"pair={doc[word.i - 2].lower_} {doc[word.i - 1].lower_}"
