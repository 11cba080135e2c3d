"""The store: one DuckDB file that holds articles, mentions, events, decisions and problems.

Every write is one transaction, so a run that is killed leaves whole batches only, and the next run goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

import duckdb

from allegiance.errors import StoreError, UnknownName
from allegiance.records import (
    ASKING_MODES,
    VOTE_MODES,
    Article,
    Event,
    EventLink,
    EventType,
    FileRead,
    Forecast,
    Mention,
    MergeDecision,
    PairReading,
    Problem,
    Quad,
    RegisterCheck,
    Reprint,
    Status,
)
from allegiance.store import far
from allegiance.store.codec import fields_of, from_rows, to_arrow
from allegiance.store.heirs import carried

if TYPE_CHECKING:
    import polars as pl
from allegiance.store.kept import Kept

VERSION = "2"
# Raise it when derived.sql or what fills its tables changes: older stores then make them anew.
_FORM = 8
# Words of new articles are added behind the others until these come to this share of them; then all are sorted anew.
_SCATTERED = 0.25
# For few rows in an order DuckDB would first look for their places and then read the rest of each: on tables that are
# narrowed by an index or by how they are sorted that takes twice the time.
_WHOLE_ROWS = "SET late_materialization_max_rows = 0"
# Rows that are held as they were read while records are made of them.
_AT_ONCE = 10_000
# Results of queries that a process keeps for its pages.
_MOST_KEPT = 256
R = TypeVar("R")
T = TypeVar("T")

_HERE = Path(__file__).parent
_TABLES: dict[type, str] = {
    Article: "articles",
    Mention: "mentions",
    Event: "events",
    MergeDecision: "merge_decisions",
    Reprint: "reprints",
    EventLink: "event_links",
    PairReading: "pair_readings",
    Problem: "problems",
    Forecast: "forecasts",
    RegisterCheck: "checks",
}
# Mentions of another coder about which a person decided.
_DECIDED = """
    WHERE article IN (SELECT unnest(?)) AND made_by <> ? AND id IN (
        SELECT unnest(["first", "second"]) FROM merge_decisions WHERE NOT starts_with("by", 'merging/'))
"""
# What persons decided about mentions that are there; what is about others was carried over when they went.
_SAID = """
    WHERE NOT starts_with("by", 'merging/') AND "first" IN (SELECT id FROM mentions)
    AND "second" IN (SELECT id FROM mentions)
