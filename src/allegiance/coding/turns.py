"""Verbs that say of an act that it was not done, was denied, or came to an end, and what becomes of its type and status.

A trigger may be such a verb ("refrained", "denied the seizure", "stopped bombing"), where the act stands below it.
"""

from __future__ import annotations

from typing import Any

from allegiance.coding.ballots import abstains
from allegiance.coding.cues import Cues
from allegiance.coding.governors import denies
from allegiance.coding.status import COOPERATIVE, HOSTILE, Reality
from allegiance.coding.status_words import FORBEAR
from allegiance.records import EventType, Status

_CEASE = frozenset({"stop", "cease", "halt", "end", "quit", "suspend", "discontinue"})
_ENDED = {
    EventType.ASSAULT: EventType.RETREAT,
    EventType.MOBILIZE: EventType.RETREAT,
    EventType.SANCTION: EventType.CONCEDE,
    EventType.COERCE: EventType.CONCEDE,
    EventType.AID: EventType.SANCTION,
    EventType.COOPERATE: EventType.SANCTION,
    EventType.SUPPORT: EventType.SANCTION,
}
"""What it is to end an act of one's own."""

_WORDS = frozenset({EventType.ACCUSE, EventType.THREATEN, EventType.REQUEST})


def act_below(trigger: Any, first: int, last: int, cues: Cues) -> Any:
    """Return the word of the act that a trigger tells: the one below a verb of this module, else the trigger's own.

    Args:
        trigger: The trigger's head word.
        first: Index of the trigger's first word.
        last: Index of its last word.
        cues: The words that announce events.
    """
    verb = trigger.lemma_.lower()
    if abstains(trigger):
        return trigger
    if verb == "deny":
        return next((word for word in _objects(trigger) if word.i <= last and _deed(word, cues)), trigger)
    if verb == "fail":
        return next((c for c in trigger.children if c.dep_ == "xcomp" and c.i <= last), trigger)
    if verb in FORBEAR | _CEASE:
        return next((word for word in _objects(trigger) if word.tag_ == "VBG"), trigger)
    # "did not turn back and fired"
    joined = next((c for c in trigger.children if c.dep_ == "conj" and c.tag_ == "VBD" and c.i <= last), None)
    if joined is not None and trigger.tag_ == "VB" and any(c.dep_ == "neg" for c in trigger.children):
        return joined
    without = next((t for t in trigger.doc[first : last + 1] if t.lower_ == "without"), None)
    if without is not None and without.head.i == trigger.i:
        return next((c for c in without.children if c.dep_ == "pcomp"), trigger)
    return trigger


def turned(
    kind: EventType, status: Status, trigger: Any, act: Any, real: Reality, cues: Cues
) -> tuple[EventType, Status] | None:
    """Return the type and status that a verb of this module gives to the act below it; None where it gives none.

    Args:
        kind: The type as read.
        status: The status as judged.
        trigger: The trigger's head word.
        act: The word of the act (:func:`act_below`).
        real: What the sentence says of the act's reality.
        cues: The words that announce events.
    """
    verb = trigger.lemma_.lower()
    if act.i == trigger.i:
        return None
    if verb == "deny":
        return _deed(act, cues, kind) or kind, Status.DENIED if denies(trigger) else Status.HYPOTHETICAL
    twice = real.rule == "double negation"
    if verb in _CEASE and act.dep_ == "xcomp" and not twice:
        named = {row.type for row in cues.verbs.get(act.lemma_.lower(), ())}
        return (_ENDED[kind], status) if kind in _ENDED and kind in named else None
    if verb in FORBEAR and kind in HOSTILE | _WORDS:
        return kind, Status.ASSERTED if twice else Status.DENIED
    return None


def _objects(verb: Any) -> list[Any]:
    """Return what a verb governs, also through a preposition, and a gerund taken for the first half of a compound."""
    found = []
    for child in verb.children:
        if child.dep_ in ("dobj", "xcomp", "ccomp", "pcomp"):
            after = child.doc[verb.i + 1 : verb.i + 2] if child.i > verb.i else ()
            found += [word for word in after if word.dep_ == "compound" and word.lower_.endswith("ing")]
            found.append(child)
        elif child.dep_ in ("prep", "advmod", "prt") and child.i > verb.i:
            found += [deeper for deeper in child.subtree if deeper.dep_ in ("pcomp", "pobj")][:1]
    return found


def _deed(act: Any, cues: Cues, read: EventType | None = None) -> EventType | None:
    """Return the type of what is denied: any act told by a gerund, only a hostile one by a noun ("denied aid" refuses it).

    Args:
        act: The act's word.
        cues: The words that announce events.
        read: The type as read, which counts where the word may announce it.
    """
    gerund = act.tag_ == "VBG" or (act.dep_ == "compound" and act.lower_.endswith("ing"))
    if not gerund and any(c.dep_ == "poss" and c.pos_ == "PROPN" for c in act.children):
        return None
    lemma = act.lower_.removesuffix("ing") if gerund and act.tag_ != "VBG" else act.lemma_.lower()
    rows = cues.verbs.get(lemma, ()) if gerund else cues.nouns.get(act.lemma_.lower(), ())
    wanted = COOPERATIVE | HOSTILE if gerund else HOSTILE
    likely = sorted((row for row in rows if row.type in wanted), key=lambda row: (row.type is not read, -row.weight))
    return likely[0].type if likely else None
