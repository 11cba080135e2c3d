"""Readings of an article: each candidate trigger with the parties that it may join."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from allegiance.coding.cues import Cues
from allegiance.coding.entities import ArticleEntities, Entity, Parsed
from allegiance.coding.features import party_features, trigger_features
from allegiance.coding.list_items import parties_of_others
from allegiance.coding.mood import adjusted, only_denies
from allegiance.coding.status import Reality, as_reported, reality
from allegiance.coding.triggers import Trigger, find_triggers
from allegiance.records import EventType, Status

_MARKS = frozenset('“"«„')
_NONE = frozenset("no none nobody nothing never not n't n’t nowhere neither".split())
"""Words by which an exception is the one that did: "nobody except Chile came"."""
_FEW = 8
"""Words between a "not" and its "but", at most."""
_CLOSING = frozenset('”"»“')


@dataclass(frozen=True, slots=True)
class Reach:
    """A party within reach of a trigger.

    Attributes:
        here: True when it stands in the trigger's sentence.
        order: How many parsed sentences back it stands.
        rank: Its place before (negative) or after the trigger, or among the parties carried over.
    """

    entity: Entity
    here: bool
    order: int
    rank: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One trigger read as one type, with all parties that may belong to it.

    Attributes:
        features: The trigger's features.
        reach: The parties in reach.
        subject: True when the trigger has a subject of its own.
        only: True when the sentence names less than two parties.
    """

    item: Parsed
    sentence: int
    trigger: Trigger
    type: EventType
    status: Status
    real: Reality
    features: list[str]
    reach: tuple[Reach, ...]
    subject: bool
    only: bool

    def party(self, reach: Reach) -> list[str]:
        """Return the features of a party in reach."""
        return party_features(
            self.item.doc,
            self.trigger,
            reach.entity,
            kind=self.type,
            here=reach.here,
            order=reach.order,
            rank=reach.rank,
            subject=self.subject,
            only=self.only,
        )


def _quoted(doc: Any) -> list[bool]:
    inside = False
    flags = []
    for token in doc:
        if token.text in _MARKS and not inside:
            inside = True
        elif token.text in _CLOSING and inside:
            inside = False
        flags.append(inside)
    return flags


def set_apart(item: Parsed) -> frozenset[int]:
    """Return the words under "instead of", "unlike", "except" and the like: parties there have no part in what did happen."""
    return item.once("apart", lambda: _apart(item.doc))


def _apart(doc: Any) -> frozenset[int]:
    apart: set[int] = set()
    for token in doc:
        if token.lower_ in ("instead", "unlike") or (
            token.lower_ == "than" and token.i and doc[token.i - 1].lower_ == "rather"
        ):
            if token.dep_ in ("prep", "advmod", "cc", "mark"):
                apart |= {t.i for t in token.subtree if t.i > token.i}
            if token.i <= 1:
                # At the head of a sentence the parser often hangs the phrase elsewhere; it ends at the first comma.
                comma = next((t.i for t in doc if t.i > token.i and t.text == ","), token.i)
                apart |= set(range(token.i + 1, comma))
        elif token.lower_ in ("except", "exception") and not any(t.lower_ in _NONE for t in doc):
            apart |= {t.i for t in token.subtree if t.i > token.i}
        elif token.lower_ == "not" and token.i and doc[token.i - 1].text == ",":
            apart |= _contrasted(doc, token.i + 1)
        elif token.lower_ == "not":
            apart |= _not_but(doc, token.i + 1)
    return frozenset(apart)


def _contrasted(doc: Any, first: int) -> set[int]:
    """Return the words of a name that is set against another: "Peru, not Chile, did it"; none where more is denied."""
    last = next((t.i for t in doc[first:] if t.text in (",", ".", ";")), len(doc))
    named = all(t.pos_ in ("PROPN", "DET") for t in doc[first:last])
    return set(range(first, last)) if named else set()


