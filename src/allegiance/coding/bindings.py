"""What the grammar of a sentence settles about its parties, whatever the network thinks likely.

Who follows "by" after a passive acts and nobody else does; what "belongs to" a party is that party's; "the former" and "the
latter" are the two named last; who stands under "instead of" has no part; two names joined by "as well as" share theirs;
who abstains is the verb's subject, and a resolution is the act of the body that passed it; what is done on behalf of a body
is that body's act.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from typing import Any

from allegiance.coding.ballots import CAST, RESOLUTIONS, abstains
from allegiance.coding.bystanders import by_private_persons, homes
from allegiance.coding.calques import asked_of, hands_over_a_protest, leaves_a_treaty, object_last
from allegiance.coding.candidates import set_apart
from allegiance.coding.entities import Entity, Parsed
from allegiance.coding.hosts import meeting
from allegiance.coding.joint_acts import joined_in, listed, on_behalf, target_beside_owner, together
from allegiance.coding.list_items import parties_of_others
from allegiance.coding.model_output import TYPES
from allegiance.coding.proposals import Proposal, Role
from allegiance.coding.rules import party
from allegiance.records import EventType

SURE, UNLIKELY = 0.95, 0.02
"""How likely a party is to have a part that the grammar gives it, and one that the grammar gives to another."""

_STANDINS = frozenset({"pronoun", "description"})
_BEFORE = frozenset({"amod", "compound", "poss", "nmod"})
_NOT_BACKING = frozenset({EventType.REJECT, EventType.SUPPORT})
_SENDING = frozenset({EventType.AID, EventType.MOBILIZE, EventType.ASSAULT, EventType.COOPERATE})
_DECLARE = frozenset({"declare", "pronounce", "name", "label", "designate", "make"})
_UNWANTED = re.compile(r"\bperson(?:a|ae|as) non gratae?\b", re.IGNORECASE)
_WORDS = frozenset({EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.REQUEST, EventType.SUPPORT})
_GIVEN = frozenset(
    {
        EventType.SUPPORT,
        EventType.CONCEDE,
        EventType.AID,
        EventType.COOPERATE,
        EventType.AGREE,
        EventType.CONSULT,
        EventType.REQUEST,
        EventType.PROTEST,
        EventType.THREATEN,
    }
)
"""What a protest that is handed over is taken for."""
_APOLOGY = frozenset({"apologise", "apologize"})
_SEND = frozenset({"send", "dispatch", "deploy", "deliver", "fly", "ship", "provide", "rush"})
_SOON = 2
"""Sentences after a request within which what is sent answers it."""

_PLAIN = 0.75
"""How likely a request, who asks and who is asked must be for that, and who sends."""

MUTUAL = frozenset({EventType.CONSULT, EventType.AGREE, EventType.COOPERATE})


def bound(proposal: Proposal, item: Parsed, head: int) -> Proposal:
    """Return a proposal with the parts of its parties as the grammar has them.

    Args:
        proposal: What the network reads at a trigger.
        item: The trigger's sentence, parsed.
        head: Index of the trigger's head word.
    """
    trigger = item.doc[head]
    kind = EventType(proposal.type)
    shared = listed(together(proposal.roles, item), item)
    roles = _without(shared, _apart(item, trigger) | parties_of_others(item) | homes(item))
    if kind is EventType.CONSULT:
        roles = _meeting(roles, item, trigger)
    if kind not in MUTUAL:
        for actors, recipients in (
            _agent(item, trigger),
            (_voters(item, trigger), _voted_upon(item, trigger)),
            _former_or_latter(item, trigger),
            ((), _owner(item, trigger)),
            ((), _goal(item, trigger) if proposal.type == EventType.AID else ()),
            (_resolving(item, trigger), ()),
            _sorry(item, trigger),
            (_pronoun(item, trigger), ()),
            (on_behalf(item, trigger), ()),
            (joined_in(item, trigger), ()),
            target_beside_owner(item, trigger),
            asked_of(item, trigger, kind),
            object_last(item, trigger, kind),
        ):
            roles = _given(roles, list(actors), list(recipients))
    types = _as_one(proposal.types, EventType.VOTE, _NOT_BACKING) if abstains(trigger) else proposal.types
    if trigger.lemma_.lower() in _DECLARE and _UNWANTED.search(item.text, trigger.idx):
        types = _as_one(types, EventType.SANCTION, _WORDS)
    if _holds_fire(trigger):
        types = _as_one(types, EventType.RETREAT, frozenset({EventType.ASSAULT, EventType.AGREE}))
    if hands_over_a_protest(trigger):
        types = _as_one(types, EventType.ACCUSE, _GIVEN)
    if leaves_a_treaty(trigger):
        types = _as_one(types, EventType.SANCTION, frozenset({EventType.ACCUSE}))
    return (
        proposal if (roles, types) == (proposal.roles, proposal.types) else replace(proposal, roles=roles, types=types)
    )


def answered(proposal: Proposal, asked: Iterable[tuple[Proposal, Role, Role]], item: Parsed, head: int) -> Proposal:
    """Return a proposal read as help where one party sends what another asked of it shortly before.

    Args:
        proposal: What the network reads at a trigger.
        asked: Requests read before in the article, each with who asked and who was asked.
        item: The trigger's sentence, parsed.
        head: Index of the trigger's head word.
    """
    if item.doc[head].lemma_.lower() not in _SEND or proposal.type not in _SENDING:
        return proposal
    here = {r.hit.id for r in proposal.roles if item.sentence.start <= r.hit.start < item.sentence.end}
    likely = {r.hit.id: r for r in proposal.roles}
    for request, asking, answering in asked:
        near = 0 < proposal.sentence.number - request.sentence.number <= _SOON
        sends = likely.get(answering.hit.id)
        if near and here == {answering.hit.id} and sends is not None and sends.actor >= _PLAIN:
            roles = tuple(
                replace(r, actor=UNLIKELY, recipient=SURE)
                if r.hit.id == asking.hit.id
                else replace(r, recipient=UNLIKELY)
                for r in proposal.roles
            )
            return replace(proposal, roles=roles, types=_as_one(proposal.types, EventType.AID, _SENDING))
    return proposal


def request_of(proposal: Proposal) -> tuple[Proposal, Role, Role] | None:
    """Return a plain request with who asks and who is asked; None for what is none."""
    if proposal.type != EventType.REQUEST or proposal.event < _PLAIN:
        return None
    asking = max(proposal.roles, key=lambda r: r.actor, default=None)
    answering = max(proposal.roles, key=lambda r: r.recipient, default=None)
    if asking is None or answering is None or min(asking.actor, answering.recipient) < _PLAIN:
        return None
    return (proposal, asking, answering) if asking is not answering else None


def _as_one(types: tuple[float, ...], kind: EventType, others: frozenset[EventType]) -> tuple[float, ...]:
    """Return the probabilities of the types where one takes those of others."""
    places = {TYPES.index(other.value) for other in others} | {TYPES.index(kind.value)}
    whole = sum(types[k] for k in places)
    return tuple(whole if k == TYPES.index(kind.value) else 0.0 if k in places else p for k, p in enumerate(types))


def _given(roles: tuple[Role, ...], actors: Sequence[Entity], recipients: Sequence[Entity]) -> tuple[Role, ...]:
    """Return roles in which these parties, where there are any, are the actors, and these among the recipients."""
    acting, undergoing = {e.id for e in actors}, {e.id for e in recipients}
    changed = []
    for role in roles:
        actor, recipient = role.actor, role.recipient
        if acting:
            actor = max(actor, SURE) if role.hit.id in acting else min(actor, UNLIKELY)
            recipient = min(recipient, UNLIKELY) if role.hit.id in acting - undergoing else recipient
        if role.hit.id in undergoing - acting:
            actor, recipient = min(actor, UNLIKELY), max(recipient, SURE)
        changed.append(replace(role, actor=actor, recipient=recipient))
    known = {role.hit.id for role in roles}
    for entity in (*actors, *recipients):
        if entity.id not in known:
            known.add(entity.id)
            hit = party(entity)
            changed.append(Role(hit, *((SURE, UNLIKELY) if entity.id in acting else (UNLIKELY, SURE))))
    return tuple(changed)


def _meeting(roles: tuple[Role, ...], item: Parsed, trigger: Any) -> tuple[Role, ...]:
    """Return roles in which those whose talks a word tells of are parties to them on both sides."""
    met = meeting(item, trigger)
    changed = tuple(
        replace(r, actor=max(r.actor, SURE), recipient=max(r.recipient, SURE)) if r.hit.id in met else r for r in roles
    )
    lacking = met - {role.hit.id for role in roles}
    named = item.article.by_sentence[item.number] if item.article is not None and lacking else []
    hits = {entity.id: party(entity) for entity in reversed(named) if entity.id in lacking}
    return (*changed, *(Role(hit, SURE, SURE) for hit in hits.values()))


def not_acting(roles: tuple[Role, ...], ids: Set[str]) -> tuple[Role, ...]:
    """Return roles in which these parties do nothing; it may be done to them."""
    return tuple(replace(r, actor=min(r.actor, UNLIKELY)) if r.party in ids else r for r in roles) if ids else roles


def _without(roles: tuple[Role, ...], ids: frozenset[str]) -> tuple[Role, ...]:
    """Return roles without these parties, which have no part."""
    return tuple(role for role in roles if role.hit.id not in ids)


def _apart(item: Parsed, trigger: Any) -> frozenset[str]:
    """Return the parties that the sentence names under "instead of" or "rather than" alone, where the trigger isn't."""
    words = set_apart(item)
    if not words or trigger.i in words or item.article is None:
        return frozenset()
    found = item.article.by_sentence[item.number]
    return frozenset(e.id for e in found if e.head in words) - {e.id for e in found if e.head not in words}


