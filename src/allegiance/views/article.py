"""The article page: the text with its coded words, and why each mention was coded so."""

from __future__ import annotations

from dataclasses import dataclass

from allegiance.records import Article, Mention, Reason
from allegiance.views.marks import Piece

# Scripts that are written from right to left, by ISO 639-1 code of the language.
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "ckb", "sd", "ug", "yi", "dv"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A mention and why it is one."""

    mention: Mention
    number: int
    act: str
    who: str
    whom: str
    when: str
    event: str | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """The context of the page; ``numbers`` maps a mention's id to its place in the list."""

    article: Article
    address: str | None
    paragraphs: tuple[tuple[Piece, ...], ...]
    coded: tuple[Coded, ...]
    numbers: dict[str, int]
    cut: bool
    right_to_left: bool
