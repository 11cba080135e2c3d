"""The rows of the registers' tables, one frozen type each, and how a row is made of its cells.

Dates are as in the gazetteer's tables: ``from`` counts in, ``to`` doesn't; a year or a month stands for its first day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from allegiance.actors.tables import Row, parse_date, parts

T = TypeVar("T")
Maker = Callable[[Row], T]
POSITIONS = ("yes", "no", "abstain", "absent")


@dataclass(frozen=True, slots=True)
class Seat:
    """A term on the Security Council, ``permanent`` or ``elected``."""

    state: str
    start: date
    end: date | None
    kind: str
    note: str
    reference: str


@dataclass(frozen=True)
class Vote:
    """One roll call.

    Attributes:
        words: Groups of words of which a text about this vote holds at least one each.
        tally: For, against, abstaining.
        also: Another tally that was reported, as when a state corrected its vote afterwards.
        complete: Whether the position of every member is known.
        counted: Whether the tally was only counted from a table of votes, in which some may be missing.
        positions: State to position, as far as known.
    """

    id: str
    body: str
    resolution: str
    day: date
    subject: str
    words: tuple[tuple[str, ...], ...]
    tally: tuple[int, int, int]
    absent: int | None
    also: tuple[int, int, int] | None
    result: str
    complete: bool
    reference: str
    positions: Mapping[str, str]
    counted: bool = False

    @property
    def name(self) -> str:
        """The vote's name in running text."""
        if self.resolution:
            return f"{self.body} resolution {self.resolution}"
        return f"{self.body} draft {self.id}" if self.result != "adopted" else f"{self.body} vote {self.id}"

    @property
    def told(self) -> str:
        """One sentence that says what the record says."""
        yes, no, abstain = self.tally
        end = "" if self.result == "adopted" else f" ({self.result})"
        return f"{self.name} of {self.day.isoformat()}: {yes} for, {no} against, {abstain} abstaining{end}"

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        return tuple(
            re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in group) + r")(?!\w)", re.IGNORECASE)
            for group in self.words
        )

    def fits(self, text: str) -> bool:
        """Whether a text speaks of this vote's subject; never when its words aren't known."""
        return bool(self.words) and all(pattern.search(text) for pattern in self._patterns)

    def excluded(self, state: str, position: str) -> bool:
        """Whether the record rules out that a state voted so: it voted otherwise, or all who voted so are known."""
        known = self.positions.get(state)
        if known is not None:
            return known != position
        if self.counted or position not in POSITIONS[:3]:
            return False
        listed = sum(1 for held in self.positions.values() if held == position)
        return listed == self.tally[POSITIONS.index(position)]


@dataclass(frozen=True, slots=True)
class Veto:
    """A draft that permanent members stopped."""

    day: date
    draft: str
    states: tuple[str, ...]
    topic: str
    reference: str


@dataclass(frozen=True, slots=True)
class Recognition:
    """That a state recognises a contested one, or says that it doesn't."""

    entity: str
    state: str
    recognises: bool
    start: date | None
    end: date | None
    reference: str


@dataclass(frozen=True, slots=True)
class Contested:
    """A state whose existence is contested; ``complete`` when all that recognise it are listed."""

    entity: str
    complete: bool
    as_of: date
    status: str


@dataclass(frozen=True, slots=True)
class Sanction:
    """Sanctions of one party on another."""

    sender: str
    target: str
    start: date | None
    end: date | None
    subject: str
    reference: str


@dataclass(frozen=True, slots=True)
class Rivalry:
    """Two states of which each takes the other for a competitor and a threat: over rank, territory, or what it backs."""

    a: str
    b: str
    start: date | None
    end: date | None
    ground: str
    reference: str


@dataclass(frozen=True, slots=True)
class Base:
    """Forces of one state based in another."""

    host: str
    state: str
    place: str
    start: date | None
    end: date | None
    reference: str


