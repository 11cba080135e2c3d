"""Tables that others made: in, beside ours, and out again."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from allegiance import exchange, outside
from allegiance.errors import UnknownName
from allegiance.records import Event, EventType, Problem, Quad, Status
from allegiance.store import Store

HEAD = "date,actor,recipient,code\n"


def rows(pair: str, code: str, days: list[date]) -> str:
    return "".join(f"{day},{pair},{code}\n" for day in days)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Invented events: KAZ and RUS cooperate, then quarrel; a quiet pair beside them."""
    first = [date(2020, 1, 5) + timedelta(14 * n) for n in range(26)]
    second = [day + timedelta(366) for day in first]
    path = tmp_path / "made.csv"
    path.write_text(
        HEAD
        + rows("KAZ,RUS", "050", first)
        + rows("KAZ,RUS", "120", second)
        + rows("FRA,DEU", "050", [*first, *second])
        + rows("KAZ,RUS", "9999", [date(2020, 1, 1)])
    )
    return path


@pytest.fixture
def own() -> list[Event]:
    day = date(2021, 1, 6)
    shared = {"status": Status.ASSERTED, "mentions": ("m",), "articles": ("a",), "first_reported": day}
    return [
        Event(
            id="e1",
            type=EventType.REJECT,
            quad=Quad.VERBAL_CONFLICT,
            actors=("KAZ",),
            recipients=("RUS",),
            date_start=day,
            date_end=day,
            **shared,
        ),
        Event(
            id="e2",
            type=EventType.AID,
            quad=Quad.MATERIAL_COOPERATION,
            actors=("FRA",),
            recipients=("ITA",),
            date_start=day,
            date_end=day,
            **shared,
        ),
    ]


def test_a_table_is_imported_once_and_bad_rows_are_named(tmp_path: Path, table: Path) -> None:
    with Store(tmp_path / "s.duckdb") as store:
        done, problems = outside.import_tables(store, [table])
        assert [(d.source, d.kind, d.rows, d.rejected) for d in done] == [("made", "events", 104, 1)]
        assert "CAMEO" in problems[0].message
        assert not problems[0].fatal
        again, _ = outside.import_tables(store, [table])
        assert [(d.rows, d.known) for d in again] == [(0, 104)]
        assert outside.imported_events(store, "made").height == 104
        assert store.records(Problem)


def test_what_is_missing_is_named_and_the_rest_goes_on(tmp_path: Path, table: Path) -> None:
    votes = tmp_path / "votes.csv"
    votes.write_text("rcid,country,vote\n1,Kazakhstan,yes\n")
    with Store(tmp_path / "s.duckdb") as store:
        done, problems = outside.import_tables(store, [votes, tmp_path / "none.csv", table])
        assert [d.source for d in done] == ["made"]
        assert sum(p.fatal for p in problems) == 2
        assert any("roll calls" in p.message for p in problems)
        with pytest.raises(UnknownName, match="made"):
            outside.imported_events(store, "nothing")


