from datetime import date

import polars as pl
import pytest

from allegiance.relations import alliances_moved, of_pair, points_moved, portfolios
from allegiance.relations.likeness import moved

STATES = [f"S{n}" for n in range(12)]


def table(value: float = 0.0, **changed: float) -> pl.DataFrame:
    pairs = [(a, b) for a in STATES for b in STATES if a < b]
    values = [changed.get(f"{a}_{b}", value + 0.01 * (i % 5)) for i, (a, b) in enumerate(pairs)]
    return pl.DataFrame({"a": [p[0] for p in pairs], "b": [p[1] for p in pairs], "value": values, "calls": 20.0})


def test_a_pair_that_parts_stands_out_and_a_common_move_does_not() -> None:
    found = moved(table(), table(0.5, S0_S1=-0.5))
    pair = of_pair(found, "S1", "S0")
    assert pair is not None
    assert pair.z < -2
    others = found.filter(~pl.col("a").is_in(["S0", "S1"]) & ~pl.col("b").is_in(["S0", "S1"]))
    assert others["z"].abs().max() < 1.5


def test_two_that_part_from_all_others_faster_than_from_each_other_have_not_drawn_together() -> None:
    drop = {f"{a}_{b}": -0.5 for a in STATES for b in STATES if a < b and len({a, b} & {"S0", "S1"}) == 1}
    found = of_pair(moved(table(), table(S0_S1=-0.1, **drop)), "S0", "S1")
    assert found is not None
    assert found.after < found.before
    assert (found.move, found.z) == (0, 0)
    nearer = of_pair(moved(table(), table(S0_S1=0.1, **drop)), "S0", "S1")
    assert nearer is not None
    assert nearer.move == pytest.approx(0.1)
    assert nearer.z > 0


def test_too_few_pairs_or_none_give_nothing() -> None:
    few = table().filter(pl.col("a") == "S0")
    assert of_pair(moved(few, few), "S0", "S1") is None
    assert of_pair(moved(table(), table()), "S0", "nobody") is None


def test_sessions_are_set_to_the_side_of_the_date_that_they_began_on() -> None:
    points = pl.DataFrame(
        [
            (s, n, 0.1 * i + (2.0 if s == "S0" and n >= 70 else 0.0))
            for i, s in enumerate(STATES)
            for n in range(66, 73)
        ],
        schema=["state", "session", "point"],
        orient="row",
    )
    found = of_pair(points_moved(points, since=date(2015, 1, 1), until=date(2016, 12, 31)), "S0", "S11")
    assert found is not None
    assert found.before == pytest.approx(-1.1)
    assert found.after == pytest.approx(-0.9)


def test_portfolios_are_alike_when_the_same_allies_are_held() -> None:
    rows = [("A", "C", 2000, "defense"), ("B", "C", 2000, "defense"), ("D", "E", 2000, "consul")]
    found = portfolios(pl.DataFrame(rows, schema=["a", "b", "year", "kind"], orient="row"))
    s = {(a, b): value for a, b, value in found.select("a", "b", "s").iter_rows()}
    # A and B differ only in what each has with itself and with the other: 3 + 3 of 3 x 5, twice
    assert s["A", "B"] == pytest.approx(1 - 2 * 6 / 15)
    assert s["A", "B"] > s["A", "D"]
    assert found["kappa"].max() <= 1


def test_alliances_need_the_year_before_and_one_since() -> None:
    rows = [(a, b, year, "defense") for year in (2000, 2001) for a in STATES for b in STATES if a < b]
    frame = pl.DataFrame(rows, schema=["a", "b", "year", "kind"], orient="row")
    assert alliances_moved(portfolios(frame), since=date(2005, 1, 1), until=date(2006, 1, 1)).is_empty()
    found = of_pair(alliances_moved(portfolios(frame), since=date(2001, 1, 1), until=date(2001, 12, 31)), "S0", "S1")
    assert found is not None
    assert found.move == pytest.approx(0)
