"""What a request asks for: help and joint work, talks and mediation, or neither.

The codebook parts requests by mode. These two are told by the grammar round the trigger and the words of the package's
own ``codebook/data/requests.csv`` (a user's codebook does not replace it): a word that asks, and right beneath it the
thing or the act asked for. A word that demands, orders or presses stands in no row, so whatever it is about, its mode
stays untold.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

_OBJECTS = ("dobj", "nsubjpass", "attr")
_CLAUSES = ("xcomp", "ccomp", "acl", "advcl")


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Mapping[str, str]]:
    """Return the table: for each kind of word the words with their modes."""
    path = resources.files("allegiance") / "codebook" / "data" / "requests.csv"
    found: dict[str, dict[str, str]] = {}
    for row in csv.DictReader(path.read_text("utf-8").splitlines()):
        found.setdefault(row["kind"], {}).update(dict.fromkeys(row["words"].split("|"), row["mode"]))
    return found


def request_mode(token: Any) -> str | None:
    """Return ``assist`` or ``meet`` where the request at a word asks for that, else None.

    Args:
        token: The head of the request's trigger: a verb or a noun, or a verb that only carries the noun ("made a plea").
    """
    words = _words()
    for head in (token, *(child for child in token.children if child.dep_ in (*_OBJECTS, "acl"))):
        lemma = head.lemma_.lower()
        if lemma in words["invite"]:
            return words["invite"][lemma]
        if lemma not in words["ask"] and lemma not in words["wish"]:
            continue
        for thing in _things(head):
            if thing.lemma_.lower() in words["thing"]:
                return words["thing"][thing.lemma_.lower()]
        # what stands behind "for" is what is asked: "for an end to support" asks for no support, however it is parsed
        if lemma in words["ask"] and not any(child.lower_ == "for" and child.dep_ == "prep" for child in head.children):
            for act in (child for child in head.children if child.dep_ in _CLAUSES and child.tag_ == "VB"):
                if act.lemma_.lower() in words["act"] and not any(child.dep_ == "neg" for child in act.children):
                    return words["act"][act.lemma_.lower()]
    return None


def _things(head: Any) -> Iterator[Any]:
    """Yield what is asked for as a thing: an object, or what stands behind "for" or before a noun ("its aid request")."""
    for child in head.children:
        if child.dep_ in (*_OBJECTS, "compound"):
            yield child
            # "asked an alliance for soldiers", its last words hung on the alliance
            fors = (below for below in child.children if below.dep_ == "prep" and below.lower_ == "for")
            yield from (thing for word in fors for thing in word.children if thing.dep_ == "pobj")
        elif child.dep_ == "prep" and child.lower_ in ("for", "to"):
            yield from (below for below in child.children if below.dep_ == "pobj")