"""
# Exported only when they hold rows.
_OUTSIDE = (
    "reprints",
    "event_links",
    "imported_files",
    "imported_events",
    "imported_mentions",
    "imported_rejects",
    "imported_votes",
    "imported_points",
    "imported_alliances",
    "forecasts",
)


def _may_be_database(path: Path) -> bool:
    """Tell whether a path is no file yet, an empty one, or one that bears the mark of a DuckDB file."""
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except OSError:  # there is none, or DuckDB tells what is wrong with it
        return True
    return not head or head[8:] == b"DUCK"


class Store:
    """One DuckDB file; use as a context manager.

    Args:
        path: The file, made if it does not exist; ``:memory:`` for none.

    Raises:
        StoreError: The file is no store, is of another version, or another process holds it.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = str(path)
        self._kept = Kept()
        if not _may_be_database(Path(path)):
            # DuckDB would show a table of text or Parquet as a database in memory, and what is written would be gone.
            raise StoreError(f"{self.path}: a file of another kind, not a store. Give another file with --store.")
        try:
            self._con = duckdb.connect(self.path)
        except duckdb.Error as error:
            raise StoreError(
                f"{self.path}: can't be opened as a store ({str(error).splitlines()[0]}). "
                "Close the program that uses it, or give another file with --store."
            ) from error
        self._con.execute(_WHOLE_ROWS)
        self._prepare()

    def _prepare(self) -> None:
        tables = {row[0] for row in self._con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        if "meta" not in tables:
            if tables:
                self._con.close()
                raise StoreError(f"{self.path}: a DuckDB file, but not a store of allegiance. Give another file.")
            self._con.execute("BEGIN")
            self._con.execute((_HERE / "schema.sql").read_text("utf-8"))
            self._con.execute("INSERT INTO meta VALUES ('schema', ?)", [VERSION])
            self._con.execute("COMMIT")
        found = self._con.execute("SELECT value FROM meta WHERE key = 'schema'").fetchall()
        if found != [(VERSION,)]:
            version = found[0][0] if found else "unknown"
            self._con.close()
            raise StoreError(
                f"{self.path}: schema version {version}, but this program writes {VERSION}. "
                "Make a new store from the same inputs."
            )
        if "derived" in tables and self._derived("form") != _FORM:
            self._con.execute((_HERE / "forget_derived.sql").read_text("utf-8"))
        for part in ("outside.sql", "derived.sql", "merging.sql"):
            self._con.execute((_HERE / part).read_text("utf-8"))

    def beside(self) -> Store:
        """Return the same store over a connection of its own, for another thread; close each by itself."""
        other = object.__new__(type(self))
        other.path, other._con, other._kept = self.path, self._con.cursor(), self._kept
        other._con.execute(_WHOLE_ROWS)
        return other

    @classmethod
    def over(cls, pipe: Pipe) -> Store:
        """Return the store of the process at the other end, which answers with :meth:`answer`."""
        other = object.__new__(cls)
        other.path, other._con, other._kept = ":far:", cast(duckdb.DuckDBPyConnection, far.Connection(pipe)), Kept()
        return other

    def answer(self, pipe: Pipe, message: tuple[Any, ...]) -> None:
        """Do what a process that uses this store over a pipe asks for; see :mod:`allegiance.store.far`."""
        far.answer(self._con, pipe, message)

    def derive(self) -> None:
        """Make the tables that pages read anew from the records, in one transaction."""
        with self.transaction():
            self._con.execute(_text("derive"))
            places = [[one.value for one in kind] for kind in (EventType, Quad, Status)]
            self._con.execute(_text("acts"), [*places, [*VOTE_MODES, *ASKING_MODES]])
            articles, held = self.query(
                "SELECT (SELECT count(*) FROM articles) AS n, (SELECT count(*) FROM texts) AS held"
            )[0].values()
            whole = self._derived("whole")
            if articles > held and articles - whole > whole * _SCATTERED:
                self._con.execute("DELETE FROM texts")
                self._con.execute("DELETE FROM postings")
                self._con.execute("DELETE FROM derived WHERE name = 'texts'")
                whole = articles
            if articles > held:
                self._con.execute(_text("words"))
            made = {"whole": whole, "texts": articles, "made": self._derived("made") + 1, "stale": 0, "form": _FORM}
            self._con.executemany("INSERT OR REPLACE INTO derived VALUES (?, ?)", list(made.items()))
        self.renew()

    def _derived(self, name: str) -> int:
        rows = self.query("SELECT value FROM derived WHERE name = ?", [name])
        return int(rows[0]["value"]) if rows else 0

    @property
    def edition(self) -> int:
        """Number of times that the tables of pages were made; what was worked out of another edition is out of date."""
        if self._kept.edition is not None:
            return self._kept.edition
        before = self._kept.renewed
        found = self._derived("made")
        if before == self._kept.renewed:
            self._kept.edition = found
        return found

    def renew(self) -> None:
        """Look the edition up anew: another process made the tables of pages through this one's store."""
        self._kept.renewed += 1
        self._kept.edition = None

    def steady(self, name: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """Return :meth:`named` of a query that reads tables of pages, or such as :meth:`add_rows` fills; kept until then."""
        key = (self.edition, name, *parameters)
        found = self._kept.rows.get(key)
        if found is None:
            found = self.named(name, parameters)
            while len(self._kept.rows) >= _MOST_KEPT:
                self._kept.rows.pop(next(iter(self._kept.rows), None), None)
            self._kept.rows[key] = found
        return [dict(row) for row in found]

    def keep(self, key: tuple[Any, ...], make: Callable[[], T], *, size: Callable[[T], int] | None = None) -> T:
        """Return what ``make`` returns, made once for each edition of the tables of pages.

        Args:
            key: What it is.
            make: Makes it from tables of pages only.
            size: Its size in bytes: the least used is dropped when all that is kept so comes to more than is allowed.
        """
        return self._kept.made((self.edition, *key), make, size)

    def is_derived(self) -> bool:
        """Tell whether the tables of pages are as new as the events."""
        return self._derived("form") == _FORM and not self._derived("stale")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        self._con.close()

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """Return the rows of a query as dicts."""
        cursor = self._con.execute(sql, list(parameters))
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def named(self, name: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """Run the query in ``queries/NAME.sql``."""
        return self.query(_text(name), parameters)

    def arrow(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """Return the rows of a query as an Arrow table."""
        return self._con.sql(sql, params=list(parameters)).to_arrow_table()

    def named_arrow(self, name: str, parameters: Sequence[Any] = ()) -> Any:
        """Run the query in ``queries/NAME.sql`` and return an Arrow table."""
        return self.arrow(_text(name), parameters)

    def add_rows(self, table: str, rows: Any) -> int:
        """Add an Arrow table's rows to a table of the store, column by name; return how many.

        Rows that were kept for pages are read anew: they may tell of this table.
        """
        self._con.register("incoming", rows)
        columns = ", ".join(f'"{name}"' for name in rows.column_names)
        done = self._con.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM incoming").fetchall()
        self._con.unregister("incoming")
        self._kept.rows.clear()
        return int(done[0][0])

    def frame(self, name: str, parameters: Sequence[Any] = ()) -> pl.DataFrame:
        """Run the query in ``queries/NAME.sql`` into a polars frame."""
        # Here, since most commands don't need it.
        import polars as pl

        return cast(pl.DataFrame, pl.from_arrow(self.named_arrow(name, parameters)))

    def by_ids(self, record: type[R], ids: Sequence[str]) -> list[R]:
        """Return the records with these ids, in the order of the ids; unknown ones are left out."""
        if not ids:
            return []
        marks = ", ".join("?" * len(ids))
        found = {getattr(one, "id"): one for one in self.records(record, f"WHERE id IN ({marks})", ids)}  # noqa: B009
        return [found[id_] for id_ in ids if id_ in found]

    def parts_by_ids(self, record: type, names: Sequence[str], ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Return some fields, by name, of the records with these ids, by id: a record's time goes to its many columns."""
        if not ids:
            return {}
        names = ["id", *names]
        columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(ids))
        rows = self._con.execute(f"SELECT {columns} FROM {_TABLES[record]} WHERE id IN ({marks})", list(ids)).fetchall()
        return {fields["id"]: fields for fields in fields_of(record, names, rows)}

    def undated(self, events: Mapping[str, Sequence[str]]) -> frozenset[str]:
        """Return the ids of the events whose day no report names, so that they stand on the day of the first report.

        ``events`` has the ids of each event's mentions, by its own.
        """
        told = self.parts_by_ids(Mention, ("date_start",), sorted({m for found in events.values() for m in found}))
        return frozenset(
            id_ for id_, found in events.items() if not any(told[m]["date_start"] for m in found if m in told)
        )

    def _insert(self, record: type[R], rows: Sequence[R]) -> int:
        if not rows:
            return 0
        table = _TABLES[record]
        self._con.register("incoming", to_arrow(record, rows))
        # decisions have no key: each one said is a row, also the same one said twice
        how = "INSERT" if record is MergeDecision else "INSERT OR IGNORE"
        done = self._con.execute(f"{how} INTO {table} SELECT * FROM incoming").fetchall()
        self._con.unregister("incoming")
        return int(done[0][0])

    def _replace(self, record: type[R], rows: Sequence[R]) -> None:
        """Put rows in the place of all of a table.

        They go into a new table that takes the place of the old one. To delete the old rows would hold readers up while
        they are taken out of the index, which is done when they are committed.
        """
        table = _TABLES[record]
        key = ", ".join(f'"{column}"' for column in self.named("key_of", [table])[0]["columns"])
        self._con.register("incoming", to_arrow(record, rows))
        for statement in (
            f"CREATE TABLE fresh AS FROM {table} LIMIT 0",
            f"ALTER TABLE fresh ADD PRIMARY KEY ({key})",
            "INSERT OR IGNORE INTO fresh FROM incoming",
            f"DROP TABLE {table}",
            f"ALTER TABLE fresh RENAME TO {table}",
        ):
            self._con.execute(statement)
        self._con.unregister("incoming")

    def transaction(self) -> _Transaction:
        """Return a context manager that commits at its end, or rolls back on an error."""
        return _Transaction(self._con)

    def add_articles(self, articles: Sequence[Article]) -> int:
        """Add articles that are not there yet; return how many were new."""
        unique = list({article.id: article for article in reversed(articles)}.values())[::-1]
        return self._insert(Article, unique)

    def add_files_read(self, marks: Sequence[FileRead]) -> None:
        """Note files that were read to their end."""
        # Not by Arrow, whose columns here hold 32 bits: times in nanoseconds and large files need more.
        for mark in marks:
            self._con.execute(
                "INSERT OR IGNORE INTO files_read VALUES (?, ?, ?, ?, ?)",
                [mark.path, mark.size, mark.modified, mark.digest, mark.reader],
            )

    def articles_of(self, mark: FileRead) -> list[str] | None:
        """Return the ids of the articles of a file that was read before just as it is now; None if it wasn't."""
        if not self.named("file_read", [mark.path, mark.size, mark.modified, mark.digest, mark.reader]):
            return None
        return [row["id"] for row in self.named("articles_of_file", [mark.path])]

    def add_problems(self, problems: Sequence[Problem]) -> None:
        """Record problems, each once."""
        self._insert(Problem, list({(p.where, p.kind, p.message): p for p in problems}.values()))

    def add_coded(
        self, made_by: str, coded: Sequence[tuple[str, Sequence[Mention], Sequence[tuple[int, int, str, str]]]]
    ) -> None:
        """Add what a coder found in articles, and that it has read them, in one transaction.

        What other versions of it found in these articles goes at once, so that readers see the one or the other. What
        persons decided about mentions that go holds for those that take their place.

        Args:
            made_by: The coder and its version.
            coded: For each article: its id, its mentions, and unresolved names as (start, end, text, kind).
        """
        mentions = {mention.id: mention for _, found, _ in coded for mention in found}
        with self.transaction():
            articles = [article for article, _, _ in coded]
            old = self.records(Mention, _DECIDED, [articles, made_by])
            said = self.records(MergeDecision, _SAID) if old else []
            self._forget_coding(made_by, articles)
            self._insert(Mention, list(mentions.values()))
            self.add_decisions(list(carried(said, old, list(mentions.values()))))
            self._con.executemany(
                "INSERT OR IGNORE INTO coded VALUES (?, ?, ?)", [(a, made_by, len(found)) for a, found, _ in coded]
            )
            rows = [(article, *name) for article, _, names in coded for name in names]
            if rows:
                self._con.executemany("INSERT OR IGNORE INTO unresolved VALUES (?, ?, ?, ?, ?)", rows)

    def _forget_coding(self, made_by: str, articles: Sequence[str]) -> None:
        """Drop what other versions of the coder made of some articles.

        Not of all at once: readers wait while rows are taken out of indexes, which is done when they are committed.
        """
        old = [row["article"] for row in self.named("coded_before", [list(articles), made_by])]
        if not old:
            return
        for table in ("mentions", "coded"):
            self._con.execute(
                f"DELETE FROM {table} WHERE article IN (SELECT unnest(?)) AND made_by <> ?", [old, made_by]
            )
        for table in ("unresolved", "checks", "checked"):
            self._con.execute(f"DELETE FROM {table} WHERE article IN (SELECT unnest(?))", [old])

    def uncoded(self, made_by: str, *, language: str = "en", batch: int = 256) -> Iterator[list[Article]]:
        """Yield batches of articles that the coder has not read yet, in the order of their ids."""
        ids = [row["id"] for row in self.named("uncoded", [language, made_by])]
        for at in range(0, len(ids), batch):
            yield self.records(Article, "WHERE list_contains(?, id) ORDER BY id", [ids[at : at + batch]])

    def count_uncoded(self, made_by: str, *, language: str = "en") -> int:
        """Return how many articles the coder has not read yet."""
        return len(self.named("uncoded", [language, made_by]))

    def unchecked(self, made_by: str) -> list[str]:
        """Return the ids of coded articles whose claims these registers have not checked yet."""
        return [row["id"] for row in self.named("unchecked", [made_by])]

    def add_checks(self, made_by: str, articles: Sequence[str], checks: Sequence[RegisterCheck]) -> None:
        """Put checks of whole articles in the place of earlier ones, in one transaction.

        Args:
            made_by: The registers and their version.
            articles: Ids of the articles that were checked, also those without claims.
            checks: What was found in them.
        """
        with self.transaction():
            self._con.execute("DELETE FROM checks WHERE list_contains(?, article)", [list(articles)])
            self._insert(RegisterCheck, checks)
            self._con.executemany("INSERT OR REPLACE INTO checked VALUES (?, ?)", [(a, made_by) for a in articles])

    def replace_events(
        self,
        events: Iterable[Event],
        *,
        links: Sequence[EventLink] = (),
        reprints: Sequence[Reprint] = (),
        decisions: Sequence[MergeDecision] = (),
        readings: Sequence[PairReading] = (),
    ) -> None:
        """Put ``events``, with what merging found beside them, in the place of all events.

        The program's decisions (``by`` begins with ``merging/``) are made anew with the events; those of persons stay.
        """
        with self.transaction():
            self._con.execute("DELETE FROM merge_decisions WHERE starts_with(\"by\", 'merging/')")
            self._insert(MergeDecision, decisions)
            self._replace(Event, sorted(events, key=lambda event: event.id))
            self._replace(EventLink, sorted(links, key=lambda link: (link.first, link.second, link.kind)))
            self._replace(Reprint, sorted(reprints, key=lambda row: row.article))
            self._replace(PairReading, sorted(readings, key=lambda row: (row.first, row.second)))
            self._con.execute("INSERT OR REPLACE INTO derived VALUES ('stale', 1)")

    def add_forecasts(self, forecasts: Sequence[Forecast]) -> int:
        """Add forecasts that are not there yet; return how many were new."""
        return self._insert(Forecast, forecasts)

    def resolve_forecast(self, forecast: Forecast) -> None:
        """Write down how a forecast came out."""
        self._con.execute(
            "UPDATE forecasts SET outcome = ?, resolved = ?, resolved_by = ? WHERE id = ?",
            [forecast.outcome, forecast.resolved, forecast.resolved_by, forecast.id],
        )

    def add_decisions(self, decisions: Sequence[MergeDecision]) -> None:
        """Add merge decisions; none is ever rewritten."""
        self._insert(MergeDecision, decisions)

    def records(self, record: type[R], where: str = "", parameters: Sequence[Any] = ()) -> list[R]:
        """Return records of a type, narrowed by an SQL tail such as ``WHERE id = ?``."""
        sql = f"SELECT * FROM {_TABLES[record]} {where}"
        cursor = self._con.execute(sql, list(parameters))
        names = [column[0] for column in cursor.description or []]
        found: list[R] = []
        while rows := cursor.fetchmany(_AT_ONCE):
            found += from_rows(record, names, rows)
        return found

    def one(self, record: type[R], id_start: str) -> R:
        """Return the one record whose id begins with ``id_start``.

        Raises:
            UnknownName: None or several begin so.
        """
        found = self.records(record, "WHERE starts_with(id, ?) ORDER BY id LIMIT 3", [id_start])
        if len(found) != 1:
            what = "nothing" if not found else "more than one record"
            raise UnknownName(f"{id_start}: {what} in {_TABLES[record]} has an id that begins so.")
        return found[0]

    def links_of(self, events: Sequence[str]) -> dict[str, list[tuple[EventLink, Event]]]:
        """Return by event what links it to others, each link with the event at its other end."""
        wanted = set(events)
        one = "IN (SELECT unnest(?))"
        ids = sorted(wanted)
        links = self.records(EventLink, f'WHERE "first" {one} OR "second" {one} ORDER BY ALL', [ids, ids])
        ends = {
            e.id: e for e in self.by_ids(Event, sorted({end for link in links for end in (link.first, link.second)}))
        }
        found: dict[str, list[tuple[EventLink, Event]]] = {event: [] for event in events}
        for link in links:
            for here, there in ((link.first, link.second), (link.second, link.first)):
                if here in wanted and there in ends:
                    found[here].append((link, ends[there]))
        return found

    def occasions_of(self, events: Sequence[str]) -> list[tuple[str, str]]:
        """Return what ties events to meetings and deals as their parts: the ids of both ends of each link."""
        rows = self.query(
            """SELECT "first", "second" FROM event_links WHERE kind = 'occasion'
            AND ("first" IN (SELECT unnest(?)) OR "second" IN (SELECT unnest(?))) ORDER BY ALL""",
            [list(events), list(events)],
        )
        return [(row["first"], row["second"]) for row in rows]

    def export(self, folder: Path) -> list[Path]:
        """Write every table as sorted JSON lines, the same bytes for the same content; imported ones if they hold rows."""
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        outside = [t for t in _OUTSIDE if self.query(f"SELECT count(*) AS n FROM {t}")[0]["n"]]
        for table in (
            "articles",
            "mentions",
            "coded",
            "unresolved",
            "events",
            "merge_decisions",
            "checks",
            "problems",
            *outside,
        ):
            path = folder / f"{table}.jsonl"
            target = str(path).replace("'", "''")
            self._con.execute(f"COPY (SELECT * FROM {table} ORDER BY ALL) TO '{target}' (FORMAT json)")
            written.append(path)
        return written


@cache
def _text(name: str) -> str:
    return (_HERE / "queries" / f"{name}.sql").read_text("utf-8")


class _Transaction:
    """Commit at the end, roll back on an error."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con

    def __enter__(self) -> None:
        self._con.execute("BEGIN")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._con.execute("COMMIT" if kind is None else "ROLLBACK")
