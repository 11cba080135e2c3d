"""When and where an event happened, as far as the text gives it for that event and not for another one beside it.

Each of the words for time in the event's sentence, and in those beside it, is weighed by how it hangs on the event's word in
the parse; the weights are a logistic regression on hand-coded mentions (``training/fit_timing.py``).
"""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from allegiance.coding.dates import When, expressions
from allegiance.coding.entities import Entity, Parsed
from allegiance.coding.statement_features import path
from allegiance.coding.statements import total
from allegiance.records import EventType

_AHEAD = frozenset(["will", "shall", "'ll", "’ll", "would", "to", "may", "might", "could", "should", "must"])
_COMING = frozenset(["upcoming", "coming", "planned", "scheduled", "next", "expected", "forthcoming"])
_PLACE = frozenset(["in", "at", "near", "outside", "inside", "around", "off", "across", "over"])
_OF_LATER = frozenset({EventType.AGREE, EventType.REQUEST, EventType.THREATEN})
"""Types whose act speaks of another to come: "they agreed to meet in October"."""
_YEAR = re.compile(r"\b\d{4}\b")
_MONTHS = frozenset("january february march april may june july august september october november december".split())


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When and where an event happened, as far as the text tells."""

    when: When | None
    place: str | None


@lru_cache(maxsize=1)
def shipped_timing() -> tuple[Mapping[str, float], float]:
    """Return the weights that tell whether words for time belong to an event, and the least score that counts."""
    raw = json.loads((resources.files("allegiance.coding") / "data" / "timing.json").read_text(encoding="utf-8"))
    return raw["weights"], raw["cut"]


def circumstances(
    item: Parsed, trigger: int, *, published: date | None, kind: EventType | None = None, ahead: bool | None = None
) -> Circumstances:
    """Return when and where the event at a trigger happened.

    Args:
        item: The parsed sentence.
        trigger: Index of the trigger's head word.
        published: The day from which "Friday" and "last month" are reckoned; without it there is no date.
        kind: The event's type, if known.
        ahead: True where the event is known to be still to come, so that "on Friday" means the next one.
    """
    place = _place(item, trigger)
    if published is None:
        return Circumstances(None, place)
    weights, cut = shipped_timing()
    best: tuple[float, When] | None = None
    for other, when in time_words(item, published):
        score = total(features(item, trigger, other, when, kind), weights)
        if score >= cut and (best is None or score > best[0]):
            best = score, when
    if best is None:
        return Circumstances(None, place)
    when = as_meant(best[1], item.doc[trigger], ahead)
    if when.first > published and ahead is None and kind not in _OF_LATER and _past(item.doc[trigger]):
        when = _a_year_before(when)
    return Circumstances(when, place)


def as_meant(when: When, token: Any, ahead: bool | None = None) -> When:
    """Return words for time as they are meant of this event: of one still to come, the coming Friday."""
    if when.ahead is None or not (to_come(token) if ahead is None else ahead):
        return when
    return replace(when, first=when.ahead[0], last=when.ahead[1])


def _past(token: Any) -> bool:
    """Return whether a verb, or the one that a noun hangs on, is in the past."""
    verb = token.head if token.dep_ in ("nsubj", "nsubjpass", "dobj") and not token.tag_.startswith("VB") else token
    return bool(verb.tag_ == "VBD" or any(c.dep_ in ("aux", "auxpass") and c.tag_ == "VBD" for c in verb.children))


def _a_year_before(when: When) -> When:
    """Return the same month or day a year before, where the words name no year."""
    if when.rule not in ("month", "day") or _YEAR.search(when.words):
        return when
    year = when.first.year - 1
    length = monthrange(year, when.last.month)[1]
    last = when.last.replace(year=year, day=min(when.last.day, length))
    return replace(when, first=when.first.replace(year=year, day=min(when.first.day, length)), last=last)


def to_come(token: Any) -> bool:
    """Return whether the grammar around a word says that its act is still to come."""
    place = token
    for depth in range(3):
        for child in place.children:
            if (
                child.dep_ == "aux"
                and child.lower_ in _AHEAD
                and not any(c.dep_ == "aux" and c.lower_ in ("have", "has", "had") for c in place.children)
            ):
                return True
            if depth == 0 and child.dep_ == "amod" and child.lower_ in _COMING:
                return True
        if place.head is place or place.dep_ not in ("dobj", "prep", "pobj", "nsubj", "nsubjpass", "conj", "xcomp"):
            break
        place = place.head
    return False


def _times(item: Parsed, published: date) -> list[When]:
    if "times" not in item.notes:
        low, high = item.sentence.start, item.sentence.end
        if item.article is not None:
            # The parse may have lost the capitals of a headline, by which a Friday is known.
            item.notes["times"] = expressions(item.article.text, low, high, published)
        else:
            found = expressions(item.doc.text, 0, len(item.doc.text), published)
            item.notes["times"] = [replace(w, start=w.start + low, end=w.end + low) for w in found]
    told: list[When] = item.notes["times"]
    return told


def time_words(item: Parsed, published: date) -> Iterator[tuple[Parsed, When]]:
    """Yield the words for time in a sentence and in those next to it, with the sentence that they stand in."""
    yield from ((item, when) for when in _times(item, published))
    if item.article is None:
        return
    for number in (item.number - 2, item.number - 1, item.number + 1):
        if 0 <= number < len(item.article.parsed):
            other = item.article.parsed[number]
            if abs(other.sentence.number - item.sentence.number) <= 2:
                yield from ((other, when) for when in _times(other, published))


def features(item: Parsed, trigger: int, other: Parsed, when: When, kind: EventType | None) -> list[str]:
    """Return the features of words for time as those that date an event."""
    word = item.doc[trigger]
    base = other.sentence.start
    span = other.doc.char_span(when.start - base, when.end - base, alignment_mode="expand")
    root = span.root
    while root.dep_ in ("pobj", "pcomp") or (root.dep_ == "prep" and root.i in range(span.start, span.end)):
        if root.head is root:
            break
        root = root.head
    over = (
        root.head if root.dep_ in ("prep", "npadvmod", "advmod", "nummod", "compound", "poss", "nmod", "amod") else root
    )
    sort = word.tag_[:2]
    if other is not item:
        far = other.sentence.number - item.sentence.number
        same = over.lemma_.lower() == word.lemma_.lower()
        where = f"o{far}|{item.sentence.headline}{other.sentence.headline}"
        own = bool(item.notes.get("times"))
        top = over
        while top.head is not top and top.dep_ in ("ccomp", "conj", "xcomp"):
            top = top.head
        main = top.dep_ == "ROOT"
        return [
            "bias other",
            where,
            f"{where}|own={own}",
            f"{where}|same={same}",
            f"{where}|main={main}",
            f"{where}|main={main}|own={own}",
            f"{where}|rule={when.rule}",
            f"{where}|kind={kind}",
            f"{where}|{sort}",
            f"o|over={over.lemma_.lower()}",
            f"o|{over.lemma_.lower()}|{kind}",
        ]
    way = path(word, root)
    label = way.split(".")
    up = [part for part in label if part.startswith("^")]
    gap = item.doc[min(word.i, root.i) : max(word.i, root.i)]
    verbs = sum(t.tag_.startswith("VB") and t.dep_ not in ("aux", "auxpass") for t in gap)
    others = len(_own(item))
    order = min(
        3, sorted(abs(w.start - item.place(word)) for w in _own(item)).index(abs(when.start - item.place(word)))
    )
    return [
        "bias",
        f"y={way}",
        f"y={way}|{sort}",
        f"y={way}|{over.lemma_.lower()}",
        f"y={way}|{when.rule}",
        f"up={'.'.join(up)}",
        f"up={'.'.join(up)}|{over.lemma_.lower()}",
        f"up={len(up)}|{over.i == word.i}",
        f"over={over.lemma_.lower()}|{over.i == word.i}",
        f"rule={when.rule}",
        f"rule={when.rule}|{sort}",
        f"kind={kind}|{over.i == word.i}",
        f"verbs={min(verbs, 3)}",
        f"verbs={min(verbs, 3)}|{root.i > word.i}",
        f"comma={any(t.text == ',' for t in gap)}|{root.i > word.i}",
        f"gap={min(6, len(gap) // 3)}",
        f"order={order}|{min(others, 3)}",
        f"order={order}|verbs={min(verbs, 2)}",
        f"above={over.is_ancestor(word)}|{over.pos_}",
        f"below={word.is_ancestor(root)}",
    ]


def _own(item: Parsed) -> list[When]:
    found: list[When] = item.notes["times"]
    return found


def _place(item: Parsed, trigger: int) -> str | None:
    """Return the place that stands under the event's word: "in Geneva", "near the border with Chad"."""
    doc = item.doc
    word = doc[trigger]
    tops = [word]
    if word.head is not word and word.dep_ in ("dobj", "nsubj", "nsubjpass", "xcomp"):
        tops.append(word.head)
    if word.tag_.startswith("VB"):
        tops += [c for c in word.children if c.dep_ in ("dobj", "xcomp")]
    known: dict[int, Entity] = {}
    if item.article is not None:
        known = {e.head: e for e in item.article.by_sentence[item.number]}
    for top in tops:
        for child in top.children:
            if child.dep_ != "prep" or child.lower_ not in _PLACE:
                continue
            noun = next((c for c in child.children if c.dep_ == "pobj"), None)
            if noun is None or noun.lower_ in _MONTHS or not (noun.pos_ == "PROPN" or noun.i in known):
                continue
            if (
                noun.i in known
                and known[noun.i].role not in ("place", "state", "government")
                and not known[noun.i].place
            ):
                continue
            low = noun.left_edge.i
            while low < noun.i and doc[low].dep_ in ("det", "punct"):
                low += 1
            return str(doc[low : noun.i + 1].text)
    return None