def undergoing(item: Parsed, head: int) -> frozenset[str]:
    """Return the parties that a verb in the passive befalls whose agent is no party: "Syrian barracks were bombed"."""
    trigger = item.doc[head]
    named = any(c.dep_ == "agent" for c in trigger.children) and not by_private_persons(trigger)
    if trigger.tag_ != "VBN" or named:
        return frozenset()
    return frozenset(e.id for e in _of(item, [c for c in trigger.children if c.dep_ == "nsubjpass"]))


def _standing(item: Parsed, words: Iterable[Any]) -> Iterator[Entity]:
    """Yield the parties that words stand for."""
    heads = {word.i for word in words}
    for entity in item.article.by_sentence[item.number] if item.article is not None else ():
        if entity.head in heads and not entity.modifier:
            yield entity


def _of(item: Parsed, words: Iterable[Any]) -> Iterator[Entity]:
    """Yield the parties named by words or right before them: "Syrian barracks"."""
    heads = {near.i for word in words for near in (word, *word.children) if near == word or near.dep_ in _BEFORE}
    for entity in item.article.by_sentence[item.number] if item.article is not None else ():
        if entity.head in heads and entity.via not in _STANDINS:
            yield entity


def _agent(item: Parsed, trigger: Any) -> tuple[list[Entity], list[Entity]]:
    """Return who acts and who undergoes a verb in the passive that names its agent ("by Iran", "by which")."""
    if trigger.tag_ != "VBN":
        return [], []
    by = [c for c in trigger.children if c.dep_ in ("agent", "prep") and c.lower_ == "by"]
    by += [c for child in by for c in child.children if c.dep_ == "conj" and c.lower_ == "by"]
    # Of "not by Peru but by Chile" only the second did it.
    words = [g for child in by for g in child.children if g.dep_ == "pobj" and g.i not in set_apart(item)]
    relative = [w for w in words if w.tag_ in ("WDT", "WP")]
    if relative and trigger.dep_ == "relcl":
        words = [trigger.head]
    actors = list(_standing(item, words)) if relative or any(c.dep_ == "agent" for c in by) else []
    undergone = [c for c in trigger.children if c.dep_ == "nsubjpass"]
    return actors, list(_of(item, undergone)) if actors else []


