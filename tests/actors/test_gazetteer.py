"""Looking things up: ids, memberships on a day, office holders, outlets. Sentences are invented."""

from __future__ import annotations

from datetime import date

import pytest

from allegiance.actors import Gazetteer
from allegiance.actors.persons import surname
from allegiance.errors import UnknownName

BOOK = Gazetteer.load()


@pytest.mark.parametrize(
    ("word", "id"),
    [
        ("Kazakhstan", "KAZ"),
        ("kazakhstan", "KAZ"),
        ("KAZ", "KAZ"),
        ("kz", "KAZ"),
        ("Kazakh", "KAZ"),
        ("Nur-Sultan", "KAZ"),
        ("NATO", "NATO"),
        ("nato", "NATO"),
        ("Turkey", "TUR"),
        ("the kremlin", "RUS"),
        ("Kremlin", "RUS"),
        ("us", "USA"),
        ("Brussels", "EU"),
        ("taliban", "Taliban"),
        ("Collective Security Treaty Organisation", "CSTO"),
        ("Utopia", None),
        ("", None),
    ],
)
def test_a_users_word_resolves(word: str, id: str | None) -> None:
    assert BOOK.resolve(word) == id


def test_every_state_resolves_from_its_id_name_and_code() -> None:
    for row in ("KAZ", "RUS", "XKX", "TWN", "PSE", "Abkhazia"):
        entity = BOOK.entity(row)
        assert BOOK.resolve(entity.name) == entity.id
        if entity.iso2:
            assert BOOK.resolve(entity.iso2) == entity.id


def test_an_unknown_id_is_an_error() -> None:
    with pytest.raises(UnknownName, match="Ruritania"):
        BOOK.entity("Ruritania")


@pytest.mark.parametrize(
    ("organisation", "state", "on", "member"),
    [
        ("EU", "GBR", date(2020, 1, 31), True),
        ("EU", "GBR", date(2020, 2, 1), False),
        ("NATO", "FIN", date(2023, 4, 3), False),
        ("NATO", "FIN", date(2023, 4, 4), True),
        ("NATO", "SWE", date(2024, 3, 7), True),
        ("CSTO", "UZB", date(2010, 1, 1), True),
        ("CSTO", "UZB", date(2013, 1, 1), False),
        ("CSTO", "KAZ", date(2022, 1, 6), True),
        ("CSTO", "GEO", date(1998, 1, 1), True),
        ("CSTO", "GEO", date(2000, 1, 1), False),
        ("COE", "RUS", date(2022, 3, 15), True),
        ("COE", "RUS", date(2022, 3, 16), False),
        ("MERCOSUR", "VEN", date(2015, 1, 1), True),
        ("MERCOSUR", "VEN", date(2018, 1, 1), False),
        ("ECOWAS", "MLI", date(2025, 1, 28), True),
        ("ECOWAS", "MLI", date(2025, 1, 29), False),
        ("CIS", "GEO", date(2008, 8, 8), True),
        ("CIS", "GEO", date(2009, 8, 18), False),
        ("EAEU", "KGZ", date(2015, 8, 12), True),
        ("EAEU", "UZB", date(2022, 1, 1), False),
        ("UN", "SSD", date(2012, 1, 1), True),
        ("UN", "PSE", date(2022, 1, 1), False),
        ("G7", "RUS", date(2010, 1, 1), True),
        ("G7", "RUS", date(2015, 1, 1), False),
    ],
)
def test_memberships_hold_on_their_days(organisation: str, state: str, on: date, member: bool) -> None:
    assert (state in BOOK.members(organisation, on=on)) is member
    assert (organisation in BOOK.memberships(state, on=on)) is member


