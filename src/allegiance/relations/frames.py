"""Event tables: from records to one row per event and pair, and on to counts by period.

An event table has the columns of :data:`COLUMNS`. A mutual act ("A and B sign") has one row for each order of
its parties, with ``mutual`` set; counts over both directions take it once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from itertools import permutations, product
from typing import Literal, TypeVar

import numpy as np
import polars as pl

from allegiance.baseline import BASELINE
from allegiance.codebook import Codebook
from allegiance.records import Event, EventType, Quad

Every = Literal["week", "month", "year"]
Direction = Literal["both", "out", "in"]
Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)
"""A table, or the plan of one: a plan's steps are done together, which for a small table is several times faster."""

COLUMNS: dict[str, type[pl.DataType] | pl.DataType] = {
    "event": pl.String,
    "date": pl.Date,
    "actor": pl.String,
    "recipient": pl.String,
    "type": pl.String,
    "quad": pl.String,
    "status": pl.String,
    "origins": pl.Float64,
    "articles": pl.Int64,
    "severity": pl.Float64,
    "mutual": pl.Boolean,
    "named": pl.List(pl.String),
}
"""Columns of an event table; those from ``origins`` on may be missing and count as 1, 1, by type, false and none.
``named`` lists the origins, or the outlets where the chain of sources names none."""

QUADS: tuple[str, ...] = tuple(quad.value for quad in Quad)
CONFLICT: tuple[str, ...] = (Quad.VERBAL_CONFLICT.value, Quad.MATERIAL_CONFLICT.value)
STEP: dict[str, str] = {"week": "1w", "month": "1mo", "year": "1y"}
DAYS: dict[str, float] = {"week": 7.0, "month": 365.25 / 12, "year": 365.25}
REACH: dict[str, int] = {step: round(BASELINE.days / days) for step, days in DAYS.items()}
"""How many periods the baseline of a date is long."""

FOR_STATES: tuple[str, ...] = ("state", "government", "leader", "military")


@cache
def _codebook() -> Codebook:
    return Codebook.load()


def severity(type_: EventType, mode: str | None = None) -> float:
    """Return how grave an act is, in [0, 1] on the codebook's scale."""
    return _codebook().types[type_].severity_of(mode)


def _severities(moded: bool) -> pl.Expr:
    """Return the severity of each row's act by type, and by mode where there is a column of modes."""
    kinds = {kind.value: severity(kind) for kind in EventType}
    by_type = pl.col("type").replace_strict(kinds, default=0.0, return_dtype=pl.Float64)
    if not moded:
        return by_type
    modes = {
        f"{kind.value}/{mode}": entry.severity_of(mode)
        for kind, entry in _codebook().types.items()
        for mode in entry.modes
    }
    by_mode = pl.concat_str("type", "mode", separator="/").replace_strict(modes, default=None, return_dtype=pl.Float64)
    return pl.coalesce(by_mode, by_type)


def by_quad(frame: pl.DataFrame) -> pl.DataFrame:
    """Return what was done by quad: ``quad, events`` (asserted, by independent origins), ``severity`` (their mean).

    Args:
        frame: An event table, such as one dyad's rows in a period.

    Returns:
        A row for each quad in the order of PLOVER; the severity, in (0, 1] on the codebook's scale, is null where no type
        is known.
    """
    weight = pl.col("origins").cast(pl.Float64)
    known = pl.col("severity") > 0
    found = (
        complete(frame)
        .filter(pl.col("status") == "asserted")
        .group_by("quad")
        .agg(
            events=weight.sum(),
            severity=(pl.col("severity") * weight).filter(known).sum() / weight.filter(known).sum(),
        )
    )
    return (
        pl.DataFrame({"quad": QUADS})
        .join(found, on="quad", how="left", maintain_order="left")
        .with_columns(pl.col("events").fill_null(0.0), pl.col("severity").fill_nan(None))
    )


def from_events(events: Iterable[Event]) -> pl.DataFrame:
    """Return the event table of records: one row for each ordered pair of an event's parties.

    The day is the middle of the event's interval, or the day of the first report when the text gives none;
    ``origins`` counts independent origins, at least one.

    Args:
        events: Events of any status; :func:`counts` chooses.

    Returns:
        A frame with the columns of :data:`COLUMNS`, sorted by day.
    """
    rows = []
    for event in events:
        mutual = len(event.actors) > 1 and (not event.recipients or event.recipients == event.actors)
        pairs = permutations(event.actors, 2) if mutual else product(event.actors, event.recipients)
        rows += [
            (
                event.id,
                _day(event),
                actor,
                recipient,
                event.type.value,
                event.quad.value,
                event.status.value,
                float(max(1, len(event.origins))),
                len(event.articles),
                severity(event.type, event.mode),
                mutual,
                list(event.origins or event.outlets),
            )
            for actor, recipient in pairs
            if actor != recipient
        ]
    return pl.DataFrame(rows, schema=COLUMNS, orient="row").sort("date", "event", "actor", "recipient")


