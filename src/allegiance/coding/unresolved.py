"""Names that stand where a party would, and of which nothing is known: listed for the user, never dropped silently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allegiance.coding.cues import Cues
from allegiance.coding.reader import Read

# Enough to show what a gazetteer lacks; a list of sportsmen should not fill the store.
MOST = 12
_PARTY_PLACES = frozenset(["nsubj", "nsubjpass", "dobj", "dative", "pobj"])
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december""".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unresolved:
    """A name in the place of a party that nothing is known of.

    Attributes:
        text: The words.
        start: Where they begin in the article.
        end: Where they end.
        why: What it would have been: ``actor`` or ``recipient``.
    """

    text: str
    start: int
    end: int
    why: str


def unresolved(read: Read, cues: Cues) -> Iterator[Unresolved]:
    """Yield the unknown names that are subject or object of a verb that may report an event, each spelling once."""
    seen: set[str] = set()
    for number, item in enumerate(read.parsed):
        known = [(e.start, e.end) for e in read.entities.by_sentence[number]]
        for token in item.doc:
            if token.pos_ != "PROPN" or token.dep_ not in _PARTY_PLACES or token.lower_ in _CALENDAR:
                continue
            verb = token.head.head if token.dep_ == "pobj" else token.head
            if verb.lemma_.lower() not in cues.verbs:
                continue
            first = _first(token)
            start, end = item.place(first), item.place(token) + len(token.text)
            text = read.article.text[start:end]
            if text in seen or len(text) < 3 or any(a < end and start < b for a, b in known):
                continue
            seen.add(text)
            yield Unresolved(text=text, start=start, end=end, why="actor" if "subj" in token.dep_ else "recipient")
            if len(seen) >= MOST:
                return


def _first(token: Any) -> Any:
    """Return the first word of the name that ends in a token."""
    first = token
    while first.i > token.sent.start and first.nbor(-1).pos_ == "PROPN" and first.nbor(-1).dep_ == "compound":
        first = first.nbor(-1)
    return first
