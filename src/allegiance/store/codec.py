"""Records to table rows and back: scalars become columns, everything nested becomes JSON text."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache, lru_cache
from typing import Any

import pyarrow as pa

_ARROW = {str: pa.string(), int: pa.int32(), float: pa.float64(), bool: pa.bool_(), date: pa.date32()}

# Length of cells that are likely to come again: an actor, an outlet, nothing at all.
_SHORT = 60


def _bare(hint: Any) -> Any:
    """Strip ``None`` from a union."""
    if isinstance(hint, types.UnionType):
        return next(arg for arg in typing.get_args(hint) if arg is not type(None))
    return hint


@cache
def _hints(record: type) -> dict[str, Any]:
    return {name: _bare(hint) for name, hint in typing.get_type_hints(record).items()}


def _arrow_type(hint: Any) -> Any:
    if hint is datetime:
        return pa.timestamp("us")
    return _ARROW.get(hint, pa.string())


def schema(record: type) -> Any:
    """Return the Arrow schema of a record type's table."""
    return pa.schema([(f.name, _arrow_type(_hints(record)[f.name])) for f in fields(record)])


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {k: _plain(v) for k, v in asdict(value).items()}
    if isinstance(value, (tuple, list)):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return value


def _cell(value: Any, hint: Any) -> Any:
    if value is None or hint in _ARROW or hint is datetime:
        return value
    if isinstance(value, Enum):
        return value.value
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)


def to_arrow(record: type, rows: Iterable[Any]) -> Any:
    """Return an Arrow table of ``rows``, all of type ``record``."""
    hints = _hints(record)
    rows = list(rows)
    columns = [[_cell(getattr(row, f.name), hints[f.name]) for row in rows] for f in fields(record)]
    return pa.table(dict(zip([f.name for f in fields(record)], columns, strict=True)), schema=schema(record))


Maker = Callable[[Any], Any]
"""Makes the typed value that a JSON value stands for."""


@cache
def _maker(hint: Any) -> Maker:
    hint = _bare(hint)
    if typing.get_origin(hint) is tuple:
        args = typing.get_args(hint)
        if len(args) == 2 and args[1] is Ellipsis:
            return tuple if args[0] is str else _many(_maker(args[0]))
        makers = [_maker(arg) for arg in args]
        return lambda value: tuple(make(item) for make, item in zip(makers, value, strict=True))
    if isinstance(hint, type) and is_dataclass(hint):
        return _made(hint, {name: _maker(of) for name, of in _hints(hint).items()})
    if hint in (datetime, date):
        return lambda value: None if value is None else hint.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda value: None if value is None else hint(value)
    return lambda value: value


def _many(make: Maker) -> Maker:
    return lambda value: tuple(make(item) for item in value)


def _made(record: Any, makers: dict[str, Maker]) -> Maker:
    return lambda value: record(**{name: makers[name](item) for name, item in value.items()})


@lru_cache(maxsize=1 << 16)
def _short(hint: Any, cell: str) -> Any:
    """Return what a short cell holds; many rows share it, and what is made of tuples and frozen records can be shared."""
    return _maker(hint)(json.loads(cell))


def _reader(hint: Any) -> Maker | None:
    """Return what makes a field of a cell of its column; None where the cell is the field."""
    if hint in _ARROW or hint is datetime:
        return None
    if isinstance(hint, type) and issubclass(hint, Enum):
        members = {member.value: member for member in hint}
        return lambda cell: members[cell]
    make = _maker(hint)
    return lambda cell: _short(hint, cell) if len(cell) <= _SHORT else make(json.loads(cell))


@cache
def _readers(record: type) -> dict[str, Maker | None]:
    return {name: _reader(hint) for name, hint in _hints(record).items()}


def from_rows(record: Any, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[Any]:
    """Yield the records that table rows stand for.

    Args:
        record: Their type.
        names: Names of the columns.
        rows: A tuple of cells for each record.

    >>> from allegiance.records import Problem
    >>> table = to_arrow(Problem, [Problem(where="a.txt", kind="empty", message="nothing in it")])
    >>> [one.kind for one in from_rows(Problem, table.column_names, zip(*table.to_pydict().values()))]
    ['empty']
    """
    for fields_ in fields_of(record, names, rows):
        yield record(**fields_)


def fields_of(record: type, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[dict[str, Any]]:
    """Yield by name those fields of records that table rows hold, which may be some of them only."""
    readers = [_readers(record)[name] for name in names]
    for row in rows:
        cells = [cell if read is None or cell is None else read(cell) for read, cell in zip(readers, row, strict=True)]
        yield dict(zip(names, cells, strict=True))


def from_row(record: Any, row: Mapping[str, Any]) -> Any:
    """Return the record that a row stands for, given by the names of its columns, of which it may have more."""
    names = list(_readers(record))
    return next(from_rows(record, names, [[row[name] for name in names]]))
