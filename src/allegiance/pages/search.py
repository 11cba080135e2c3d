"""Reads what the search page shows."""

from __future__ import annotations

import re
import unicodedata

from allegiance import pipeline
from allegiance.pages.events import event_row
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
    quotes = store.named("search_quotes", [ids, words[0] if len(words) == 1 else wanted.lower(), _MOST]) if ids else []
    quoted = sorted({row["article"] for row in quotes})
    events = {row["mention"]: row["event"] for row in store.named("events_in", [quoted])} if quoted else {}
    return view.SearchPage(
        wanted=wanted,
        party=party,
        party_name=name(party, known) if party else "",
        events=tuple(event_row(row, known) for row in store.named("search_events", [party])) if party else (),
        quotes=tuple(
            view.FoundQuote(
                quote=row["quote"],
                act=act(row["type"], None),
                status=row["status"],
                href=f"/event/{events[row['id']]}" if row["id"] in events else f"/article/{row['article']}",
            )
            for row in quotes
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
    )
