"""Sentences that break coders, by construction: who did it to whom, what, and whether it happened."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.probe import constructions, right

FOLDER = Path(__file__).parent / "constructions"
# Share of rows right for all families together, and the least for any one: raise them as the coder learns.
FLOOR, LEAST = 0.95, 0.8


@pytest.fixture(scope="module")
def shares() -> dict[str, float]:
    total: Counter[str] = Counter()
    good: Counter[str] = Counter()
    for family, row in constructions(FOLDER):
        total[family] += 1
        good[family] += right(row)
    return {family: good[family] / n for family, n in total.items()} | {"all": good.total() / total.total()}


def test_the_coder_holds_its_floor(shares: dict[str, float]) -> None:
    assert shares["all"] >= FLOOR, shares


def test_no_family_falls_away(shares: dict[str, float]) -> None:
    assert all(share >= LEAST for share in shares.values()), shares


def test_what_did_not_happen_is_seldom_asserted() -> None:
    absent = [row for _, row in constructions(FOLDER) if row["absent"] == "yes"]
    wrong = [row["id"] for row in absent if not right(row)]
    assert len(wrong) / len(absent) <= 0.1, wrong
