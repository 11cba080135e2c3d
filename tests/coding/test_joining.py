"""How sure a candidate is: trees over named features."""

from __future__ import annotations

import math

import pytest

from allegiance.coding.joining import Join

TREES = (
    (("event", 0.5, 1, 2), -1.0, ("party", 2.0, 3, 4), 0.25, 2.0),
    (("party", -1.0, 1, 2), 4.0, 0.5),
    (0.125,),
)


@pytest.mark.parametrize(
    ("features", "leaves"),
    [
        ([("event", 0.5), ("party", 9.0)], -1.0 + 0.5 + 0.125),
        ([("event", 0.6), ("party", 2.0), ("unknown", 7.0)], 0.25 + 0.5 + 0.125),
        ([("event", 0.6), ("party", 2.1)], 2.0 + 0.5 + 0.125),
        ([("event", 0.6), ("party", -1.0)], 0.25 + 4.0 + 0.125),
        ([], -1.0 + 0.5 + 0.125),
    ],
)
def test_a_candidate_goes_down_each_tree_and_its_leaves_add_up(
    features: list[tuple[str, float]], leaves: float
) -> None:
    join = Join(TREES, scale=0.5, shift=-0.25)
    assert join.confidence(features) == pytest.approx(1 / (1 + math.exp(-(0.5 * leaves - 0.25))))


def test_many_candidates_are_as_sure_as_each_alone() -> None:
    join = Join(TREES)
    found = [[("event", event), ("party", party)] for event in (0.0, 1.0) for party in (-2.0, 0.0, 3.0)]
    each = [join.confidence(features) for features in found]
    assert join.confidences(found) == each
    assert len(set(each)) == 5


def test_without_trees_all_are_even_and_no_candidates_give_none() -> None:
    assert Join().confidence([("event", 1.0)]) == 0.5
    assert Join(TREES).confidences([]) == []
