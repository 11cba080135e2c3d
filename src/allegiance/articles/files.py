"""Walks files and folders and reads what is in them, whatever the format."""

from __future__ import annotations

import io
import json
import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import cast

from allegiance.articles.dates import day_comes_first
from allegiance.articles.decode import Source, decode, is_binary, whole
from allegiance.articles.documents import read_feed, read_page, read_text, read_warc
from allegiance.articles.fields import Finder
from allegiance.articles.limits import Limits
from allegiance.articles.marks import mark_of, unchanged
from allegiance.articles.rows import Notes, Row, make
from allegiance.articles.tables import read_csv, read_json, read_json_lines, read_parquet
from allegiance.errors import TooLarge
from allegiance.records import Article, FileRead, Problem

_FORMATS = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text", ".html": "page", ".htm": "page",
    ".xhtml": "page", ".json": "json", ".jsonl": "lines", ".ndjson": "lines", ".csv": "csv", ".tsv": "tsv",
    ".tab": "tsv", ".parquet": "parquet", ".pq": "parquet", ".xml": "feed", ".rss": "feed", ".atom": "feed",
    ".rdf": "feed", ".warc": "warc", ".wet": "warc",
}  # fmt: skip
_SAMPLE = 8192
_LOOKED_AT = 200


def read_paths(
    paths: Iterable[str | Path],
    *,
    mapping: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    today: date,
) -> Iterator[Article | Problem]:
    """Yield the articles in files and folders, and what went wrong, in an order that never varies.

    Nothing in a file makes this raise: bad content is a Problem, and reading goes on. An article that was met
    already (same text, outlet and day) isn't given again; their number is told once for each file.

    Args:
        paths: Files of any known format, and folders, which are read with all below them.
        mapping: The user's names of columns, as ``{"title": "Head"}``; they override the known names.
        limits: Bounds on what is read.
        today: The day of reading (UTC): what is dated later is kept without a date.
    """
    for item in read_new(paths, known=None, mapping=mapping, limits=limits, today=today):
        if not isinstance(item, FileRead):
            yield item


def read_new(
    paths: Iterable[str | Path],
    *,
    known: Callable[[FileRead], Collection[str] | None] | None,
    mapping: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    today: date,
) -> Iterator[Article | Problem | FileRead]:
    """Do the same for the files not read before, and yield a mark after each that was read without a loss.

    Args:
        paths, mapping, limits, today: As for :func:`read_paths`.
        known: Given a file's mark, returns the ids of its articles if it was read before, else None. The ids keep
            the count of articles met before what it would be if the file were read again.
    """
    limits = limits or Limits()
    finder = Finder(mapping)
    met: set[int] = set()
    for found in walk(paths, limits=limits):
        if isinstance(found, Problem):
            yield found
            continue
        mark = mark_of(found, mapping=mapping, limits=limits) if known else None
        before = known(mark) if known and mark else None
        if before is not None:
            met.update(int(id, 16) for id in before)
            continue
        lost = False
        for item in _articles(found, met, finder=finder, limits=limits, today=today):
            # What is dated in the future today is not so tomorrow.
            lost = lost or (isinstance(item, Problem) and (item.fatal or item.kind == "future-date"))
            yield item
        if mark and not lost and unchanged(mark):
            yield mark


def _articles(path: Path, met: set[int], *, finder: Finder, limits: Limits, today: date) -> Iterator[Article | Problem]:
    """Yield one file's articles and problems; adds to ``met`` the articles met."""
    where = str(path)
    notes = Notes(limits)
    again = 0
    for item in _in_order(_rows(path, finder=finder, limits=limits, today=today), notes, finder):
        if isinstance(item, Problem):
            yield from notes.tell(item)
            continue
        for made in make(item, finder=finder, limits=limits, notes=notes, today=today, origin_file=where):
            if isinstance(made, Article):
                key = int(made.id, 16)
                if key in met:
                    again += 1
                    continue
                met.add(key)
                notes.count_language(made.language)
            yield made
    yield from notes.summary(where)
    if again:
        message = f"{again} article{'s' if again != 1 else ''} met before (same text, outlet and day); given once"
        yield Problem(where=where, kind="duplicate", message=message, fatal=False)


