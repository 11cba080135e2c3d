"""The signs of a question weighed: what the reports alone say, before other measures come in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from allegiance.assessments.change import BASE_RATE, Drawn, Weights, effective, p_moved_away, p_moved_closer
from allegiance.assessments.combine import logit
from allegiance.percentages import percent
from allegiance.records import Event, Measure, Sign

# Below this effective weight, or this many independent origins, reports say nothing.
LEAST_WEIGHT, LEAST_ORIGINS = 1.5, 3
_RESAMPLES = 200


@dataclass(frozen=True, slots=True)
class Dated:
    """A sign with its event and day."""

    sign: Sign
    event: Event
    day: date | None

    def row(self) -> tuple[str, str, float]:
        """Return month, direction and weight."""
        return self.day.isoformat()[:7] if self.day else "", self.sign.direction, self.sign.weight


@dataclass(frozen=True)
class Reports:
    """The signs before the period and in it.

    Attributes:
        before: The baseline's.
        now: Those since the date, and those without a day.
        aside: How many of before the date are no baseline, since none of their outlets reports a sign in the period.
    """

    before: tuple[Dated, ...]
    now: tuple[Dated, ...]
    aside: int = 0

    @classmethod
    def parted(cls, dated: Sequence[Dated], since: date | None, *, any_outlet: bool = False) -> Reports:
        """Part signs at a date; None takes all for the period.

        The baseline holds what outlets report that report in the period, too: else a change from one kind of outlet to
        another, such as from a government's own pages to newspapers, looks like a change of the relation. ``any_outlet``
        takes all of them.
        """
        old = tuple(d for d in dated if since and d.day and d.day < since)
        now = tuple(d for d in dated if not (since and d.day and d.day < since))
        outlets = {outlet for d in now for outlet in d.event.outlets}
        kept = old if any_outlet else tuple(d for d in old if outlets.intersection(d.event.outlets))
        return cls(before=kept, now=now, aside=len(old) - len(kept))

    @cached_property
    def telling(self) -> tuple[Dated, ...]:
        """Those in the period that say away or towards."""
        return tuple(d for d in self.now if d.sign.direction != "neutral")

    @cached_property
    def weights(self) -> Weights:
        """Effective weight of the signs in the period."""
        return effective(d.row() for d in self.now)

    @cached_property
    def baseline(self) -> Weights:
        """Effective weight of those before."""
        return effective(d.row() for d in self.before)

    @cached_property
    def origins(self) -> frozenset[str]:
        """The independent origins that the signs in the period rest on."""
        return frozenset(origin for d in self.telling for origin in d.event.origins)

    @property
    def enough(self) -> bool:
        """Whether they say something."""
        return self.weights.total >= LEAST_WEIGHT and len(self.origins) >= LEAST_ORIGINS

    @cached_property
    def probability(self) -> float:
        """That the state moved away, by the reports alone."""
        return p_moved_away(self.baseline, self.weights)

    @cached_property
    def closer(self) -> float:
        """That it moved closer."""
        return p_moved_closer(self.baseline, self.weights)

    def with_more(self, away: float, towards: float) -> float:
        """Return the probability if signs of these weights came in a new month."""
        more = Weights(self.weights.away + away, self.weights.towards + towards)
        return p_moved_away(self.baseline, more)

    def without_strongest(self, direction: str) -> Reports | None:
        """Return these reports without the weightiest sign of a direction; None when it has none."""
        theirs = [d for d in self.now if d.sign.direction == direction]
        if not theirs:
            return None
        strongest = max(theirs, key=lambda d: (d.sign.weight, d.sign.event))
        return self.only([d for d in self.now if d is not strongest])

    def surer_half(self) -> Reports:
        """Return these reports with the half of the signs that was read most surely, of more origins when alike."""
        ranked = sorted(self.telling, key=lambda d: (-d.event.confidence, -len(d.event.origins), d.sign.event))
        return self.only(ranked[: (len(ranked) + 1) // 2])

    def only(self, keep: Sequence[Dated]) -> Reports:
        """Return these reports with some of the signs in the period."""
        return Reports(before=self.before, now=tuple(keep), aside=self.aside)

    @cached_property
    def draws(self) -> tuple[float, ...]:
        """The probability over signs drawn anew; the seed is fixed, so that answers repeat."""
        draw = np.random.default_rng(0)
        before, now = (
            Drawn.of([d.row() for d in side], [d.event.confidence for d in side]) for side in (self.before, self.now)
        )
        return tuple(p_moved_away(before.again(draw), now.again(draw)) for _ in range(_RESAMPLES))

    def measure(self) -> Measure | None:
        """Return what the reports say as one of the measures, or None without any sign."""
        if not self.now:
            return None
        counts = {way: sum(d.sign.direction == way for d in self.now) for way in ("away", "towards")}
        told = f"{counts['away']} signs away and {counts['towards']} towards on {len(self.origins)} independent origins"
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
            finding=f"{told}; odds of an unfriendly sign up by a quarter: {percent(p)}, down: {percent(towards)}.",
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