def _pronoun(item: Parsed, trigger: Any) -> list[Entity]:
    """Return the only person that "he" or "she" before a verb may be, by gender."""
    subject = [c for c in trigger.children if c.dep_ == "nsubj"] if trigger.tag_.startswith("VB") else []
    return [entity for entity in _standing(item, subject) if entity.alone]


def _owner(item: Parsed, trigger: Any) -> list[Entity]:
    """Return whose a thing is that an act befell: "the tanker seized by Iran belongs to Greece"."""
    thing = trigger.head if trigger.dep_ in ("acl", "relcl") else None
    if thing is None or thing.dep_ != "nsubj" or thing.head.lemma_.lower() != "belong":
        return []
    to = [g for c in thing.head.children if c.dep_ == "prep" and c.lower_ == "to" for g in c.children]
    return list(_standing(item, to))


def _goal(item: Parsed, trigger: Any) -> list[Entity]:
    """Return to whom help goes that moves as the subject of a verb: "relief supplies followed to Ukraine"."""
    verb = trigger
    while verb.dep_ in ("compound", "nsubj", "nsubjpass") and not verb.tag_.startswith("VB"):
        verb = verb.head
    if verb.i == trigger.i or not verb.tag_.startswith("VB"):
        return []
    to = [g for c in verb.children if c.dep_ == "prep" and c.lower_ == "to" for g in c.children]
    return list(_standing(item, to))


