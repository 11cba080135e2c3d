"""Relations and signs to an answer: probability, evidence for and against, gaps, what would change it."""

from allegiance.assessments.assess import assess, default_since
from allegiance.assessments.words import word

__all__ = ["assess", "default_since", "word"]
