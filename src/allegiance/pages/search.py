"""Reads what the search page shows."""

from __future__ import annotations

import re
import unicodedata

from allegiance import pipeline
from allegiance.pages.events import event_row
from allegiance.records import Mention
from allegiance.store import Store
from allegiance.views import search as view
from allegiance.views.text import name
from allegiance.views.wording import act

_MOST = 30
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """Return the words to look up, folded as in the index: small letters without accents, two characters or more.

    >>> words_of("Tokaïev  halted, a 2022")
    ['tokaiev', 'halted', '2022']
    """
    plain = unicodedata.normalize("NFD", text.lower())
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return list(dict.fromkeys(word for word in _WORD.findall(bare) if 2 <= len(word) <= 40))[:12]


def search_page(store: Store, setup: pipeline.Setup, wanted: str) -> view.SearchPage:
    """Return the articles that hold all the words, their coded passages, and a party's events if it is named."""
    known = pipeline.gazetteer(setup)
    wanted = " ".join(wanted.split())[:200]
    party = (known.resolve(wanted) or "") if wanted else ""
    words = words_of(wanted)
    found = store.named("search_articles", [words, len(words), wanted.lower(), _MOST]) if wanted else []
    ids = [row["article"] for row in found]
    rows = store.named("search_titles", [ids]) if ids else []
    quotes = _quotes(store, ids, words[0] if len(words) == 1 else wanted.lower()) if ids else []
    quoted = sorted({quote.article for quote in quotes})
    events = {row["mention"]: row["event"] for row in store.named("events_in", [quoted])} if quoted else {}
    return view.SearchPage(
        wanted=wanted,
        party=party,
        party_name=name(party, known) if party else "",
        events=tuple(event_row(row, known) for row in store.named("search_events", [party])) if party else (),
        quotes=tuple(
            view.FoundQuote(
                quote=m.quote,
                act=act(m.type, None),
                status=m.status,
                href=f"/event/{events[m.id]}" if m.id in events else f"/article/{m.article}",
            )
            for m in quotes
        ),
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


def _quotes(store: Store, articles: list[str], words: str) -> list[Mention]:
    """Return the mentions in some articles whose quote holds the words as they stand."""
    # a list of marks and no LIMIT: else DuckDB reads the whole table and not the index
    marks = ", ".join("?" * len(articles))
    where = f"WHERE article IN ({marks}) AND contains(lower(quote), ?) ORDER BY id"
    return store.records(Mention, where, [*articles, words])[:_MOST]
