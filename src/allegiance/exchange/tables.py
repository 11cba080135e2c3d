"""What every reader gives: one tidy event table, and every row that couldn't be read, with the reason.

Columns of the event table are those of :data:`EVENTS`; relations take it as it is. Rows that were mended say how in
``repaired``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from allegiance.errors import EmptyInput, UnreadableInput

EVENTS: dict[str, type[pl.DataType]] = {
    "event_id": pl.String,
    "date": pl.Date,
    "actor": pl.String,
    "recipient": pl.String,
    "actor_name": pl.String,
    "recipient_name": pl.String,
    "actor_role": pl.String,
    "recipient_role": pl.String,
    "code": pl.String,
    "type": pl.String,
    "mode": pl.String,
    "contexts": pl.String,
    "quad": pl.String,
    "status": pl.String,
    "goldstein": pl.Float64,
    "origin": pl.String,
    "origins": pl.Float64,
    "mentions": pl.Int64,
    "sources": pl.Int64,
    "articles": pl.Int64,
    "mutual": pl.Boolean,
    "root": pl.Boolean,
    "added": pl.String,
    "place": pl.String,
    "place_country": pl.String,
    "latitude": pl.Float64,
    "longitude": pl.Float64,
    "url": pl.String,
    "repaired": pl.String,
}
"""``actor`` and ``recipient`` are gazetteer ids, null where no state or known organisation acts; ``origin`` names the
system that coded the row; ``origins`` is 1 for an event coded elsewhere, since its independent sources aren't known;
``quad`` is that of the PLOVER type, null for statements and appeals, which have none."""

REJECTED: dict[str, type[pl.DataType]] = {"file": pl.String, "row": pl.Int64, "reason": pl.String, "text": pl.String}
"""``row`` counts from 1 with a header as row 1; ``text`` is the row's beginning."""

QUAD_OF: dict[str, str] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "verbal cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "material cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal conflict"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material conflict"),
}
"""PLOVER's quad class of each type; a VOTE's depends on what it does to the recipient."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a file gave.

    Attributes:
        events: The rows read, with the columns of :data:`EVENTS` (or of the table asked for).
        rejected: The rows that weren't, with the columns of :data:`REJECTED`.
    """

    events: pl.DataFrame
    rejected: pl.DataFrame


def tidy(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame with exactly the columns of :data:`EVENTS`, missing ones empty, of their types."""
    if not frame.width:
        return pl.DataFrame(schema=EVENTS)
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in EVENTS.items()
    )


def reject(frame: pl.DataFrame, where: Path) -> pl.DataFrame:
    """Return the table of rejected rows from a frame that has ``row``, ``reason`` and ``text``."""
    return frame.select(
        pl.lit(where.name).alias("file"),
        pl.col("row").cast(pl.Int64),
        pl.col("reason").cast(pl.String),
        pl.col("text").cast(pl.String).str.slice(0, 200),
    )


def no_rejects() -> pl.DataFrame:
    """Return an empty table of rejected rows."""
    return pl.DataFrame(schema=REJECTED)


def split(frame: pl.DataFrame, reasons: list[tuple[pl.Expr, str]], where: Path, *, text: pl.Expr) -> Read:
    """Part a frame into rows to keep and rows to reject, each with the first reason that holds.

    Args:
        frame: Rows with their number in ``row``.
        reasons: Conditions with the reason that they give, most important first.
        where: The file, for the table of rejects.
        text: What to show of a rejected row.
    """
    reason = pl.lit(None, dtype=pl.String)
    for condition, words in reversed(reasons):
        reason = pl.when(condition).then(pl.lit(words)).otherwise(reason)
    frame = frame.with_columns(reason=reason)
    bad = frame.filter(pl.col("reason").is_not_null())
    return Read(
        events=frame.filter(pl.col("reason").is_null()),
        rejected=reject(bad.with_columns(text=text), where) if bad.height else no_rejects(),
    )


def join(parts: list[Read]) -> Read:
    """Put the parts of one or more files together."""
    return Read(
        events=pl.concat([part.events for part in parts]), rejected=pl.concat([part.rejected for part in parts])
    )


def check_file(path: Path) -> None:
    """Raise unless the path is a file with something in it.

    Raises:
        UnreadableInput: There is no such file.
        EmptyInput: Nothing is in it.
    """
    if not path.is_file():
        raise UnreadableInput(str(path), "no such file")
    if path.stat().st_size == 0:
        raise EmptyInput(str(path), "the file is empty")
