"""Registers: what is on record about states, as dated data, and the checks of what articles claim against it.

A check is conservative: it says "contradicted" only where the claim is plain, its time is known, and the register covers
it. What is hedged, asked, planned or out of the register's reach is left alone.
"""

from allegiance.registers.check import MADE_BY, Checker
from allegiance.registers.model import Registers

__all__ = ["MADE_BY", "Checker", "Registers"]
