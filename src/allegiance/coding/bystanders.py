"""Parties that stand before an act's word and don't do it: private persons, former officials, a member's organisation.

A state acts through its government, forces and offices. "A French journalist accused Mali" tells nothing of France, and
"NATO member Turkey" nothing of NATO; who once held an office speaks for himself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allegiance.coding.entities import Entity, Parsed
from allegiance.coding.nouns import CROWD_NOUNS, LEADER_NOUNS, PRIVATE_NOUNS
from allegiance.records import EventType

_WORDS = frozenset(
    {
        EventType.ACCUSE,
        EventType.SUPPORT,
        EventType.REQUEST,
        EventType.REJECT,
        EventType.THREATEN,
        EventType.CONSULT,
    }
)
"""Types of what is said and not done: deeds told of a former leader are mostly those of his time in office."""

_BEFORE = frozenset({"amod", "compound", "poss", "nmod"})
_STATE = 3
"""Letters in the id of a state; those of bodies that have as many are written as they are."""
_STANDINS = frozenset({"pronoun", "description"})
_FORMER = frozenset({"former", "ex", "ex-", "onetime", "one-time", "erstwhile", "retired", "ousted", "deposed"})
_MEMBERS = frozenset({"member", "founder", "applicant"})


def bystanders(item: Parsed, trigger: Any, kind: EventType) -> frozenset[str]:
    """Return the parties that a sentence names and that don't do what its trigger tells.

    Args:
        item: The trigger's sentence.
        trigger: Its head word.
        kind: The event's type. Private persons may protest, and their state is told of it.
    """
    named = item.article.by_sentence[item.number] if item.article is not None else []
    beside = {entity.start for entity in named if _beside(item, trigger, kind, entity)}
    standing = {e.id for e in named if e.start not in beside and e.via not in _STANDINS}
    return frozenset(entity.id for entity in named if entity.start in beside) - standing


def private(word: Any) -> bool:
    """Tell whether a noun phrase stands for private persons: "a French journalist", "the tourist Ann Lee"."""
    return any(noun.lemma_.lower() in PRIVATE_NOUNS for noun in _titles(word))


def by_private_persons(trigger: Any) -> bool:
    """Tell whether an act in the passive was done by private persons or unknown ones: "was attacked by a crowd"."""
    by = [c for c in trigger.children if c.dep_ == "agent"] if trigger.tag_ == "VBN" else []
    nouns = [g for child in by for g in child.children if g.dep_ == "pobj"]
    return bool(nouns) and all(private(noun) or noun.lemma_.lower() in CROWD_NOUNS for noun in nouns)


def _beside(item: Parsed, trigger: Any, kind: EventType, entity: Entity) -> bool:
    head = _noun(item, entity)
    if entity.role == "organisation":
        return _of_a_member(item, entity)
    if entity.via == "person":
        return False  # whether a person still speaks for a state is told by the dates of office
    if len(entity.id) != _STATE or entity.text == entity.id:
        return False  # experts of a body speak for it: "UN experts", "WHO doctors"
    if kind is not EventType.PROTEST and private(head):
        return True
    return (kind in _WORDS and _former(head)) or _in_clause_of_subject(item, trigger, entity)


def _noun(item: Parsed, entity: Entity) -> Any:
    """Return the head of the noun phrase that a party's name stands in."""
    top = item.doc[entity.head]
    return top.head if entity.modifier and top.dep_ in _BEFORE else top


def _titles(head: Any) -> Iterator[Any]:
    """Yield a noun, and before a person's name the words that tell what the person is."""
    yield head
    if head.pos_ == "PROPN":
        yield from (c for c in head.lefts if c.dep_ in ("compound", "nmod", "amod") and c.pos_ in ("NOUN", "PROPN"))
        yield from (c for c in head.rights if c.dep_ == "appos")


def _former(head: Any) -> bool:
    """Tell whether a noun phrase stands for a person who held an office: "former US president"."""
    offices = [noun for noun in _titles(head) if noun.lemma_.lower() in LEADER_NOUNS]
    return bool(offices) and any(
        c.lower_ in _FORMER for noun in (head, *offices) for c in noun.lefts if c.dep_ in (*_BEFORE, "advmod")
    )


def _of_a_member(item: Parsed, entity: Entity) -> bool:
    """Tell whether an organisation only says what a state is a member of: "NATO member Turkey"; "EU members" act as one."""
    word = item.doc[entity.head]
    over = word.head
    if over.lemma_.lower() not in _MEMBERS or word.dep_ not in _BEFORE:
        return False
    states = (
        {e.head for e in item.article.by_sentence[item.number] if e.role != "organisation"} if item.article else set()
    )
    return any(c.dep_ == "appos" and c.i in states for c in over.children) or (
        over.dep_ in ("appos", *_BEFORE) and over.head.i in states
    )


def _in_clause_of_subject(item: Parsed, trigger: Any, entity: Entity) -> bool:
    """Tell whether a party stands in a relative clause about the party that does it: "Chile, which Peru had warned, ..."."""
    if not trigger.tag_.startswith("VB") or item.article is None:
        return False
    subject = next((c for c in trigger.children if c.dep_ == "nsubj"), None)
    if subject is None or not any(
        e.head == subject.i and not e.modifier for e in item.article.by_sentence[item.number]
    ):
        return False
    clauses = [c for c in subject.children if c.dep_ == "relcl"]
    return any(clause.i == entity.head or clause.is_ancestor(item.doc[entity.head]) for clause in clauses)
