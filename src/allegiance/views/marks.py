"""Text cut into pieces, so that a template can mark the coded words in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from allegiance.records import Article, Mention


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and what it is.

    Attributes:
        kinds: Any of ``quote``, ``trigger``, ``actor``, ``recipient``, ``date``, ``source``, ``cue``; empty for plain text.
        mention: Id of the mention whose quote it lies in; empty for none.
    """

    text: str
    kinds: tuple[str, ...]
    mention: str = ""

    @property
    def label(self) -> str:
        """What a reader is told about it."""
        return " and ".join(kind for kind in self.kinds if kind != "quote")


def spans_of(mention: Mention) -> list[tuple[int, int, str]]:
    """Return the spans of a mention as (start, end, kind)."""
    spans = [(mention.start, mention.end, "quote"), (mention.trigger_start, mention.trigger_end, "trigger")]
    spans += [(p.start, p.end, "actor") for p in mention.actors]
    spans += [(p.start, p.end, "recipient") for p in mention.recipients]
    for link in mention.attributions:
        spans += [(link.start, link.end, "source"), (link.cue_start, link.cue_end, "cue")]
    spans += [(r.start, r.end, "date") for r in mention.reasons if r.step == "date"]
    return [span for span in spans if span[1] > span[0]]


def pieces(text: str, start: int, end: int, spans: Iterable[tuple[int, int, str, str]]) -> tuple[Piece, ...]:
    """Cut ``text[start:end]`` at the ends of all spans.

    Args:
        text: The whole text.
        start: First character wanted.
        end: One after the last.
        spans: (start, end, kind, mention) in the text; they may overlap.
    """
    inside = [(max(a, start), min(b, end), kind, mention) for a, b, kind, mention in spans if a < end and b > start]
    cuts = sorted({start, end, *(a for a, *_ in inside), *(b for _, b, *_ in inside)})
    opening: dict[int, list[tuple[int, str, str]]] = {}
    for a, b, kind, mention in inside:
        opening.setdefault(a, []).append((b, kind, mention))
    found: list[Piece] = []
    active: list[tuple[int, str, str]] = []
    for left, right in pairwise(cuts):
        active = [item for item in active if item[0] > left] + opening.get(left, [])
        kinds = tuple(dict.fromkeys(kind for _, kind, _ in active))
        owner = next((mention for _, kind, mention in active if kind == "quote"), "")
        found.append(Piece(text[left:right], kinds, owner))
    return tuple(found)


def in_context(mention: Mention, article: Article, *, context: int = 220) -> tuple[Piece, ...]:
    """Return a mention's sentence with the text around it, its coded words apart; "…" stands where the text goes on."""
    spans = [(*span, mention.id) for span in spans_of(mention)]
    start = max(0, min(mention.start, *(a for a, *_ in spans)) - context) if spans else mention.start
    start = max(start, mention.start - 2 * context, 0)
    end = min(len(article.text), mention.end + context)
    if start > 0:
        space = article.text.find(" ", start, mention.start)
        start = space + 1 if space >= 0 else start
    if end < len(article.text):
        space = article.text.rfind(" ", mention.end, end)
        end = space if space >= 0 else end
    before, after = (Piece("… ", ()),) if start > 0 else (), (Piece(" …", ()),) if end < len(article.text) else ()
    return (*before, *pieces(article.text, start, end, spans), *after)


def paragraphs(article: Article, mentions: Sequence[Mention], *, most: int = 200_000) -> tuple[tuple[Piece, ...], ...]:
    """Return an article's text by paragraph, with the coded words of all its mentions apart."""
    spans = [(*span, mention.id) for mention in mentions for span in spans_of(mention)]
    found, at = [], 0
    for line in article.text[:most].splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        if bare.strip():
            near = [span for span in spans if span[0] < at + len(bare) and span[1] > at]
            found.append(pieces(article.text, at, at + len(bare), near))
        at += len(line)
    return tuple(found)
