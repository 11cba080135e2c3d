"""Which events bear on a question, in which direction and how strongly.

A direct act between the state and its ally counts by its quad class. An act towards a third party counts by how the
ally and that party stand (structural balance, Heider 1946; Cartwright & Harary 1956): aid to the ally's enemy is a
move away, a quarrel with the ally's enemy a move towards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import sqrt

from allegiance.actors import Gazetteer
from allegiance.assessments.grades import information_grade, source_grade
from allegiance.assessments.names import allied, label
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
LEAST_CONFIDENCE = 0.4
# A shared defence alliance, or the lack of one, counts like this many full events.
_PRIOR = 4.0
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


class Standing:
    """How pairs of parties stand at a time, in the events at hand and by the alliances they share, in [-1, 1].

    An event speaks for the time after it, with half the weight every year, and for the weeks before it, since what is
    reported of a relation often comes after the fact. Events without a day always speak, like those a year old.

    Args:
        events: All events known.
        gazetteer: For alliances.
        others: Standing of pairs in tables that others coded, in [-1, 1]; it weighs like the shared alliance does.
    """

    def __init__(
        self,
        events: Iterable[Event],
        gazetteer: Gazetteer,
        others: Mapping[frozenset[str], float] | None = None,
    ) -> None:
        self._acts: dict[frozenset[str], list[tuple[date | None, float, int]]] = defaultdict(list)
        self._gazetteer = gazetteer
        self._others = others or {}
        for event in events:
            if not _done(event) or event.type is EventType.VOTE:
                continue
            weight = _STATUS_WEIGHT[event.status] * _strength(event)
            for actor in event.actors:
                for other in event.recipients or [a for a in event.actors if a != actor]:
                    act = (event.date_start or event.first_reported, weight, stance(event))
                    self._acts[frozenset((actor, other))].append(act)

    def between(self, first: str, second: str, on: date | None = None) -> float:
        """Return the standing of two parties on a day: -1 enemies, 0 unknown or mixed, 1 friends."""
        both = frozenset((first, second))
        total = weight = 0.0
        for day, amount, sign in self._acts.get(both, ()):
            share = _share(day, on)
            total += amount * share * sign
            weight += amount * share
        prior = 0.5 if allied(first, second, self._gazetteer, on=on) else 0.0
        if both in self._others:
            total += _PRIOR * self._others[both]
            weight += _PRIOR
        return (total + _PRIOR * prior) / (weight + _PRIOR)


def _share(day: date | None, on: date | None) -> float:
    """Return how much an act of one day says of how two parties stand on another."""
    if day is None or on is None:
        return 0.5
    age = (on - day).days
    return 0.0 if age < -_AHEAD else 0.5 ** (max(age, 0) / _HALF_LIFE)


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
    if ally in parties:
        direction = "towards" if stance(event) > 0 else "away"
        return _sign(event, direction, "direct", base, f"a direct act between the two: {event.quad}", gazetteer)
    day = event.date_start or event.first_reported
    best: tuple[float, str] = (0.0, "")
    for other in sorted(_others(event, state)):
        best = max(best, (standing.between(ally, other, day), other), key=lambda pair: abs(pair[0]))
    level, other = best
    if abs(level) < 0.1:
        return None
    direction = "towards" if level * stance(event) > 0 else "away"
    kind = "stands well with" if level > 0 else "is at odds with"
    does = "cooperation with" if stance(event) > 0 else "conflict with"
    why = f"{does} {label(other, gazetteer)}, which {kind} {name}"
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
) -> list[Sign]:
    """Return every sign among the events, the weightiest first; ``others`` is as for :class:`Standing`."""
    standing = Standing(events, gazetteer, others)
    found = (sign_of(event, state, ally, standing, gazetteer) for event in events)
    return sorted((sign for sign in found if sign), key=lambda sign: (-sign.weight, sign.event))


def too_unsure(events: Iterable[Event], state: str, ally: str) -> list[Event]:
    """Return the acts of the two on each other, and the state's votes, that would be signs if they were read more surely.

    A vote that was read unsurely may be about the ally even where the text voted on was not made out.
    """
    doubtful = (e for e in events if _done(e) and e.confidence < LEAST_CONFIDENCE and state in sides(e))
    return [e for e in doubtful if (e.type is EventType.VOTE and state in e.actors) or ally in sides(e)]
