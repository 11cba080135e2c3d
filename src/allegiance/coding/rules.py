"""Coding by rules alone: readings of cue words, scored, with the best pair of parties for each."""

from __future__ import annotations

from collections.abc import Container, Iterator

from allegiance.actors import known_by
from allegiance.coding.candidates import Reading, readings, set_apart
from allegiance.coding.cues import Cues
from allegiance.coding.entities import Entity
from allegiance.coding.reader import Read
from allegiance.coding.scorer import SYMMETRIC, TRIGGER_FLOOR, Pair, Weights, choose, confidence, total
from allegiance.coding.told import Told
from allegiance.records import EventType, Party, Reason

ANSWERED = 0.35
"""Least confidence in help from one party for another that asked it for help earlier in the article."""


def by_rules(
    read: Read, *, cues: Cues, weights: Weights, least: float, within: Container[int] | None = None
) -> Iterator[Told]:
    """Yield the events that the rules find in an article.

    Args:
        read: The article, parsed.
        cues: The words that announce events.
        weights: The scorers' weights.
        least: Events less likely than this are left out.
        within: Indices of the parsed sentences whose events are wanted, by default all; others may give some, too.
    """
    asked: set[tuple[str, str]] = set()
    for reading in readings(read.parsed, read.entities, cues, published=read.article.published, within=within):
        score = total(reading.features, weights.trigger)
        if score < TRIGGER_FLOOR:
            continue
        pair = choose(reading, weights)
        if pair.actor is None or pair.recipient is None:
            continue
        sure = confidence(reading, score, pair, weights)
        parties = pair.actor.entity.id, pair.recipient.entity.id
        if reading.type is EventType.AID and not pair.recipient.here and parties in asked:
            sure = max(sure, ANSWERED)
        if sure >= least:
            if reading.type is EventType.REQUEST:
                asked.add(parties[::-1])
            yield _told(read, reading, pair, sure)


def _told(read: Read, reading: Reading, pair: Pair, sure: float) -> Told:
    assert pair.actor is not None
    assert pair.recipient is not None
    actor, recipient = pair.actor.entity, pair.recipient.entity
    actors, recipients = _joined(read, actor, recipient), _joined(read, recipient, actor)
    if reading.type is EventType.CONSULT or (reading.type in SYMMETRIC and _together(read, actor, recipient)):
        actors, recipients = (*actors, *(p for p in recipients if p.id not in {a.id for a in actors})), ()
    trigger = reading.trigger
    return Told(
        sentence=reading.sentence,
        head=trigger.head,
        first=trigger.first,
        last=trigger.last,
        type=reading.type,
        mode=trigger.cue.mode,
        status=reading.status,
        hedged=reading.real.hedged,
        actors=actors,
        recipients=recipients,
        confidence=sure,
        reasons=tuple(_reasons(read, reading, pair)),
    )


def party(entity: Entity) -> Party:
    """Return the record of a place where a party stands."""
    return Party(id=entity.id, text=entity.text, start=entity.start, end=entity.end, role=entity.role, via=entity.via)


def _joined(read: Read, chosen: Entity, other: Entity) -> tuple[Party, ...]:
    """Return a party with those coordinated to it ("Germany and France"), the other side left out."""
    doc = read.parsed[chosen.sentence].doc
    heads = {t.i for t in doc[chosen.head].conjuncts} | {chosen.head}
    apart = set_apart(read.parsed[chosen.sentence])
    joined = [chosen]
    for entity in read.entities.by_sentence[chosen.sentence]:
        if entity.head in heads - apart and entity.id != other.id and entity.id not in {e.id for e in joined}:
            joined.append(entity)
    return tuple(party(e) for e in sorted(joined, key=lambda e: (e is not chosen, e.start))[:8])


def _together(read: Read, actor: Entity, recipient: Entity) -> bool:
    if actor.sentence != recipient.sentence:
        return False
    doc = read.parsed[actor.sentence].doc
    if actor.head == recipient.head or any(t.i == recipient.head for t in doc[actor.head].conjuncts):
        return True
    over = doc[recipient.head].head
    return over.lower_ in ("with", "between", "and") or doc[actor.head].head.lower_ in ("with", "between")


def _reasons(read: Read, reading: Reading, pair: Pair) -> Iterator[Reason]:
    item, trigger, cue = reading.item, reading.trigger, reading.trigger.cue
    last = item.doc[trigger.last]
    start, end = item.place(item.doc[trigger.first]), item.place(last) + len(last.text)
    words = read.article.text[start:end]
    rule = f"the {cue.kind} is listed as a cue of {cue.type}, row {cue.row}"
    yield Reason(step="type", rule=rule, words=words, start=start, end=end)
    base, real = item.sentence.start, reading.real
    yield Reason(
        step="status", rule=f"wording: {real.rule}", words=real.words, start=base + real.start, end=base + real.end
    )
    for step, reach in (("actor", pair.actor), ("recipient", pair.recipient)):
        if reach is None:
            continue
        label = next(
            (n[2:] for n in reading.party(reach) if n.startswith("L=")),
            f"carried over from {reach.order} sentences before",
        )
        entity = reach.entity
        rule = f"{known_by(entity.via)}; its place in the sentence: {label}"
        yield Reason(step=step, rule=rule, words=entity.text, start=entity.start, end=entity.end)
