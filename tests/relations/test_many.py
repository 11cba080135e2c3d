from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from allegiance.records import Quad
from allegiance.relations import alignment, bands, blocs, change, level_table, movers, panel, sensitivity, turns
from allegiance.relations.change import lasts, without
from allegiance.relations.drift import DRIFT, drift, grid
from allegiance.relations.model import fast_interval, interval, log_score, rate_rose

SINCE = date(2021, 1, 1)


def table(shares: dict[tuple[str, str], tuple[float, float]], *, each: int = 12) -> pl.DataFrame:
    """Events of pairs over two years, with the given share of conflict before and after the date."""
    rows = []
    for (actor, recipient), both in shares.items():
        for month in range(24):
            share = both[month >= 12]
            hostile = round(share * each)
            for i in range(each):
                quad = Quad.VERBAL_CONFLICT if i < hostile else Quad.MATERIAL_COOPERATION
                day = date(2020 + month // 12, month % 12 + 1, 1) + timedelta(days=i)
                rows.append((day, actor, recipient, quad.value, ["x", "y"] if i % 2 else ["x"]))
    schema = {"date": pl.Date, **dict.fromkeys(("actor", "recipient", "quad"), pl.String), "named": pl.List(pl.String)}
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(origins=pl.col("named").list.len().cast(float))


def quiet(*pairs: tuple[str, str]) -> dict[tuple[str, str], tuple[float, float]]:
    return dict.fromkeys(pairs, (0.17, 0.17))


def test_movers_name_the_dyad_that_moved_and_not_the_quiet_ones() -> None:
    frame = table({("AAA", "BBB"): (0.1, 0.8), ("CCC", "DDD"): (0.75, 0.08)} | quiet(("EEE", "FFF"), ("GGG", "HHH")))
    found = movers(frame, since=SINCE)
    named = found.filter("named")
    assert set(named.select("actor", "direction").rows()) == {("AAA", "worse"), ("CCC", "better")}
    assert found.filter(~pl.col("named"))["p"].max() < 0.5


def test_a_quarrel_of_long_ago_is_no_baseline() -> None:
    recent = table({("KAZ", "RUS"): (0.1, 0.6), ("KAZ", "USA"): (0.3, 0.3), ("RUS", "USA"): (0.5, 0.5)})
    old = table({("KAZ", "RUS"): (1.0, 1.0), ("KAZ", "USA"): (1.0, 1.0), ("RUS", "USA"): (0.0, 0.0)})
    both = pl.concat([old.with_columns(pl.col("date").dt.offset_by("-5y")), recent])
    for measure in (
        lambda frame: movers(frame, since=SINCE).rows(),
        lambda frame: alignment(frame, "KAZ", "RUS", "USA", since=SINCE),
        lambda frame: blocs(frame, "KAZ", {"rivals": ["USA"]}, since=SINCE),
        lambda frame: change(frame, "KAZ", "RUS", since=SINCE),
        lambda frame: turns(bands(frame, "KAZ", "RUS", start=date(2020, 1, 1), until=date(2021, 12, 31))),
    ):
        assert measure(both) == measure(recent)


def test_movers_of_an_empty_table_are_none() -> None:
    assert movers(table({}), since=SINCE).height == 0


def test_the_panel_agrees_with_the_single_dyad() -> None:
    frame = table({("AAA", "BBB"): (0.1, 0.6), ("CCC", "BBB"): (0.3, 0.3)})
    many = movers(frame, since=SINCE, until=date(2021, 12, 31)).filter(pl.col("recipient") == "BBB")
    one = change(frame, "AAA", "BBB", since=SINCE, until=date(2021, 12, 31))
    row = many.filter(pl.col("actor") == "AAA").row(0, named=True)
    assert row["p"] == pytest.approx(one.p_materially_worse, abs=0.02)
    assert row["before"] == pytest.approx(one.before, rel=0.02)


def test_coverage_counts_every_event_of_either_state_once() -> None:
    counted = panel(table({("AAA", "BBB"): (0, 0), ("AAA", "CCC"): (0, 0)}, each=4))
    at = counted.dyads.index(("AAA", "BBB"))
    assert counted.total[at, 0] == 6  # four events, two of them with two origins
    assert counted.coverage[at, 0] == 12


def test_the_level_table_has_every_dyad_and_period_with_its_interval() -> None:
    found = level_table(panel(table({("AAA", "BBB"): (0.1, 0.8)})))
    assert found.height == 24
    assert (found["low"] < found["level"]).all()
    assert (found["level"] < found["high"]).all()
    assert found["level"][-1] > 2 * found["level"][11]


def test_a_common_shock_is_no_turn_from_the_patron() -> None:
    others = [("KAZ", f"X{i}") for i in range(8)] + [("RUS", f"X{i}") for i in range(8)]
    world = quiet(*((f"X{i}", f"X{j}") for i in range(8) for j in range(i)))
    turned = table({("KAZ", "RUS"): (0.1, 0.6), ("KAZ", "USA"): (0.5, 0.1)} | quiet(*others) | world)
    shocked = table(
        {("KAZ", "RUS"): (0.1, 0.6), ("KAZ", "USA"): (0.1, 0.6)}
        | dict.fromkeys(others[:8], (0.1, 0.6))
        | quiet(*others[8:])
        | world
    )
    first = alignment(turned, "KAZ", "RUS", "USA", since=SINCE)
    second = alignment(shocked, "KAZ", "RUS", "USA", since=SINCE)
    assert first.enough
    assert first.p_from_patron > 0.9
    assert first.p_contrast > 0.95
    assert first.p_to_rival > 0.9
    assert second.patron_offset > 1
    assert second.p_from_patron < 0.7 < 0.9 < first.p_from_patron
    assert second.p_contrast < 0.5


def test_third_parties_count_by_their_standing_with_the_patron() -> None:
    base = {
        ("KAZ", "RUS"): (0.1, 0.1),
        ("KAZ", "USA"): (0.3, 0.3),
        ("RUS", "FRI"): (0.0, 0.0),
        ("RUS", "FOE"): (1.0, 1.0),
    }
    away = table(base | {("KAZ", "FRI"): (0.1, 0.7), ("KAZ", "FOE"): (0.7, 0.1)})
    towards = table(base | {("KAZ", "FRI"): (0.7, 0.1), ("KAZ", "FOE"): (0.1, 0.7)})
    one, other = (alignment(frame, "KAZ", "RUS", "USA", since=SINCE) for frame in (away, towards))
    assert one.third_party_count == 2
    assert one.third_parties > 0.5
    assert other.third_parties < -0.5


def test_a_bloc_pools_its_members() -> None:
    frame = table({("KAZ", "ARM"): (0.1, 0.7), ("BLR", "KAZ"): (0.1, 0.7), ("KAZ", "FRA"): (0.2, 0.2)}, each=4)
    east, west = blocs(frame, "KAZ", {"CSTO": ["ARM", "BLR", "KAZ"], "EU": ["FRA"]}, since=SINCE)
    assert (east.recipient, west.recipient) == ("CSTO", "EU")
    assert east.p_materially_worse > 0.9 > 0.5 > west.p_materially_worse
    assert east.before > 1.5 * west.before


def test_sensitivity_shows_dates_filters_and_sources() -> None:
    found = sensitivity(table({("AAA", "BBB"): (0.1, 0.7)}), "AAA", "BBB", since=SINCE)
    assert found["what"].unique().sort().to_list() == ["as asked", "baseline", "filter", "without"]
    asked = found.row(0, named=True)
    assert asked["p_materially_worse"] > 0.9
    later = found.filter((pl.col("what") == "baseline") & (pl.col("choice") > "2021-06"))
    assert (later["drift"] < asked["drift"]).all()
    reverse = found.filter(pl.col("choice") == "BBB to AAA only")
    assert (reverse["after"] == 0).all()
    assert set(found.filter(pl.col("what") == "without")["choice"]) == {"x", "y"}


def test_leaving_a_source_out_takes_its_origin_and_events_of_its_own() -> None:
    frame = table({("AAA", "BBB"): (0.0, 0.0)}, each=2).head(2)
    assert without(frame, "x")["origins"].to_list() == [1.0]
    assert without(frame, "y")["origins"].to_list() == [1.0, 1.0]


def test_the_rate_tells_silence_from_calm() -> None:
    uncovered = table({("AAA", "BBB"): (0.5, 0.5)}).filter(pl.col("date") < SINCE)
    assert change(uncovered, "AAA", "BBB", since=SINCE, until=date(2021, 12, 1)).p_rate_higher is None
    calm = pl.concat([uncovered, table({("AAA", "CCC"): (0.0, 0.0)})])
    found = change(calm, "AAA", "BBB", since=SINCE, until=date(2021, 12, 1)).p_rate_higher
    assert found is not None
    assert found < 0.05


def test_a_sure_drift_lasts_more_often_than_a_doubtful_one() -> None:
    assert lasts(2.0, 0.2) > 0.7 > lasts(0.5, 0.5) > lasts(0.0, 0.5)


def test_without_evidence_the_drift_is_its_prior() -> None:
    values, weights = grid(DRIFT)
    found = drift(*(np.array([x]) for x in (1.0, 9.0, 0.0, 0.0)))
    assert found.sd[0] == pytest.approx(np.sqrt((weights * values**2).sum()), rel=1e-6)
    assert found.worse[0] == pytest.approx(0.5, abs=1e-9)


def test_the_predictive_probabilities_sum_to_one() -> None:
    n = np.full(13, 12.0)
    c = np.arange(13.0)
    assert np.exp(log_score(c, n, np.full(13, 0.7), np.full(13, 4.0), 9.0)).sum() == pytest.approx(1)


def test_the_rate_comparison_is_the_probability_of_a_quotient_of_gammas() -> None:
    rng = np.random.default_rng(1)
    before, after = rng.gamma(4, 1 / 10, 200_000), rng.gamma(7, 1 / 12, 200_000)
    exact = rate_rose((np.array([4.0]), np.array([10.0])), (np.array([7.0]), np.array([12.0])), factor=1.25)
    assert exact[0] == pytest.approx((after > 1.25 * before).mean(), abs=0.01)


def test_the_fast_interval_is_near_the_exact_one() -> None:
    rng = np.random.default_rng(2)
    a, b = np.exp(rng.uniform(-2, 4, 500)), np.exp(rng.uniform(-2, 5, 500))
    for fast, exact in zip(fast_interval(a, b), interval(a, b), strict=True):
        assert np.abs(fast - exact).max() < 0.015
