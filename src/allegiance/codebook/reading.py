"""Reads the codebook's files and says where an edit is wrong."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from allegiance.codebook.entries import KINDS, Context, Example, Mode, TypeEntry
from allegiance.errors import DataError
from allegiance.records import EventType, Quad, Status

COLUMNS = ("text", "trigger", "actor", "recipient", "type", "mode", "status", "hedged", "kind", "note")
"""Columns of an examples file, in order."""

_TYPE_KEYS = frozenset({"name", "quad", "severity", "definition", "boundary", "cue_words", "modes"})
_MAX_BYTES = 4_000_000  # far over any sensible codebook file, far under what would hurt

_E = TypeVar("_E", bound=StrEnum)


def read_type(path: Path, base: TypeEntry | None) -> TypeEntry:
    """Read one type's TOML file; keys that it leaves out are taken from ``base``.

    Raises:
        DataError: The file is no TOML, or a key is unknown, missing or of the wrong kind.
    """
    table = _toml(path)
    for key in table.keys() - _TYPE_KEYS:
        raise DataError(f"{path}: unknown key {key!r}; known are {', '.join(sorted(_TYPE_KEYS))}")
    if base is not None:
        table = _as_table(base) | table
    name = _member(EventType, _string(table, "name", path), path, "name")
    if path.stem != name:
        raise DataError(f"{path}: key 'name' is {name!s}, but the file is called {path.name}")
    modes = dict(base.modes) if base is not None else {}
    for mode, entry in _tables(table.get("modes", {}), path, "modes"):
        where = f"modes.{mode}."
        modes[mode] = Mode(
            name=mode,
            definition=_string(entry, "definition", path, where),
            severity=_share(entry, "severity", path, where),
        )
    return TypeEntry(
        name=name,
        quad=_member(Quad, _string(table, "quad", path), path, "quad"),
        definition=_string(table, "definition", path),
        boundary=_strings(table, "boundary", path),
        modes=MappingProxyType(modes),
        cue_words=_strings(table, "cue_words", path),
        severity=_share(table, "severity", path),
    )


def read_contexts(path: Path) -> dict[str, Context]:
    """Read ``contexts.toml``.

    Raises:
        DataError: The file is no TOML, or a key is missing or of the wrong kind.
    """
    contexts = {}
    for name, entry in _tables(_toml(path), path, "contexts"):
        cues = _strings(entry, "cues", path, f"{name}.")
        for cue in cues:
            if not cue.strip("* ") or cue != cue.lower() or "*" in cue[:-1]:
                raise DataError(f"{path}: {name}.cues: {cue!r} must be lower-case words, with * only at the end")
        contexts[name] = Context(name=name, definition=_string(entry, "definition", path, f"{name}."), cues=cues)
    return contexts


def read_examples(path: Path, types: Mapping[EventType, TypeEntry]) -> Iterator[Example]:
    """Yield the rows of ``examples/TYPE.csv``.

    Raises:
        DataError: A column is missing, a value is unknown, or words aren't in the text.
    """
    filed_under = _member(EventType, path.stem, path, "file name")
    rows = csv.DictReader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise DataError(f"{path}, line 1: the columns must be {','.join(COLUMNS)}")
        for row in rows:
            yield _example(row, filed_under, types, f"{path}, line {rows.line_num}")
    except csv.Error as error:
        raise DataError(f"{path}, line {rows.line_num}: {error}") from error


def _example(row: Mapping[Any, Any], filed_under: EventType, types: Mapping[EventType, TypeEntry], at: str) -> Example:
    if None in row or None in row.values():
        raise DataError(f"{at}: needs {len(COLUMNS)} cells")
    kind = row["kind"]
    if kind not in KINDS:
        raise DataError(f"{at}: kind {kind!r} is none of {', '.join(KINDS)}")
    if row["hedged"] not in ("true", "false"):
        raise DataError(f"{at}: hedged must be true or false")
    actors, recipients = _parties(row["actor"]), _parties(row["recipient"])
    for words in (row["trigger"], *actors, *recipients):
        if not words or words not in row["text"]:
            raise DataError(f"{at}: {words!r} isn't in the text")
    if kind == "no_event":
        if row["type"] or actors or recipients:
            raise DataError(f"{at}: no_event has neither type nor parties")
        code, status = None, None
    else:
        code = _member(EventType, row["type"], at, "type")
        status = _member(Status, row["status"], at, "status")
        if (kind == "hit") != (code == filed_under):
            raise DataError(f"{at}: a hit has this file's type, a near_miss another")
        if row["mode"] and row["mode"] not in types[code].modes:
            raise DataError(f"{at}: {code} has no mode {row['mode']!r}")
    return Example(
        filed_under=filed_under,
        text=row["text"],
        trigger=row["trigger"],
        actors=actors,
        recipients=recipients,
        type=code,
        mode=row["mode"] or None,
        status=status,
        hedged=row["hedged"] == "true",
        kind=kind,
        note=row["note"],
    )


def _as_table(base: TypeEntry) -> dict[str, Any]:
    return {
        "name": base.name.value,
        "quad": base.quad.value,
        "severity": base.severity,
        "definition": base.definition,
        "boundary": list(base.boundary),
        "cue_words": list(base.cue_words),
    }


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise DataError(f"{path}: over {_MAX_BYTES} bytes")
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8 at byte {error.start}") from error
    except OSError as error:
        raise DataError(f"{path}: can't be read: {error.strerror}") from error


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:  # its message holds line and column
        raise DataError(f"{path}: {error}") from error
    except RecursionError:
        raise DataError(f"{path}: nested too deeply") from None


def _tables(value: object, path: Path, key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if not isinstance(value, dict):
        raise DataError(f"{path}: {key} must be tables")
    for name, entry in value.items():
        if not isinstance(entry, dict):
            raise DataError(f"{path}: {name} must be a table, [{name}]")
        yield name, entry


def _string(table: Mapping[str, Any], key: str, path: Path, within: str = "") -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise DataError(f"{path}: {within}{key} must be a text")
    return value


def _strings(table: Mapping[str, Any], key: str, path: Path, within: str = "") -> tuple[str, ...]:
    value = table.get(key)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise DataError(f"{path}: {within}{key} must be a list of texts")
    return tuple(value)


def _share(table: Mapping[str, Any], key: str, path: Path, within: str = "") -> float:
    value = table.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise DataError(f"{path}: {within}{key} must be a number from 0 to 1")
    return float(value)


def _member(kind: type[_E], value: str, where: object, key: str) -> _E:
    try:
        return kind(value)
    except ValueError:
        raise DataError(f"{where}: {key} {value!r} is none of {', '.join(kind)}") from None


def _parties(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
