"""Events as columns: what weighing needs of very many events, without a record of each.

An answer about two busy parties rests on hundreds of thousands of events. Held as records they take seconds to read and to
weigh; held as columns they take milliseconds. Records become columns with :meth:`Bearing.of`; a store reads columns as they
are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from allegiance.records import ASKING_MODES, VOTE_MODES, Event, EventType, Quad, Status

TYPES, QUADS, STATUSES = tuple(EventType), tuple(Quad), tuple(Status)
"""What a column's numbers stand for, by place; those of ``MODES`` are from 1 on, and 0 is any other mode."""
MODES = (*VOTE_MODES, *ASKING_MODES)
"""The modes that weighing asks for."""

Ints = NDArray[np.signedinteger[Any]]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
FAR = 1 << 22
"""More than any day's ordinal: a party's number times this, plus a day, is in the order of parties and days."""
_BITS = 63
_MOBILIZE = TYPES.index(EventType.MOBILIZE)
# Whole numbers as narrow as they may be: what a page reads of a busy party's acts is then half as much, and the acts of twice
# as many parties are kept. What is multiplied is made wide first.
WIDTHS: Mapping[str, type[np.signedinteger[Any]]] = {
    **dict.fromkeys(("number", "day", "middle"), np.int32),
    **dict.fromkeys(("kind", "mode", "quad", "status"), np.int8),
}
"""The type of each column of whole numbers; lists and their ends are of 32 bits."""


def in_order(keys: Ints) -> Ints:
    """Return the places of numbers from 0 on in the order of these, equal ones as they stand.

    Small numbers are sorted by radix, and others together with their places: either takes a fraction of the time of a stable
    sort of places.

    >>> in_order(np.array([3, 1, 3, 0])).tolist()
    [3, 1, 0, 2]
    """
    most, bits = int(keys.max(initial=0)), len(keys).bit_length()
    if most < 1 << 16:
        return np.argsort(keys.astype(np.uint16), kind="stable")
    if most.bit_length() + bits > _BITS:
        return np.argsort(keys, kind="stable")
    return np.asarray(np.sort((keys << bits) | np.arange(len(keys))) & ((1 << bits) - 1))


def begins(keys: Ints) -> Bools:
    """Tell for sorted numbers which are the first of their kind."""
    found = np.ones(len(keys), dtype=np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=found[1:])
    return found


@dataclass(frozen=True, eq=False)
class Lists:
    """A column of lists of numbers: list ``i`` is ``values[ends[i]:ends[i + 1]]``."""

    ends: Ints
    values: Ints

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> Self:
        """Return the column of some lists."""
        ends = np.array([0, *accumulate(map(len, lists))], dtype=np.int32)
        return cls(ends, np.array([value for one in lists for value in one], dtype=np.int32))

    @cached_property
    def lengths(self) -> Ints:
        """How long each list is."""
        return np.diff(self.ends)

    @cached_property
    def rows(self) -> Ints:
        """For each value the place of its list."""
        return np.repeat(np.arange(len(self.lengths), dtype=np.int32), self.lengths)

    def counts(self, rows: Ints, size: int) -> Ints:
        """Return how many of some rows' lists hold each number below ``size``.

        >>> Lists.of([[1], [0, 1], [], [2]]).counts(np.array([0, 1, 2]), 4).tolist()
        [1, 2, 0, 0]
        """
        lengths = self.lengths[rows].astype(np.int64)
        ends = np.cumsum(lengths)
        places = np.arange(lengths.sum()) + np.repeat(self.ends[rows] - ends + lengths, lengths)
        return np.bincount(self.values[places], minlength=size)

    def most(self, values: Ints) -> Ints:
        """Return for each list the largest value of its numbers; -1 for an empty one."""
        found = np.full(len(self.lengths), -1)
        held = self.lengths > 0
        if held.any():
            found[held] = np.maximum.reduceat(values[self.values], self.ends[:-1][held])
        return found

    def touch(self, flags: Bools) -> Bools:
        """Tell for each list whether it holds a flagged number."""
        seen = np.concatenate([[0], np.cumsum(flags[self.values])])
        return np.asarray(seen[self.ends[1:]] > seen[self.ends[:-1]])

    def only(self, keep: Bools) -> Lists:
        """Return the column of the lists that are kept."""
        lengths = self.lengths[keep]
        return Lists(np.concatenate([[0], np.cumsum(lengths)]), self.values[keep[self.rows]])

    def __getitem__(self, row: int) -> Ints:
        return self.values[self.ends[row] : self.ends[row + 1]]


