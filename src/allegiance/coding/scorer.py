"""Linear scorers: how likely a reading is an event, and each party its actor or recipient.

The weights are logistic regressions on hand-coded text (``training/fit_rules.py``), kept as one JSON file.  A score is a
sum of weights of named features, so it can be told which ones made it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from allegiance.coding.candidates import Reach, Reading
from allegiance.records import EventType

SYMMETRIC = frozenset({EventType.CONSULT, EventType.AGREE, EventType.COOPERATE})
TRIGGER_FLOOR = -3.0
"""Readings whose trigger scores below this are dropped before their parties are looked at."""


class Pair(NamedTuple):
    """The chosen actor and recipient of a reading with the scores (log odds) that chose them."""

    actor: Reach | None
    recipient: Reach | None
    actor_score: float
    recipient_score: float


@dataclass(frozen=True, slots=True)
class Weights:
    """The scorers' weights: feature to weight; for parties to a pair (as actor, as recipient)."""

    trigger: Mapping[str, float]
    party: Mapping[str, tuple[float, float]]
    join: Mapping[str, float]


# The labelled texts hold few passives with their agent; the grammar is certain where it stands.
_PASSIVE = 3.0


@lru_cache(maxsize=1)
def shipped_weights() -> Weights:
    """Return the weights that the package ships."""
    path = resources.files("allegiance.coding") / "data" / "weights.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Weights(
        trigger=raw["trigger"],
        party={name: (pair[0], pair[1]) for name, pair in raw["party"].items()},
        join=raw["join"],
    )


def logistic(score: float) -> float:
    """Return the probability of log odds.

    >>> logistic(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def total(features: Iterable[str], weights: Mapping[str, float]) -> float:
    """Return the sum of the weights of the features, those unknown counting nothing."""
    return math.fsum(weights.get(name, 0.0) for name in features)


def _voice(path: str) -> float:
    """Return what the grammar of a passive with its agent adds to the actor's score and takes from the recipient's."""
    if path.startswith("agent<"):
        return _PASSIVE
    return -_PASSIVE if path.startswith("nsubjpass>") else 0.0


def choose(reading: Reading, weights: Weights) -> Pair:
    """Return the best actor and recipient, two different parties, decided together.

    A side stays empty only where no second party is in reach.
    """
    best: dict[str, list[tuple[float, Reach]]] = {}
    told = [(reach, tuple(reading.party(reach))) for reach in reading.reach]
    passive = any(name.startswith("L=agent<") for _, names in told for name in names)
    for reach, names in told:
        act = rec = 0.0
        for name in names:
            pair = weights.party.get(name)
            if pair is not None:
                act += pair[0]
                rec += pair[1]
            if passive and name.startswith("L="):
                act, rec = act + _voice(name[2:]), rec - _voice(name[2:])
        old = best.get(reach.entity.id)
        if old is None:
            best[reach.entity.id] = [(act, reach), (rec, reach)]
        else:
            if act > old[0][0]:
                old[0] = (act, reach)
            if rec > old[1][0]:
                old[1] = (rec, reach)
    if not best:
        return Pair(None, None, -5.0, -5.0)
    top: Pair | None = None
    for first, (actor, _) in best.items():
        for second, (_, recipient) in best.items():
            if first == second:
                continue
            if top is None or actor[0] + recipient[0] > top.actor_score + top.recipient_score:
                top = Pair(actor[1], recipient[1], actor[0], recipient[0])
    if top is not None:
        return top
    ((actor, recipient),) = best.values()
    if actor[0] >= recipient[0]:
        return Pair(actor[1], None, actor[0], -5.0)
    return Pair(None, recipient[1], -5.0, recipient[0])


def join_features(reading: Reading, score: float, pair: Pair) -> list[tuple[str, float]]:
    """Return what the last scorer sees: the three scores and how the parties were found."""
    kind = reading.type.value
    found: list[tuple[str, float]] = [
        ("bias", 1.0),
        ("trigger", max(-6.0, min(6.0, score))),
        ("actor", max(-6.0, min(6.0, pair.actor_score))),
        ("recipient", max(-6.0, min(6.0, pair.recipient_score))),
        ("weaker", max(-6.0, min(6.0, min(pair.actor_score, pair.recipient_score)))),
        (f"type={kind}", 1.0),
        (f"kind={reading.trigger.kind}", 1.0),
        (f"status={reading.status.value}", 1.0),
        (f"rule={reading.real.rule}", 1.0),
    ]
    for side, reach in (("a", pair.actor), ("r", pair.recipient)):
        if reach is None:
            found.append((f"{side}=none", 1.0))
            continue
        found.append((f"{side}=here" if reach.here else f"{side}=back", 1.0))
        found.append((f"{side}via={reach.entity.via}", 1.0))
        found.append((f"{side}role={reach.entity.role}", 1.0))
        if reach.entity.modifier:
            found.append((f"{side}=modifier", 1.0))
        if reach.entity.place:
            found.append((f"{side}=place", 1.0))
    return found


def confidence(reading: Reading, score: float, pair: Pair, weights: Weights) -> float:
    """Return the probability that type and parties are right."""
    return logistic(
        math.fsum(weights.join.get(name, 0.0) * value for name, value in join_features(reading, score, pair))
    )
