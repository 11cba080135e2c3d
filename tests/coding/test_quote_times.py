"""Quotations cut no words for time."""

from datetime import date

import pytest

from allegiance.coding.dates import expressions
from allegiance.coding.quote_times import whole_times


@pytest.mark.parametrize(
    ("text", "cut", "trigger", "quote"),
    [
        (
            "Chad attacked Niger on March 5.",
            "Chad attacked Niger on March",
            "attacked",
            "Chad attacked Niger on March 5",
        ),
        ("Earlier this month Chad attacked Niger.", "month Chad attacked Niger", "attacked", "Chad attacked Niger"),
        ("Chad attacked Niger on March 5.", "Chad attacked Niger", "attacked", "Chad attacked Niger"),
        ("The March 5 attack on Niger", "5 attack on Niger", "attack", "attack on Niger"),
    ],
)
def test_words_for_time_stay_whole(text: str, cut: str, trigger: str, quote: str) -> None:
    start, place = text.index(cut), text.index(trigger)
    times = expressions(text, 0, len(text), date(2024, 3, 13))
    low, high = whole_times(text, (start, start + len(cut)), (place, place + len(trigger)), times)
    assert text[low:high] == quote
