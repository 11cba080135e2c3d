"""Which events bear on a question, in which direction and how strongly.

A direct act between the state and its ally counts by its quad class. An act towards a third party counts by how the
ally and that party stand (structural balance, Heider 1946; Cartwright & Harary 1956): aid to the ally's enemy is a
move away, a quarrel with the ally's enemy a move towards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from allegiance.actors import Gazetteer
from allegiance.assessments.grades import information_grade, source_grade
from allegiance.assessments.names import allied, label
from allegiance.percentages import share
from allegiance.records import Event, EventType, Quad, Sign, Status

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


def sides(event: Event) -> set[str]:
    """Return every party of an event."""
    return {*event.actors, *event.recipients}


def stance(event: Event) -> int:
    """Return +1 for a cooperative event, -1 for a conflictual one."""
    return 1 if event.quad in COOPERATION else -1


def _strength(event: Event) -> float:
    if event.type is EventType.CONSULT:
        return _TALK
    return 1.0 if event.quad in _MATERIAL else _VERBAL


def _done(event: Event) -> bool:
    return event.status in _STATUS_WEIGHT


Spans = Mapping[frozenset[str], Sequence[tuple[date | None, date | None]]]
"""Pairs of states that are rivals on record, each with first days and days after the last."""


class Standing:
    """How pairs of parties stand at a time, in the events at hand, by alliances and by rivalries on record, in [-1, 1].

    An event speaks for the time after it, with half the weight every year, and for the weeks before it, since what is
    reported of a relation often comes after the fact. Events without a day always speak, like those a year old.

    Args:
        events: All events known.
        gazetteer: For alliances.
        others: Standing of pairs in tables that others coded, in [-1, 1]; it weighs like the shared alliance does.
        rivals: Rivalries on record.
    """

    def __init__(
        self,
        events: Iterable[Event],
        gazetteer: Gazetteer,
        others: Mapping[frozenset[str], float] | None = None,
        rivals: Spans | None = None,
    ) -> None:
        acts: dict[frozenset[str], list[tuple[date | None, float, int]]] = defaultdict(list)
        self._gazetteer = gazetteer
        self._others = others or {}
        self._rivals = rivals or {}
        self._known: dict[tuple[str, str, date | None], float] = {}
        for event in events:
            if not _done(event) or event.type is EventType.VOTE:
                continue
            weight = _STATUS_WEIGHT[event.status] * _strength(event)
            act = (event.date_start or event.first_reported, weight, stance(event))
            for actor in event.actors:
                for other in event.recipients or [a for a in event.actors if a != actor]:
                    acts[frozenset((actor, other))].append(act)
        self._acts = {pair: _Acts.of(theirs) for pair, theirs in acts.items()}

    def between(self, first: str, second: str, on: date | None = None) -> float:
        """Return the standing of two parties on a day: -1 enemies, 0 unknown or mixed, 1 friends."""
        key = (first, second, on)
        if key not in self._known:
            self._known[key] = self._between(first, second, on)
        return self._known[key]

    def _between(self, first: str, second: str, on: date | None) -> float:
        both = frozenset((first, second))
        total, weight = self._acts[both].sums(on) if both in self._acts else (0.0, 0.0)
        prior = _ALLIED if allied(first, second, self._gazetteer, on=on) else 0.0
        prior += _RIVALS if self._are_rivals(both, on) else 0.0
        if both in self._others:
            total += _PRIOR * self._others[both]
            weight += _PRIOR
        return (total + _PRIOR * prior) / (weight + _PRIOR)

    def _are_rivals(self, both: frozenset[str], on: date | None) -> bool:
        spans = self._rivals.get(both, ())
        if on is None:
            return any(end is None for _, end in spans)
        return any((start is None or start <= on) and (end is None or on < end) for start, end in spans)

    def grounds(self, first: str, second: str, on: date | None) -> str:
        """Return in words what the standing of two parties on a day rests on."""
        both = frozenset((first, second))
        found = ["rivals on the register"] if self._are_rivals(both, on) else []
        if allied(first, second, self._gazetteer, on=on):
            found.append("members of one alliance")
        if both in self._others:
            found.append("imported events")
        if both in self._acts:
            number = self._acts[both].counted(on)
            signed, weight = self._acts[both].sums(on)
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
        undated: The sums of the acts without a day.
        loose: Number of acts without a day.
    """

    days: NDArray[np.int64]
    plain: NDArray[np.float64]
    grown: NDArray[np.float64]
    undated: tuple[float, float]
    loose: int

    @classmethod
    def of(cls, acts: Iterable[tuple[date | None, float, int]]) -> _Acts:
        rows = list(acts)
        dated = sorted((day.toordinal(), weight, sign) for day, weight, sign in rows if day)
        days = np.array([day for day, _, _ in dated], dtype=np.int64)
        held = np.array([[weight * sign, weight] for _, weight, sign in dated]).reshape(-1, 2).T
        grow = 2.0 ** ((days - (days[0] if len(days) else 0)) / _HALF_LIFE)
        loose = [(weight * sign, weight) for day, weight, sign in rows if not day]
        return cls(
            days=days,
            plain=np.pad(np.cumsum(held, axis=1), ((0, 0), (1, 0))),
            grown=np.pad(np.cumsum(held * grow, axis=1), ((0, 0), (1, 0))),
            undated=(sum(signed for signed, _ in loose), sum(weight for _, weight in loose)),
            loose=len(loose),
        )

    def counted(self, on: date | None) -> int:
        """Return how many acts speak of the day."""
        if on is None:
            return len(self.days) + self.loose
        return int(np.searchsorted(self.days, on.toordinal() + _AHEAD, side="right")) + self.loose

    def sums(self, on: date | None) -> tuple[float, float]:
        """Return signed weight and weight, each act by how much it says of the day."""
        if on is None or not len(self.days):
            signed, weight = 0.5 * self.plain[:, -1]
        else:
            day = on.toordinal()
            past, ahead = np.searchsorted(self.days, (day, day + _AHEAD), side="right")
            kept = 0.5 ** ((day - self.days[0]) / _HALF_LIFE) if past else 0.0
            signed, weight = kept * self.grown[:, past] + self.plain[:, ahead] - self.plain[:, past]
        return float(signed + 0.5 * self.undated[0]), float(weight + 0.5 * self.undated[1])


