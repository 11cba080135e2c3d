"""How a candidate stands beside the others of its trigger, and all that the network says of the trigger.

Only one candidate of a trigger is told, so that how sure it is depends on what else the trigger may tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from allegiance.coding.decoding import Decoded
from allegiance.coding.model_output import STATUSES, TYPES
from allegiance.coding.party_join import log_odds
from allegiance.coding.proposals import Proposal

PREFIXES = ("beside ", "read ")
"""How the names of these features begin; of the two sets of trees that are averaged one doesn't see them."""

_NONE = -12.0
"""What the best of no rivals counts as."""

_NO_TYPE = -6.0
"""The same for the share of another type."""

Features = Mapping[str, float]
Rival = tuple[Decoded, Features, frozenset[str]]
"""A candidate's decoded event, its features and its parties."""


def read_features(proposal: Proposal) -> list[tuple[str, float]]:
    """Return how likely the network finds each type, "no event" and each status at a trigger, as log odds."""
    types = [(f"read {kind}", log_odds(odd)) for kind, odd in zip((*TYPES, "no event"), proposal.types, strict=True)]
    return types + [(f"read {kind}", log_odds(odd)) for kind, odd in zip(STATUSES, proposal.statuses, strict=True)]


def rival_features(tried: Sequence[tuple[Decoded, Features]]) -> Iterator[list[tuple[str, float]]]:
    """Yield for each candidate of one trigger how it stands beside the others.

    Args:
        tried: The decoded event and the features of each candidate (:func:`allegiance.coding.joining.join_features`).
    """
    found = [
        (decoded, features, frozenset(r.party for r in (*decoded.actors, *decoded.recipients)))
        for decoded, features in tried
    ]
    for place, mine in enumerate(found):
        rivals = found[:place] + found[place + 1 :]
        alike = [rival for rival in rivals if rival[0].type == mine[0].type]
        others = [rival for rival in rivals if rival[0].type != mine[0].type]
        yield [
            ("beside rivals", float(len(rivals))),
            ("beside all", _ahead("all", mine, rivals)),
            ("beside all of its type", _ahead("all", mine, alike)),
            ("beside all of another type", _ahead("all", mine, others)),
            ("beside just these", _ahead("just these", mine, rivals)),
            ("beside share", _ahead("share", mine, others, least=_NO_TYPE)),
            ("beside more parties", _ahead("all", mine, [rival for rival in alike if rival[2] > mine[2]])),
            ("beside fewer parties", _ahead("all", mine, [rival for rival in alike if rival[2] < mine[2]])),
            ("beside same parties", _ahead("all", mine, [rival for rival in alike if rival[2] == mine[2]])),
            ("beside rules", _ahead("rules same", mine, rivals, least=0.0)),
            ("beside mutual", max((rival[1]["all"] for rival in rivals if rival[0].mutual), default=_NONE)),
        ]


def _ahead(name: str, mine: Rival, among: Sequence[Rival], *, least: float = _NONE) -> float:
    """Return by how much a number of a candidate is above the highest among others, ``least`` where there are none."""
    return mine[1][name] - max((rival[1][name] for rival in among), default=least)
