"""Which events bear on a question, in which direction and how strongly.

A direct act between the state and its ally counts by its quad class. An act towards a third party counts by how the
ally and that party stand (structural balance, Heider 1946; Cartwright & Harary 1956): aid to the ally's enemy is a
move away, a quarrel with the ally's enemy a move towards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
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
    """How pairs of parties stand in the events at hand and by the alliances they share, in [-1, 1]."""

    def __init__(self, events: Iterable[Event], gazetteer: Gazetteer) -> None:
        self._sums: dict[frozenset[str], list[float]] = defaultdict(lambda: [0.0, 0.0])
        self._gazetteer = gazetteer
        for event in events:
            if not _done(event) or event.type is EventType.VOTE:
                continue
            for actor in event.actors:
                others = event.recipients or [a for a in event.actors if a != actor]
                for other in others:
                    cell = self._sums[frozenset((actor, other))]
                    weight = _STATUS_WEIGHT[event.status] * _strength(event)
                    cell[0] += weight * stance(event)
                    cell[1] += weight

    def between(self, first: str, second: str) -> float:
        """Return the standing of two parties: -1 enemies, 0 unknown or mixed, 1 friends."""
        total, weight = self._sums.get(frozenset((first, second)), (0.0, 0.0))
        prior = 0.5 if allied(first, second, self._gazetteer) else 0.0
        return (total + _PRIOR * prior) / (weight + _PRIOR)


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
    best: tuple[float, str] = (0.0, "")
    for other in sorted(_others(event, state)):
        best = max(best, (standing.between(ally, other), other), key=lambda pair: abs(pair[0]))
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


def signs_of(events: Sequence[Event], state: str, ally: str, gazetteer: Gazetteer) -> list[Sign]:
    """Return every sign among the events, the weightiest first."""
    standing = Standing(events, gazetteer)
    found = (sign_of(event, state, ally, standing, gazetteer) for event in events)
    return sorted((sign for sign in found if sign), key=lambda sign: (-sign.weight, sign.event))
