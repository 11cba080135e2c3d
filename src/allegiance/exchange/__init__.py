"""The field's formats, in and out: GDELT, ICEWS, POLECAT, votes, alliances; tables, graphs and maps."""

from allegiance.exchange.cameo import to_cameo, to_plover
from allegiance.exchange.gdelt import read_gdelt, read_gdelt_mentions
from allegiance.exchange.icews import read_icews, read_plain
from allegiance.exchange.polecat import read_polecat
from allegiance.exchange.reading import read_events
from allegiance.exchange.tables import EVENTS, REJECTED, Read
from allegiance.exchange.ties import read_alliances, read_ideal_points, read_un_votes

__all__ = [
    "EVENTS",
    "REJECTED",
    "Read",
    "read_alliances",
    "read_events",
    "read_gdelt",
    "read_gdelt_mentions",
    "read_icews",
    "read_ideal_points",
    "read_plain",
    "read_polecat",
    "read_un_votes",
    "to_cameo",
    "to_plover",
]
