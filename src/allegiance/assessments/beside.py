"""What lies beside the reports when a question is answered: other measures, the contrast, the last edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from allegiance.assessments.standing import Spans
from allegiance.records import Contrast, Forecast, Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One other choice in a measure: what was changed, and what the measure would then shift the answer by."""

    change: str
    measure: str
    step: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Evidence that isn't reports.

    Attributes:
        measures: From tables that others made.
        contrast: The move from the ally against the move to its rival.
        standing: How pairs of states stand in those tables, in [-1, 1].
        rivals: The ally's rivalries on record, with first days and days after the last.
        alternatives: Other choices in the measures, for the sensitivity of the answer.
        gaps: What the tables lack.
        first, last: First and last day that the tables cover for the two states.
        earlier: The forecasts of earlier editions, the newest first.
        reported: Last day on which any event was reported; a plan's day may lie further on, where nothing is read yet.
    """

    measures: tuple[Measure, ...] = ()
    contrast: Contrast | None = None
    standing: Mapping[frozenset[str], float] = field(default_factory=dict)
    rivals: Spans = field(default_factory=dict)
    alternatives: tuple[Alternative, ...] = ()
    gaps: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    earlier: tuple[Forecast, ...] = ()
    reported: date | None = None
