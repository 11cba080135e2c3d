"""Measures of others beside reports: what they find, how they are weighed, and how forecasts come out."""

from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from allegiance import measuring, outside, pipeline, views
from allegiance.baseline import BASELINE
from allegiance.measuring.resolving import baseline_start
from allegiance.records import Forecast
from allegiance.store import Store

SETUP = pipeline.Setup()
STATES = ("KAZ", "RUS", "USA", "UKR", "CHN", "FRA", "DEU", "UZB", "KGZ", "POL")


def rows(pair: str, code: str, first: date, number: int, every: int) -> str:
    return "".join(f"{first + timedelta(every * n)},{pair},{code}\n" for n in range(number))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Invented tables: Kazakhstan and Russia turn in 2021; Russia and Ukraine are at odds all along; all others are calm."""
    text = "date,actor,recipient,code\n"
    for year, code in ((2019, "050"), (2020, "050"), (2021, "120"), (2022, "120")):
        text += rows("KAZ,RUS", code, date(year, 1, 3), 60, 6)
        text += rows("RUS,UKR", "190", date(year, 1, 2), 60, 6)
        text += rows("KAZ,UKR", "060", date(year, 1, 4), 30, 12)
        text += rows("FRA,DEU", "040", date(year, 1, 5), 60, 6)
    (tmp_path / "made.csv").write_text(text)
    opened = Store(tmp_path / "s.duckdb")
    outside.import_tables(opened, [tmp_path / "made.csv"])
    return opened


def votes(folder: Path, *, apart: bool) -> None:
    """Write invented roll calls: all vote alike, but Kazakhstan leaves Russia in 2021 where ``apart`` is true."""
    calls, cast = "rcid,session,date,short\n", "rcid,country,vote\n"
    for call in range(80):
        day = date(2018, 2, 1) + timedelta(18 * call)
        calls += f"{call},{day.year - 1945},{day},text {call}\n"
        for number, state in enumerate(STATES):
            left = apart and state == "KAZ" and day >= date(2021, 1, 1)
            likes = (call + (number + left * 5) // 2) % 3 != 0
            cast += f"{call},{state},{'yes' if likes else 'no'}\n"
    (folder / "calls.csv").write_text(calls)
    (folder / "votes.csv").write_text(cast)


def test_a_table_is_set_against_the_three_years_before_only(tmp_path: Path) -> None:
    """A quarrel of long ago changes neither the answer nor the numbers told; three years ago it does."""
    told = {}
    for old in (None, 2010, 2019):
        text = "date,actor,recipient,code\n"
        for year in (2018, 2019, 2020, 2021):
            text += rows("KAZ,RUS", "050", date(year, 1, 3), 60, 6) + rows("KAZ,RUS", "120", date(year, 1, 3), 6, 50)
        text += rows("KAZ,RUS", "120", date(old, 1, 5), 60, 6) if old else ""
        (tmp_path / f"{old}.csv").write_text(text)
        with Store(tmp_path / f"{old}.duckdb") as store:
            outside.import_tables(store, [tmp_path / f"{old}.csv"], name="made")
            found = pipeline.answer(
                store, SETUP, state="KAZ", ally="RUS", since=date(2021, 1, 1), until=date(2021, 12, 31)
            )
        told[old] = (found.judgements[0].probability, found.measures[0].finding)
    assert told[None] == told[2010]
    assert "18 of 198 in the three years before" in told[2010][1]
    assert told[2019][0] < told[2010][0]


def test_a_table_alone_can_answer(store: Store) -> None:
    found = pipeline.answer(store, SETUP, state="KAZ", ally="RUS", since=date(2021, 1, 1), until=date(2021, 12, 31))
    first = found.judgements[0]
    assert first.probability is not None
    assert first.probability > 0.8
    assert first.low is not None
    assert first.high is not None
    assert first.low < first.probability < first.high
    assert [m.direction for m in found.measures] == ["away"]
    assert found.path[0][0] == "base rate among allies"
    assert found.path[-1][1] == pytest.approx(first.probability)
    assert any("baseline at" in told for told, _ in found.sensitivity)
    assert found.forecast is not None
    assert found.forecast.resolves == date(2022, 12, 31)
    calm = pipeline.answer(store, SETUP, state="FRA", ally="DEU", since=date(2021, 1, 1), until=date(2021, 12, 31))
    assert calm.judgements[0].probability is not None
    assert calm.judgements[0].probability < 0.3


def test_few_acts_give_no_answer(store: Store) -> None:
    found = pipeline.answer(store, SETUP, state="KAZ", ally="UKR", since=date(2022, 12, 20))
    assert found.judgements[0].probability is None
    assert [m.direction for m in found.measures] == ["not enough"]
    assert found.forecast is None


def test_the_rival_is_on_the_register_or_named(store: Store) -> None:
    found = pipeline.answer(store, SETUP, state="KAZ", ally="RUS", since=date(2021, 1, 1), until=date(2021, 12, 31))
    assert found.contrast is not None
    assert found.contrast.rival == "UKR"
    assert "register of rivalries (since 2014: annexation of Crimea; war), of 4 on it" in found.contrast.rule
    assert [b.bloc for b in found.contrast.blocs][:3] == [
        "CSTO and EAEU, without the Russian Federation",
        "EU and NATO",
        "China",
    ]
    shown = pipeline.make_dossier(store, SETUP, found)
    assert all("register of rivalries" in render(shown) for render in views.RENDERERS.values())
    named = pipeline.answer(store, SETUP, state="KAZ", ally="RUS", since=date(2021, 1, 1), rival="CHN")
    assert named.contrast is not None
    assert named.contrast.rival == "CHN"
    assert not named.contrast.enough
    # for as much uncertainty, two relations that stand still would often look like a turn
    assert all(0.3 < p < 0.5 for p in found.contrast.unmoved)
    assert found.contrast.unmoved[2] > max(found.contrast.unmoved[:2])
    assert named.contrast.rule == "China is the rival that the question names."


def test_a_state_with_much_conflict_is_no_rival_unless_both_quarrel(tmp_path: Path) -> None:
    """Somalia's pirates make news of Norway, and Norway none of Somalia; Sweden and Finland are at peace with all."""
    for name, back, rival in (("one.csv", "043", ""), ("both.csv", "130", "SOM")):
        text = "date,actor,recipient,code\n"
        for year in range(2018, 2022):
            text += rows("SOM,NOR", "190", date(year, 1, 2), 60, 6) + rows("NOR,SOM", back, date(year, 1, 3), 60, 6)
            text += rows("SWE,NOR", "040", date(year, 1, 4), 60, 6) + rows("SWE,SOM", "040", date(year, 1, 5), 60, 6)
            text += rows("NOR,FIN", "190", date(year, 1, 6), 5, 60) + rows("SWE,FIN", "040", date(year, 1, 7), 60, 6)
        (tmp_path / name).write_text(text)
        with Store(tmp_path / f"{name}.duckdb") as made:
            outside.import_tables(made, [tmp_path / name])
            found = pipeline.answer(
                made, SETUP, state="SWE", ally="NOR", since=date(2021, 1, 1), until=date(2021, 12, 31)
            )
            assert found.contrast is not None
            assert found.contrast.rival == rival
            words = "most unfriendly acts with it, from both sides" if rival else "there is no rival to set it against"
            assert words in found.contrast.rule
            page = views.RENDERERS["html"](pipeline.make_dossier(made, SETUP, found))
            assert words in page
            assert ("No contrast can be drawn" in page) == (not rival)


