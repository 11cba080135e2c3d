from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from allegiance.errors import StoreError, UnknownName
from allegiance.records import (
    Article,
    Attribution,
    Event,
    EventLink,
    EventType,
    Mention,
    Party,
    Problem,
    Quad,
    Reason,
    Status,
    StatusChange,
)
from allegiance.store import Store


def article(n: int) -> Article:
    return Article(id=f"a{n}", text=f"Text {n}", title="T", language="en", published=date(2022, 1, n), skip=((0, 2),))


def mention(n: int) -> Mention:
    kaz = Party(id="KAZ", text="Astana", start=0, end=6, via="capital")
    said = Attribution(kind="said", source="a US official", start=9, end=12, cue="said", cue_start=1, cue_end=5)
    return Mention(
        id=f"m{n}",
        article=f"a{n}",
        start=0,
        end=4,
        quote="Text",
        trigger_start=0,
        trigger_end=4,
        actors=(kaz,),
        recipients=(),
        type=EventType.REJECT,
        quad=Quad.VERBAL_CONFLICT,
        status=Status.DENIED,
        attributions=(said,),
        reasons=(Reason(step="trigger", rule="cue", words="Text", start=0, end=4),),
        date_start=date(2022, 1, 1),
        contexts=("military",),
        made_by="coder 1",
    )


def event() -> Event:
    return Event(
        id="e1",
        type=EventType.REJECT,
        quad=Quad.VERBAL_CONFLICT,
        status=Status.ASSERTED,
        actors=("KAZ",),
        recipients=("RUS",),
        mentions=("m1",),
        articles=("a1",),
        history=(StatusChange(known=date(2022, 1, 1), status=Status.ASSERTED, article="a1"),),
    )


def test_records_come_back_as_they_went_in(tmp_path: Path) -> None:
    with Store(tmp_path / "s.duckdb") as store:
        assert store.add_articles([article(1), article(2), article(1)]) == 2
        store.add_coded("coder 1", [("a1", [mention(1)], [(0, 4, "Xland", "name")])])
        store.replace_events([event()])
    with Store(tmp_path / "s.duckdb") as store:
        assert store.records(Article, "ORDER BY id") == [article(1), article(2)]
        assert store.records(Mention) == [mention(1)]
        assert store.one(Event, "e") == event()


def test_a_second_run_adds_nothing_and_reads_only_what_is_new(tmp_path: Path) -> None:
    with Store(tmp_path / "s.duckdb") as store:
        store.add_articles([article(1), article(2)])
        store.add_coded("coder 1", [("a1", [mention(1)], [])])
        assert [[a.id for a in batch] for batch in store.uncoded("coder 1")] == [["a2"]]
        before = [p.read_bytes() for p in store.export(tmp_path / "one")]
        assert store.add_articles([article(1), article(2)]) == 0
        store.add_coded("coder 1", [("a1", [mention(1)], [])])
        assert [p.read_bytes() for p in store.export(tmp_path / "two")] == before


def test_a_new_coder_reads_all_again_and_each_article_keeps_the_older_coding_until_then(tmp_path: Path) -> None:
    with Store(tmp_path / "s.duckdb") as store:
        store.add_articles([article(1), article(2)])
        before = [
            replace(mention(1), id=f"{a}-{n}", article=a, made_by="coder 1") for a in ("a1", "a2") for n in (1, 2)
        ]
        store.add_coded(
            "coder 1", [(a, [m for m in before if m.article == a], [(0, 1, a, "name")]) for a in ("a1", "a2")]
        )
        store.add_checks("registers", ["a1", "a2"], [])
        assert store.count_uncoded("coder 2") == 2
        # the same claim has the same id, whoever makes it
        again = replace(before[0], made_by="coder 2")
        store.add_coded("coder 2", [("a1", [again], [])])
        assert store.records(Mention, "ORDER BY id") == [again, *before[2:]]
        assert store.count_uncoded("coder 2") == 1
        assert [row["article"] for row in store.query("SELECT article FROM unresolved")] == ["a2"]
        assert store.unchecked("registers") == ["a1"]
        assert [row["made_by"] for row in store.query("SELECT made_by FROM coded ORDER BY article")] == [
            "coder 2",
            "coder 1",
        ]


def test_events_made_anew_take_the_place_of_all(tmp_path: Path) -> None:
    one, two, three = (replace(event(), id=id_) for id_ in ("e1", "e2", "e3"))
    links = [EventLink(first="e1", second=other, kind="same", why="told alike") for other in ("e2", "e3")]
    with Store(tmp_path / "s.duckdb") as store, store.beside() as reader:
        schema = (
            "SELECT table_name, column_index, column_name, data_type, is_nullable FROM duckdb_columns() ORDER BY ALL"
        )
        made = store.query(schema)
        store.replace_events([one, two], links=links)
        now = [replace(two, confidence=0.5), three]
        with pytest.raises(ZeroDivisionError), store.transaction():
            store._replace(Event, now)
            _ = 1 / 0
        assert reader.records(Event, "ORDER BY id") == [one, two]
        store.replace_events(now, links=links[1:])
        assert reader.records(Event, "ORDER BY id") == now
        assert reader.records(EventLink) == links[1:]
        assert store.query(schema) == made
    with Store(tmp_path / "s.duckdb") as store:
        assert store.by_ids(Event, ["e3", "e1"]) == [three]
        with pytest.raises(duckdb.ConstraintException):
            store.query("INSERT INTO events FROM events")


def test_some_fields_of_records_are_those_of_the_whole_ones() -> None:
    with Store(":memory:") as store:
        store.add_coded("coder 1", [(f"a{n}", [mention(n)], []) for n in (1, 2, 3)])
        names = ("article", "attributions", "type", "date_start", "mode")
        found = store.parts_by_ids(Mention, names, ["m3", "none", "m1"])
        whole = {one.id: one for one in store.by_ids(Mention, ["m3", "m1"])}
        assert found == {id_: {"id": id_, **{name: getattr(one, name) for name in names}} for id_, one in whole.items()}
        assert store.parts_by_ids(Mention, names, []) == {}


def test_an_error_inside_a_transaction_changes_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "s.duckdb") as store:
        with pytest.raises(ZeroDivisionError), store.transaction():
            store.add_articles([article(1)])
            _ = 1 / 0
        assert store.records(Article) == []


def test_other_files_are_refused_with_a_remedy(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a database " * 100)
    with pytest.raises(StoreError, match="--store"):
        Store(text)
    # DuckDB would open a table of text as a database in memory, and all that a run wrote would be gone
    table = tmp_path / "news.jsonl"
    table.write_text('{"text": "Kenya condemned Somalia."}\n')
    with pytest.raises(StoreError, match="not a store"):
        Store(table)
    other = tmp_path / "other.duckdb"
    con = duckdb.connect(str(other))
    con.execute("CREATE TABLE t (x INTEGER)")
    con.close()
    with pytest.raises(StoreError, match="not a store"):
        Store(other)


def test_an_older_schema_is_named(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    Store(path).close()
    con = duckdb.connect(str(path))
    con.execute("UPDATE meta SET value = '0'")
    con.close()
    with pytest.raises(StoreError, match="version 0"):
        Store(path)


def test_unknown_ids_and_problems(tmp_path: Path) -> None:
    with Store(tmp_path / "s.duckdb") as store:
        with pytest.raises(UnknownName):
            store.one(Mention, "zz")
        problem = Problem(where="a.txt", kind="empty", message="m")
        store.add_problems([problem, problem])
        store.add_problems([problem])
        assert store.records(Problem) == [problem]
