"""From what the network reads of a trigger to one event: its type and its parties, decided together."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from allegiance.coding.model_output import TYPES
from allegiance.coding.proposals import Proposal, Role

_Of = Callable[[Role], float]

LIKELY = 0.5
"""Two parties act on each other where both are at least as likely on either side."""

FURTHER = 0.7
"""A further party of a side is named from this probability on: a party too many makes an otherwise right mention wrong."""

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
    """

    type: str
    probability: float
    actors: tuple[Role, ...]
    recipients: tuple[Role, ...]
    actor: float
    recipient: float
    mutual: bool


SECOND_TYPE = 0.2
"""A second type is tried from this share of the event's probability on."""

MOST_PAIRS = 3
"""Pairs of parties tried for each type, the likeliest first."""


def decodings(proposal: Proposal) -> Iterator[Decoded]:
    """Yield the events that a proposal may tell, the likeliest first; a later step chooses one."""
    kinds = proposal.types[:-1]
    whole = max(1e-6, sum(kinds))
    likely = sorted(range(len(kinds)), key=lambda k: -kinds[k])[:2]
    for place in likely:
        share = kinds[place] / whole
        if place == likely[0] or share >= SECOND_TYPE:
            yield from _of_type(TYPES[place], share, proposal.roles)


def _of_type(kind: str, share: float, roles: Sequence[Role]) -> Iterator[Decoded]:
    both = sorted((r for r in roles if min(r.actor, r.recipient) >= LIKELY), key=lambda r: -r.actor * r.recipient)
    if len(both) >= 2 and kind not in _ONE_WAY:
        least = min(both[0].actor, both[1].actor), min(both[0].recipient, both[1].recipient)
        yield Decoded(kind, share, tuple(both), (), *least, True)
    for actor, recipient in _pairs(roles)[:MOST_PAIRS]:
        yield directed(kind, share, roles, actor, recipient)


def directed(kind: str, share: float, roles: Sequence[Role], actor: Role | None, recipient: Role | None) -> Decoded:
    """Return the event in which one party acts on another, with further likely parties on either side."""
    actors = _side(roles, actor, recipient, lambda r: r.actor, lambda r: r.recipient)
    recipients = _side(roles, recipient, actor, lambda r: r.recipient, lambda r: r.actor)
    return Decoded(
        kind, share, actors, recipients, actor.actor if actor else 0.0, recipient.recipient if recipient else 0.0, False
    )


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
