"""Records to table rows and back: scalars become columns, everything nested becomes JSON text."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Iterable
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


def _build(hint: Any, value: Any) -> Any:
    """Make the typed value that JSON ``value`` stands for."""
    hint = _bare(hint)
    if value is None:
        return None
    if typing.get_origin(hint) is tuple:
        args = typing.get_args(hint)
        if len(args) == 2 and args[1] is Ellipsis:
            return tuple(_build(args[0], item) for item in value)
        return tuple(_build(arg, item) for arg, item in zip(args, value, strict=True))
    if isinstance(hint, type) and is_dataclass(hint):
        hints = _hints(hint)
        return hint(**{name: _build(hints[name], item) for name, item in value.items()})
    if hint is datetime:
        return datetime.fromisoformat(value)
    if hint is date:
        return date.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    return value


@lru_cache(maxsize=1 << 16)
def _short(hint: Any, cell: str) -> Any:
    """Return what a short cell holds; many rows share it, and what is made of tuples and frozen records can be shared."""
    return _build(hint, json.loads(cell))


def from_row(record: type, row: dict[str, Any]) -> Any:
    """Return the record that a table row stands for.

    >>> from allegiance.records import Problem
    >>> table = to_arrow(Problem, [Problem(where="a.txt", kind="empty", message="nothing in it")])
    >>> from_row(Problem, table.to_pylist()[0]).kind
    'empty'
    """
    hints = _hints(record)
    values: dict[str, Any] = {}
    for name, hint in hints.items():
        cell = row[name]
        if cell is None or hint in _ARROW or hint is datetime:
            values[name] = cell
        elif isinstance(hint, type) and issubclass(hint, Enum):
            values[name] = hint(cell)
        elif len(cell) <= _SHORT:
            values[name] = _short(hint, cell)
        else:
            values[name] = _build(hint, json.loads(cell))
    return record(**values)
