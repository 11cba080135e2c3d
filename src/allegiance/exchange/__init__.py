"""The field's formats, in and out: GDELT, ICEWS, POLECAT, votes, alliances; tables, graphs and maps."""

from allegiance.exchange.cameo import to_cameo, to_plover
from allegiance.exchange.comparing import Comparison, compare
from allegiance.exchange.formats import FORMATS, write_as
from allegiance.exchange.gdelt import read_gdelt, read_gdelt_mentions
from allegiance.exchange.graphs import (
    to_followthemoney,
    to_geojson,
    to_graph,
    write_followthemoney,
    write_geojson,
    write_gexf,
    write_graphml,
)
from allegiance.exchange.icews import read_icews, read_plain
from allegiance.exchange.polecat import read_polecat
from allegiance.exchange.reading import read_events, table_kind
from allegiance.exchange.tables import EVENTS, REJECTED, Read, no_rejects
from allegiance.exchange.ties import read_alliances, read_ideal_points, read_roll_calls, read_un_votes
from allegiance.exchange.writing import (
    dyad_months,
    from_records,
    to_gdelt,
    to_polecat,
    write_csv,
    write_gdelt,
    write_parquet,
    write_polecat,
)

__all__ = [
    "EVENTS",
    "FORMATS",
    "REJECTED",
    "Comparison",
    "Read",
    "compare",
    "dyad_months",
    "from_records",
    "no_rejects",
    "read_alliances",
    "read_events",
    "read_gdelt",
    "read_gdelt_mentions",
    "read_icews",
    "read_ideal_points",
    "read_plain",
    "read_polecat",
    "read_roll_calls",
    "read_un_votes",
    "table_kind",
    "to_cameo",
    "to_followthemoney",
    "to_gdelt",
    "to_geojson",
    "to_graph",
    "to_plover",
    "to_polecat",
    "write_as",
    "write_csv",
    "write_followthemoney",
    "write_gdelt",
    "write_geojson",
    "write_gexf",
    "write_graphml",
    "write_parquet",
    "write_polecat",
]
