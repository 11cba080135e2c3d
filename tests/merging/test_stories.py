"""Stories of invented articles: what they share decides, and a country or a common word is not enough."""

from __future__ import annotations

from datetime import date

from allegiance.actors import Gazetteer
from allegiance.merging import stories
from allegiance.records import Article

BOOK = Gazetteer.load()
DAM = ["Dam bursts above the valley", "Villages flooded as dam bursts", "Dam operator blamed for flooded villages"]
WHEAT = ["Wheat harvest fails", "Wheat price jumps after harvest fails", "Bakers fear the wheat price"]


def _articles(titles: list[str], *, prefix: str = "a", on: date | None = None) -> list[Article]:
    return [Article(id=f"{prefix}{n}", title=t, text=t, published=on) for n, t in enumerate(titles)]


def _groups(articles: list[Article], **options: float) -> list[set[str]]:
    return [set(story.articles) for story in stories(articles, BOOK, **options)]


def test_articles_that_share_telling_words_are_one_story() -> None:
    articles = _articles(DAM, prefix="d") + _articles(WHEAT, prefix="w")
    assert sorted(map(sorted, _groups(articles))) == [["d0", "d1", "d2"], ["w0", "w1", "w2"]]


def test_a_shared_country_joins_nothing() -> None:
    titles = ["Kazakhstan buys trams", "Poets honoured in Kazakhstan", "Kazakh skier wins", "Frost hits Kazakhstan"]
    assert len(_groups(_articles(titles))) == len(titles)


def test_a_common_word_joins_nothing() -> None:
    words = "tram poet skier frost bridge orchard opera glacier harbour museum".split()
    titles = [f"Minister {word}" for word in words * 4]
    assert all(len({title.split()[1] for title in (titles[int(a[1:])] for a in group)}) == 1
               for group in _groups(_articles(titles)))  # fmt: skip


def test_a_shared_person_may_join() -> None:
    titles = ["Lukashenko opens a plant", "A new haircut for Lukashenko", "Frost hits the coast", "A bridge is painted"]
    assert _groups(_articles(titles))[0] == {"a0", "a1"}


def test_the_order_of_articles_makes_no_difference() -> None:
    articles = _articles(DAM, prefix="d") + _articles(WHEAT, prefix="w")
    assert stories(articles, BOOK) == stories(articles[::-1], BOOK)


def test_years_apart_the_same_words_are_two_stories() -> None:
    early = _articles(DAM, prefix="e", on=date(2014, 5, 1)) + _articles(WHEAT, prefix="w", on=date(2014, 5, 2))
    late = _articles(DAM, prefix="l", on=date(2021, 5, 1))
    assert sorted(map(sorted, _groups(early + late))) == [["e0", "e1", "e2"], ["l0", "l1", "l2"], ["w0", "w1", "w2"]]


def test_no_articles_are_no_stories_and_one_like_no_other_stands_alone() -> None:
    assert stories([], BOOK) == []
    assert _groups(_articles(["Frost hits the coast"])) == [{"a0"}]
