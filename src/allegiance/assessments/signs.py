"""Which events bear on a question, in which direction and how strongly.

A direct act between the state and its ally counts by its quad class. An act towards a third party counts by how the
ally and that party stand (structural balance, Heider 1946; Cartwright & Harary 1956): aid to the ally's enemy is a
move away, a quarrel with the ally's enemy a move towards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from allegiance.actors import Gazetteer
from allegiance.assessments.acts import (
    FAR,
    MODES,
    QUADS,
    STATUSES,
    Acts,
    Bearing,
    Bools,
    Floats,
    Ints,
    begins,
    in_order,
)
from allegiance.assessments.grades import information_grade, source_grade
from allegiance.assessments.names import label
from allegiance.assessments.standing import Said, Spans, Standing
from allegiance.assessments.worth import STANCE, VOTE, WORTH, asks, done, strength
from allegiance.records import VOTE_MODES, Sign

# A vote on a text that condemns the ally: for is a plain move away, abstaining a weak one, against a plain one towards.
_VOTES = {"for": ("away", 0.75), "abstain": ("away", 0.2), "against": ("towards", 0.75), "absent": ("neutral", 0.1)}
# Events less certain than this are no signs: a wrong claim costs the reader more than a missing one.
LEAST_CONFIDENCE = 0.5
# A standing nearer to 0 than this is taken for unknown: one or two acts make no friend and no enemy.
_LEAST_STANDING = 0.25
# Weights are told to so many decimal places; alike ones are alike then, whatever was added first.
_PLACES, _LEAST_WEIGHT = 4, 1e-4
# What a sign through a third party weighs of one between the two.
_THIRD = 0.7
AWAY, NEUTRAL, TOWARDS = 1, 0, -1
"""Ways of a sign in columns."""
WAYS = {AWAY: "away", TOWARDS: "towards", NEUTRAL: "neutral"}
WAY_OF = {name: way for way, name in WAYS.items()}
_CAST = np.array([(NEUTRAL, 0.0), *((WAY_OF[way], part) for way, part in map(_VOTES.__getitem__, VOTE_MODES))])
_NO_DAY = "; neither the text nor its article has a date, so it may lie before the period: not counted"
_ASKED = {
    "assist": "asks for help or joint work, which is a move neither away nor towards",
    "meet": "asks for talks, a visit or mediation, which is a move neither away nor towards",
}
DIRECT = -1
"""In the place of a third party's number."""


