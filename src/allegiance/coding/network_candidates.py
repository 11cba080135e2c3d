"""What the triggers that the network proposes may tell: each placed in its parsed sentence, decoded in several ways."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from allegiance.coding.ballots import abstinence, put_to_vote
from allegiance.coding.befallen import Befallen, befallen
from allegiance.coding.bindings import MUTUAL, SURE, UNLIKELY, answered, bound, not_acting, request_of
from allegiance.coding.bystanders import (
    by_private_persons,
    bystanders,
    in_clause_of_subject,
    owners_of_rivals,
    told_of_a_bystander,
)
from allegiance.coding.contests import in_contest
from allegiance.coding.decoding import FURTHER, LIKELY, Decoded, decodings, event, likely_types
from allegiance.coding.entities import Parsed
from allegiance.coding.hosts import go_betweens, meeting
from allegiance.coding.joining import echo_features, join_features
from allegiance.coding.joint_acts import as_one_subject
from allegiance.coding.model_output import TYPES
from allegiance.coding.mood import in_fiction
from allegiance.coding.occasions import is_feast
from allegiance.coding.party_grammar import UNREACHED, Odds, party_odds, shipped_party_weights
from allegiance.coding.party_join import joined, shipped_join_weights
from allegiance.coding.proposals import LEAST_ALONE, Proposal, Role
from allegiance.coding.reader import Read
from allegiance.coding.rivals import read_features, rival_features
from allegiance.coding.told import Told
from allegiance.records import EventType, Party

Grammar = Mapping[str, Odds]
"""How the grammar speaks for each party within reach."""

_BY_TOWN = 2.5
"""Log odds that a state undergoes what befalls its town."""

_ACTS, _BEARS = 0.3, 0.4
"""From here on a party may act, or undergo an act."""

_COORDINATED = re.compile(r",?\s+(?:and|or|as well as)\s+(?:the\s+)?")

_UNSEEN = 0.01
"""How likely a party that only the rules see counts as on either side."""


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


@dataclass(frozen=True, slots=True)
class Trigger:
    """A proposal of the network placed in its parsed sentence.

    Attributes:
        proposal: What the network reads, with what the grammar settles.
        item: The sentence.
        sentence: Its index among the parsed ones.
        first, last: Indices of the trigger's first and last word in the sentence.
        head: Index of the word that the parties hang on.
        beside: What the rules read in the sentence.
    """

    proposal: Proposal
    item: Parsed
    sentence: int
    first: int
    last: int
    head: int
    beside: tuple[Told, ...]
    _grammar: dict[str, Grammar] = field(default_factory=dict)
    _towns: dict[str, Befallen | None] = field(default_factory=dict)
    _idle: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def ruled(self) -> tuple[Told, ...]:
        """Return what the rules read at the trigger itself."""
        return tuple(told for told in self.beside if told.first <= self.last and self.first <= told.last)

    @property
    def verb(self) -> bool:
        """Return whether the trigger is a verb."""
        return bool(self.item.doc[self.head].pos_ == "VERB")

    def grammar(self, kind: str) -> Grammar:
        """Return how the grammar speaks for each party within reach, as an event of a type."""
        if kind not in self._grammar:
            odds = party_odds(self.item, self.head, EventType(kind), shipped_party_weights())
            town = self.town(kind)
            if town is not None and town.party.id:
                acts, bears = odds.get(town.party.id, Odds(UNREACHED, UNREACHED))
                odds[town.party.id] = Odds(acts, max(bears, _BY_TOWN))
            self._grammar[kind] = odds
        return self._grammar[kind]

    def town(self, kind: str) -> Befallen | None:
        """Return the state whose town the trigger befalls, as an event of a type, unless that state may act itself."""
        if kind not in self._towns:
            self._towns[kind] = self._town(kind)
        return self._towns[kind]

    def _town(self, kind: str) -> Befallen | None:
        town = befallen(self.item, self.head, EventType(kind))
        if town is None:
            return None
        others = [role for role in self.proposal.roles if role.hit.id != town.party.id]
        own = [role for role in self.proposal.roles if role.hit.id == town.party.id]
        if any(role.actor >= _ACTS for role in own) or not any(role.actor >= _ACTS for role in others):
            return None
        actor = max(others, key=lambda role: role.actor)
        rival = any(role.recipient >= _BEARS for role in others if role is not actor)
        return None if rival and not town.direct else town

    def parties(self, kind: str) -> tuple[Role, ...]:
        """Return the parties that the network reads, and the state whose town the trigger befalls."""
        town = self.town(kind)
        if town is None:
            return self.proposal.roles
        own = next((role for role in self.proposal.roles if role.hit.id == town.party.id), None)
        if own is None:
            return (*self.proposal.roles, Role(town.party, UNLIKELY, SURE))
        sure = replace(own, actor=min(own.actor, UNLIKELY), recipient=max(own.recipient, SURE))
        return tuple(sure if role is own else role for role in self.proposal.roles)

    def spared(self, kind: str) -> frozenset[str]:
        """Return the parties that an event of a type doesn't befall, though the sentence names them.

        These are those whose rivals it speaks of, and where the trigger's word governs another state's town, all but that
        state: of 366 labelled acts that directly befall a town of another state, one has a second recipient.
        """
        town = self.town(kind)
        owners = owners_of_rivals(self.item) | self._third_parties(kind)
        owners |= in_clause_of_subject(self.item, self.item.doc[self.head])
        if town is None or not town.direct:
            return owners
        roles = self.proposal.roles
        return owners | frozenset(
            role.party for role in roles if role.hit.id != town.party.id and not self._coordinated(role, town)
        )

    def idle(self, kind: str) -> frozenset[str]:
        """Return the parties that stand in the sentence and don't do what the trigger tells, as an event of a type."""
        if kind not in self._idle:
            token, type_ = self.item.doc[self.head], EventType(kind)
            idle = bystanders(self.item, token, type_)
            by_others = by_private_persons(token) or told_of_a_bystander(self.item, token, type_, idle)
            everybody = frozenset(role.party for role in self.proposal.roles) if by_others else frozenset()
            self._idle[kind] = everybody or idle | owners_of_rivals(self.item) | self._third_parties(kind)
        return self._idle[kind]

    def _third_parties(self, kind: str) -> frozenset[str]:
        """Return go-betweens, and who hosts a meeting or is its topic where those who meet are named."""
        consults = EventType(kind) is EventType.CONSULT
        met = meeting(self.item, self.item.doc[self.head]) if consults else frozenset()
        others = frozenset(role.party for role in self.proposal.roles) - met if met else frozenset()
        return others | go_betweens(self.item)

    def torn_apart(self, actors: frozenset[str], recipients: frozenset[str], kind: str) -> bool:
        """Return whether one of those who do an act together is told to do it to another of them."""
        if EventType(kind) in MUTUAL:
            return False
        together = as_one_subject(self.item, self.item.doc[self.head])
        return bool(actors & together and recipients & together)

    def elsewhere(self) -> frozenset[str]:
        """Return the parties that the trigger's sentence neither names nor refers to."""
        item = self.item
        here = {entity.id for entity in item.article.by_sentence[item.number]} if item.article is not None else set()
        low, high = item.sentence.start, item.sentence.end
        return frozenset(
            role.party for role in self.proposal.roles if role.party not in here and not low <= role.hit.start < high
        )

    def _coordinated(self, role: Role, town: Befallen) -> bool:
        near = sorted((role.hit, town.party), key=lambda hit: hit.start)
        base = self.item.sentence.start
        return _COORDINATED.fullmatch(self.item.text[near[0].end - base : near[1].start - base]) is not None


