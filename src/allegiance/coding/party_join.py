"""How likely each party is an event's actor and its recipient, by the network's numbers and by the grammar together.

Two logistic regressions over both judges' log odds, fitted by ``training/fit_party_join.py`` on texts that neither has seen,
so that the numbers are probabilities. No feature holds a party's identity.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources

from allegiance.coding.party_grammar import UNREACHED, Odds, reached
from allegiance.coding.proposals import Proposal, Role
from allegiance.coding.told import Told

JoinWeights = Mapping[str, Sequence[float]]
"""Feature to its weights for actor and for recipient."""

_NOBODY = -7.0
"""Log odds of the best other party where there is none."""

_SCALE = 5.0
"""Products of log odds are divided by it, so that they are of the size of the rest."""

_MANY = 6
"""So many parties, or more, count alike."""


def log_odds(probability: float) -> float:
    """Return the log odds of a probability, bounded."""
    kept = min(1 - 1e-3, max(1e-3, probability))
    return math.log(kept / (1 - kept))


def features(
    proposal: Proposal, kind: str, grammar: Mapping[str, Odds], ruled: Sequence[Told], *, verb: bool
) -> Iterator[dict[str, float]]:
    """Yield the features of each party of a proposal, in the order of its roles.

    Args:
        proposal: What the network reads at a trigger.
        kind: The event's type.
        grammar: How the grammar speaks for each party within reach, as an event of that type.
        ruled: What the rules read at the trigger.
        verb: Whether the trigger is a verb.
    """
    actors = [log_odds(role.actor) for role in proposal.roles]
    recipients = [log_odds(role.recipient) for role in proposal.roles]
    for place, role in enumerate(proposal.roles):
        party = role.hit.id
        own, other = actors[place], max((*actors[:place], *actors[place + 1 :]), default=_NOBODY)
        borne, rival = recipients[place], max((*recipients[:place], *recipients[place + 1 :]), default=_NOBODY)
        acts, bears = reached(grammar, party)
        others = [reached(grammar, known) for known in grammar if known != party]
        act_rival = max((odds.actor for odds in others), default=UNREACHED)
        bear_rival = max((odds.recipient for odds in others), default=UNREACHED)
        found = {
            "bias": 1.0,
            "actor": own,
            "recipient": borne,
            "actor rival": other,
            "recipient rival": rival,
            "grammar actor": acts,
            "grammar recipient": bears,
            "grammar actor rival": act_rival,
            "grammar recipient rival": bear_rival,
            f"parties={min(len(proposal.roles), _MANY)}": 1.0,
            f"via {role.hit.via}": 1.0,
            f"is {role.hit.role}": 1.0,
        }
        for name, first, second in (
            ("actor squared", own, abs(own)),
            ("recipient squared", borne, abs(borne)),
            ("grammar actor squared", acts, abs(acts)),
            ("grammar recipient squared", bears, abs(bears)),
            ("actor by both", own, acts),
            ("recipient by both", borne, bears),
            ("both sides", own, borne),
            ("actor and rival", own, other),
            ("recipient and rival", borne, rival),
            ("grammar actor and rival", acts, act_rival),
            ("grammar recipient and rival", bears, bear_rival),
            ("grammar both sides", acts, bears),
        ):
            found[name] = first * second / _SCALE
        here = proposal.sentence.start <= role.hit.start < proposal.sentence.end
        stands = ["here" if here else "elsewhere", f"type={kind}"]
        stands += ["verb"] if verb else []
        stands += ["out of reach"] if (party or "") not in grammar else []
        for name in stands:
            found |= {name: 1.0, f"{name} actor": own, f"{name} recipient": borne}
        if proposal.sentence.headline:
            found["headline"] = 1.0
        yield found | _by_rules(party, ruled)


def _by_rules(party: str | None, ruled: Sequence[Told]) -> dict[str, float]:
    found = {"rules actor": 0.0, "rules recipient": 0.0, "rules neither": 0.0}
    for told in ruled:
        acting = {p.id for p in told.actors}
        bearing = {p.id for p in told.recipients} or acting
        parts = [name for name, side in (("rules actor", acting), ("rules recipient", bearing)) if party in side]
        for name in parts or ["rules neither"]:
            found[name] = max(found[name], told.confidence)
    return found


def joined(
    proposal: Proposal,
    kind: str,
    grammar: Mapping[str, Odds],
    ruled: Sequence[Told],
    *,
    verb: bool,
    weights: JoinWeights,
) -> tuple[Role, ...]:
    """Return a proposal's parties with how likely each is on either side, by both judges.

    Args:
        proposal, kind, grammar, ruled, verb: As for :func:`features`.
        weights: Those of the regressions.
    """
    told = features(proposal, kind, grammar, ruled, verb=verb)
    return tuple(Role(role.hit, *_likely(found, weights)) for role, found in zip(proposal.roles, told, strict=True))


def _likely(found: Mapping[str, float], weights: JoinWeights) -> tuple[float, float]:
    pairs = [(weights[name], value) for name, value in found.items() if name in weights]
    actor, recipient = (math.fsum(pair[side] * value for pair, value in pairs) for side in (0, 1))
    return 1 / (1 + math.exp(-actor)), 1 / (1 + math.exp(-recipient))


@lru_cache(maxsize=1)
def shipped_join_weights() -> JoinWeights:
    """Return the weights that the package ships."""
    text = (resources.files("allegiance.coding") / "data" / "party_join.json").read_text(encoding="utf-8")
    weights: JoinWeights = json.loads(text)
    return weights
