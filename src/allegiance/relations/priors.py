"""The constants that the model ships with.

Fitted by ``python -m benchmarks.relations --fit`` on ICEWS event counts between governments, by predictive log score on
training time: yearly dyads of 2002-2010, and the first half of 2014 for months and weeks (ICEWS by day was at hand for
that year alone, so their half-lives rest on little). They are pooled over all dyads: a small corpus starts from what is
usual between states and moves from it only as far as its events carry.
"""

from __future__ import annotations

from allegiance.relations.frames import Every
from allegiance.relations.model import Settings

LEVEL: dict[Every, Settings] = {
    "week": Settings(mean=0.108, strength=0.38, clumping=10.7, half_life=54.0, carry=0.32, reply=0.34, pull=0.4),
    "month": Settings(mean=0.111, strength=0.61, clumping=22.0, half_life=162.0, carry=0.3, reply=0.42, pull=0.35),
    "year": Settings(mean=0.107, strength=2.2, clumping=145.0, half_life=416.0, carry=0.16, reply=0.29, pull=0.46),
}
"""For the level and its forecast one period on."""

CHANGE: dict[Every, Settings] = {
    "week": Settings(mean=0.108, strength=1.0, clumping=6.0, half_life=650.0, carry=1.0),
    "month": Settings(mean=0.111, strength=1.0, clumping=18.0, half_life=650.0, carry=1.0),
    "year": Settings(mean=0.107, strength=1.65, clumping=20.0, half_life=650.0, carry=1.0),
}
"""For the level at a reference date and the events since: fitted jointly with the drift's prior, which takes up what
moves, so that here evidence carries whole and forgets slowly."""

ENOUGH = 5.0
"""Effective events on each side of the date below which a change can't be judged: "not enough evidence"."""

KEEPS, MOVES = 0.19, 0.17
"""What is left of a drift a year on, and the spread around it (log-odds), fitted on yearly dyads before 2011 with thirty
events a year: of 52 sure turns for the worse 58 % still stood at a quarter or more a year later."""
