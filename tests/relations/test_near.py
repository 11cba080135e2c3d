from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from allegiance.records import Quad
from allegiance.relations import bands, course, level_table, panel
from allegiance.relations.model import levels
from allegiance.relations.near import level_of, pairs_of
from allegiance.relations.priors import LEVEL

CONFLICT, COOPERATION = Quad.VERBAL_CONFLICT.value, Quad.VERBAL_COOPERATION.value
MONTHS = [date(2021, month, 1) for month in range(1, 7)]


def table(shares: dict[tuple[str, str], tuple[int, int]]) -> pl.DataFrame:
    """Half a year of events: how many each month, and how many of them conflict."""
    rows = [
        {
            "date": month + timedelta(days=i),
            "actor": actor,
            "recipient": recipient,
            "quad": CONFLICT if i < hostile else COOPERATION,
        }
        for (actor, recipient), (total, hostile) in shares.items()
        for month in MONTHS
        for i in range(total)
    ]
    return pl.DataFrame(rows)


def level(frame: pl.DataFrame, direction: str = "out") -> float:
    a, b = level_of(
        frame.with_columns(status=pl.lit("asserted")).lazy(),
        "AAA",
        "BBB",
        MONTHS,
        every="month",
        direction=direction,  # type: ignore[arg-type]
        settings=LEVEL["month"],
    )
    return float(a[-1] / (a[-1] + b[-1]))


ONE = {("AAA", "BBB"): (1, 0)}


def test_what_the_other_side_does_moves_the_level() -> None:
    friendly, hostile = (level(table(ONE | {("BBB", "AAA"): (8, n)})) for n in (0, 8))
    assert friendly < level(table(ONE)) < hostile


def test_a_state_that_quarrels_with_others_is_expected_to_quarrel_here() -> None:
    others = [("AAA", "CCC"), ("DDD", "AAA")]
    friendly, hostile = (level(table(ONE | dict.fromkeys(others, (8, n)))) for n in (0, 8))
    assert friendly < level(table(ONE)) < hostile
    theirs = level(table(ONE | dict.fromkeys([("EEE", "CCC"), ("DDD", "EEE")], (8, 8))))
    assert theirs == pytest.approx(level(table(ONE)))


def test_a_dyad_alone_starts_from_the_pooled_prior() -> None:
    counts = np.array([[0.0, 1.0, 0.0]]), np.array([[2.0, 3.0, 0.0]])
    by_itself = levels(*counts, LEVEL["month"], days=30)
    among_one = levels(*counts, LEVEL["month"], days=30, pairs=pairs_of([("AAA", "BBB")]))
    for one, other in zip(by_itself, among_one, strict=True):
        assert one == pytest.approx(other)


def test_a_forecast_is_the_level_after_an_empty_period_of_all() -> None:
    random = np.random.default_rng(1)
    n = random.poisson(2.0, (6, 5)).astype(float)
    c = random.binomial(n.astype(int), 0.3).astype(float)
    pairs = pairs_of([("A", "B"), ("A", "C"), ("B", "A"), ("B", "C"), ("C", "A"), ("C", "B")])
    empty = np.zeros((6, 1))
    ahead = levels(c, n, LEVEL["month"], days=30, pairs=pairs, ahead=True)
    later = levels(np.hstack([c, empty]), np.hstack([n, empty]), LEVEL["month"], days=30, pairs=pairs)
    for one, other in zip(ahead, later, strict=True):
        assert one[:, -1] == pytest.approx(other[:, -1])


def test_the_course_the_bands_and_the_panel_agree() -> None:
    frame = table(ONE | {("BBB", "AAA"): (2, 2), ("AAA", "CCC"): (4, 3), ("CCC", "BBB"): (3, 0)})
    found = level_table(panel(frame)).filter((pl.col("actor") == "AAA") & (pl.col("recipient") == "BBB"))["level"]
    assert [row.level for row in course(frame, "BBB", "AAA").months] == pytest.approx(found.to_list())
    drawn = bands(frame, "AAA", "BBB", start=MONTHS[0], until=MONTHS[-1])
    assert [row.level for row in drawn] == pytest.approx(found.to_list())
    out = level_table(panel(frame, directed=True)).filter((pl.col("actor") == "BBB") & (pl.col("recipient") == "AAA"))
    way = course(frame, "AAA", "BBB", direction="in")
    assert [row.level for row in way.months] == pytest.approx(out["level"].to_list())


def test_the_other_dealings_may_lie_in_a_table_of_their_own() -> None:
    frame = table(ONE | {("AAA", "CCC"): (4, 4)})
    until = date(2021, 6, 30)
    whole = course(frame, "AAA", "BBB", until=until)
    apart = course(frame.filter(pl.col("recipient") == "BBB"), "AAA", "BBB", until=until, around=frame)
    assert [row.level for row in apart.months] == pytest.approx([row.level for row in whole.months])
