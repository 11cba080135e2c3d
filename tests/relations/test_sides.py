from datetime import date

import polars as pl
import pytest

from allegiance.relations import sides

SINCE, UNTIL = date(2020, 1, 1), date(2020, 12, 31)
OTHERS = [f"S{n:02}" for n in range(40)]


def votes(before: str, after: str, *, all_turn: bool = False) -> pl.DataFrame:
    """Make calls on which the ally votes yes and its rival no, and the state as the letters say."""
    number = {"n": 0, "a": 1, "y": 2}
    rows = []
    for start, letters, late in ((date(2018, 3, 1), before, False), (date(2020, 3, 1), after, True)):
        for n, letter in enumerate(letters):
            call = f"{start}-{n}"
            rows += [(start, call, "ALLY", 2), (start, call, "FOE", 0), (start, call, "STATE", number[letter])]
            rows += [
                (start, call, s, 1 if late and all_turn else 2 if (n + i) % 3 else 0) for i, s in enumerate(OTHERS)
            ]
        rows += [(start, f"{start}-all-{n}", s, 2) for n in range(30) for s in ("ALLY", "FOE", "STATE")]
    return pl.DataFrame(rows, schema=["date", "call", "state", "vote"], orient="row")


def test_abstaining_where_ally_and_rival_part_is_siding_with_neither() -> None:
    found = sides(votes("y" * 20, "y" * 8 + "a" * 12), "STATE", "ALLY", {"FOE"}, since=SINCE, until=UNTIL)
    assert found is not None
    assert (found.before.calls, found.after.calls) == (20, 20)
    assert found.after.neither == pytest.approx(0.6)
    assert found.after.rivals == 0
    assert found.neither_z > 3
    assert found.z < -1


def test_a_year_that_moves_all_is_no_turn_of_one() -> None:
    alone = sides(votes("y" * 20, "a" * 20), "STATE", "ALLY", {"FOE"}, since=SINCE, until=UNTIL)
    found = sides(votes("y" * 20, "a" * 20, all_turn=True), "STATE", "ALLY", {"FOE"}, since=SINCE, until=UNTIL)
    assert alone is not None
    assert found is not None
    assert abs(found.z) < abs(alone.z)


def test_without_rivals_or_divided_calls_nothing_is_said() -> None:
    made = votes("y" * 20, "y" * 3)
    assert sides(made, "STATE", "ALLY", set(), since=SINCE, until=UNTIL) is None
    assert sides(made, "STATE", "ALLY", {"FOE"}, since=SINCE, until=UNTIL) is None
