"""Which events bear on a question, in which direction and how strongly.

A direct act between the state and its ally counts by its quad class. An act towards a third party counts by how the
ally and that party stand (structural balance, Heider 1946; Cartwright & Harary 1956): aid to the ally's enemy is a
move away, a quarrel with the ally's enemy a move towards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from allegiance.actors import Gazetteer
from allegiance.assessments.acts import MODES, QUADS, STATUSES, TYPES, Acts, Bearing, Bools, Floats, Ints
from allegiance.assessments.grades import information_grade, source_grade
from allegiance.assessments.names import alliances, label
from allegiance.percentages import share
from allegiance.records import EventType, Quad, Sign, Status

COOPERATION = (Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION)
_MATERIAL = (Quad.MATERIAL_COOPERATION, Quad.MATERIAL_CONFLICT)

# Share of a full sign that a report of this status is worth; what did not happen is no sign.
_STATUS_WEIGHT = {Status.ASSERTED: 1.0, Status.PLANNED: 0.5, Status.CONDITIONAL: 0.25}
# Talk is cheaper than deeds: verbal acts weigh half of material ones; a meeting by itself says little.
_VERBAL, _TALK = 0.5, 0.25
# A vote on a text that condemns the ally: for is a plain move away, abstaining a weak one, against a plain one towards.
_VOTES = {"for": ("away", 0.75), "abstain": ("away", 0.2), "against": ("towards", 0.75), "absent": ("neutral", 0.1)}
# Events less certain than this are no signs: a wrong claim costs the reader more than a missing one.
LEAST_CONFIDENCE = 0.5
# A shared defence alliance, a rivalry on the register, or the lack of both, counts like this many full events.
_PRIOR = 4.0
_ALLIED, _RIVALS = 0.5, -1.0
# A standing nearer to 0 than this is taken for unknown: one or two acts make no friend and no enemy.
_LEAST_STANDING = 0.25
# Days in which what an act says of a standing halves, and days before an act that it speaks for.
_HALF_LIFE, _AHEAD = 365.0, 31
# What a sign through a third party weighs of one between the two.
_THIRD = 0.7
_WORTH = np.array([_STATUS_WEIGHT.get(status, 0.0) for status in STATUSES])
_STANCE = np.array([1 if quad in COOPERATION else -1 for quad in QUADS])
_DEED = np.array([1.0 if quad in _MATERIAL else _VERBAL for quad in QUADS])
_CONSULT, _VOTE = TYPES.index(EventType.CONSULT), TYPES.index(EventType.VOTE)
AWAY, NEUTRAL, TOWARDS = 1, 0, -1
"""Ways of a sign in columns."""
WAYS = {AWAY: "away", TOWARDS: "towards", NEUTRAL: "neutral"}
WAY_OF = {name: way for way, name in WAYS.items()}
_CAST = np.array([(NEUTRAL, 0.0), *((WAY_OF[way], part) for way, part in _VOTES.values())])
DIRECT = -1
"""In the place of a third party's number."""


def _strength(acts: Acts) -> Floats:
    return np.where(acts.kind == _CONSULT, _TALK, _DEED[acts.quad])


def _done(acts: Acts) -> Bools:
    return np.asarray(_WORTH[acts.status] > 0)


def _entries(acts: Acts) -> tuple[Ints, Ints, Bools, Bools]:
    """Return for each other party of each act: the act's row, the party, whether it is an actor, and a recipient."""
    told = acts.others.values
    return acts.others.rows, told >> 2, (told & 2) > 0, (told & 1) > 0


def _flagged(rows: Ints, size: int) -> Bools:
    found = np.zeros(size, dtype=np.bool_)
    found[rows] = True
    return found


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
        acts = bearing.theirs
        rows, parties, does, takes = _entries(acts)
        answered, ours, on_us = acts.answered[rows], acts.does[rows], acts.takes[rows]
        # what two do together is an act of either on the other
        times = (ours & np.where(answered, takes, does)).astype(np.int64) + (does & np.where(answered, on_us, ours))
        spoken = (times > 0) & (_done(acts) & (acts.kind != _VOTE))[rows]
        rows, parties, times = rows[spoken], parties[spoken], times[spoken]
        order = np.lexsort((acts.day[rows], parties))
        rows, parties, times = rows[order], parties[order], times[order]
        weight = (_WORTH[acts.status] * _strength(acts))[rows] * times
        signed = weight * _STANCE[acts.quad[rows]]
        found, starts = np.unique(parties, return_index=True)
        days = acts.day[rows]
        self._acts = {
            int(party): _Acts.of(days[at], signed[at], weight[at], times[at])
            for party, at in zip(found, _slices(starts, len(parties)), strict=True)
        }

    def levels(self, parties: Ints, days: Ints) -> Floats:
        """Return the standing of parties, by their numbers, on days: -1 enemies, 0 unknown or mixed, 1 friends."""
        levels = np.zeros(len(parties))
        order = np.argsort(parties, kind="stable")
        found, starts = np.unique(parties[order], return_index=True)
        names = self._bearing.names(found.tolist())
        for party, at in zip(found.tolist(), _slices(starts, len(parties)), strict=True):
            levels[order[at]] = self._level(party, names[party], days[order[at]])
        return levels

    def _level(self, party: int, name: str, days: Ints) -> Floats:
        both = frozenset((self._ally, name))
        acts = self._acts.get(party)
        total, weight = acts.sums(days) if acts else (np.zeros(len(days)), np.zeros(len(days)))
        prior = _ALLIED * _during(alliances(self._ally, name, self._gazetteer), days)
        prior += _RIVALS * _during(self._rivals.get(both, ()), days)
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