@dataclass(frozen=True, eq=False)
class Acts:
    """The events that one party takes part in, one row each, in the order of their ids.

    Attributes:
        number: The event's number; numbers are in the order of the ids.
        day: Day it began, or of the first report, as an ordinal; 0 without one.
        middle: The middle of its days, or the day of the first report.
        kind, mode, quad, status: Places in ``TYPES``, ``MODES``, ``QUADS`` and ``STATUSES``.
        hedged: Whether the reports are hedged.
        sure: Confidence.
        does, takes: Whether the party is among the actors, and among the recipients.
        answered: Whether there are recipients.
        others: The other parties, each as its number times 4, plus 2 for an actor, plus 1 for a recipient.
        outlets, origins: Numbers of names.
    """

    number: Ints
    day: Ints
    middle: Ints
    kind: Ints
    mode: Ints
    quad: Ints
    status: Ints
    hedged: Bools
    sure: Floats
    does: Bools
    takes: Bools
    answered: Bools
    others: Lists
    outlets: Lists
    origins: Lists

    def __len__(self) -> int:
        return len(self.number)

    @cached_property
    def months(self) -> tuple[Ints, int]:
        """Return each event's month, as a number from 1, or 0 without a day; and the month before the first since 1970."""
        found = (self.day - date(1970, 1, 1).toordinal()).astype("M8[D]").astype("M8[M]").astype(np.int64)
        dated = self.day > 0
        base = int(found[dated].min()) - 1 if dated.any() else 0
        return np.where(dated, found - base, 0), base

    @cached_property
    def heard_alone(self) -> Ints:
        """Number of the outlet that alone reports each act; -1 where there are several, or none."""
        single = self.outlets.lengths == 1
        found = np.full(len(single), -1, dtype=np.int32)
        found[single] = self.outlets.values[self.outlets.ends[:-1][single]]
        return found

    def entries(self) -> tuple[Ints, Ints, Bools, Bools]:
        """Return for each other party of each act: the act's row, the party, whether it is an actor, and a recipient."""
        told = self.others.values
        return self.others.rows, (told >> 2).astype(np.int64), (told & 2) > 0, (told & 1) > 0

    @cached_property
    def across(self) -> Bools:
        """Which of :meth:`entries` act on the party of the acts, or are those that it acts on.

        Who readies forces together, with nobody told against whom, does nothing to one another.
        """
        rows, _, does, takes = self.entries()
        together = (self.kind == _MOBILIZE) & ~self.answered
        return np.asarray(np.where((self.does & self.answered)[rows], takes, does & ~together[rows]))

    @cached_property
    def by_party(self) -> Ints:
        """The places of :meth:`entries` in the order of parties and days."""
        return in_order(self._parties_days()).astype(np.int32)

    @cached_property
    def party_days(self) -> Ints:
        """``FAR`` times the party plus the day of each of :meth:`entries`, in their order."""
        return self._parties_days()[self.by_party]

    def _parties_days(self) -> Ints:
        rows, parties, _, _ = self.entries()
        return FAR * parties + self.day[rows]

    def only(self, keep: Bools) -> Acts:
        """Return the rows that are kept."""
        if keep.all():
            return self
        lists = {name: getattr(self, name).only(keep) for name in ("others", "outlets", "origins")}
        names = (n for n in self.__dataclass_fields__ if n not in lists)
        return Acts(**{name: getattr(self, name)[keep] for name in names}, **lists)

    def until(self, last: date | None) -> Acts:
        """Return the rows up to a day, with those without one."""
        return self if last is None else self.only(self.day <= last.toordinal())

    def without(self, numbers: Ints, outlets: Ints, size: int) -> Acts:
        """Return the rows as they would be without some events, and had some outlets said nothing."""
        kept = self.only(~np.isin(self.number, numbers)) if len(numbers) else self
        if not len(outlets):
            return kept
        silent = np.zeros(size, dtype=np.bool_)
        silent[outlets] = True
        touched = kept.outlets.touch(silent)
        if not touched.any():
            return kept
        told, heard = (_silenced(column, silent, touched) for column in (kept.outlets, kept.origins))
        # an origin that is itself a silenced outlet stays where nothing else is known
        lost = (heard.lengths == 0) & (kept.origins.lengths > 0)
        heard = _silenced(kept.origins, silent, touched & ~lost)
        rest = replace(kept, outlets=told, origins=heard)
        return rest.only(~((told.lengths == 0) & (kept.outlets.lengths > 0)))


