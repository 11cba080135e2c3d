"""Statuses that words for time and the clauses around an act settle, and the dates that go with them."""

from datetime import date

import pytest

from allegiance import pipeline
from allegiance.records import Article, Mention


def at(text: str, word: str, published: str = "2024-03-13") -> Mention:
    """Return the mention whose trigger holds a word of a text."""
    article = Article(id=text, text=text, language="en", published=date.fromisoformat(published))
    place = text.index(word)
    mentions = pipeline.coder(pipeline.Setup()).code(article).mentions
    (found,) = [m for m in mentions if m.trigger_start <= place < m.trigger_end]
    return found


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("Norway, which joined NATO seven decades ago, sent tanks to Latvia.", "sent", "asserted"),
        ("Norway, which joined NATO seven decades ago, sent tanks to Latvia.", "joined", "historical"),
        ("Sweden, neutral since the Cold War, sent troops to Estonia.", "sent", "asserted"),
        ("Russia, which had invaded Ukraine in 2014, signed a pact with Iran.", "signed", "asserted"),
        ("Russia, which had invaded Ukraine in 2014, signed a pact with Iran.", "invaded", "historical"),
        ("On the anniversary of the 1998 bombing, Kenya condemned Sudan.", "condemned", "asserted"),
        ("The Dutch king apologised to Suriname for a war fought centuries ago.", "apologised", "asserted"),
        ("In the raid, launched in 1998, Chad bombed Niger.", "bombed", "historical"),
        ("Soldiers who invaded Kuwait in 1990 looted the Saudi embassy.", "invaded", "historical"),
        ("The attack that Chad launched two years ago on Niger killed ninety.", "attack", "historical"),
        ("Kenya said it had sent doctors to Malawi.", "sent", "asserted"),
        ("Kenya said it had sent doctors to Malawi in 2019.", "sent", "historical"),
        ("Kenya had accused Uganda of shelling its border towns.", "accused", "asserted"),
    ],
)
def test_an_earlier_year_counts_for_the_clause_that_it_stands_in(text: str, word: str, status: str) -> None:
    assert at(text, word).status == status


def test_further_down_a_deed_beside_an_earlier_year_may_be_background() -> None:
    news = "Kenya sent more doctors to Malawi. Nairobi is silent. Chad stays out. Mali waits. "
    background = "In 1998 it was another's turn. Rwanda, which invaded Congo in 1996, attacked Uganda."
    assert at(news + background, "attacked").status == "historical"


@pytest.mark.parametrize(
    ("text", "word", "status", "first"),
    [
        ("Last autumn's shelling of Niger by Chad killed ninety people.", "shelling", "historical", "2023-09-01"),
        ("Chad's 2019 attack on Niger was condemned again by Mali on Monday.", "attack", "historical", "2019-01-01"),
        ("The March 2021 agreement between Togo and Ghana has lapsed.", "agreement", "historical", "2021-03-01"),
        ("The January 2024 agreement between Togo and Ghana has lapsed.", "agreement", "asserted", "2024-01-01"),
        ("Last month's shelling of Niger by Chad killed ninety people.", "shelling", "asserted", "2024-02-01"),
    ],
)
def test_a_noun_dated_by_its_own_words_is_of_that_year(text: str, word: str, status: str, first: str) -> None:
    found = at(text, word)
    assert (found.status, str(found.date_start)) == (status, first)


@pytest.mark.parametrize(
    ("text", "word", "published", "first"),
    [
        ("Kenya will send doctors to Malawi in December.", "send", "2024-01-10", "2024-12-01"),
        ("Kenya plans to withdraw its troops from Somalia in November.", "withdraw", "2024-01-10", "2024-11-01"),
        ("The leaders of Kenya and Malawi will meet on 3 December.", "meet", "2024-01-10", "2024-12-03"),
        ("Kenya sent doctors to Malawi in December.", "sent", "2024-01-10", "2023-12-01"),
        ("Kenya said in December it would send doctors to Malawi.", "send", "2024-01-10", "2023-12-01"),
        ("Malta expelled a Libyan diplomat on the first of May.", "expelled", "2024-06-12", "2024-05-01"),
        ("Malta closed its border with Libya on May the twenty-first.", "closed", "2024-06-12", "2024-05-21"),
    ],
)
def test_a_month_just_gone_means_the_coming_one_of_what_will_be(
    text: str, word: str, published: str, first: str
) -> None:
    assert str(at(text, word, published).date_start) == first


@pytest.mark.parametrize(
    ("text", "word", "first"),
    [
        ("The Kenyan president visits Uganda this Friday.", "visits", "2024-03-15"),
        ("The Maltese minister travels to Tunis on Sunday to meet the Tunisian president.", "travels", "2024-03-17"),
        ("Malta's president travels to Doha on Thursday to meet the emir of Qatar.", "travels", "2024-03-14"),
        ("Kenyan envoys are arriving in Uganda on Saturday.", "arriving", "2024-03-16"),
    ],
)
def test_the_present_with_a_day_to_come_tells_of_a_plan(text: str, word: str, first: str) -> None:
    found = at(text, word)
    assert (found.status, str(found.date_start)) == ("planned", first)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Kenya's president meets Ugandan counterpart", "meets"),
        ("Chilean minister meets Peruvian president in Lima on Monday", "meets"),
        ("The Peruvian minister visits Chile every Friday.", "visits"),
        ("The king of Jordan meets Syria's president in Amman on Monday. Photo: Petra", "meets"),
        ("Iraqi forces hold a Turkish soldier since Monday.", "hold"),
        ("Kenya condemns Uganda for Friday's raid.", "condemns"),
    ],
)
def test_the_present_of_a_headline_a_caption_or_a_habit_is_no_plan(text: str, word: str) -> None:
    assert at(text, word).status == "asserted"


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("Malta is weighing sanctions against Libya.", "weighing", "hypothetical"),
        ("There has been talk in Kampala of Kenya launching strikes on Somalia.", "launching", "hypothetical"),
        ("There was talk of trade when Kenya's president met his Ugandan counterpart.", "met", "asserted"),
        ("There were calls for calm after Chad shelled Niger.", "shelled", "asserted"),
        ("Hungary's approval of Sweden's bid could take months.", "approval", "hypothetical"),
        ("Whether Norway sends tanks to Ukraine is up in the air.", "sends", "hypothetical"),
        ("Malta failed to prevent Libya from bombing the port.", "bombing", "asserted"),
        ("Malta did not prevent the attack by Libya.", "attack", "asserted"),
        ("Malta prevented Libya from bombing the port.", "bombing", "denied"),
        ("Chad had not asked Niger before bombing the camp in its north.", "bombing", "asserted"),
        ("Chad did not sign the pact after attacking Niger.", "attacking", "asserted"),
        ("Yemen has not apologised for attacking the Saudi tanker.", "attacking", "asserted"),
        ("Yemen failed to attack the Saudi tanker.", "attack", "denied"),
        ("Peru failed to condemn Chile.", "condemn", "denied"),
        ("Peru did not turn away the Bolivian refugees.", "turn away", "denied"),
        ("The Libyan boats did not turn back and fired on a Maltese ship.", "fired", "asserted"),
    ],
)
def test_what_is_only_talked_of_and_what_was_left_undone(text: str, word: str, status: str) -> None:
    assert at(text, word).status == status
