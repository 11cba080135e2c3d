"""Coding by the trained network, with the rules beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from allegiance.coding.cues import Cues
from allegiance.coding.decoding import Decoded, decodings
from allegiance.coding.joining import Join, join_features
from allegiance.coding.model_output import TYPES
from allegiance.coding.mood import adjusted
from allegiance.coding.proposals import Proposal, Role
from allegiance.coding.reader import Read
from allegiance.coding.status import COOPERATIVE, Reality, reality
from allegiance.coding.told import Told
from allegiance.records import EventType, Party, Reason, Status

# A year long past takes reckoning from the day of publication; explicit conditions are rare in the labelled texts.
_MARKED = frozenset({Status.CONDITIONAL, Status.HISTORICAL})

_UNSEEN = 0.01

_AGAINST = frozenset({"against", "oppose", "opposed", "reject", "rejected", "no"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposal, decoded and placed in its parsed sentence, with the features that tell how sure it is."""

    proposal: Proposal
    decoded: Decoded
    sentence: int
    first: int
    last: int
    head: int
    features: list[tuple[str, float]]


def candidates(read: Read, rules: Sequence[Told]) -> Iterator[Candidate]:
    """Yield what the network proposes in an article and names a party for.

    Args:
        read: The article.
        rules: What the rules find in it, also what they deem unlikely.
    """
    places = {item.sentence.number: k for k, item in enumerate(read.parsed)}
    for proposal in read.proposals:
        number = places[proposal.sentence.number]
        item = read.parsed[number]
        span = item.doc.char_span(
            proposal.start - item.sentence.start, proposal.end - item.sentence.start, alignment_mode="expand"
        )
        if span is None or not len(span):
            continue
        first, last = span.start, span.end - 1
        beside = [told for told in rules if told.sentence == number]
        ruled = [told for told in beside if told.first <= last and first <= told.last]
        seen: set[tuple[str, frozenset[str], frozenset[str]]] = set()
        for rank, decoded in enumerate((*decodings(proposal), *(_as_ruled(proposal, told) for told in ruled))):
            key = decoded.type, _ids(decoded.actors), _ids(decoded.recipients)
            if key in seen or not (decoded.actors or decoded.recipients):
                continue
            seen.add(key)
            features = join_features(proposal, decoded, beside, start=first, end=last)
            features.append((f"rank={min(rank, 4)}", 1.0))
            yield Candidate(proposal, decoded, number, first, last, span.root.i, features)


def _ids(roles: Sequence[Role]) -> frozenset[str]:
    return frozenset(role.hit.id or role.hit.text for role in roles)


def _as_ruled(proposal: Proposal, told: Told) -> Decoded:
    """Return what the rules read at a trigger with the network's numbers; a party that it didn't see counts as unlikely."""
    known = {role.hit.id or "": role for role in proposal.roles}
    share = proposal.types[TYPES.index(told.type.value)] / max(1e-6, proposal.event)

    def roles(parties: Sequence[Party]) -> tuple[Role, ...]:
        return tuple(known.get(p.id, Role(p, _UNSEEN, _UNSEEN)) for p in parties if p.id)

    actors, recipients = roles(told.actors), roles(told.recipients)
    mutual = not recipients and len(actors) > 1
    undergo = actors[1:] if mutual else recipients
    return Decoded(
        told.type.value,
        share,
        actors,
        recipients,
        max((r.actor for r in actors), default=0.0),
        max((r.recipient for r in undergo), default=0.0),
        mutual,
    )


