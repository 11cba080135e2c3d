"""Coding by the trained network, with the rules beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from allegiance.actors import known_by
from allegiance.coding.ballots import backs_a_resolution, ballot_mode, ballot_status, ballot_type, upon
from allegiance.coding.bindings import undergoing
from allegiance.coding.cues import Cues
from allegiance.coding.entities import Parsed
from allegiance.coding.governors import presupposed
from allegiance.coding.joining import Join
from allegiance.coding.mood import (
    REFUSALS,
    awaited,
    beside_what_is_open,
    binds_to_act,
    deniable,
    diplomatic,
    foreseen,
    plans_harm,
    promises_restraint,
    turns_back,
    weighs,
)
from allegiance.coding.network_candidates import Candidate, candidates
from allegiance.coding.occasions import of_help, of_mission
from allegiance.coding.proposals import Role
from allegiance.coding.reader import Read
from allegiance.coding.status import COOPERATIVE, HOSTILE, Reality
from allegiance.coding.status_features import standing
from allegiance.coding.status_join import likeliest, shipped_status_join
from allegiance.coding.timed_status import timed
from allegiance.coding.told import Told
from allegiance.coding.turns import act_below, turned
from allegiance.coding.undone import accused_of, let_happen, not_held, on_an_accusers_word, undone
from allegiance.percentages import percent
from allegiance.records import EventType, Party, Reason, Status

_DEEDS = COOPERATIVE | HOSTILE
"""Types of what is done: where a denial stands over one, it is what is denied; words are rather the answer's occasion."""

_SHALL = frozenset({"will", "shall", "'ll", "’ll"})
AGENTLESS = 0.3
"""Confidence in a plain act in the passive whose doer the text doesn't name, set by hand: the join knows too few."""

_PLAIN = 0.75
"""How likely the event, its type and whom it befell must be for that."""

_NOBODY = 0.1
"""A party less likely than this is no doer."""

_JUST_THESE = 0.35
"""How much the choice among the candidates of a trigger weighs that all parties are right, not only the main ones."""

_OPEN = frozenset({Status.PLANNED, Status.CONDITIONAL, Status.HYPOTHETICAL})
_ACCORDS = frozenset({EventType.AGREE, EventType.SUPPORT, EventType.CONCEDE})
_STANDS = frozenset({EventType.SUPPORT, EventType.REJECT})

_HARMING = HOSTILE | {EventType.ACCUSE, EventType.THREATEN}
"""Types of which one that failed to come about is no refusal."""
_WITHHELD = HOSTILE | {EventType.THREATEN}
_HEDGED_BESIDE_A_CUE = 0.05
"""From here on an event is hedged where its sentence has a word of doubt: of 32 labelled so among 1,557, .44 are found, and
.70 of those told are right (by the cue alone .69 and .38, by the network alone at one half .06 and .67)."""
_HEDGED_ON_A_WORD = 0.8
"""The same where a named accuser holds the act against somebody, which puts it on that word rather than in doubt."""


def agentless(item: Parsed, candidate: Candidate) -> bool:
    """Tell whether a candidate is a plain act in the passive of which the text names only whom it befell."""
    proposal, decoded = candidate.proposal, candidate.decoded
    if decoded.actors or len(decoded.recipients) != 1 or decoded.type not in _DEEDS:
        return False
    plain = min(proposal.event, decoded.probability, decoded.recipient) >= _PLAIN
    nobody = all(r.actor < _NOBODY for r in proposal.roles)
    return plain and nobody and decoded.recipients[0].hit.id in undergoing(item, candidate.head)


def confidences(read: Read, found: Sequence[Candidate], join: Join) -> list[float]:
    """Return for each candidate of an article the probability that its type and parties are right."""
    sure = join.confidences([candidate.features for candidate in found])
    return [
        max(odd, AGENTLESS) if agentless(read.parsed[candidate.sentence], candidate) else odd
        for candidate, odd in zip(found, sure, strict=True)
    ]


