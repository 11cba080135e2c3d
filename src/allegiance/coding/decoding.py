"""From what the network and the grammar tell of a trigger to one event: its type and its parties, decided together."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass

from allegiance.coding.model_output import TYPES
from allegiance.coding.proposals import Proposal, Role

_Of = Callable[[Role], float]

LIKELY = 0.5
"""Two parties act on each other where both are at least as likely on either side."""

FURTHER = 0.5
"""A further party of a side is named from this probability on."""

FAINT = 0.12
"""A side whose best party is less likely than this is left empty."""

_ONE_WAY = frozenset({"AID", "CONCEDE", "RETREAT", "REQUEST", "REJECT", "THREATEN", "SANCTION", "VOTE", "SUPPORT"})


@dataclass(frozen=True, slots=True)
class Decoded:
    """An event as decoded from a proposal.

    Attributes:
        type: Event type.
        probability: Probability of the type, given that there is an event.
        actors, recipients: Parties, the likeliest first; for mutual acts all are actors.
        actor, recipient: Probability of the best party of each side; 0 where it is empty.
        mutual: True when the parties act on each other.
        whole: Probability that each side holds just these parties, were they independent.
    """

    type: str
    probability: float
    actors: tuple[Role, ...]
    recipients: tuple[Role, ...]
    actor: float
    recipient: float
    mutual: bool
    whole: float


SECOND_TYPE = 0.2
"""A second type is tried from this share of the event's probability on."""

MOST_PAIRS = 4
"""Pairs of parties tried for each type, the likeliest first."""

_UNSURE = 0.01
"""No party is surer than this to have a part or to have none."""


def likely_types(proposal: Proposal) -> Iterator[tuple[str, float]]:
    """Yield the types that a proposal may tell, the likeliest first, each with its share of the event's probability."""
    kinds = proposal.types[:-1]
    every = max(1e-6, sum(kinds))
    likely = sorted(range(len(kinds)), key=lambda k: -kinds[k])[:2]
    for place in likely:
        share = kinds[place] / every
        if place == likely[0] or share >= SECOND_TYPE:
            yield TYPES[place], share


def decodings(kind: str, share: float, roles: Sequence[Role]) -> Iterator[Decoded]:
    """Yield the events of a type that a trigger may tell, the likeliest first; a later step chooses one.

    Args:
        kind: The type.
        share: Its probability, given that there is an event.
        roles: The parties within sight, with how likely each is on either side.
    """
    both = sorted((r for r in roles if min(r.actor, r.recipient) >= LIKELY), key=lambda r: -r.actor * r.recipient)
    if len(both) >= 2 and kind not in _ONE_WAY:
        for chosen in (both, both[:2])[: len(both) - 1]:
            yield event(kind, share, roles, chosen, (), mutual=True)
    for actor, recipient in _pairs(roles)[:MOST_PAIRS]:
        actors = _side(roles, actor, recipient, lambda r: r.actor, lambda r: r.recipient)
        recipients = _side(roles, recipient, actor, lambda r: r.recipient, lambda r: r.actor)
        yield event(kind, share, roles, actors, recipients)


def event(
    kind: str,
    share: float,
    roles: Sequence[Role],
    actors: Sequence[Role],
    recipients: Sequence[Role],
    *,
    mutual: bool = False,
) -> Decoded:
    """Return the event that chosen parties make; the first of each side is the one that it rests on.

    Args:
        kind, share, roles: As for :func:`decodings`.
        actors, recipients: The parties chosen; for mutual acts all are actors.
        mutual: Whether they act on each other.
    """
    actor, recipient = (actors[0].actor if actors else 0.0), (recipients[0].recipient if recipients else 0.0)
    if mutual:
        first, second = actors[:2]
        actor, recipient = min(first.actor, second.actor), min(first.recipient, second.recipient)
    acting, undergoing = ({r.party for r in side} for side in (actors, actors if mutual else recipients))
    whole = _just(roles, acting, undergoing)
    return Decoded(kind, share, tuple(actors), tuple(recipients), actor, recipient, mutual, whole)


def _just(roles: Sequence[Role], acting: Set[str], undergoing: Set[str]) -> float:
    likely = 1.0
    for role in roles:
        party = role.party
        for probability, chosen in ((role.actor, party in acting), (role.recipient, party in undergoing)):
            kept = min(1 - _UNSURE, max(_UNSURE, probability))
            likely *= kept if chosen else 1 - kept
    return likely


def _pairs(roles: Sequence[Role]) -> list[tuple[Role | None, Role | None]]:
    """Return pairs of actor and recipient, two different parties, the likeliest first; a faint side is None."""
    found: list[tuple[float, int, Role | None, Role | None]] = []
    for actor in (None, *roles):
        for recipient in (None, *roles):
            if actor is recipient:
                continue
            score = math.log(actor.actor + 1e-6) if actor else math.log(FAINT)
            score += math.log(recipient.recipient + 1e-6) if recipient else math.log(FAINT)
            found.append((-score, len(found), actor, recipient))
    return [(actor, recipient) for _, _, actor, recipient in sorted(found, key=lambda f: f[:2])]


def _side(roles: Sequence[Role], chosen: Role | None, other: Role | None, own: _Of, across: _Of) -> tuple[Role, ...]:
    if chosen is None:
        return ()
    more = [r for r in roles if r is not chosen and r is not other and own(r) >= FURTHER and own(r) > across(r)]
    return (chosen, *sorted(more, key=lambda r: -own(r)))
