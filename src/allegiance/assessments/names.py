"""Names for people, and alliances that two states share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Literal

from allegiance.actors import Gazetteer, the
from allegiance.errors import UnknownName

Tie = Literal["allies", "rivals", "neither"]
"""What is on record of two states."""
Span = tuple[date | None, date | None]
"""First day and the day after the last; None where it has none."""


@lru_cache(maxsize=1 << 14)
def label(party: str, gazetteer: Gazetteer) -> str:
    """Return the name of a party as it stands in a sentence; a party that the gazetteer lacks keeps its words."""
    try:
        return the(gazetteer.entity(party).name)
    except UnknownName:
        return party


def allied(first: str, second: str, gazetteer: Gazetteer, *, on: date | None = None) -> bool:
    """Tell whether two states are members of one alliance on a day (by today's tables when None)."""
    shared = gazetteer.memberships(first, on=on) & gazetteer.memberships(second, on=on)
    return any(gazetteer.entity(organisation).kind == "alliance" for organisation in shared)


def tie(pact: bool, rivals: Iterable[Span], on: date | None) -> Tie:
    """Return what is on record of two states: a pact or an alliance, else a rivalry on a day (by the latest when None)."""
    day = on or date.max
    if pact:
        return "allies"
    if any((start or date.min) <= day and (end is None or day < end) for start, end in rivals):
        return "rivals"
    return "neither"


@lru_cache(maxsize=1 << 16)
def alliances(first: str, second: str, gazetteer: Gazetteer) -> tuple[Span, ...]:
    """Return the spans in which two states are full members of one alliance."""
    found = []
    for organisation, start, end in _terms(first, gazetteer):
        for other, from_, to in _terms(second, gazetteer):
            if other == organisation:
                begun = max(start or date.min, from_ or date.min)
                over = min(end or date.max, to or date.max)
                if begun < over:
                    found.append((begun if begun > date.min else None, over if over < date.max else None))
    return tuple(found)


@lru_cache(maxsize=1 << 12)
def _terms(state: str, gazetteer: Gazetteer) -> tuple[tuple[str, date | None, date | None], ...]:
    return tuple(
        (row.organisation, row.start, row.end)
        for row in gazetteer.membership_rows(state)
        if row.how not in {"associate", "observer"} and gazetteer.entity(row.organisation).kind == "alliance"
    )
