"""Whose statement gives an event: the statements around it, each with features of how it stands to the event.

A statement counts when the event lies in its content, or when the event stands in a quotation that the statement opened or
closes a sentence or more away.  A linear scorer, fitted on hand-coded mentions (``training/fit_speakers.py``), weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from allegiance.coding import nouns
from allegiance.coding.entities import Parsed
from allegiance.coding.statement_features import path, sort_of
from allegiance.coding.statements import Statement, statements, total
from allegiance.records import EventType, Span

BACK, AHEAD = 4, 2
"""How many parsed sentences before and after the event's own are searched for its speaker."""

_QUOTATION = re.compile(r"“[^”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)|«[^»\n]*(?:»|$)", re.MULTILINE)
_OF_PERSONS = frozenset({"he", "she"})
PRONOUNS = frozenset("he she they it we i you his her their its our my who which that".split())


@dataclass(frozen=True, slots=True)
class Said:
    """A statement near an event, and the sentence that it stands in."""

    item: Parsed
    statement: Statement


def told_in(item: Parsed) -> list[Statement]:
    """Return a sentence's statements, worked out once."""
    return item.once("statements", lambda: statements(item.doc))


def quotations(item: Parsed) -> list[Span]:
    """Return the spans of the quotations in an article's text; one left open ends with its paragraph."""
    first = item.article.parsed[0] if item.article is not None else item
    text, shift = (item.article.text, 0) if item.article is not None else (item.text, item.sentence.start)
    return first.once("quotations", lambda: [(m.start() + shift, m.end() + shift) for m in _QUOTATION.finditer(text)])


def quotation_at(item: Parsed, place: int) -> Span | None:
    """Return the quotation that an offset lies in."""
    return next(((low, high) for low, high in quotations(item) if low < place < high), None)


def around(item: Parsed) -> Iterator[Said]:
    """Yield the statements of a sentence and of those near it."""
    yield from (Said(item, one) for one in told_in(item))
    if item.article is None:
        return
    parsed = item.article.parsed
    for number in range(max(0, item.number - BACK), min(len(parsed), item.number + AHEAD + 1)):
        other = parsed[number]
        if number != item.number and abs(other.sentence.number - item.sentence.number) <= BACK:
            yield from (Said(other, one) for one in told_in(other) if one.source_head is not None)


def _wide(share: float) -> int:
    return int(max(-1.0, min(4.0, share)))


def features(item: Parsed, trigger: int, kind: EventType | None, said: Said, own: int) -> list[str]:
    """Return the features of a statement as one that gives the event at a trigger.

    Args:
        item: The event's sentence.
        trigger: Its trigger's head word.
        kind: Its type, where known.
        said: The statement.
        own: How many statements of the event's own sentence hold the event.
    """
    one, doc = said.statement, said.item.doc
    cue = doc[one.head]
    lemma = f"{cue.lemma_.lower()}|{cue.tag_[:2]}"
    source = doc[one.source_head] if one.source_head is not None else None
    sort = sort_of(source) if source is not None else "none"
    event = item.place(item.doc[trigger])
    quote = quotation_at(item, event)
    base = [f"k={kind}", f"quoted={quote is not None}", f"cue score={_wide(one.score)}", f"cue={lemma}"]
    if said.item is item:
        word = item.doc[trigger]
        inside = trigger in one.content
        role = "cue" if trigger == one.head else "in cue" if trigger in one.cue else "in" if inside else "out"
        way = path(cue, word)
        if trigger in one.source:
            role = "source"
        governed = cue.is_ancestor(word)
        names = [
            f"r={role}",
            f"r={role}|{lemma}",
            f"r={role}|s={sort}",
            f"r={role}|k={kind}",
            f"r={role}|k={kind}|q={quote is not None}",
            f"r={role}|q={quote is not None}",
            f"r={role}|q={quote is not None}|{lemma}",
            f"r={role}|y={way}",
            f"r={role}|above={governed}",
            f"r={role}|score={_wide(one.score)}",
            f"r={role}|own={own}",
            f"r={role}|mine={source is not None and source.head.i == trigger}",
            f"r={role}|comma={word.i > cue.i and any(t.text == ',' for t in item.doc[cue.i : word.i])}",
            f"r={role}|head={item.sentence.headline}",
            f"r={role}|t={cue.tag_}",
        ]
        return ["bias", *base, *names]
    low, high = said.item.sentence.start, said.item.sentence.end
    text = item.article.text if item.article is not None else ""
    gap = text[min(high, item.sentence.end) : max(low, item.sentence.start)]
    far = said.item.sentence.number - item.sentence.number
    same = "\n" not in gap
    touches = quote is not None and any(
        a < quote[1] + 3 and quote[0] - 3 < b and (a, b) != quote for a, b in quotations(item) if a < high and low < b
    )
    joined = quote is not None and quote[0] < high and low < quote[1]
    quoting = any(low <= a < high for a, _ in quotations(item))
    where = f"d={far}|same={same}|q={quote is not None}"
    return [
        "bias other",
        *(f"other {name}" for name in base),
        where,
        f"{where}|own={own}",
        f"{where}|quoting={quoting}",
        f"{where}|joined={joined}|own={own}",
        f"touch={touches}|q={quote is not None}",
        f"other s={sort}|q={quote is not None}",
        f"head={said.item.sentence.headline}|{item.sentence.headline}|{far}",
        f"head={said.item.sentence.headline}|{item.sentence.headline}|{lemma}",
        f"{where}|{lemma}",
        f"q={quote is not None}|own={own}|same={same}|k={kind}",
    ]


