"""Names in text: every sentence here is invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.actors import Gazetteer, NameHit

ON = date(2022, 6, 1)


_BOOK = Gazetteer.load()


@pytest.fixture
def book() -> Gazetteer:
    return _BOOK


def parties(book: Gazetteer, text: str, on: date | None = ON) -> list[str]:
    return [hit.id for hit in book.find(text, on=on) if hit.role != "place"]


def only(book: Gazetteer, text: str, word: str, on: date | None = ON) -> NameHit | None:
    found = [hit for hit in book.find(text, on=on) if hit.text == word]
    assert len(found) < 2
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Kazakhstan thanked Türkiye.", ["KAZ", "TUR"]),
        ("Russia's envoy met the Germans and Russians.", ["RUS", "DEU", "RUS"]),
        ("Russia’s fleet left; Côte d’Ivoire did not mind.", ["RUS", "CIV"]),
        ("the Russia-Ukraine war and Russian-Turkish talks", ["RUS", "UKR", "RUS", "TUR"]),
        ("a Sino-Russian pact, a Russo-Ukrainian war", ["CHN", "RUS", "RUS", "UKR"]),
        ("RUSSIA WARNS KAZAKHSTAN", ["RUS", "KAZ"]),
        ("Kasachstan, Byelorussia and Kyjiv", ["KAZ", "BLR", "UKR"]),
        ("Guinea-Bissau, Papua New Guinea, Equatorial Guinea and Guinea", ["GNB", "PNG", "GNQ", "GIN"]),
        ("South Sudan and Sudan, Nigeria and Niger", ["SSD", "SDN", "NGA", "NER"]),
        ("The Republic of China calls itself a state; the People's Republic of China objects.", ["TWN", "CHN"]),
        (
            "the Donetsk People's Republic, Transnistria and Abkhazia",
            ["Donetsk People's Republic", "Transnistria", "Abkhazia"],
        ),
        ("NATO, the CSTO and the UN Security Council", ["NATO", "CSTO", "UN"]),
        ("the Kremlin, the Pentagon and the Knesset", ["RUS", "USA", "ISR"]),
        ("Hamas and Hezbollah and the Taliban", ["Hamas", "Hezbollah", "Taliban"]),
        ("Russiagate, Chinatown, Indiana and Romantic", []),
        ("visit russia.com or write to @Ukraine", []),
    ],
)
def test_names_of_parties(book: Gazetteer, text: str, ids: list[str]) -> None:
    assert parties(book, text) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Georgia and Armenia opened a border post near Tbilisi.", ["GEO", "ARM"]),
        ("Voters in Georgia, Arizona and Pennsylvania went to the polls, Governor Kemp said.", []),
        ("Jordan called its envoy home from Israel.", ["JOR", "ISR"]),
        ("Jordan Peterson spoke to Michael Jordan.", []),
        ("Chad closed its border.", ["TCD"]),
        ("Chad Wolf resigned, said Chad Smith.", []),
        ("Turkey closed the straits.", ["TUR"]),
        ("They carved the roast turkey; Turkey sandwich with stuffing for Thanksgiving.", []),
        ("the Polish army", ["POL"]),
        ("Polish your shoes. We polish glass.", []),
        ("It told us that the US would help.", ["USA"]),
        ("WHO officials said so.", ["WHO"]),
        ("Congo's army and Kinshasa agreed.", ["COD", "COD"]),
        ("Congo is ruled from Brazzaville.", ["COG", "COG"]),
        ("The Dominican president spoke in Santo Domingo.", ["DOM"]),
        ("Dominica and its Dominican diaspora", ["DMA", "DMA"]),
        ("Korea raised its tariffs, Seoul said.", ["KOR", "KOR"]),
        ("Kim's Korea: Pyongyang tested a missile, and North Korea boasted of it.", ["PRK", "PRK", "PRK"]),
        ("Congress passed the bill, the White House said.", ["USA", "USA"]),
        ("The Congress party rules an Indian state.", ["IND"]),
        ("Washington and Beijing agreed.", ["USA", "CHN"]),
        ("Denzel Washington and George Washington", []),
        ("Canada opened a consulate in the state of Washington.", ["CAN"]),
        ("Quad leaders met in Tokyo.", ["QUAD"]),
        ("He bought a quad bike. The Quad was empty.", []),
        ("St. Kitts and Saint Vincent, both in CARICOM, voted alike.", ["KNA", "VCT", "CARICOM"]),
        ("He was taken to St. Vincent Hospital.", []),
        ("Haftar's LNA closed the port of Tobruk.", ["LBY", "Libyan National Army"]),
        ("France and Paris Saint-Germain and Paris Hilton", ["FRA"]),
        ("South China Morning Post, The Korea Herald, The Moscow Times", []),
        ("Latin American and African American writers in New Mexico", []),
        ("the West warned Moscow", ["the West", "RUS"]),
        ("the West Bank and the west of the country", []),
        ("IS fighters, also called Islamic State, fled.", ["Islamic State", "Islamic State"]),
        ("THIS IS THE END", []),
        ("Wagner mercenaries and Wagner's founder Prigozhin", ["Wagner Group", "Wagner Group", "Wagner Group"]),
        ("Richard Wagner wrote operas.", []),
    ],
)
def test_ambiguous_words_are_decided_in_context(book: Gazetteer, text: str, ids: list[str]) -> None:
    assert parties(book, text) == ids


@pytest.mark.parametrize(
    "text",
    [
        "Moscow's request was noted.",
        "Moscow rejected the plan.",
        "They put pressure on Moscow.",
        "its relations with Moscow",
        "a Moscow-backed government",
        "He sent a message to Moscow.",
    ],
)
def test_a_capital_that_acts_is_its_state(book: Gazetteer, text: str) -> None:
    hit = only(book, text, "Moscow")
    assert hit is not None
    assert (hit.id, hit.via, hit.role) == ("RUS", "capital", "state")


@pytest.mark.parametrize(
    "text",
    [
        "They met in Moscow.",
        "She flew to Moscow.",
        "a school near Moscow",
        "MOSCOW (Reuters) - Snow fell.",
        "The Moscow talks went on.",
        "residents of Moscow",
        "He is visiting Moscow.",
    ],
)
def test_a_capital_where_things_happen_is_a_place(book: Gazetteer, text: str) -> None:
    (hit,) = [hit for hit in book.find(text, on=ON) if hit.id == "RUS"]
    assert hit.role == "place"


def test_brussels_is_the_union_unless_it_is_a_place(book: Gazetteer) -> None:
    assert parties(book, "Brussels fined Poland.") == ["EU", "POL"]
    assert [(hit.id, hit.role) for hit in book.find("They met in Brussels.")] == [("BEL", "place")]


def test_treaties_named_after_towns_are_no_parties(book: Gazetteer) -> None:
    assert (
        parties(book, "The Minsk agreements, the Vienna Convention and the Budapest Memorandum; Havana syndrome.") == []
    )


def test_compound_adjectives_count_as_demonyms(book: Gazetteer) -> None:
    hit = only(book, "the US-led coalition", "US")
    assert hit is not None
    assert hit.via == "demonym"


def test_old_names_know_their_time(book: Gazetteer) -> None:
    for on in (date(2018, 5, 1), date(2020, 5, 1), date(2023, 5, 1)):
        assert parties(book, "Astana agreed, Nur-Sultan said.", on) == ["KAZ", "KAZ"]
    assert only(book, "the Soviet Union agreed", "Soviet Union", date(1987, 5, 1)).role == "state"  # type: ignore[union-attr]
    assert only(book, "the Soviet Union agreed", "Soviet Union", date(2022, 5, 1)).role == "other"  # type: ignore[union-attr]


def test_spans_point_at_the_words(book: Gazetteer) -> None:
    text = "“Russia’s” offer – to Côte d’Ivoire – and N’Djamena’s"
    for hit in book.find(text):
        assert text[hit.start : hit.end] == hit.text
    assert [hit.text for hit in book.find(text)] == ["Russia", "Côte d’Ivoire", "N’Djamena"]


@given(
    st.lists(
        st.sampled_from(
            ["Russia", "Russian", "US", " ", "-", "’s ", "the ", "Guinea", "Bissau", "\n", "New ", "İ", "ß", "x"]
        )
    )
)
def test_hits_never_overlap_and_always_match(parts: list[str]) -> None:
    text = "".join(parts)
    last = 0
    for hit in _BOOK.find(text, on=ON):
        assert last <= hit.start < hit.end <= len(text)
        assert text[hit.start : hit.end] == hit.text
        last = hit.end


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("The West must hurry, Kyiv said.", ["the West", "UKR"]),
        ("Russia moves missiles as warning to the west", ["RUS", "the West"]),
        ("Russia pushed ten kilometres north and then to the west", ["RUS"]),
        ("Former premier urges west to ignore Russia\nHe spoke on Monday.", ["the West", "RUS"]),
        ("Kremlin accuses West of wanting war", ["RUS", "the West"]),
        ("Ukraine's Arsenal of Western Tanks Grows", ["UKR", "the West"]),
        ("Troops of Russia's Western Military District turned west to the river.", ["RUS"]),
        ("He told west Africans and asked west-end shops.", []),
        ("The areas that were freed from Isis in Syria", ["Islamic State", "SYR"]),
        ("The goddess Isis and the river Isis", []),
        ("The European commission and the European parliament agreed.", ["EU", "EU"]),
        ("The UN watchdog heard of uranium; the pope did not.", ["IAEA", "VAT"]),
        ("The UN watchdog for forests spoke.", ["UN"]),
        ("Japan must buy more, EC foreign ministers said.", ["JPN", "EU"]),
        ("The Mujahedeen Khalq sued.", ["Mojahedin-e Khalq"]),
        ("The Kurds held the town of Kobani; Ukraine flew Bayraktar drones.", ["Kurds", "UKR"]),
        ("an anti-West speech; Western-led motion; a pro-Western stance", ["the West", "the West", "the West"]),
        ("the Iran-Israel Shadow War", ["IRN", "ISR"]),
        ("North Korea cut a telephone line to the South.", ["PRK", "KOR"]),
        ("The UN warned that the Security Council would vote.", ["UN", "UN"]),
        ("The CSTO's Security Council secretaries met.", ["CSTO"]),
        ("Assad's army shelled the rebels.", ["SYR", "Syrian rebels"]),
        ("Patriarch Kirill of Moscow and All Russia", []),
        ("Wagner turned on Russia's army.", ["Wagner Group", "RUS"]),
        ("Kang Kyung Wha, once foreign minister of South Korea", ["Kang Kyung-wha", "KOR"]),
        ("then-President Donald Trump met Kim Jong Un", ["USA", "PRK"]),
    ],
)
def test_names_that_a_reading_of_drawn_texts_showed_wrong_or_missed(book: Gazetteer, text: str, ids: list[str]) -> None:
    assert parties(book, text) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Deputy Chairman of the Security Council Dmitry Medvedev warned the UN.", ["RUS", "RUS", "UN"]),
        ("Medvedev, deputy chairman of the Security Council, spoke. UN envoys left.", ["RUS", "RUS", "UN"]),
        ("Security Council Secretary Nikolai Patrushev met UN envoys.", ["RUS", "RUS", "UN"]),
        ("The Security Council of the Russian Federation met; the UN listened.", ["RUS", "UN"]),
        ("The UN heard that Russia's Security Council had met.", ["UN", "RUS"]),
        ("Russia's Security Council met. Later the Security Council closed the border. The UN objected.",
         ["RUS", "RUS", "UN"]),
        ("Putin chaired a meeting of the Security Council. The UN objected.", ["RUS", "RUS", "UN"]),
        ("Putin told members of his Security Council that the UN was late.", ["RUS", "RUS", "UN"]),
        ("The Kazakh Security Council, the Security Council of Belarus and the UN", ["KAZ", "BLR", "UN"]),
        ("Germany's Federal Security Council put it off, the UN was told.", ["DEU", "UN"]),
        ("The UN wrote to the secretary of the Security Council.", ["UN"]),
        ("Lavrov chaired a meeting of the Security Council, and the UN listened.", ["RUS", "UN", "UN"]),
        ("Putin wrote to the Security Council; the UN answered.", ["RUS", "UN", "UN"]),
        ("The United Nations and its Security Council must act.", ["UN", "UN"]),
        ("Russia's Security Council met. Then the UN Security Council voted, and the Security Council rose.",
         ["RUS", "UN", "UN"]),
        ("The permanent members of the Security Council vetoed two resolutions.", ["UN"]),
    ],
)  # fmt: skip
def test_a_security_council_is_the_worlds_or_a_states_own(book: Gazetteer, text: str, ids: list[str]) -> None:
    assert parties(book, text) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Defense Secretary Robert McNamara met Paul.", []),
        ("President John F. Kennedy", ["John F. Kennedy"]),
        ("Vice President Joseph R. Biden", ["USA"]),
        ("Finance Minister Abdelaziz Khelaf spoke.", []),
        ("Prince Mohammed met Prince Robert.", []),
        ("Prime Minister Li Gun-mo and Kim Ju-ae", ["Li Gun-mo"]),
        ("Prime Minister Li Gun-su and Kim Ju-ae", []),
        ("Abu Mahdi al-Muhandes led it.", []),
        ("Pavel Byrkin took the picture. Asif, a tailor, and Emomali, a baker, watched.", []),
        ("with the Japanese premier Fumio Kisidą", ["JPN"]),
        ("President Pavel and Defence Minister Asif met.", ["CZE", "PAK"]),
        ("Petr Pavel left; Pavel had spoken.", ["CZE", "CZE"]),
        ("Abbas met Petro.", ["PSE", "COL"]),
        ("Foreign Minister Joseph Wu spoke; Wu left.", ["TWN", "TWN"]),
        ("Fumio Kishida left; Kishida had spoken.", ["JPN", "JPN"]),
    ],
)
def test_a_bare_given_name_is_nobody(book: Gazetteer, text: str, ids: list[str]) -> None:
    assert parties(book, text, date(2023, 4, 1)) == ids


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kazakhstan sent Kyiv two million US dollars.", ["KAZ", "UKR"]),
        ("Hungary paid in Swiss francs, and Serbia in Russian roubles.", ["HUN", "SRB"]),
        ("Russia pounds Ukraine.", ["RUS", "UKR"]),
        ("Kyiv was paid US$50 million by US donors.", ["UKR", "USA"]),
    ],
)
def test_whose_money_it_is_makes_no_party(book: Gazetteer, text: str, expected: list[str]) -> None:
    assert [id for id in parties(book, text) if id in ("USA", "CHE", "RUS", "KAZ", "UKR", "HUN", "SRB")] == expected


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Athens asked about the crew, among them a Turk.", ["GRC"]),
        ("Jordan Bardella criticised Germany.", ["DEU"]),
        ("Jordan Seeks Aid From Germany", ["JOR", "DEU"]),
        ("It fined a Merkel ally in Berlin.", ["Angela Merkel"]),
        ("Georgia Governor Ann Lee met South Korean carmakers.", ["KOR"]),
        ("Georgian governor meets Japan\nGeorgia Governor Ann Lee met carmakers.", ["JPN"]),
        ("Georgia's government met South Korean carmakers.", ["GEO", "KOR"]),
        ("Tbilisi said that Georgia's National Guard fired at Russian troops.", ["GEO", "GEO", "RUS"]),
        ("Georgia's governor condemned Russia.", ["RUS"]),
    ],
)
def test_peoples_and_states_of_the_union_are_no_leaders(book: Gazetteer, text: str, ids: list[str]) -> None:
    assert parties(book, text, date(2023, 4, 1)) == ids


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("The Zionist regime closed the border.", "ISR"),
        ("The Celestial Empire raised tariffs on wine.", "CHN"),
        ("The Custodian of the Two Holy Mosques sent a cable.", "SAU"),
        ("President Qasym-Jomart Toqaev opened the forum.", "KAZ"),
        ("Moscow recalled the ambassador of the RF.", "RUS"),
        ("Minister Fayssal Mikdad received the ambassador.", "SYR"),
    ],
)
def test_names_as_agencies_of_the_region_translate_them(text: str, party: str) -> None:
    assert party in {hit.id for hit in _BOOK.find(text, on=date(2023, 5, 3))}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Samoa ships taro to NZ.", ["WSM", "NZL"]),
        ("PNG buys two tugs.", ["PNG"]),
        ("The icon is a PNG, the photo a JPEG.", []),
        ("Aso Rock thanks Casa de Nariño.", ["NGA", "COL"]),
        ("Malé asks Raisina Hill for rice.", ["MDV", "IND"]),
        ("A Male nurse arrived from the Maldives by ship, and a male doctor.", ["MDV", "MDV"]),
        ("Male nurses are rare.", []),
        (
            "The MNDAA and the TNLA left the Three Brotherhood Alliance.",
            ["MNDAA", "TNLA", "Three Brotherhood Alliance"],
        ),
        ("Mali says that FLA fighters fled.", ["MLI", "Azawad Liberation Front"]),
        ("Asian football's AFC met.", []),
        ("Goma's traders pay a tax to the AFC of Corneille Nangaa.", ["Congo River Alliance", "Congo River Alliance"]),
    ],
)
def test_short_names_of_headlines_are_known(book: Gazetteer, text: str, ids: list[str]) -> None:
    assert [id for id in parties(book, text, date(2025, 3, 1)) if id] == ids


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Oslo hits out at Brussels over cod", "EU"),
        ("Oslo takes aim at Brussels over cod", "EU"),
        ("Oslo meets Rome at Brussels", "BEL"),
    ],
)
def test_a_capital_that_somebody_rails_at_is_no_place(book: Gazetteer, text: str, role: str) -> None:
    found = [hit for hit in book.find(text, on=ON) if hit.text == "Brussels"]
    assert [hit.id for hit in found] == [role]
