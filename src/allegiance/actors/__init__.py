"""The gazetteer: which words name which state, organisation, group, office holder or outlet, and when."""

from allegiance.actors.gazetteer import Gazetteer
from allegiance.actors.model import Entity, Membership, NameHit, OfficeHolder, Outlet, OutletHit, Place, PlaceHit
from allegiance.actors.wording import known_by, opening, the

__all__ = [
    "Entity",
    "Gazetteer",
    "Membership",
    "NameHit",
    "OfficeHolder",
    "Outlet",
    "OutletHit",
    "Place",
    "PlaceHit",
    "known_by",
    "opening",
    "the",
]