@dataclass(frozen=True, slots=True)
class Treaty:
    """A treaty or agreement: signed, in force ``start`` to ``end``; ``kind`` ``defence`` means mutual defence."""

    name: str
    aliases: tuple[str, ...]
    kind: str
    parties: tuple[str, ...]
    signed: date
    start: date | None
    end: date | None
    note: str
    reference: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """That the memberships of an organisation are whole.

    Attributes:
        dates: How far the days of joining and leaving are sure: ``yes``; ``about`` where texts take now this step for the
            joining and now that, months apart (an invitation, a treaty signed, in force); ``no``.
        as_of: The last day that the table is kept up to.
        unsure: States about which the table doesn't decide.
    """

    organisation: str
    dates: str
    as_of: date
    unsure: tuple[str, ...]


def _day(cell: str) -> date:
    day = parse_date(cell)
    if day is None:
        raise ValueError("a date is missing")
    return day


def _tally(cells: str) -> tuple[int, int, int]:
    yes, no, abstain = (int(cell) for cell in cells.split("-"))
    return yes, no, abstain


def make_seat(row: Row) -> Seat:
    """Make a term on the Security Council."""
    if row["kind"] not in ("permanent", "elected"):
        raise ValueError(f"unknown kind {row['kind']!r}")
    return Seat(row["state"], _day(row["from"]), parse_date(row["to"]), row["kind"], row["note"], row["reference"])


def make_vote(row: Row) -> Vote:
    """Make a roll call without positions."""
    return Vote(
        id=row["id"],
        body=row["body"],
        resolution=row["resolution"],
        day=_day(row["date"]),
        subject=row["subject"],
        words=tuple(parts(group) for group in row["words"].split("&")),
        tally=_tally(f"{row['yes']}-{row['no']}-{row['abstain']}"),
        absent=int(row["absent"]) if row["absent"] else None,
        also=_tally(row["also"]) if row["also"] else None,
        result=row["result"],
        complete=row["complete"] == "yes",
        reference=row["reference"],
        positions={},
    )


def with_positions(vote: Vote, positions: Mapping[str, str]) -> Vote:
    """Return a roll call with positions."""
    return replace(vote, positions=positions)


def make_positions(row: Row) -> tuple[str, str, tuple[str, ...]]:
    """Return (vote, position, states) of a row."""
    if row["position"] not in POSITIONS:
        raise ValueError(f"unknown position {row['position']!r}")
    return row["vote"], row["position"], parts(row["states"])


def make_veto(row: Row) -> Veto:
    """Make a veto."""
    return Veto(_day(row["date"]), row["draft"], parts(row["states"]), row["topic"], row["reference"])


def make_recognition(row: Row) -> Recognition:
    """Make a recognition or the lack of one."""
    if row["stance"] not in ("recognises", "does not recognise"):
        raise ValueError(f"unknown stance {row['stance']!r}")
    return Recognition(
        row["entity"],
        row["state"],
        row["stance"] == "recognises",
        parse_date(row["from"]),
        parse_date(row["to"]),
        row["reference"],
    )


def make_contested(row: Row) -> Contested:
    """Make a contested state."""
    return Contested(row["entity"], row["complete"] == "yes", _day(row["as_of"]), row["status"])


def make_sanction(row: Row) -> Sanction:
    """Make sanctions."""
    return Sanction(
        row["sender"],
        row["target"],
        parse_date(row["from"]),
        parse_date(row["to"]),
        row["subject"],
        row["reference"],
    )


def make_rivalry(row: Row) -> Rivalry:
    """Make a rivalry."""
    return Rivalry(row["a"], row["b"], parse_date(row["from"]), parse_date(row["to"]), row["ground"], row["reference"])


def make_base(row: Row) -> Base:
    """Make a base."""
    return Base(
        row["host"], row["state"], row["place"], parse_date(row["from"]), parse_date(row["to"]), row["reference"]
    )


def make_treaty(row: Row) -> Treaty:
    """Make a treaty."""
    return Treaty(
        row["name"],
        parts(row["aliases"]),
        row["kind"],
        parts(row["parties"]),
        _day(row["signed"]),
        parse_date(row["from"]),
        parse_date(row["to"]),
        row["note"],
        row["reference"],
    )


def make_coverage(row: Row) -> Coverage:
    """Make what a table of members covers."""
    if row["dates"] not in ("yes", "about", "no"):
        raise ValueError(f"unknown word for dates {row['dates']!r}")
    return Coverage(row["organisation"], row["dates"], _day(row["as_of"]), parts(row["unsure"]))
