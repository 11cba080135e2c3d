"""The names and codes that others use for states, as gazetteer ids."""

from __future__ import annotations

from functools import cache

import polars as pl

from allegiance.actors import Gazetteer
from allegiance.actors.tables import DATA
from allegiance.errors import UnknownName

# CAMEO's actor codes that differ from ISO 3166, and its codes for organisations of states.
_CAMEO = {
    "ROM": "ROU",
    "TMP": "TLS",
    "ZAR": "COD",
    "KSV": "XKX",
    "GZS": "PSE",
    "WSB": "PSE",
    "UNO": "UN",
    "NAT": "NATO",
    "EEC": "EU",
    "ASN": "ASEAN",
    "ARL": "ARAB-LEAGUE",
    "AFU": "AU",
    "OAS": "OAS",
    "IMF": "IMF",
    "WBK": "WB",
    "OPC": "OPEC",
    "GCC": "GCC",
    "CIS": "CIS",
    "COE": "COE",
    "IRC": "ICRC",
    "ITP": "Interpol",
    "WHO": "WHO",
    "WTO": "WTO",
    "TAL": "Taliban",
}


# Former members of the United Nations: id (ISO 3166-3 where there is one), name, alpha-2 and Correlates of War number.
_GONE = [
    ("CSK", "Czechoslovakia", "CS", 315),
    ("DDR", "German Democratic Republic", "DD", 265),
    ("YUG", "Yugoslavia", "YU", None),
    ("YMD", "Yemen People's Republic", "YD", 680),
    ("VDR", "Republic of Vietnam", None, 817),
    ("ZANZIBAR", "Zanzibar", None, 511),
]

# Numbers of states that the gazetteer carries under their successor's.
_COW = {255: "DEU", 260: "DEU", 678: "YEM"}


@cache
def gazetteer() -> Gazetteer:
    """Return the project's gazetteer, read once."""
    return Gazetteer.load()


@cache
def states() -> pl.DataFrame:
    """Return ``id, name, iso2, cow`` of the states, and of those that are no more but stand in the field's tables."""
    table = pl.read_csv(DATA / "states.csv", infer_schema=False).select(
        "id", "name", "iso2", pl.col("cow").cast(pl.Int64, strict=False)
    )
    gone = pl.DataFrame(_GONE, schema=table.schema, orient="row")
    return pl.concat([table, gone.join(table, on="id", how="anti")])


def name_of(party: str) -> str:
    """Return the name of a party by its id, or the id where the gazetteer knows none.

    >>> name_of("KAZ"), name_of("ARAB-LEAGUE"), name_of("CSK"), name_of("nobody")
    ('Kazakhstan', 'League of Arab States', 'Czechoslovakia', 'nobody')
    """
    try:
        return gazetteer().entity(party).name
    except UnknownName:
        return next((name for gone, name, _, _ in _GONE if gone == party), party)


def from_cameo(code: pl.Expr) -> pl.Expr:
    """Return the ids of CAMEO country or organisation codes; null for regions and unknown codes."""
    known = {state: state for state in states()["id"]} | _CAMEO
    return code.replace_strict(known, default=None, return_dtype=pl.String)


def from_names(names: pl.Series) -> pl.Series:
    """Return the ids of names, in whatever form the gazetteer knows; null where it knows none.

    "NA" is no name: tables of events write it for what is missing.
    """
    known = {}
    for name in names.drop_nulls().unique():
        found = None if name in ("", "NA", "N/A", "None") else gazetteer().resolve(name)
        if found is None and "Palestin" in name:
            found = "PSE"
        elif found is None and "," in name:
            last, _, first = name.partition(",")
            found = gazetteer().resolve(f"{first.strip()} {last}") or gazetteer().resolve(last)
        known[name] = found
    return names.replace_strict(known, default=None, return_dtype=pl.String)


def from_iso2(codes: pl.Series) -> pl.Series:
    """Return the ids of ISO 3166 alpha-2 codes; "NA" is Namibia here."""
    table = states().drop_nulls("iso2")
    return codes.replace_strict(table["iso2"].to_list(), table["id"].to_list(), default=None, return_dtype=pl.String)


def from_cow(numbers: pl.Series) -> pl.Series:
    """Return the ids of Correlates of War numbers."""
    table = states().drop_nulls("cow").unique("cow", keep="first", maintain_order=True)
    known = dict(zip(table["cow"].to_list(), table["id"].to_list(), strict=True)) | _COW
    return numbers.cast(pl.Int64).replace_strict(known, default=None, return_dtype=pl.String)


def cow_number(ids: pl.Series) -> pl.Series:
    """Return the Correlates of War numbers of ids; null for parties that have none."""
    table = states().drop_nulls("cow")
    return ids.replace_strict(table["id"].to_list(), table["cow"].to_list(), default=None, return_dtype=pl.Int64)


def to_cameo_country(ids: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Return CAMEO's country code of ids, and its code of an organisation or group where that is what they are."""
    known = states()["id"].to_list()
    bodies = {party: code for code, party in _CAMEO.items() if party not in known}
    country = pl.when(ids.is_in(known)).then(ids)
    return country, ids.replace_strict(bodies, default=None, return_dtype=pl.String)