def _not_but(doc: Any, first: int) -> set[int]:
    """Return the words of a name between "not" and "but": "it was not Peru but Chile", "not by Peru but by Chile"."""
    last = next((t.i for t in doc[first : first + _FEW] if t.lower_ == "but"), first)
    words = [t for t in doc[first:last] if t.text != ","]
    named = any(t.pos_ == "PROPN" for t in words) and all(t.pos_ in ("PROPN", "DET", "ADP") for t in words)
    return set(range(first, last)) if named else set()


def _ranks(found: Sequence[Entity], head: int) -> dict[int, int]:
    before = sorted((e for e in found if e.head < head), key=lambda e: -e.head)
    after = sorted((e for e in found if e.head >= head), key=lambda e: e.head)
    ranks = {id(e): -place for place, e in enumerate(before, start=1)}
    ranks.update({id(e): place for place, e in enumerate(after, start=1)})
    return ranks


def has_subject(token: Any) -> bool:
    """Tell whether a word has a subject of its own."""
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in token.children)


def within_reach(entities: ArticleEntities, item: Parsed, head: int) -> tuple[Reach, ...]:
    """Return the parties that may belong to a trigger: those of its sentence, and others named earlier.

    Args:
        entities: The article's parties.
        item: The trigger's sentence.
        head: Index of the trigger's head word.
    """
    return item.once(f"reach {head}", lambda: _reach(entities, item, head))


def _reach(entities: ArticleEntities, item: Parsed, head: int) -> tuple[Reach, ...]:
    number = item.number
    found = entities.by_sentence[number]
    ids = {e.id for e in found}
    ranks = _ranks(found, head)
    apart = set_apart(item)
    others = parties_of_others(item)
    here = tuple(
        Reach(e, True, 0, ranks[id(e)]) for e in found if e.id not in others and (e.head not in apart or head in apart)
    )
    return here + tuple(
        Reach(e, False, number - e.sentence, place)
        for place, e in enumerate(entities.before(number), start=1)
        if e.id not in ids | others
    )


def readings(
    parsed: Sequence[Parsed],
    entities: ArticleEntities,
    cues: Cues,
    *,
    published: date | None,
    within: Container[int] | None = None,
) -> Iterator[Reading]:
    """Yield every reading of every trigger of an article's parsed sentences, in order.

    Args:
        parsed: The sentences.
        entities: The article's parties.
        cues: The words that announce events.
        published: The article's day.
        within: Indices of the sentences that are wanted, by default all; of the others only requests are read, since a later
            sentence may answer them.
    """
    for number, item in enumerate(parsed):
        doc = item.doc
        found = entities.by_sentence[number]
        if not found and not entities.before(number):
            continue
        quoted: list[bool] | None = None
        ids = {e.id for e in found}
        for trigger in find_triggers(doc, cues):
            if within is not None and number not in within and trigger.cue.type is not EventType.REQUEST:
                continue
            if quoted is None:
                quoted = _quoted(doc)
            head = doc[trigger.head]
            if only_denies(trigger, doc):
                continue
            plain = reality(head, kind=trigger.cue.type, published=published, cue_status=trigger.cue.status)
            real = adjusted(plain, head)
            reach = within_reach(entities, item, trigger.head)
            refused = trigger.cue.type is EventType.REJECT and trigger.lemma.startswith(("not ", "no "))
            for kind, status in as_reported(trigger.cue.type, real, refused=refused):
                yield Reading(
                    item=item,
                    sentence=number,
                    trigger=trigger,
                    type=kind,
                    status=status,
                    real=real,
                    features=trigger_features(
                        doc,
                        trigger,
                        kind=kind,
                        status=status,
                        real=real,
                        headline=item.sentence.headline,
                        parties=len(ids),
                        quoted=quoted[trigger.head],
                    ),
                    reach=reach,
                    subject=has_subject(head),
                    only=len(ids) < 2,
                )