def _preferred(read: Read, found: Sequence[Candidate], join: Join) -> Iterator[tuple[Candidate, float]]:
    """Yield one candidate of each trigger with its confidence, in order of place.

    A candidate is right where it names the main parties; the choice also weighs how likely it names neither one too many nor
    one too few.
    """
    best: dict[tuple[int, int, int], tuple[float, Candidate, float]] = {}
    for candidate, sure in zip(found, confidences(read, found, join), strict=True):
        worth = sure * (1 - _JUST_THESE + _JUST_THESE * candidate.decoded.whole)
        place = candidate.sentence, candidate.first, candidate.last
        if place not in best or worth > best[place][0]:
            best[place] = worth, candidate, sure
    for _, candidate, sure in best.values():
        yield candidate, sure


def by_network(read: Read, rules: Sequence[Told], *, cues: Cues, join: Join, least: float) -> Iterator[Told]:
    """Yield the events that the network finds in an article.

    Args:
        read: The article, with proposals.
        rules: What the rules find in it, also what they deem unlikely.
        cues: The words that announce events, for modes.
        join: Tells how sure a candidate is.
        least: Events less likely than this are left out.
    """
    chosen = _preferred(read, candidates(read, rules), join)
    yield from told(read, rules, [(candidate, sure) for candidate, sure in chosen if sure >= least], cues=cues)