def _flagged(rows: Ints, size: int) -> Bools:
    found = np.zeros(size, dtype=np.bool_)
    found[rows] = True
    return found


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
        dated: Whether only signs with a day count.
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
    dated: bool = False

    def __len__(self) -> int:
        return len(self.row)

    @cached_property
    def day(self) -> Ints:
        """Each sign's day, ``FAR`` without one."""
        return _dated(self.bearing.own)[self.row]

    @cached_property
    def cell(self) -> Ints:
        """Number of each sign's month, twice, plus one for signs towards; -1 for neutral ones."""
        months = self.bearing.own.months[0][self.row]
        return np.where(self.way == NEUTRAL, -1, 2 * months + (self.way == TOWARDS))

    @cached_property
    def heard(self) -> Ints:
        """For each sign the last day of any sign that an outlet of its own reports; -1 without an outlet."""
        acts = self.bearing.own
        told = np.where(_flagged(self.row, len(acts)), _dated(acts), -1)
        # of one type, since else NumPy goes through it slowly
        last = np.full(self.bearing.size, -1, dtype=told.dtype)
        np.maximum.at(last, acts.outlets.values, told[acts.outlets.rows])
        return acts.outlets.most(last)[self.row]

    @cached_property
    def asking(self) -> Bools:
        """Which rows of the acts ask for help or talks."""
        return asks(self.bearing.own)

    @cached_property
    def _ally(self) -> str:
        return label(self.bearing.ally, self.gazetteer)

    def only_dated(self) -> Signs:
        """Return them with those without a day neutral: whether they lie in a period can't be told."""
        return replace(self, way=np.where(self.day == FAR, NEUTRAL, self.way), dated=True)

    def told(self, places: Sequence[int]) -> tuple[Sign, ...]:
        """Return the records of some signs, with why each is read so."""
        acts = self.bearing.own
        rows = self.row[list(places)].tolist()
        ids = self.bearing.ids(acts.number[rows].tolist())
        named = {int(n) for row in rows for n in acts.outlets[row]} | {int(self.via[at]) for at in places} - {DIRECT}
        names = self.bearing.names(named)
        # of a sign between the two it is not asked
        said = self.standing.said(np.maximum(0, self.via[list(places)]), acts.day[rows])
        return tuple(
            Sign(
                event=ids[int(acts.number[row])],
                direction=WAYS[int(self.way[at])],
                via="direct" if self.via[at] == DIRECT else names[int(self.via[at])],
                weight=float(self.weight[at]),
                why=self._why(at, row, names, acts_say) + (_NO_DAY if self.dated and acts.day[row] == 0 else ""),
                source_grade=source_grade([names[int(n)] for n in acts.outlets[row]], self.gazetteer),
                information_grade=information_grade(
                    STATUSES[acts.status[row]], hedged=bool(acts.hedged[row]), origins=int(acts.origins.lengths[row])
                ),
            )
            for at, row, acts_say in zip(places, rows, said, strict=True)
        )

    def _why(self, at: int, row: int, names: Mapping[int, str], said: Said) -> str:
        acts, via = self.bearing.own, int(self.via[at])
        if self.asking[row]:
            return _ASKED[MODES[acts.mode[row] - 1]]
        if via == DIRECT:
            if acts.kind[row] == VOTE:
                return _vote_words(VOTE_MODES[acts.mode[row] - 1], self._ally)
            return f"a direct act between the two: {QUADS[acts.quad[row]]}"
        other, friendly = label(names[via], self.gazetteer), STANCE[acts.quad[row]] > 0
        if not self.settled[at]:
            return (
                f"{'cooperation' if friendly else 'conflict'} with {other}, whose standing with {self._ally} goes to and fro "
                "in what was read: not counted"
            )
        kind = "stood well with" if self.level[at] > 0 else "was at odds with"
        day = int(acts.day[row])
        when = f" in {date.fromordinal(day):%Y-%m}" if day else ""
        grounds = self.standing.grounds(names[via], day, said)
        return f"{'cooperation' if friendly else 'conflict'} with {other}, which {kind} {self._ally}{when} ({grounds})"


def _vote_words(mode: str, ally: str) -> str:
    return {
        "for": f"voted for a text against {ally}",
        "abstain": f"abstained on a text against {ally}: neither with it nor against it",
        "against": f"voted against a text against {ally}",
        "absent": f"took no part in a vote against {ally}",
    }[mode]


def _dated(acts: Acts) -> Ints:
    return np.where(acts.day > 0, acts.day, FAR)


