"""Which clause of a sentence words for time stand in, and whether they date an act told in another."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

_OF_A_NOUN = frozenset({"relcl", "acl"})
"""Clauses that tell more of a noun."""
_HEADS = _OF_A_NOUN | {"advcl", "ccomp", "pcomp", "parataxis", "csubj"}
_MODIFIERS = frozenset({"poss", "compound", "nmod", "nummod", "amod"})
_HANGING = frozenset({"pobj", "prep", "pcomp", "npadvmod", "advmod"})
_WITH_IT = frozenset({"when", "while", "as", "before", "after", "until"})
"""Words that open a clause whose time is also that of the one that it hangs on, or near it."""
MONTHS = frozenset("january february march april may june july august september october november december".split())
SUBJECTS = ("nsubj", "nsubjpass")
RELATIVE = frozenset({"who", "which", "that"})


def clause(token: Any) -> Any:
    """Return the head of the clause that a word stands in."""
    place = token
    while place.head != place and place.dep_ not in _HEADS:
        if place.dep_ == "conj" and any(c.dep_ in SUBJECTS for c in place.children):
            break
        place = place.head
    return place


def modified(root: Any) -> Any | None:
    """Return the noun that words for time stand before as its own: "the 1994 accord", "last autumn's shelling"; else None."""
    over = root.head
    own = root.dep_ in _MODIFIERS and over.pos_ in ("NOUN", "PROPN") and root.i < over.i
    return over if own else None


def held(word: Any) -> Any:
    """Return the word that words for time hang on through prepositions: the verb or noun that they date."""
    place = word
    while place.head != place and (place.dep_ in _HANGING or place.head.dep_ in ("npadvmod", "advmod")):
        place = place.head
    return place


def dates(word: Any, token: Any) -> bool:
    """Tell whether words for time may date an act by the clause that they stand in: its own, one over it, or one with it.

    Args:
        word: The topmost of the words for time, such as "ago".
        token: The act's word.
    """
    own = modified(word)
    if own is not None:
        return bool(own == token)
    if any(t.tag_ == "VBN" and t.i < word.i for t in word.subtree):
        return False  # "a war fought centuries ago", where the parser takes the participle for the noun's
    over = held(word)
    if over == token:
        return True
    here, there = clause(over), clause(token)
    if here == there or here.is_ancestor(there) or (here.dep_ in _OF_A_NOUN and here.head == token):
        return True
    if here.dep_ == "advcl" and here.head == there:
        return any(c.lower_ in _WITH_IT and c.dep_ in ("mark", "advmod") for c in here.children)
    return bool(here.dep_ == "conj" and here.head == there)


def set_off(word: Any, token: Any, parties: Container[int]) -> bool:
    """Tell whether a word stands in a clause set off by commas that tells more of a party than of the act: "Norway, which
    joined in 1949, sent".

    Args:
        word: The word.
        token: The act's word, which such a clause does not hold.
        parties: Indices of the words that name parties.
    """
    place = word
    while place.head != place and place != token and not place.is_ancestor(token):
        noun = place.head
        if place.tag_.startswith("VB") and place.dep_ in _OF_A_NOUN and noun != token and _after_a_comma(place):
            return noun.i in parties or any(c.lower_ == "who" for c in place.children)
        place = noun
    return False


def _after_a_comma(verb: Any) -> bool:
    first = verb.left_edge.i
    return bool(first > 0 and verb.doc[first - 1].text in (",", "—", "–", "("))
