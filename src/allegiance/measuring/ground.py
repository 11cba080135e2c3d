"""What a contrast is read off: how a state moved between its ally and others, by a table of events or by sums of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

import polars as pl

from allegiance import relations
from allegiance.baseline import BASELINE
from allegiance.measuring.tables import Table
from allegiance.relations.alignment import Alignment
from allegiance.relations.change import Change
from allegiance.relations.frames import CONFLICT, Every


class Dealing(NamedTuple):
    """What the ally has had to do with another, and how much of that the state has, in numbers of acts.

    Attributes:
        other: Gazetteer id.
        n, c: The ally's acts with it, and the unfriendly ones.
        out, back: The unfriendly ones by the ally, and those by the other.
        own: The state's acts with it.
    """

    other: str
    n: float
    c: float
    out: float
    back: float
    own: float


class Ground(Protocol):
    """Events of two states with others, from before and since a date."""

    @property
    def source(self) -> str:
        """Whose events they are."""

    @property
    def acts(self) -> int:
        """How many there are of all states."""

    def dealings(self) -> list[Dealing]:
        """Return what the ally had to do with each other, from the three years before the date on."""

    def blocs(self, members: Mapping[str, Sequence[str]]) -> list[Change]:
        """Return the state's change towards blocs, given by their members."""

    def alignment(self, rival: str) -> Alignment:
        """Return the state's move from the ally against that to a rival."""


@dataclass(frozen=True, slots=True)
class TableGround:
    """A table of events as the ground of a contrast; it covers all states.

    Attributes:
        rows: The events to the last day asked about.
        state, ally: Gazetteer ids.
        since, until: The period asked about.
        every: Length of a period.
    """

    source: str
    rows: pl.DataFrame
    state: str
    ally: str
    since: date
    until: date
    every: Every

    @classmethod
    def of(cls, table: Table, state: str, ally: str, since: date, until: date) -> TableGround | None:
        """Return the ground of a contrast, or None where the events lie on one side of the date only."""
        rows = table.whole.filter(pl.col("date") <= until)
        if rows.filter(pl.col("date") < since).is_empty() or rows.filter(pl.col("date") >= since).is_empty():
            return None
        return cls(table.source, rows, state, ally, since, until, table.every)

    @property
    def acts(self) -> int:
        """How many events there are of all states."""
        return self.rows.height

    def dealings(self) -> list[Dealing]:
        """See :class:`Ground`."""
        near = self.rows.filter(pl.col("date").is_between(self.since - BASELINE, self.until))
        weight, hostile = pl.col("origins"), pl.col("quad").is_in(CONFLICT)
        orders = (("actor", "recipient", True), ("recipient", "actor", False))
        both = pl.concat(
            [near.select(one=a, other=b, hostile=hostile, origins=weight, out=pl.lit(out)) for a, b, out in orders]
        )
        unfriendly = weight.filter("hostile")
        told = (
            both.filter(pl.col("one") == self.ally)
            .group_by("other")
            .agg(
                n=weight.sum(),
                c=unfriendly.sum(),
                out=weight.filter(pl.col("hostile") & pl.col("out")).sum(),
                back=weight.filter(pl.col("hostile") & ~pl.col("out")).sum(),
            )
        )
        own = both.filter(pl.col("one") == self.state).group_by("other").agg(own=weight.sum())
        return [Dealing(*row) for row in told.join(own, on="other", how="left").fill_null(0.0).iter_rows()]

    def blocs(self, members: Mapping[str, Sequence[str]]) -> list[Change]:
        """See :class:`Ground`."""
        near = self.rows.filter((pl.col("actor") == self.state) | (pl.col("recipient") == self.state))
        return relations.blocs(near, self.state, members, since=self.since, until=self.until, every=self.every)

    def alignment(self, rival: str) -> Alignment:
        """See :class:`Ground`."""
        return relations.alignment(
            self.rows, self.state, self.ally, rival, since=self.since, until=self.until, every=self.every
        )
