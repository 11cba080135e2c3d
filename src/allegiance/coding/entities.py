"""The parties that an article names, describes or refers back to, each with the noun phrase that stands for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from allegiance.actors import PlaceHit
from allegiance.coding import nouns
from allegiance.coding.noun_phrases import clause_about, climb, is_agent, item_words, noun_like
from allegiance.coding.sentences import Sentence

Note = TypeVar("Note")

PLACE_PREPS = frozenset(["in", "at", "near", "outside", "inside", "around", "across", "within"])
_COUNTS = {"three": 3, "four": 4, "five": 5, "six": 6}
_PREFIX = re.compile(r"(?:anti|pro|non|ex|post|inter|mid)[-–]$", re.IGNORECASE)
_SUFFIX = re.compile(
    r"[-–](?:backed|made|born|based|held|occupied|controlled|installed|run|style|era|speaking|aligned|supported|annexed"
    r"|sponsored|brokered|linked|owned|supplied|built|designed|trained|friendly|language|administered|proposed)\b",
    re.IGNORECASE,
)


class Hit(Protocol):
    """What the gazetteer tells of a name in the text."""

    start: int
    end: int
    text: str
    id: str
    via: str
    role: str
    gender: str


@dataclass(slots=True)
class Parsed:
    """A sentence with its parse; ``doc`` is a spaCy Doc of the sentence alone.

    Attributes:
        article: The article's parties, with its text and its other parsed sentences, once they are known.
        number: The sentence's place among the parsed ones.
        places: Towns and other places that it names and that are no parties.
        notes: What later steps worked out about the sentence, kept so that it is worked out once.
    """

    sentence: Sentence
    doc: Any
    article: ArticleEntities | None = None
    number: int = 0
    places: Sequence[PlaceHit] = ()
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Return the sentence's text as parsed, which spaCy puts together anew whenever it is asked."""
        return self.once("text", lambda: str(self.doc.text))

    def once(self, name: str, make: Callable[[], Note]) -> Note:
        """Return what a step works out about the sentence, worked out when it is first asked for."""
        if name not in self.notes:
            self.notes[name] = make()
        found: Note = self.notes[name]
        return found

    def place(self, token: Any) -> int:
        """Return the token's offset in the article."""
        return int(self.sentence.start + token.idx)


@dataclass(slots=True)
class Entity:
    """One place where a party stands.

    Attributes:
        id: Gazetteer id.
        head: Index, in the sentence's parse, of the head of the noun phrase that stands for the party.
        sentence: Index of the parsed sentence.
        modifier: True when it only modifies a noun that is no agent ("the Russian attack").
        place: True when it stands as a place ("in Moscow").
        gender: ``m`` or ``f`` of a person, where known.
        alone: True of a pronoun that only one of the persons named may be, by gender, where persons of both are named.
    """

    id: str
    text: str
    start: int
    end: int
    head: int
    sentence: int
    role: str
    via: str
    modifier: bool = False
    place: bool = False
    subject: bool = False
    gender: str = ""
    alone: bool = False


