"""Reads what the search page shows."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

from allegiance import listing, pipeline
from allegiance.actors import Gazetteer
from allegiance.pages.events import event_row
from allegiance.records import Article, Mention
from allegiance.store import Store
from allegiance.views import search as view
from allegiance.views.text import CONTEXT, days_told, name, sentence
from allegiance.views.wording import act

_MOST = 30
# Events of two parties that are listed; words that one name may have; what may stand around a word.
_EVENTS, _NAME, _AROUND = 20, 6, ".,;:!?()\"'“”"
_WORD = re.compile(r"[^\W_]+")


def _folded(text: str) -> list[str]:
    plain = text.lower()
    if not plain.isascii():
        plain = "".join(char for char in unicodedata.normalize("NFD", plain) if not unicodedata.combining(char))
    return _WORD.findall(plain)


def words_of(text: str) -> list[str]:
    """Return the words to look up, folded as in the index: small letters without accents, two characters or more.

    >>> words_of("Tokaïev  halted, a 2022")
    ['tokaiev', 'halted', '2022']
    """
    return list(dict.fromkeys(word for word in _folded(text) if 2 <= len(word) <= 40))[:12]


def search_page(store: Store, setup: pipeline.Setup, wanted: str) -> view.SearchPage:
    """Return the events of the parties that the words name, the coded passages that hold all the words, and the articles.

    Args:
        store: Where to read.
        setup: For the gazetteer.
        wanted: What a reader typed.
    """
    known = pipeline.gazetteer(setup)
    wanted = " ".join(wanted.split())[:200]
    words = words_of(wanted)
    found = store.named("search_articles", [words, len(words), wanted.lower(), _MOST]) if wanted else []
    ids = [row["article"] for row in found]
    rows = store.named("search_titles", [ids]) if ids else []
    parties = parties_in(wanted, known)
    events = _events(store, parties)
    best = listing.best_words(store, [row["event"] for row in events])
    return view.SearchPage(
        wanted=wanted,
        parties=tuple((party, name(party, known)) for party in parties),
        events=tuple(event_row(row, known, words=best) for row in events),
        quotes=_quotes(store, known, [row["id"] for row in rows], words),
        articles=tuple(
            view.FoundArticle(
                id=row["id"],
                title=row["title"],
                outlet=row["outlet"],
                published=row["published"],
                language=row["language"],
            )
            for row in rows
        ),
        most=_MOST,
        empty=not rows and not store.steady("outlets", [1]),
    )


def parties_in(wanted: str, known: Gazetteer) -> tuple[str, ...]:
    """Return the ids of up to two parties that the words name, in their order.

    A name may have several words, the longest is taken. Of small words ("and", "are") some are codes of states; they are
    taken for one only in capitals, or alone.

    >>> parties_in("sanctions of russia and the European Union", Gazetteer.load())
    ('RUS', 'EU')
    """
    whole = known.resolve(wanted) if wanted else None
    if whole:
        return (whole,)
    words, found, at = wanted.split(), list[str](), 0
    while at < len(words):
        for end in range(min(len(words), at + _NAME), at, -1):
            text = " ".join(words[at:end]).strip(_AROUND)
            party = None if len(text) < 4 and text.islower() else known.resolve(text)
            if party:
                found.append(party)
                at = end - 1
                break
        at += 1
    return tuple(dict.fromkeys(found))[:2]


def _events(store: Store, parties: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the newest events of a party, or of two with each other."""
    if len(parties) < 2:
        return store.named("search_events", list(parties)) if parties else []
    return store.named("dyad_list", [*parties, date.min, date.max, _EVENTS, 0])


def _around(text: str, span: dict[str, Any]) -> str:
    return text[max(0, span["start"] - CONTEXT) : span["end"] + CONTEXT]


def _quotes(store: Store, known: Gazetteer, articles: list[str], words: list[str]) -> tuple[view.FoundQuote, ...]:
    """Return the mentions in some articles whose sentence holds all the words, in the order of the articles."""
    if not articles or not words:
        return ()
    texts = {article.id: article for article in store.by_ids(Article, articles)}
    order = {article: n for n, article in enumerate(articles)}
    # a list of marks and no LIMIT: else DuckDB reads the whole table and not the index
    marks = ", ".join("?" * len(articles))
    spans = store.query(f'SELECT id, article, start, "end" FROM mentions WHERE article IN ({marks})', articles)
    spans.sort(key=lambda row: (order[row["article"]], row["start"], row["id"]))
    # records are made only of those that hold the words near them
    wanted = set(words)
    near = [row["id"] for row in spans if wanted <= set(_folded(_around(texts[row["article"]].text, row)))]
    told = [(m, texts[m.article], sentence(m, texts[m.article])) for m in store.by_ids(Mention, near[: 2 * _MOST])]
    held = [one for one in told if wanted <= set(_folded(one[2]))][:_MOST]
    quoted = sorted({article.id for _, article, _ in held})
    events = {row["mention"]: row["event"] for row in store.named("events_in", [quoted])} if quoted else {}
    return tuple(
        view.FoundQuote(
            quote=text,
            act=act(m.type, m.mode),
            who=", ".join(name(p.id or p.text, known) for p in m.actors),
            whom=", ".join(name(p.id or p.text, known) for p in m.recipients),
            status=m.status,
            outlet=article.outlet,
            when=days_told(m.date_start, m.date_end, article.published, named=m.date_start is not None),
            href=f"/event/{events[m.id]}#m-{m.id}" if m.id in events else f"/article/{article.id}#m-{m.id}",
        )
        for m, article, text in held
    )
