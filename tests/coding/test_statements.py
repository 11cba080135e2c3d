"""Who says what in a sentence: the words of the source, of the cue and of what is said."""

from functools import lru_cache
from typing import Any

import pytest

from allegiance.coding import load_parser
from allegiance.coding.statement_features import marks_before
from allegiance.coding.statement_words import Words, run_about, source_choices
from allegiance.coding.statements import Statement, statements


@lru_cache(maxsize=1)
def _parser() -> Any:
    return load_parser()


def told(text: str) -> tuple[Any, list[Statement]]:
    doc = _parser()(text)
    return doc, statements(doc)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“The truce is over,” said Anna Berg, an expert on militias.", "Anna Berg an expert on militias"),
        ("Ivan Petrov, head of the office for trade with Asia, said the talks failed.", "Ivan Petrov head"),
        ("The minister said that Chad would leave the accord.", "The minister"),
    ],
)
def test_the_whole_source_is_taken_and_not_a_noun_within_it(text: str, source: str) -> None:
    doc, (one, *_) = told(text)
    assert " ".join(doc[i].text for i in one.source).startswith(source)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The president has called for talks.", "has called for"),
        ("The president did not comment on the accord.", "did not comment on"),
    ],
)
def test_a_cue_holds_the_words_about_its_head(text: str, cue: str) -> None:
    doc, (one, *_) = told(text)
    assert " ".join(doc[i].text for i in one.cue) == cue


def test_one_choice_is_that_no_source_is_named() -> None:
    doc = _parser()("Chad is said to be leaving.")
    cue = next(t.i for t in doc if t.text == "said")
    assert [i for i, _ in source_choices(Words.of(doc, marks_before(doc)), cue)] == [0, None]


def test_the_run_with_the_greatest_sum_stops_at_words_set_apart() -> None:
    odds = {0: 2.0, 1: 1.0, 3: -1.0, 4: 3.0, 5: -1.0, 6: 0.5}
    assert run_about(2, odds) == {0, 1, 2, 3, 4}
    assert run_about(2, odds, apart=[4, 1]) == {2}
