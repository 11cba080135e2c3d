"""This project's own events as ground of a contrast: sums by month of what either state did and had done to it.

The contrast needs more of the other pairs than their drift, but no more than that: it is worked out once for a date, and
kept while the store's tables stay as they are. So are the sums of each state.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from allegiance import assessments, outside, relations
from allegiance.assessments.acts import QUADS, STATUSES, Acts, Bools, Floats, Ints, begins, in_order
from allegiance.baseline import BASELINE
from allegiance.measuring.ground import Dealing
from allegiance.records import Status
from allegiance.relations.alignment import Alignment
from allegiance.relations.change import Change
from allegiance.relations.frames import CONFLICT
from allegiance.relations.priors import CHANGE
from allegiance.store import Store

_HOSTILE = np.array([quad.value in CONFLICT for quad in QUADS])
_PLAIN = STATUSES.index(Status.ASSERTED)
_SETTINGS = CHANGE["month"]
_EPOCH = date(1970, 1, 1).toordinal()
_MONTHS = 1 << 16
"""More than the months of any date."""


@dataclass(frozen=True, eq=False)
class Sums:
    """A party's acts with others up to a day, by month, cut at a date.

    Attributes:
        others: Numbers of the other parties.
        names: Their ids.
        other: Of each cell the place of the other party.
        after: Whether it lies on the date or after it.
        month: Its month, counted from year 0.
        conflict, total: Asserted acts of either on the other since the three years before the date, those done together once,
            weighed by origins.
        dealt: Acts of any status with each other party in that time: all, the unfriendly ones, those
            of the unfriendly ones by the party, and by the other; those done together count for both; shape (4, others).
    """

    others: Ints
    names: Sequence[str]
    other: Ints
    after: Bools
    month: Ints
    conflict: Floats
    total: Floats
    dealt: Floats

    @classmethod
    def of(cls, acts: Acts, since: date, until: date, bearing: assessments.Bearing) -> Sums:
        """Sum up acts, by the middle of their days."""
        rows, parties, does, takes = acts.entries()
        number = np.bincount(rows, minlength=len(acts))
        both = np.bincount(rows, weights=does & takes, minlength=len(acts)) == number
        mutual = (acts.does & (number > 0) & (~acts.answered | (acts.takes & both)))[rows]
        day = acts.middle[rows]
        kept = (day >= (since - BASELINE).toordinal()) & (day <= until.toordinal())
        out, back = (kept & (mutual | way) for way in (acts.does[rows] & takes, does & acts.takes[rows]))
        # parties by their places among the others of the period
        met = np.bincount(parties[out | back], minlength=bearing.size) > 0
        others = np.flatnonzero(met)
        other = (np.cumsum(met) - 1)[parties]
        weight = np.maximum(1, acts.origins.lengths)[rows].astype(np.float64)
        hostile = _HOSTILE[acts.quad[rows]]

        def dealt(of: Bools) -> Floats:
            return np.bincount(other[of], weights=weight[of], minlength=len(others)).astype(np.float64)

        whole, (by, on) = dealt(out) + dealt(back), (dealt(way & hostile) for way in (out, back))
        # what the two do together is there in both directions, and counts once
        told = np.flatnonzero((out | (back & ~mutual)) & (acts.status == _PLAIN)[rows])
        times = np.where(out & back & ~mutual, 2.0, 1.0)[told] * weight[told]
        month = (day[told] - _EPOCH).astype("M8[D]").astype("M8[M]").astype(np.int64) + 12 * 1970
        code = (2 * other[told] + (day[told] >= since.toordinal())) * _MONTHS + month
        order = in_order(code)
        told, times, code = told[order], times[order], code[order]
        first = np.flatnonzero(begins(code))
        cells = code[first]
        total, conflict = (_by(first, values) for values in (times, np.where(hostile[told], times, 0.0)))
        names = bearing.names(others.tolist())
        return cls(
            others=others,
            names=[names[n] for n in others.tolist()],
            other=cells // (2 * _MONTHS),
            after=(cells // _MONTHS) % 2 > 0,
            month=cells % _MONTHS,
            conflict=conflict,
            total=total,
            dealt=np.stack([whole, by + on, by, on]),
        )

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each other party."""
        return {name: place for place, name in enumerate(self.names)}

    @property
    def bytes(self) -> int:
        """How much memory it takes, about."""
        return 33 * len(self.other) + 200 * len(self.others)

    def recent(self, parties: Sequence[str], at: date, *, after: bool) -> tuple[float, float]:
        """Return conflict and all acts with some parties together on one side of the date, weighed for clumping and age."""
        wanted = np.zeros(len(self.others), dtype=np.bool_)
        wanted[[self.places[party] for party in parties if party in self.places]] = True
        chosen = np.flatnonzero(wanted[self.other] & (self.after == after))
        month = self.month[chosen]
        first = int(month.min(initial=_MONTHS))
        conflict, total = (
            np.bincount(month - first, weights=column[chosen]).astype(np.float64)
            for column in (self.conflict, self.total)
        )
        months = np.flatnonzero(total)
        weighed = relations.weighed(
            _days(months + first), conflict[months], total[months], at, _SETTINGS, every="month"
        )
        return float(weighed[0].sum()), float(weighed[1].sum())

    def before(self, at: date) -> dict[str, tuple[float, float]]:
        """Return the same with each other party before the date."""
        chosen = np.flatnonzero(~self.after)
        weighed = relations.weighed(
            _days(self.month[chosen]), self.conflict[chosen], self.total[chosen], at, _SETTINGS, every="month"
        )
        sums = (
            np.bincount(self.other[chosen], weights=column, minlength=len(self.names)).tolist() for column in weighed
        )
        return {name: (c, n) for name, c, n in zip(self.names, *sums, strict=True)}