def test_without_a_date_the_last_year_is_asked_about(store: Store) -> None:
    assert measuring.default_since(store, "KAZ", "RUS") == date(2021, 1, 1) or measuring.default_since(
        store, "KAZ", "RUS"
    ) == date(2022, 1, 1)
    assert measuring.default_since(store, "KAZ", "POL") is None


@pytest.mark.parametrize("apart", [True, False])
def test_votes_and_pacts_stand_beside_events(store: Store, tmp_path: Path, apart: bool) -> None:
    votes(tmp_path, apart=apart)
    ties = "ccode1,ccode2,year,atop_defense\n"
    cow = (705, 365, 2, 369, 710, 220, 255, 704, 703, 290)
    for year in (2020, 2021):
        for one, other in combinations(cow, 2):
            pact = not (apart and year == 2021 and {one, other} == {705, 365})
            ties += f"{one},{other},{year},{int(pact)}\n"
    (tmp_path / "ties.csv").write_text(ties)
    outside.import_tables(store, [tmp_path / name for name in ("votes.csv", "calls.csv", "ties.csv")])
    found = pipeline.answer(store, SETUP, state="KAZ", ally="RUS", since=date(2021, 1, 1), until=date(2021, 12, 31))
    by_kind = {m.kind: m for m in found.measures}
    assert by_kind["treaties"].direction == ("away" if apart else "steady")
    assert (by_kind["treaties"].step > 0) == apart
    assert ("no pact in 2021, pact of defence in 2020" if apart else "in 2021, as in 2020") in by_kind[
        "treaties"
    ].finding
    if apart:
        assert by_kind["votes"].direction == "away"
        assert not found.disagreements
    else:
        assert any("no material move" in line for line in found.disagreements)
    shown = pipeline.make_dossier(store, SETUP, found)
    for render in views.RENDERERS.values():
        assert "made" in render(shown)


def test_forecasts_are_kept_resolved_and_scored(store: Store) -> None:
    asked = {"since": date(2021, 1, 1), "until": date(2021, 12, 31)}
    for state, ally in (("KAZ", "RUS"), ("FRA", "DEU")):
        for _ in range(2):
            pipeline.keep_forecast(store, pipeline.answer(store, SETUP, state=state, ally=ally, **asked))
    late = pipeline.answer(store, SETUP, state="KAZ", ally="RUS", since=date(2021, 1, 1))
    assert "The last edition" in late.since_last[0]
    pipeline.keep_forecast(store, late)
    resolved = measuring.resolve(store)
    by_pair = {(f.state, f.made): f.outcome for f in resolved}
    assert by_pair["KAZ", date(2021, 12, 31)] is True
    assert by_pair["FRA", date(2021, 12, 31)] is False
    assert [f.outcome for f in resolved if f.made > date(2021, 12, 31)] == [None]
    assert store.records(Forecast, "WHERE outcome") != []


def test_a_forecast_is_resolved_by_the_baseline_that_its_question_names(store: Store) -> None:
    since = date(2021, 1, 1)
    found = pipeline.answer(store, SETUP, state="KAZ", ally="RUS", since=since, until=date(2021, 12, 31))
    pipeline.keep_forecast(store, found)
    (kept,) = store.records(Forecast)
    assert baseline_start(kept.question, since) == since - BASELINE
    older = kept.question.replace("of the three years before", "before")
    assert older != kept.question
    assert baseline_start(older, since) == date.min
