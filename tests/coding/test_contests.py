"""Teams bear the names of their states; what they do to each other is no act of these."""

from typing import Any

import pytest

from allegiance.coding.contests import in_contest


@pytest.mark.parametrize(
    ("text", "word", "plays"),
    [
        ("Peru stun Chile to reach last eight\nThe striker scored twice in Lima.", "stun", True),
        ("Peru crush Chile by nine wickets\nIt rained in Lima.", "crush", True),
        ("Peru beat Chile 3-1 in World Cup qualifier", "beat", True),
        ("Peru defeated Chile in the final of the Copa America.", "defeated", True),
        ("Peru hold Chile in friendly\nThe goalkeeper saved two penalties.", "hold", True),
        ("Peru bans Chile's fans from World Cup qualifier", "bans", False),
        ("Peru stuns Chile with a new tariff on copper", "stuns", False),
        ("Peru hosts Chile in friendly talks", "hosts", False),
        ("Peru crushed Chile in the war of 1880.", "crushed", False),
        ("Peru hit Chile with tariffs\nThe striker scored twice in Lima.", "hit", False),
    ],
)
def test_what_teams_do(read_at: Any, text: str, word: str, plays: bool) -> None:
    read, item, place = read_at(text, word)
    assert in_contest(item.doc[place], read.text) is plays
