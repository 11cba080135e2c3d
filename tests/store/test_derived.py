"""The tables that pages read are kept up with the records."""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from allegiance.records import Article, Attribution, Event, EventType, Mention, Party, Quad, Status
from allegiance.store import Store


def _article(n: int, text: str) -> Article:
    return Article(
        id=f"a{n:03}", given_id=None, address=None, outlet="Herald", published=date(2024, 1, 1), language="en",
        title=f"Title {n}", text=text, skip=(), translated_from=None, fetched=None, origin_file=None,
    )  # fmt: skip


def _found(store: Store, *words: str) -> list[str]:
    return sorted(
        row["article"] for row in store.named("search_articles", [list(words), len(words), " ".join(words), 99])
    )


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


def test_a_kept_result_lasts_until_a_table_of_others_is_read_in() -> None:
    with Store(":memory:") as store:
        store.derive()
        other = store.beside()
        assert other.steady("imported_kinds") == []
        store.add_rows("imported_votes", pa.table({"source": ["made"], "state": ["KAZ"], "vote": [1]}))
        assert other.steady("imported_kinds") == [{"kind": "votes"}]
        other.close()


def test_what_many_ask_for_at_once_is_made_once_and_anew_after_a_failure() -> None:
    with Store(":memory:") as store:
        store.derive()
        started, made = threading.Event(), []

        def slow() -> int:
            started.set()
            made.append(threading.get_ident())
            time.sleep(0.05)
            return 7

        with pytest.raises(ZeroDivisionError):
            store.keep(("one",), lambda: 1 // 0)
        with ThreadPoolExecutor(4) as pool:
            first = pool.submit(store.keep, ("one",), slow)
            started.wait()
            others = [pool.submit(store.keep, ("one",), slow) for _ in range(3)]
            assert [each.result() for each in (first, *others)] == [7] * 4
        assert len(made) == 1


def test_tables_of_an_older_form_are_made_anew() -> None:
    with Store(":memory:") as store:
        store.derive()
        assert store.is_derived()
        store.query("UPDATE derived SET value = value - 1 WHERE name = 'form'")
        assert not store.is_derived()


def test_tables_of_another_form_are_dropped_when_the_store_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    with Store(path) as store:
        store.add_articles([_article(1, "exports")])
        store.derive()
        store.query("UPDATE derived SET value = value - 1 WHERE name = 'form'")
        store.query("DROP TABLE texts")
        store.query("CREATE TABLE texts (of_old TEXT)")
    with Store(path) as store:
        assert not store.is_derived()
        assert _found(store, "exports") == []
        store.derive()
        assert _found(store, "exports") == ["a001"]


def _event(name: str, day: int, actors: tuple[str, ...], recipients: tuple[str, ...], *outlets: str) -> Event:
    return Event(
        id=name, type=EventType.AID, quad=Quad.MATERIAL_COOPERATION, status=Status.ASSERTED, actors=actors,
        recipients=recipients, date_start=date(2024, 1, day), date_end=date(2024, 1, day), mentions=(f"m{name}",),
        articles=("a001",), outlets=outlets, origins=outlets, first_reported=date(2024, 1, day), confidence=0.9,
    )  # fmt: skip


def test_a_pair_is_found_in_either_order_and_its_mutual_acts_count_once() -> None:
    day = (date(2024, 1, 1), date(2024, 1, 31))
    with Store(":memory:") as store:
        store.replace_events(
            [
                _event("e1", 1, ("KAZ",), ("RUS",), "Herald"),
                _event("e2", 2, ("RUS",), ("KAZ",), "Herald"),
                _event("e3", 3, ("KAZ", "RUS"), (), "Herald"),
                _event("e4", 4, ("KAZ",), ("CHN",), "Herald"),
            ]
        )
        store.derive()
        for pair in (("KAZ", "RUS"), ("RUS", "KAZ")):
            assert store.named("dyad_span", [*pair, *day])[0]["events"] == 3
            assert [row["event"] for row in store.named("dyad_list", [*pair, *day, 9, 0])] == ["e3", "e2", "e1"]
        narrowed = store.named("dyad_span", ["KAZ", "RUS", date(2024, 1, 2), date(2024, 1, 2)])[0]
        assert (narrowed["events"], narrowed["first"], narrowed["last"]) == (1, date(2024, 1, 1), date(2024, 1, 3))
        assert store.named("ego_ever", ["KAZ"]) == store.named("ego", ["KAZ", *day])
        assert [(row["other"], row["events"]) for row in store.named("ego_ever", ["KAZ"])] == [("RUS", 3), ("CHN", 1)]
        parties = ["CHN", "KAZ", "RUS"]
        assert store.named("among_ever", [parties]) == store.named("among", [parties, *day])
        assert [row["event"] for row in store.named("search_events", ["RUS"])] == ["e3", "e2", "e1"]


def test_a_pair_is_held_with_what_its_page_opens_on() -> None:
    day = (date(2024, 1, 1), date(2024, 1, 31))
    vote = {"type": EventType.VOTE, "mode": "against", "quad": Quad.VERBAL_CONFLICT}
    events = [_event(f"e{n}", n, ("KAZ",), ("RUS",), *"ABC"[: n % 4]) for n in range(1, 13)]
    events += [
        replace(_event("e13", 13, ("RUS",), ("KAZ",)), **vote),
        replace(_event("e14", 14, ("RUS",), ("KAZ",)), **vote, status=Status.DENIED),
        replace(_event("e15", 15, ("KAZ",), ("RUS",), *"ABCD"), status=Status.PLANNED),
        _event("e16", 16, ("KAZ", "RUS"), (), *"ABC"),
        replace(_event("e17", 17, ("KAZ",), ("RUS",)), status=Status.HISTORICAL, date_start=date(2001, 1, 1), date_end=None),
        # a plan told as done, years after the newest article
        replace(_event("e18", 18, ("KAZ",), ("RUS",), *"ABCD"), date_start=date(2040, 1, 1), date_end=date(2040, 1, 1)),
    ]  # fmt: skip
    with Store(":memory:") as store:
        store.add_articles([_article(1, "Astana.")])
        store.replace_events(events)
        store.derive()
        for pair in (("KAZ", "RUS"), ("RUS", "KAZ")):
            held = store.named("dyad", pair)[0]
            span = store.named("dyad_span", [*pair, date.min, date.max])[0]
            assert {name: held[name] for name in span} == span
            key = store.named("dyad_key", [*pair, *day, 8])
            assert json.loads(held["weightiest"]) == [{**row, "day": row["day"].isoformat()} for row in key]
            assert len(key) == 8
            assert [row["event"] for row in json.loads(held["votes"])] == ["e14", "e13"]
        assert store.named("dyad", ["KAZ", "CHN"]) == []


def test_an_outlet_keeps_its_events_and_those_that_it_carries_most() -> None:
    party = Party(id="KAZ", text="Kazakhstan", start=0, end=10, role="state", via="name")
    with Store(":memory:") as store:
        store.add_articles([_article(1, "Kazakhstan halted exports.")])
        store.add_coded("made", [("a001", [
            Mention(
                id=f"me{n}", article="a001", start=0, end=20, quote="Kazakhstan halted", trigger_start=11,
                trigger_end=17, actors=(party,), recipients=(), type=EventType.SANCTION, quad=Quad.MATERIAL_CONFLICT,
                attributions=(
                    Attribution(kind="carried", source=f"Agency {n}", start=0, end=4, cue="c", cue_start=5, cue_end=6),
                    Attribution(kind="carried", source="Herald", start=0, end=4, cue="c", cue_start=5, cue_end=6),
                ),
            )
            for n in range(1, 8)
        ], [])])  # fmt: skip
        store.replace_events(
            [_event("e1", 1, ("KAZ",), ("RUS",), "Herald"), _event("e2", 2, ("KAZ",), ("RUS",), "Herald", "Post")]
        )
        store.derive()
        assert [(row["events"], row["alone"]) for row in store.named("outlets", [9])] == [(2, 1)]
        assert [row["cited"] for row in store.named("cited", [["Herald"]])] == [f"Agency {n}" for n in range(1, 6)]
        assert {row["mention"]: row["event"] for row in store.named("events_in", [["a001"]])} == {
            "me1": "e1",
            "me2": "e2",
        }


def test_records_are_read_in_parts(monkeypatch) -> None:
    monkeypatch.setattr("allegiance.store._AT_ONCE", 2)
    with Store(":memory:") as store:
        store.add_articles([_article(n, "exports") for n in range(5)])
        assert [one.id for one in store.records(Article, "ORDER BY id")] == [f"a{n:03}" for n in range(5)]
