"""Names for people, and alliances that two states share."""

from __future__ import annotations

from allegiance.actors import Gazetteer
from allegiance.errors import UnknownName


def label(party: str, gazetteer: Gazetteer) -> str:
    """Return the name of a party for a reader; a party that the gazetteer lacks keeps its words."""
    try:
        return gazetteer.entity(party).name
    except UnknownName:
        return party


def allied(first: str, second: str, gazetteer: Gazetteer) -> bool:
    """Tell whether two states are members of one alliance."""
    shared = gazetteer.memberships(first) & gazetteer.memberships(second)
    return any(gazetteer.entity(organisation).kind == "alliance" for organisation in shared)
