"""Wordings by which an act that a trigger names was not done: nearly done, kept from being done, called off."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from allegiance.coding.cues import Cues
from allegiance.coding.status import COOPERATIVE, HOSTILE
from allegiance.coding.status_words import AVERT, CANCEL, NEARLY, STOP
from allegiance.records import EventType

_DEGREES = frozenset(
    "destroy raze flatten double triple quadruple halve end complete exhaust kill wipe finish reach".split()
)
"""Verbs of a result: what nearly reached it was done, if not wholly."""
_HAPPEN = frozenset({"happen", "occur", "materialise", "materialize"})
_MODAL = frozenset("will would could can may might should must shall to".split())
_DONE = frozenset({"VBD", "VBN", "VBZ"})


def undone(act: Any, kind: EventType, cues: Cues) -> bool:
    """Tell whether the wording says that the act at a trigger was not done.

    Args:
        act: The trigger's head word.
        kind: The type of the event.
        cues: The words that announce events.
    """
    return _nearly(act, kind) or _averted(act, kind, cues) or (kind is EventType.CONSULT and _called_off(act))


def not_held(act: Any) -> bool:
    """Tell whether a noun's act did not come about: "the talks did not take place", "the meeting was not held"."""
    verb = act.head
    if act.pos_ != "NOUN" or act.dep_ not in ("nsubj", "nsubjpass"):
        return False
    held = (
        (verb.lemma_ == "take" and any(c.lower_ == "place" for c in verb.children))
        or (verb.lemma_ == "hold" and act.dep_ == "nsubjpass")
        or verb.lemma_ in _HAPPEN
    )
    return held and any(c.dep_ == "neg" for c in verb.children) and not any(c.lower_ in _MODAL for c in verb.children)


def let_happen(act: Any) -> bool:
    """Tell whether a noun's act is one that somebody did not keep from happening: "failed to prevent the attack"."""
    verb = act.head
    if act.pos_ != "NOUN" or act.dep_ != "dobj" or verb.lemma_.lower() not in STOP:
        return False
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() == "fail":
        return verb.head.tag_ in _DONE and not any(c.dep_ == "neg" for c in verb.head.children)
    past = any(c.dep_ == "aux" and c.lower_ in ("did", "has", "have", "had") for c in verb.children)
    return past and any(c.dep_ == "neg" for c in verb.children)


def accused_of(act: Any) -> bool:
    """Tell whether an act is one that somebody stands accused of, on nobody's named word: "is accused of having attacked"."""
    verb = _accusing(act)
    return verb is not None and _accuser_unnamed(verb)


def on_an_accusers_word(act: Any) -> bool:
    """Tell whether an act is what a named accuser holds against somebody: "accused Peru of having attacked"."""
    verb = _accusing(act)
    return verb is not None and not _accuser_unnamed(verb)


def _accusing(act: Any) -> Any:
    over = act.head
    verb = over.head
    accused = act.dep_ == "pcomp" and over.lower_ == "of" and verb.lemma_.lower() in ("accuse", "suspect")
    return verb if accused else None


def _accuser_unnamed(verb: Any) -> bool:
    passive = verb.tag_ == "VBN" and (verb.dep_ == "acl" or any(c.dep_ == "auxpass" for c in verb.children))
    return passive and not any(c.dep_ == "agent" for c in verb.children)


def _nearly(act: Any, kind: EventType) -> bool:
    verb = act.tag_ in _DONE and act.lemma_.lower() not in _DEGREES
    return verb and kind in HOSTILE | COOPERATIVE and any(c.lower_ in NEARLY and c.i < act.i for c in act.children)


def _averted(act: Any, kind: EventType, cues: Cues) -> bool:
    """Tell whether sanctions were kept from being imposed: "blocked sanctions on Peru"."""
    if kind is not EventType.SANCTION:
        return False
    objects = [c for c in act.children if c.dep_ in ("dobj", "nsubjpass")] if act.lemma_.lower() in AVERT else [act]
    for noun in objects:
        verb = noun.head
        if (
            noun.dep_ in ("dobj", "nsubjpass")
            and any(row.type is kind for row in cues.nouns.get(noun.lemma_.lower(), ()))
            and verb.lemma_.lower() in AVERT
            and _plain(verb)
        ):
            return True
    return False


def _called_off(act: Any) -> bool:
    """Tell whether talks are off, or were called off or cancelled."""
    verb = act.head
    if act.dep_ not in ("nsubj", "nsubjpass", "dobj"):
        return False
    after = verb.doc[verb.i + 1 :]
    off = any(c.lower_ == "off" and not any(g.dep_ in ("pobj", "prep") for g in c.children) for c in verb.children)
    off = off and not any(one.lower_ == "off" and two.lower_ == "to" for one, two in pairwise(after))
    if act.dep_ == "nsubj":
        return off and verb.lemma_.lower() == "be" and _plain(verb)
    return ((off and verb.lemma_.lower() == "call") or verb.lemma_.lower() in CANCEL) and _plain(verb)


def _plain(verb: Any) -> bool:
    """Tell whether a verb is neither negated nor in a mood that leaves it open."""
    return not any(c.dep_ == "neg" or (c.dep_ == "aux" and c.lower_ in _MODAL) for c in verb.children)
