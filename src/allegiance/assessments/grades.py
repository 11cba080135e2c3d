"""Admiralty grading (NATO STANAG 2511): the source by letter, the information by digit, graded apart."""

from __future__ import annotations

from collections.abc import Sequence

from allegiance.actors import Gazetteer
from allegiance.records import Status

# By kind of outlet only: no record of past accuracy is kept yet, so nothing gets an A.
_BY_KIND = {"agency": "B", "public": "B", "private": "C", "state": "D", "state agency": "D", "party": "D"}


def source_grade(outlets: Sequence[str], gazetteer: Gazetteer) -> str:
    """Return the best letter among the outlets that report an event; unknown outlets give F."""
    known = [gazetteer.outlet(name) for name in outlets]
    return min((_BY_KIND.get(outlet.kind, "F") for outlet in known if outlet), default="F")


def information_grade(status: Status, *, hedged: bool, origins: int) -> str:
    """Return the digit for an event, from its status, hedging and number of independent origins."""
    if status is Status.DENIED:
        return "5"
    if hedged:
        return "4"
    return {0: "6", 1: "3", 2: "2"}.get(origins, "1")
