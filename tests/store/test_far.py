"""A store used from another process over a pipe behaves as at home."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from multiprocessing import Pipe

import pytest

from allegiance.errors import StoreError
from allegiance.records import Article, Problem
from allegiance.store import Store


@pytest.fixture
def pair() -> Iterator[tuple[Store, Store]]:
    ours, theirs = Pipe()
    with Store(":memory:") as owner:
        own = owner.beside()

        def serve() -> None:
            while (message := ours.recv()) is not None:
                own.answer(ours, message)
            own.close()

        thread = threading.Thread(target=serve)
        thread.start()
        yield owner, Store.over(theirs)
        theirs.send(None)
        thread.join()


def _article(n: int) -> Article:
    return Article(
        id=f"a{n}", given_id=None, address=None, outlet="Herald", published=date(2024, 1, n), language="en",
        title=f"Title {n}", text="Kazakhstan halted exports.", skip=(), translated_from=None, fetched=None, origin_file=None,
    )  # fmt: skip


def test_reads_and_writes_come_through(pair: tuple[Store, Store]) -> None:
    owner, far = pair
    assert far.add_articles([_article(1), _article(2)]) == 2
    assert far.add_articles([_article(2), _article(3)]) == 1
    far.add_coded("made", [("a1", (), [(0, 3, "Kaz", "unknown")])])
    far.add_problems([Problem(where="x", kind="empty", message="nothing")])
    assert (
        owner.records(Article, "ORDER BY id") == far.records(Article, "ORDER BY id") == [_article(n) for n in (1, 2, 3)]
    )
    assert owner.named("counts") == far.named("counts")
    sums = "SELECT outlet, count(*) AS n, sum(length(text)) AS s, max(published) AS d FROM articles GROUP BY outlet"
    assert owner.query(sums) == far.query(sums)
    assert far.query("SELECT 1 AS one WHERE false") == []
    assert far.query("SELECT * FROM range(25000) AS t(n) ORDER BY n") == [{"n": n} for n in range(25000)]
    assert far.query("SELECT 2 AS two") == [{"two": 2}]


def test_tables_of_pages_are_made_from_afar(pair: tuple[Store, Store]) -> None:
    owner, far = pair
    assert owner.edition == 0
    far.add_articles([_article(1)])
    far.derive()
    assert owner.edition == 0  # kept until it is told
    owner.renew()
    assert owner.edition == 1
    assert owner.query("SELECT numbers FROM postings WHERE word = 'kazakhstan'") == [{"numbers": [1]}]


def test_an_error_undoes_the_transaction(pair: tuple[Store, Store]) -> None:
    owner, far = pair
    with pytest.raises(StoreError, match="nowhere"), far.transaction():
        far.add_articles([_article(1)])
        far.query("SELECT * FROM nowhere")
    assert owner.query("SELECT count(*) AS n FROM articles") == [{"n": 0}]
