"""CAMEO codes and PLOVER types, both ways; see ``data/NOTE.md`` for where the table comes from."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import polars as pl

from allegiance.exchange.tables import QUAD_OF

_TABLE = Path(__file__).parent / "data" / "cameo.csv"

# The plainest code of each type, for tables whose readers know CAMEO only: its root's general code, save where the
# conversion puts that elsewhere.
_PLAIN = {
    "AGREE": "030",
    "CONSULT": "040",
    "SUPPORT": "050",
    "COOPERATE": "060",
    "AID": "070",
    "CONCEDE": "080",
    "RETREAT": "084",
    "REQUEST": "100",
    "ACCUSE": "110",
    "REJECT": "120",
    "THREATEN": "130",
    "PROTEST": "140",
    "MOBILIZE": "150",
    "SANCTION": "160",
    "COERCE": "170",
    "ASSAULT": "190",
    "VOTE": "010",
}


@cache
def table() -> pl.DataFrame:
    """Return the table ``code, type, mode, contexts, goldstein, quad`` of all CAMEO codes."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = [
            (
                row["code"],
                row["type"] or None,
                row["mode"] or None,
                row["contexts"] or None,
                float(row["goldstein"]),
                QUAD_OF.get(row["type"]),
            )
            for row in csv.DictReader(file)
        ]
    return pl.DataFrame(
        rows,
        schema={
            "code": pl.String,
            "type": pl.String,
            "mode": pl.String,
            "contexts": pl.String,
            "goldstein": pl.Float64,
            "quad": pl.String,
        },
        orient="row",
    )


def to_plover(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame with ``type, mode, contexts, quad`` and ``goldstein`` added from its column ``code``."""
    return frame.drop("goldstein", strict=False).join(
        table().with_columns(known=pl.lit(True)), on="code", how="left", maintain_order="left"
    )


@cache
def _codes() -> dict[tuple[str, str | None, str | None], str]:
    found: dict[tuple[str, str | None, str | None], str] = {}
    for code, type_, mode, contexts, _weight, _quad in table().sort("code").iter_rows():
        if type_ and len(code) > 2:
            for key in ((type_, mode, contexts), (type_, mode, None)):
                found.setdefault(key, code)
    return found | {(type_, None, None): code for type_, code in _PLAIN.items()}


def to_cameo(type_: str, mode: str | None = None, contexts: str | None = None) -> str:
    """Return the CAMEO code nearest to a PLOVER type, mode and contexts (separated by ``|``).

    >>> to_cameo("CONSULT", "visit"), to_cameo("ASSAULT"), to_cameo("SANCTION", "expel", "military")
    ('042', '190', '1661')
    """
    codes = _codes()
    first = (contexts or "").split("|")[0] or None
    for key in ((type_, mode, contexts), (type_, mode, first), (type_, mode, None), (type_, None, None)):
        if key in codes:
            return codes[key]
    return _PLAIN["VOTE"]


def restore_zero(code: pl.Expr) -> pl.Expr:
    """Return codes with the leading zero that a spreadsheet took: "42" becomes "042", "311" becomes "0311".

    No CAMEO code of three digits is another of four without its zero, so the repair is certain.
    """
    known = table()["code"].to_list()
    short = [item[1:] for item in known if item.startswith("0") and len(item) > 2 and item[1:] not in _long(known)]
    return pl.when(code.is_in(short)).then(pl.lit("0") + code).otherwise(code)


def _long(known: list[str]) -> set[str]:
    return {item for item in known if len(item) > 2}
