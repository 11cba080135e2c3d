from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.actors import Gazetteer
from allegiance.merging import reprints
from allegiance.merging.agencies import agency_of
from allegiance.merging.shingles import shared, shingles, word_hashes
from allegiance.records import Article

WORDS = [
    f"{a}{b}{c}" for a in "bdgklmnprst" for b in ("a", "e", "io", "u") for c in ("lan", "tor", "mis", "ven", "dek")
]
DAY = date(2022, 3, 1)


def sentence(draw: Random) -> str:
    return " ".join(draw.choice(WORDS) for _ in range(14)).capitalize() + "."


def story(seed: int, sentences: int = 12) -> list[str]:
    draw = Random(seed)
    return [sentence(draw) for _ in range(sentences)]


def article(name: str, lines: list[str], *, day: int = 0, title: str = "", outlet: str = "Post") -> Article:
    text = "\n".join([title, *lines]) if title else " ".join(lines)
    return Article(id=name, text=text, title=title, outlet=outlet, published=DAY + timedelta(days=day))


def families(articles: list[Article]) -> list[set[str]]:
    found: dict[str, set[str]] = {}
    for row in reprints(articles):
        found.setdefault(row.family, set()).add(row.article)
    return sorted(found.values(), key=sorted)


def test_whole_cut_extended_and_reworded_copies_are_one_family() -> None:
    lines = story(1)
    reworded = [
        " ".join("other" if n % 3 == 1 else word for n, word in enumerate(line.split())) if k in (2, 5, 9) else line
        for k, line in enumerate(lines)
    ]
    copies = [
        article("whole", lines),
        article("retitled", lines, day=1, title="A new headline by another desk"),
        article("cut", lines[:5], day=1),
        article("extended", [*story(2, 4), *lines, *story(3, 5)], day=2),
        article("reworded", reworded, day=2),
    ]
    assert families([*copies, article("apart", story(9))]) == [{"whole", "retitled", "cut", "extended", "reworded"}]


def test_the_earliest_names_the_family() -> None:
    rows = reprints([article("a-late", story(1), day=3, outlet="B"), article("z-first", story(1), outlet="A")])
    assert {row.family for row in rows} == {"z-first"}
    assert all(row.share == 1.0 for row in rows)


def test_a_digest_does_not_make_one_family_of_the_reports_that_it_holds() -> None:
    parts = [story(seed) for seed in (1, 2, 3, 4, 5, 6)]
    digest = article("digest", [line for part in parts for line in part], day=1)
    singles = [article(f"part{n}", part) for n, part in enumerate(parts)]
    found = families([digest, *singles])
    assert all(len(family) <= 2 for family in found)


def test_formulaic_items_of_many_days_stay_apart() -> None:
    formula = "Russia and Ukraine war at a glance, what we know on day number"
    tail = "See all of our coverage of the war in Ukraine and the latest updates on this page"
    items = [
        article(f"day{n}", [f"{formula} {n}.", sentence(Random(n)), tail], day=9 * n, outlet=f"P{n}") for n in range(8)
    ]
    assert families(items) == []


def test_headlines_with_other_words_stay_apart_though_they_share_a_quote() -> None:
    one = article(
        "one", ["Asia must not become arena for big power contest, says the president as the summit gets underway"]
    )
    two = article("two", ["Asia must not become arena for big power contest, says leader", sentence(Random(3))])
    assert families([one, two]) == []


def test_the_same_text_a_year_later_is_a_copy_but_a_part_of_it_is_not() -> None:
    lines = story(1)
    again = article("again", lines, day=400)
    assert families([article("first", lines), again]) == [{"first", "again"}]
    assert families([article("first", lines), article("part", [*lines[:7], *story(5, 6)], day=400)]) == []


def test_captions_do_not_make_copies() -> None:
    caption = (
        "The minister speaks at the security conference in Munich, Germany, on Feb. 18, 2023. (J. Doe/Getty Images)"
    )
    one = article("one", [caption], title="Minister meets the top diplomat of a rival state in Munich")
    two = article("two", [caption], title="Ambassador says that lethal aid to the invader would cross a line")
    assert families([one, two]) == []


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 5))
def test_order_does_not_matter(draw: Random, seed: int) -> None:
    lines = story(seed)
    texts = [article(f"a{n}", lines[n:] if n % 2 else [*lines, *story(n + 40, n)], day=n % 3) for n in range(6)]
    texts += [article(f"b{n}", story(100 + n)) for n in range(4)]
    expected = reprints(texts)
    draw.shuffle(texts)
    assert reprints(texts) == expected


def test_nothing_and_texts_without_words() -> None:
    assert reprints([]) == []
    assert reprints([Article(id="a", text="..."), Article(id="b", text="!!!")]) == []
    assert word_hashes("…").size == 0
    assert shared(shingles(""), shingles("one two three four")) == 0


@pytest.mark.parametrize(
    ("outlet", "text", "agency"),
    [
        ("Reuters", "Troops came.", "Reuters"),
        ("Post", "MOSCOW (Reuters) - Troops came on Friday.", "Reuters"),
        ("Post", "MOSCOW, January 5. /TASS/. Troops came on Friday.", "TASS"),
        ("Post", "Troops came on Friday, an official told Reuters in an interview about them.", ""),
        ("Post", "Troops came on Friday.", ""),
        ("Post", "Photo by AFP\nTroops came on Friday.", ""),
        ("Post", "Troops came (Image: Reuters) on Friday.", ""),
        ("Post", "By AFP\nTroops came on Friday.", "Agence France-Presse"),
    ],
)
def test_the_agency_is_named(outlet: str, text: str, agency: str) -> None:
    assert agency_of(Article(id="a", text=text, outlet=outlet), Gazetteer.load(None)) == agency


def test_a_family_names_its_agency() -> None:
    lines = story(1)
    first = article("first", ["MOSCOW (Reuters) - " + lines[0], *lines[1:]])
    rows = reprints([first, article("second", lines, day=1, outlet="Post")], Gazetteer.load(None))
    assert {row.agency for row in rows} == {"Reuters"}


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_of_one_day_the_agencys_own_text_is_the_earliest(names: tuple[str, str]) -> None:
    lines = story(1)
    own, copy = names
    rows = reprints(
        [article(own, lines, outlet="Reuters"), article(copy, [*lines, "(Reuters)"], outlet="Post")],
        Gazetteer.load(None),
    )
    assert {row.family for row in rows} == {own}
