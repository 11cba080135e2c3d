"""Whose word a mention stands on, where grammar and network have each a say."""

from datetime import date
from functools import lru_cache
from typing import Any

import pytest

from allegiance.actors import Gazetteer
from allegiance.coding import load_parser
from allegiance.coding.attribution import attributions
from allegiance.coding.reader import read_many
from allegiance.records import Article, Attribution, EventType, Span


@lru_cache(maxsize=1)
def _tools() -> tuple[Gazetteer, Any]:
    return Gazetteer.load(), load_parser()


def sources(text: str, trigger: str, *seen: str) -> list[tuple[str, str]]:
    """Return kind and words of the sources given for a trigger, ``seen`` being the words that the network read."""
    names, nlp = _tools()
    article = Article(id=text, text=text, language="en", published=date(2023, 2, 6))
    (read,) = read_many([article], names=names, nlp=nlp)
    place = text.index(trigger)
    item = next(p for p in read.parsed if p.sentence.start <= place < p.sentence.end)
    head = next(t.i for t in item.doc if item.place(t) == place)
    spans: list[Span] = [(text.index(words), text.index(words) + len(words)) for words in seen]
    found: tuple[Attribution, ...] = attributions(item, head, names.find_outlets, kind=EventType.ASSAULT, seen=spans)
    return [(a.kind, a.source) for a in found]


@pytest.mark.parametrize(
    ("text", "trigger", "source"),
    [
        ("State media reported that Chad shelled a village in Niger.", "shelled", "State media"),
        ("Chad shelled a village in Niger, a news agency said.", "shelled", "a news agency"),
        ("Chad shelled a village in Niger, state television reported.", "shelled", "state television"),
    ],
)
def test_an_outlet_that_is_not_named_carries(text: str, trigger: str, source: str) -> None:
    assert ("carried", source) in sources(text, trigger, source)


def test_an_agency_that_is_no_outlet_speaks_for_itself() -> None:
    text = "Chad shelled a village in Niger, a spy agency said."
    assert sources(text, "shelled", "a spy agency") == [("said", "a spy agency")]


@pytest.mark.parametrize(
    "text",
    [
        "Chad shelled a village in Niger, according to a new Washington Post report.",
        "Chad to buy tanks from Niger: Kyodo\nChad and Niger reportedly agreed on a sale.",
    ],
)
def test_an_outlet_whose_report_is_named_carries(text: str) -> None:
    found = sources(text, "shelled" if "shelled" in text else "buy")
    assert [kind for kind, _ in found] == ["carried"]


def test_a_few_words_out_of_a_noun_phrase_are_no_source() -> None:
    text = "The foreign affairs chief will boycott the meeting after Chad attacked Niger."
    assert sources(text, "attacked", "foreign") == []
    assert sources(text, "attacked", "The foreign affairs chief") == [("said", "The foreign affairs chief")]


def test_a_statement_beside_the_event_needs_the_networks_word() -> None:
    text = "The mayor said on Sunday that the harvest was good, and Niger attacked Nigeria."
    assert sources(text, "attacked") == []
    assert sources(text, "attacked", "The mayor") == [("said", "The mayor")]
