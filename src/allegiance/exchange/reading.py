"""Reading a table of events whose form is told from its first row."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import polars as pl
import pyarrow.parquet as pq

from allegiance.errors import UnreadableInput
from allegiance.exchange.files import open_bytes, open_text
from allegiance.exchange.gdelt import read_gdelt
from allegiance.exchange.icews import read_icews, read_plain
from allegiance.exchange.polecat import read_polecat
from allegiance.exchange.tables import EVENTS, Read, check_file, no_rejects, tidy

Kind = Literal["events", "votes", "calls", "ideal points", "alliances", "mentions"]
# What names a table's kind: all of these columns; the first that fits.
_COLUMNS: tuple[tuple[Kind, frozenset[str]], ...] = (
    ("votes", frozenset({"rcid", "country", "vote"})),
    ("calls", frozenset({"rcid", "session", "date"})),
    ("ideal points", frozenset({"ccode", "session", "IdealPoint"})),
    ("alliances", frozenset({"ccode1", "ccode2", "year"})),
)


def table_kind(path: Path) -> Kind:
    """Tell what kind of table a file holds, from its columns; one that names none is taken for events.

    Raises:
        UnreadableInput: There is no such file.
        EmptyInput: Nothing is in it.
    """
    check_file(path)
    if path.suffix == ".parquet":
        names = set(pq.read_schema(path).names)
    else:
        with open_text(path) as file:
            head = file.readline(1_000_000)
        if head.count("\t") in (13, 14, 15) and head.split("\t")[0].isdigit():
            return "mentions"
        names = {name.strip().strip('"') for name in head.replace(";", ",").split(",")}
        if {"globaleventid", "mentiontype"} <= {name.lower() for name in names}:
            return "mentions"
    return next((kind for kind, columns in _COLUMNS if columns <= names), "events")


def read_events(path: Path) -> Read:
    """Read events from a file of GDELT, ICEWS, POLECAT, a plain table, or this project's own Parquet or CSV.

    Raises:
        UnreadableInput: The form isn't one of these, or columns are missing.
        EmptyInput: Nothing is in the file.
    """
    check_file(path)
    if path.suffix == ".parquet":
        if missing := {"date", "actor", "recipient"} - set(pq.read_schema(path).names):
            raise UnreadableInput(
                str(path), f"no column {', '.join(sorted(missing))}", "events as Parquet have the columns of `export`"
            )
        return Read(events=tidy(pl.read_parquet(path)), rejected=no_rejects())
    with open_text(path) as file:
        head = file.readline(1_000_000)
    if "globaleventid" in head.lower().replace("_", "") or head.count("\t") >= 56:
        return read_gdelt(path)
    if "CAMEO Code" in head and "Source Country" in head:
        return read_icews(path)
    if head.startswith("event_id,date,actor,recipient,"):
        return Read(events=_own(path), rejected=no_rejects())
    if "Event Type" in head and "Actor Country" in head:
        return read_polecat(path)
    return read_plain(path)


def _own(path: Path) -> pl.DataFrame:
    """Read a table that :func:`allegiance.exchange.writing.write_csv` wrote."""
    with open_bytes(path) as file:
        return tidy(pl.read_csv(file.read(), schema_overrides=EVENTS, null_values=[""]))