def _by(first: Ints, values: Floats) -> Floats:
    return np.add.reduceat(values, first) if len(first) else np.zeros(0)


def _days(months: Ints) -> NDArray[np.datetime64]:
    return (months - 12 * 1970).astype("M8[M]").astype("M8[D]")


@dataclass(frozen=True, eq=False)
class OwnGround:
    """Sums of this project's events as the ground of a contrast (:class:`allegiance.measuring.ground.Ground`).

    Attributes:
        state, ally: Gazetteer ids.
        ours, theirs: The acts of the state, and of its ally.
        since, until: The period asked about.
        last: The last day of all events.
        drifts: The drift of every pair of states since the date.
    """

    acts: int
    state: str
    ally: str
    ours: Sums
    theirs: Sums
    since: date
    until: date
    last: date
    drifts: relations.Drifts
    source: str = outside.OWN

    def dealings(self) -> list[Dealing]:
        """See :class:`allegiance.measuring.ground.Ground`."""
        own = dict(zip(self.ours.names, self.ours.dealt[0].tolist(), strict=True))
        told = zip(self.theirs.names, self.theirs.dealt.T.tolist(), strict=True)
        return [Dealing(other, n, c, out, back, own.get(other, 0.0)) for other, (n, c, out, back) in told]

    def blocs(self, members: Mapping[str, Sequence[str]]) -> list[Change]:
        """See :class:`allegiance.measuring.ground.Ground`."""
        return [self._change(name, theirs, self.until) for name, theirs in members.items()]

    def alignment(self, rival: str) -> Alignment:
        """See :class:`allegiance.measuring.ground.Ground`."""
        from_ally, to_rival = (self._change(other, [other], self.last) for other in (self.ally, rival))
        return relations.aligned(from_ally, to_rival, self.drifts, self.theirs.before(self.since), _SETTINGS)

    def _change(self, name: str, members: Sequence[str], until: date) -> Change:
        before, after = (
            self.ours.recent(members, day, after=side) for day, side in ((self.since, False), (until, True))
        )
        return relations.changed(self.state, name, before, after, since=self.since, until=until, settings=_SETTINGS)


def own(store: Store, bearing: assessments.Bearing, since: date, until: date) -> OwnGround | None:
    """Return the events of this project as ground for a contrast, or None where they lie on one side of the date only."""
    row = store.steady("dyads_held", [until])[0]
    if not row["acts"] or row["first"] >= since or row["last"] < since:
        return None
    ours, theirs = (
        store.keep(
            ("sums", party, since, until),
            lambda acts=acts: Sums.of(acts, since, until, bearing),  # type: ignore[misc]
            size=lambda sums: sums.bytes,
        )
        for party, acts in ((bearing.state, bearing.own), (bearing.ally, bearing.theirs))
    )
    return OwnGround(
        acts=int(row["acts"]),
        state=bearing.state,
        ally=bearing.ally,
        ours=ours,
        theirs=theirs,
        since=since,
        until=until,
        last=row["last"],
        drifts=store.keep(
            ("drifts", since, until), lambda: _drifts(store, since, until), size=lambda d: 32 * len(d.one)
        ),
    )


def _drifts(store: Store, since: date, until: date) -> relations.Drifts:
    cells = store.keep(
        ("cells", until),
        lambda: relations.Cells.of(store.frame("panel", [until]), every="month"),
        size=lambda cells: 32 * len(cells.row),
    )
    return relations.drifts(cells, since)
