"""Article to mentions: who did what to whom, when, whether it happened, and on whose word."""

from allegiance.coding.coder import MADE_BY, PARSER, Coded, Coder, load_parser
from allegiance.coding.cues import own_cues
from allegiance.coding.lines import mention_line
from allegiance.coding.model import shipped_model
from allegiance.coding.unresolved import Unresolved

__all__ = [
    "MADE_BY",
    "PARSER",
    "Coded",
    "Coder",
    "Unresolved",
    "load_parser",
    "mention_line",
    "own_cues",
    "shipped_model",
]
