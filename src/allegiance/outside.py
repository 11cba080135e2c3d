"""What others coded, joined to the store: import, export in the field's forms, comparison, movers.

A part of the pipeline: like it, this module joins stages to the store. Tables that are imported stay beside this
project's own events and are never merged with them; ``source`` names each: the system that coded them (GDELT, ICEWS,
POLECAT), else the file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from allegiance import exchange, relations
from allegiance.errors import InputError, UnknownName, UnreadableInput
from allegiance.exchange.reading import Kind
from allegiance.records import Event, Problem
from allegiance.relations.frames import Every
from allegiance.store import Store

OWN = "allegiance"
"""The source name of the events that this project coded."""
# Only this system publishes mentions, and its events go by this name.
_MENTIONS_OF = "GDELT 2"
_MENTIONS = (
    "event_id",
    "event_time",
    "mention_time",
    "kind",
    "outlet",
    "url",
    "sentence",
    "in_raw_text",
    "confidence",
    "length",
    "tone",
    "translation",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What importing one file came to: rows added, rows that were known already, rows rejected."""

    name: str
    kind: str
    source: str
    rows: int
    known: int
    rejected: int


def import_tables(
    store: Store,
    paths: Sequence[Path],
    *,
    name: str | None = None,
    progress: Callable[[str, int, int | None], None] = lambda *_: None,
) -> tuple[list[Imported], list[Problem]]:
    """Read tables that others made into the store: events, mentions, votes with their roll calls, ideal points, alliances.

    A file that was imported before adds nothing.

    Args:
        store: The store.
        paths: Files; their kind is told from their columns. Votes need the table of calls in the same list.
        name: Name of the source for tables that don't name a system themselves; by default the file's name.
        progress: Told how many files are done.
    """
    done: list[Imported] = []
    problems: list[Problem] = []
    kinds: dict[Path, Kind] = {}
    for path in paths:
        try:
            kinds[path] = exchange.table_kind(path)
        except InputError as error:
            problems.append(Problem(where=str(path), kind="import", message=error.told))
    calls = [path for path, kind in kinds.items() if kind == "calls"]
    for number, (path, kind) in enumerate(kinds.items()):
        progress("importing", number, len(kinds))
        if kind == "calls":
            continue
        try:
            with store.transaction():
                found, rejected = _import(store, path, kind, name, calls)
        except InputError as error:
            problems.append(Problem(where=str(path), kind="import", message=error.told))
            continue
        done.append(found)
        by_reason = rejected.group_by("reason", maintain_order=True).agg(pl.len(), pl.col("row").first())
        for reason, number_left, row in by_reason.iter_rows():
            told = "1 row" if number_left == 1 else f"{number_left} rows"
            message = f"{told} left out, the first row {row}: {reason}"
            problems.append(Problem(where=str(path), kind="row", message=message, fatal=False))
    store.add_problems(problems)
    progress("importing", len(kinds), len(kinds))
    return done, problems


def _import(
    store: Store, path: Path, kind: Kind, name: str | None, calls: Sequence[Path]
) -> tuple[Imported, pl.DataFrame]:
    digest = _digest(path)
    before = store.query("SELECT name, kind, source, rows, rejected FROM imported_files WHERE digest = ?", [digest])
    if before:
        old = before[0]
        known = Imported(
            name=path.name, kind=old["kind"], source=old["source"], rows=0, known=old["rows"], rejected=old["rejected"]
        )
        return known, exchange.no_rejects()
    read, source = _read(path, kind, name, calls)
    rows, known_rows = read.events, 0
    if kind == "events":
        seen = pl.from_arrow(store.named_arrow("known_ids", [source]))
        assert isinstance(seen, pl.DataFrame)
        fresh = rows
        if _own_ids(rows):
            # an event between several parties has several rows; the same row twice is a repeat
            fresh = rows.unique(keep="first", maintain_order=True).join(seen, on="event_id", how="anti")
        known_rows, rows = rows.height - fresh.height, fresh
    elif kind == "mentions":
        seen = store.frame("known_mentions", [source])
        once = rows.unique(seen.columns, keep="first", maintain_order=True)
        fresh = once.join(seen, on=seen.columns, how="anti", nulls_equal=True)
        known_rows, rows = rows.height - fresh.height, fresh
    table = "imported_" + {"ideal points": "points"}.get(kind, kind)
    first = [pl.lit(digest).alias("file"), pl.lit(source).alias("source")]
    added = store.add_rows(table, rows.select(*first, pl.all()).to_arrow())
    if read.rejected.height:
        store.add_rows("imported_rejects", read.rejected.to_arrow())
    told = Imported(
        name=path.name, kind=kind, source=source, rows=added, known=known_rows, rejected=read.rejected.height
    )
    row = {"digest": digest, **{field: getattr(told, field) for field in Imported.__slots__}}
    store.add_rows("imported_files", pl.DataFrame([row]).to_arrow())
    return told, read.rejected


def _own_ids(events: pl.DataFrame) -> bool:
    """Tell whether the rows carry ids that their coder gave them, not just their place in a file."""
    return bool(events["origin"].is_in(["GDELT 1", "GDELT 2", "ICEWS", "POLECAT"]).all()) and events.height > 0


