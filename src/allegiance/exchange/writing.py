"""Writing events: this project's own tables, and tables shaped as POLECAT and GDELT publish theirs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import permutations, product
from pathlib import Path
from typing import Literal

import polars as pl

from allegiance.exchange import cameo
from allegiance.exchange.names import cow_number, to_cameo_country
from allegiance.exchange.tables import EVENTS, QUAD_OF, tidy
from allegiance.records import Event

_SECTORS = {
    "government": "GOV",
    "leader": "GOV",
    "military": "MIL",
    "group": "REB",
    "organisation": "IGO",
    "people": "CVL",
}
# CAMEO's "unidentified state actor": some party of a state, of no known kind.
_UNIDENTIFIED = "UIS"
_GDELT_QUAD = {"verbal cooperation": "1", "material cooperation": "2", "verbal conflict": "3", "material conflict": "4"}
_GDELT_WIDTH = 61


def from_records(events: Iterable[Event]) -> pl.DataFrame:
    """Return this project's events as a tidy table: one row for each ordered pair of parties, mutual acts both ways."""
    rows = []
    for event in events:
        mutual = len(event.actors) > 1 and (not event.recipients or event.recipients == event.actors)
        day = event.date_start or event.date_end or event.first_reported
        if event.date_start and event.date_end:
            day = event.date_start + timedelta(days=(event.date_end - event.date_start).days // 2)
        rows += [
            {
                "event_id": event.id,
                "date": day,
                "actor": actor,
                "recipient": recipient,
                "code": cameo.to_cameo(event.type.value, event.mode, "|".join(event.contexts) or None),
                "type": event.type.value,
                "mode": event.mode,
                "contexts": "|".join(event.contexts) or None,
                "quad": event.quad.value,
                "status": event.status.value,
                "origin": "allegiance",
                "origins": float(max(1, len(event.origins))),
                "mentions": len(event.mentions),
                "sources": len(event.outlets),
                "articles": len(event.articles),
                "mutual": mutual,
                "added": event.first_reported.isoformat() if event.first_reported else None,
                "place": event.place,
            }
            for actor, recipient in (
                permutations(event.actors, 2) if mutual else product(event.actors, event.recipients)
            )
            if actor != recipient
        ]
    return tidy(pl.DataFrame(rows, schema_overrides=EVENTS))


def write_parquet(events: pl.DataFrame, path: Path) -> None:
    """Write a tidy table as Parquet, which keeps every value and type."""
    tidy(events).write_parquet(path)


def write_csv(events: pl.DataFrame, path: Path) -> None:
    """Write a tidy table as CSV: UTF-8, a header, dates as ISO; an empty text becomes an unknown one.

    The last two columns are the Correlates of War numbers of the states, whose ids are ISO 3166 codes.
    """
    found = tidy(events).with_columns(pl.col(pl.String).replace("", None))
    found.with_columns(_cow(found)).write_csv(path)


def dyad_months(events: pl.DataFrame, *, every: Literal["month", "week", "year"] = "month") -> pl.DataFrame:
    """Return counts by ordered pair and period, with ISO 3166 and Correlates of War codes, for the field's own models.

    Returns:
        ``actor, recipient, cow_actor, cow_recipient, period``, events asserted (``events``, by quad, ``goldstein`` as
        their sum, ``origins``), and those only planned or denied.
    """
    step = {"month": "1mo", "week": "1w", "year": "1y"}[every]
    asserted = _asserted()
    quads = {
        quad.replace(" ", "_"): (asserted & (pl.col("quad") == quad)).sum() for quad in dict.fromkeys(QUAD_OF.values())
    }
    found = (
        events.drop_nulls(["date", "actor", "recipient"])
        .group_by("actor", "recipient", pl.col("date").dt.truncate(step).alias("period"))
        .agg(
            events=asserted.sum(),
            **quads,
            origins=pl.col("origins").filter(asserted).sum(),
            goldstein=pl.col("goldstein").filter(asserted).sum(),
            planned=pl.col("status").is_in(["planned", "conditional", "hypothetical", "asked"]).sum(),
            denied=(pl.col("status") == "denied").sum(),
        )
        .sort("actor", "recipient", "period")
    )
    first = ["actor", "recipient", "cow_actor", "cow_recipient"]
    return found.with_columns(_cow(found)).select(*first, pl.exclude(first))


def _cow(frame: pl.DataFrame) -> list[pl.Series]:
    return [cow_number(frame[side]).alias(f"cow_{side}") for side in ("actor", "recipient")]


def to_polecat(events: pl.DataFrame) -> pl.DataFrame:
    """Return events under POLECAT's column names; it has no place for those without a PLOVER type or not asserted."""
    text = {
        "Event ID": "event_id",
        "Event Type": "type",
        "Event Mode": "mode",
        "Intensity": "goldstein",
        "Quad Code": "quad",
        "Actor Name": "actor_name",
        "Actor Country": "actor",
        "Recipient Name": "recipient_name",
        "Recipient Country": "recipient",
        "City": "place",
        "Country": "place_country",
        "Latitude": "latitude",
        "Longitude": "longitude",
        "Publication Date": "added",
        "Source": "url",
    }
    events = events.filter(pl.col("type").is_not_null() & _asserted())
    return events.select(
        *(_plain(pl.col(name)).alias(theirs) for theirs, name in text.items()),
        pl.col("date").dt.to_string("%Y-%m-%d").alias("Event Date"),
        pl.col("contexts").str.replace_all("|", ";", literal=True).alias("Contexts"),
        _sector("actor").alias("Primary Actor Sector"),
        _sector("recipient").alias("Primary Recipient Sector"),
        cow_number(events["actor"]).cast(pl.String).alias("Actor COW"),
        cow_number(events["recipient"]).cast(pl.String).alias("Recipient COW"),
        pl.lit("allegiance").alias("Version"),
    )


def write_polecat(events: pl.DataFrame, path: Path) -> None:
    """Write events as POLECAT does: tab-separated, with a header, nothing quoted."""
    to_polecat(events).write_csv(path, separator="\t", quote_style="never")


def to_gdelt(events: pl.DataFrame) -> pl.DataFrame:
    """Return events in GDELT 2's 61 columns, all text, in its order; what GDELT has no column for is left out.

    So are events that are planned, denied, asked and the like: it has no column to say so, and would tell them as done.
    """
    events = events.filter(_asserted())
    code = pl.coalesce("code", pl.struct("type", "mode", "contexts").map_elements(_code, return_dtype=pl.String))
    quad = pl.coalesce(
        pl.col("quad").replace_strict(_GDELT_QUAD, default=None, return_dtype=pl.String),
        pl.when(code.str.slice(0, 2).is_in(["01", "02"])).then(pl.lit("1")),
    )
    columns: dict[int, pl.Expr] = {
        0: pl.col("event_id"),
        1: pl.col("date").dt.to_string("%Y%m%d"),
        2: pl.col("date").dt.to_string("%Y%m"),
        3: pl.col("date").dt.to_string("%Y"),
        25: pl.when(pl.col("root")).then(pl.lit("1")).when(~pl.col("root")).then(pl.lit("0")),
        26: code,
        27: code.str.slice(0, 3),
        28: code.str.slice(0, 2),
        29: quad,
        30: pl.col("goldstein").cast(pl.String),
        31: pl.col("mentions").cast(pl.String),
        32: pl.col("sources").cast(pl.String),
        33: pl.col("articles").cast(pl.String),
        52: pl.col("place"),
        53: pl.col("place_country"),
        56: pl.col("latitude").cast(pl.String),
        57: pl.col("longitude").cast(pl.String),
        59: pl.col("added"),
        60: pl.col("url"),
    }
    for side, at in (("actor", 5), ("recipient", 15)):
        country, organisation = to_cameo_country(pl.col(side))
        columns |= {
            at: pl.concat_str(pl.coalesce(country, organisation).fill_null(""), _sector(side).fill_null("")),
            at + 1: pl.col(f"{side}_name"),
            at + 2: country,
            at + 3: organisation,
            at + 7: _sector(side),
        }
    return events.select(
        _plain(columns.get(at, pl.lit(None, dtype=pl.String))).fill_null("").alias(f"column_{at + 1}")
        for at in range(_GDELT_WIDTH)
    )


def write_gdelt(events: pl.DataFrame, path: Path) -> None:
    """Write events as GDELT does: 61 columns separated by tabs, no header."""
    to_gdelt(events).write_csv(path, separator="\t", include_header=False, quote_style="never")


def _asserted() -> pl.Expr:
    return pl.col("status").fill_null("asserted") == "asserted"


def _code(row: dict[str, str | None]) -> str:
    return cameo.to_cameo(row["type"] or "VOTE", row["mode"], row["contexts"])


def _sector(side: str) -> pl.Expr:
    """Return the code of a role; without one stand states as such, and parties that neither state nor kind is known of."""
    role = pl.col(f"{side}_role")
    unidentified = (role == "other") & pl.col(side).is_not_null()
    known = role.replace_strict(_SECTORS, default=None, return_dtype=pl.String)
    return pl.when(unidentified).then(pl.lit(_UNIDENTIFIED)).otherwise(known)


def _plain(value: pl.Expr) -> pl.Expr:
    """Return text that can stand in a table without quotes: tabs and line ends become spaces."""
    return value.cast(pl.String).str.replace_all(r"[\t\r\n]+", " ")
