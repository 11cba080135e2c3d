"""The store as a notebook uses it: read, import, ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import polars as pl

from allegiance import outside, pipeline, relations
from allegiance.errors import UnknownName
from allegiance.notebooks.answer import Answer
from allegiance.notebooks.table import Table
from allegiance.records import Event, Problem, Quad
from allegiance.relations.frames import Every
from allegiance.store import Store as Held

_EVENTS = (
    "event_id",
    "date",
    "actor",
    "recipient",
    "type",
    "mode",
    "quad",
    "status",
    "origins",
    "articles",
    "contexts",
)
_COURSE: dict[str, type[pl.DataType]] = {
    "period": pl.Date,
    **{quad.value: pl.Float64 for quad in Quad},
    "articles": pl.Int64,
    "level": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "severity": pl.Float64,
}
_NO_VOTES = "No votes are in the store; import a table of votes with its roll calls."
Paths = str | Path | Sequence[str | Path]
Day = date | str | None
"""A day; text as 2022-02-24."""


class Store:
    """One file that keeps what was read, coded and imported; the same that the command line makes.

    States are named as a user names them: in English, or by ISO code.

    Args:
        path: The file, made if it does not exist; ``:memory:`` for none.
        actors: Folder with your own actors and outlets, or None.
        codebook: Folder with your own codebook, or None.

    Attributes:
        problems: Inputs of this session that couldn't be read, each with its remedy.

    >>> with Store(":memory:") as store:
    ...     print(store.assess("KAZ", "RUS"))
    There is not enough evidence to say whether Kazakhstan is moving away from the Russian Federation.
    """

    def __init__(
        self,
        path: str | Path = "allegiance.duckdb",
        *,
        actors: str | Path | None = None,
        codebook: str | Path | None = None,
    ) -> None:
        self._held = Held(path)
        self._setup = pipeline.Setup(gazetteer=_folder(actors), codebook=_folder(codebook))
        self.problems: list[Problem] = []

    def add(self, paths: Paths) -> int:
        """Read articles from files and folders, code them and merge the reports of one event; return how many were new."""
        done = pipeline.gather_paths(self._held, _paths(paths), today=datetime.now(UTC).date())
        self.problems += done.problems
        pipeline.code(self._held, self._setup)
        pipeline.merge(self._held, self._setup)
        return done.new

    def import_tables(self, paths: Paths) -> int:
        """Read tables that others made: events, votes with their roll calls, alliances; return how many rows were added."""
        done, problems = outside.import_tables(self._held, _paths(paths))
        self.problems += problems
        return sum(found.rows for found in done)

    def events(self, *parties: str, source: str = outside.OWN) -> Table:
        """Return events, one row for each ordered pair of parties, by day.

        Args:
            parties: Only events in which all of these take part, as actor or recipient.
            source: The name of an imported source; by default the events coded here.

        Raises:
            UnknownName: A party or source that nothing is known of.
        """
        ids = [self._id(name) for name in parties]
        frame = outside.events_of(self._held, source).select(_EVENTS)
        for id_ in ids:
            frame = frame.filter((pl.col("actor") == id_) | (pl.col("recipient") == id_))
        return Table(_titled("Events", ids), frame.sort("date", "event_id", "actor", "recipient"))

    def relation(self, actor: str, recipient: str, *, since: Day = None, source: str = outside.OWN) -> Table:
        """Return how two states stand, period by period: counts, share of conflict with its 80 % interval, mean severity.

        Args:
            actor: The one state.
            recipient: The other; acts of both count.
            since: First day of interest; what lies before is not shown, and is weighed all the same.
            source: The name of an imported source; by default the events coded here.

        Raises:
            UnknownName: A state or source that nothing is known of, one and the same state twice, or no day.
        """
        a, b = self._two(actor, recipient)
        frame = self._table(source)
        first, every = _day(since), outside.step_of(frame)
        found = relations.course(frame, a, b, since=first, every=every)
        shown = first and (first.replace(day=1) if every == "month" else date(first.year, 1, 1))
        rows = [
            {
                "period": month.month,
                **{quad.value: dict(month.counts).get(quad, 0.0) for quad in Quad},
                "articles": month.articles,
                "level": month.level,
                "low": month.low,
                "high": month.high,
                "severity": month.severity,
            }
            for month in found.months
            if shown is None or month.month >= shown
        ]
        return Table(
            f"Share of conflict between {a} and {b} ({source})",
            pl.DataFrame(rows, schema=_COURSE),
            x="period",
            y="level",
            band=("low", "high"),
        )

    def change(self, actor: str, recipient: str, *, since: Day, until: Day = None, source: str = outside.OWN) -> Table:
        """Return the odds that two states' relation changed since a day, as asked first, then under other choices.

        Of each: effective events on both sides, P(worse), P(worse and better by a quarter), the drift in log-odds of conflict
        with its 80 % interval, P(conflict up against coverage), and P(that the rise lasts a year). The other choices are
        baseline dates, one direction, verbal or material acts, governments only, and any one source left out.

        Args:
            actor: The one state.
            recipient: The other; acts of both count.
            since: The day; the three years before are the baseline.
            until: Last day to use.
            source: The name of an imported source; by default the events coded here.

        Raises:
            UnknownName: A state or source that nothing is known of, one and the same state twice, or no day.
        """
        a, b = self._two(actor, recipient)
        frame, first = self._table(source), _day(since)
        if first is None:
            raise UnknownName("A change has a day that it is asked about: since=...")
        found = relations.sensitivity(frame, a, b, since=first, until=_day(until), every=outside.step_of(frame))
        return Table(f"Change between {a} and {b} since {first} ({source})", found)

    def levels(
        self, *states: str, every: Every | None = None, directed: bool = False, source: str = outside.OWN
    ) -> Table:
        """Return the share of conflict with its 80 % interval for every pair of states and every period.

        Args:
            states: Only pairs with all of these; the levels rest on all pairs either way.
            every: Length of a period: ``week``, ``month`` or ``year``; by default what the table's days allow.
            directed: True to keep what the one does to the other apart from what it has done to it.
            source: The name of an imported source; by default the events coded here.

        Raises:
            UnknownName: A state or source that nothing is known of.
        """
        ids = [self._id(name) for name in states]
        frame = self._table(source)
        found = relations.level_table(relations.panel(frame, every=every or outside.step_of(frame), directed=directed))
        for id_ in ids:
            found = found.filter((pl.col("actor") == id_) | (pl.col("recipient") == id_))
        drawn = ("period", "level") if len(ids) == 2 and not directed else ("", "")
        return Table(
            _titled(f"Share of conflict ({source})", ids), found, *drawn, band=("low", "high") if drawn[0] else None
        )

    def votes(self, first: str | None = None, second: str | None = None) -> Table:
        """Return how alike states voted in the United Nations, by session: agreement, S, pi and kappa.

        Args:
            first: Only pairs with this state.
            second: And this one.

        Raises:
            UnknownName: A state that nothing is known of, or no votes were imported.
        """
        ids = [self._id(name) for name in (first, second) if name is not None]
        cast = self._held.frame("imported_votes")
        if cast.is_empty():
            raise UnknownName(_NO_VOTES)
        if len(ids) == 2:
            cast = cast.filter(pl.col("state").is_in(ids))
        table = relations.similarity(cast)
        for id_ in ids:
            table = table.filter((pl.col("a") == id_) | (pl.col("b") == id_))
        x, y = ("session", "s") if len(ids) == 2 else ("", "")
        return Table(_titled("Likeness of votes", ids), table, x=x, y=y)

    def ideal_points(self, *states: str) -> Table:
        """Return states' places on the main line of the votes in the United Nations, by session, from the votes imported.

        They are this project's own, found from all votes (half a minute for all sessions); ``sd`` is the spread of their
        posterior, and ``published`` what an imported table says, where there is one.

        Args:
            states: Only these; all by default.

        Raises:
            UnknownName: A state that nothing is known of, or no votes were imported.
        """
        ids = [self._id(name) for name in states]
        cast = self._held.frame("imported_votes")
        if cast.is_empty():
            raise UnknownName(_NO_VOTES)
        found = relations.ideal_points(cast)
        held = self._held.frame("imported_points").select("state", "session", published="point")
        found = found.join(held.unique(["state", "session"], keep="first"), on=["state", "session"], how="left")
        if ids:
            found = found.filter(pl.col("state").is_in(ids))
        return Table(
            _titled("Ideal points", ids),
            found.sort("state", "session"),
            x="session",
            y="point",
            colour="state",
        )

    def assess(
        self,
        state: str,
        ally: str,
        *,
        since: Day = None,
        until: Day = None,
        rival: str | None = None,
        keep: bool = False,
    ) -> Answer:
        """Answer whether a state is moving away from its ally, from all that the store holds.

        Args:
            state: The state asked about.
            ally: Its ally.
            since: Start of the period; the three years before are the baseline. By default the last year.
            until: Last day looked at.
            rival: The ally's rival, for the contrast.
            keep: True to store the forecast for the track record.

        Raises:
            UnknownName: A state that nothing is known of, one and the same state twice, or no day.
        """
        one, other = self._two(state, ally)
        found = pipeline.answer(
            self._held,
            self._setup,
            state=one,
            ally=other,
            since=_day(since),
            until=_day(until),
            rival=self._id(rival) if rival else None,
        )
        if keep:
            pipeline.keep_forecast(self._held, found)
        return Answer(found, pipeline.make_dossier(self._held, self._setup, found))

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def _table(self, source: str) -> pl.DataFrame:
        """Return the events of a source as relations takes them, between governments where others coded roles."""
        if source == outside.OWN:
            return relations.from_events(self._held.records(Event, "ORDER BY id"))
        return relations.governments(outside.imported_events(self._held, source))

    def _id(self, name: str) -> str:
        return pipeline.gazetteer(self._setup).meant(name)

    def _two(self, first: str, second: str) -> tuple[str, str]:
        one, other = self._id(first), self._id(second)
        if one == other:
            raise UnknownName(f"{first} and {second} are one and the same; name two.")
        return one, other


def _day(given: Day) -> date | None:
    try:
        return date.fromisoformat(given) if isinstance(given, str) else given
    except ValueError as error:
        raise UnknownName(f"{given}: no such day; write it as 2022-02-24.") from error


def _titled(what: str, ids: Sequence[str]) -> str:
    return f"{what}: {' and '.join(ids)}" if ids else what


def _folder(path: str | Path | None) -> Path | None:
    return None if path is None else Path(path)


def _paths(paths: Paths) -> list[Path]:
    return [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
