"""Votes: how one was cast, whether it was, and upon whom, by the words around its trigger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from allegiance.coding.proposals import Proposal, Role
from allegiance.coding.status import Reality
from allegiance.records import EventType, Status

_AGAINST = frozenset({"against", "oppose", "opposed", "reject", "rejected", "no"})
_FOR = frozenset({"for", "favour", "favor", "back", "backed", "support", "yes"})
CAST = frozenset({"vote", "voting", "ballot", "poll", "motion", "decision"})
RESOLUTIONS = frozenset({"resolution", "draft", "motion", "text", "declaration", "statement"})
"""What a body votes on or passes."""

_ATTENDING = frozenset({"take", "participate", "attend", "join", "cast", "appear"})


def ballot_type(kind: EventType, token: Any) -> EventType:
    """Return the type of an event at a trigger: a vote against sanctions is no sanction, and an abstention is a vote."""
    after = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    if abstains(token):
        return EventType.VOTE
    cast = token.lemma_.lower() == "vote" and token.tag_.startswith("VB") and after == "against"
    return EventType.VOTE if cast and kind is not EventType.REJECT else kind


def abstains(token: Any) -> bool:
    """Tell whether a word is the verb "abstain"."""
    return token.lemma_.lower() == "abstain" and bool(token.tag_.startswith("VB"))


def abstinence(token: Any) -> bool:
    """Tell whether "abstain" is said of something that is no vote: of drink, of violence."""
    if token.lemma_.lower() != "abstain":
        return False
    objects = [g for c in token.children if c.dep_ == "prep" and c.lower_ == "from" for g in c.children]
    return any(o.lemma_.lower() not in CAST | RESOLUTIONS for o in objects)


def put_to_vote(token: Any) -> bool:
    """Tell whether a noun only names the text that somebody votes on: "votes against a UN call for talks"."""
    if token.dep_ != "pobj" or token.lemma_.lower() in CAST | RESOLUTIONS:
        return False
    ballot = token.head.head
    return bool(ballot.lemma_.lower() in ("vote", "abstain") and token.head.lower_ in ("against", "for", "on"))


def backs_a_resolution(token: Any) -> bool:
    """Tell whether a verb's object is a resolution: to back or oppose one is to stand by or against whom it is upon."""
    return any(c.dep_ in ("dobj", "nsubjpass") and c.lemma_.lower() in RESOLUTIONS for c in token.children)


def ballot_status(status: Status, real: Reality, token: Any) -> Status:
    """Return a vote's status: one not cast is denied, but to stay away from a vote is what somebody did."""
    if not real.negated or status not in (Status.ASSERTED, Status.DENIED):
        return status
    return Status.ASSERTED if token.lemma_.lower() in _ATTENDING else Status.DENIED


def ballot_mode(token: Any, real: Reality) -> str | None:
    """Return how a vote was cast, where the words tell; one that was not cast has no mode."""
    if any(c.dep_ == "nummod" for c in token.children):  # a count of votes: nobody's own
        return None
    # the next sentence may tell how others voted
    near = [t.lower_ for t in token.doc[max(token.sent.start, token.i - 4) : min(token.sent.end, token.i + 9)]]
    if any(word.startswith("abst") for word in near):
        return "abstain"
    if real.negated:
        return "absent" if token.lemma_.lower() in _ATTENDING else None
    if any(word.startswith("absen") for word in near):
        return "absent"
    if _AGAINST & set(near):
        return "against"
    return "for" if _FOR & set(near) else None


def upon(proposal: Proposal, actors: Sequence[Role], recipients: tuple[Role, ...]) -> tuple[Role, ...]:
    """Return whom a vote is upon: not the body that held it, where a state is named beside or behind it."""
    states = tuple(role for role in recipients if role.hit.role != "organisation")
    if states or len(recipients) != 1:
        return states or recipients
    behind = [
        role
        for role in proposal.roles
        if role.hit.role != "organisation"
        and role not in actors
        and proposal.end <= role.hit.start < proposal.sentence.end
    ]
    return (max(behind, key=lambda role: role.recipient),) if behind else recipients
