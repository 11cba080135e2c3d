"""Whom "the two countries" and "both sides" stand for."""

import pytest
from conftest import ReadAt


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Peru and Chile signed a treaty in Lima. Spain welcomed the deal between the two countries.", "countries"),
        ("Peru and Chile agreed to restore ties; Spain hopes that the two countries will hold talks.", "countries"),
        ("Peru and Chile shelled each other's border posts. Brazil urged both sides to hold talks.", "sides"),
        ("Chile's envoy met Peru's minister. Chile said that the two countries had agreed on a truce.", "countries"),
        ("Chile told Peru on Monday that the two countries should hold talks.", "countries"),
        ("Spain sent aid to Mali. Chile told Peru on Monday that the two countries should hold talks.", "countries"),
        ("Kenya hosts talks on Mali between Peru and Chile\nThe two sides discussed fish.", "sides"),
        ("Chile's president visited Peru on Monday. Both countries agreed on a border.", "countries"),
    ],
)
def test_the_two_are_those_named_together(read_at: ReadAt, text: str, noun: str) -> None:
    read, item, place = read_at(text, noun)
    found = {e.id for e in read.entities.by_sentence[item.number] if e.head == place}
    assert found == {"PER", "CHL"}


@pytest.mark.parametrize(
    ("text", "noun", "ids"),
    [
        ("Mali, Chad and Niger left. Kenya fined the three at once.", "three", {"MLI", "TCD", "NER"}),
        ("Mali, Chad and Niger left. Kenya fined the three countries at once.", "countries", {"MLI", "TCD", "NER"}),
        ("Mali and Chad left. Kenya fined the three countries at once.", "countries", set()),
        ("Mali, Chad and Niger left. Kenya fined three countries at once.", "countries", set()),
    ],
)
def test_the_three_are_those_listed(read_at: ReadAt, text: str, noun: str, ids: set[str]) -> None:
    read, item, place = read_at(text, noun)
    assert {e.id for e in read.entities.by_sentence[item.number] if e.head == place} == ids
