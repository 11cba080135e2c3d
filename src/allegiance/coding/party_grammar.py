"""How the grammar speaks for each party as actor and as recipient of an event, whatever its trigger.

Two logistic regressions over how a party stands to the trigger in the parse (:mod:`allegiance.coding.features`), fitted by
``training/fit_parties.py`` on labelled texts. No feature holds a party's identity. The network judges parties too; both go
into how sure a mention is (:mod:`allegiance.coding.joining`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from allegiance.coding.candidates import Reach, has_subject, within_reach
from allegiance.coding.entities import Parsed
from allegiance.coding.features import party_features
from allegiance.coding.triggers import uncued
from allegiance.records import EventType

PartyWeights = Mapping[str, Sequence[float]]
"""Feature to its weights for actor and for recipient."""


class Odds(NamedTuple):
    """Log odds that a party is the event's actor, and its recipient."""

    actor: float
    recipient: float


UNREACHED, _MOST = -5.0, 6.0
"""Log odds of a party out of the grammar's reach; the highest and the lowest that count."""


def reached(grammar: Mapping[str, Odds], party: str | None) -> Odds:
    """Return how the grammar speaks for a party, within bounds; one out of its reach is unlikely."""
    known = grammar.get(party or "", Odds(UNREACHED, UNREACHED))
    return Odds(*(max(-_MOST, min(_MOST, odds)) for odds in known))


def places(item: Parsed, trigger: int, kind: EventType) -> Iterator[tuple[Reach, list[str]]]:
    """Yield each place where a party within reach of a trigger stands, and its features.

    Args:
        item: The trigger's sentence.
        trigger: Index of the trigger's head word.
        kind: The event's type.
    """
    if item.article is None:
        return
    word = item.doc[trigger]
    read, subject = uncued(word, kind), has_subject(word)
    only = len({entity.id for entity in item.article.by_sentence[item.number]}) < 2
    for reach in within_reach(item.article, item, trigger):
        yield (
            reach,
            [
                "bias",
                *party_features(
                    item.doc,
                    read,
                    reach.entity,
                    kind=kind,
                    here=reach.here,
                    order=reach.order,
                    rank=reach.rank,
                    subject=subject,
                    only=only,
                ),
            ],
        )


def party_odds(item: Parsed, trigger: int, kind: EventType, weights: PartyWeights) -> dict[str, Odds]:
    """Return for each party within reach of a trigger how the grammar speaks for it, at its best place for either side."""
    found: dict[str, Odds] = {}
    for reach, names in places(item, trigger, kind):
        pairs = [weights[name] for name in set(names) if name in weights]
        # The order of a set differs from run to run; an exact sum does not.
        actor, recipient = (math.fsum(pair[side] for pair in pairs) for side in (0, 1))
        known = found.get(reach.entity.id)
        if known is not None:
            actor, recipient = max(actor, known.actor), max(recipient, known.recipient)
        found[reach.entity.id] = Odds(actor, recipient)
    return found


@lru_cache(maxsize=1)
def shipped_party_weights() -> PartyWeights:
    """Return the weights that the package ships."""
    text = (resources.files("allegiance.coding") / "data" / "parties.json").read_text(encoding="utf-8")
    weights: PartyWeights = json.loads(text)
    return weights
