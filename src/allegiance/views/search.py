"""The search page: events, quotes and articles that hold the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from allegiance.views.relation import EventRow


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundArticle:
    """An article that holds the words."""

    id: str
    title: str
    outlet: str
    published: date | None
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundQuote:
    """A coded passage: its sentence, which holds the words, what it tells, and ``when``, as far as it names a day."""

    quote: str
    act: str
    who: str
    whom: str
    status: str
    outlet: str
    when: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """The context of the page.

    Attributes:
        parties: (id, name) of the one or two parties that the words name; ``events`` are theirs.
        empty: Whether the store has no article at all.
    """

    wanted: str
    parties: tuple[tuple[str, str], ...]
    events: tuple[EventRow, ...]
    quotes: tuple[FoundQuote, ...]
    articles: tuple[FoundArticle, ...]
    most: int
    empty: bool
