"""Towns and regions by name and day. Sentences are invented."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from allegiance.actors import Gazetteer, tables
from allegiance.errors import DataError

BOOK = Gazetteer.load()
PLACES = tables.read_table(tables.DATA, "places.csv", tables.make_place)
KINDS = {"city", "town", "region", "island", "base", "camp", "crossing", "facility", "site"}


def found(text: str, on: date | None = None) -> list[tuple[str, str]]:
    """Return the places of a text with their states."""
    return [(hit.text, hit.place.state) for hit in BOOK.find_places(text, BOOK.find(text, on=on), on=on)]


def test_every_place_is_of_a_known_kind_and_has_one_name() -> None:
    assert {place.kind for place in PLACES} <= KINDS
    assert all(name and name == name.strip() for place in PLACES for name in (place.name, *place.aliases))


def test_no_name_means_two_places_at_once() -> None:
    forms = Counter(
        (name, year)
        for place in PLACES
        for name in (place.name, *place.aliases)
        for year in range(1990, 2027)
        if (place.start or date.min).year <= year < (place.end or date.max).year
    )
    assert [form for form, times in forms.items() if times > 1] == []


def test_no_place_is_a_name_of_a_party() -> None:
    whole = [(place.name, hit) for place in PLACES for hit in BOOK.find(place.name) if hit.text == place.name]
    assert whole == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Rain fell on Kharkiv and on Arequipa.", [("Kharkiv", "UKR"), ("Arequipa", "PER")]),
        ("The Kharkiv region lies in the east.", [("Kharkiv region", "UKR")]),
        ("Nobody at the Chicago Tribune had read the whole of the Kyoto Protocol before that day.", []),
        ("RAIN FALLS ON SEVASTOPOL AND SEVASTOPOLSKAYA", [("SEVASTOPOL", "UKR")]),
        ("ODESA, Ukraine (Reuters) - Rain fell.", []),
        ("Odesa, Ukraine (Reuters) - Rain fell.", []),
        ("Rain fell on Rafah and on Simferopol.", [("Rafah", "PSE"), ("Simferopol", "UKR")]),
    ],
)
def test_places_are_found_by_name(text: str, places: list[tuple[str, str]]) -> None:
    assert found(text) == places


def test_ambiguous_names_need_their_state() -> None:
    assert found("A fire broke out in Salisbury.") == []
    assert found("A fire broke out in Salisbury, British police said.") == [("Salisbury", "GBR")]


@pytest.mark.parametrize(
    ("text", "on", "state"),
    [
        ("Rain fell on Malakal.", date(2005, 3, 1), "SDN"),
        ("Rain fell on Malakal.", date(2015, 3, 1), "SSD"),
        ("Rain fell on Prizren.", date(2003, 3, 1), "SRB"),
        ("Rain fell on Prizren.", date(2023, 3, 1), "XKX"),
        ("Rain fell on Mosul.", date(2012, 3, 1), "IRQ"),
        ("Rain fell on Mosul.", date(2016, 3, 1), None),
        ("Rain fell on Mosul.", date(2023, 3, 1), "IRQ"),
    ],
)
def test_a_place_belongs_to_whom_it_belonged_on_the_day(text: str, on: date, state: str | None) -> None:
    assert [hit[1] for hit in found(text, on)] == ([state] if state else [])


def test_a_user_adds_places(tmp_path: Path) -> None:
    head = "name,aliases,state,kind,from,to,ambiguous\n"
    (tmp_path / "places.csv").write_text(head + "Alashino,Alashina,KAZ,town,,,\n", encoding="utf-8")
    text = "Rain fell on Alashina."
    (hit,) = Gazetteer.load(tmp_path).find_places(text, [])
    assert (hit.text, hit.place.state, hit.place.name) == ("Alashina", "KAZ", "Alashino")


def test_a_place_of_an_unknown_state_is_an_error(tmp_path: Path) -> None:
    head = "name,aliases,state,kind,from,to,ambiguous\n"
    (tmp_path / "places.csv").write_text(head + "Alashino,,QQQ,town,,,\n", encoding="utf-8")
    with pytest.raises(DataError, match="QQQ"):
        Gazetteer.load(tmp_path)
