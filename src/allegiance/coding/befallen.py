"""Towns and regions that an act befalls by its grammar, and that so stand for their state: "the attack on Kharkiv".

The network has never seen a town as a party, so a town is no party to it; where the grammar makes one what the act befalls,
its state becomes a party of the event beside those that the network reads. What merely happens in a town counts less: there
the state is taken only where nobody else is likely to undergo the act ("killed nine in Kharkiv"). On the labelled acts whose
actor is another state, a town governed so belongs to a labelled recipient in .98 of 374 direct cases and .85 of 210 others.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from allegiance.actors import PlaceHit
from allegiance.coding.candidates import set_apart
from allegiance.coding.entities import Parsed
from allegiance.records import EventType, Party

_STRIKES = frozenset({EventType.ASSAULT, EventType.COERCE})
_UNDER = {
    **dict.fromkeys(_STRIKES, frozenset({"on", "of", "against", "at"})),
    EventType.THREATEN: frozenset({"on", "against"}),
    EventType.RETREAT: frozenset({"from", "of"}),
    EventType.MOBILIZE: frozenset({"to", "into", "in"}),
    EventType.AID: frozenset({"to"}),
}
"""Prepositions that lead from an act of a type to what it befalls."""

_MOVES = frozenset({EventType.MOBILIZE, EventType.AID})
_WITHIN = frozenset({"in", "at", "near", "around", "outside", "inside", "across"})
_SITES = frozenset(
    "city town village region province oblast district port island peninsula area suburb outskirt neighbourhood neighborhood "
    "enclave settlement stronghold hub capital airport airfield airbase base bridge dam plant refinery depot station camp "
    "hospital school market building block apartment house mosque church theatre theater shelter harbour harbor territory "
    "border coast centre center resident civilian part whole rest infrastructure facility target position".split()
)
"""Nouns under which a town's name still names what an act befalls: "the city of", "a hospital in", "positions near"."""

_AIMED = frozenset(
    "missile rocket drone shell mortar bomb projectile fire shot round artillery strike airstrike attack assault raid "
    "offensive barrage salvo volley launch aim lob hurl".split()
)
"""What is aimed, and how: "at" leads from it to what it befalls."""

_UNDERGONE = frozenset({"lose", "suffer", "sustain", "loss", "casualty"})
"""Words of which the subject undergoes the act: "suffered losses in"."""

_MOST = 4


class Befallen(NamedTuple):
    """A state, by a town of it that an act befalls.

    Attributes:
        direct: Whether the act's word governs the town itself, and not only tells where.
    """

    party: Party
    direct: bool


def befallen(item: Parsed, head: int, kind: EventType) -> Befallen | None:
    """Return the state whose town an act befalls; None where there is none, or towns of several states.

    Args:
        item: The act's sentence.
        head: Index of the act's head word.
        kind: The act's type.
    """
    if kind not in _UNDER or item.doc[head].lemma_.lower() in _UNDERGONE:
        return None
    found = [
        Befallen(_party(hit), direct)
        for hit in item.places
        if (direct := _governed(item, hit, item.doc[head], kind)) is not None
    ]
    found.sort(key=lambda one: (not one.direct, abs(one.party.start - item.place(item.doc[head]))))
    return found[0] if len({one.party.id for one in found}) == 1 else None


def _party(hit: PlaceHit) -> Party:
    return Party(id=hit.place.state, text=hit.text, start=hit.start, end=hit.end, role="state", via="town")


def _governed(item: Parsed, hit: PlaceHit, trigger: Any, kind: EventType) -> bool | None:
    """Return whether an act's word governs a town itself (True) or tells that it happened there (False); else None."""
    base = item.sentence.start
    span = item.doc.char_span(hit.start - base, hit.end - base, alignment_mode="expand")
    if span is None or not len(span) or span.root.i in set_apart(item):
        return None
    word = span.root
    if word.i == trigger.i:
        return None
    direct = True
    for _ in range(_MOST):
        above, dep = word.head, word.dep_
        if above == word:
            return None
        if trigger.dep_ in ("amod", "acl", "relcl") and trigger.head == word:
            # "annexed Crimea", "Mariupol, besieged by", "the city of Kherson, which Russia seized"
            return True if kind in _STRIKES else None
        if above == trigger and dep != "prep":
            return _hangs(word, trigger, kind, direct)
        if dep == "pobj" and above.dep_ in ("prep", "dative"):
            over, by = above.head, above.lower_
            if by == "of" and over.lower_ == "out":
                over, by = over.head, "from"
            if over == trigger:
                return _led(over, by, kind, direct)
            if over.pos_ == "VERB" and _object(trigger).head == over and _object(trigger).dep_ in ("dobj", "nsubjpass"):
                # the parser hangs on the verb what belongs to its object: "launched strikes on"
                return _led(trigger, by, kind, direct)
            if over.pos_ not in ("NOUN", "PROPN"):
                return None
            if by == "at" and over.lemma_.lower() in _AIMED and over.head == trigger and over.dep_ == "dobj":
                return _led(over, by, kind, direct)
            if _party_of(item, over, hit):
                return None
            if by in _WITHIN:
                direct = False
            elif by != "of" or over.lemma_.lower() not in _SITES:
                # "launched an attack on": the act's noun under a verb that is its trigger
                return _led(over, by, kind, direct) if over.head == trigger and over.dep_ == "dobj" else None
            word = over
        elif dep in ("compound", "nmod", "amod", "poss", "appos") and above.pos_ in ("NOUN", "PROPN"):
            if above.lemma_.lower() not in _SITES and above.pos_ != "PROPN":
                return None
            word = above
        else:
            return None
    return None


def _party_of(item: Parsed, word: Any, hit: PlaceHit) -> bool:
    """Return whether what lies in a town is another's: "a U.S. mission in Benghazi", "Iranian positions near Aleppo"."""
    named = item.article.by_sentence[item.number] if item.article is not None else ()
    return any(
        entity.id != hit.place.state
        and (entity.head == word.i or (entity.modifier and item.doc[entity.head].head.i == word.i))
        for entity in named
    )


def _object(word: Any) -> Any:
    """Return the word that a coordinated one shares its place with: the first of "tents and aid"."""
    while word.dep_ == "conj" and word.head.pos_ == word.pos_:
        word = word.head
    return word


def _hangs(word: Any, trigger: Any, kind: EventType, direct: bool) -> bool | None:
    """Return how an act's word governs a phrase without a preposition."""
    dep = word.dep_
    if dep == "dobj" or (dep == "nsubjpass" and trigger.tag_ == "VBN"):
        return direct if kind in _UNDER and kind is not EventType.AID else None
    if dep in ("compound", "poss", "nmod") and trigger.pos_ == "NOUN":
        return direct if kind in _STRIKES else None
    if dep in ("advmod", "npadvmod") and word.pos_ == "PROPN" and trigger.pos_ == "VERB":
        return direct if kind in _STRIKES else None
    return None


def _led(over: Any, by: str, kind: EventType, direct: bool) -> bool | None:
    """Return how a preposition leads from an act's word to a phrase."""
    if by in _UNDER[kind]:
        if kind in _MOVES:
            # Iran may send trainers to Crimea for Russia's sake.
            return False
        return direct and (by not in _WITHIN or (by == "at" and over.lemma_.lower() in _AIMED))
    return False if by in _WITHIN and kind in _STRIKES else None
