"""A store used from another process: only its owner may open the file, so statements go to the owner over a pipe.

The worker has a :class:`Connection` in the place of DuckDB's; the owner answers each message with :func:`answer`. Rows
travel as Arrow, in parts, so that the owner's interpreter stays free and it holds little at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from multiprocessing.connection import Connection as Pipe
from typing import Any

import duckdb
import pyarrow as pa

from allegiance.errors import StoreError

_AT_ONCE = 10_000
"""Rows that travel in one message."""


class Connection:
    """What :class:`allegiance.store.Store` needs of a DuckDB connection, over a pipe to the owner."""

    def __init__(self, pipe: Pipe) -> None:
        self._pipe = pipe
        self._rows: Any = None
        self._waiting: Iterator[tuple[Any, ...]] = iter(())

    def _ask(self, what: str, *values: Any) -> None:
        self._pipe.send((what, *values))
        self._heard()

    def _heard(self) -> None:
        failed = self._pipe.recv()
        if failed:
            raise StoreError(failed)

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Connection:
        """Run a statement; its rows are fetched from the connection, as in DuckDB."""
        self._pipe.send(("execute", sql, list(parameters)))
        batches = []
        while data := self._pipe.recv_bytes():
            batches.append(pa.ipc.open_stream(data).read_all())
        self._heard()
        self._rows = pa.concat_tables(batches)
        self._waiting = self._told(batches)
        return self

    def sql(self, sql: str, *, params: Sequence[Any] = ()) -> Connection:
        """Run a query for :meth:`to_arrow_table`."""
        return self.execute(sql, params)

    def executemany(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement once for each row."""
        self._ask("executemany", sql, [list(row) for row in rows])

    def register(self, name: str, table: Any) -> None:
        """Let statements read an Arrow table by name."""
        self._ask("register", name, _packed(table).to_pybytes())

    def unregister(self, name: str) -> None:
        """Forget a table."""
        self._ask("unregister", name)

    @property
    def description(self) -> list[tuple[str]]:
        """The columns, each a tuple that begins with its name."""
        return [(name,) for name in self._rows.column_names]

    def _told(self, batches: list[Any]) -> Iterator[tuple[Any, ...]]:
        for batch in batches:
            yield from zip(*(_plain(column.to_pylist()) for column in batch.columns), strict=True)

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return the rows of the last statement that were not fetched yet."""
        return list(self._waiting)

    def fetchmany(self, size: int) -> list[tuple[Any, ...]]:
        """Return the next rows of the last statement."""
        return list(islice(self._waiting, size))

    def to_arrow_table(self) -> Any:
        """Return them as an Arrow table."""
        return self._rows

    def close(self) -> None:
        """Do nothing: the file is the owner's."""


def answer(con: duckdb.DuckDBPyConnection, pipe: Pipe, message: tuple[Any, ...]) -> None:
    """Do what a message asks for, and send back the rows of a statement, then what went wrong, or None.

    Rows are sent as they come, without a copy that Python would make while nobody else may run.
    """
    what, *values = message
    failed = None
    try:
        if what == "execute":
            reader = con.sql(values[0], params=values[1] or None).to_arrow_reader(_AT_ONCE)
            sent = 0
            for batch in reader:
                pipe.send_bytes(memoryview(_packed(pa.table(batch))))
                sent += 1
            if not sent:
                pipe.send_bytes(memoryview(_packed(reader.schema.empty_table())))
        elif what == "executemany":
            con.executemany(*values)
        elif what == "register":
            con.register(values[0], pa.ipc.open_stream(values[1]).read_all())
        else:
            con.unregister(values[0])
    except duckdb.Error as error:
        failed = str(error)
    if what == "execute":
        pipe.send_bytes(b"")
    pipe.send(failed)


def _packed(table: Any) -> Any:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()


def _plain(values: list[Any]) -> list[Any]:
    # DuckDB's whole sums are of 128 bits, which Arrow has only as decimals
    return [int(v) if isinstance(v, Decimal) and v == int(v) else v for v in values]