def _in_order(items: Iterator[Row | Problem], notes: Notes, finder: Finder) -> Iterator[Row | Problem]:
    """Pass on a file's items, after a look at its first rows.

    They tell which number of a slashed date is the month, and whether the columns are there that the user names.
    """
    head = list(islice(items, _LOOKED_AT))
    rows = [item for item in head if isinstance(item, Row) and item.is_table]
    unmet = finder.unmet(str(name) for row in rows for name in row.data) if rows else []
    if unmet:
        shown = ", ".join(sorted({str(name)[:40] for row in rows for name in row.data})[:20])
        message = f"no column {', '.join(map(repr, unmet))} in it. Name one of its own with --map ({shown})"
        yield Problem(where=rows[0].where.rpartition(", ")[0], kind="no-columns", message=message, fatal=False)
    notes.day_first = day_comes_first(finder.find(item.data).get("published") for item in head if isinstance(item, Row))
    yield from head
    yield from items


def walk(paths: Iterable[str | Path], *, limits: Limits) -> Iterator[Path | Problem]:
    """Yield the files to read, sorted within each folder, each once; folders that loop are told."""
    seen: set[str] = set()
    count = 0
    for path in paths:
        for found in _below(Path(path), seen, named=True, above=()):
            if isinstance(found, Path):
                count += 1
                if count > limits.files:
                    message = f"more than {limits.files} files; the rest is left out. Raise --limit files=NUMBER"
                    yield Problem(where=str(path), kind="too-many", message=message)
                    return
            yield found


def _below(path: Path, seen: set[str], *, named: bool, above: tuple[str, ...]) -> Iterator[Path | Problem]:
    where = str(path)
    try:
        mode = path.stat().st_mode
        real = os.path.realpath(path)
    except (OSError, ValueError) as error:
        missing = isinstance(error, FileNotFoundError)
        what = "no such file or folder" if missing else str(getattr(error, "strerror", None) or error)
        yield Problem(where=where, kind="missing" if missing else "unreadable", message=f"{what}. Check the path")
        return
    if stat.S_ISDIR(mode):
        if real in above:
            message = "a link to a folder above it, whose files are read once. Nothing is to be done"
            yield Problem(where=where, kind="symlink-loop", message=message, fatal=False)
            return
        try:
            children = sorted(path.iterdir())
        except OSError as error:
            yield Problem(where=where, kind="unreadable", message=f"{error.strerror or error}. Check its permissions")
            return
        unknown: list[str] = []
        for child in children:
            if child.name.startswith("."):
                continue
            if child.is_file() and _format_of(child.name) is None:
                unknown.append(child.name)
            else:
                yield from _below(child, seen, named=False, above=(*above, real))
        if unknown:
            message = (
                f"{len(unknown)} files of unknown kind left out ({', '.join(unknown[:3])}). Name one to have it read"
            )
            yield Problem(where=where, kind="skipped", message=message, fatal=False)
    elif not stat.S_ISREG(mode):
        yield Problem(where=where, kind="unreadable", message="not a regular file. Give a file or a folder")
    elif real not in seen:
        seen.add(real)
        yield path


def _format_of(name: str) -> str | None:
    lowered = name.lower().removesuffix(".gz")
    return _FORMATS.get(os.path.splitext(lowered)[1])  # noqa: PTH122 - a name, not a path


