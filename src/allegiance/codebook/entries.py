"""The codebook's frozen entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from allegiance.records import EventType, Quad, Status

KINDS = ("hit", "near_miss", "no_event")
"""What an example shows: the type itself, another type that looks like it, or words that hold no event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """One mode of a type.

    Attributes:
        severity: How far such an act moves a relation, for good or ill, in [0, 1] on this project's own scale.
    """

    name: str
    definition: str
    severity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeEntry:
    """What a type means, what is coded otherwise, and its modes.

    Attributes:
        quad: The type's usual quad class; for VOTE the class of a vote to condemn.
        definition: What is coded as this type.
        boundary: What looks like it and is coded otherwise, one sentence each.
        modes: By name, in the order of the file; empty where PLOVER has none.
        cue_words: Typical words, for people who read the codebook.
        severity: As for :class:`Mode`, where no mode is known.
    """

    name: EventType
    quad: Quad
    definition: str
    boundary: tuple[str, ...]
    modes: Mapping[str, Mode]
    cue_words: tuple[str, ...]
    severity: float

    def severity_of(self, mode: str | None) -> float:
        """Return the mode's severity, or the type's where the mode is unknown."""
        known = self.modes.get(mode) if mode else None
        return known.severity if known else self.severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What an event may be about.

    Attributes:
        cues: Words or phrases in lower case; a final ``*`` on the last word stands for any ending.
    """

    name: str
    definition: str
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One invented text with one event in it, or with words that only look like one.

    Attributes:
        filed_under: The type that it illustrates or might be taken for.
        type: The right type; None where there is no event.
        actors, recipients: Verbatim words of the text.
        status: None where there is no event.
        kind: One of :data:`KINDS`.
    """

    filed_under: EventType
    text: str
    trigger: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    type: EventType | None
    mode: str | None
    status: Status | None
    hedged: bool
    kind: str
    note: str