@dataclass(frozen=True, eq=False)
class Signs:
    """The signs of a question as columns, the weightiest first.

    Attributes:
        bearing: The events.
        standing: How the ally stands with others.
        gazetteer: For names and outlets.
        row: Rows of the state's acts.
        way: ``AWAY``, ``NEUTRAL`` or ``TOWARDS``.
        weight: Evidential weight.
        via: Number of the third party, or ``DIRECT``.
        level: How the ally stood with that party.
        settled: Whether that standing turned at most once in what was read.
    """

    bearing: Bearing
    standing: Standing
    gazetteer: Gazetteer
    row: Ints
    way: Ints
    weight: Floats
    via: Ints
    level: Floats
    settled: Bools

    def __len__(self) -> int:
        return len(self.row)

    @cached_property
    def _ally(self) -> str:
        return label(self.bearing.ally, self.gazetteer)

    def told(self, places: Sequence[int]) -> tuple[Sign, ...]:
        """Return the records of some signs, with why each is read so."""
        acts = self.bearing.own
        rows = self.row[list(places)].tolist()
        ids = self.bearing.ids(acts.number[rows].tolist())
        named = {int(n) for row in rows for n in acts.outlets[row]} | {int(self.via[at]) for at in places} - {DIRECT}
        names = self.bearing.names(named)
        return tuple(
            Sign(
                event=ids[int(acts.number[row])],
                direction=WAYS[int(self.way[at])],
                via="direct" if self.via[at] == DIRECT else names[int(self.via[at])],
                weight=float(self.weight[at]),
                why=self._why(at, row, names),
                source_grade=source_grade([names[int(n)] for n in acts.outlets[row]], self.gazetteer),
                information_grade=information_grade(
                    STATUSES[acts.status[row]], hedged=bool(acts.hedged[row]), origins=int(acts.origins.lengths[row])
                ),
            )
            for at, row in zip(places, rows, strict=True)
        )

    def _why(self, at: int, row: int, names: Mapping[int, str]) -> str:
        acts, via = self.bearing.own, int(self.via[at])
        if via == DIRECT:
            if acts.kind[row] == _VOTE:
                return _vote_words(MODES[acts.mode[row] - 1], self._ally)
            return f"a direct act between the two: {QUADS[acts.quad[row]]}"
        other, friendly = label(names[via], self.gazetteer), _STANCE[acts.quad[row]] > 0
        if not self.settled[at]:
            return (
                f"{'cooperation' if friendly else 'conflict'} with {other}, whose standing with {self._ally} goes to and fro "
                "in what was read: not counted"
            )
        kind = "stood well with" if self.level[at] > 0 else "was at odds with"
        day = int(acts.day[row])
        when = f" in {date.fromordinal(day):%Y-%m}" if day else ""
        grounds = self.standing.grounds(via, names[via], day)
        return f"{'cooperation' if friendly else 'conflict'} with {other}, which {kind} {self._ally}{when} ({grounds})"


def _vote_words(mode: str, ally: str) -> str:
    return {
        "for": f"voted for a text against {ally}",
        "abstain": f"abstained on a text against {ally}: neither with it nor against it",
        "against": f"voted against a text against {ally}",
        "absent": f"took no part in a vote against {ally}",
    }[mode]


