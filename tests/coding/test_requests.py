"""What a request asks for: help or talks, or that the other give way."""

from typing import Any

import pytest

from allegiance.coding.requests import request_mode


@pytest.mark.parametrize(
    ("text", "word", "mode"),
    [
        ("Bolivia asked Chile for help with the fires.", "asked", "assist"),
        ("Bolivia appealed to Chile for food and tents.", "appealed", "assist"),
        ("Bolivia asked Chile to rebuild the bridge.", "asked", "assist"),
        ("Bolivia seeks a loan from Chile.", "seeks", "assist"),
        ("Bolivia made a plea for assistance to Chile.", "plea", "assist"),
        ("Bolivia felt the need to ask Chile for soldiers.", "ask", "assist"),
        ("Bolivia had felt the need to ask a Chilean-led alliance for soldiers.", "need", "assist"),
        ("Bolivia asked Chile to mediate with Peru.", "asked", "meet"),
        ("Bolivia called for talks with Chile.", "called", "meet"),
        ("Bolivia invited the president of Chile to La Paz.", "invited", "meet"),
        ("Bolivia asked Chile to withdraw its troops.", "asked", None),
        ("Bolivia asked Chile for an end to support for the rebels.", "asked", None),
        ("Bolivia asked Chile not to help Peru.", "asked", None),
        ("Bolivia demanded help from Chile.", "demanded", None),
        ("Bolivia wants Chile to support the sanctions.", "wants", None),
        ("Bolivia ordered Chile to meet the deadline.", "ordered", None),
    ],
)
def test_a_request_for_help_or_talks_is_told_from_a_demand(
    read_at: Any, text: str, word: str, mode: str | None
) -> None:
    _, item, head = read_at(text, word)
    assert request_mode(item.doc[head]) == mode
