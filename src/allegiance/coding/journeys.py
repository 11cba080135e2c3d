"""Journeys: the states that somebody visits on one are visited, and don't meet each other.

"The governor is to visit Ghana, Togo and Benin" tells of no meeting of Ghana and Togo; and of none at all where the traveller
stands for no state.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from allegiance.coding.bindings import MUTUAL
from allegiance.coding.entities import Parsed
from allegiance.coding.told import Told

_TO_PLACES = frozenset({"visit", "tour"})
"""Words whose object, as verbs, is where somebody goes."""
_JOURNEYS = _TO_PLACES | {"trip", "travel", "journey", "voyage"}
_WHERE = frozenset({"to", "through", "across"})


def without_the_visited(item: Parsed, told: Told) -> Told | None:
    """Return an act with the states visited on one journey as its recipients; None where no traveller is left.

    Args:
        item: The act's sentence.
        told: The act, as it was read.
    """
    if told.type not in MUTUAL or item.article is None:
        return told
    word = item.doc[told.head]
    own = next((t for t in item.doc[told.first : told.last + 1] if t.lemma_.lower() in _JOURNEYS), None)
    journeys = [own] if own is not None else [t for t in word.ancestors if t.lemma_.lower() in _JOURNEYS]
    for journey in journeys:
        stops = {stop.i for stop in _stops(journey)}
        named = item.article.by_sentence[item.number]
        visited = {e.id for e in named if e.head in stops}
        if own is None:
            # Under the journey others may meet: "visited Peru and Chile after the two had signed a treaty".
            visited -= {e.id for e in named if e.head not in stops}
        parties = (*told.actors, *told.recipients)
        there = tuple(p for p in parties if p.id in visited)
        if len(there) > 1:
            travellers = tuple(p for p in parties if p.id not in visited)
            return replace(told, actors=travellers, recipients=there) if travellers else None
    return told


def _stops(journey: Any) -> Iterator[Any]:
    """Yield the words for where a journey goes, where there are several in one coordination."""
    verb = journey.pos_ == "VERB"
    preps = [c for c in journey.children if c.dep_ == "prep" and (c.lower_ in _WHERE or _of_a_tour(c))]
    preps += [c for prep in preps for c in prep.conjuncts]
    nouns = [g for prep in preps for g in prep.children if g.dep_ == "pobj"]
    if verb and journey.lemma_.lower() in _TO_PLACES:
        nouns = [c for c in journey.children if c.dep_ == "dobj"]
    for noun in nouns:
        yield noun
        yield from noun.conjuncts


def _of_a_tour(prep: Any) -> bool:
    """Tell whether "of" says where a journey goes; "the visit of" says whose it is."""
    return bool(prep.lower_ == "of" and prep.head.lemma_.lower() == "tour")
