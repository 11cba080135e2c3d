"""Acts that are none between parties, or whose object tells their type: feasts kept, missions opened, troops sent to help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from allegiance.coding.entities import Parsed
from allegiance.coding.proposals import Role
from allegiance.coding.triggers import objects_of
from allegiance.records import EventType

_KEEPS = frozenset({"celebrate", "commemorate", "mark", "observe"})
_FEASTS = frozenset({
    "anniversary", "birthday", "centenary", "christmas", "day", "easter", "feast", "festival", "holiday", "jubilee", "nowruz",
    "ramadan",
})  # fmt: skip
_MISSIONS = frozenset({"consulate", "embassy", "legation"})
_OPENS = frozenset({"establish", "inaugurate", "keep", "maintain", "open", "operate", "reopen", "retain"})
_HELPS = frozenset({"aid", "assist", "back", "help", "protect", "rescue", "save", "support"})
_HELPED = frozenset({"dobj", "nsubj", "ccomp"})
_TAKEN_FOR = frozenset({EventType.AID, EventType.CONCEDE, EventType.CONSULT})


def is_feast(trigger: Any) -> bool:
    """Tell whether a trigger tells only that a feast is kept, by one party and with nobody.

    Args:
        trigger: The trigger's head word.
    """
    if trigger.lemma_.lower() not in _KEEPS or trigger.pos_ != "VERB":
        return False
    if not any(word.dep_ == "dobj" and word.lemma_.lower() in _FEASTS for word in trigger.children):
        return False
    subject = next((word for word in trigger.children if word.dep_ in ("nsubj", "nsubjpass")), None)
    together = any(
        word.dep_ == "prep" and word.lower_ in ("with", "alongside") and _names(word) for word in trigger.children
    )
    return not together and (subject is None or not any(word.dep_ == "conj" for word in subject.subtree))


def of_mission(kind: EventType, trigger: Any) -> EventType:
    """Return the type of an act; to open or keep an embassy is to cooperate, whatever else it is taken for.

    Args:
        kind: The type as read.
        trigger: The trigger's head word.
    """
    opens = trigger.lemma_.lower() in _OPENS and kind in _TAKEN_FOR
    return EventType.COOPERATE if opens and any(o.lemma_.lower() in _MISSIONS for o in objects_of(trigger)) else kind


def of_help(kind: EventType, item: Parsed, trigger: Any, recipients: Sequence[Role]) -> EventType:
    """Return the type of an act; who sends troops to help somebody aids him, and readies them against nobody.

    Args:
        kind: The type as read.
        item: The parsed sentence.
        trigger: The trigger's head word.
        recipients: Who undergoes the act; all of them must be those helped ("sent soldiers to help Mali").
    """
    if kind is not EventType.MOBILIZE or not recipients:
        return kind
    for clause in (below for word in (trigger, *objects_of(trigger)) for below in word.children):
        if clause.tag_ == "VB" and clause.lemma_.lower() in _HELPS and any(c.lower_ == "to" for c in clause.children):
            helped = [w for child in clause.children if child.dep_ in _HELPED for w in child.subtree]
            if helped and all(any(item.place(w) == role.hit.start for w in helped) for role in recipients):
                return EventType.AID
    return kind


def _names(preposition: Any) -> bool:
    return any(word.pos_ == "PROPN" for word in preposition.subtree)