def _silenced(column: Lists, silent: Bools, rows: Bools) -> Lists:
    keep = ~(silent[column.values] & rows[column.rows])
    lengths = np.bincount(column.rows[keep], minlength=len(column.lengths))
    return Lists(np.concatenate([[0], np.cumsum(lengths)]), column.values[keep])


@dataclass(frozen=True, eq=False)
class Bearing:
    """All events that can bear on a question: those of the state, and those of its ally.

    Attributes:
        state, ally: Gazetteer ids.
        own, theirs: The events of either.
        size: How many numbers of names there are.
        names: Names by their numbers, which are in the order of the alphabet.
        number_of: The number of a name, or -1.
        ids: Ids of events of the state by their numbers.
    """

    state: str
    ally: str
    own: Acts
    theirs: Acts
    size: int
    names: Callable[[Iterable[int]], dict[int, str]]
    number_of: Callable[[str], int]
    ids: Callable[[Iterable[int]], dict[int, str]]

    @classmethod
    def of(cls, events: Iterable[Event], state: str, ally: str) -> Bearing:
        """Return the columns of event records."""
        held = sorted(
            (e for e in events if {state, ally}.intersection((*e.actors, *e.recipients))), key=lambda event: event.id
        )
        words = {word for e in held for word in (*e.actors, *e.recipients, *e.outlets, *e.origins)}
        names = sorted(words | {state, ally})
        places = {name: number for number, name in enumerate(names)}
        return cls(
            state=state,
            ally=ally,
            own=_columns(held, state, places),
            theirs=_columns(held, ally, places),
            size=len(names),
            names=lambda wanted: {number: names[number] for number in wanted},
            number_of=lambda name: places.get(name, -1),
            ids=lambda wanted: {number: held[number].id for number in wanted},
        )

    def until(self, last: date | None) -> Bearing:
        """Return the events up to a day, with those without one."""
        return replace(self, own=self.own.until(last), theirs=self.theirs.until(last))

    def without(self, numbers: Iterable[int], outlets: Iterable[str]) -> Bearing:
        """Return the events as they would be without some of them, and had some outlets said nothing."""
        gone = np.array(sorted(numbers), dtype=np.int64)
        silent = np.array([n for outlet in outlets if (n := self.number_of(outlet)) >= 0], dtype=np.int64)
        own, theirs = (acts.without(gone, silent, self.size) for acts in (self.own, self.theirs))
        return replace(self, own=own, theirs=theirs)


def _columns(events: Sequence[Event], party: str, places: dict[str, int]) -> Acts:
    rows = [(n, e) for n, e in enumerate(events) if party in e.actors or party in e.recipients]

    def column(read: Callable[[Event], object], dtype: type) -> Any:
        return np.array([read(event) for _, event in rows], dtype=dtype)

    def others(event: Event) -> list[int]:
        found = sorted({*event.actors, *event.recipients} - {party})
        return [4 * places[one] + 2 * (one in event.actors) + (one in event.recipients) for one in found]

    def day(event: Event) -> int:
        found = event.date_start or event.first_reported
        return found.toordinal() if found else 0

    def middle(event: Event) -> int:
        start, end = event.date_start, event.date_end
        if start and end and end > start:
            return (start.toordinal() + end.toordinal()) // 2
        found = start or end or event.first_reported
        return found.toordinal() if found else 0

    numbers: Mapping[str, Callable[[Event], int]] = {
        "day": day,
        "middle": middle,
        "kind": lambda e: TYPES.index(e.type),
        "mode": lambda e: 1 + MODES.index(e.mode) if e.mode in MODES else 0,
        "quad": lambda e: QUADS.index(e.quad),
        "status": lambda e: STATUSES.index(e.status),
    }
    return Acts(
        number=np.array([n for n, _ in rows], dtype=WIDTHS["number"]),
        **{name: column(read, WIDTHS[name]) for name, read in numbers.items()},
        hedged=column(lambda e: e.hedged, np.bool_),
        sure=column(lambda e: e.confidence, np.float64),
        does=column(lambda e: party in e.actors, np.bool_),
        takes=column(lambda e: party in e.recipients, np.bool_),
        answered=column(lambda e: bool(e.recipients), np.bool_),
        others=Lists.of([others(e) for _, e in rows]),
        outlets=Lists.of([[places[one] for one in e.outlets] for _, e in rows]),
        origins=Lists.of([[places[one] for one in e.origins] for _, e in rows]),
    )