class ArticleEntities:
    """All places where parties stand in an article's parsed sentences.

    Args:
        text: The article's text, blanked.
        hits: The gazetteer's finds, in order of place.
        parsed: The parsed sentences, in order.
    """

    def __init__(self, text: str, hits: Sequence[Hit], parsed: Sequence[Parsed]) -> None:
        self.text = text
        self.parsed = parsed
        self.by_sentence: list[list[Entity]] = [[] for _ in parsed]
        self._last: list[Entity] = []
        place = 0
        for number, item in enumerate(parsed):
            item.article, item.number = self, number
            while place < len(hits) and hits[place].start < item.sentence.start:
                place += 1
            first = place
            while place < len(hits) and hits[place].end <= item.sentence.end:
                place += 1
            self._named(number, hits[first:place])
            self._referring(number)
            self._remember(number)

    def _named(self, number: int, hits: Sequence[Hit]) -> None:
        item = self.parsed[number]
        found = self.by_sentence[number]
        heads: dict[tuple[int, str], Entity] = {}
        for hit in hits:
            before, after = self.text[max(0, hit.start - 6) : hit.start], self.text[hit.end : hit.end + 16]
            if _PREFIX.search(before) or _SUFFIX.match(after):
                continue
            span = item.doc.char_span(
                hit.start - item.sentence.start, hit.end - item.sentence.start, alignment_mode="expand"
            )
            if span is None or not len(span):
                continue
            top, how = climb(span.root)
            if how == "post":
                continue
            if hit.via in ("capital", "demonym") and hit.role == "language":
                continue
            known = heads.get((top.i, hit.id))
            if known is not None:
                known.start, known.end = min(known.start, hit.start), max(known.end, hit.end)
                known.text = self.text[known.start : known.end]
                known.gender = known.gender or hit.gender
                continue
            other = next((entity for (head, _), entity in heads.items() if head == top.i), None)
            if other is not None and top is not span.root and top.dep_ != "conj":
                # two names under one head: "the US state of Georgia", "Russia's Ukraine envoy"; the nearer to the front leads
                top, how = span.root, "modifier"
            role = hit.role
            if top != span.root and is_agent(top):
                role = "leader" if top.lemma_.lower() in nouns.LEADER_NOUNS else "government"
            entity = Entity(
                id=hit.id,
                text=hit.text,
                start=hit.start,
                end=hit.end,
                head=top.i,
                sentence=number,
                role=role,
                via=hit.via,
                modifier=how == "modifier",
                place=hit.role == "place" or self._place(top, how),
                subject=top.dep_ in ("nsubj", "nsubjpass"),
                gender=hit.gender,
            )
            heads[top.i, hit.id] = entity
            found.append(entity)

    @staticmethod
    def _place(top: Any, how: str) -> bool:
        return how == "head" and top.dep_ == "pobj" and top.head.lower_ in PLACE_PREPS

    def _refer(
        self, number: int, token: Any, source: Entity, via: str, first: Any = None, *, alone: bool = False
    ) -> None:
        item = self.parsed[number]
        start = item.place(first if first is not None else token)
        end = item.place(token) + len(token.text)
        top, how = climb(token) if token.dep_ == "poss" else (token, "head")
        if any(entity.head == top.i and not entity.modifier for entity in self.by_sentence[number]):
            return
        self.by_sentence[number].append(
            Entity(
                id=source.id,
                text=self.text[start:end],
                start=start,
                end=end,
                head=top.i,
                sentence=number,
                role=source.role,
                via=via,
                modifier=how == "modifier",
                place=self._place(top, how),
                subject=top.dep_ in ("nsubj", "nsubjpass"),
                gender=source.gender,
                alone=alone,
            )
        )

    def _referring(self, number: int) -> None:
        item = self.parsed[number]
        for token in item.doc:
            lower = token.lower_
            if token.tag_ in ("PRP", "PRP$"):
                self._pronoun(number, token, lower)
            elif noun_like(token) or lower == "both" or lower in _COUNTS:
                self._description(number, token)

    def _candidates(self, number: int, place: int) -> list[Entity]:
        here = [e for e in self.by_sentence[number] if e.start < place]
        here.sort(key=lambda e: (not e.subject, e.modifier, e.place, -e.start))
        return here + self._last

    def _pronoun(self, number: int, token: Any, lower: str) -> None:
        known = self._candidates(number, self.parsed[number].place(token))
        clause = (
            {t.i for t in token.head.children if t.dep_ == "nsubj"} if token.dep_ not in ("nsubj", "poss") else set()
        )
        known = [e for e in known if not (e.sentence == number and e.head in clause)]
        chosen: Entity | None = None
        alone = False
        if lower in nouns.PERSON_PRONOUNS:
            persons = {(e.id, e.gender) for e in known if e.gender}
            own = "f" if lower in nouns.FEMALE_PRONOUNS else "m"
            known = [e for e in known if e.gender in ("", own)]
            fitting = {id for id, gender in persons if gender == own}
            alone = len(fitting) == 1 and len({gender for _, gender in persons}) == 2
            chosen = next((e for e in known if e.role == "leader" or e.via in ("person", "office")), None)
            if chosen is None and lower in ("she", "her"):
                # machine translation keeps the gender of "government" in other languages
                chosen = next((e for e in known if e.role in ("government", "state") and not e.modifier), None)
        elif lower in nouns.THING_PRONOUNS:
            if lower == "it" and token.dep_ == "expl":
                return
            chosen = next(
                (
                    e
                    for e in known
                    if e.role != "leader" and e.via not in ("person", "office") and not e.modifier and not e.place
                ),
                None,
            )
        elif lower in nouns.PLURAL_PRONOUNS:
            chosen = next((e for e in known if not e.modifier and not e.place), None)
        elif lower in nouns.SELF_PRONOUNS:
            chosen = self._speaker(number, known)
        if chosen is not None:
            self._refer(number, token, chosen, "pronoun", alone=alone and bool(chosen.gender))

    def _speaker(self, number: int, known: list[Entity]) -> Entity | None:
        item = self.parsed[number]
        for token in item.doc:
            if token.lemma_ in nouns.SPEECH_VERBS and token.pos_ == "VERB":
                for child in token.children:
                    if child.dep_ == "nsubj":
                        said = [e for e in self.by_sentence[number] if e.head == child.i]
                        if said:
                            return said[0]
        return next((e for e in known if e.subject and (e.role == "leader" or e.via in ("person", "office"))), None)

    def _description(self, number: int, token: Any) -> None:
        lemma = token.lemma_.lower()
        children = list(token.children)
        determiner = next(
            (c for c in token.lefts if c.dep_ in ("det", "predet") or c.lower_ in ("both", "all", "its", "their")), None
        )
        if determiner is None or any(c.dep_ == "poss" and c.lower_ not in ("its", "their") for c in children):
            return
        if any(e.head == token.i for e in self.by_sentence[number]):
            return
        place = self.parsed[number].place(token)
        left = item_words(token)
        # A relative clause speaks of others than the noun that it is about.
        about = {noun for over in token.ancestors if (noun := clause_about(over)) is not None}
        known = [e for e in self._candidates(number, place) if e.sentence != number or e.head not in about]
        several = determiner.lower_ in ("both", "all") or "two" in left.split() or "both" in left.split()
        count = next((n for word, n in _COUNTS.items() if word in (token.lower_, *left.split())), 0)
        if count and (lemma in nouns.BOTH_NOUNS or token.lower_ in _COUNTS):
            for entity in self._listed(number - 1, count):
                self._both(number, token, entity, determiner)
            return
        if several and lemma in nouns.BOTH_NOUNS:
            for entity in self._two(number, token, known):
                self._both(number, token, entity, determiner)
            return
        if determiner.lower_ not in ("the", "that", "this"):
            return
        if lemma in nouns.COUNTRY_NOUNS:
            for words, ids in sorted(nouns.regions().items(), key=lambda entry: -len(entry[0])):
                if f" {words} " in f" {left} ":
                    chosen = next((e for e in known if e.id in ids), None) or self._anywhere(ids)
                    if chosen is not None:
                        self._refer(number, token, chosen, "description", determiner)
                    return
        if len([c for c in token.lefts if c.dep_ in ("amod", "compound")]) > 1:
            return
        if lemma in ("country", "nation", "kingdom", "republic") or lemma in nouns.MINISTRY_NOUNS:
            chosen = next((e for e in known if len(e.id) == 3 and not e.place), None)
        elif lemma in nouns.LEADER_HEADS:
            chosen = next((e for e in known if e.role == "leader" or e.via in ("person", "office")), None)
        elif lemma in ("alliance", "bloc", "organisation", "organization", "union"):
            chosen = next((e for e in known if e.role == "organisation"), None)
        else:
            return
        if chosen is not None:
            self._refer(number, token, chosen, "description", determiner)

    def _two(self, number: int, token: Any, known: list[Entity]) -> list[Entity]:
        """Return the two that "the two countries" stands for.

        Who speaks of them is none of them where others were named together: "Peru and Chile met. Brazil hopes the two ...".
        Nor is a host: "Oman hosts talks between Peru and Chile. The two sides ...".
        """
        if len(told := self._between(number - 1)) == 2:
            return told
        over = {word.i for word in token.ancestors}
        speaking = {c.i for word in token.ancestors for c in word.children if c.dep_ == "nsubj" and c.i not in over}
        others = _first_two([e for e in known if e.sentence != number or e.head not in speaking])
        together = len(others) == 2 and others[0].sentence == others[1].sentence
        return others if together else _first_two(known)

    def _between(self, number: int) -> list[Entity]:
        """Return the parties that stand under "between" in a sentence, each once."""
        if number < 0:
            return []
        words = [g for t in self.parsed[number].doc if t.lower_ == "between" for g in t.children if g.dep_ == "pobj"]
        heads = {word.i for first in words for word in (first, *first.conjuncts)}
        return list({e.id: e for e in self.by_sentence[number] if e.head in heads and not e.modifier}.values())

    def _listed(self, number: int, count: int) -> list[Entity]:
        """Return the parties that a sentence names side by side, where they are as many as counted: "A, B and C"."""
        found = self.by_sentence[number] if number >= 0 else []
        for first in found:
            word = self.parsed[number].doc[first.head]
            heads = {word.i, *(other.i for other in word.conjuncts)}
            named = {e.id: e for e in found if e.head in heads and not e.modifier}
            if len(named) == count:
                return list(named.values())
        return []

    def _anywhere(self, ids: frozenset[str]) -> Entity | None:
        for found in self.by_sentence:
            for entity in found:
                if entity.id in ids:
                    return entity
        return None

    def _both(self, number: int, token: Any, source: Entity, first: Any) -> None:
        item = self.parsed[number]
        start, end = item.place(first), item.place(token) + len(token.text)
        self.by_sentence[number].append(
            Entity(
                id=source.id,
                text=self.text[start:end],
                start=start,
                end=end,
                head=token.i,
                sentence=number,
                role=source.role,
                via="description",
                subject=token.dep_ in ("nsubj", "nsubjpass"),
            )
        )

    def _remember(self, number: int) -> None:
        """Put this sentence's parties to the front of those that a later word may refer to."""
        here = sorted(self.by_sentence[number], key=lambda e: (not e.subject, e.modifier, e.place, e.start))
        fresh: list[Entity] = []
        for entity in here + self._last:
            if all((e.id, e.role == "leader") != (entity.id, entity.role == "leader") for e in fresh):
                fresh.append(entity)
        self._last = fresh[:8]

    def before(self, number: int, limit: int = 4) -> list[Entity]:
        """Return the parties most present before a sentence, the most present first, one for each id."""
        seen: list[Entity] = []
        for earlier in range(number - 1, max(-1, number - 4), -1):
            for entity in sorted(
                self.by_sentence[earlier], key=lambda e: (not e.subject, e.modifier, e.place, e.start)
            ):
                if all(e.id != entity.id for e in seen):
                    seen.append(entity)
        for entity in self.by_sentence[0] if number > 3 and self.by_sentence else []:
            if all(e.id != entity.id for e in seen):
                seen.append(entity)
        return seen[:limit]


def _first_two(known: Sequence[Entity]) -> list[Entity]:
    """Return the first two parties, each once."""
    first: dict[str, Entity] = {}
    for entity in known:
        first.setdefault(entity.id, entity)
    return list(first.values())[:2]
