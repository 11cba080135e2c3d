"""POLECAT events, by their published column names; columns that are missing stay empty."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from allegiance.errors import UnreadableInput
from allegiance.exchange.icews import read_named
from allegiance.exchange.names import from_names
from allegiance.exchange.tables import QUAD_OF, Read, check_file, split, tidy

_SECTORS = {
    "GOV": "government",
    "LEG": "government",
    "JUD": "government",
    "SPY": "government",
    "COP": "government",
    "MIL": "military",
    "REB": "group",
    "INS": "group",
    "UAF": "group",
    "CRM": "group",
    "PRM": "group",
    "IGO": "organisation",
    "NGO": "organisation",
    "UIS": "other",
}


def read_polecat(path: Path) -> Read:
    """Read POLECAT events (tab-separated with a header), plain or gzipped.

    Raises:
        UnreadableInput: There is no ``Event Type``, ``Event Date``, ``Actor Country`` or ``Recipient Country``.
        EmptyInput: Nothing is in the file.
    """
    check_file(path)
    frame = read_named(path)
    need = {"Event Type", "Event Date", "Actor Country", "Recipient Country"}
    if missing := need - set(frame.columns):
        raise UnreadableInput(str(path), f"no column {', '.join(sorted(missing))}", "POLECAT tables name their columns")

    def given(name: str) -> pl.Expr:
        found = pl.col(name) if name in frame.columns else pl.lit(None, dtype=pl.String)
        return found.replace(["", "None", "N/A"], [None, None, None])

    frame = frame.with_columns(
        event_id=pl.coalesce(given("Event ID"), pl.col("row").cast(pl.String)),
        date=given("Event Date").str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False),
        type=given("Event Type").str.to_uppercase(),
        mode=given("Event Mode").str.to_lowercase(),
        contexts=given("Contexts").str.to_lowercase().str.replace_all(r"\s*[;,|]\s*", "|"),
        actor=from_names(frame["Actor Country"]),
        recipient=from_names(frame["Recipient Country"]),
        actor_name=given("Actor Name"),
        recipient_name=given("Recipient Name"),
        # only what is an address: POLECAT itself names the outlet there
        url=pl.when(given("Source").str.contains("://", literal=True)).then(given("Source")),
        goldstein=given("Intensity").cast(pl.Float64, strict=False),
        place=pl.coalesce(given("City"), given("District"), given("Province"), given("Placename")),
        place_country=given("Country"),
        latitude=given("Latitude").cast(pl.Float64, strict=False),
        longitude=given("Longitude").cast(pl.Float64, strict=False),
        added=given("Publication Date"),
        status=pl.lit("asserted"),
        origin=pl.lit("POLECAT"),
        origins=pl.lit(1.0),
        articles=pl.lit(1),
        mutual=pl.lit(False),
    )
    quad = given("Quad Code").str.to_lowercase()
    frame = frame.with_columns(
        actor_role=_role(given("Primary Actor Sector"), pl.col("actor")),
        recipient_role=_role(given("Primary Recipient Sector"), pl.col("recipient")),
        quad=pl.col("type").replace_strict(QUAD_OF, default=quad, return_dtype=pl.String),
    )
    found = split(
        frame,
        [
            (pl.col("date").is_null(), "no such day"),
            (pl.col("type").is_null(), "no event type"),
            (~pl.col("type").is_in([*QUAD_OF, "VOTE"]), "the type isn't in PLOVER"),
        ],
        path,
        text=pl.col("event_id"),
    )
    return Read(events=tidy(found.events), rejected=found.rejected)


def _role(sector: pl.Expr, party: pl.Expr) -> pl.Expr:
    known = sector.str.slice(0, 3).replace_strict(_SECTORS, default="people", return_dtype=pl.String)
    unnamed = pl.when(party.is_null()).then(pl.lit("other")).otherwise(pl.lit("state"))
    return pl.when(sector.is_null()).then(unnamed).otherwise(known)