def _rows(path: Path, *, finder: Finder, limits: Limits, today: date) -> Iterator[Row | Problem]:
    where = str(path)
    try:
        source = Source(path, limits=limits)
    except OSError as error:
        yield Problem(where=where, kind="unreadable", message=f"{error.strerror or error}. Check its permissions")
        return
    with source, cast(io.BufferedReader, io.BufferedReader(source, buffer_size=_SAMPLE)) as stream:
        sample = stream.peek(_SAMPLE)[:_SAMPLE]
        form = _sniffed(sample, _format_of(path.name))
        if not sample.strip() and not source.problem:
            yield Problem(where=where, kind="empty", message="nothing in it. Fetch or save it anew")
            return
        try:
            count, told = 0, False
            for item in _read(form, path, stream, source, finder=finder, limits=limits, today=today):
                count += isinstance(item, Row)
                told = told or isinstance(item, Problem)
                if count > limits.rows:
                    message = f"more than {limits.rows} rows; the rest is left out. Raise --limit rows=NUMBER"
                    yield Problem(where=where, kind="too-many", message=message, fatal=False)
                    break
                yield item
            if not (count or told or source.problem):
                yield Problem(where=where, kind="empty", message="no articles in it. Fetch or save it anew")
        except TooLarge as error:
            yield Problem(where=where, kind="too-large", message=str(error).removeprefix(f"{where}: "))
        except OSError as error:
            yield Problem(where=where, kind="unreadable", message=f"{error.strerror or error}. Check the file")
        if source.problem:
            yield source.problem


def _read(
    form: str, path: Path, stream: io.BufferedReader, source: Source, *, finder: Finder, limits: Limits, today: date
) -> Iterator[Row | Problem]:
    where = str(path)
    if form == "binary":
        message = "not text, nor a format known here. Convert it to text, JSON lines, CSV or Parquet"
        yield Problem(where=where, kind="binary", message=message)
    elif form == "lines":
        yield from read_json_lines(stream, where=where, finder=finder, limits=limits)
    elif form == "json":
        yield from read_json(stream, where=where, finder=finder, limits=limits)
    elif form in ("csv", "tsv"):
        delimiter = "\t" if form == "tsv" else None
        yield from read_csv(stream, where=where, finder=finder, limits=limits, delimiter=delimiter)
    elif form == "warc":
        yield from read_warc(stream, where=where, limits=limits, today=today)
    elif form == "parquet":
        # Parquet is read from its end: a packed one must be held whole.
        packed = io.BytesIO(whole(stream, limit=limits.file_bytes, where=where)) if source.is_packed else None
        yield from read_parquet(packed or path, where=where, finder=finder)
    else:
        data = whole(stream, limit=limits.file_bytes, where=where)
        if form == "feed":
            yield from read_feed(data, where=where)
        elif form == "page":
            yield from read_page(data, where=where, today=today, name=path.name)
        elif data.strip():
            yield from read_text(data, where=where, name=path.name)


def _sniffed(sample: bytes, by_name: str | None) -> str:
    """Return the format, the content having the last word where it is plain."""
    if sample.startswith(b"PAR1"):
        return "parquet"
    if sample.startswith(b"WARC/"):
        return "warc"
    if is_binary(sample):
        return "binary"
    head = decode(sample)[0].lstrip("\ufeff \t\r\n")
    lowered = head[:4096].lower()
    if lowered.startswith("<"):
        if any(mark in lowered for mark in ("<rss", "<feed", "<rdf:rdf")):
            return "feed"
        if lowered.startswith(("<!doctype html", "<html")) or "<html" in lowered[:1024]:
            return "page"
    if by_name in ("json", "lines", None, "text") and head.startswith(("{", "[")):
        return _json_kind(head, by_name)
    if by_name == "lines" or by_name == "json":
        return by_name
    return by_name or "text"


def _json_kind(head: str, by_name: str | None) -> str:
    first, _, rest = head.partition("\n")
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        # An object over several lines, or a first line longer than the sample.
        if by_name == "lines" and first.strip() in ("{", "["):
            return "json"  # records in a row, each over several lines
        plain_text = by_name == "text" and not head.startswith(('{"', "[{", "{\n", "[\n"))
        return "text" if plain_text else ("json" if by_name in (None, "text") else by_name)
    if first.startswith("[") and by_name == "text":
        return "json" if first.startswith("[{") else "text"
    if not first.startswith("{"):
        return "json"
    return "lines" if rest.strip().startswith("{") or by_name == "lines" else "json"
