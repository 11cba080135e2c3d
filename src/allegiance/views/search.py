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
    """A coded passage that holds the words."""

    quote: str
    act: str
    status: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """The context of the page; ``party`` is the state or organisation that the words name, if they name one.

    Attributes:
        empty: Whether the store has no article at all.
    """

    wanted: str
    party: str
    party_name: str
    events: tuple[EventRow, ...]
    quotes: tuple[FoundQuote, ...]
    articles: tuple[FoundArticle, ...]
    most: int
    empty: bool