def by_network(read: Read, rules: Sequence[Told], *, cues: Cues, join: Join, least: float) -> Iterator[Told]:
    """Yield the events that the network finds in an article.

    Args:
        read: The article, with proposals.
        rules: What the rules find in it, also what they deem unlikely.
        cues: The words that announce events, for modes.
        join: Tells how sure a candidate is.
        least: Events less likely than this are left out.
    """
    for candidate in candidates(read, rules):
        sure = join.confidence(candidate.features)
        if sure < least:
            continue
        proposal, decoded = candidate.proposal, candidate.decoded
        token = read.parsed[candidate.sentence].doc[candidate.head]
        kind = EventType(decoded.type)
        real = adjusted(reality(token, kind=kind, published=read.article.published), token)
        kind, status = _settled(kind, Status(proposal.status), real, verb=token.pos_ == "VERB")
        reasons = list(_reasons(read, candidate))
        if (kind, status) != (decoded.type, proposal.status):
            base = read.parsed[candidate.sentence].sentence.start
            reasons.append(
                Reason(
                    step="status",
                    rule=f"grammar: {real.rule}",
                    words=real.words,
                    start=base + real.start,
                    end=base + real.end,
                )
            )
        yield Told(
            sentence=candidate.sentence,
            head=candidate.head,
            first=candidate.first,
            last=candidate.last,
            noun=token.pos_ in ("NOUN", "PROPN"),
            type=kind,
            mode=_mode(kind, token, cues, [t for t in rules if t.sentence == candidate.sentence]),
            status=status,
            hedged=proposal.hedged >= 0.5,
            actors=tuple(_party(role) for role in decoded.actors),
            recipients=tuple(_party(role) for role in decoded.recipients),
            confidence=sure,
            said=proposal.said,
            carried=proposal.carried,
            reasons=tuple(reasons),
        )


def _party(role: Role) -> Party:
    hit = role.hit
    return Party(id=hit.id, text=hit.text, start=hit.start, end=hit.end, role=hit.role, via=hit.via)


def _settled(kind: EventType, status: Status, real: Reality, *, verb: bool) -> tuple[EventType, Status]:
    """Return the network's type and status, save where the grammar marks what the network has seen too seldom.

    A question asks about its verbs; its nouns may be taken for granted ("After the talks, what next?").
    """
    if real.status in _MARKED:
        return kind, real.status
    if verb and real.rule == "question":
        return kind, Status.ASKED
    if status in (Status.ASSERTED, Status.DENIED):
        # To withhold recognition, support or help is a refusal; it did happen.
        no_help = real.negated and real.words.lower() == "no" and kind in COOPERATIVE
        if no_help or (kind is EventType.SUPPORT and real.rule == "negation"):
            return EventType.REJECT, Status.ASSERTED
    return kind, status


def _mode(kind: EventType, token: Any, cues: Cues, rules: Sequence[Told]) -> str | None:
    """Return the mode that the cue at a trigger names, if one does."""
    if kind is EventType.VOTE:
        return _vote(token)
    for told in rules:
        if told.first <= token.i <= told.last and told.type is kind and told.mode:
            return told.mode
    lemma = token.lemma_.lower()
    rows = (*cues.verbs.get(lemma, ()), *cues.nouns.get(lemma, ()))
    return next((row.mode for row in rows if row.type is kind and row.mode and not row.objects), None)


def _vote(token: Any) -> str | None:
    """Return how a vote was cast, by the words around its trigger."""
    near = [t.lower_ for t in token.doc[max(0, token.i - 4) : token.i + 9]]
    if any(word.startswith("abst") for word in near):
        return "abstain"
    if any(word.startswith("absen") for word in near):
        return "absent"
    if _AGAINST & set(near):
        return "against"
    return "for" if {"for", "favour", "favor", "back", "backed", "support", "yes"} & set(near) else None


def _reasons(read: Read, candidate: Candidate) -> Iterator[Reason]:
    proposal, decoded = candidate.proposal, candidate.decoded
    words = read.article.text[proposal.start : proposal.end]
    rule = f"network: {decoded.type} {decoded.probability:.2f}, an event {proposal.event:.2f}"
    yield Reason(step="type", rule=rule, words=words, start=proposal.start, end=proposal.end)
    status = f"network: {proposal.status} {max(proposal.statuses):.2f}"
    yield Reason(step="status", rule=status, words="", start=proposal.start, end=proposal.start)
    for step, side, likely in (
        ("actor", decoded.actors, decoded.actor),
        ("recipient", decoded.recipients, decoded.recipient),
    ):
        if side:
            hit = side[0].hit
            yield Reason(
                step=step, rule=f"network {likely:.2f}; {hit.via}", words=hit.text, start=hit.start, end=hit.end
            )
