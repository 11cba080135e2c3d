"""Parties that stand before an act's word and don't do it: private persons, former officials, a member's organisation.

A state acts through its government, forces and offices. "A French journalist accused Mali" tells nothing of France, and
"NATO member Turkey" nothing of NATO; who once held an office speaks for himself, and who is set off as a speaker only tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

from allegiance.coding.entities import Entity, Parsed
from allegiance.coding.noun_phrases import is_agent
from allegiance.coding.nouns import AGENT_NOUNS, CROWD_NOUNS, LEADER_NOUNS, POST_NOUNS, PRIVATE_NOUNS
from allegiance.coding.set_off import set_off
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
_RIVALS = frozenset({"rival", "enemy", "foe", "adversary", "archrival", "arch-rival"})
_NOW = frozenset({"now", "currently"})
_MEMBERS = frozenset({"member", "founder", "applicant"})
_COUNSEL = frozenset({"attorney", "counsel", "lawyer"})
_CENSURES = frozenset({"condemn", "criticise", "criticize", "decry", "denounce", "deplore"})
_CAST = frozenset({"ballot", "vote"})


def bystanders(item: Parsed, trigger: Any, kind: EventType) -> frozenset[str]:
    """Return the parties that a sentence names and that don't do what its trigger tells.

    Args:
        item: The trigger's sentence.
        trigger: Its head word.
        kind: The event's type. Private persons may protest, and their state is told of it.
    """
    named = item.article.by_sentence[item.number] if item.article is not None else []
    spoken = set_off(item, item.place(trigger), ())
    beside = {
        entity.start
        for entity in named
        if _beside(item, trigger, kind, entity) or any(link.start <= entity.start < link.end for link in spoken)
    }
    standing = {e.id for e in named if e.start not in beside and e.via not in _STANDINS}
    return frozenset(entity.id for entity in named if entity.start in beside) - standing


def in_clause_of_subject(item: Parsed, trigger: Any) -> frozenset[str]:
    """Return the parties named only in a relative clause about who acts: "Chile, which armed Peru, thanked Mali".

    What the main verb tells is neither done by nor to them.

    Args:
        item: The trigger's sentence.
        trigger: Its head word.
    """
    named = item.article.by_sentence[item.number] if item.article is not None else []
    inside = {entity.start for entity in named if _in_clause_of_subject(item, trigger, entity)}
    return frozenset(e.id for e in named if e.start in inside) - {e.id for e in named if e.start not in inside}


def homes(item: Parsed) -> frozenset[str]:
    """Return the states that an article, up to a sentence, names only as home or owner of a group: "Sudan's RSF"."""
    return item.once("homes of groups", lambda: _homes(item))


def _homes(item: Parsed) -> frozenset[str]:
    if item.article is None:
        return frozenset()
    found: set[str] = set()
    others: set[str] = set()
    for named in item.article.by_sentence[: item.number + 1]:
        groups = [e for e in named if e.role == "group"]
        text = item.article.text
        for entity in named:
            behind = next((g for g in groups if entity.end < g.start <= entity.end + 3), None)
            home = behind is not None and text[entity.end : behind.start] in (" ", "'s ", "’s ")
            (found if home and _may_stand(entity) else others).add(entity.id)
    return frozenset(found - others)


def owners_of_rivals(item: Parsed) -> frozenset[str]:
    """Return the states that a sentence names only as those whose rivals it speaks of: "ties with Washington's rivals".

    What is done by or to a state's rivals is not done by or to the state, and often bears on it the other way.
    """
    return item.once("owners of rivals", lambda: _owners_of_rivals(item))


def _owners_of_rivals(item: Parsed) -> frozenset[str]:
    named = item.article.by_sentence[item.number] if item.article is not None else []
    beside = {entity.start for entity in named if _may_stand(entity) and _owns_rivals(item.doc[entity.head])}
    return frozenset(e.id for e in named if e.start in beside) - {e.id for e in named if e.start not in beside}


def _owns_rivals(word: Any) -> bool:
    return bool(word.dep_ == "poss" and word.head.lemma_.lower() in _RIVALS)


def private(word: Any) -> bool:
    """Tell whether a noun phrase stands for private persons: "a French journalist", "the tourist Ann Lee"."""
    return any(noun.lemma_.lower() in PRIVATE_NOUNS for noun in _titles(word))


def told_of_a_bystander(item: Parsed, trigger: Any, kind: EventType, idle: Set[str]) -> bool:
    """Tell whether the subject of an act is such a person, so that no other party of the sentence does it either.

    Args:
        item, trigger, kind: As for :func:`bystanders`.
        idle: What that function returned.
    """
    named = item.article.by_sentence[item.number] if item.article is not None else []
    subjects = {c.i for c in trigger.children if c.dep_ == "nsubj"}
    persons = {e.id for e in named if _noun(item, e).i in subjects and _of_a_person(item, kind, e)}
    return bool(persons & idle)


def by_private_persons(trigger: Any) -> bool:
    """Tell whether an act in the passive was done by private persons or unknown ones: "was attacked by a crowd"."""
    by = [c for c in trigger.children if c.dep_ == "agent"] if trigger.tag_ == "VBN" else []
    nouns = [g for child in by for g in child.children if g.dep_ == "pobj"]
    return bool(nouns) and all(private(noun) or noun.lemma_.lower() in CROWD_NOUNS for noun in nouns)


def _beside(item: Parsed, trigger: Any, kind: EventType, entity: Entity) -> bool:
    if _censures(item, trigger, kind, entity):
        return True
    if entity.role == "organisation":
        return _of_a_member(item, entity) or (kind is EventType.VOTE and _holds_the_vote(item, trigger, entity))
    if entity.role == "place":
        return _where_others_are(item, entity)
    return _of_a_person(item, kind, entity) or (_may_stand(entity) and _in_clause_of_subject(item, trigger, entity))


def _may_stand(entity: Entity) -> bool:
    """Tell whether a party is a state that is named.

    Whether a person still speaks for a state is told by the dates of office; experts of a body speak for it: "UN experts",
    "WHO doctors".
    """
    return entity.via != "person" and len(entity.id) == _STATE and entity.text != entity.id


def _of_a_person(item: Parsed, kind: EventType, entity: Entity) -> bool:
    """Tell whether a state is named as that of a private person or of a former official."""
    if not _may_stand(entity):
        return False
    head = _noun(item, entity)
    if head.lemma_.lower() in _COUNSEL and any(entity.start <= item.place(c) < entity.end for c in _owners(head)):
        return False  # "Pretoria's lawyers" plead for the state
    return (kind is not EventType.PROTEST and private(head)) or (kind in _WORDS and _former(head))


def _noun(item: Parsed, entity: Entity) -> Any:
    """Return the head of the noun phrase that a party's name stands in."""
    top = item.doc[entity.head]
    return top.head if entity.modifier and top.dep_ in _BEFORE else top


