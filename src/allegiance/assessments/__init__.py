"""Relations and signs to an answer: probability, evidence for and against, gaps, what would change it."""

from allegiance.assessments.assess import assess, default_since
from allegiance.assessments.beside import Alternative, Beside
from allegiance.assessments.combine import events_step, pact_step, shown_only, votes_step
from allegiance.assessments.forecasts import Record, outcome, record
from allegiance.assessments.words import word

__all__ = [
    "Alternative",
    "Beside",
    "Record",
    "assess",
    "default_since",
    "events_step",
    "outcome",
    "pact_step",
    "record",
    "shown_only",
    "votes_step",
    "word",
]