@pytest.mark.parametrize(
    ("organisation", "on", "size"),
    [
        ("EU", date(2023, 1, 1), 27),
        ("NATO", date(2024, 6, 1), 32),
        ("UN", date(2022, 1, 1), 193),
        ("ASEAN", date(2020, 1, 1), 10),
        ("CSTO", date(2022, 1, 1), 6),
        ("EAEU", date(2022, 1, 1), 5),
        ("OSCE", date(2020, 1, 1), 57),
        ("COE", date(2021, 1, 1), 47),
        ("COE", date(2023, 1, 1), 46),
        ("OECD", date(2023, 1, 1), 38),
        ("ARAB-LEAGUE", date(2023, 6, 1), 22),
        ("GCC", date(2022, 1, 1), 6),
        ("APEC", date(2022, 1, 1), 21),
        ("BRICS", date(2022, 1, 1), 5),
        ("SCO", date(2022, 1, 1), 8),
        ("eurozone", date(2023, 6, 1), 20),
        ("SADC", date(2022, 1, 1), 16),
        ("CPTPP", date(2024, 12, 31), 12),
        ("P5", date(2022, 1, 1), 5),
    ],
)
def test_organisations_have_their_known_size(organisation: str, on: date, size: int) -> None:
    assert len(BOOK.members(organisation, on=on)) == size


def test_descriptions_fit() -> None:
    assert "the Central Asian country" in BOOK.describe("KAZ")
    assert "the former Soviet republic" in BOOK.describe("KAZ")
    assert "the Central Asian country" not in BOOK.describe("FRA")


def test_office_holders_on_a_day() -> None:
    (president,) = BOOK.holders("KAZ", office="head_of_state", on=date(2022, 1, 6))
    assert "Tokayev" in president.name
    assert BOOK.holders("KAZ", office="head_of_state", on=date(1950, 1, 1)) == ()
    assert BOOK.holders("Utopia") == ()


def people(text: str, on: date) -> list[tuple[str, str]]:
    return [(hit.id, hit.person or "") for hit in BOOK.find(text, on=on) if hit.via == "person"]


def test_a_leader_is_named_in_full_or_by_a_rare_surname() -> None:
    (full, short) = people("Vladimir Putin spoke. Putin left.", date(2022, 6, 1))
    assert full == short == ("RUS", "Vladimir Putin")
    assert people("Putin left.", date(2022, 6, 1)) == [("RUS", "Vladimir Putin")]


def test_a_rare_surname_long_out_of_office_is_not_taken() -> None:
    assert people("Lukashenko spoke.", date(2022, 6, 1)) != []
    assert people("Gorbachev spoke.", date(2022, 6, 1)) == []
    assert people("Mikhail Gorbachev spoke. Gorbachev left.", date(2022, 6, 1)) != []


def test_a_common_surname_needs_the_full_name_or_an_office() -> None:
    on = date(2021, 6, 1)
    assert people("Johnson opened a bakery.", on) == []
    assert people("Boris Johnson opened a bakery. Johnson smiled.", on) == [("GBR", "Boris Johnson")] * 2
    assert [state for state, _ in people("Prime Minister Johnson smiled.", on)] == ["GBR"]


def test_a_capital_that_is_a_leaders_surname_too_is_told_by_what_else_is_named() -> None:
    on = date(2019, 6, 1)
    talks, trial = (
        "Talks on Yemen went on; Muscat rejected the plan.",
        "Joseph Muscat led Malta. Muscat rejected the charge.",
    )
    assert [(hit.id, hit.via) for hit in BOOK.find(talks, on=on) if hit.text == "Muscat"] == [("OMN", "capital")]
    assert {id_ for id_, _ in people(trial, on)} == {"MLT"}
    assert not [hit for hit in BOOK.find(trial, on=on) if hit.id == "OMN"]


def test_another_bearer_of_the_surname_is_not_taken() -> None:
    on = date(2022, 6, 1)
    assert people("In the evening Anna Putin sang with friends.", on) == []
    assert people("In the evening old Putin Harvey sang with friends.", on) == []


def test_the_month_of_may_is_no_prime_minister() -> None:
    text = "Theresa May spoke in May. On May 12 she left, and May will return."
    assert len(people(text, date(2018, 6, 1))) == 2


def test_who_held_two_offices_is_told_by_the_day() -> None:
    text = "Jens Stoltenberg spoke."
    assert people(text, date(2022, 6, 1))[0][0] == "NATO"
    assert people(text, date(2010, 6, 1))[0][0] == "NOR"


@pytest.mark.parametrize(
    ("text", "on", "states"),
    [
        ("Zbigniew Rau spoke. Rau left.", date(2022, 6, 1), ["POL", "POL"]),  # chaired the OSCE that year
        ("Foreign Minister Rau met the OSCE in Poland.", date(2022, 6, 1), ["POL"]),
        ("Abdulla Shahid spoke.", date(2022, 2, 1), ["MDV"]),  # presided over the General Assembly that year
    ],
)
def test_who_leads_a_state_and_chairs_a_body_speaks_for_the_state(text: str, on: date, states: list[str]) -> None:
    assert [state for state, _ in people(text, on)] == states


