"""What to watch in a relation, with the threshold at which it would tell of a move."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from allegiance.actors import opening
from allegiance.assessments.acts import TYPES
from allegiance.assessments.combine import speaks
from allegiance.assessments.weighing import Side
from allegiance.percentages import percent
from allegiance.records import Contrast, EventType, Indicator, Measure

# Acts of other kinds that half a year must hold before the want of aid in it tells anything.
_LEAST_ACTS = 10
_QUARTER, _HALF_YEAR = 91, 182


def indicators(
    state: str,
    ally: str,
    signs: Side,
    measures: Sequence[Measure] = (),
    contrast: Contrast | None = None,
    end: date | None = None,
    rival: str = "",
) -> tuple[Indicator, ...]:
    """Return what to watch, with threshold, present state, whether it is crossed, and the day of the last change.

    Only what is told as done counts, and one report crosses no threshold: of the acts that a threshold counts there must be
    two independent origins, else it isn't known whether it is crossed. ``rival`` is the name of the rival of the contrast.
    """
    both = f"{state} and {ally}"
    return (
        *_Reported(signs, end).of(both),
        *_measured(both, measures),
        *(_to_rival(state, ally, contrast, rival) if contrast and contrast.enough else ()),
    )


class _Reported:
    """Indicators of the direct acts that are told as done."""

    def __init__(self, signs: Side, end: date | None) -> None:
        direct = signs.where(signs.direct)
        self.signs, self.end = signs, end
        self.none = not len(direct)
        self.done = direct.where(direct.plain)

    def of(self, both: str) -> Iterator[Indicator]:
        cuts = self._acts(EventType.SANCTION, EventType.COERCE)
        yield self._indicator(
            f"Cuts or expulsions between {both}", "one, on two independent origins", cuts, _by_two(cuts)
        )
        refusals = self._acts(EventType.REJECT)
        recent = self._within(refusals, _QUARTER)
        yield self._indicator(
            f"Refusals between {both}",
            "three in a quarter, on three independent origins",
            refusals,
            len(recent) >= 3 and recent.number(self.signs.acts.origins) >= 3,
        )
        aid = self._acts(EventType.AID, EventType.COOPERATE)
        helped = len(self._within(aid, _HALF_YEAR)) > 0
        many = len(self._within(self.done, _HALF_YEAR)) >= _LEAST_ACTS
        yield self._indicator(
            f"Aid and joint work of {both}",
            f"none in half a year, with aid or joint work before and {_LEAST_ACTS} other acts read in it",
            aid,
            False if helped else True if len(aid) and many else None,
        )
        force = self._acts(EventType.ASSAULT, EventType.MOBILIZE, EventType.THREATEN)
        yield self._indicator(
            f"Force or threats between {both}", "one, on two independent origins", force, _by_two(force)
        )

    def _acts(self, *types: EventType) -> Side:
        kinds = self.signs.acts.kind[self.done.row]
        return self.done.where(np.isin(kinds, [TYPES.index(kind) for kind in types]))

    def _within(self, found: Side, days: int) -> Side:
        if self.end is None:
            return found
        day = self.signs.acts.day[found.row]
        return found.where((day == 0) | (day >= (self.end - timedelta(days=days)).toordinal()))

    def _indicator(self, what: str, threshold: str, found: Side, crossed: bool | None) -> Indicator:
        days = found.days()
        last = date.fromordinal(int(days.max())) if len(days) else None
        told, ids = "none reported", {}
        if len(found):
            confirmed = int(np.count_nonzero(found.origins > 1))
            told = f"{len(found)} reported, {confirmed or 'none'} by two or more independent origins"
            told += f", the last on {last}" if last else ""
            ids = self.signs.signs.bearing.ids(self.signs.acts.number[found.row].tolist())
        return Indicator(
            what=what,
            threshold=threshold,
            state=told,
            crossed=None if self.none else crossed,
            last=last,
            events=tuple(ids.values()),
        )


def _by_two(found: Side) -> bool | None:
    return bool((found.origins > 1).any()) or (None if len(found) else False)


def _measured(both: str, measures: Sequence[Measure]) -> Iterator[Indicator]:
    votes_seen = False
    for m in measures:
        if m.kind == "events" and m.before is not None and m.after is not None:
            yield _unfriendly_share(both, m, m.before, m.after)
        if m.kind == "votes" and m.moved is not None and not votes_seen:
            # ideal points are drawn from the same votes, and stand in for them only
            votes_seen = True
            yield Indicator(
                what=f"Likeness of the votes of {both}, beyond both states' own moves",
                threshold="two standard deviations of all pairs apart",
                state=_beyond(m.moved),
                crossed=m.moved <= -2,
            )
        if m.kind == "treaties":
            yield Indicator(
                what=f"The pact of {both} ({m.source})",
                threshold="its end or suspension",
                state=m.finding.partition(";")[0].rstrip("."),
                crossed=m.direction == "away",
            )


def _unfriendly_share(both: str, measure: Measure, before: float, now: float) -> Indicator:
    odds = 1.25 * before / (1 - before) if before < 1 else 1e9
    limit = odds / (1 + odds)
    beyond_chance = measure.probability is not None and measure.probability >= 0.5
    told = percent(now)
    if not speaks(measure):
        told += " on few acts"
    elif now >= limit and not beyond_chance:
        told += f", which may be chance: {percent(measure.probability)} that the odds rose so far"
    return Indicator(
        what=f"Share of unfriendly acts between {both} in {measure.source}",
        threshold=f"{percent(limit)} (odds a quarter above the baseline's), beyond chance",
        state=told,
        crossed=(False if now < limit else True if beyond_chance else None) if speaks(measure) else None,
    )


def _beyond(moved: float) -> str:
    return f"{abs(moved):.1f} {'apart' if moved < 0 else 'together'}" if round(moved, 1) else "no move"


def _to_rival(state: str, ally: str, contrast: Contrast, rival: str) -> Iterator[Indicator]:
    yield Indicator(
        what=opening(f"{state}'s relation with {ally}'s rival ({rival or contrast.rival}), common shocks taken out"),
        threshold="better by a quarter, likelier than not",
        state=percent(contrast.p_to_rival),
        crossed=contrast.p_to_rival >= 0.5,
    )
