"""Who acts for another or with another: "on behalf of the European Union", "joined Latvia in expelling"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from allegiance.coding.entities import Entity, Parsed
from allegiance.coding.proposals import Role

_FOR = frozenset({"behalf", "name"})
_SPEAKING = frozenset({"speak", "act", "write", "talk"})
_OFFICES = frozenset({"leader", "government", "organisation"})
_BETWEEN = re.compile(r",?\s+(?:as well as|(?:together|along|jointly) with|alongside)\s+(?:the\s+)?")
_FIRST = re.compile(r"\W*(?:(?:together|along|jointly) with|alongside)\s+(?:the\s+)?", re.IGNORECASE)
_EACH = re.compile(
    r"\b(?:each|one) (?:other|another)\b|\b(?:mutual|reciprocal)|\b(?:both|trad|exchang|swap|clash|fight|fought)",
    re.IGNORECASE,
)
_THEN = re.compile(r",\s+(?:the\s+)?")


def on_behalf(item: Parsed, trigger: Any) -> list[Entity]:
    """Return for whom an official or a government acts: "speaking on behalf of the African Union"."""
    subject = next((c for c in trigger.children if c.dep_ == "nsubj"), None)
    if subject is None or not any(entity.role in _OFFICES for entity in _at(item, [subject])):
        return []
    speaking = [c for c in trigger.children if c.dep_ == "advcl" and c.lemma_.lower() in _SPEAKING and c.tag_ == "VBG"]
    nouns = [
        noun
        for verb in (trigger, *speaking)
        for word in verb.children
        if word.dep_ == "prep" and word.lower_ in ("on", "in")
        for noun in word.children
        if noun.lower_ in _FOR
    ]
    of = (c for noun in nouns for c in noun.children if c.dep_ == "prep" and c.lower_ == "of")
    return list(_at(item, (g for c in of for g in c.children if g.dep_ == "pobj")))


def joined_in(item: Parsed, trigger: Any) -> list[Entity]:
    """Return the parties of which one joined the other in an act: "Chile joined Peru in recalling its envoy"."""
    joins = trigger.head.head if trigger.dep_ == "pcomp" and trigger.head.lower_ == "in" else trigger
    if joins.i == trigger.i or joins.lemma_.lower() != "join":
        return []
    found = [list(_at(item, [c for c in joins.children if c.dep_ == part])) for part in ("nsubj", "dobj")]
    return [*found[0], *found[1]] if all(found) else []


def together(roles: tuple[Role, ...], item: Parsed) -> tuple[Role, ...]:
    """Return roles in which names joined by "as well as" or "together with" share their part."""
    base, text = item.sentence.start, item.text
    inside = sorted((r for r in roles if base <= r.hit.start < item.sentence.end), key=lambda role: role.hit.start)
    changed = {id(role): role for role in roles}
    for left, right in pairwise(inside):
        start, end = left.hit.end - base, right.hit.start - base
        opens = _FIRST.fullmatch(text, 0, left.hit.start - base) and _THEN.fullmatch(text, start, end)
        if opens or _BETWEEN.fullmatch(text, start, end):
            actor, recipient = max(left.actor, right.actor), max(left.recipient, right.recipient)
            for role in (left, right):
                changed[id(role)] = replace(role, actor=actor, recipient=recipient)
    return tuple(changed[id(role)] for role in roles)


def listed(roles: tuple[Role, ...], item: Parsed) -> tuple[Role, ...]:
    """Return roles in which names that a headline sets side by side share their part: "Lima warns Quito, Bogota over cod"."""
    known = (
        {entity.start: entity for entity in item.article.by_sentence[item.number]} if item.article is not None else {}
    )
    inside = sorted((role for role in roles if role.hit.start in known), key=lambda role: role.hit.start)
    changed = {id(role): role for role in roles}
    for left, right in pairwise(inside):
        one, other = known[left.hit.start], known[right.hit.start]
        word, base = item.doc[other.head], item.sentence.start
        beside = item.text[one.end - base : other.start - base] == ", " and item.text[other.end - base :][:1] != ","
        if beside and word.dep_ == "appos" and word.head.i == one.head and one.via == other.via:
            actor, recipient = max(left.actor, right.actor), max(left.recipient, right.recipient)
            for role in (left, right):
                changed[id(role)] = replace(role, actor=actor, recipient=recipient)
    return tuple(changed[id(role)] for role in roles)


def as_one_subject(item: Parsed, trigger: Any) -> frozenset[str]:
    """Return the parties whose names are coordinated as the subject of a verb, which do together what it tells.

    Empty where there are fewer than two, or where they may act on each other: "Peru and Chile accuse each other".

    Args:
        item: The trigger's sentence.
        trigger: Its head word, the verb or what hangs on it.
    """
    if _EACH.search(item.text):
        return frozenset()
    for verb in {trigger.i, trigger.head.i}:
        for subject in item.doc[verb].children:
            if subject.dep_ in ("nsubj", "nsubjpass") and subject.i != trigger.i:
                found = frozenset(e.id for e in _at(item, (subject, *subject.conjuncts)) if e.via == "name")
                if len(found) > 1:
                    return found
    return frozenset()


def target_beside_owner(item: Parsed, trigger: Any) -> tuple[Sequence[Entity], Sequence[Entity]]:
    """Return who does what its noun tells, and to whom: "Peru's Chile strikes"."""
    if not trigger.tag_.startswith("NN"):
        return [], []
    owner = list(_at(item, [c for c in trigger.children if c.dep_ == "poss"], modifiers=True))
    names = [c for c in trigger.children if c.dep_ == "compound" and c.i == trigger.i - 1]
    target = [entity for entity in _at(item, names, modifiers=True) if entity.via == "name"]
    return (owner, target) if owner and target else ([], [])


def _at(item: Parsed, words: Iterable[Any], *, modifiers: bool = False) -> Iterator[Entity]:
    """Yield the parties that words stand for."""
    heads = {word.i for word in words}
    for entity in item.article.by_sentence[item.number] if item.article is not None else ():
        if entity.head in heads and (modifiers or not entity.modifier):
            yield entity
