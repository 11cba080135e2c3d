"""Events to the course of a relation: counts, level with interval, and the odds that it changed.

Pure functions over event tables (polars frames); the tables come from this project's own events
(:func:`from_events`) or from others' (``allegiance.exchange``).
"""

from allegiance.relations.alignment import aligned, alignment, blocs
from allegiance.relations.bands import bands, bands_of_counts, share, turns
from allegiance.relations.change import Change, change, changed, resampled, sensitivity, weighed
from allegiance.relations.course import course
from allegiance.relations.drifts import Cells, Drifts, drifts
from allegiance.relations.frames import by_quad, counts, from_events, governments
from allegiance.relations.ideal_points import ideal_points
from allegiance.relations.likeness import Moved, alliances_moved, of_pair, points_moved, votes_moved
from allegiance.relations.movers import movers
from allegiance.relations.panel import level_table, panel
from allegiance.relations.portfolios import portfolios
from allegiance.relations.sides import Sided, Sides, sides
from allegiance.relations.votes import similarity

__all__ = [
    "Cells",
    "Change",
    "Drifts",
    "Moved",
    "Sided",
    "Sides",
    "aligned",
    "alignment",
    "alliances_moved",
    "bands",
    "bands_of_counts",
    "blocs",
    "by_quad",
    "change",
    "changed",
    "counts",
    "course",
    "drifts",
    "from_events",
    "governments",
    "ideal_points",
    "level_table",
    "movers",
    "of_pair",
    "panel",
    "points_moved",
    "portfolios",
    "resampled",
    "sensitivity",
    "share",
    "sides",
    "similarity",
    "turns",
    "votes_moved",
    "weighed",
]
