"""Themes of invented articles: as many as the heap bears out, whatever the order."""

from __future__ import annotations

from allegiance.actors import Gazetteer
from allegiance.merging import themes
from allegiance.records import Article

BOOK = Gazetteer.load()
DAM = ["dam bursts", "villages flooded", "valley rescuers", "reservoir operator", "water engineers"]
WHEAT = ["wheat harvest", "bakers bread", "grain price", "drought farmers", "mill flour"]
STRIKE = ["train drivers", "railway strike", "union pay", "stations closed", "commuters stranded"]


def _heap(*subjects: list[str]) -> list[Article]:
    """Return four articles for each two phrases of one subject."""
    titles = [
        (f"s{n}-{one}-{two}-{again}", f"{first} {second}".capitalize())
        for n, phrases in enumerate(subjects)
        for one, first in enumerate(phrases)
        for two, second in enumerate(phrases)
        for again in range(2)
        if one != two
    ]
    return [Article(id=id_, title=title, text=title) for id_, title in titles]


def _subjects(articles: list[Article]) -> list[set[str]]:
    return [{id_[:2] for id_ in theme.articles} for theme in themes(articles, BOOK)]


def test_a_heap_has_as_many_themes_as_it_has_subjects() -> None:
    assert sorted(_subjects(_heap(DAM, WHEAT)), key=str) == [{"s0"}, {"s1"}]
    assert sorted(_subjects(_heap(DAM, WHEAT, STRIKE)), key=str) == [{"s0"}, {"s1"}, {"s2"}]


def test_one_subject_is_one_theme() -> None:
    assert _subjects(_heap(DAM)) == [{"s0"}]


def test_the_order_of_articles_makes_no_difference() -> None:
    heap = _heap(DAM, WHEAT)
    assert themes(heap, BOOK) == themes(heap[::-1], BOOK)


def test_the_largest_theme_comes_first() -> None:
    small = [a for a in _heap(DAM) if a.id.endswith("-0")]
    heap = small + [Article(id=a.id.replace("s0", "s1"), title=a.title, text=a.title) for a in _heap(WHEAT)]
    assert _subjects(heap) == [{"s1"}, {"s0"}]


def test_no_articles_have_no_themes_and_one_like_no_other_stands_alone() -> None:
    assert themes([], BOOK) == []
    lone = [
        Article(id="a", title="Frost hits the coast", text=""),
        Article(id="b", title="A bridge is painted", text=""),
    ]
    assert [theme.articles for theme in themes(lone, BOOK)] == [("a",), ("b",)]
    assert {"x"} in [set(t.articles) for t in themes([*_heap(DAM), Article(id="x", title="Frost", text="Frost")], BOOK)]