def _voters(item: Parsed, trigger: Any) -> list[Entity]:
    """Return who abstains: the verb's subject, also where a description or a pronoun stands for it."""
    if not abstains(trigger):
        return []
    return list(_standing(item, [c for c in trigger.children if c.dep_ == "nsubj"]))


def _voted_upon(item: Parsed, trigger: Any) -> list[Entity]:
    """Return the state named first within what somebody abstains from: "the resolution condemning Russia's war"."""
    if not abstains(trigger) or item.article is None:
        return []
    objects = [
        g for c in trigger.children if c.dep_ == "prep" for g in c.children if g.lemma_.lower() in RESOLUTIONS | CAST
    ]
    inside = {word.i for top in objects for word in top.subtree}
    found = [e for e in item.article.by_sentence[item.number] if e.head in inside and e.role != "organisation"]
    return sorted(found, key=lambda e: e.start)[:1]


def _holds_fire(trigger: Any) -> bool:
    """Tell whether a trigger says that somebody does not shoot: "hold fire", "ceased fire"."""
    for verb in (trigger, trigger.head):
        if verb.lemma_.lower() in ("hold", "cease", "halt") and verb.pos_ == "VERB":
            return any(c.dep_ == "dobj" and c.lower_ == "fire" and trigger.i in (verb.i, c.i) for c in verb.children)
    return False


def _sorry(item: Parsed, trigger: Any) -> tuple[list[Entity], list[Entity]]:
    """Return who did what it apologises for, and to whom: "apologised to Peru for having shelled a village"."""
    over = trigger.head.head if trigger.dep_ == "pcomp" and trigger.head.lower_ == "for" else None
    if over is None or over.lemma_.lower() not in _APOLOGY:
        return [], []
    actors = list(_of(item, [c for c in over.children if c.dep_ == "nsubj"]))
    inside = {word.i for word in trigger.subtree}
    named = item.article.by_sentence[item.number] if item.article is not None else ()
    to = [g for c in over.children if c.dep_ in ("prep", "dative") and c.lower_ == "to" for g in c.children]
    own = any(entity.head in inside for entity in named)
    return actors, [] if own or not actors else list(_of(item, to))


def _resolving(item: Parsed, trigger: Any) -> list[Entity]:
    """Return the body whose resolution condemns, demands or praises; not those who vote on it."""
    text = trigger.head
    if trigger.dep_ not in ("acl", "relcl") or trigger.tag_ != "VBG" or text.lemma_.lower() not in RESOLUTIONS:
        return []
    if item.article is None:
        return []
    return [e for e in item.article.by_sentence[item.number] if e.id == "UN"][:1]


def _former_or_latter(item: Parsed, trigger: Any) -> tuple[list[Entity], list[Entity]]:
    """Return the parties that "the former" and "the latter" stand for, as subject and as object of a trigger."""
    actors: list[Entity] = []
    recipients: list[Entity] = []
    for word in item.doc:
        if word.lower_ not in ("former", "latter") or word.dep_ in ("amod", "compound", "advmod", "nmod"):
            continue
        pair = _named_before(item)
        if len(pair) < 2:
            continue
        meant = pair[-2] if word.lower_ == "former" else pair[-1]
        if word.head.i == trigger.i and word.dep_ == "nsubj":
            actors.append(meant)
        elif trigger.i in {above.i for above in word.ancestors}:
            recipients.append(meant)
    return actors, recipients


def _named_before(item: Parsed) -> list[Entity]:
    """Return the parties of the sentence before, each once, in order of place."""
    if item.article is None or not item.number:
        return []
    seen: dict[str, Entity] = {}
    for entity in sorted(item.article.by_sentence[item.number - 1], key=lambda e: e.start):
        seen.setdefault(entity.id, entity)
    return list(seen.values())
