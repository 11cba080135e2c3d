"""How far back what a period is set against reaches: one span for reports, tables, votes, the contrast and the movers."""

from __future__ import annotations

from datetime import timedelta

BASELINE = timedelta(days=1096)
"""The time before a period that it is set against: three years. What lies further back is another time."""
