"""Relations and signs to an answer: probability, evidence for and against, gaps, what would change it."""

from allegiance.assessments.acts import Bearing
from allegiance.assessments.assess import Weighed, assess, weigh, year_before
from allegiance.assessments.beside import Alternative, Beside
from allegiance.assessments.combine import (
    EVENT_PRIOR,
    by_events,
    closer_by_events,
    events_step,
    pact_step,
    shown_only,
    votes_step,
)
from allegiance.assessments.forecasts import Record, outcome, record
from allegiance.assessments.words import word

__all__ = [
    "EVENT_PRIOR",
    "Alternative",
    "Bearing",
    "Beside",
    "Record",
    "Weighed",
    "assess",
    "by_events",
    "closer_by_events",
    "events_step",
    "outcome",
    "pact_step",
    "record",
    "shown_only",
    "votes_step",
    "weigh",
    "word",
    "year_before",
]
