"""From an article to its parsed sentences and parties: what every later step of coding reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from allegiance.actors import PlaceHit
from allegiance.coding.entities import ArticleEntities, Hit, Parsed
from allegiance.coding.model import Model
from allegiance.coding.proposals import Proposal, propose
from allegiance.coding.sentences import Sentence, as_prose, blanked, promising, sentences
from allegiance.records import Article

BATCH = 256
"""Sentences parsed in one batch."""


class Names(Protocol):
    """The gazetteer, as far as coding needs it."""

    def find(self, text: str, *, on: date | None = None) -> list[Any]:
        """Return the names in a text, in order of place."""

    def find_places(self, text: str, names: Iterable[Any], *, on: date | None = None) -> Sequence[Any]:
        """Return the towns and other places in a text that are no parties, in order of place."""

    def find_outlets(self, text: str) -> Sequence[Any]:
        """Return the names of outlets in a text."""


@dataclass(frozen=True, slots=True)
class Read:
    """An article made ready for coding.

    Attributes:
        text: Its text with furniture blanked; offsets as in ``Article.text``.
        proposals: What the network reads in it; empty without a network.
        places: Towns and other places that it names and that are no parties.
    """

    article: Article
    text: str
    hits: tuple[Hit, ...]
    parsed: tuple[Parsed, ...]
    entities: ArticleEntities
    proposals: tuple[Proposal, ...] = ()
    places: tuple[PlaceHit, ...] = ()


@dataclass(frozen=True, slots=True)
class _Waiting:
    article: Article
    text: str
    hits: list[Hit]
    chosen: list[Sentence]
    proposals: tuple[Proposal, ...]
    places: Sequence[PlaceHit]


def _prepare(article: Article, names: Names, model: Model | None, whole: bool) -> _Waiting:
    text = blanked(article.text, article.skip)
    hits: list[Hit] = sorted(names.find(text, on=article.published), key=lambda hit: hit.start)
    if not hits:
        return _Waiting(article, text, hits, [], (), ())
    cut = sentences(text)
    chosen = promising(text, cut, [hit.start for hit in hits])
    places = names.find_places(text, hits, on=article.published)
    if model is None:
        return _Waiting(article, text, hits, chosen, (), places)
    towns = [(place.start, place.end) for place in places]
    wanted = [sentence.number for sentence in chosen]
    proposals = tuple(propose(model, text, hits, cut, wanted, towns=towns))
    if not whole:
        # Only the sentences in which the network reads something are parsed, and those beside them, for sources.
        told = {proposal.sentence.number + step for proposal in proposals for step in (-2, -1, 0, 1)}
        chosen = [cut[number] for number in sorted(told) if 0 <= number < len(cut)]
    return _Waiting(article, text, hits, chosen, proposals, places)


def read_many(
    articles: Iterable[Article], *, names: Names, nlp: Any, model: Model | None = None, whole: bool = False
) -> Iterator[Read]:
    """Yield articles read, in order; sentences of many articles are parsed in one stream.

    Args:
        articles: What to read.
        names: The gazetteer.
        nlp: A spaCy pipeline.
        model: The trained coder's network; without it every promising sentence is parsed.
        whole: Parse every promising sentence also with a network.
    """
    waiting: list[_Waiting] = []
    held = 0
    for article in articles:
        prepared = _prepare(article, names, model, whole)
        waiting.append(prepared)
        held += len(prepared.chosen)
        if held >= BATCH:
            yield from _parse(waiting, nlp)
            waiting, held = [], 0
    yield from _parse(waiting, nlp)


def _parse(waiting: list[_Waiting], nlp: Any) -> Iterator[Read]:
    stream = (as_prose(w.text, s, w.hits) for w in waiting for s in w.chosen)
    docs = nlp.pipe(stream, batch_size=BATCH)
    for w in waiting:
        parsed = tuple(Parsed(s, next(docs), places=_within(w.places, s)) for s in w.chosen)
        entities = ArticleEntities(w.text, w.hits, parsed)
        yield Read(w.article, w.text, tuple(w.hits), parsed, entities, w.proposals, tuple(w.places))


def _within(places: Sequence[PlaceHit], sentence: Sentence) -> tuple[PlaceHit, ...]:
    return tuple(hit for hit in places if sentence.start <= hit.start and hit.end <= sentence.end)
