"""GDELT events (versions 1.0 and 2.0) and mentions.

GDELT's own files are tab-separated without a header, 57 or 58 columns in version 1 and 61 in version 2; they are read
in blocks, so that memory stays bounded. Files that passed through a spreadsheet or a program (commas or semicolons,
a header, lost leading zeros) are read too, by their column order, and say what was mended.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from allegiance.errors import UnreadableInput
from allegiance.exchange import cameo
from allegiance.exchange.files import open_bytes, open_text
from allegiance.exchange.names import from_cameo
from allegiance.exchange.tables import Read, check_file, join, reject, split, tidy

_BLOCK = 64 * 1024 * 1024
_FIELDS = 65_536
# Columns by place. The first 35 are the same in all versions; places then have 7 columns each (8 in version 2).
_COMMON = {
    "event_id": 0,
    "day": 1,
    "actor_code": 5,
    "actor_name": 6,
    "actor_country": 7,
    "actor_group": 8,
    "actor_type": 12,
    "recipient_code": 15,
    "recipient_name": 16,
    "recipient_country": 17,
    "recipient_group": 18,
    "recipient_type": 22,
    "root": 25,
    "code": 26,
    "mentions": 31,
    "sources": 32,
    "articles": 33,
}
_LAYOUTS = {
    58: _COMMON | {"place": 50, "place_country": 51, "latitude": 53, "longitude": 54, "added": 56, "url": 57},
    61: _COMMON | {"place": 52, "place_country": 53, "latitude": 56, "longitude": 57, "added": 59, "url": 60},
}
_ROLES = {
    "GOV": "government",
    "LEG": "government",
    "JUD": "government",
    "SPY": "government",
    "MIL": "military",
    "COP": "government",
    "REB": "group",
    "INS": "group",
    "SEP": "group",
    "UAF": "group",
    "RAD": "group",
    "CRM": "group",
    "IGO": "organisation",
    "NGO": "organisation",
    "IMG": "organisation",
    "MNC": "organisation",
    "UIS": "other",
}
_MENTIONS = (
    "event_id",
    "event_time",
    "mention_time",
    "kind",
    "source",
    "url",
    "sentence",
    "actor_offset",
    "recipient_offset",
    "action_offset",
    "in_raw_text",
    "confidence",
    "length",
    "tone",
    "translation",
    "extras",
)


def read_gdelt(path: Path) -> Read:
    """Read a file of GDELT events, of either version, plain or gzipped.

    Returns:
        The tidy events, and the rows rejected with reasons: a wrong number of fields, no id, no such day, a code that
        CAMEO doesn't have.

    Raises:
        UnreadableInput: The file is no table of GDELT events.
        EmptyInput: Nothing is in it.
    """
    check_file(path)
    with open_text(path) as file:
        head = file.readline(1_000_000)
    header = head[:400].lower().replace("_", "")
    if "globaleventid" in header:
        return _read_shaped(path, head)
    width = head.rstrip("\r\n").count("\t") + 1
    width = 58 if width == 57 else width
    if width not in _LAYOUTS:
        remedy = "GDELT events have 57, 58 or 61 columns separated by tabs"
        raise UnreadableInput(str(path), f"{width} columns in the first row", remedy)
    return join(list(_blocks(path, width)))


def _blocks(path: Path, width: int) -> Iterator[Read]:
    """Read GDELT's own form, a block of whole lines at a time."""
    row = 1
    with open_bytes(path) as file:
        rest = b""
        while chunk := file.read(_BLOCK):
            block = rest + chunk
            cut = block.rfind(b"\n") + 1
            block, rest = block[:cut], block[cut:]
            if block:
                read, row = _block(block, path, width, row)
                yield read
        if rest:
            yield _block(rest + b"\n", path, width, row)[0]


def _block(block: bytes, path: Path, width: int, first: int) -> tuple[Read, int]:
    """Read whole lines; also return the number of the line after them."""
    lines = block.count(b"\n")
    rows = np.arange(first, first + lines)
    system = f"GDELT {2 if width == 61 else 1}"
    if block.count(b"\t") == lines * (width - 1):
        # the number of tabs is right in all; if besides no row lacks its last field, it is right in each
        frame = _parse(block, width)
        if frame is not None and frame.height == lines and frame[:, -1].null_count() == 0:
            return _tidy(frame.with_columns(row=pl.Series(rows)), path, system), first + lines
    parts = []
    block, wrong, right = _sort_out(block, width)
    if wrong:
        bad = pl.DataFrame(
            {
                "row": rows[[at for at, _, _ in wrong]],
                "reason": [
                    f"{fields} fields, not {width}" if text.strip() else "empty row" for _, fields, text in wrong
                ],
                "text": [text for _, _, text in wrong],
            }
        )
        parts.append(Read(events=tidy(pl.DataFrame()), rejected=reject(bad, path)))
    if len(right):
        frame = _parse(block, width)
        if frame is None:
            raise UnreadableInput(str(path), f"the rows from {first} on can't be read as a table")
        parts.append(_tidy(frame.with_columns(row=pl.Series(rows[right])), path, system))
    return join(parts), first + lines