def candidates(read: Read, rules: Sequence[Told]) -> list[Candidate]:
    """Return what the network proposes in an article and names a party for, in order of place.

    Args:
        read: The article.
        rules: What the rules find in it, also what they deem unlikely.
    """
    found = list(_placed(read, rules))
    for candidate, echoes in zip(found, echo_features([(c.proposal, c.decoded) for c in found]), strict=True):
        candidate.features.extend(echoes)
    return found


def triggers(read: Read, rules: Sequence[Told]) -> Iterator[Trigger]:
    """Yield the triggers that the network proposes in an article, in order of place, each in its parsed sentence.

    Args:
        read: The article.
        rules: What the rules find in it, also what they deem unlikely.
    """
    places = {item.sentence.number: k for k, item in enumerate(read.parsed)}
    asked: list[tuple[Proposal, Role, Role]] = []
    for shown in read.proposals:
        number = places[shown.sentence.number]
        item = read.parsed[number]
        span = item.doc.char_span(
            shown.start - item.sentence.start, shown.end - item.sentence.start, alignment_mode="expand"
        )
        if span is None or not len(span) or in_fiction(item.text) or abstinence(span.root) or is_feast(span.root):
            continue
        if in_contest(span.root, read.text) or put_to_vote(span.root):
            continue
        proposal = answered(bound(shown, item, span.root.i), asked, item, span.root.i)
        request = request_of(proposal)
        asked += [request] if request is not None else []
        beside = tuple(told for told in rules if told.sentence == number)
        found = Trigger(proposal, item, number, span.start, span.end - 1, span.root.i, beside)
        if len(shown.roles) < 2 and shown.trigger < LEAST_ALONE and found.town(proposal.type) is None:
            # Read only because a town stands beside the one party; the act doesn't befall it.
            continue
        yield found