def _owners(noun: Any) -> list[Any]:
    """Return whose a noun says that something is: "Pretoria's lawyers"."""
    return [c for c in noun.lefts if c.dep_ == "poss"]


def _titles(head: Any) -> Iterator[Any]:
    """Yield a noun, and of a person's name the words that tell what the person is.

    What follows the name tells it only where no office stands before: "the minister Ann Lee, a former teacher".
    """
    yield head
    if head.pos_ == "PROPN":
        before = [c for c in head.lefts if c.dep_ in ("compound", "nmod", "amod") and c.pos_ in ("NOUN", "PROPN")]
        yield from before
        if not any(c.lemma_.lower() in AGENT_NOUNS | POST_NOUNS for c in before):
            yield from (c for c in head.rights if c.dep_ == "appos")


def _former(head: Any) -> bool:
    """Tell whether a noun phrase stands for a person who held an office: "former US president"."""
    offices = [noun for noun in _titles(head) if noun.lemma_.lower() in LEADER_NOUNS]
    left = any(c.lower_ in _FORMER for noun in (head, *offices) for c in noun.lefts if c.dep_ in (*_BEFORE, "advmod"))
    return bool(offices) and left and not _in_another_office(head)


def _in_another_office(head: Any) -> bool:
    """Tell whether words behind a noun say what office somebody holds now: "ex-president, who now leads its parliament"."""
    for clause in head.rights:
        words = list(clause.subtree) if clause.dep_ in ("relcl", "appos") else []
        if any(word.lower_ in _NOW for word in words) and any(is_agent(word) for word in words):
            return True
    return False


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


def _censures(item: Parsed, trigger: Any, kind: EventType, entity: Entity) -> bool:
    """Tell whether a party is the one who condemns the act at a trigger, and so not who did it: "condemned the shelling"."""
    verb = trigger.head
    if kind is EventType.ACCUSE or trigger.dep_ != "dobj" or verb.lemma_.lower() not in _CENSURES:
        return False
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None or _noun(item, entity).i != subject.i:
        return False
    owners = {item.place(word) for word in _owners(trigger)}
    named = item.article.by_sentence[item.number] if item.article is not None else []
    return not any(e.id == entity.id and e.start in owners for e in named)


def _holds_the_vote(item: Parsed, trigger: Any, entity: Entity) -> bool:
    """Tell whether a body only holds the vote that another takes part in: "abstains in the UN vote"."""
    held = trigger.lemma_.lower() in _CAST and trigger.dep_ == "pobj" and trigger.head.lower_ == "in"
    return held and bool(_noun(item, entity).i == trigger.i)


def _where_others_are(item: Parsed, entity: Entity) -> bool:
    """Tell whether a capital only says where those are who belong to another: "the agency's governors in Vienna"."""
    inside = item.doc[entity.head].head
    if inside.dep_ != "prep" or inside.lower_ not in ("in", "at") or item.article is None:
        return False
    those = inside.head
    if not is_agent(those):
        return False
    owned = any(c.pos_ != "PRON" for c in _owners(those))
    others = (e for e in item.article.by_sentence[item.number] if e.id != entity.id and e.start < entity.start)
    return owned or any(_noun(item, e).i == those.i for e in others)


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
