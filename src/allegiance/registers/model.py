"""The registers in memory: seats, votes, vetoes, recognitions, sanctions, rivalries, bases, treaties and what each covers.

Names of contested states follow the gazetteer; a row says what governments did, not what they may do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from allegiance.actors.tables import read_table
from allegiance.records import Tie, content_id
from allegiance.registers import rows
from allegiance.registers.rows import (
    Base,
    Contested,
    Coverage,
    Recognition,
    Rivalry,
    Sanction,
    Seat,
    Treaty,
    Veto,
    Vote,
)

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Registers:
    """Everything on record; make one with :meth:`load`."""

    seats: tuple[Seat, ...]
    votes: tuple[Vote, ...]
    vetoes: tuple[Veto, ...]
    recognitions: tuple[Recognition, ...]
    contested: Mapping[str, Contested]
    sanctions: tuple[Sanction, ...]
    rivalries: tuple[Rivalry, ...]
    bases: tuple[Base, ...]
    treaties: tuple[Treaty, ...]
    covered: Mapping[str, Coverage]
    digest: str = ""

    @classmethod
    def load(cls, extra: Path | None = None) -> Registers:
        """Read the project's registers, and the rows that a user's folder ``extra`` adds.

        Raises:
            DataError: A table is wrong; the message names file and line.
        """
        folders = (DATA, extra) if extra else (DATA,)

        def read(name: str, make: rows.Maker[rows.T]) -> list[rows.T]:
            return [row for folder in folders for row in read_table(folder, name, make)]

        positions: dict[str, dict[str, str]] = defaultdict(dict)
        for vote, position, states in read("vote_positions.csv", rows.make_positions):
            positions[vote].update(dict.fromkeys(states, position))
        votes = [rows.with_positions(vote, positions[vote.id]) for vote in read("votes.csv", rows.make_vote)]
        return cls(
            seats=tuple(read("council_seats.csv", rows.make_seat)),
            votes=tuple(sorted(votes, key=lambda vote: (vote.day, vote.id))),
            vetoes=tuple(read("vetoes.csv", rows.make_veto)),
            recognitions=tuple(read("recognitions.csv", rows.make_recognition)),
            contested={row.entity: row for row in read("contested.csv", rows.make_contested)},
            sanctions=tuple(read("sanctions.csv", rows.make_sanction)),
            rivalries=tuple(read("rivalries.csv", rows.make_rivalry)),
            bases=tuple(read("bases.csv", rows.make_base)),
            treaties=tuple(read("treaties.csv", rows.make_treaty)),
            covered={row.organisation: row for row in read("covered.csv", rows.make_coverage)},
            digest=content_id(
                *(path.read_text("utf-8") for folder in folders for path in sorted(folder.glob("*.csv")))
            ),
        )

    def with_votes(self, more: Iterable[Vote]) -> Registers:
        """Return these registers with roll calls of a larger table; one that is known by its resolution stays as it is."""
        known = {vote.resolution for vote in self.votes if vote.resolution}
        added = [vote for vote in more if vote.resolution not in known]
        votes = tuple(sorted([*self.votes, *added], key=lambda vote: (vote.day, vote.id)))
        return replace(self, votes=votes, digest=content_id(self.digest, *(vote.id for vote in added)))

    @cached_property
    def _seats_by_state(self) -> Mapping[str, list[Seat]]:
        found: dict[str, list[Seat]] = defaultdict(list)
        for seat in self.seats:
            found[seat.state].append(seat)
        return found

    def seats_of(self, state: str) -> list[Seat]:
        """Return a state's terms on the Security Council, oldest first."""
        return sorted(self._seats_by_state.get(state, []), key=lambda seat: seat.start)

    def council(self, on: date) -> dict[str, str]:
        """Return the members of the Security Council on a day, each with ``permanent`` or ``elected``.

        >>> sorted(state for state, kind in Registers.load().council(date(2022, 3, 2)).items() if kind == "elected")
        ['ALB', 'ARE', 'BRA', 'GAB', 'GHA', 'IND', 'IRL', 'KEN', 'MEX', 'NOR']
        """
        return {seat.state: seat.kind for seat in self.seats if seat.start <= on and (not seat.end or on < seat.end)}

    def recognition(self, entity: str, state: str) -> list[Recognition]:
        """Return what is on record about a state and a contested one."""
        return [row for row in self.recognitions if row.entity == entity and row.state == state]

    def rivals(self, state: str, first: date, last: date) -> dict[str, Rivalry]:
        """Return the states that were a state's rivals at some time between two days, each with its rivalry.

        >>> sorted(Registers.load().rivals("RUS", date(2010, 1, 1), date(2010, 12, 31)))
        ['GEO', 'USA']
        """
        open_ = (
            row
            for row in self.rivalries
            if state in (row.a, row.b)
            and (row.start is None or row.start <= last)
            and (row.end is None or row.end > first)
        )
        return {row.b if row.a == state else row.a: row for row in open_}

    def ties(self) -> Iterable[Tie]:
        """Return the standing facts as ties: seats, recognitions, sanctions, rivalries, bases and treaties."""
        for seat in self.seats:
            yield Tie(
                kind="council seat",
                parties=(seat.state,),
                name="Security Council",
                start=seat.start,
                end=_before(seat.end),
                detail=seat.kind,
                reference=seat.reference,
            )
        for row in self.recognitions:
            kind = "recognition" if row.recognises else "non-recognition"
            yield Tie(
                kind=kind,
                parties=(row.state, row.entity),
                name=kind,
                start=row.start,
                end=_before(row.end),
                reference=row.reference,
            )
        for sanction in self.sanctions:
            yield Tie(
                kind="sanctions",
                parties=(sanction.sender, sanction.target),
                name="sanctions",
                start=sanction.start,
                end=_before(sanction.end),
                detail=sanction.subject,
                reference=sanction.reference,
            )
        for rivalry in self.rivalries:
            yield Tie(
                kind="rivalry",
                parties=(rivalry.a, rivalry.b),
                name="rivalry",
                start=rivalry.start,
                end=_before(rivalry.end),
                detail=rivalry.ground,
                reference=rivalry.reference,
            )
        for base in self.bases:
            yield Tie(
                kind="base",
                parties=(base.host, base.state),
                name=base.place,
                start=base.start,
                end=_before(base.end),
                reference=base.reference,
            )
        for treaty in self.treaties:
            yield Tie(
                kind=f"treaty: {treaty.kind}",
                parties=treaty.parties,
                name=treaty.name,
                start=treaty.start or treaty.signed,
                end=_before(treaty.end),
                detail=treaty.note,
                reference=treaty.reference,
            )


def _before(end: date | None) -> date | None:
    """Turn a table's end, exclusive, into a tie's last day."""
    return end - timedelta(days=1) if end else None