def _read(path: Path, kind: Kind, name: str | None, calls: Sequence[Path]) -> tuple[exchange.Read, str]:
    own = name or path.name.split(".")[0]
    if kind == "votes":
        if not calls:
            raise UnreadableInput(
                str(path), "votes without their roll calls", "name the table of calls (rcid, session, date), too"
            )
        read = exchange.read_un_votes(path, calls[0])
        votes = read.events.with_columns(pl.col("call").cast(pl.String))
        return exchange.Read(events=votes, rejected=read.rejected), own
    if kind == "ideal points":
        return exchange.read_ideal_points(path), own
    if kind == "alliances":
        read = exchange.read_alliances(path)
        kinds = [column for column in read.events.columns if column not in ("a", "b", "year")]
        long = read.events.unpivot(on=kinds, index=["a", "b", "year"], variable_name="kind", value_name="holds")
        return exchange.Read(events=long.filter("holds").drop("holds"), rejected=read.rejected), own
    if kind == "mentions":
        read = exchange.read_gdelt_mentions(path)
        kept = read.events.rename({"source": "outlet"}).select(_MENTIONS)
        return exchange.Read(events=kept, rejected=read.rejected), name or _MENTIONS_OF
    read = exchange.read_events(path)
    coder = read.events["origin"].drop_nulls().unique().to_list()
    named = len(coder) == 1 and _own_ids(read.events)
    return read, coder[0] if named and not name else own


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def sources(store: Store) -> list[dict[str, object]]:
    """Return what was imported: source, kind, rows, first and last day."""
    return store.named("imported_sources")


def mentions_joined(store: Store) -> list[dict[str, object]]:
    """Return of each source's mentions how many there are, of how many events, and how many of either have their event here.

    Mentions and events are joined by the event's id when they are read, whichever was imported first.
    """
    return store.named("mentions_joined")


def own_events(store: Store) -> pl.DataFrame:
    """Return this project's events as the tidy table of ``exchange``."""
    return exchange.from_records(store.records(Event, "ORDER BY id"))


def imported_events(store: Store, source: str) -> pl.DataFrame:
    """Return the events of one imported source as the tidy table of ``exchange``.

    Raises:
        UnknownName: Nothing was imported under that name.
    """
    found = pl.from_arrow(store.named_arrow("imported_events", [source]))
    assert isinstance(found, pl.DataFrame)
    if found.is_empty():
        names = [str(row["source"]) for row in sources(store) if row["kind"] == "events"]
        known = f" Imported so far: {', '.join(names)}." if names else " No events were imported so far."
        raise UnknownName(f"{source}: no events of this source are in the store.{known}")
    return found


def events_of(store: Store, source: str) -> pl.DataFrame:
    """Return the events of a source: this project's own (``allegiance``) or an imported one's."""
    return own_events(store) if source == OWN else imported_events(store, source)


def event_sources(store: Store) -> list[str]:
    """Return the names of the imported sources of events."""
    return [str(row["source"]) for row in sources(store) if row["kind"] == "events"]


def export(store: Store, folder: Path, forms: Sequence[str], *, source: str = OWN) -> list[tuple[Path, str]]:
    """Write the events of a source in the field's forms; return each file with a remark on what it leaves out."""
    events = events_of(store, source)
    told = events["status"].fill_null("asserted") == "asserted"
    remarks = {
        "gdelt": f"{(~told).sum()} rows that are not asserted are left out",
        "geojson": f"{events['latitude'].is_not_null().sum()} of {events.height} rows have a place on the map",
        "polecat": f"{(events['type'].is_null() | ~told).sum()} rows without a PLOVER type or not asserted are left out",
    }
    return [(exchange.write_as(form, events, folder), remarks.get(form, "")) for form in forms]


def compare(store: Store, *, first: str = OWN, second: str, days: int = 1) -> exchange.Comparison:
    """Match the events of two sources row by row, over the days that both cover.

    Raises:
        UnknownName: There is no such source, no such day, or one of them holds sums by year.
    """
    ours, theirs = events_of(store, first), events_of(store, second)
    for name, frame in ((first, ours), (second, theirs)):
        if step_of(frame) == "year" and frame["type"].is_null().all():
            raise UnknownName(
                f"{name} holds sums by year and no single events; they can't be set beside others row by row."
            )
    start = max(_edge(ours, pl.col("date").min()), _edge(theirs, pl.col("date").min()))
    end = min(_edge(ours, pl.col("date").max()), _edge(theirs, pl.col("date").max()))
    if start > end:
        raise UnknownName(f"{first} and {second}: there is no day that both cover.")
    slack = timedelta(days)
    within = pl.col("date").is_between(start - slack, end + slack)
    return exchange.compare(ours.filter(within), theirs.filter(within), days=days)


def _edge(frame: pl.DataFrame, which: pl.Expr) -> date:
    found: date | None = frame.select(which).item()
    return found or date.max


def step_of(frame: pl.DataFrame) -> Every:
    """Return the length of period that a table's days allow: a table of yearly counts has one day a year."""
    days = frame["date"].drop_nulls()
    return "year" if days.len() and days.n_unique() <= days.dt.year().n_unique() else "month"


def movers(
    store: Store, *, since: date, until: date | None = None, source: str = OWN, false_share: float = 0.1
) -> pl.DataFrame:
    """Return the dyads that moved most since a date, surest first, corrected for looking at many."""
    if source == OWN:
        frame = relations.from_events(store.records(Event, "ORDER BY id"))
    else:
        frame = relations.governments(imported_events(store, source))
    frame = frame.filter(pl.col("actor") != pl.col("recipient"))
    return relations.movers(frame, since=since, until=until, every=step_of(frame), false_share=false_share)
