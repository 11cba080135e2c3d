"""The run of a sentence that is quoted for an event: where it lies, and where it begins and ends."""

from datetime import date
from functools import lru_cache
from typing import Any

import pytest

from allegiance.actors import Gazetteer
from allegiance.coding import load_parser
from allegiance.coding.quotes import QuoteWeights, quote_span, shipped_quote_weights
from allegiance.coding.reader import read_many
from allegiance.records import Article

WHOLE: QuoteWeights = {"left bias": 1.0, "right bias": 1.0}
"""Weights by which the whole sentence is quoted."""


@lru_cache(maxsize=1)
def _tools() -> tuple[Gazetteer, Any]:
    return Gazetteer.load(), load_parser()


def quoted(text: str, trigger: str, weights: QuoteWeights | None = None) -> str:
    """Return what is quoted for a trigger of one word."""
    names, nlp = _tools()
    article = Article(id=text, text=text, language="en", published=date(2023, 2, 6))
    (read,) = read_many([article], names=names, nlp=nlp)
    place = text.index(trigger)
    item = next(p for p in read.parsed if p.sentence.start <= place < p.sentence.end)
    at = next(t.i for t in item.doc if item.place(t) == place)
    parties = {e.id for e in read.entities.by_sentence[item.number]}
    start, end = quote_span(item, (at, at), parties, shipped_quote_weights() if weights is None else weights)
    assert item.sentence.start <= start <= place < place + len(trigger) <= end <= item.sentence.end
    return text[start:end]


@pytest.mark.parametrize(
    ("text", "trigger", "quote"),
    [
        ("Chad attacked Niger.", "attacked", "Chad attacked Niger"),
        ("Attacks on Niger.", "Attacks", "Attacks on Niger"),
        ("Chad and Niger met", "met", "Chad and Niger met"),
        ("Chad called on Niger to withdraw its troops.", "called", "Chad called on Niger to withdraw its troops"),
    ],
)
def test_a_quote_holds_parties_and_what_is_demanded(text: str, trigger: str, quote: str) -> None:
    assert quoted(text, trigger) == quote


def test_a_quote_stays_in_its_sentence() -> None:
    assert quoted("Mali met Togo. Chad attacked Niger. Benin met Togo.", "attacked", WHOLE) == "Chad attacked Niger"


@pytest.mark.parametrize(
    ("text", "quote"),
    [("Chad attacked   Niger  \t .", "Chad attacked   Niger"), ("Chad,   then attacked Niger.", "then attacked Niger")],
)
def test_a_quote_neither_begins_nor_ends_with_white_space(text: str, quote: str) -> None:
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
def test_a_quote_cuts_no_name_and_no_word(text: str, quote: str) -> None:
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
def test_a_quote_leaves_no_object_and_no_of_behind(text: str, quote: str) -> None:
    near = {"right far 1": 1.0, "right far 2": 1.0, "right bias": -0.5}
    assert quoted(text, "attacked", near) == quote


@pytest.mark.parametrize(
    ("text", "trigger", "quote"),
    [
        ("What did Chad warn of?", "warn", "warn"),
        ("It is an attack which Niger is accused of.", "accused", "accused"),
    ],
)
def test_the_noun_of_an_of_that_stands_before_it_ends_no_quote(text: str, trigger: str, quote: str) -> None:
    assert quoted(text, trigger, {"left bias": -1.0, "right bias": -1.0}) == quote
