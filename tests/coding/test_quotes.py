"""The run of a sentence that is quoted for an event: where it lies, and where it begins and ends."""

from collections.abc import Callable
from typing import Any

import pytest

from allegiance.coding.quotes import QuoteWeights, quote_span, shipped_quote_weights

WHOLE: QuoteWeights = {"left bias": 1.0, "right bias": 1.0}
"""Weights by which the whole sentence is quoted."""


@pytest.fixture
def quoted(read_at: Any) -> Callable[..., str]:
    """Return a function that tells what is quoted for a trigger of one word."""

    def quote(text: str, trigger: str, weights: QuoteWeights | None = None) -> str:
        read, item, at = read_at(text, trigger)
        parties = {e.id for e in read.entities.by_sentence[item.number]}
        start, end = quote_span(item, (at, at), parties, shipped_quote_weights() if weights is None else weights)
        place = item.place(item.doc[at])
        assert item.sentence.start <= start <= place < place + len(trigger) <= end <= item.sentence.end
        return text[start:end]

    return quote


@pytest.mark.parametrize(
    ("text", "trigger", "quote"),
    [
        ("Chad attacked Niger.", "attacked", "Chad attacked Niger"),
        ("Attacks on Niger.", "Attacks", "Attacks on Niger"),
        ("Chad and Niger met", "met", "Chad and Niger met"),
        ("Chad called on Niger to withdraw its troops.", "called", "Chad called on Niger to withdraw its troops"),
    ],
)
def test_a_quote_holds_parties_and_what_is_demanded(quoted: Any, text: str, trigger: str, quote: str) -> None:
    assert quoted(text, trigger) == quote


def test_a_quote_stays_in_its_sentence(quoted: Any) -> None:
    assert quoted("Mali met Togo. Chad attacked Niger. Benin met Togo.", "attacked", WHOLE) == "Chad attacked Niger"


@pytest.mark.parametrize(
    ("text", "quote"),
    [("Chad attacked   Niger  \t .", "Chad attacked   Niger"), ("Chad,   then attacked Niger.", "then attacked Niger")],
)
def test_a_quote_neither_begins_nor_ends_with_white_space(quoted: Any, text: str, quote: str) -> None:
    near = {"left breaks 0": 1.0, "left breaks 1": -9.0, "right bias": 1.0}
    assert quoted(text, "attacked", near if "," in text else WHOLE) == quote


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("South Korea attacked Niger.", "South Korea attacked Niger"),
        ("Gunmen attacked Iranian-backed rebels.", "attacked Iranian-backed"),
        ("What Chad attacked wasn't Niger.", "attacked wasn't"),
        ("Chad — which Niger attacked—left.", "Niger attacked"),
    ],
)
def test_a_quote_cuts_no_name_and_no_word(quoted: Any, text: str, quote: str) -> None:
    near = {"left far 1": 1.0, "left bias": -0.5, "right far 1": 1.0, "right bias": -0.5}
    if "Gunmen" in text or "What" in text:
        del near["left far 1"]
    assert quoted(text, "attacked", near) == quote


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Chad attacked a base of Niger.", "attacked a base of Niger"),
        ("Chad attacked in hopes of peace.", "attacked in hopes of peace"),
        ("Chad attacked to remove the regime.", "attacked to remove the regime"),
    ],
)
def test_a_quote_leaves_no_object_and_no_of_behind(quoted: Any, text: str, quote: str) -> None:
    near = {"right far 1": 1.0, "right far 2": 1.0, "right bias": -0.5}
    assert quoted(text, "attacked", near) == quote


@pytest.mark.parametrize(
    ("text", "trigger", "quote"),
    [
        ("What did Chad warn of?", "warn", "warn"),
        ("It is an attack which Niger is accused of.", "accused", "accused"),
    ],
)
def test_the_noun_of_an_of_that_stands_before_it_ends_no_quote(
    quoted: Any, text: str, trigger: str, quote: str
) -> None:
    assert quoted(text, trigger, {"left bias": -1.0, "right bias": -1.0}) == quote
