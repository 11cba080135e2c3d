"""An event as one step of coding hands it to the next, whichever way it was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from allegiance.records import EventType, Party, Reason, Status


class Heard(NamedTuple):
    """A word that the network reads as one of a source's, and how likely it is one."""

    start: int
    end: int
    likely: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event told at one place.

    Attributes:
        sentence: Index of its parsed sentence.
        head: Index, in the sentence's parse, of the word that the parties hang on.
        first: Index of the trigger's first word.
        last: Index of its last word.
        actors: Parties; for mutual acts all of them, with no recipients.
        confidence: Probability that type and parties are right.
        said: Words of who said it, where the network read them.
        carried: Words of outlets cited for it.
        reasons: Which words made it so.
    """

    sentence: int
    head: int
    first: int
    last: int
    type: EventType
    mode: str | None
    status: Status
    hedged: bool
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    confidence: float
    said: tuple[Heard, ...] = ()
    carried: tuple[Heard, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def parties(self) -> frozenset[str]:
        """Return the ids of all its parties."""
        return frozenset(p.id or p.text for p in (*self.actors, *self.recipients))


def _turned(mine: Told, other: Told) -> bool:
    """Tell whether who acts in one event is acted upon in the other."""
    acting, undergoing = ({p.id or p.text for p in side} for side in (mine.actors, other.recipients))
    return bool(mine.recipients) and acting == undergoing


def without_rivals(found: list[Told], heads: dict[int, list[int]]) -> list[Told]:
    """Return events with one for each trigger, and one for each act that two words of a sentence tell, the surest kept.

    What one party demands of another and what the other is to do are two acts, and so are those of two coordinated verbs.

    Args:
        found: The events of one article.
        heads: For each parsed sentence the index of the word that each word hangs on; a coordinated verb hangs on none.
    """
    kept: list[Told] = []
    for mine in sorted(found, key=lambda t: (-t.confidence, t.sentence, t.head)):
        over = heads[mine.sentence]
        rival = False
        for other in kept:
            if other.sentence != mine.sentence:
                continue
            if mine.head == other.head or (mine.first <= other.last and other.first <= mine.last):
                rival = True
            elif mine.parties == other.parties:
                near = over[mine.head] == other.head or over[other.head] == mine.head
                rival = rival or mine.type is other.type or (near and not _turned(mine, other))
        if not rival:
            kept.append(mine)
    return kept