def told(read: Read, rules: Sequence[Told], chosen: Iterable[tuple[Candidate, float]], *, cues: Cues) -> Iterator[Told]:
    """Yield what candidates tell, with status, mode and reasons; a ballot that was not cast tells nothing.

    Args:
        read: The article.
        rules: What the rules find in it.
        chosen: Its candidates, each with how sure it is.
        cues: The words that announce events, for modes.
    """
    stood: dict[tuple[int, int, EventType], tuple[Reality, list[str]]] = {}
    for candidate, sure in chosen:
        proposal, decoded = candidate.proposal, candidate.decoded
        item = read.parsed[candidate.sentence]
        token = item.doc[candidate.head]
        kind = of_mission(ballot_type(EventType(decoded.type), token), token)
        # the candidates of one trigger differ in their parties, mostly
        act = act_below(token, candidate.first, candidate.last, cues)
        kind = of_help(kind, item, act, decoded.recipients)
        key = candidate.sentence, act.i, kind
        if key not in stood:
            stood[key] = standing(item, act.i, kind=kind, published=read.article.published)
        real, features = stood[key]
        if kind is EventType.VOTE and real.rule == "counterfactual":
            # a ballot that could have been cast, and was not, is none
            continue
        if kind is EventType.REJECT and real.rule == "not ruled out":
            # nor is "did not rule out talks" a refusal, or the denial of one
            continue
        probabilities = shipped_status_join().probabilities(features, proposal.statuses)
        status = likeliest(probabilities, deniable=real.negated or deniable(act))
        kind, status = turned(kind, status, token, act, real, cues) or _settled(
            kind,
            status,
            real,
            act,
            cues,
            several=candidate.last > candidate.first,
            one_sided=bool(decoded.recipients),
        )
        kind, status = timed(item, act, kind, status, real, read.article.published)
        voted = kind is EventType.VOTE or (kind in _STANDS and backs_a_resolution(token))
        recipients = upon(proposal, decoded.actors, decoded.recipients) if voted else decoded.recipients
        reasons = list(_reasons(read, candidate))
        if (kind, status) != (decoded.type, proposal.status):
            base = item.sentence.start
            reasons.append(
                Reason(
                    step="status",
                    rule=f"grammar and network together settle on {kind}, {status}; wording: {real.rule}",
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
            type=kind,
            mode=_mode(kind, token, real, cues, [t for t in rules if t.sentence == candidate.sentence]),
            status=status,
            hedged=proposal.hedged >= _hedged_from(real, act) or accused_of(act),
            actors=tuple(_party(role) for role in decoded.actors),
            recipients=tuple(_party(role) for role in recipients),
            confidence=sure,
            said=proposal.said,
            carried=proposal.carried,
            reasons=tuple(reasons),
        )


def _hedged_from(real: Reality, act: Any) -> float:
    """Return how sure the network must be that the text puts an act in doubt."""
    if real.hedged:
        return _HEDGED_BESIDE_A_CUE
    return _HEDGED_ON_A_WORD if on_an_accusers_word(act) else 0.5


def _party(role: Role) -> Party:
    hit = role.hit
    return Party(id=hit.id, text=hit.text, start=hit.start, end=hit.end, role=hit.role, via=hit.via)


def _settled(
    kind: EventType, status: Status, real: Reality, token: Any, cues: Cues, *, several: bool, one_sided: bool
) -> tuple[EventType, Status]:
    """Return type and status as judged, save where the wording leaves no choice or the labelled texts hold too little of it.

    A question asks about its verbs; its nouns may be taken for granted ("After the talks, what next?"). ``several`` is
    true of a trigger of several words, such as "denied the attack"; ``one_sided`` of an act that somebody undergoes.
    """
    verb = token.pos_ == "VERB"
    if kind is EventType.VOTE:
        status = ballot_status(status, real, token)
    if kind is EventType.PROTEST and diplomatic(token):
        kind = EventType.ACCUSE
    if (
        status in (Status.ASSERTED, Status.HYPOTHETICAL, Status.DENIED)
        and not real.negated
        and undone(token, kind, cues)
    ):
        return kind, Status.DENIED
    if kind in _DEEDS and not_held(token):
        return kind, Status.DENIED
    if status is Status.DENIED and not real.negated and (presupposed(token) or let_happen(token)):
        return kind, Status.ASSERTED
    if kind in _HARMING and status is Status.ASSERTED and real.negated and real.rule == "failure":
        return kind, Status.DENIED
    if real.rule == "talk of it" and status is Status.ASSERTED:
        return kind, real.status
    if kind in _ACCORDS and status is Status.ASSERTED and (open_yet := awaited(token)):
        return kind, open_yet
    if kind in COOPERATIVE and status is Status.ASSERTED and real.status is Status.ASSERTED and foreseen(token):
        return kind, Status.PLANNED
    if kind is EventType.AGREE and one_sided and plans_harm(token, cues):
        # A hostile act still to come is no accord.
        kind, status = EventType.THREATEN, Status.PLANNED if status is Status.ASSERTED else status
        return kind, Status.HYPOTHETICAL if weighs(token) and status is Status.PLANNED else status
    if kind in _DEEDS | {EventType.THREATEN} and status is Status.PLANNED and weighs(token):
        return kind, Status.HYPOTHETICAL
    if (
        kind in HOSTILE
        and Status.CONDITIONAL in (status, real.status)
        and any(c.lower_ in _SHALL for c in token.children)
        and not (real.negated or any(c.dep_ == "neg" for c in token.children))
    ):
        # Who will strike unless ... threatens to.
        return EventType.THREATEN, Status.CONDITIONAL
    if kind is EventType.THREATEN and promises_restraint(token, cues):
        return EventType.AGREE, Status.PLANNED
    if status in _OPEN and real.status is Status.ASSERTED and beside_what_is_open(token):
        return kind, Status.ASSERTED
    if real.rule in ("counterfactual", "inverted condition", "supposition"):
        return kind, Status.HYPOTHETICAL
    if real.rule == "counterfactual of a deed":
        return kind, Status.ASSERTED
    if real.rule in ("not ruled out", "not denied"):
        return kind, Status.HYPOTHETICAL
    if real.rule == "called false" or (real.rule == "omission" and kind is not EventType.REJECT):
        return kind, Status.DENIED
    if real.negated and kind in _WITHHELD and (withheld := _none_of(token, kind, cues)):
        # "imposed no sanctions", "will impose no sanctions", which threatens none
        return withheld, Status.DENIED
    if kind is EventType.REJECT and status is Status.DENIED and real.negated and not _refuses(token):
        # "did not support": the "not" makes the refusal and denies none
        return kind, Status.ASSERTED
    if (
        kind is EventType.REJECT
        and status is Status.DENIED
        and real.rule == "plain statement"
        and token.lemma_.lower() in REFUSALS
    ):
        # a refusal that no word denies did happen, whatever "no" stands nearby
        return kind, Status.ASSERTED
    if kind in _DEEDS and (real.rule == "denial" or (several and token.lemma_.lower() == "deny")):
        return kind, Status.DENIED
    if real.rule == "double negation" and (
        status is Status.DENIED or (status is Status.HYPOTHETICAL and real.status is Status.ASSERTED)
    ):
        return kind, Status.ASSERTED
    if real.status is Status.CONDITIONAL and status in (Status.PLANNED, Status.HYPOTHETICAL):
        return kind, Status.CONDITIONAL
    if verb and real.rule == "question":
        return kind, Status.ASKED
    if one_sided and kind in COOPERATIVE and status is Status.ASSERTED and not real.negated and binds_to_act(token):
        # What one party agreed to do for another is still to come; what two agreed to do is an accord that was reached.
        return kind, Status.PLANNED
    if (
        not one_sided
        and status is Status.PLANNED
        and real.status is Status.ASSERTED
        and token.lemma_ == "agree"
        and token.tag_ != "VB"
    ):
        return kind, Status.ASSERTED
    if status in (Status.ASSERTED, Status.DENIED):
        # To withhold recognition, support or help is a refusal; it did happen.
        none = real.negated and real.words.lower() == "no" and not verb
        announced = (
            {row.type for row in cues.nouns.get(token.lemma_.lower(), ())} if kind is EventType.SANCTION else {kind}
        )
        no_help = none and bool(COOPERATIVE & announced)
        if no_help or (kind is EventType.SUPPORT and real.rule == "negation"):
            return EventType.REJECT, Status.ASSERTED
    return kind, status


def _refuses(verb: Any) -> bool:
    return verb.lemma_.lower() in REFUSALS or turns_back(verb)


def _none_of(act: Any, kind: EventType, cues: Cues) -> EventType | None:
    """Return the act that a noun with "no" before it names, or that is threatened: "no sanctions", "imposed no sanctions"."""
    for noun in (act, *(child for child in act.children if child.dep_ in ("dobj", "nsubjpass"))):
        if any(word.dep_ == "det" and word.lower_ == "no" for word in noun.children):
            named = [row.type for row in cues.nouns.get(noun.lemma_.lower(), ())]
            if kind is EventType.THREATEN and EventType.SANCTION in named:
                return EventType.SANCTION
            if kind in HOSTILE and kind in named:
                return kind
    return None


def _mode(kind: EventType, token: Any, real: Reality, cues: Cues, rules: Sequence[Told]) -> str | None:
    """Return the mode that the cue at a trigger names, if one does."""
    if kind is EventType.VOTE:
        return ballot_mode(token, real)
    for told in rules:
        if told.first <= token.i <= told.last and told.type is kind and told.mode:
            return told.mode
    lemma = token.lemma_.lower()
    rows = (*cues.verbs.get(lemma, ()), *cues.nouns.get(lemma, ()))
    return next((row.mode for row in rows if row.type is kind and row.mode and not row.objects), None)


def _reasons(read: Read, candidate: Candidate) -> Iterator[Reason]:
    proposal, decoded = candidate.proposal, candidate.decoded
    words = read.article.text[proposal.start : proposal.end]
    rule = (
        f"the network is {percent(decoded.probability)} sure that it is {decoded.type}, and {percent(proposal.event)} sure "
        "that an act is told at all"
    )
    yield Reason(step="type", rule=rule, words=words, start=proposal.start, end=proposal.end)
    status = f"the network is {percent(max(proposal.statuses))} sure that it is {proposal.status}"
    yield Reason(step="status", rule=status, words="", start=proposal.start, end=proposal.start)
    for step, side, likely, does in (
        ("actor", decoded.actors, decoded.actor, "acts"),
        ("recipient", decoded.recipients, decoded.recipient, "is acted upon"),
    ):
        if side:
            hit = side[0].hit
            rule = f"network and grammar are {percent(likely)} sure that it {does}; {known_by(hit.via)}"
            yield Reason(step=step, rule=rule, words=hit.text, start=hit.start, end=hit.end)