def sign_of(event: Event, state: str, ally: str, standing: Standing, gazetteer: Gazetteer) -> Sign | None:
    """Return what an event says about ``state`` and ``ally``, or None when it says nothing."""
    parties = sides(event)
    if state not in parties or not _done(event) or event.confidence < LEAST_CONFIDENCE:
        return None
    base = _STATUS_WEIGHT[event.status] * _strength(event) * event.confidence * sqrt(max(1, len(event.origins)))
    name = label(ally, gazetteer)
    if event.type is EventType.VOTE:
        if state not in event.actors or ally not in event.recipients or event.mode not in _VOTES:
            return None
        direction, share = _VOTES[event.mode]
        return _sign(event, direction, "direct", base / _strength(event) * share, _vote_words(event, name), gazetteer)
    others = _others(event, state)
    day = event.date_start or event.first_reported
    if ally in others:
        beside = {*event.recipients, *(event.actors if ally in event.actors else ())} - {state, ally}
        if any(standing.between(ally, other, day) <= -_LEAST_STANDING for other in beside):
            # What is done by or to the ally and its enemy at once, or to the state and that enemy, is read too unsurely.
            return None
        direction = "towards" if stance(event) > 0 else "away"
        return _sign(event, direction, "direct", base, f"a direct act between the two: {event.quad}", gazetteer)
    if ally in parties:
        # A third party's act on both, or what both do to a third party, is no act between the two.
        return None
    levels = [(standing.between(ally, other, day), other) for other in sorted(others)]
    known = [found for found in levels if abs(found[0]) >= _LEAST_STANDING]
    if not known or len({level > 0 for level, _ in known}) > 1:
        # With nobody whose standing is known, or with friends and enemies of the ally at once.
        return None
    level, other = max(known, key=lambda found: abs(found[0]))
    direction = "towards" if level * stance(event) > 0 else "away"
    kind = "stood well with" if level > 0 else "was at odds with"
    does = "cooperation with" if stance(event) > 0 else "conflict with"
    when = f" in {day:%Y-%m}" if day else ""
    why = f"{does} {label(other, gazetteer)}, which {kind} {name}{when} ({standing.grounds(ally, other, day)})"
    return _sign(event, direction, other, base * abs(level) * 0.7, why, gazetteer)