def test_who_will_hold_an_office_years_later_speaks_for_nobody_yet() -> None:
    text = "Mike Huckabee spoke. Huckabee left."
    assert people(text, date(2012, 6, 1)) == []
    assert people(text, date(2025, 6, 1)) == [("USA", "Mike Huckabee")] * 2


@pytest.mark.parametrize(
    ("text", "on", "state"),
    [
        ("Milorad Dodik spoke.", date(2024, 6, 1), "Republika Srpska"),
        ("Nechirvan Barzani spoke.", date(2022, 6, 1), "Kurdistan Regional Government"),
        ("Mohamed Hamdan Dagalo spoke.", date(2021, 6, 1), "SDN"),
        ("Mohamed Hamdan Dagalo spoke.", date(2024, 6, 1), "Rapid Support Forces"),
        ("Sviatlana Tsikhanouskaya spoke.", date(2023, 6, 1), "Belarusian opposition"),
        ("Juan Guaidó spoke.", date(2020, 6, 1), "Venezuelan opposition"),
        ("Treasury Secretary Baker met Poehl of the Bundesbank.", date(1987, 3, 1), "USA"),
        ("George H.W. Bush spoke.", date(1990, 6, 1), "USA"),
        ("President López Obrador spoke.", date(2020, 6, 1), "MEX"),
    ],
)
def test_leaders_speak_for_whom_they_led_then(text: str, on: date, state: str) -> None:
    assert people(text, on)[0][0] == state


@pytest.mark.parametrize(
    ("name", "state", "expected"),
    [
        ("Kim Jong-un", "PRK", "Kim"),
        ("Ursula von der Leyen", "EU", "von der Leyen"),
        ("Felipe VI", "ESP", ""),
        ("King Abdullah", "JOR", ""),
        ("Luiz Inácio Lula da Silva", "BRA", "da Silva"),
        ("Pelé", "BRA", ""),
    ],
)
def test_surnames(name: str, state: str, expected: str) -> None:
    assert surname(name, state) == expected


def test_outlets_by_host_name_and_alias() -> None:
    by_host = BOOK.outlet("https://www.reuters.com/world/x")
    assert by_host is not None
    assert by_host == BOOK.outlet("reuters.com") == BOOK.outlet("Reuters") == BOOK.outlet("uk.reuters.com")
    assert BOOK.outlet("nowhere.example") is None
    named = [BOOK.outlet(name) for name in ("daily mirror", "Daily Mirror", "DAILY MIRROR")]
    assert [outlet.name for outlet in named if outlet] == ["Der Tagesspiegel", "Daily Mirror", "Daily Mirror"]
    assert BOOK.outlet("notreuters.com") is None


def test_outlets_in_text_only_cited_when_ordinary_words() -> None:
    def cited(text: str) -> list[str]:
        return [hit.text for hit in BOOK.find_outlets(text)]

    assert cited("Reuters reported it, citing Interfax.") == ["Reuters", "Interfax"]
    assert cited("Next year the World Bank will meet in Image Hall.") == []
    assert cited("A fire broke out, according to Image.") == ["Image"]
    assert cited("NEXT reports that a fire broke out.") == ["NEXT"]
    assert cited("The next fire, by image and mirror") == []


@pytest.mark.parametrize(
    ("on", "id"), [(date(2020, 5, 1), "USA"), (date(2021, 2, 1), "USA"), (date(2022, 5, 1), "Donald Trump")]
)
def test_a_leader_who_has_left_office_speaks_for_himself(on: date, id: str) -> None:
    (hit,) = BOOK.find("Donald Trump spoke.", on=on)
    assert hit.id == id
    assert BOOK.entity(hit.id).family in ("state", "person")


@pytest.mark.parametrize(("on", "id"), [(date(2006, 3, 1), "OAS"), (date(2014, 3, 1), "César Gaviria")])
def test_who_held_another_office_speaks_for_himself_years_later(on: date, id: str) -> None:
    (hit,) = BOOK.find("Cesar Gaviria warned of a crisis.", on=on)
    assert hit.id == id
