"""The Python API: tables and answers that show themselves, and the worked notebook."""

import json
from datetime import date, timedelta
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path

import polars as pl
import pytest

import allegiance
from allegiance.errors import MissingPart, UnknownName
from benchmarks import notebook

ROOT = Path(__file__).parents[2]


@pytest.fixture
def store(tmp_path: Path) -> allegiance.Store:
    """Invented: Kazakhstan and Russia fall out in 2021, as their votes do; France and Germany don't."""
    text = "date,actor,recipient,code\n"
    for year, code in ((2019, "050"), (2020, "050"), (2021, "120"), (2022, "120")):
        for number in range(50):
            day = date(year, 1, 3) + timedelta(7 * number)
            text += f"{day},KAZ,RUS,{code}\n{day},FRA,DEU,040\n"
    (tmp_path / "made.csv").write_text(text)
    calls, cast = "rcid,session,date,short\n", "rcid,country,vote\n"
    for call in range(40):
        calls += f"{call},{75 + call // 20},{date(2020, 1, 1) + timedelta(18 * call)},text {call}\n"
        for state in ("KAZ", "RUS", "FRA", "DEU"):
            cast += f"{call},{state},{'no' if call % 3 == 0 or (state == 'KAZ' and call >= 20) else 'yes'}\n"
    (tmp_path / "calls.csv").write_text(calls)
    (tmp_path / "votes.csv").write_text(cast)
    opened = allegiance.Store(tmp_path / "s.duckdb")
    assert opened.import_tables([tmp_path / name for name in ("made.csv", "votes.csv", "calls.csv")]) == 560
    assert opened.problems == []
    return opened


