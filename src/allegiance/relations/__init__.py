"""Events to the course of a relation: counts, level with interval, and the odds that it changed.

Pure functions over event tables (polars frames); the tables come from this project's own events
(:func:`from_events`) or from others' (``allegiance.exchange``).
"""

from allegiance.relations.course import Change, change, course
from allegiance.relations.frames import counts, from_events

__all__ = ["Change", "change", "counts", "course", "from_events"]