def _others(event: Event, state: str) -> set[str]:
    """Return the parties that act on ``state``, or that it acts on."""
    if state in event.actors:
        return set(event.recipients or event.actors) - {state}
    return set(event.actors)


def _vote_words(event: Event, ally: str) -> str:
    return {
        "for": f"voted for a text against {ally}",
        "abstain": f"abstained on a text against {ally}: neither with it nor against it",
        "against": f"voted against a text against {ally}",
        "absent": f"took no part in a vote against {ally}",
    }[event.mode or "absent"]


def _sign(event: Event, direction: str, via: str, weight: float, why: str, gazetteer: Gazetteer) -> Sign:
    return Sign(
        event=event.id,
        direction=direction,
        via=via,
        weight=round(weight, 4),
        why=why,
        source_grade=source_grade(event.outlets, gazetteer),
        information_grade=information_grade(event),
    )


def signs_of(
    events: Sequence[Event],
    state: str,
    ally: str,
    gazetteer: Gazetteer,
    others: Mapping[frozenset[str], float] | None = None,
    rivals: Spans | None = None,
) -> list[Sign]:
    """Return every sign among the events, the weightiest first; ``others`` and ``rivals`` are as for :class:`Standing`."""
    standing = Standing(events, gazetteer, others, rivals)
    found = [(event, sign) for event in events if (sign := sign_of(event, state, ally, standing, gazetteer))]
    return sorted(_settled(found, label(ally, gazetteer), gazetteer), key=lambda sign: (-sign.weight, sign.event))


def _settled(found: Sequence[tuple[Event, Sign]], ally: str, gazetteer: Gazetteer) -> list[Sign]:
    """Return the signs; those by a third party whose standing goes to and fro are neutral.

    A standing may turn once. One that turns more often in what was read isn't known, and must not stand in one line as
    friendship and in the next as enmity.
    """
    courses: dict[str, list[tuple[date, bool]]] = defaultdict(list)
    for event, sign in found:
        if sign.via != "direct":
            friendly = (sign.direction == "towards") == (stance(event) > 0)
            courses[sign.via].append((event.date_start or event.first_reported or date.min, friendly))
    turns = {via: sum(a[1] != b[1] for a, b in pairwise(sorted(course))) for via, course in courses.items()}
    kept = []
    for event, sign in found:
        if turns.get(sign.via, 0) > 1:
            does = "cooperation" if stance(event) > 0 else "conflict"
            why = (
                f"{does} with {label(sign.via, gazetteer)}, whose standing with {ally} goes to and fro in what was read: "
                "not counted"
            )
            sign = replace(sign, direction="neutral", why=why)
        kept.append(sign)
    return kept


def too_unsure(events: Iterable[Event], state: str, ally: str) -> list[Event]:
    """Return the acts of the two on each other, and the state's votes, that would be signs if they were read more surely.

    A vote that was read unsurely may be about the ally even where the text voted on was not made out.
    """
    doubtful = (e for e in events if _done(e) and e.confidence < LEAST_CONFIDENCE and state in sides(e))
    return [e for e in doubtful if (e.type is EventType.VOTE and state in e.actors) or ally in _others(e, state)]
