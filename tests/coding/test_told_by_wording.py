"""What the wording around an act says of it: not done, done by another, accused, listed, told in the next sentence."""

from datetime import date

import pytest

from allegiance import pipeline
from allegiance.coding import Coder
from allegiance.records import Article, Mention

Act = tuple[str, str, str, str]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return pipeline.coder(pipeline.Setup())


def mentions(coder: Coder, text: str) -> tuple[Mention, ...]:
    return coder.code(Article(id=text, text=text, language="en", published=date(2022, 5, 10))).mentions


def acts(coder: Coder, text: str) -> set[Act]:
    """Return each act of a text: who, what, to whom, status."""
    return {
        (
            "|".join(sorted(p.id or p.text for p in m.actors)),
            m.type.value,
            "|".join(sorted(p.id or p.text for p in m.recipients)),
            m.status.value,
        )
        for m in mentions(coder, text)
    }


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Turkey nearly attacked Greece.", ("TUR", "ASSAULT", "GRC", "denied")),
        ("Turkey almost attacked Greece in May.", ("TUR", "ASSAULT", "GRC", "denied")),
        ("Russia nearly shot down a British plane.", ("RUS", "ASSAULT", "GBR", "denied")),
        ("Spain almost recalled its ambassador from Morocco.", ("ESP", "SANCTION", "MAR", "denied")),
        ("Hungary blocked sanctions against Russia.", ("HUN", "SANCTION", "RUS", "denied")),
        ("The deal averted American sanctions on Iran.", ("USA", "SANCTION", "IRN", "denied")),
        ("Hungary prevented EU sanctions on Russia.", ("EU", "SANCTION", "RUS", "denied")),
        ("Talks between Russia and Japan are off.", ("JPN|RUS", "CONSULT", "", "denied")),
        ("Talks with Iran have been called off, the United States said.", ("IRN|USA", "CONSULT", "", "denied")),
        # what sounds like these and was done
        ("Russia nearly destroyed a town in Ukraine.", ("RUS", "ASSAULT", "UKR", "asserted")),
        ("Russia shelled a town in Ukraine almost daily.", ("RUS", "ASSAULT", "UKR", "asserted")),
        ("The United States blocked exports to Iran.", ("USA", "SANCTION", "IRN", "asserted")),
        ("Talks between Russia and Japan are off to a good start.", ("JPN|RUS", "CONSULT", "", "asserted")),
        ("Talks between Russia and Japan were held off the coast.", ("JPN|RUS", "CONSULT", "", "asserted")),
        # who did it, set against who did not
        ("It was Russia, not Ukraine, that shelled Poland.", ("RUS", "ASSAULT", "POL", "asserted")),
        ("It was Iran, not Iraq, that attacked Saudi Arabia.", ("IRN", "ASSAULT", "SAU", "asserted")),
        ("It was not Iraq but Iran that attacked Saudi Arabia on Tuesday.", ("IRN", "ASSAULT", "SAU", "asserted")),
        ("Saudi Arabia was attacked not by Iraq but by Iran.", ("IRN", "ASSAULT", "SAU", "asserted")),
        ("Georgia was bombed not by Ukraine but by Russia.", ("RUS", "ASSAULT", "GEO", "asserted")),
        ("Iran did not attack Iraq, but Turkey did.", ("IRN", "ASSAULT", "IRQ", "denied")),
        ("Georgia was not bombed by Russia but it was threatened.", ("RUS", "ASSAULT", "GEO", "denied")),
        # who apologises did it
        ("Armenia apologised to Azerbaijan for having shelled a village.", ("ARM", "ASSAULT", "AZE", "asserted")),
        ("Israel apologised to Turkey for having attacked a ship.", ("ISR", "ASSAULT", "TUR", "asserted")),
        ("Azerbaijan apologised for having shelled a village in Armenia.", ("AZE", "ASSAULT", "ARM", "asserted")),
        ("Turkey apologised to Russia for shooting down a plane.", ("TUR", "ASSAULT", "RUS", "asserted")),
        ("Turkey apologised to Russia for shooting down a plane.", ("TUR", "SUPPORT", "RUS", "asserted")),
        # unwanted diplomats, and troops in the passive
        ("Germany declared the Russian ambassador persona non grata.", ("DEU", "SANCTION", "RUS", "asserted")),
        ("Ten Russian diplomats were declared personae non gratae by Estonia.", ("EST", "SANCTION", "RUS", "asserted")),
        ("Russia declared ten German diplomats personae non gratae.", ("RUS", "SANCTION", "DEU", "asserted")),
        ("Soldiers were withdrawn from Syria by Russia.", ("RUS", "RETREAT", "SYR", "asserted")),
    ],
)
def test_the_act_is_told(coder: Coder, text: str, act: Act) -> None:
    assert act in acts(coder, text)


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("Russia is accused of having attacked Ukraine with gas.", True),
        ("Iran has been accused of having seized a Greek tanker.", True),
        ("Iran, accused of having attacked Saudi Arabia, kept silent.", True),
        ("Russia is suspected of having attacked a German ship.", True),
        ("Russia is accused by Ukraine of having attacked a school in Kherson.", False),
        ("Ukraine accused Russia of having attacked a school.", False),
    ],
)
def test_an_act_that_one_is_accused_of_is_in_doubt(coder: Coder, text: str, hedged: bool) -> None:
    assert [m.hedged for m in mentions(coder, text) if m.type in ("ASSAULT", "COERCE")] == [hedged]


