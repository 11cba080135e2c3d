"""Reads what the article page shows."""

from __future__ import annotations

from allegiance import pipeline
from allegiance.pages.event import record
from allegiance.records import Article, Mention
from allegiance.store import Store
from allegiance.views import article as view
from allegiance.views.marks import paragraphs
from allegiance.views.text import days, name, safe_address
from allegiance.views.wording import act

_MOST, _CODED = 200_000, 500


def article_page(store: Store, setup: pipeline.Setup, id_: str) -> view.ArticlePage:
    """Return an article with its coded words and the reasons for each."""
    known = pipeline.gazetteer(setup)
    article = record(store, Article, id_)
    # not with LIMIT, for which DuckDB reads the whole table and not the index
    mentions = store.records(Mention, "WHERE article = ? ORDER BY start, id", [article.id])[:_CODED]
    events = {row["mention"]: row["event"] for row in store.named("events_in", [[article.id]])}
    coded = tuple(
        view.Coded(
            mention=m,
            number=n,
            act=act(m.type, m.mode),
            who=", ".join(name(p.id or p.text, known) for p in m.actors),
            whom=", ".join(name(p.id or p.text, known) for p in m.recipients),
            when=days(m.date_start, m.date_end),
            event=events.get(m.id),
            reasons=m.reasons,
        )
        for n, m in enumerate(mentions, 1)
    )
    return view.ArticlePage(
        article=article,
        address=safe_address(article.address),
        paragraphs=paragraphs(article, mentions, most=_MOST),
        coded=coded,
        numbers={c.mention.id: c.number for c in coded},
        cut=len(article.text) > _MOST,
        right_to_left=article.language in view.RIGHT_TO_LEFT,
    )
