"""How the ally of a question stands with others at a time, by what was read, by alliances and by rivalries on record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from allegiance.actors import Gazetteer
from allegiance.assessments.acts import FAR, Acts, Bearing, Bools, Floats, Ints, begins
from allegiance.assessments.names import alliances
from allegiance.assessments.worth import STANCE, VOTE, WORTH, asks, done, strength
from allegiance.percentages import share

# A shared defence alliance, a rivalry on the register, or the lack of both, counts like this many full events.
_PRIOR = 4.0
_ALLIED, _RIVALS = 0.5, -1.0
LEAST_ACTS = 4
"""With fewer acts read between two parties than this, and nothing on record of them, how they stand is unknown. What two do
together is an act of either."""
# Days in which what an act says of a standing halves, and days before an act that it speaks for.
_HALF_LIFE, _AHEAD = 365.0, 31

Said = tuple[int, float, float]
"""How many acts speak for a day, and their signed weight and weight."""
Spans = Mapping[frozenset[str], Sequence[tuple[date | None, date | None]]]
"""Pairs of states that are rivals on record, each with first days and days after the last."""


class Standing:
    """How the ally stands with others at a time, in the events at hand, by alliances and by rivalries on record, in [-1, 1].

    An event speaks for the time after it, with half the weight every year, and for the weeks before it, since what is
    reported of a relation often comes after the fact. Events without a day always speak, like those a year old.

    Args:
        bearing: All events known.
        gazetteer: For alliances.
        others: Standing of pairs in tables that others coded, in [-1, 1]; it weighs like the shared alliance does.
        rivals: Rivalries on record.
    """

    def __init__(
        self,
        bearing: Bearing,
        gazetteer: Gazetteer,
        others: Mapping[frozenset[str], float] | None = None,
        rivals: Spans | None = None,
    ) -> None:
        self._ally, self._bearing, self._gazetteer = bearing.ally, bearing, gazetteer
        self._others = others or {}
        self._rivals = rivals or {}
        self._acts = _spoken(bearing.theirs)

    def levels(self, parties: Ints, days: Ints) -> Floats:
        """Return the standing of parties, by their numbers, on days: -1 enemies, 0 unknown or mixed, 1 friends.

        They must be in the order of parties and days. On fewer than ``LEAST_ACTS`` acts, with neither an alliance,
        a rivalry nor a table to say how the two stand, that is unknown.
        """
        total, weight = self._acts.sums(parties, days)
        starts = np.flatnonzero(begins(parties))
        found = parties[starts].tolist()
        names = self._bearing.names(found)
        prior = np.zeros(len(parties))
        known = self._acts.counted(parties, days) >= LEAST_ACTS
        for party, at in zip(found, _slices(starts, len(parties)), strict=True):
            name = names[party]
            both = frozenset((self._ally, name))
            for spans, worth in (
                (alliances(self._ally, name, self._gazetteer), _ALLIED),
                (self._rivals.get(both, ()), _RIVALS),
            ):
                if spans:
                    during = _during(spans, days[at])
                    prior[at] += worth * during
                    known[at] |= during
            if both in self._others:
                total[at] += _PRIOR * self._others[both]
                weight[at] += _PRIOR
                known[at] = True
        return np.where(known, (total + _PRIOR * prior) / (weight + _PRIOR), 0.0)

    def said(self, parties: Ints, days: Ints) -> list[Said]:
        """Return what acts say of the standing of parties, by their numbers, on days."""
        signed, weight = (column.tolist() for column in self._acts.sums(parties, days))
        return list(zip(self._acts.counted(parties, days).tolist(), signed, weight, strict=True))

    def grounds(self, name: str, day: int, said: Said) -> str:
        """Return in words what the standing of a party on a day rests on, given what acts say of it."""
        both, days = frozenset((self._ally, name)), np.array([day])
        found = ["rivals on the register"] if _during(self._rivals.get(both, ()), days)[0] else []
        if _during(alliances(self._ally, name, self._gazetteer), days)[0]:
            found.append("members of one alliance")
        if both in self._others:
            found.append("imported events")
        number, signed, weight = said
        if number and weight:
            told = "1 act" if number == 1 else f"{number} acts"
            found.append(
                f"{share((weight - signed) / 2, weight)} of the weight of {told} read between the two unfriendly"
            )
        return "; ".join(found)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A state's acts with each other party as sums up to each of their days: one day costs a look-up, however many they are.

    Sums stand one behind the other, each party's from 0, so those of party ``r`` are ``r`` places behind their acts.

    Attributes:
        rank: The place of each party, by its number; -1 for one without acts, and so the last, for all numbers beyond.
        keys: ``FAR`` times the party plus the day, in their order, of the acts that have a day.
        starts: Where each party's begin, and the end of the last.
        first: Each party's first day.
        plain: Sums of signed weight and of weight, shape (2, acts + parties).
        grown: The same, each act doubled for every half-life since its party's first day.
        times: Sums of the numbers of acts.
        undated: Signed weight, weight and number of each party's acts without a day, shape (3, parties).
    """

    rank: Ints
    keys: Ints
    starts: Ints
    first: Ints
    plain: NDArray[np.float64]
    grown: NDArray[np.float64]
    times: Ints
    undated: NDArray[np.float64]

    @classmethod
    def of(cls, acts: Acts) -> _Spoken:
        """Sum up what acts say of their party's standing with each other."""
        rows, parties, does, takes = acts.entries()
        answered, ours, on_us = acts.answered[rows], acts.does[rows], acts.takes[rows]
        # what two do together is an act of either on the other
        times = (ours & np.where(answered, takes, does)).astype(np.int64) + (does & np.where(answered, on_us, ours))
        order = acts.by_party
        spoken = order[((times > 0) & (done(acts) & (acts.kind != VOTE) & ~asks(acts))[rows])[order]]
        rows, parties, times = rows[spoken], parties[spoken], times[spoken]
        weight = (WORTH[acts.status] * strength(acts))[rows] * times
        told = np.stack([weight * STANCE[acts.quad[rows]], weight, times])
        first = begins(parties)
        place, number = np.cumsum(first) - 1, np.count_nonzero(first)
        rank = np.full(int(parties.max(initial=-1)) + 2, -1)
        rank[parties[first]] = np.arange(number)
        dated = acts.day[rows] > 0
        undated = np.stack(
            [np.bincount(place[~dated], weights=one[~dated], minlength=number).astype(np.float64) for one in told]
        )
        told, days, place = told[:, dated], acts.day[rows[dated]].astype(np.int64), place[dated]
        starts = np.concatenate([[0], np.cumsum(np.bincount(place, minlength=number))])
        plain, grown = np.zeros((2, len(days) + number)), np.zeros((2, len(days) + number))
        counted = np.zeros(len(days) + number, dtype=np.int32)
        for r, at in enumerate(_slices(starts[:-1], len(days))):
            if at.start < at.stop:
                behind = slice(at.start + r + 1, at.stop + r + 1)
                grow = np.exp2((days[at] - days[at.start]) / _HALF_LIFE)
                np.cumsum(told[:2, at], axis=1, out=plain[:, behind])
                np.cumsum(told[:2, at] * grow, axis=1, out=grown[:, behind])
                np.cumsum(told[2, at], out=counted[behind], dtype=np.int32)
        first_day = np.append(days, 0)[starts[:-1]]
        return cls(rank, FAR * parties[dated] + days, starts, first_day, plain, grown, counted, undated)

    def _rank(self, parties: Ints) -> Ints:
        return np.asarray(self.rank[np.minimum(parties, len(self.rank) - 1)])

    def counted(self, parties: Ints, days: Ints) -> Ints:
        """Return how many acts speak for days of parties."""
        found, r = np.zeros(len(parties), dtype=np.int64), self._rank(parties)
        held = np.flatnonzero(r >= 0)
        day, r = days[held], r[held]
        ahead = np.searchsorted(self.keys, FAR * parties[held] + day + _AHEAD, side="right")
        end = np.where(day > 0, ahead, self.starts[r + 1])
        found[held] = self.times[end + r] + self.undated[2, r].astype(np.int64)
        return found

    def sums(self, parties: Ints, on: Ints) -> tuple[Floats, Floats]:
        """Return signed weight and weight of parties on days, each act by how much it says of the day."""
        r = self._rank(parties)
        held = np.flatnonzero(r >= 0)
        if len(held) == len(parties):
            found = self._near(parties, on, r)
        else:
            found = np.zeros((2, len(parties)))
            found[:, held] = self._near(parties[held], on[held], r[held])
        return found[0], found[1]

    def _near(self, parties: Ints, on: Ints, r: Ints) -> NDArray[np.float64]:
        """Return :meth:`sums` of parties that have acts, of these places, shape (2, parties)."""
        sums = 0.5 * self.undated[:2].take(r, axis=1)
        keys = FAR * parties + on
        past, ahead = (np.searchsorted(self.keys, keys + more, side="right") for more in (0, _AHEAD))
        kept = np.where(past > self.starts[r], np.exp2(np.minimum(0, self.first[r] - on) / _HALF_LIFE), 0.0)
        past, ahead = past + r, ahead + r
        near = kept * self.grown.take(past, axis=1)
        near += self.plain.take(ahead, axis=1)
        near -= self.plain.take(past, axis=1)
        whenever = np.flatnonzero(on == 0)
        if len(whenever):
            near[:, whenever] = 0.5 * self.plain.take((self.starts[r + 1] + r)[whenever], axis=1)
        sums += near
        return sums


_kept: WeakKeyDictionary[Acts, _Spoken] = WeakKeyDictionary()


def _spoken(acts: Acts) -> _Spoken:
    """Return acts summed up; done once, since all questions about their party's standing share it."""
    if acts not in _kept:
        _kept[acts] = _Spoken.of(acts)
    return _kept[acts]


def _slices(starts: Ints, size: int) -> list[slice]:
    ends = [*starts[1:].tolist(), size] if len(starts) else []
    return [slice(start, end) for start, end in zip(starts.tolist(), ends, strict=True)]


def _during(spans: Iterable[tuple[date | None, date | None]], days: Ints) -> Bools:
    """Tell for each day whether a span holds it; for 0, no day, whether one is not over."""
    found = np.zeros(len(days), dtype=np.bool_)
    for start, end in spans:
        inside = (days >= (start.toordinal() if start else 1)) & (days < (end.toordinal() if end else 10**7))
        found |= np.where(days > 0, inside, end is None)
    return found
