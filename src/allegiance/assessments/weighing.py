"""The signs of a question weighed: what the reports alone say, before other measures come in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from allegiance.assessments.acts import QUADS, STATUSES, Acts, Bools, Floats, Ints, Lists
from allegiance.assessments.change import (
    BASE_RATE,
    Drawn,
    Weights,
    all_effective,
    all_moved_away,
    anew,
    effective,
    p_moved_away,
    p_moved_closer,
)
from allegiance.assessments.combine import closer_by_reports, logit
from allegiance.assessments.signs import AWAY, DIRECT, NEUTRAL, TOWARDS, WAYS, Signs
from allegiance.baseline import BASELINE
from allegiance.percentages import percent
from allegiance.records import Measure, Status

# Below this effective weight, or this many independent origins, reports say nothing.
LEAST_WEIGHT, LEAST_ORIGINS = 1.5, 3
_RESAMPLES = 200
KINDS = ("direct", "material", "plain", "confirmed")
"""What a sign may be: an act between the two, a deed, told as done, on two independent origins or more."""
_PLAIN = STATUSES.index(Status.ASSERTED)
_MATERIAL = np.array(["material" in quad for quad in QUADS])


@dataclass(frozen=True, eq=False)
class Side:
    """Some of the signs, by their places in all of them, in their order: the weightiest first."""

    signs: Signs
    at: Ints

    def __len__(self) -> int:
        return len(self.at)

    @property
    def acts(self) -> Acts:
        """The acts that the rows are of."""
        return self.signs.bearing.own

    @cached_property
    def row(self) -> Ints:
        """Each sign's row of the acts."""
        return np.asarray(self.signs.row[self.at])

    @cached_property
    def way(self) -> Ints:
        """Each sign's way."""
        return np.asarray(self.signs.way[self.at])

    @cached_property
    def direct(self) -> Bools:
        """Whether a sign is an act between the two."""
        return np.asarray(self.signs.via[self.at] == DIRECT)

    @cached_property
    def material(self) -> Bools:
        """Whether a sign is a deed."""
        return np.asarray(_MATERIAL[self.acts.quad[self.row]])

    @cached_property
    def plain(self) -> Bools:
        """Whether a sign is told as done."""
        return np.asarray(self.acts.status[self.row] == _PLAIN)

    @cached_property
    def sure(self) -> Floats:
        """How surely each was read."""
        return np.asarray(self.acts.sure[self.row])

    @cached_property
    def origins(self) -> Ints:
        """On how many independent origins each sign rests."""
        return np.asarray(self.acts.origins.lengths[self.row])

    def where(self, keep: Bools) -> Side:
        """Return those that are kept."""
        return Side(self.signs, self.at[keep])

    def going(self, way: int) -> Side:
        """Return those of a way."""
        return self.where(self.way == way)

    def weight(self, way: int, *, direct: bool | None = None) -> float:
        """Return the sum of the weights of a way, of direct ones or others only if told."""
        keep = self.way == way
        if direct is not None:
            keep &= self.direct == direct
        return float(self.signs.weight[self.at[keep]].sum())

    def number(self, column: Lists) -> int:
        """Return how many different names their lists hold."""
        return int(np.count_nonzero(column.counts(self.row, self.signs.bearing.size)))

    def outlets(self, most: int | None = None) -> list[tuple[str, int]]:
        """Return the outlets that report them, each with how many, those with most first."""
        counts = self.acts.outlets.counts(self.row, self.signs.bearing.size)
        order = np.argsort(-counts, kind="stable")[:most].tolist()
        found = [number for number in order if counts[number]]
        names = self.signs.bearing.names(found)
        return [(names[number], int(counts[number])) for number in found]

    def only_by(self, outlet: str) -> Bools:
        """Tell which of them a single outlet reports, and that one."""
        number = self.signs.bearing.number_of(outlet)
        return np.asarray(self.acts.heard_alone[self.row] == number) if number >= 0 else np.zeros(len(self), np.bool_)

    def kinds(self) -> Counter[int]:
        """Return how many there are of each type, by its place in ``TYPES``, in the order of the signs."""
        kinds = self.acts.kind[self.row]
        found, first, counts = np.unique(kinds, return_index=True, return_counts=True)
        return Counter({int(found[n]): int(counts[n]) for n in np.argsort(first)})

    def days(self) -> Ints:
        """Return the days of those that have one, as ordinals."""
        days = self.acts.day[self.row]
        return np.asarray(days[days > 0])

    def months(self) -> list[tuple[date, str, float]]:
        """Return the weight of those with a day by month and way."""
        months, base = self.acts.months
        cells = 3 * months[self.row] + self.way + 1
        sums = np.bincount(cells, weights=self.signs.weight[self.at])
        found = [
            (base + cell // 3, WAYS[cell % 3 - 1], float(sums[cell]))
            for cell in np.flatnonzero(sums).tolist()
            if cell > 2
        ]
        return [(date(1970 + month // 12, 1 + month % 12, 1), way, weight) for month, way, weight in found]

    @cached_property
    def drawn(self) -> Drawn:
        """The signs to be drawn anew."""
        cell = self.signs.cell[self.at]
        return Drawn(
            cell=cell,
            weight=self.signs.weight[self.at],
            sure=self.acts.sure[self.row],
            months=int(cell.max(initial=-1)) // 2 + 1,
        )

    @cached_property
    def weights(self) -> Weights:
        """Their effective weight."""
        return self.drawn.all()

    @cached_property
    def tally(self) -> Tally:
        """Their sums by month, way and what a filter may ask for."""
        return Tally.of(self)


@dataclass(frozen=True, eq=False)
class Tally:
    """Signs that say away or towards, summed by month, way and kind: what passes a filter is a sum of few cells.

    Attributes:
        sums: Weights, shape (months, ways, kinds); the bits of a kind's number are those of ``KINDS``.
    """

    sums: Floats

    @classmethod
    def of(cls, side: Side) -> Tally:
        """Sum up signs."""
        telling = side.where(side.way != NEUTRAL)
        kinds = np.zeros(len(telling), dtype=np.int64)
        for name in KINDS:
            flags = telling.origins > 1 if name == "confirmed" else getattr(telling, name)
            kinds = 2 * kinds + flags
        cell = telling.signs.cell[telling.at]
        size = 2 * (int(cell.max(initial=-1)) // 2 + 1)
        code = (cell << len(KINDS)) + kinds
        sums = np.bincount(code, weights=telling.signs.weight[telling.at], minlength=size << len(KINDS))
        return cls(sums.astype(np.float64).reshape(size // 2, 2, 1 << len(KINDS)))

    def weights(self, *filters: str) -> Weights:
        """Return the effective weight of the signs that pass all filters, each one of ``KINDS``."""
        wanted = sum(1 << place for place, name in enumerate(reversed(KINDS)) if name in filters)
        passing = np.arange(1 << len(KINDS)) & wanted == wanted
        return effective(self.sums[:, :, passing].sum(axis=2))

    def less(self, other: Tally) -> Weights:
        """Return the effective weight without some of these signs."""
        left = self.sums.sum(axis=2)
        left[: len(other.sums)] -= other.sums.sum(axis=2)
        return effective(np.maximum(0.0, left))


@dataclass(frozen=True, eq=False)
class Reports:
    """The signs before the period and in it.

    Attributes:
        before: The baseline's, of the :data:`~allegiance.baseline.BASELINE` before the date.
        now: Those since the date, and those without a day, which say nothing where a date parts them.
        aside: How many of that time are no baseline, since none of their outlets reports a sign in the period.
        older: How many lie further back.
    """

    before: Side
    now: Side
    aside: int = 0
    older: int = 0

    @classmethod
    def parted(cls, signs: Signs, since: date | None) -> Reports:
        """Part signs at a date; None takes all for the period.

        The baseline holds what outlets report that report in the period, too: else a change from one kind of outlet to
        another, such as from a government's own pages to newspapers, looks like a change of the relation.
        """
        if since is None:
            places = np.arange(len(signs))
            return cls(before=Side(signs, places[:0]), now=Side(signs, places))
        signs = signs.only_dated()
        past, older = signs.day < since.toordinal(), signs.day < (since - BASELINE).toordinal()
        kept = past & ~older & (signs.heard >= since.toordinal())
        before, now = (Side(signs, np.flatnonzero(places)) for places in (kept, ~past))
        further = int(np.count_nonzero(older))
        return cls(before=before, now=now, aside=len(signs) - len(now) - len(before) - further, older=further)

    @property
    def begins(self) -> date | None:
        """Day of the first sign of the baseline; None without one."""
        return date.fromordinal(int(self.before.days().min())) if len(self.before) else None

    @cached_property
    def telling(self) -> Side:
        """Those in the period that say away or towards."""
        return self.now.where(self.now.way != NEUTRAL)

    @property
    def weights(self) -> Weights:
        """Effective weight of the signs in the period."""
        return self.now.weights

    @property
    def baseline(self) -> Weights:
        """Effective weight of those before."""
        return self.before.weights

    @cached_property
    def origins(self) -> int:
        """On how many independent origins the signs in the period rest."""
        return self.telling.number(self.now.acts.origins)

    @property
    def enough(self) -> bool:
        """Whether they say something."""
        return self.weights.total >= LEAST_WEIGHT and self.origins >= LEAST_ORIGINS

    @cached_property
    def probability(self) -> float:
        """That the state moved away, by the reports alone."""
        return p_moved_away(self.baseline, self.weights)

    @cached_property
    def closer(self) -> float:
        """That it moved closer."""
        return closer_by_reports(p_moved_closer(self.baseline, self.weights))

    def given(self, weights: Weights) -> float:
        """Return the probability had the signs in the period other effective weights."""
        return p_moved_away(self.baseline, weights)

    def with_more(self, away: float, towards: float) -> float:
        """Return the probability if signs of these weights came in a new month."""
        return self.given(Weights(self.weights.away + away, self.weights.towards + towards))

    def without_strongest(self, way: int) -> Weights | None:
        """Return the effective weight without the weightiest sign of a way; None when it has none."""
        theirs = self.now.going(way)
        if not len(theirs):
            return None
        weight = self.now.signs.weight[theirs.at]
        last = np.count_nonzero(weight == weight[0]) - 1
        return self.now.tally.less(Side(theirs.signs, theirs.at[last : last + 1]).tally)

    def without_outlet(self, outlet: str) -> Weights:
        """Return the effective weight without the signs that only one outlet reports."""
        return self.now.tally.less(self.telling.where(self.telling.only_by(outlet)).tally)

    def surer_half(self) -> tuple[Weights, Weights]:
        """Return the effective weights, before and in the period, were all signs as the surer half of the period's are.

        The baseline is cut at the same confidence: some kinds of acts are read less surely than others, so that sure signs
        against all signs would show a change where there is none. Of signs as sure as the one in the middle, those of more
        origins are the surer; what is alike in both counts in part, not by the order of ids. Either stands for its whole:
        half of the signs alone would bring any answer nearer to the base rate, whatever they say. A baseline with hardly a
        sign so sure stays as it is.
        """
        now = self.telling
        ranked = np.lexsort((-now.origins, -now.sure))
        wanted = (len(ranked) + 1) // 2
        middle = ranked[wanted - 1]
        cut, origins = now.sure[middle], now.origins[middle]

        def kept(side: Side, alike: float) -> Floats:
            equal = side.sure == cut
            above = (side.sure > cut) | (equal & (side.origins > origins))
            return np.where(above, 1.0, np.where(equal & (side.origins == origins), alike, 0.0))

        above, with_alike = kept(now, 0.0).sum(), kept(now, 1.0).sum()
        alike = float((wanted - above) / (with_alike - above))
        half, past = now.drawn.times(kept(now, alike)), self.before.drawn.times(kept(self.before, alike))
        return past.scaled(self.baseline) if past.total >= LEAST_WEIGHT else self.baseline, half.scaled(self.weights)

    @cached_property
    def draws(self) -> tuple[float, ...]:
        """The probability over signs drawn anew; the seed is fixed, so that answers repeat."""
        before, now = anew((self.before.drawn, self.now.drawn), np.random.default_rng(0), _RESAMPLES)
        return tuple(all_moved_away(all_effective(before), all_effective(now)).tolist())

    def measure(self) -> Measure | None:
        """Return what the reports say as one of the measures, or None without any sign."""
        if not len(self.now):
            return None
        away, towards_ = (int(np.count_nonzero(self.now.way == way)) for way in (AWAY, TOWARDS))
        told = (
            f"{away} sign{'s' if away != 1 else ''} away and {towards_} towards on {self.origins} independent "
            f"origin{'s' if self.origins != 1 else ''}"
        )
        if not self.enough:
            return Measure(
                name="reports read and coded here",
                kind="reports",
                source="allegiance",
                finding=f"{told}: too few to judge.",
                direction="not enough",
                evidence=self.weights.total,
            )
        low, high = (float(np.quantile(self.draws, q)) for q in (0.1, 0.9))
        p, towards = self.probability, self.closer
        direction = "away" if p >= 0.5 and p > towards else "towards" if towards >= 0.5 and towards > p else "steady"
        return Measure(
            name="reports read and coded here",
            kind="reports",
            source="allegiance",
            finding=f"{told}. The odds of an unfriendly sign rose by a quarter or more: {percent(p)}; fell so far: "
            f"{percent(towards)}.",
            direction=direction,
            probability=p,
            low=low,
            high=high,
            towards=towards,
            before=_share(self.baseline),
            after=_share(self.weights),
            evidence=self.weights.total,
            step=logit(p) - logit(BASE_RATE),
        )


def _share(weights: Weights) -> float | None:
    return weights.away / weights.total if weights.total else None