def weighed(
    bearing: Bearing,
    gazetteer: Gazetteer,
    others: Mapping[frozenset[str], float] | None = None,
    rivals: Spans | None = None,
) -> Signs:
    """Return every sign among the events; ``others`` and ``rivals`` are as for :class:`Standing`."""
    acts, ally = bearing.own, bearing.number_of(bearing.ally)
    standing = Standing(bearing, gazetteer, others, rivals)
    rows, parties, does, takes = _entries(acts)
    size = len(acts)
    usable = _done(acts) & (acts.sure >= LEAST_CONFIDENCE)
    vote = acts.kind == _VOTE
    is_ally = parties == ally
    across = _across(acts, rows, does, takes)
    between = _flagged(rows[is_ally & across], size)
    with_ally = _flagged(rows[is_ally], size)
    ally_does = _flagged(rows[is_ally & does], size)
    aimed = _flagged(rows[is_ally & takes], size)
    beside = ~is_ally & (takes | (does & ally_does[rows]))
    third = usable & ~vote & ~with_ally
    direct = usable & ~vote & between
    asked = (third[rows] & across) | (direct[rows] & beside)
    levels = np.zeros(len(rows))
    levels[asked] = standing.levels(parties[asked], acts.day[rows[asked]])
    # What is done by or to the ally and its enemy at once, or to the state and that enemy, is read too unsurely.
    direct &= ~_flagged(rows[direct[rows] & beside & (levels <= -_LEAST_STANDING)], size)
    cast = usable & vote & acts.does & aimed & (acts.mode > 0)
    chosen = _telling(rows, parties, levels, third[rows] & across)
    base = _WORTH[acts.status] * acts.sure * np.sqrt(np.maximum(1, acts.origins.lengths))
    own, votes, others_ = np.flatnonzero(direct), np.flatnonzero(cast), rows[chosen]
    stances = _STANCE[acts.quad]
    strength = _strength(acts)
    row = np.concatenate([own, votes, others_])
    level = np.concatenate([np.zeros(len(own) + len(votes)), levels[chosen]])
    via = np.concatenate([np.full(len(own) + len(votes), DIRECT), parties[chosen]])
    # cooperation with the ally, or with whom it stands well with, is a move towards it
    way = np.concatenate(
        [-stances[own], _CAST[acts.mode[votes], 0], -stances[others_] * np.sign(levels[chosen])]
    ).astype(np.int64)
    weight = np.concatenate(
        [
            base[own] * strength[own],
            base[votes] * _CAST[acts.mode[votes], 1],
            base[others_] * strength[others_] * np.abs(levels[chosen]) * _THIRD,
        ]
    )
    weight = np.round(weight, 4)
    order = np.lexsort((acts.number[row], -weight))
    row, via, level = row[order], via[order], level[order]
    settled = _settled(acts.day[row], via, level)
    return Signs(
        bearing=bearing,
        standing=standing,
        gazetteer=gazetteer,
        row=row,
        way=np.where(settled, way[order], NEUTRAL),
        weight=weight[order],
        via=via,
        level=level,
        settled=settled,
    )


def _across(acts: Acts, rows: Ints, does: Bools, takes: Bools) -> Bools:
    """Tell which parties act on the party of the acts, or are those that it acts on."""
    return np.asarray(np.where(acts.does[rows] & acts.answered[rows], takes, does))


def _telling(rows: Ints, parties: Ints, levels: Floats, asked: Bools) -> Ints:
    """Return for each act the place of the party whose standing tells most.

    Acts with nobody whose standing is known, or with friends and enemies of the ally at once, are left out.
    """
    known = np.flatnonzero(asked & (np.abs(levels) >= _LEAST_STANDING))
    held = rows[known]
    size = int(rows[-1]) + 1 if len(rows) else 0
    mixed = _flagged(held[levels[known] > 0], size) & _flagged(held[levels[known] < 0], size)
    known = known[~mixed[held]]
    order = np.lexsort((parties[known], -np.abs(levels[known]), rows[known]))
    known = known[order]
    first = np.ones(len(known), dtype=np.bool_)
    first[1:] = rows[known[1:]] != rows[known[:-1]]
    return np.asarray(known[first])


def _settled(days: Ints, via: Ints, level: Floats) -> Bools:
    """Tell which signs run through nobody, or through one whose standing turned at most once.

    One that turns more often in what was read isn't known, and must not stand in one line as friendship and in the next as
    enmity: its signs are neutral.
    """
    friendly = level > 0
    order = np.lexsort((friendly, days, via))
    turned = (via[order][1:] == via[order][:-1]) & (friendly[order][1:] != friendly[order][:-1])
    turns = np.bincount(via[order][1:][turned & (via[order][1:] != DIRECT)], minlength=int(via.max(initial=0)) + 1)
    return np.asarray((via == DIRECT) | (turns[via] <= 1))


def too_unsure(bearing: Bearing) -> Ints:
    """Return the rows of the acts of the two on each other, and of the state's votes, that were read too unsurely for a sign.

    A vote that was read unsurely may be about the ally even where the text voted on was not made out.
    """
    acts = bearing.own
    rows, parties, does, takes = _entries(acts)
    across = _across(acts, rows, does, takes)
    between = _flagged(rows[across & (parties == bearing.number_of(bearing.ally))], len(acts))
    doubtful = _done(acts) & (acts.sure < LEAST_CONFIDENCE)
    return np.flatnonzero(doubtful & (((acts.kind == _VOTE) & acts.does) | between))
