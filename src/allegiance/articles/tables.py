"""Reads rows: JSON, JSON lines, CSV and its kin, Parquet. A broken row is told, and the rest goes on."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from allegiance.articles.decode import decode, lines, whole
from allegiance.articles.fields import Finder
from allegiance.articles.gkg import GKG_COLUMNS, is_event_line, is_gkg_line
from allegiance.articles.limits import Limits
from allegiance.articles.rows import Row
from allegiance.articles.unfold import opened, records, saved, written_on
from allegiance.records import Problem

_MAP_HELP = "Name them, as in --map text=COLUMN --map title=COLUMN --map date=COLUMN"
_RAISE = "Split it, or raise --limit field_chars=CHARACTERS"
_SEPARATOR = re.compile(r"\s*\"?sep=(.)\"?\s*$", re.IGNORECASE)
_RECORD_LINES = 5000


def read_json(stream: io.BufferedReader, *, where: str, finder: Finder, limits: Limits) -> Iterator[Row | Problem]:
    """Yield the records of a JSON file: a list, an object that wraps one, or one record."""
    text, encoding = decode(whole(stream, limit=limits.file_bytes, where=where))
    yield from encoding_note({encoding}, where)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        what = "nested too deeply" if isinstance(error, RecursionError) else f"not sound JSON ({error})"
        found = written_on(text)
        if found is None:
            found = saved(text)
            kept = f"; its first {len(found)} records were read" if found else ""
            message = f"{what}{kept}. Mend it, or give one record a line as .jsonl"
            yield Problem(where=where, kind="bad-json", message=message)
        if not found:
            return
    rows = records(found, finder)
    if rows is None:
        yield _no_columns(where, list(found) if isinstance(found, dict) else [])
        return
    for number, record in enumerate(rows, 1):
        yield _row_of(record, f"{where}, record {number}")


def read_json_lines(
    stream: io.BufferedReader, *, where: str, finder: Finder, limits: Limits
) -> Iterator[Row | Problem]:
    """Yield the records of a file with one JSON object a line."""
    encodings: set[str] = set()
    for number, line in lines(stream, limit=4 * limits.field_chars, encodings=encodings):
        place = f"{where}, line {number}"
        if line is None:
            yield Problem(where=place, kind="too-long", message=f"the line is over the limit. {_RAISE}")
        elif line.strip():
            try:
                record = json.loads(line)
            except (ValueError, RecursionError):
                yield Problem(where=place, kind="bad-row", message="not sound JSON; left out. Mend the line")
                continue
            yield _row_of(record, place)
    yield from encoding_note(encodings, where)


def read_csv(
    stream: io.BufferedReader, *, where: str, finder: Finder, limits: Limits, delimiter: str | None = None
) -> Iterator[Row | Problem]:
    """Yield the rows of a file of separated values with a header; the separator is guessed when not given."""
    # The csv module keeps its limit for the whole process: it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), 4 * limits.field_chars))
    encodings: set[str] = set()
    numbered: Iterator[tuple[int, str | None]] = lines(stream, limit=4 * limits.field_chars, encodings=encodings)
    header: list[str] = []
    for first, line in numbered:
        if line is None:
            break
        if is_event_line(line):
            message = "GDELT's table of events holds codes and no text. Read it with `allegiance import`"
            yield Problem(where=where, kind="no-columns", message=message)
            return
        if is_gkg_line(line):
            header, delimiter, numbered = list(GKG_COLUMNS), "\t", chain([(first, line)], numbered)
            break
        if named := _SEPARATOR.match(line):
            # Spreadsheets write it for each other: "sep=;".
            delimiter = named[1]
        elif line.strip():
            delimiter = delimiter or max(",;\t|", key=line.count)
            header = _cells([line], delimiter)[0] or _cells([line], delimiter, quoted=False)[0] or []
            header = [name.strip() or f"column {index}" for index, name in enumerate(header, 1)]
            break
    if not finder.has_text(header):
        yield _no_columns(where, header)
        return
    for number, cells in _records_of(numbered, delimiter or ",", len(header), limits):
        place = f"{where}, line {number}"
        if cells is None:
            yield Problem(
                where=place, kind="bad-row", message="over the limit, or an open quote; left out. Mend the line"
            )
        elif len(cells) > len(header) or (len(cells) < len(header) and len(header) - len(cells) > len(header) // 2):
            message = f"{len(cells)} cells where the header has {len(header)}; left out. Mend the line"
            yield Problem(where=place, kind="bad-row", message=message)
        else:
            yield Row(place, dict(zip(header, cells, strict=False)), is_table=True)
    yield from encoding_note(encodings, where)


def read_parquet(path: Path | io.BytesIO, *, where: str, finder: Finder) -> Iterator[Row | Problem]:
    """Yield the rows of a Parquet file, by batches, of the known columns only."""
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            names = [str(name) for name in file.schema_arrow.names]
            wanted = {column for columns in finder.columns(names).values() for column in columns}
            wanted |= {name for name in names if name.lower() == "extras"}
            if not finder.has_text(names):
                yield _no_columns(where, names)
                return
            number = 0
            for batch in file.iter_batches(batch_size=256, columns=[name for name in names if name in wanted]):
                columns = {name: _values(batch.column(name)) for name in batch.schema.names}
                for index in range(batch.num_rows):
                    number += 1
                    data = {name: values[index] for name, values in columns.items()}
                    yield Row(f"{where}, row {number}", data, is_table=True)
    except (pyarrow.ArrowException, OSError, ValueError, KeyError, OverflowError) as error:
        message = f"not sound Parquet ({str(error)[:120]}). Write it anew"
        yield Problem(where=where, kind="bad-parquet", message=message)


def encoding_note(encodings: set[str], where: str) -> Iterator[Problem]:
    """Yield a note when a text was not in UTF-8."""
    for encoding in sorted(encodings - {"utf-8"}):
        message = f"not UTF-8; read as {encoding}. Save it as UTF-8 if letters look wrong"
        yield Problem(where=where, kind="encoding", message=message, fatal=False)


def _values(column: Any) -> list[Any]:
    try:
        return list(column.to_pylist())
    except (pyarrow.ArrowException, ValueError, OverflowError):
        return [None] * len(column)


def _row_of(record: object, place: str) -> Row | Problem:
    if isinstance(record, dict):
        return Row(place, opened(record), is_table=True)
    message = f"a {type(record).__name__}, not an object; left out. Give each article as an object with a title or text"
    return Problem(where=place, kind="bad-row", message=message)


def _no_columns(where: str, names: list[str]) -> Problem:
    shown = ", ".join(repr(name[:40]) for name in islice(names, 20)) or "none"
    return Problem(where=where, kind="no-columns", message=f"no title or text among its columns ({shown}). {_MAP_HELP}")


def _records_of(
    numbered: Iterator[tuple[int, str | None]], delimiter: str, width: int, limits: Limits
) -> Iterator[tuple[int, list[str] | None]]:
    """Yield (first line's number, cells), the cells None for a broken record.

    A record whose quote never closes would swallow the rest of the file: it is given up after a bound, its
    first line is told as broken (or read without quotes where that fits), and reading starts anew at the next.
    """
    waiting: list[tuple[int, str | None]] = []
    while True:
        first = waiting.pop(0) if waiting else next(numbered, None)
        if first is None:
            return
        number, line = first
        if line is None:
            yield number, None
            continue
        if not line.strip():
            continue
        record, taken, size = [line], 0, len(line)
        cells, is_open = _cells(record, delimiter)
        while is_open and taken < _RECORD_LINES and size <= 4 * limits.field_chars:
            if taken == len(waiting):
                more = next(numbered, None)
                if more is None:
                    break
                waiting.append(more)
            following = waiting[taken][1]
            taken += 1
            if following is None:
                break
            record.append(following)
            size += len(following)
            if '"' in following:
                cells, is_open = _cells(record, delimiter)
        if cells is None:
            bare, _ = _cells([line], delimiter, quoted=False)
            yield number, bare if bare is not None and len(bare) == width else None
        else:
            del waiting[:taken]
            yield number, cells


def _cells(record: list[str], delimiter: str, *, quoted: bool = True) -> tuple[list[str] | None, bool]:
    """Return a record's cells, None when they can't be told, and whether a quote is still open."""
    quoting: Any = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    try:
        return next(csv.reader(record, delimiter=delimiter, quoting=quoting, strict=True), []), False
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            return None, True
        if len(record) > 1:
            # Words after a closing quote some lines on: the quote that opened was never meant to close there.
            return None, False
    try:
        return next(csv.reader(record, delimiter=delimiter, quoting=quoting), []), False
    except csv.Error:
        return None, False
