"""Article to mentions: who did what to whom, when, whether it happened, and on whose word."""

from allegiance.coding.coder import MADE_BY, PARSER, Coded, Coder, load_parser, made_by
from allegiance.coding.cues import own_cues
from allegiance.coding.lines import mention_line
from allegiance.coding.model import has_weights, shipped_model
from allegiance.coding.unresolved import Unresolved

__all__ = [
    "MADE_BY",
    "PARSER",
    "Coded",
    "Coder",
    "Unresolved",
    "has_weights",
    "load_parser",
    "made_by",
    "mention_line",
    "own_cues",
    "shipped_model",
]
