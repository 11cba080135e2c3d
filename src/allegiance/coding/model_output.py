"""What the trained coder's numbers stand for."""

from __future__ import annotations

from allegiance.records import EventType, Status

TYPES = tuple(kind.value for kind in EventType)
"""Event types in the order of the network's outputs; one more output stands for "no event"."""

STATUSES = tuple(status.value for status in Status)