def weighed(
    bearing: Bearing,
    gazetteer: Gazetteer,
    others: Mapping[frozenset[str], float] | None = None,
    rivals: Spans | None = None,
) -> Signs:
    """Return every sign among the events; ``others`` and ``rivals`` are as for :class:`Standing`."""
    acts, ally = bearing.own, bearing.number_of(bearing.ally)
    standing = Standing(bearing, gazetteer, others, rivals)
    rows, parties, does, takes = acts.entries()
    size = len(acts)
    usable = done(acts) & (acts.sure >= LEAST_CONFIDENCE)
    vote = acts.kind == VOTE
    across = acts.across
    # few acts are with the ally, so what is asked of these is asked of them only
    ally_at = np.flatnonzero(parties == ally)
    between, ally_does, aimed = (_flagged(rows[ally_at[told[ally_at]]], size) for told in (across, does, takes))
    with_ally = _flagged(rows[ally_at], size)
    third = usable & ~vote & ~with_ally
    direct = usable & ~vote & between
    third_at = third[rows] & across
    direct_at = np.flatnonzero(direct[rows])
    beside = takes[direct_at] | (does[direct_at] & ally_does[rows[direct_at]])
    beside_at = direct_at[beside & (parties[direct_at] != ally)]
    wanted = third_at.copy()
    wanted[beside_at] = True
    wanted = wanted[acts.by_party]
    asked, keys = acts.by_party[wanted], acts.party_days[wanted]
    levels = np.zeros(len(rows))
    levels[asked] = levels_asked = _levels(standing, keys)
    # What is done by or to the ally and its enemy at once, or to the state and that enemy, is read too unsurely.
    direct &= ~_flagged(rows[beside_at[levels[beside_at] <= -_LEAST_STANDING]], size)
    cast = usable & vote & acts.does & aimed & (acts.mode > 0) & (acts.mode <= len(VOTE_MODES))
    chosen = _telling(rows, parties, levels, third_at)
    # an act is a sign in one way at most: as one between the two, as a vote, or through a third party
    via, level = np.full(size, DIRECT), np.zeros(size)
    via[rows[chosen]], level[rows[chosen]] = parties[chosen], levels[chosen]
    row = np.flatnonzero(direct | cast | (via != DIRECT))
    via, level = via[row], level[row]
    through, votes = via != DIRECT, cast[row]
    base = WORTH[acts.status[row]] * acts.sure[row] * np.sqrt(np.maximum(1, acts.origins.lengths[row]))
    worth = strength(acts)[row]
    worth[votes] = _CAST[acts.mode[row[votes]], 1]
    weight = base * worth
    weight[through] = base[through] * worth[through] * np.abs(level[through]) * _THIRD
    # cooperation with the ally, or with whom it stands well with, is a move towards it
    way = -STANCE[acts.quad[row]]
    way[votes] = _CAST[acts.mode[row[votes]], 0]
    way[through] *= np.sign(level[through]).astype(np.int64)
    way[asks(acts)[row]] = NEUTRAL
    weight = np.round(weight, _PLACES)
    # the heavier the sign, the less it lacks of the heaviest; acts alike in that stay in the order of their numbers
    order = in_order(np.rint((weight.max(initial=0.0) - weight) / _LEAST_WEIGHT).astype(np.int64))
    row, via = row[order], via[order]
    told = np.zeros(len(rows), dtype=np.bool_)
    told[chosen] = True
    told = told[asked]
    settled = (via == DIRECT) | _settled(keys[told] // FAR, levels_asked[told])[via]
    return Signs(
        bearing=bearing,
        standing=standing,
        gazetteer=gazetteer,
        row=row,
        way=np.where(settled, way[order], NEUTRAL),
        weight=weight[order],
        via=via,
        level=level[order],
        settled=settled,
    )


def _levels(standing: Standing, keys: Ints) -> Floats:
    """Return how parties stood on days, given as ``FAR`` times the one plus the other, sorted; each is looked up once."""
    first = begins(keys)
    parties, days = np.divmod(keys[first], FAR)
    return np.asarray(standing.levels(parties, days)[np.cumsum(first) - 1])


def _telling(rows: Ints, parties: Ints, levels: Floats, asked: Bools) -> Ints:
    """Return for each act the place of the party whose standing tells most.

    Acts with nobody whose standing is known, or with friends and enemies of the ally at once, are left out.
    """
    known = np.flatnonzero(asked & (np.abs(levels) >= _LEAST_STANDING))
    if begins(rows[known]).all():
        return known
    held = rows[known]
    size = int(rows[-1]) + 1
    mixed = _flagged(held[levels[known] > 0], size) & _flagged(held[levels[known] < 0], size)
    known = known[~mixed[held]]
    # few acts have several, so few are put in an order
    alone = begins(rows[known])
    alone[:-1] &= alone[1:]
    several = known[~alone]
    several = several[np.lexsort((parties[several], -np.abs(levels[several]), rows[several]))]
    return np.sort(np.concatenate([known[alone], several[begins(rows[several])]]))


def _settled(parties: Ints, levels: Floats) -> Bools:
    """Tell of each party, by its number, and of ``DIRECT``, whether its standing turned at most once, in the order of days.

    One that turns more often in what was read isn't known, and must not stand in one line as friendship and in the next as
    enmity: its signs are neutral.
    """
    friendly = levels > 0
    turned = (parties[1:] == parties[:-1]) & (friendly[1:] != friendly[:-1])
    turns = np.bincount(parties[1:][turned], minlength=int(parties.max(initial=0)) + 1)
    return np.asarray(turns <= 1)


def too_unsure(bearing: Bearing) -> Ints:
    """Return the rows of the acts of the two on each other, and of the state's votes, that were read too unsurely for a sign.

    A vote that was read unsurely may be about the ally even where the text voted on was not made out.
    """
    acts = bearing.own
    rows, parties, _, _ = acts.entries()
    between = _flagged(rows[acts.across & (parties == bearing.number_of(bearing.ally))], len(acts))
    doubtful = done(acts) & (acts.sure < LEAST_CONFIDENCE)
    return np.flatnonzero(doubtful & (((acts.kind == VOTE) & acts.does) | between))
