"""Who brings others together is none of those who meet, where these are named."""

from datetime import date
from typing import Any

import pytest

from allegiance.actors import Gazetteer
from allegiance.coding import load_parser
from allegiance.coding.coder import Coder
from allegiance.coding.hosts import go_betweens, meeting
from allegiance.coding.model import shipped_model
from allegiance.records import Article


@pytest.mark.parametrize(
    ("text", "word", "met"),
    [
        ("Kenya hosts talks between Peru and Chile on Mali.", "talks", {"PER", "CHL"}),
        ("Talks between the Peruvians, Chileans and Brazilians began in Nairobi.", "Talks", {"PER", "CHL", "BRA"}),
        ("Kenya hosted Peru-Chile talks on Mali.", "talks", {"PER", "CHL"}),
        ("Kenya hosts talks between Peru and Chile. The two sides discussed fish.", "discussed", {"PER", "CHL"}),
        ("Kenya and Mali discussed the Peru-Chile talks.", "discussed", set()),
        ("Kenya held talks with Chile.", "talks", set()),
        ("Kenyan talks on Mali began.", "talks", set()),
    ],
)
def test_whose_meeting_it_is(read_at: Any, text: str, word: str, met: set[str]) -> None:
    _, item, place = read_at(text, word)
    assert meeting(item, item.doc[place]) == met


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Peru and Chile met for an hour, with Kenya as host.", {"KEN"}),
        ("Peru met Chile with Kenya acting as a go-between.", {"KEN"}),
        ("Peru met Chile, with Kenyan officials mediating.", {"KEN"}),
        ("Peru met Chile with Kenya.", set()),
        ("Peru met with Kenya as hosts of the games waited.", set()),
    ],
)
def test_who_only_brings_others_together(read_at: Any, text: str, ids: set[str]) -> None:
    _, item, _ = read_at(text, "met")
    assert go_betweens(item) == ids


def test_a_host_is_none_of_those_who_meet(names: Gazetteer) -> None:
    coder = Coder(gazetteer=names, nlp=load_parser(), model=shipped_model())
    for text in (
        "Peruvian and Chilean envoys met for three hours, with Kenya as go-between.",
        "Kenya hosts talks on Mali between Peru and Chile",
    ):
        coded = coder.code(Article(id=text, text=text, language="en", published=date(2024, 8, 6)))
        assert [{p.id for p in m.actors} for m in coded.mentions] == [{"PER", "CHL"}]
