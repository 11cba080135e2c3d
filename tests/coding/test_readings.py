"""Readings that a definition or the grammar settles, whatever the network thinks likely."""

import re
from datetime import date

import pytest

from allegiance import pipeline
from allegiance.coding import load_parser
from allegiance.coding.cues import shipped_cues
from allegiance.coding.mood import plans_harm
from allegiance.records import Article, EventType, Mention, Status


def surest(text: str, published: str) -> Mention:
    """Return the surest mention of a sentence."""
    article = Article(id=text, text=text, language="en", published=date.fromisoformat(published))
    return max(pipeline.coder(pipeline.Setup()).code(article).mentions, key=lambda m: m.confidence)


@pytest.mark.parametrize(
    ("text", "published", "first"),
    [
        ("Islamic State bombers attacked Turkey in October, killing 12 people.", "2016-08-21", date(2015, 10, 1)),
        ("In October, Chad's troops attacked Niger's border posts.", "2022-08-21", date(2021, 10, 1)),
        ("In July, Chad's troops attacked Niger's border posts.", "2022-08-21", date(2022, 7, 1)),
    ],
)
def test_what_happened_in_a_month_without_a_year_lies_behind(text: str, published: str, first: date) -> None:
    assert surest(text, published).date_start == first


def test_what_is_to_come_in_a_month_without_a_year_lies_ahead() -> None:
    assert surest("Chad will attack Niger's border posts in October.", "2022-08-21").date_start == date(2022, 10, 1)


def test_an_act_of_the_articles_own_year_is_not_history() -> None:
    assert surest("In March Russia annexed Ukraine's Crimea region.", "2014-07-26").status is Status.ASSERTED


def test_an_act_of_an_earlier_year_stays_history() -> None:
    assert surest("In March 2014 Russia annexed Ukraine's Crimea region.", "2016-07-26").status is Status.HISTORICAL


@pytest.mark.parametrize(
    "text",
    ["Was Beijing trying to attack Japan's ports?", "Is Iran trying to attack Israel's ports?"],
)
def test_a_question_asserts_nothing(text: str) -> None:
    assert surest(text, "2023-02-06").status is not Status.ASSERTED


def test_no_before_a_noun_of_help_is_a_refusal() -> None:
    found = surest("No military aid from Almaty to Moscow", "2022-04-05")
    assert (found.type, found.status) == (EventType.REJECT, Status.ASSERTED)


def test_reasons_are_told_in_words_with_their_numbers_named() -> None:
    told = {r.step: r.rule for r in surest("Kazakhstan halted wheat exports to Russia.", "2022-04-05").reasons}
    sure = "the network is .* % sure"
    assert re.fullmatch(f"{sure} that it is SANCTION, and .* % sure that an act is told at all", told["type"])
    together = "network and grammar are .* % sure"
    assert re.fullmatch(f"{together} that it is acted upon; known by its name", told["recipient"])


def test_what_a_question_takes_for_granted_is_asserted() -> None:
    assert (
        surest("After the talks between Chad and Niger: what next for the Sahel?", "2023-02-06").status
        is Status.ASSERTED
    )


@pytest.mark.parametrize(
    "text",
    ["Kazakhstan does not support Russia in the war.", "Serbia never recognised the independence of Kosovo."],
)
def test_support_or_recognition_withheld_is_a_refusal(text: str) -> None:
    found = surest(text, "2022-04-05")
    assert (found.type, found.status) == (EventType.REJECT, Status.ASSERTED)


def test_a_language_is_no_place() -> None:
    assert surest("Chad's president thanked Niger in French.", "2022-04-05").place is None
    assert surest("Chad's president met Niger's envoy in Paris.", "2022-04-05").place == "Paris"


@pytest.mark.parametrize(
    "text",
    [
        "Peru could have voted against the resolution condemning Chile's war, but did not.",
        "The General Assembly condemned Chile. Peru could have voted against the resolution, but did not.",
    ],
)
def test_a_ballot_that_was_not_cast_is_none(text: str) -> None:
    article = Article(id=text, text=text, language="en", published=date(2022, 4, 5))
    votes = [m for m in pipeline.coder(pipeline.Setup()).code(article).mentions if m.type is EventType.VOTE]
    assert {vote.status for vote in votes} <= {Status.DENIED}


def mentions(text: str) -> list[Mention]:
    article = Article(id=text, text=text, language="en", published=date(2022, 4, 5))
    return list(pipeline.coder(pipeline.Setup()).code(article).mentions)


@pytest.mark.parametrize(
    "text",
    ["In the interview, he also confirmed that Kazakhstan celebrated the 30th anniversary of independence from the "
     "Soviet Union with great pride in December.",
     "Ukraine marked the anniversary of its independence from the Soviet Union in August.",
     "Georgia celebrates the day of its independence from Russia with a parade."],
)  # fmt: skip
def test_to_keep_a_feast_is_no_dealing_with_whom_it_names(text: str) -> None:
    assert not [m for m in mentions(text) if re.search("celebrate|mark", m.quote) and m.type is not EventType.ASSAULT]


def test_a_feast_that_two_states_keep_together_is_one() -> None:
    assert mentions(
        "Russia and China celebrated the 20th anniversary of their treaty of friendship together on Friday."
    )


@pytest.mark.parametrize(
    "text",
    ["Kazakhstan continues to maintain an embassy in Ukraine.", "Saudi Arabia reopened its embassy in Iran on Tuesday.",
     "Israel opened an embassy in Bahrain."],
)  # fmt: skip
def test_to_keep_or_open_an_embassy_is_to_cooperate(text: str) -> None:
    assert surest(text, "2022-04-05").type in (EventType.COOPERATE, EventType.SUPPORT)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("France had in January sent soldiers to help the president of Mali.", EventType.AID),
     ("Egypt deployed troops to protect Sudan's government.", EventType.AID),
     ("Egypt deployed troops to the border to threaten Sudan.", EventType.MOBILIZE)],
)  # fmt: skip
def test_troops_sent_to_help_whom_they_are_sent_to_are_aid(text: str, kind: EventType) -> None:
    assert [m.type for m in mentions(text) if re.search("sent|deployed", m.quote)][:1] == [kind]


@pytest.mark.parametrize(
    ("text", "harm"),
    [("Norway proposed an import ban on Russian coal.", True), ("Did Norway propose an embargo against Russia?", True),
     ("Kenya's boycott was proposed by Ghana.", True), ("France will consider tariffs on Chinese cars.", True),
     ("Spain proposed a treaty with Chile.", False), ("Turkey considers lifting its ban on Dutch flowers.", False),
     ("China agreed to review its tariffs.", False), ("Peru promised new rules for Bolivia.", False)],
)  # fmt: skip
def test_who_proposes_a_hostile_act_plans_harm(text: str, harm: bool) -> None:
    assert any(plans_harm(token, shipped_cues()) for token in load_parser()(text)) is harm


@pytest.mark.parametrize(
    "text",
    ["Did Norway's prime minister propose an import ban on Russian oil?", "Japan promised an embargo on North Korea."],
)
def test_a_hostile_act_to_come_is_no_accord(text: str) -> None:
    assert EventType.AGREE not in {m.type for m in mentions(text)}
