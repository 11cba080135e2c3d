import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.relations.ideal_points import ideal_points
from allegiance.relations.votes import similarity


def table(first: list[int], second: list[int]) -> pl.DataFrame:
    rows = [(1, call, state, vote) for state, votes in (("A", first), ("B", second)) for call, vote in enumerate(votes)]
    return pl.DataFrame(rows, schema=["session", "call", "state", "vote"], orient="row")


def test_the_measures_on_a_table_worked_by_hand() -> None:
    # x = 2 2 1 0, y = 2 1 1 2: means 5/4 and 6/4, squares of the differences 0 1 0 4
    row = similarity(table([2, 2, 1, 0], [2, 1, 1, 2])).row(0, named=True)
    assert row["agreement"] == pytest.approx(0.5)
    assert row["s"] == pytest.approx(1 - 3 / 4)
    assert row["kappa"] == pytest.approx(1 - 5 / (2.75 + 1.0 + 4 * 0.0625))
    assert row["pi"] == pytest.approx(1 - 5 / (2.75 + 4 * 0.125**2 + 1.0 + 4 * 0.125**2))


def test_a_session_that_only_one_of_them_sat_in_has_no_row() -> None:
    alone = pl.DataFrame([(0, 9, "A", 2)], schema=["session", "call", "state", "vote"], orient="row")
    found = similarity(pl.concat([alone, table([2, 0], [2, 1])]))
    assert found["session"].to_list() == [1]
    assert similarity(alone).columns == found.columns


# a slow machine is no failure
@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=2, max_size=30))
def test_kappa_is_cohens_with_squared_weights(votes: list[tuple[int, int]]) -> None:
    x, y = np.array(votes).T
    row = similarity(table(list(x), list(y))).row(0, named=True)
    observed = ((x - y) ** 2).sum()
    expected = ((x[:, None] - y[None, :]) ** 2).sum() / len(x)
    if expected == 0:
        assert row["kappa"] is None
    else:
        assert row["kappa"] == pytest.approx(1 - observed / expected, abs=1e-9)


def test_only_calls_that_both_voted_on_count_and_strangers_have_no_row() -> None:
    votes = pl.DataFrame(
        [(1, 1, "A", 2), (1, 1, "B", 2), (1, 2, "A", 0), (2, 3, "A", 2), (2, 4, "B", 2)],
        schema=["session", "call", "state", "vote"],
        orient="row",
    )
    found = similarity(votes)
    assert found.select("session", "a", "b", "calls").rows() == [(1, "A", "B", 1)]


def made(states: int = 30, sessions: int = 6, calls: int = 60) -> tuple[pl.DataFrame, pl.DataFrame]:
    rng = np.random.default_rng(5)
    places = np.cumsum(np.vstack([rng.normal(size=states), rng.normal(scale=0.2, size=(sessions - 1, states))]), axis=0)
    rows = []
    for t in range(sessions):
        for call in range(calls):
            slope, low = rng.normal(scale=1.5), rng.normal()
            for i in range(states):
                shown = slope * places[t, i] + rng.logistic()
                rows.append((t + 1, 100 * t + call, f"S{i:02d}", int(shown > low) + int(shown > low + 1), f"{call}"))
    truth = pl.DataFrame(
        [(t + 1, f"S{i:02d}", places[t, i]) for t in range(sessions) for i in range(states)],
        schema=["session", "state", "place"],
        orient="row",
    )
    return pl.DataFrame(rows, schema=["session", "call", "state", "vote", "text"], orient="row"), truth


def test_ideal_points_find_the_places_that_votes_were_made_from() -> None:
    votes, truth = made()
    first = truth.filter(pl.col("session") == 1).sort("place")["state"]
    found = ideal_points(votes, above=first[-1], below=first[0]).join(truth, on=["session", "state"])
    assert found.height == truth.height
    assert np.corrcoef(found["point"], found["place"])[0, 1] > 0.93
    assert found["point"].mean() == pytest.approx(0, abs=1e-9)
    assert found["point"].std(ddof=0) == pytest.approx(1)
    assert found["sd"].is_between(0.01, 0.6).all()
    assert (found["votes"] == 60).all()


def test_the_anchors_turn_the_line() -> None:
    votes, _ = made(states=12, sessions=2, calls=25)
    one = ideal_points(votes, above="S01", below="S02", rounds=5)
    other = ideal_points(votes, above="S02", below="S01", rounds=5)
    assert np.allclose(one["point"], -other["point"])


def test_a_state_that_did_not_vote_in_a_session_has_no_point_there() -> None:
    votes, _ = made(states=12, sessions=3, calls=25)
    votes = votes.filter((pl.col("state") != "S03") | (pl.col("session") != 2))
    found = ideal_points(votes, rounds=5)
    assert found.filter(pl.col("state") == "S03")["session"].to_list() == [1, 3]
