"""What counts as an event, as data: types, modes, contexts and worked examples."""

from allegiance.codebook.codebook import Codebook
from allegiance.codebook.entries import Context, Example, Mode, TypeEntry

__all__ = ["Codebook", "Context", "Example", "Mode", "TypeEntry"]
