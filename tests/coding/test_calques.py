"""Word order and idioms that translation brings into news: who asks whom, who expels whom, what a note is."""

import pytest

from allegiance.coding import Coder
from tests.coding.test_told_by_wording import Act, acts, coder

__all__ = ["coder"]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        # who is asked stands behind "from" or "of"
        ("Asmara demands from Djibouti the release of prisoners.", ("ERI", "REQUEST", "DJI", "asserted")),
        ("Croatia demanded from Slovenia compensation.", ("HRV", "REQUEST", "SVN", "asserted")),
        ("Vietnam demands from Laos to extradite smugglers.", ("VNM", "REQUEST", "LAO", "asserted")),
        ("The Omani side demanded from Yemen to withdraw troops.", ("OMN", "REQUEST", "YEM", "asserted")),
        ("Honduras requires of Nicaragua to change the law.", ("HND", "REQUEST", "NIC", "asserted")),
        # who is thrown out stands behind the place
        ("Malta expelled from the country the ambassador of Libya.", ("MLT", "SANCTION", "LBY", "asserted")),
        ("Austria expelled from country two diplomats of Serbia.", ("AUT", "SANCTION", "SRB", "asserted")),
        # a protest between governments, however it is handed over
        ("Chile handed to the Bolivian ambassador a note of protest.", ("CHL", "ACCUSE", "BOL", "asserted")),
        ("Kuwait handed the ambassador of Iraq a note of protest.", ("KWT", "ACCUSE", "IRQ", "asserted")),
        ("Croatia presented a note of protest to Serbia.", ("HRV", "ACCUSE", "SRB", "asserted")),
        ("China made stern representations to Canada.", ("CHN", "ACCUSE", "CAN", "asserted")),
        ("China has lodged solemn representations with Norway.", ("CHN", "ACCUSE", "NOR", "asserted")),
        # to denounce a treaty of one's own is to leave it
        ("Georgia denounced the treaty on friendship with Armenia.", ("GEO", "SANCTION", "ARM", "asserted")),
        ("Chad denounced the military accord with France.", ("TCD", "SANCTION", "FRA", "asserted")),
        ("Peru declared the ambassador of Bolivia persona non grata.", ("PER", "SANCTION", "BOL", "asserted")),
    ],
)
def test_a_translated_wording_tells_its_act(coder: Coder, text: str, act: Act) -> None:
    assert act in acts(coder, text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Asmara faces demands from Djibouti.", ("ERI", "REQUEST", "DJI", "asserted")),
        ("Malta expelled from the country the ambassador of Libya.", ("LBY", "SANCTION", "MLT", "asserted")),
        ("Vietnam demands from Laos to extradite smugglers.", ("LAO", "REQUEST", "VNM", "asserted")),
    ],
)
def test_nobody_does_what_was_done_to_him(coder: Coder, text: str, act: Act) -> None:
    assert act not in acts(coder, text)


@pytest.mark.parametrize(
    "text",
    [
        "Norway denounced the treaty between Russia and North Korea.",
        "Norway denounced Belarus's treaty with North Korea.",
        "Norway denounced the violation of the treaty with Belarus.",
    ],
)
def test_to_denounce_what_others_do_accuses_them(coder: Coder, text: str) -> None:
    assert {act[1] for act in acts(coder, text) if act[0] == "NOR"} == {"ACCUSE"}


@pytest.mark.parametrize(
    "text",
    [
        "Kuwait does not exclude the restoration of diplomatic relations with Syria.",
        "Cyprus doesn't exclude the signing of a peace treaty with Turkey.",
        "Madrid did not exclude the break of diplomatic relations with Peru.",
        "Denmark does not exclude sending soldiers to Ukraine.",
    ],
)
def test_what_is_not_excluded_was_not_done(coder: Coder, text: str) -> None:
    assert {act[3] for act in acts(coder, text)} <= {"hypothetical"}


def test_who_was_not_excluded_from_a_body_stays(coder: Coder) -> None:
    found = acts(coder, "The African Union did not exclude Mali from the council.")
    assert all(act[3] == "denied" for act in found)