def _day(event: Event) -> date | None:
    start, end = event.date_start, event.date_end
    if start is not None and end is not None and end > start:
        return start + timedelta(days=(end - start).days // 2)
    return start or end or event.first_reported


def complete(frame: Frame) -> Frame:
    """Return an event table with the columns that it may leave out, and without rows that can't be counted."""
    defaults: dict[str, pl.Expr] = {
        "status": pl.lit("asserted"),
        "origins": pl.lit(1.0),
        "articles": pl.lit(1, dtype=pl.Int64),
        "severity": pl.lit(0.0),
        "mutual": pl.lit(False),
        "named": pl.lit(None, dtype=pl.List(pl.String)),
    }
    columns = frame.collect_schema().names()
    if "type" in columns:
        defaults["severity"] = _severities("mode" in columns)
    frame = frame.with_columns(**{name: value for name, value in defaults.items() if name not in columns})
    if "event" not in columns:
        frame = frame.with_row_index("event").with_columns(pl.col("event").cast(pl.String))
    return frame.drop_nulls(["date", "actor", "recipient", "quad"])


def pair(frame: Frame, a: str, b: str, *, direction: Direction = "both") -> Frame:
    """Return the rows of one dyad: ``out`` a's acts to b, ``in`` b's to a, ``both`` with mutual acts once."""
    out = (pl.col("actor") == a) & (pl.col("recipient") == b)
    back = (pl.col("actor") == b) & (pl.col("recipient") == a)
    if direction == "out":
        return frame.filter(out)
    if direction == "in":
        return frame.filter(back)
    held = "mutual" in frame.collect_schema().names()
    mutual = pl.col("mutual").fill_null(False) if held else pl.lit(False)
    return frame.filter(out | (back & ~mutual))


def undirected(frame: Frame) -> Frame:
    """Return the table with the two states in alphabetical order and each mutual act once."""
    frame = frame.filter(~pl.col("mutual").fill_null(False) | (pl.col("actor") < pl.col("recipient")))
    return frame.with_columns(
        actor=pl.min_horizontal("actor", "recipient"), recipient=pl.max_horizontal("actor", "recipient")
    )


def counts(frame: Frame, *, every: Every = "month", directed: bool = True) -> Frame:
    """Count asserted events by dyad, period and quad, weighed by their independent origins.

    Events that are only planned, conditional, hypothetical or asked, and those denied, have columns of their own;
    historical ones are left out.

    Args:
        frame: An event table.
        every: Length of a period; weeks begin on Monday.
        directed: False to put both directions together, mutual acts once.

    Returns:
        A frame ``actor, recipient, period`` (first day), one column per quad, ``conflict``, ``total``, ``planned``,
        ``denied``, ``articles`` and ``severity`` (sum of hostile weights times origins), sorted.
    """
    frame = complete(frame)
    if not directed:
        frame = undirected(frame)
    asserted = pl.col("status") == "asserted"
    planned = pl.col("status").is_in(["planned", "conditional", "hypothetical", "asked"])
    weight = pl.col("origins").cast(pl.Float64)
    conflict = asserted & pl.col("quad").is_in(CONFLICT)
    return (
        frame.filter(pl.col("status") != "historical")
        .group_by("actor", "recipient", pl.col("date").dt.truncate(STEP[every]).alias("period"))
        .agg(
            *(weight.filter(asserted & (pl.col("quad") == quad)).sum().alias(quad) for quad in QUADS),
            conflict=weight.filter(conflict).sum(),
            total=weight.filter(asserted).sum(),
            planned=weight.filter(planned).sum(),
            denied=weight.filter(pl.col("status") == "denied").sum(),
            articles=pl.col("articles").filter(asserted).sum(),
            severity=(pl.col("severity") * weight).filter(conflict).sum(),
        )
        .sort("actor", "recipient", "period")
    )


def periods(start: date, end: date, *, every: Every = "month") -> list[date]:
    """Return the first days of the periods from the one that holds ``start`` to the one that holds ``end``.

    >>> [str(day) for day in periods(date(2024, 1, 31), date(2024, 2, 7), every="week")]
    ['2024-01-29', '2024-02-05']
    >>> [str(day) for day in periods(date(2024, 1, 31), date(2024, 2, 7))]
    ['2024-01-01', '2024-02-01']
    """
    if every == "week":
        monday = start - timedelta(days=start.weekday())
        return [monday + timedelta(weeks=n) for n in range((end - monday).days // 7 + 1)]
    first, last = np.array([start, end], dtype={"month": "M8[M]", "year": "M8[Y]"}[every])
    found: list[date] = np.arange(first, last + 1).astype("M8[D]").tolist()
    return found


def governments(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the rows in which both sides act for a state; a table without roles is returned as it is.

    Rows whose role isn't known are left out: fighting against insurgents is otherwise taken for a quarrel of states.
    """
    roles = [name for name in ("actor_role", "recipient_role") if name in frame.columns]
    return frame.filter(pl.all_horizontal(pl.col(roles).is_in(FOR_STATES))) if roles else frame


def first_day(frame: pl.DataFrame) -> date | None:
    """Return the earliest day of a table, None when it has none."""
    found: date | None = frame.select(pl.col("date").cast(pl.Date).min()).item()
    return found


def last_day(frame: pl.DataFrame) -> date | None:
    """Return the latest day of a table, None when it has none."""
    found: date | None = frame.select(pl.col("date").cast(pl.Date).max()).item()
    return found
