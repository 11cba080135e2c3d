"""How the ally of a question stands with others at a time, by what was read, by alliances and by rivalries on record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from allegiance.actors import Gazetteer
from allegiance.assessments.acts import FAR, Acts, Bearing, Bools, Floats, Ints, begins, in_order
from allegiance.assessments.names import alliances
from allegiance.assessments.worth import STANCE, VOTE, WORTH, done, strength
from allegiance.percentages import share

# A shared defence alliance, a rivalry on the register, or the lack of both, counts like this many full events.
_PRIOR = 4.0
_ALLIED, _RIVALS = 0.5, -1.0
# Days in which what an act says of a standing halves, and days before an act that it speaks for.
_HALF_LIFE, _AHEAD = 365.0, 31

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
        """Return the standing of parties, by their numbers, on days: -1 enemies, 0 unknown or mixed, 1 friends."""
        # each party's days in their order, every one once
        order = in_order(FAR * parties + days)
        parties_, days_ = parties[order], days[order]
        first = begins(FAR * parties_ + days_)
        places = np.flatnonzero(first)
        asked, on = parties_[places], days_[places]
        starts = np.flatnonzero(begins(asked))
        found = asked[starts].tolist()
        names = self._bearing.names(found)
        levels = np.zeros(len(asked))
        for party, at in zip(found, _slices(starts, len(asked)), strict=True):
            levels[at] = self._level(party, names[party], on[at])
        told = np.empty(len(parties))
        told[order] = levels[np.cumsum(first) - 1]
        return told

    def _level(self, party: int, name: str, days: Ints) -> Floats:
        both = frozenset((self._ally, name))
        acts = self._acts.get(party)
        total, weight = acts.sums(days) if acts else (np.zeros(len(days)), np.zeros(len(days)))
        prior = np.zeros(len(days))
        for spans, worth in (
            (alliances(self._ally, name, self._gazetteer), _ALLIED),
            (self._rivals.get(both, ()), _RIVALS),
        ):
            if spans:
                prior = prior + worth * _during(spans, days)
        if both in self._others:
            total = total + _PRIOR * self._others[both]
            weight = weight + _PRIOR
        return np.asarray((total + _PRIOR * prior) / (weight + _PRIOR))

    def grounds(self, party: int, name: str, day: int) -> str:
        """Return in words what the standing of a party on a day rests on."""
        both, days = frozenset((self._ally, name)), np.array([day])
        found = ["rivals on the register"] if _during(self._rivals.get(both, ()), days)[0] else []
        if _during(alliances(self._ally, name, self._gazetteer), days)[0]:
            found.append("members of one alliance")
        if both in self._others:
            found.append("imported events")
        if party in self._acts:
            number = self._acts[party].counted(day)
            signed, weight = (float(column[0]) for column in self._acts[party].sums(days))
            if number and weight:
                told = "1 act" if number == 1 else f"{number} acts"
                found.append(
                    f"{share((weight - signed) / 2, weight)} of the weight of {told} read between the two unfriendly"
                )
        return "; ".join(found)


@dataclass(frozen=True, slots=True)
class _Acts:
    """A pair's acts in the order of their days, as sums up to each: one day costs a look-up, however many they are.

    Attributes:
        days: Days of the dated acts, as ordinals.
        plain: Sums of signed weight and of weight up to each day, from 0, shape (2, days + 1).
        grown: The same, each act doubled for every half-life since the first day.
        times: Numbers of acts up to each day.
        undated: The sums of the acts without a day.
        loose: Number of acts without a day.
    """

    days: Ints
    plain: NDArray[np.float64]
    grown: NDArray[np.float64]
    times: Ints
    undated: tuple[float, float]
    loose: int

    @classmethod
    def of(cls, days: Ints, signed: Floats, weight: Floats, times: Ints) -> _Acts:
        """Sum acts that are sorted by day, those without one (0) first."""
        dated = int(np.searchsorted(days, 1))
        loose, days = slice(0, dated), days[dated:]
        held = np.stack([signed[dated:], weight[dated:]])
        grow = 2.0 ** ((days - (days[0] if len(days) else 0)) / _HALF_LIFE)
        plain, grown = np.zeros((2, len(days) + 1)), np.zeros((2, len(days) + 1))
        np.cumsum(held, axis=1, out=plain[:, 1:])
        np.cumsum(held * grow, axis=1, out=grown[:, 1:])
        return cls(
            days=days,
            plain=plain,
            grown=grown,
            times=np.concatenate([[0], np.cumsum(times[dated:])]),
            undated=(float(signed[loose].sum()), float(weight[loose].sum())),
            loose=int(times[loose].sum()),
        )

    def counted(self, day: int) -> int:
        """Return how many acts speak for a day."""
        last = len(self.days) if not day else int(np.searchsorted(self.days, day + _AHEAD, side="right"))
        return int(self.times[last]) + self.loose

    def sums(self, on: Ints) -> tuple[Floats, Floats]:
        """Return signed weight and weight for each day, each act by how much it says of the day."""
        if not len(self.days):
            sums = np.zeros((2, len(on)))
        else:
            past, ahead = (np.searchsorted(self.days, on + more, side="right") for more in (0, _AHEAD))
            kept = np.where(past > 0, 0.5 ** (np.maximum(0, on - self.days[0]) / _HALF_LIFE), 0.0)
            sums = kept * self.grown[:, past] + self.plain[:, ahead] - self.plain[:, past]
            sums = np.where(on > 0, sums, 0.5 * self.plain[:, -1:])
        return sums[0] + 0.5 * self.undated[0], sums[1] + 0.5 * self.undated[1]


_kept: WeakKeyDictionary[Acts, dict[int, _Acts]] = WeakKeyDictionary()


def _spoken(acts: Acts) -> dict[int, _Acts]:
    """Return what acts say of their party's standing with each other, worked out once: all questions about it share it."""
    if acts not in _kept:
        _kept[acts] = _summed(acts)
    return _kept[acts]


def _summed(acts: Acts) -> dict[int, _Acts]:
    rows, parties, does, takes = acts.entries()
    answered, ours, on_us = acts.answered[rows], acts.does[rows], acts.takes[rows]
    # what two do together is an act of either on the other
    times = (ours & np.where(answered, takes, does)).astype(np.int64) + (does & np.where(answered, on_us, ours))
    spoken = np.flatnonzero((times > 0) & (done(acts) & (acts.kind != VOTE))[rows])
    spoken = spoken[in_order(FAR * parties[spoken] + acts.day[rows[spoken]])]
    rows, parties, times = rows[spoken], parties[spoken], times[spoken]
    weight = (WORTH[acts.status] * strength(acts))[rows] * times
    signed = weight * STANCE[acts.quad[rows]]
    days = acts.day[rows]
    starts = np.flatnonzero(begins(parties))
    return {
        party: _Acts.of(days[at], signed[at], weight[at], times[at])
        for party, at in zip(parties[starts].tolist(), _slices(starts, len(parties)), strict=True)
    }


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
