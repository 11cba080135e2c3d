"""From an article to its parsed sentences and parties: what every later step of coding reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from allegiance.coding.entities import ArticleEntities, Hit, Parsed
from allegiance.coding.sentences import Sentence, as_prose, blanked, promising, sentences
from allegiance.records import Article

BATCH = 256
"""Sentences parsed in one batch."""


class Names(Protocol):
    """The gazetteer, as far as coding needs it."""

    def find(self, text: str, *, on: date | None = None) -> list[Any]:
        """Return the names in a text, in order of place."""

    def find_outlets(self, text: str) -> Sequence[Any]:
        """Return the names of outlets in a text."""


@dataclass(frozen=True, slots=True)
class Read:
    """An article made ready for coding.

    Attributes:
        text: Its text with furniture blanked; offsets as in ``Article.text``.
    """

    article: Article
    text: str
    hits: tuple[Hit, ...]
    parsed: tuple[Parsed, ...]
    entities: ArticleEntities


def _prepare(article: Article, names: Names) -> tuple[str, list[Hit], list[Sentence]]:
    text = blanked(article.text, article.skip)
    hits: list[Hit] = sorted(names.find(text, on=article.published), key=lambda hit: hit.start)
    if len({hit.id for hit in hits}) < 1:
        return text, hits, []
    return text, hits, promising(text, sentences(text), [hit.start for hit in hits])


def read_many(articles: Iterable[Article], *, names: Names, nlp: Any) -> Iterator[Read]:
    """Yield articles read, in order; sentences of many articles are parsed in one stream."""
    waiting: list[tuple[Article, str, list[Hit], list[Sentence]]] = []
    held = 0
    for article in articles:
        prepared = _prepare(article, names)
        waiting.append((article, *prepared))
        held += len(prepared[2])
        if held >= BATCH:
            yield from _parse(waiting, nlp)
            waiting, held = [], 0
    yield from _parse(waiting, nlp)


def _parse(waiting: list[tuple[Article, str, list[Hit], list[Sentence]]], nlp: Any) -> Iterator[Read]:
    stream = (as_prose(text, s, hits) for _, text, hits, chosen in waiting for s in chosen)
    docs = nlp.pipe(stream, batch_size=BATCH)
    for article, text, hits, chosen in waiting:
        parsed = tuple(Parsed(s, next(docs)) for s in chosen)
        yield Read(article, text, tuple(hits), parsed, ArticleEntities(text, hits, parsed))