def _parse(block: bytes, width: int) -> pl.DataFrame | None:
    layout = _LAYOUTS[width]
    places = sorted(layout.values())
    names = {place: name for name, place in layout.items()}
    try:
        frame = pl.read_csv(
            block,
            separator="\t",
            has_header=False,
            quote_char=None,
            infer_schema=False,
            columns=places,
            encoding="utf8-lossy",
        )
    except pl.exceptions.PolarsError:
        return None
    frame.columns = [names[place] for place in places]
    return frame.with_columns(pl.lit("").alias("repaired")).select("repaired", *frame.columns)


def _sort_out(block: bytes, width: int) -> tuple[bytes, list[tuple[int, int, str]], NDArray[np.int64]]:
    """Return the lines of the right width, the others (number, fields, beginning), and the numbers of the first."""
    data = np.frombuffer(block, dtype=np.uint8)
    ends = np.flatnonzero(data == ord("\n"))
    starts = np.concatenate([[0], ends[:-1] + 1])
    fields = np.diff(np.searchsorted(np.flatnonzero(data == ord("\t")), ends), prepend=0) + 1
    # version 1 has no address in its rows from before April 2013
    short = fields == (57 if width == 58 else -1)
    right = np.flatnonzero((fields == width) | short)
    kept = b"".join(block[starts[i] : ends[i]] + (b"\t\n" if short[i] else b"\n") for i in right)
    wrong = [
        (int(i), int(fields[i]), block[starts[i] : ends[i]][:200].decode("utf-8", "replace"))
        for i in np.flatnonzero((fields != width) & ~short)
    ]
    return kept, wrong, right


def _read_shaped(path: Path, head: str) -> Read:
    """Read a table that a spreadsheet or program wrote: with a header and quotes, perhaps columns before or after."""
    separator = max("\t;,", key=head.count)
    rows: list[tuple[object, ...]] = []
    bad: list[tuple[int, str, str]] = []
    with open_text(path) as file:
        csv.field_size_limit(_FIELDS)
        reader = csv.reader(file, delimiter=separator)
        header = next(reader)
        at = next(i for i, name in enumerate(header) if name.lower().replace("_", "") == "globaleventid")
        width = max((known for known in _LAYOUTS if known <= len(header) - at), default=0)
        if not width:
            raise UnreadableInput(str(path), f"{len(header)} columns", "GDELT events have 57, 58 or 61")
        layout = _LAYOUTS[width]
        for number, row in enumerate(reader, start=2):
            if len(row) != len(header):
                bad.append((number, f"{len(row)} fields, not {len(header)}", separator.join(row)[:200]))
            else:
                rows.append((number, *(row[at + place] or None for place in layout.values())))
    schema = {"row": pl.Int64, **dict.fromkeys(layout, pl.String)}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    found = _tidy(_mend(frame), path, f"GDELT {2 if width == 61 else 1}")
    rejects = pl.DataFrame(bad, schema={"row": pl.Int64, "reason": pl.String, "text": pl.String}, orient="row")
    return Read(events=found.events, rejected=pl.concat([found.rejected, reject(rejects, path)]).sort("row"))


def _mend(frame: pl.DataFrame) -> pl.DataFrame:
    """Give codes their leading zero back, and empty the days of adding that became rounded numbers."""
    code = cameo.restore_zero(pl.col("code"))
    rounded = pl.col("added").str.contains(r"[eE]\+").fill_null(False)
    return frame.with_columns(
        code=code,
        added=pl.when(rounded).then(None).otherwise("added"),
        repaired=pl.concat_str(
            pl.when(code != pl.col("code")).then(pl.lit("code: leading zero restored")),
            pl.when(rounded).then(pl.lit("day of adding: rounded in the file, left empty")),
            separator="; ",
            ignore_nulls=True,
        ),
    )