ITEMS = (
    "- Russia bombed a hospital in Ukraine.\n- China signed a trade deal with Brazil.\n- Iran seized a Greek tanker."
)


@pytest.mark.parametrize(
    "text",
    [
        ITEMS,
        ITEMS.replace("- ", "• "),
        "Russia: bombed a hospital in Ukraine\nChina: signed a trade deal with Brazil\nIran: seized a Greek tanker",
        "1. Russia bombed a hospital in Ukraine.\n2. China signed a trade deal with Brazil.\n3. Iran seized a Greek tanker.",
        "• Russia: bombed a hospital in Ukraine\n• China: signed a trade deal with Brazil\n• Iran: seized a Greek tanker",
    ],
)
def test_items_of_a_list_keep_their_parties(coder: Coder, text: str) -> None:
    groups = ({"RUS", "UKR"}, {"CHN", "BRA"}, {"IRN", "GRC"})
    told = [{p.id for p in (*m.actors, *m.recipients)} for m in mentions(coder, text)]
    assert len(told) >= 3
    assert all(any(parties <= group for group in groups) for parties in told)


def test_an_item_may_go_on_with_what_stands_over_the_list(coder: Coder) -> None:
    text = "Russia and Ukraine held talks.\n- Russia bombed a hospital.\n- Its army shelled a town in Ukraine."
    assert ("RUS", "ASSAULT", "UKR", "asserted") in acts(coder, text)
    text = "Europe this week:\n- Germany expelled ten Russian diplomats.\n- It also closed the embassy of Iran."
    assert ("DEU", "SANCTION", "IRN", "asserted") in acts(coder, text)


BOMBED = "Russia bombed a hospital in Ukraine"


@pytest.mark.parametrize(
    ("after", "kind", "source"),
    [
        ("This was announced by Prime Minister Mateusz Morawiecki.", "said", "Mateusz Morawiecki"),
        ("That was confirmed on Monday by a spokesman in Berlin.", "said", "a spokesman"),
        ("The attack was confirmed by the foreign ministry.", "said", "the foreign ministry"),
        ("So said a Ukrainian general on Monday.", "said", "a Ukrainian general"),
        ("A Ukrainian general told reporters this on Monday.", "said", "A Ukrainian general"),
        ("This was reported by Reuters.", "carried", "Reuters"),
        ("This was announced by decree.", "said", ""),
        ("The army said this was wrong.", "said", ""),
        ("A general told reporters that he was tired.", "said", ""),
    ],
)
def test_the_next_sentence_may_name_the_source(coder: Coder, after: str, kind: str, source: str) -> None:
    found = mentions(coder, f"{BOMBED}. {after}")[0]
    assert [a.source for a in found.attributions if a.kind == kind] == ([source] if source else [])


def test_who_is_named_in_the_sentence_itself_comes_first(coder: Coder) -> None:
    (found,) = mentions(coder, f"{BOMBED}, Poland said. This was confirmed by Germany.")
    assert [a.source for a in found.attributions] == ["Poland"]


@pytest.mark.parametrize(
    "text",
    [
        "An earlier version of this report said Russia had bombed Georgia.",
        "This article says that Russia bombed Georgia.",
        "A previous version of this story said that Russia bombed Georgia.",
    ],
)
def test_the_text_itself_is_no_source(coder: Coder, text: str) -> None:
    found = mentions(coder, text)
    assert found
    assert not [link.source for m in found for link in m.attributions]
