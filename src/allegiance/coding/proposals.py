"""What the trained coder reads in an article: triggers with their types, statuses, parties and sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import numpy as np

from allegiance.coding.model_output import STATUSES, TYPES
from allegiance.coding.sentences import Sentence
from allegiance.records import Span


class Place(Protocol):
    """Where a party stands in the text: a find of the gazetteer, or a party that the rules resolved."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def id(self) -> str | None:
        """Its gazetteer id."""

    @property
    def via(self) -> str:
        """How it was resolved."""

    @property
    def role(self) -> str:
        """What it is."""


@dataclass(frozen=True, slots=True)
class Role:
    """How likely a party is to be actor and recipient, and the place where it stands."""

    hit: Place
    actor: float
    recipient: float


class Pair(NamedTuple):
    """The ids of an event's first actor and first recipient, empty where there is none; of a mutual act any two."""

    actor: str
    recipient: str
    mutual: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """One trigger as the network reads it.

    Attributes:
        start: Where it begins in the article.
        end: Where it ends.
        sentence: Its sentence.
        trigger: Probability that the word is a trigger, by the lower part.
        types: Probabilities of the types in the order of TYPES, then of "no event".
        statuses: Probabilities in the order of STATUSES.
        hedged: Probability that the text itself puts it in doubt.
        roles: The parties of its passage.
        said: Spans of the words of who said it.
        carried: Spans of the words of outlets cited for it.
        verdicts: By pair of parties tried, the probabilities of the types, then of "no event", once both are marked.
    """

    start: int
    end: int
    sentence: Sentence
    trigger: float
    types: tuple[float, ...]
    statuses: tuple[float, ...]
    hedged: float
    roles: tuple[Role, ...]
    said: tuple[Span, ...]
    carried: tuple[Span, ...]
    verdicts: Mapping[Pair, tuple[float, ...]] = field(default_factory=dict)

    @property
    def event(self) -> float:
        """Return the probability that the trigger reports an event."""
        return 1.0 - self.types[-1]

    @property
    def type(self) -> str:
        """Return the likeliest type."""
        return TYPES[int(np.argmax(self.types[:-1]))]

    @property
    def status(self) -> str:
        """Return the likeliest status."""
        return STATUSES[int(np.argmax(self.statuses))]