def _tidy(frame: pl.DataFrame, path: Path, system: str) -> Read:
    """Turn GDELT's strings into the tidy table."""
    frame = frame.with_columns(
        date=pl.col("day").str.to_date("%Y%m%d", strict=False),
        code=pl.col("code").str.strip_chars(),
    )
    frame = cameo.to_plover(frame)
    shown = pl.concat_str(
        [pl.col(name).fill_null("") for name in ("event_id", "day", "actor_code", "code", "recipient_code")],
        separator=" ",
    )
    found = split(
        frame,
        [
            (pl.col("event_id").fill_null("") == "", "no event id"),
            (pl.col("date").is_null(), "no such day"),
            (pl.col("code").is_null(), "no event code"),
            (pl.col("known").is_null(), "the code isn't in CAMEO"),
        ],
        path,
        text=shown,
    )
    return Read(events=tidy(found.events.with_columns(*_columns(system))), rejected=found.rejected)


def _columns(system: str) -> Iterator[pl.Expr]:
    for side in ("actor", "recipient"):
        country, group, kind = (pl.col(f"{side}_{name}") for name in ("country", "group", "type"))
        code = pl.col(f"{side}_code").str.slice(0, 3)
        state = from_cameo(pl.coalesce(country, group, code))
        role = kind.replace_strict(_ROLES, default="people", return_dtype=pl.String)
        organisation = country.is_null() & state.is_not_null()
        yield state.alias(side)
        yield (
            pl.when(organisation & (role != "group").fill_null(True))
            .then(pl.lit("organisation"))
            .when(kind.is_null())
            # regions such as "AFR" have a code of a country and are no state
            .then(pl.when(country.is_null() | state.is_null()).then(pl.lit("other")).otherwise(pl.lit("state")))
            .otherwise(role)
            .alias(f"{side}_role")
        )
    for name in ("mentions", "sources", "articles"):
        yield pl.col(name).cast(pl.Int64, strict=False)
    for name in ("latitude", "longitude"):
        yield pl.col(name).cast(pl.Float64, strict=False)
    yield (pl.col("root") == "1").alias("root")
    yield pl.lit("asserted").alias("status")
    yield pl.lit(system).alias("origin")
    yield pl.lit(1.0).alias("origins")
    yield pl.lit(False).alias("mutual")
    yield pl.col("repaired").replace("", None)


def read_gdelt_mentions(path: Path) -> Read:
    """Read a file of GDELT 2 mentions: tabs without header, or commas with one.

    Returns:
        A frame with GDELT's 16 columns under plain names (``event_id, event_time, mention_time, kind, source, url,
        sentence, …, confidence, …``), times and numbers parsed, and the rows rejected.
    """
    check_file(path)
    with open_text(path) as file:
        head = file.readline(1_000_000)
        separator = "\t" if head.count("\t") >= 14 else ","
        named = "globaleventid" in head[:200].lower()
        file.seek(0)
        csv.field_size_limit(_FIELDS)
        rows, bad = [], []
        plain = csv.reader(file, delimiter=separator, quoting=csv.QUOTE_NONE)
        for number, row in enumerate(plain if separator == "\t" else csv.reader(file), start=1):
            if number == 1 and named:
                continue
            if len(row) not in (len(_MENTIONS) - 1, len(_MENTIONS)):
                bad.append((number, f"{len(row)} fields, not {len(_MENTIONS)}", separator.join(row)[:200]))
            else:
                rows.append((number, *(field or None for field in row), *[None] * (len(_MENTIONS) - len(row))))
    frame = pl.DataFrame(rows, schema={"row": pl.Int64, **dict.fromkeys(_MENTIONS, pl.String)}, orient="row")
    frame = frame.with_columns(
        pl.col("event_time", "mention_time").str.to_datetime("%Y%m%d%H%M%S", strict=False),
        pl.col("^.*_offset$", "sentence", "confidence", "length", "kind").cast(pl.Int64, strict=False),
        pl.col("tone").cast(pl.Float64, strict=False),
        in_raw_text=pl.col("in_raw_text") == "1",
    )
    found = split(
        frame,
        [
            (pl.col("event_id").is_null(), "no event id"),
            (pl.col("mention_time").is_null(), "no such time of mention"),
        ],
        path,
        text=pl.col("event_id"),
    )
    rejects = pl.DataFrame(bad, schema={"row": pl.Int64, "reason": pl.String, "text": pl.String}, orient="row")
    return Read(events=found.events.drop("row", "reason"), rejected=pl.concat([found.rejected, reject(rejects, path)]))