def test_names_of_the_package_are_listed_and_others_unknown() -> None:
    assert all(hasattr(allegiance, name) for name in allegiance.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = allegiance.nothing


def test_events_of_a_pair_by_any_name(store: allegiance.Store) -> None:
    found = store.events("Kazakhstan", "Russia", source="made")
    assert len(found) == 200
    assert found.frame["date"].is_sorted()
    assert found.arrow().num_rows == 200
    assert "20 of 200 rows" in found._repr_html_()
    assert len(store.events("KAZ", "FRA", source="made")) == 0
    with pytest.raises(UnknownName):
        store.events("Nowhereland")
    with pytest.raises(UnknownName, match="Imported so far: made"):
        store.events(source="other")


def test_a_change_has_its_odds_and_those_under_other_choices(store: allegiance.Store) -> None:
    frame = store.change("Kazakhstan", "Russia", since="2021-01-01", until="2021-12-31", source="made").polars()
    asked = frame.row(0, named=True)
    assert asked["what"] == "as asked"
    assert asked["p_worse"] >= asked["p_materially_worse"] > 0.9
    assert asked["low"] < asked["drift"] < asked["high"]
    assert asked["p_lasts"] < asked["p_materially_worse"]
    assert set(frame["what"]) == {"as asked", "baseline", "filter"}
    with pytest.raises(UnknownName):
        store.change("KAZ", "RUS", since=None)


def test_levels_are_of_every_pair_and_week(store: allegiance.Store) -> None:
    frame = store.levels(every="week", source="made").polars()
    assert set(frame.select("actor", "recipient").rows()) == {("DEU", "FRA"), ("KAZ", "RUS")}
    weeks = frame["period"].unique().sort()
    assert len(frame) == 2 * len(weeks)
    assert (weeks.diff().drop_nulls() == timedelta(7)).all()
    assert frame.filter((pl.col("low") > pl.col("level")) | (pl.col("high") < pl.col("level"))).is_empty()
    one = store.levels("KAZ", "RUS", source="made")
    assert one.plot() is not None
    course = store.relation("KAZ", "RUS", source="made").polars()
    assert one.polars()["level"].to_list() == pytest.approx(course["level"].to_list())
    assert set(store.levels("KAZ", directed=True, source="made").polars()["actor"]) == {"KAZ"}


def test_a_relation_has_a_row_for_every_period_and_draws_itself(store: allegiance.Store) -> None:
    found = store.relation("KAZ", "RUS", source="made")
    frame = found.polars()
    assert len(frame) == 48
    late = store.relation("KAZ", "RUS", since=date(2021, 1, 15), source="made").polars()
    assert late.equals(frame.filter(pl.col("period") >= date(2021, 1, 1)))
    assert frame.filter((pl.col("low") > pl.col("level")) | (pl.col("high") < pl.col("level"))).is_empty()
    by_year = frame.group_by(pl.col("period").dt.year().alias("year")).agg(pl.col("level").last()).sort("year")
    assert by_year["level"][3] > 0.5 > by_year["level"][1]
    assert store.relation("KAZ", "FRA").polars().columns == frame.columns
    # a demand to cut ties weighs more than none, and who only cooperates has no grave act
    assert frame.filter(pl.col("period") < date(2021, 1, 1))["severity"].null_count() == 24
    assert 0 < frame["severity"].drop_nulls().min() <= frame["severity"].max() <= 1
    drawn = found.plot().to_dict()
    assert len(drawn["data"]["values"]) == 48
    assert {layer["mark"]["type"] for layer in drawn["layer"]} == {"area", "line"}


def test_votes_part_where_the_states_do(store: allegiance.Store) -> None:
    found = store.votes("RUS", "KAZ")
    assert found.frame["agreement"].to_list() == [1.0, 0.35]
    assert len(store.votes()) == 2 * len(list(combinations(range(4), 2)))
    assert store.votes("KAZ").frame.height == 6
    with allegiance.Store(":memory:") as empty, pytest.raises(UnknownName, match="import a table"):
        empty.votes()


def test_ideal_points_place_apart_who_votes_apart(store: allegiance.Store) -> None:
    found = store.ideal_points("KAZ", "RUS")
    assert found.frame.columns == ["state", "session", "point", "sd", "votes", "published"]
    # where all vote alike, in the first session, nobody has a place
    place = {row["state"]: row["point"] for row in store.ideal_points().frame.to_dicts()}
    assert len(place) == len(store.ideal_points()) == 4
    assert abs(place["KAZ"] - place["RUS"]) > 1 > 10 * abs(place["FRA"] - place["RUS"])
    assert len(found.plot().to_dict()["data"]["values"]) == 2
    with allegiance.Store(":memory:") as empty, pytest.raises(UnknownName, match="import a table"):
        empty.ideal_points()


def test_an_answer_shows_itself_and_its_parts(store: allegiance.Store) -> None:
    found = store.assess("KAZ", "RUS", since=date(2021, 1, 1), until=date(2021, 12, 31), keep=True)
    assert found.probability is not None
    assert found.probability > 0.8
    assert found.polars()["probability"][0] == found.probability
    assert found.path.frame["probability"][-1] == pytest.approx(found.probability)
    assert found.arrow().column_names == ["statement", "word", "probability", "low", "high"]
    assert set(found.measures.frame["kind"]) == {"events"}
    assert found.sensitivity.frame.height > 3
    assert found.signs.frame.is_empty()
    assert str(found) in found._repr_html_()
    assert "Kazakhstan" in found.dossier("html")
    frame = found.page._repr_html_()
    assert frame.startswith("<iframe ")
    assert frame.count("<") == 2, "the page stands escaped in its frame"
    with pytest.raises(MissingPart, match="no drawing"):
        found.judgements.plot()
    with pytest.raises(MissingPart, match="use one of"):
        found.dossier("pdf")
    assert repr(found) == f"<Answer: {found.record.answer}>"


def test_days_may_be_written_and_a_state_is_not_its_own_ally(store: allegiance.Store) -> None:
    written, given = (store.assess("KAZ", "RUS", since=day).record for day in ("2021-01-01", date(2021, 1, 1)))
    assert written == given
    assert len(store.relation("KAZ", "RUS", since="2021-01-01", source="made")) == 24
    with pytest.raises(UnknownName, match="no such day"):
        store.assess("KAZ", "RUS", until="2021-02-30")
    with pytest.raises(UnknownName, match="one and the same"):
        store.assess("KAZ", "Kazakhstan")


def test_pandas_is_given_or_named() -> None:
    table = allegiance.Table("one", pl.DataFrame({"a": [1]}))
    if find_spec("pandas"):
        assert table.pandas()["a"].tolist() == [1]
    else:
        with pytest.raises(MissingPart, match=r"allegiance\[pandas\]"):
            table.pandas()


def test_what_a_table_shows_is_escaped() -> None:
    shown = allegiance.Table("<b>", pl.DataFrame({"<i>": ["<script>"], "n": [None]}))._repr_html_()
    assert "<b>" not in shown
    assert "<i>" not in shown
    assert "<script>" not in shown


def test_the_worked_notebook_runs() -> None:
    book = json.loads((ROOT / "docs" / "notebook.ipynb").read_text("utf-8"))
    names = notebook.run(book)
    assert names["events"].frame.height > 10
    assert names["answer"].probability is not None
    assert any(cell["outputs"] for cell in notebook.code_of(book))
