"""Votes in the United Nations, published ideal points, and alliances of the Correlates of War and of ATOP."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl

from allegiance.errors import UnreadableInput
from allegiance.exchange.files import open_bytes
from allegiance.exchange.names import from_cow, from_iso2, from_names
from allegiance.exchange.tables import Read, check_file, no_rejects, split
from allegiance.registers.rows import Vote

# The first session whose days in the table of calls are sure.
_SURE_DAYS = 59
_POSITION = ("no", "abstain", "yes")
_VOTES = {"no": 0, "abstain": 1, "yes": 2, "1": 2, "2": 1, "3": 0}


def read_un_votes(votes: Path, calls: Path) -> Read:
    """Read roll-call votes of the General Assembly and their calls (Voeten's tables, as Parquet or CSV).

    States that are no more keep ids of their own; "NA" is Namibia here, unlike in tables of events.

    Returns:
        In ``events`` the vote table of :mod:`allegiance.relations.votes`: ``session, date, call, state, vote`` (0 no,
        1 abstain, 2 yes) and ``bridge``, the call's text without what changes from year to year.
    """
    check_file(votes)
    check_file(calls)
    cast = _table(votes).with_row_index("row", offset=2).with_columns(pl.col("vote").cast(pl.String))
    held = _table(calls)
    for frame, path, need in (
        (cast, votes, {"rcid", "country", "vote"}),
        (held, calls, {"rcid", "session", "date"}),
    ):
        if missing := need - set(frame.columns):
            raise UnreadableInput(str(path), f"no column {', '.join(sorted(missing))}")
    text = [pl.col(name) for name in ("descr", "short") if name in held.columns]
    bridge = _recurring(pl.coalesce(text)) if text else pl.lit(None, dtype=pl.String)
    day = pl.col("date").str.to_date("%Y-%m-%d", strict=False) if held["date"].dtype == pl.String else pl.col("date")
    held = held.select("rcid", "session", day.cast(pl.Date), bridge=bridge)
    cast = cast.with_columns(
        state=pl.coalesce(_former(cast["country"]), _codes(cast), from_names(cast["country"])),
        value=pl.col("vote").replace_strict(_VOTES, default=None, return_dtype=pl.Int8),
    )
    joined = cast.join(held, on="rcid", how="left", maintain_order="left")
    found = split(
        joined,
        [
            (pl.col("state").is_null(), "no such state"),
            (pl.col("value").is_null(), "no vote"),
            (pl.col("session").is_null(), "the call isn't in the table of calls"),
        ],
        votes,
        text=pl.concat_str(pl.col("rcid").cast(pl.String), "country", separator=" "),
    )
    events = found.events.select(
        "session", "date", pl.col("rcid").alias("call"), "state", vote="value", bridge="bridge"
    )
    return Read(events=events, rejected=found.rejected)


def read_roll_calls(votes: Path, calls: Path) -> list[Vote]:
    """Read whole roll calls of the General Assembly, as the checks of claims use them, from the tables of votes and calls.

    Only resolutions that one call adopted are kept, from the 59th session on: the table's days are not sure before.
    """
    found = read_un_votes(votes, calls).events
    held = _need(calls, {"rcid", "session", "date", "unres"})
    texts = [pl.col(name) for name in ("short", "descr") if name in held.columns]
    held = (
        held.select(
            pl.col("rcid").alias("call"),
            pl.col("date").cast(pl.String).str.slice(0, 10).str.to_date(strict=False).alias("day"),
            pl.col("unres").str.extract(r"^(?:A/RES|R)/((?:ES-\d+|\d{2})/\d+)$").alias("resolution"),
            pl.coalesce(texts).alias("subject") if texts else pl.lit("").alias("subject"),
            pl.col("session").cast(pl.Int64, strict=False),
        )
        .filter(pl.col("session") >= _SURE_DAYS)
        .drop_nulls(["day", "resolution"])
        .unique("resolution", keep="none", maintain_order=True)
    )
    cast: dict[object, dict[str, str]] = {}
    for call, state, vote in found.select("call", "state", "vote").iter_rows():
        cast.setdefault(call, {})[state] = _POSITION[vote]
    return [_roll_call(row, cast[row["call"]]) for row in held.iter_rows(named=True) if row["call"] in cast]


def _roll_call(row: dict[str, Any], positions: dict[str, str]) -> Vote:
    counts = Counter(positions.values())
    return Vote(
        id=f"A/RES/{row['resolution']}",
        body="General Assembly",
        resolution=row["resolution"],
        day=row["day"],
        subject=" ".join((row["subject"] or "").split()),
        words=(),
        tally=(counts["yes"], counts["no"], counts["abstain"]),
        absent=None,
        also=None,
        result="adopted",
        complete=False,
        reference="Voeten, United Nations General Assembly Voting Data",
        positions=positions,
        counted=True,
    )


def _former(names: pl.Series) -> pl.Series:
    known = {
        "Federal Republic of Germany": "DEU",
        "German Democratic Republic": "DDR",
        "Yemen Arab Republic": "YEM",
        "Yemen People's Republic": "YMD",
        "Zanzibar": "ZANZIBAR",
        "Czechoslovakia": "CSK",
        "Yugoslavia": "YUG",
    }
    return names.replace_strict(known, default=None, return_dtype=pl.String)


def _codes(frame: pl.DataFrame) -> pl.Series:
    if "country_code" not in frame.columns:
        return pl.Series([None] * frame.height, dtype=pl.String)
    return from_iso2(frame["country_code"])


def _recurring(text: pl.Expr) -> pl.Expr:
    words = text.str.to_lowercase().str.replace_all("resolution / adopted by the general assembly", "", literal=True)
    return words.str.replace_all(r"[^a-z ]", " ").str.replace_all(" +", " ").str.strip_chars()


def read_ideal_points(path: Path) -> Read:
    """Read published ideal points: ``ccode, session, IdealPoint, NVotes``.

    Returns:
        In ``events`` a frame ``state, session, point, votes``; ids by Correlates of War number.
    """
    frame = _need(path, {"ccode", "session", "IdealPoint"})
    frame = frame.with_row_index("row", offset=2).with_columns(
        state=from_cow(frame["ccode"].cast(pl.Int64, strict=False)),
        point=pl.col("IdealPoint").cast(pl.Float64, strict=False),
        session=pl.col("session").cast(pl.Int64, strict=False),
        votes=pl.col("NVotes").cast(pl.Int64, strict=False) if "NVotes" in frame.columns else pl.lit(None),
    )
    found = split(
        frame,
        [(pl.col("state").is_null(), "no such state"), (pl.col("point").is_null(), "no point")],
        path,
        text=pl.col("ccode").cast(pl.String),
    )
    return Read(events=found.events.select("state", "session", "point", "votes"), rejected=found.rejected)


def read_alliances(path: Path) -> Read:
    """Read alliances per pair and year, of the Correlates of War (``cow_*``) or of ATOP (``atop_*``).

    Returns:
        In ``events`` a frame ``a, b, year`` and one true-or-false column per kind of obligation (``defense``,
        ``neutral``, …), each pair once (a < b).
    """
    frame = _need(path, {"ccode1", "ccode2", "year"})
    kinds = [name for name in frame.columns if name.startswith(("cow_", "atop_"))]
    frame = frame.with_row_index("row", offset=2).with_columns(
        first=from_cow(frame["ccode1"].cast(pl.Int64, strict=False)),
        second=from_cow(frame["ccode2"].cast(pl.Int64, strict=False)),
        year=pl.col("year").cast(pl.Int64, strict=False),
    )
    found = split(
        frame,
        [
            (pl.col("first").is_null() | pl.col("second").is_null(), "a state that the gazetteer doesn't know"),
            (pl.col("year").is_null(), "no year"),
        ],
        path,
        text=pl.concat_str(pl.col("ccode1", "ccode2", "year").cast(pl.String), separator=" "),
    )
    events = (
        found.events.select(
            a=pl.min_horizontal("first", "second"),
            b=pl.max_horizontal("first", "second"),
            year="year",
            **{name.split("_", 1)[1]: pl.col(name).cast(pl.String) == "1" for name in kinds},
        )
        .filter(pl.col("a") != pl.col("b"))
        .unique(["a", "b", "year"], keep="first", maintain_order=True)
    )
    return Read(events=events, rejected=found.rejected if found.rejected.height else no_rejects())


def _need(path: Path, names: set[str]) -> pl.DataFrame:
    check_file(path)
    frame = _table(path)
    if missing := names - set(frame.columns):
        raise UnreadableInput(str(path), f"no column {', '.join(sorted(missing))}")
    return frame


def _table(path: Path) -> pl.DataFrame:
    if path.suffix == ".parquet":
        return pl.read_parquet(path)
    with open_bytes(path) as file:
        return pl.read_csv(file.read(), infer_schema_length=None, null_values=[""], encoding="utf8-lossy")