def holding(item: Parsed, trigger: int) -> int:
    """Return how many of the sentence's statements hold the event, at most two."""
    return min(2, sum(trigger in one.content and one.source_head is not None for one in told_in(item)))


def scored(
    item: Parsed, trigger: int, kind: EventType | None, weights: Mapping[str, float]
) -> list[tuple[float, Said]]:
    """Return the statements near an event that name a source, each with its score as one that gives the event."""
    own = holding(item, trigger)
    return [
        (total(features(item, trigger, kind, one, own), weights), one)
        for one in around(item)
        if one.statement.source_head is not None
    ]


def chosen(item: Parsed, told: Iterable[tuple[float, Said]], cuts: tuple[float, float]) -> list[Said]:
    """Return the statements that give an event: up to two of its own sentence, else the best one near it.

    Args:
        item: The event's sentence.
        told: Statements with their scores.
        cuts: Least score of one in the event's own sentence, and of one in another.
    """
    ranked = sorted(told, key=lambda pair: -pair[0])
    own = [said for score, said in ranked if said.item is item and score >= cuts[0]]
    return own[:2] or [said for score, said in ranked if said.item is not item and score >= cuts[1]][:1]


def stands_for_another(head: Any) -> bool:
    """Return whether a source's head is a pronoun or an office with "the", which an earlier name may fill."""
    if head.lower_ in PRONOUNS:
        return True
    offices = head.lemma_.lower() in nouns.LEADER_NOUNS and head.tag_ in ("NN", "NNP")
    if not offices or any(c.dep_ == "appos" for c in head.children) or head.dep_ == "compound":
        return False
    before = [t for t in head.lefts if t.dep_ != "punct"]
    return bool(before) and before[0].lower_ == "the" and len(before) <= 2


def antecedent(said: Said) -> tuple[Parsed, int] | None:
    """Return the sentence and head word of the person or body that a source stands for: the last one that spoke.

    A pronoun may stand for any source before it, an office only for a person's name.
    """
    item = said.item
    if item.article is None or said.statement.source_head is None:
        return None
    here = item.doc[said.statement.source_head]
    office = here.lower_ not in PRONOUNS
    plural = here.lower_ in ("they", "their", "we", "our")
    for number in range(item.number, max(-1, item.number - 6), -1):
        other = item.article.parsed[number]
        if item.sentence.number - other.sentence.number > 6:
            break
        spoken = [s for s in told_in(other) if s.source_head is not None and (number < item.number or s.head < here.i)]
        for one in reversed(spoken):
            head = other.doc[one.source_head]
            if office and not _person(other, head):
                continue
            if here.lower_ in _OF_PERSONS and _state(other, head):
                continue
            if not stands_for_another(head) and (plural or head.tag_ not in ("NNS", "NNPS")):
                return other, head.i
        if not plural:
            for token in other.doc:
                ahead = number < item.number or token.i < here.i
                if ahead and token.dep_ in ("nsubj", "nsubjpass") and _one_person(other, token, here):
                    return other, token.i
    return None


def _one_person(item: Parsed, token: Any, here: Any) -> bool:
    """Return whether a subject is a person by name, or for "he" and "she" also one by office."""
    if token.tag_ == "NNP" and _person(item, token):
        return True
    return here.lower_ in _OF_PERSONS and token.tag_ == "NN" and token.lemma_.lower() in nouns.LEADER_NOUNS


def _state(item: Parsed, head: Any) -> bool:
    """Return whether a source is a state or a body by name, which no "he" or "she" stands for."""
    known = item.article.by_sentence[item.number] if item.article is not None else []
    return head.tag_.startswith("NNP") and any(
        e.head == head.i and e.via not in ("person", "office") and e.role != "leader" for e in known
    )


def _person(item: Parsed, head: Any) -> bool:
    """Return whether a name is a known leader's, or looks like a person's: with a title or a first name before it."""
    if item.article is not None:
        known = [e for e in item.article.by_sentence[item.number] if e.head == head.i]
        if known:
            return any(e.via in ("person", "office") for e in known)
    before = [t for t in head.lefts if t.dep_ == "compound" and t.pos_ == "PROPN"]
    return head.tag_ == "NNP" and len(before) >= 1 and not any(t.lower_ == "the" for t in head.lefts)
