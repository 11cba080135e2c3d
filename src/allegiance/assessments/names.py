"""Names for people, and alliances that two states share."""

from __future__ import annotations

from datetime import date

from allegiance.actors import Gazetteer, the
from allegiance.errors import UnknownName


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