def test_votes_points_and_alliances_go_in(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text("rcid,country,vote\n1,Kazakhstan,yes\n1,Russia,no\n")
    (tmp_path / "calls.csv").write_text("rcid,session,date,short\n1,75,2020-12-01,A text\n")
    (tmp_path / "points.csv").write_text("ccode,session,IdealPoint\n365,75,-0.8\n")
    (tmp_path / "ties.csv").write_text(
        "ccode1,ccode2,year,atop_defense,atop_nonagg\n365,705,2018,1,0\n705,365,2018,1,0\n"
    )
    with Store(tmp_path / "s.duckdb") as store:
        done, problems = outside.import_tables(store, sorted(tmp_path.glob("*.csv")), name="made")
        assert problems == []
        assert {d.kind: d.rows for d in done} == {"votes": 2, "ideal points": 1, "alliances": 1}
        assert {row["kind"] for row in outside.sources(store)} == {"votes", "ideal points", "alliances"}
        assert store.query("SELECT a, b, kind FROM imported_alliances") == [{"a": "KAZ", "b": "RUS", "kind": "defense"}]


def test_files_that_overlap_count_each_event_once(tmp_path: Path) -> None:
    table = exchange.tables.tidy(
        pl.DataFrame(
            {"event_id": ["1", "2"], "date": [date(2020, 1, 1)] * 2, "actor": "KAZ", "recipient": "RUS", "code": "050"}
        )
    )
    exchange.write_gdelt(table, tmp_path / "a.CSV")
    exchange.write_gdelt(table.with_columns(event_id=pl.Series(["2", "3"])), tmp_path / "b.CSV")
    whole = (tmp_path / "b.CSV").read_text()
    (tmp_path / "b.CSV").write_text(whole + whole.splitlines(keepends=True)[-1])
    with Store(tmp_path / "s.duckdb") as store:
        done, _ = outside.import_tables(store, [tmp_path / "a.CSV", tmp_path / "b.CSV"])
        assert [(d.source, d.rows, d.known) for d in done] == [("GDELT 2", 2, 0), ("GDELT 2", 1, 2)]


def test_mentions_are_joined_to_their_events_whichever_came_first(tmp_path: Path) -> None:
    table = exchange.tables.tidy(
        pl.DataFrame(
            {"event_id": ["1", "2"], "date": [date(2020, 1, 1)] * 2, "actor": "KAZ", "recipient": "RUS", "code": "050"}
        ).with_columns(mentions=pl.Series([1, 9]), sources=1, articles=1)
    )
    exchange.write_gdelt(table, tmp_path / "a.export.CSV")

    def mention(event: str, outlet: str, sentence: int = 1) -> str:
        told = [event, "20200101000000", "20200102001500", "1", outlet, f"http://{outlet}/{sentence}", str(sentence)]
        return "\t".join([*told, "-1", "9", "8", "1", "80", "1000", "-1.5", "", ""]) + "\n"

    first, second = tmp_path / "a.mentions.CSV", tmp_path / "b.mentions.CSV"
    lines = [mention("1", "a"), mention("1", "b"), mention("1", "b", 2), mention("2", "a")]
    first.write_text("".join([*lines, lines[0], "torn\n"]))
    second.write_text(mention("1", "a") + mention("7", "c"))
    with Store(tmp_path / "s.duckdb") as store:
        done, problems = outside.import_tables(store, [first])
        # what one file tells twice counts once, as what two files tell
        assert [(d.kind, d.source, d.rows, d.known, d.rejected) for d in done] == [("mentions", "GDELT 2", 4, 1, 1)]
        assert not any(p.fatal for p in problems)
        assert outside.mentions_joined(store)[0]["held"] == 0
        done, _ = outside.import_tables(store, [tmp_path / "a.export.CSV", second])
        assert [(d.kind, d.rows, d.known) for d in done] == [("events", 2, 0), ("mentions", 1, 1)]
        assert outside.mentions_joined(store) == [
            {"source": "GDELT 2", "mentions": 5, "events": 3, "joined": 4, "held": 2}
        ]
        counts = outside.imported_events(store, "GDELT 2").select("event_id", "mentions", "sources", "articles")
        assert counts.rows() == [("1", 3, 2, 3), ("2", 9, 1, 1)]
        assert {row["kind"]: row["rows"] for row in outside.sources(store)} == {"events": 2, "mentions": 5}


def test_movers_find_the_pair_that_turned(tmp_path: Path, table: Path) -> None:
    with Store(tmp_path / "s.duckdb") as store:
        outside.import_tables(store, [table])
        found = outside.movers(store, since=date(2021, 1, 1), source="made")
    assert found.rows()[0][:3] == ("KAZ", "RUS", "worse")
    assert found["named"].to_list() == [True, False]


def test_events_of_both_sides_are_matched_row_by_row(tmp_path: Path, table: Path, own: list[Event]) -> None:
    with Store(tmp_path / "s.duckdb") as store:
        outside.import_tables(store, [table])
        store.replace_events(own)
        found = outside.compare(store, second="made", days=2)
        assert found.counts == {"type": 1, "ours only": 1, "theirs only": 1}, found.rows
        assert found.rows.filter(pl.col("match") == "type")["event_id"].to_list() == ["e1"]
        store.replace_events([])
        with pytest.raises(UnknownName, match="no day"):
            outside.compare(store, second="made")


@pytest.mark.parametrize("form", exchange.FORMATS)
def test_every_form_is_written(tmp_path: Path, own: list[Event], form: str) -> None:
    with Store(tmp_path / "s.duckdb") as store:
        store.replace_events(own)
        [(path, _)] = outside.export(store, tmp_path / "out", [form])
    text = path.read_bytes()
    assert text
    if form != "geojson":
        assert b"KAZ" in text
        assert b"RUS" in text
    if form in ("parquet", "csv", "polecat", "gdelt"):
        back = exchange.read_events(path).events
        assert set(back["event_id"]) == {"e1", "e2"}
    if form == "dyad-months":
        assert pl.read_csv(path).filter(pl.col("actor") == "KAZ")["cow_actor"].to_list() == [705]
