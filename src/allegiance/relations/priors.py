"""The constants that the change model ships with.

Fitted by ``python -m benchmarks.relations --fit`` on ICEWS event counts between governments (yearly dyads 2002-2010
for the half-life and the drift prior, the months and weeks of early 2014 for the clumping), by predictive log score.
They are pooled over all dyads, so a small corpus starts from what is usual between states and moves from it only as
far as its events carry.
"""

from __future__ import annotations

from allegiance.relations.frames import Every
from allegiance.relations.model import Settings

PRIORS: dict[Every, Settings] = {
    "week": Settings(
        mean=0.14, strength=3.0, clumping=8.0, half_life=540.0, quiet_share=0.7, quiet_sd=0.25, turn_sd=1.0
    ),
    "month": Settings(
        mean=0.14, strength=3.0, clumping=10.0, half_life=540.0, quiet_share=0.7, quiet_sd=0.25, turn_sd=1.0
    ),
    "year": Settings(
        mean=0.14, strength=3.0, clumping=20.0, half_life=540.0, quiet_share=0.7, quiet_sd=0.25, turn_sd=1.0
    ),
}

ENOUGH = 5.0
"""Effective events on each side of the date below which a change can't be judged: "not enough evidence"."""
