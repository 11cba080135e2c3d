"""Word order and idioms that translations bring into news, and that mislead who expects those of plain English.

"Demands from Peru to leave" asks Peru; who "expelled from the country the envoy of Chile" is the subject all the same; "a
note of protest" is no gift, whatever verb hands it over; a state that "denounced the treaty with" another leaves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from allegiance.coding.entities import Entity, Parsed
from allegiance.records import EventType

_DEMANDS = frozenset({"demand", "require", "request", "ask", "seek"})
_OF_WHOM = frozenset({"demand", "require", "ask"})
_DONE_TO = frozenset({EventType.SANCTION, EventType.COERCE, EventType.ASSAULT})
_HANDS = frozenset(
    "hand deliver give present send lodge file submit pass convey transmit make issue register announce".split()
)
_STERN = frozenset("solemn stern strong serious formal firm resolute sharp".split())
_LEAVES = frozenset({"denounce"})
_TREATIES = frozenset({"treaty", "agreement", "accord", "convention", "pact", "protocol"})
_STANDINS = frozenset({"pronoun", "description"})
_BEFORE = frozenset({"amod", "compound", "poss", "nmod"})


def asked_of(item: Parsed, trigger: Any, kind: EventType) -> tuple[list[Entity], list[Entity]]:
    """Return who asks and who is asked where the latter stands behind "from" or "of": "demands from Peru to leave".

    Args:
        item: The sentence.
        trigger: The trigger's head word.
        kind: The event's type.
    """
    lemma = trigger.lemma_.lower()
    # The parser takes "Vietnam demands from Laos to ..." for a noun phrase.
    left = trigger.doc[trigger.i - 1] if trigger.i else None
    verb = trigger.tag_.startswith("VB") or (trigger.dep_ == "ROOT" and left in list(trigger.children))
    if kind is not EventType.REQUEST or lemma not in _DEMANDS or not verb:
        return [], []
    leading = frozenset({"from", "of"}) if lemma in _OF_WHOM else frozenset({"from"})
    to = [c for c in trigger.children if c.dep_ == "prep" and c.lower_ in leading]
    asked = [entity for child in to for entity in _right_behind(item, child)]
    return (_subjects(item, trigger), asked) if asked else ([], [])


def object_last(item: Parsed, trigger: Any, kind: EventType) -> tuple[list[Entity], list[Entity]]:
    """Return who does an act and whom it befalls where other words part the verb from its object.

    Args:
        item, trigger, kind: As for :func:`asked_of`.
    """
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in trigger.children)
    if kind not in _DONE_TO or not trigger.tag_.startswith("VB") or passive:
        return [], []
    thing = next((c for c in trigger.children if c.dep_ == "dobj"), None)
    parting = [c for c in trigger.children if c.dep_ == "prep" and thing is not None and trigger.i < c.i < thing.i]
    inside = {word.i for child in parting for word in child.subtree}
    if thing is None or not parting or any(e.head in inside and e.via not in _STANDINS for e in _named(item)):
        return [], []
    of = [g for c in thing.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children]
    actors = _subjects(item, trigger)
    acting = {entity.id for entity in actors}
    befallen = [entity for entity in _of(item, [thing, *of]) if entity.id not in acting]
    return (actors, befallen) if actors and befallen else ([], [])


def hands_over_a_protest(trigger: Any) -> bool:
    """Return whether a trigger tells that a protest was handed over: "handed a note of protest", "made representations"."""
    if trigger.lemma_.lower() in _HANDS:
        return any(c.dep_ in ("dobj", "nsubjpass") and _of_protest(c, trigger.lemma_.lower()) for c in trigger.children)
    if trigger.dep_ == "pobj" and trigger.head.lower_ == "of":
        trigger = trigger.head.head  # the "protest" of the note
    over = trigger.head
    if trigger.dep_ not in ("dobj", "nsubjpass") or over.lemma_.lower() not in _HANDS:
        return False
    return _of_protest(trigger, over.lemma_.lower())


def leaves_a_treaty(trigger: Any) -> bool:
    """Return whether a party denounces a treaty of its own, and so leaves it: "denounced the accord with France"."""
    if trigger.lemma_.lower() not in _LEAVES or not trigger.tag_.startswith("VB"):
        return False
    for treaty in trigger.children:
        if treaty.dep_ not in ("dobj", "nsubjpass") or treaty.lemma_.lower() not in _TREATIES:
            continue
        own = not any(c.dep_ == "poss" and c.pos_ == "PROPN" for c in treaty.children)
        below = [c for c in (*treaty.subtree, *trigger.children) if c.dep_ == "prep" and c.i > treaty.i]
        if own and any(c.lower_ == "with" for c in below) and not any(c.lower_ in ("of", "by") for c in treaty.rights):
            return True
    return False


def _of_protest(noun: Any, verb: str) -> bool:
    lemma = noun.lemma_.lower()
    if lemma == "representation":
        return noun.tag_ == "NNS" and (verb == "lodge" or any(c.lower_ in _STERN for c in noun.lefts))
    return lemma == "protest" or (lemma == "note" and any(c.lemma_.lower() == "protest" for c in noun.subtree))


def _named(item: Parsed) -> Iterable[Entity]:
    return item.article.by_sentence[item.number] if item.article is not None else ()


def _right_behind(item: Parsed, preposition: Any) -> Iterator[Entity]:
    """Yield the party that follows a preposition; the parser may hang it on a noun behind it ("from Chad apologies")."""
    after = preposition.i + 1
    if after < len(preposition.doc) and preposition.doc[after].dep_ == "det":
        after += 1
    start = item.place(preposition.doc[after]) if after < len(preposition.doc) else -1
    yield from (
        entity for entity in _named(item) if entity.start in (start, item.place(preposition) + len(preposition) + 1)
    )


def _subjects(item: Parsed, trigger: Any) -> list[Entity]:
    """Return the parties that are a verb's subject, or stand right before it where the parser sees no subject."""
    subjects = [c for c in trigger.children if c.dep_ == "nsubj"]
    return list(_of(item, subjects or [c for c in trigger.lefts if c.i == trigger.i - 1]))


def _of(item: Parsed, words: Iterable[Any]) -> Iterator[Entity]:
    """Yield the parties that words stand for or that stand right before them: "the Omani side"."""
    heads = {near.i for word in words for near in (word, *word.children) if near == word or near.dep_ in _BEFORE}
    yield from (entity for entity in _named(item) if entity.head in heads)