def _placed(read: Read, rules: Sequence[Told]) -> Iterator[Candidate]:
    for trigger in triggers(read, rules):
        found = list(_told_by(trigger))
        told = read_features(trigger.proposal)
        beside = rival_features([(candidate.decoded, dict(candidate.features)) for candidate in found])
        for candidate, rivals in zip(found, beside, strict=True):
            candidate.features.extend(told + rivals)
            yield candidate


def _told_by(trigger: Trigger) -> Iterator[Candidate]:
    """Yield what one trigger may tell, each act once."""
    seen: set[tuple[str, frozenset[str], frozenset[str]]] = set()
    for rank, (weighed, decoded) in enumerate(_tried(trigger)):
        key = decoded.type, _ids(decoded.actors), _ids(decoded.recipients)
        if key in seen or not (decoded.actors or decoded.recipients):
            continue
        if key[1] & trigger.idle(decoded.type) or key[2] & trigger.spared(decoded.type):
            continue
        if trigger.torn_apart(key[1], key[2], decoded.type):
            continue
        seen.add(key)
        features = join_features(
            weighed,
            trigger.proposal.roles,
            decoded,
            trigger.beside,
            trigger.grammar(decoded.type),
            start=trigger.first,
            end=trigger.last,
        )
        features.append((f"rank={min(rank, 4)}", 1.0))
        yield Candidate(weighed, decoded, trigger.sentence, trigger.first, trigger.last, trigger.head, features)


def _sparing(roles: Sequence[Role], spared: frozenset[str]) -> tuple[Role, ...]:
    return tuple(
        replace(role, recipient=min(role.recipient, UNLIKELY)) if role.party in spared else role for role in roles
    )


def _named_here(roles: tuple[Role, ...], elsewhere: frozenset[str], kind: str) -> tuple[Role, ...]:
    """Return roles in which a party that the sentence doesn't name is no further one beside those that it names.

    Of 17 such recipients named in labelled texts 14 were wrong. Whom a party meets or agrees with may stand elsewhere, unless
    the sentence names two that do.
    """
    here = [role for role in roles if role.party not in elsewhere]
    mutual = sum(min(role.actor, role.recipient) >= LIKELY for role in here) >= 2
    told = [role.recipient for role in here if role.recipient > role.actor and kind not in MUTUAL]
    borne = max(told, default=0.0)
    return tuple(_further(role, mutual, borne) if role.party in elsewhere else role for role in roles)


def _further(role: Role, mutual: bool, borne: float) -> Role:
    if mutual:
        return replace(role, actor=min(role.actor, UNLIKELY), recipient=min(role.recipient, UNLIKELY))
    return replace(role, recipient=min(role.recipient, UNLIKELY)) if borne >= max(FURTHER, role.recipient) else role


def _ids(roles: Sequence[Role]) -> frozenset[str]:
    return frozenset(role.party for role in roles)


def _tried(trigger: Trigger) -> Iterator[tuple[Proposal, Decoded]]:
    """Yield what a trigger may tell: by network and grammar, then as the rules have it.

    With each comes the proposal with its parties as likely as they are in an event of that type.
    """
    weighed: dict[str, Proposal] = {}

    def of(kind: str) -> Proposal:
        if kind not in weighed:
            spared = trigger.spared(kind)
            known = not_acting(_sparing(trigger.parties(kind), spared), trigger.idle(kind))
            proposal = replace(trigger.proposal, roles=known)
            roles = joined(
                proposal,
                kind,
                trigger.grammar(kind),
                trigger.ruled,
                verb=trigger.verb,
                weights=shipped_join_weights(),
            )
            settled = not_acting(_sparing(roles, spared), trigger.idle(kind))
            weighed[kind] = replace(proposal, roles=_named_here(settled, trigger.elsewhere(), kind))
        return weighed[kind]

    for kind, share in likely_types(trigger.proposal):
        for decoded in decodings(kind, share, of(kind).roles):
            yield of(kind), decoded
    for rule in trigger.ruled:
        yield of(rule.type), _as_ruled(of(rule.type), rule)


def _as_ruled(proposal: Proposal, told: Told) -> Decoded:
    """Return what the rules read at a trigger with the numbers of a proposal; a party that it lacks counts as unlikely."""
    known = {role.hit.id or "": role for role in proposal.roles}
    share = proposal.types[TYPES.index(told.type.value)] / max(1e-6, proposal.event)

    def roles(parties: Sequence[Party]) -> tuple[Role, ...]:
        return tuple(known.get(p.id, Role(p, _UNSEEN, _UNSEEN)) for p in parties if p.id)

    actors, recipients = roles(told.actors), roles(told.recipients)
    return event(told.type.value, share, proposal.roles, actors, recipients, mutual=not recipients and len(actors) > 1)
