"""The tables that pages read are kept up with the records."""

from __future__ import annotations

from datetime import date

from allegiance.records import Article
from allegiance.store import Store


def _article(n: int, text: str) -> Article:
    return Article(
        id=f"a{n:03}", given_id=None, address=None, outlet="Herald", published=date(2024, 1, 1), language="en",
        title=f"Title {n}", text=text, skip=(), translated_from=None, fetched=None, origin_file=None,
    )  # fmt: skip


def _found(store: Store, *words: str) -> list[str]:
    return sorted(row["id"] for row in store.named("search_articles", [list(words), len(words), " ".join(words), 99]))


def test_words_of_new_articles_are_added_to_those_that_are_there() -> None:
    with Store(":memory:") as store:
        store.add_articles([_article(n, "Astana halted Exports, exports.") for n in range(10)])
        store.derive()
        rows = store.query("SELECT count(*) AS n FROM postings")[0]["n"]
        assert len(_found(store, "astana", "exports")) == 10
        store.add_articles([_article(20, "Exports to Tōkyō")])
        store.derive()
        assert store.query("SELECT count(*) AS n FROM postings WHERE word = 'exports'")[0]["n"] == 2
        assert store.query("SELECT count(*) AS n FROM postings")[0]["n"] > rows
        assert len(_found(store, "exports")) == 11
        assert _found(store, "exports", "tokyo") == ["a020"]
        assert _found(store, "astana", "tokyo") == []


def test_words_are_sorted_anew_when_many_were_added() -> None:
    with Store(":memory:") as store:
        store.add_articles([_article(0, "exports")])
        store.derive()
        store.add_articles([_article(n, "exports") for n in range(1, 4)])
        store.derive()
        assert store.query("SELECT list_sort(numbers) AS n FROM postings WHERE word = 'exports'") == [
            {"n": [1, 2, 3, 4]}
        ]
        assert _found(store, "exports") == ["a000", "a001", "a002", "a003"]


def test_a_kept_result_lasts_until_the_tables_are_made_anew() -> None:
    with Store(":memory:") as store:
        other = store.beside()
        store.derive()
        assert other.steady("outlets", [5]) == []
        store.add_articles([_article(1, "exports")])
        assert other.steady("outlets", [5]) == []
        store.derive()
        assert [row["outlet"] for row in other.steady("outlets", [5])] == ["Herald"]
        other.close()


def test_tables_of_an_older_form_are_made_anew() -> None:
    with Store(":memory:") as store:
        store.derive()
        assert store.is_derived()
        store.query("UPDATE derived SET value = value - 1 WHERE name = 'form'")
        assert not store.is_derived()
