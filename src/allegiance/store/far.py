"""A store used from another process: only its owner may open the file, so statements go to the owner over a pipe.

The worker has a :class:`Connection` in the place of DuckDB's; the owner answers each message with :func:`answer`. Rows
travel as Arrow, so that the owner's interpreter stays free.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from multiprocessing.connection import Connection as Pipe
from typing import Any

import duckdb
import pyarrow as pa

from allegiance.errors import StoreError


class Connection:
    """What :class:`allegiance.store.Store` needs of a DuckDB connection, over a pipe to the owner."""

    def __init__(self, pipe: Pipe) -> None:
        self._pipe = pipe
        self._rows: Any = None

    def _ask(self, what: str, *values: Any) -> Any:
        self._pipe.send((what, *values))
        kind, value = self._pipe.recv()
        if kind == "failed":
            raise StoreError(value)
        return value

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Connection:
        """Run a statement; its rows are fetched from the connection, as in DuckDB."""
        self._rows = _unpacked(self._ask("execute", sql, list(parameters)))
        return self

    def sql(self, sql: str, *, params: Sequence[Any] = ()) -> Connection:
        """Run a query for :meth:`to_arrow_table`."""
        return self.execute(sql, params)

    def executemany(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement once for each row."""
        self._ask("executemany", sql, [list(row) for row in rows])

    def register(self, name: str, table: Any) -> None:
        """Let statements read an Arrow table by name."""
        self._ask("register", name, _packed(table))

    def unregister(self, name: str) -> None:
        """Forget a table."""
        self._ask("unregister", name)

    @property
    def description(self) -> list[tuple[str]]:
        """The columns, each a tuple that begins with its name."""
        return [(name,) for name in self._rows.column_names]

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return the rows of the last statement."""
        columns = [_plain(column.to_pylist()) for column in self._rows.columns]
        return list(zip(*columns, strict=True))

    def to_arrow_table(self) -> Any:
        """Return them as an Arrow table."""
        return self._rows

    def close(self) -> None:
        """Do nothing: the file is the owner's."""


def answer(con: duckdb.DuckDBPyConnection, message: tuple[Any, ...]) -> tuple[str, Any]:
    """Return the owner's answer to a message: ``("ok", value)``, or ``("failed", words)``."""
    what, *values = message
    try:
        if what == "execute":
            return "ok", _packed(con.sql(values[0], params=values[1] or None).to_arrow_table())
        if what == "executemany":
            con.executemany(*values)
        elif what == "register":
            con.register(values[0], _unpacked(values[1]))
        else:
            con.unregister(values[0])
    except duckdb.Error as error:
        return "failed", str(error)
    return "ok", None


def _packed(table: Any) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def _unpacked(data: bytes) -> Any:
    return pa.ipc.open_stream(data).read_all()


def _plain(values: list[Any]) -> list[Any]:
    # DuckDB's whole sums are of 128 bits, which Arrow has only as decimals
    return [int(v) if isinstance(v, Decimal) and v == int(v) else v for v in values]
