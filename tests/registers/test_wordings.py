"""Claims in the wordings that texts use: lengths of membership, recognitions, offices, votes, treaties by their parties."""

from datetime import date

import pytest

from allegiance.actors import Gazetteer
from allegiance.records import Article, RegisterCheck
from allegiance.registers import Checker, Registers

CHECKER = Checker(Gazetteer.load(), Registers.load())


def checks(text: str, day: str) -> list[RegisterCheck]:
    return CHECKER.check(Article(id="a", text=text, published=date.fromisoformat(day)))


def contradicted(text: str, day: str) -> list[RegisterCheck]:
    return [check for check in checks(text, day) if check.verdict == "contradicted"]


FALSE = [
    ("2022-05-05", "Finland has been a member of NATO since 2004."),
    ("2022-05-05", "Estonia has been a member of NATO since 1999."),
    ("2022-05-05", "Estonia has been a NATO member since 2009."),
    ("2022-05-05", "Estonia, a NATO member since 1999, sent troops."),
    ("2022-05-05", "Estonia, a member of NATO since 1999, sent troops."),
    ("2022-05-05", "Estonia has belonged to NATO since 1999."),
    ("2022-05-05", "Estonia has been a member of NATO for 30 years."),
    ("2022-05-05", "Finland has been a member of NATO for more than ten years."),
    ("2022-05-05", "Finland has been a member of NATO for years."),
    ("2022-05-05", "Sweden has been in NATO since 1952."),
    ("2022-05-05", "Estonia joined NATO in 1999."),
    ("2022-05-05", "Estonia joined NATO 30 years ago."),
    ("2022-05-05", "Estonia and Croatia have been members of the EU since 2004."),
    ("2022-05-05", "Ukraine belongs to NATO."),
    ("2022-05-05", "Austria and Hungary both belong to NATO."),
    ("2022-05-05", "Poland does not belong to NATO."),
    ("2019-05-05", "Kosovo is recognised by Spain."),
    ("2019-05-05", "Kosovo is recognized by Spain and Greece."),
    ("2019-05-05", "Kosovo is not recognised by France."),
    ("2019-05-05", "Kosovo, which is recognised by Spain, sent a team."),
    ("2019-05-05", "Kosovo, unrecognised by Germany, sent a team."),
    ("2019-05-05", "Kosovo, recognised by Serbia, sent a team."),
    ("2019-05-05", "Abkhazia is recognised by Belarus."),
    ("2019-05-05", "Belarus is one of five states that recognise Abkhazia."),
    ("2019-05-05", "Belarus is one of the few countries that recognise Abkhazia."),
    ("2019-05-05", "France is one of five EU states that do not recognise Kosovo."),
    ("2019-05-05", "France, one of five EU members that have not recognised Kosovo, abstained."),
    ("2019-05-05", "France is among the countries not recognising Kosovo."),
    ("2022-05-05", "The Chancellor of Germany, Angela Merkel, spoke on Monday."),
    ("2022-05-05", "Angela Merkel, Germany's chancellor, spoke on Monday."),
    ("2022-05-05", "Angela Merkel, the German chancellor, spoke on Tuesday."),
    ("2022-05-05", "German Chancellor Angela Merkel spoke on Tuesday."),
    ("2022-05-05", "German Chancellor Emmanuel Macron spoke."),
    ("2022-05-05", "Germany's Chancellor, Emmanuel Macron, spoke."),
    ("2022-05-05", "The Chancellor of Germany, Emmanuel Macron, spoke."),
    ("2022-05-05", "Emmanuel Macron, Germany's chancellor, spoke."),
    ("2022-05-05", "Emmanuel Macron, chancellor of Germany, spoke."),
    ("2022-05-05", "Emmanuel Macron, who is chancellor of Germany, spoke."),
    ("2022-05-05", "Emmanuel Macron is the chancellor of Germany."),
    ("2022-03-04", "Kazakhstan voted for the UN resolution that condemned the invasion of Ukraine on Wednesday."),
    ("2022-03-04", "Kazakhstan voted against the UN resolution condemning Russia's invasion of Ukraine."),
    ("2022-03-04", "Kazakhstan voted against the UN's resolution that deplored Russia's invasion of Ukraine."),
    ("2022-03-04", "Kazakhstan voted against a United Nations resolution condemning Russia's invasion of Ukraine."),
    (
        "2022-03-04",
        "The UN General Assembly deplored the invasion of Ukraine. It was passed by 121 votes to five with 35 abstentions.",
    ),
    ("2022-03-04", "The UN General Assembly deplored the invasion of Ukraine. The vote was 121-5-35."),
    ("2022-03-04", "The UN General Assembly deplored the invasion of Ukraine (141-7-33)."),
    (
        "2022-03-04",
        "The UN General Assembly deplored the invasion of Ukraine. There were 141 votes in favour, "
        "12 against and 28 abstentions.",
    ),
    ("2022-05-05", "Russia and Kazakhstan signed a treaty on good-neighbourliness and alliance in November 2011."),
    ("2022-05-05", "The peace treaty between Israel and Jordan was signed in 1996."),
    ("2022-05-05", "The peace treaty between Egypt and Israel was signed in March 1981."),
    ("2022-05-05", "Egypt's peace treaty with Israel, signed in 1982, has held."),
    ("2022-05-05", "Israel and Jordan signed a peace treaty in 1990."),
    ("2022-05-05", "In 2010 he spoke at the Security Council, of which Kazakhstan was then a member."),
    ("2022-05-05", "In 1999 Poland sent planes to the EU, of which Poland was then a member."),
    ("2022-05-05", "In 1999 he spoke to the EU, of which Poland was then a member."),
    (
        "2022-05-05",
        "In 2010 the minister of Kazakhstan spoke to the UN Security Council, of which his country was then a member.",
    ),
    ("2019-05-05", "Kosovo was recognised by Spain in 2008."),
    ("2019-05-05", "Abkhazia is recognised by Russia, Nicaragua and Belarus."),
    ("2025-08-05", "The Taliban government is recognised by China."),
    ("2022-05-05", "Estonia has been a member of NATO since 2009."),
    ("2022-05-05", "Britain has been a member of the EU since 1973."),
    ("2019-05-05", "Croatia has been in NATO for two decades."),
    ("2019-05-05", "Croatia joined NATO two decades ago."),
    ("2019-05-05", "Croatia has been a NATO member since the 1990s."),
    ("2019-05-05", "Georgia has been part of NATO since 2008."),
    ("2022-05-05", "Emmanuel Macron is Germany's chancellor."),
    ("2022-05-05", "Angela Merkel is the chancellor of Germany."),
    ("2022-05-05", "Angela Merkel, who is chancellor of Germany, spoke."),
    ("2022-05-05", "The President of Ukraine, Vladimir Putin, spoke."),
    ("2022-05-05", "The Prime Minister of the United Kingdom, Theresa May, spoke on Monday."),
    ("2022-05-05", "Russia's aid in 2005 angered NATO, of which Croatia was then a member."),
    (
        "2022-03-04",
        "India voted for the UN resolution that condemned Russia's invasion of Ukraine in the General Assembly.",
    ),
    (
        "2022-03-04",
        "The UN General Assembly deplored the invasion of Ukraine on Wednesday. The text passed by "
        "a hundred and twenty votes to five.",
    ),
    ("2022-05-05", "The US and South Korea signed a mutual defence treaty in October 1963."),
    ("2022-05-05", "The US-Philippines mutual defence treaty, signed in Washington in 1961, binds both."),
]
TRUE = [
    ("2022-05-05", "Estonia has been a member of NATO since 2004."),
    ("2022-05-05", "Estonia has been a NATO member since 2004."),
    ("2022-05-05", "Estonia, a NATO member since 2004, sent troops."),
    ("2022-05-05", "Estonia, a member of NATO since 2004, sent troops."),
    ("2022-05-05", "Estonia, which has been in NATO since 2004, sent troops."),
    ("2022-05-05", "Estonia has belonged to NATO since 2004."),
    ("2022-05-05", "Estonia has been a member of NATO for 18 years."),
    ("2022-05-05", "Estonia has been a member of NATO for nearly two decades."),
    ("2022-05-05", "Turkey has been a NATO member for 70 years."),
    ("2022-05-05", "Turkey has been in NATO since 1952."),
    ("2022-05-05", "Estonia joined NATO in 2004."),
    ("2022-05-05", "Estonia, which joined NATO in 2004, sent troops."),
    ("2022-05-05", "Estonia joined NATO 18 years ago."),
    ("2022-05-05", "Estonia and Latvia have been members of the EU since 2004."),
    ("2022-05-05", "Poland belongs to NATO."),
    ("2022-05-05", "Poland and Hungary belong to NATO."),
    ("2022-05-05", "Austria does not belong to NATO."),
    ("2019-05-05", "Kosovo is recognised by France."),
    ("2019-05-05", "Kosovo is not recognised by Spain."),
    ("2019-05-05", "Kosovo, unrecognised by Spain, sent a team."),
    ("2019-05-05", "Kosovo remains unrecognised by Spain."),
    ("2019-05-05", "Kosovo has been recognised by Germany since 2008."),
    ("2019-05-05", "Abkhazia is recognised by Russia."),
    ("2019-05-05", "Abkhazia is recognised only by Russia and Nicaragua."),
    ("2019-05-05", "Nicaragua is one of five states that recognise Abkhazia."),
    ("2019-05-05", "Nicaragua is one of the few countries that recognise Abkhazia."),
    ("2019-05-05", "Spain is one of five EU states that do not recognise Kosovo."),
    ("2019-05-05", "Spain, one of five EU members that have not recognised Kosovo, abstained."),
    ("2019-05-05", "Spain is among the EU countries that do not recognise Kosovo."),
    ("2022-05-05", "The Chancellor of Germany, Olaf Scholz, spoke."),
    ("2022-03-04", "Kazakhstan abstained on the UN resolution on the invasion of Ukraine."),
    (
        "2022-03-04",
        "The resolution deploring the invasion of Ukraine was passed by 141 votes to five with 35 abstentions.",
    ),
    (
        "2022-03-04",
        "The UN General Assembly deplored the invasion of Ukraine. It was passed by 141 votes to five with 35 abstentions.",
    ),
    ("2022-03-04", "The UN General Assembly deplored the invasion of Ukraine. The vote was 141-5-35."),
    (
        "2022-03-04",
        "The UN General Assembly deplored the invasion of Ukraine on Wednesday. The tally was one "
        "hundred and forty-one to five, with thirty-five abstentions.",
    ),
    ("2022-03-04", "The UN General Assembly deplored the invasion of Ukraine (141-5-35)."),
    (
        "2022-03-04",
        "The UN General Assembly deplored the invasion of Ukraine, with 141 in favour, five against and 35 abstaining.",
    ),
    (
        "2022-03-04",
        "The UN General Assembly deplored the invasion of Ukraine. There were 141 votes in favour, "
        "five against and 35 abstentions.",
    ),
    ("2022-05-05", "Russia and Kazakhstan signed a treaty on good-neighbourliness and alliance in November 2013."),
    ("2022-05-05", "The peace treaty between Israel and Jordan was signed in 1994."),
    ("2022-05-05", "Egypt's peace treaty with Israel was signed in March 1979."),
    ("2022-05-05", "The 1979 peace treaty between Egypt and Israel has held."),
    ("2022-05-05", "The Egyptian-Israeli peace treaty of 1979 has held."),
    ("2022-05-05", "Israel and Jordan signed a peace treaty in 1994."),
    ("2022-05-05", "In 2017 he spoke at the Security Council, of which Kazakhstan was then a member."),
    ("2022-05-05", "In 2010 he spoke to the EU, of which Britain was then a member."),
    ("2019-05-05", "Kosovo is still not recognised by Serbia or Spain."),
    ("2019-05-05", "Kosovo was recognised by France in 2008."),
    ("2019-05-05", "Abkhazia, recognised only by Russia, Nicaragua, Venezuela, Nauru and Syria, held a vote."),
    ("2026-01-05", "The Taliban are recognised by Russia."),
    ("2022-05-05", "Estonia has been a member of NATO since March 2004."),
    ("2022-05-05", "Greece has been a NATO member since 1952."),
    ("2019-05-05", "Britain has been in the European Union for more than 40 years."),
    ("2019-05-05", "Poland has been in NATO for two decades."),
    ("2019-05-05", "Croatia has been in NATO for a decade."),
    ("2019-05-05", "Croatia has been in NATO for ten years."),
    ("2019-05-05", "Croatia joined NATO ten years ago."),
    ("2019-05-05", "Poland has been a NATO member since the late 1990s."),
    ("2022-05-05", "The Prime Minister of the United Kingdom, Boris Johnson, spoke on Monday."),
    ("2022-05-05", "Boris Johnson is Britain's prime minister."),
    ("2022-01-30", "Olaf Scholz is now the chancellor of Germany."),
    (
        "2022-05-05",
        "In 2018 the minister of Kazakhstan spoke to the UN Security Council, of which his country was then a member.",
    ),
    ("2022-05-05", "Russia's aid in 2015 angered NATO, of which Croatia was then a member."),
    ("2022-05-05", "Russia's aid in 2005 angered NATO, of which Croatia was not then a member."),
    (
        "2022-03-04",
        "The UN General Assembly deplored the invasion of Ukraine on Wednesday. The resolution passed 141 to 5.",
    ),
    ("2022-05-05", "The US and South Korea signed a mutual defence treaty in October 1953."),
    ("2022-05-05", "The mutual defense treaty between the Philippines and the United States was signed in 1951."),
    ("2025-05-05", "Ukraine's security agreement with Germany was signed on 16 February 2024."),
    ("2022-05-05", "Jordan's 1994 peace treaty with Israel has held."),
]
NO_CLAIM = [
    ("2022-05-05", "Estonia has been a member of NATO for more than ten years."),
    ("2022-05-05", "Sweden has been in NATO's partnership programme since 1994."),
    ("2022-05-05", "Kazakhstan has been in the SCO since its founding."),
    ("2022-05-05", "Ukraine belongs in NATO, he said."),
    ("2022-05-05", "Ukraine belongs to the European family of nations."),
    ("2022-05-05", "Does Ukraine belong to NATO?"),
    ("2022-05-05", "He said the future of Ukraine belongs to NATO."),
    ("2022-05-05", "Ukraine belonged to the Soviet Union."),
    ("2019-05-05", "Kosovo could be recognised by Spain."),
    ("2019-05-05", "Kosovo's passports are recognised by Spain."),
    ("2019-05-05", "Kosovo will be recognised by Spain."),
    ("2019-05-05", "Kosovo would like to be recognised by Spain."),
    ("2022-05-05", "Then-Chancellor of Germany, Angela Merkel, spoke on Monday."),
    ("2022-05-05", "The then Chancellor of Germany, Angela Merkel, spoke on Monday."),
    ("2022-05-05", "The former Chancellor of Germany, Angela Merkel, spoke on Monday."),
    ("2022-05-05", "Angela Merkel, Germany's former chancellor, spoke on Monday."),
    ("2022-05-05", "Angela Merkel, Germany's then chancellor, spoke on Monday."),
    ("2022-05-05", "Former German Chancellor Angela Merkel spoke on Tuesday."),
    ("2022-05-05", "Angela Merkel, Germany's chancellor from 2005 to 2021, spoke on Tuesday."),
    ("2022-05-05", "Angela Merkel, Germany's chancellor at the time, signed the pact."),
    ("2022-05-05", "Angela Merkel, Germany's chancellor for 16 years, spoke on Tuesday."),
    ("2022-05-05", "The late Chancellor of Germany, Helmut Kohl, was a mentor."),
    ("2022-05-05", "In 2015, German Chancellor Angela Merkel opened the border."),
    ("2021-11-30", "Germany's incoming chancellor, Olaf Scholz, spoke on Tuesday."),
    ("2022-05-05", "The Chancellor of Germany, whose predecessor was Angela Merkel, spoke."),
    ("2022-05-05", "Germany's vice chancellor, Robert Habeck, spoke."),
    ("2022-05-05", "After talks with the Chancellor of Germany, Emmanuel Macron flew home."),
    ("2022-05-05", "After talks with Germany's Chancellor, Emmanuel Macron flew home on Monday."),
    ("2022-05-05", "The Chancellor of Germany, Emmanuel Macron and Boris Johnson spoke."),
    ("2022-05-05", "The Chancellor of Germany, President Emmanuel Macron, and Boris Johnson spoke on Monday."),
    ("2022-02-27", "India abstained on the UN resolution on the invasion of Ukraine."),
    (
        "2022-03-04",
        "The UN General Assembly deplored the invasion of Ukraine. The US House passed its own text by 426 votes to three.",
    ),
    (
        "2022-03-04",
        "The UN General Assembly deplored the invasion of Ukraine. A parliament in Riga passed a ban by 60 votes to three.",
    ),
    (
        "2022-03-04",
        "The UN General Assembly deplored the invasion of Ukraine. The Council of Europe suspended "
        "Russia by 42 votes to one.",
    ),
    ("2022-03-04", "The UN General Assembly deplored the invasion of Ukraine. Arsenal won 3-2."),
    ("2022-05-05", "Israel and Jordan signed a gas deal in 2016."),
    ("2022-05-05", "Russia and Ukraine signed a treaty in 2010."),
    ("2022-05-05", "Israel and Jordan signed a treaty on water in 2013."),
    ("2022-05-05", "He spoke to the EU, of which Britain was then a member."),
    ("2019-05-05", "Taiwan is recognised by France as a leader in chips."),
    ("2019-05-05", "Kosovo was recognised by France for its work on refugees."),
    ("2019-05-05", "The flag of Kosovo is recognised by Spain."),
    ("2019-05-05", "Kosovo is recognised by Spain's football association."),
    ("2019-05-05", "Kosovo is not yet recognised by Spain."),
    ("2022-05-05", "Kosovo was recognised by Nauru."),
    ("2019-05-05", "Spain, one of five EU states that could recognise Kosovo, abstained."),
    ("2019-05-05", "Abkhazia is an entity recognised by few; Belarus trades with it."),
    ("2025-08-05", "The Taliban are recognised by China as a force to reckon with."),
    ("2019-05-05", "He said passports of Kosovo, unrecognised by Germany for years, are fine now."),
    ("2019-05-05", "Croatia had been a member of NATO since 2001, he joked."),
    ("2019-05-05", "France has been in NATO's military command since 2009."),
    ("2019-05-05", "France has been a full member of NATO's command since 2009."),
    ("2019-05-05", "Sweden has been a close partner of NATO since 1994."),
    ("2019-05-05", "Sweden has been a NATO partner since 1994."),
    ("2019-05-05", "Macedonia has been a candidate member of the EU since 2005."),
    ("2019-05-05", "Georgia has been in talks with NATO since 2008."),
    ("2019-05-05", "A neighbour of Georgia has been part of NATO since 2008."),
    ("2019-05-05", "Has Georgia been a member of NATO since 2008?"),
    ("2019-05-05", "Russia has been in the UN since 1991."),
    ("2019-05-05", "Russia has been a member of the UN since 1945."),
    ("2019-05-05", "Germany has been in NATO since 1990."),
    ("2019-05-05", "France has been an associate member of the EU since 1950."),
    ("2022-05-05", "Finland has not been a member of NATO since 1990."),
    ("2022-05-05", "Poland still belongs to the EU, for now."),
    ("2022-05-05", "Finland belongs to the NATO partnership programme."),
    ("2022-05-05", "Ukraine belongs to the EU, he insisted."),
    ("2022-05-05", "Ukraine belongs to the EU's neighbourhood."),
    ("2022-05-05", "Angela Merkel, who was chancellor of Germany, spoke."),
    ("2022-05-05", "Angela Merkel is Germany's former chancellor."),
    ("2022-05-05", "Angela Merkel is the first chancellor of Germany to grow up in the east."),
    ("2022-05-05", "Angela Merkel is chancellor of Germany's oldest university."),
    ("2022-05-05", "After talks with the Chancellor of Germany, Emmanuel Macron, tired, flew home."),
    (
        "2022-05-05",
        "The Chancellor of Germany, Emmanuel Macron, the French president, and Boris Johnson spoke on Monday.",
    ),
    ("2022-05-05", "The ex-Chancellor of Germany, Angela Merkel, spoke on Monday."),
    ("2022-05-05", "The Vice-Chancellor of Germany, Angela Merkel, spoke on Monday."),
    ("2022-05-05", "In a memoir, the Chancellor of Germany, Angela Merkel, is drawn as she was in 2015."),
    ("2022-05-05", "If Angela Merkel is the chancellor of Germany, all is well."),
    ("2022-05-05", "Boris Johnson is no longer the prime minister of France."),
    ("2021-11-30", "Olaf Scholz is the incoming chancellor of Germany."),
    ("2022-05-05", "Angela Merkel is still the Chancellor of Germany in a film that opened on Monday, set in 2015."),
    (
        "2022-05-05",
        "The minister spoke with Russia and Kazakhstan in 2010 at the UN Security Council, of which "
        "his country was then a member.",
    ),
    ("2022-05-05", "Russia's aid in 2009 angered NATO, of which Croatia was not yet a member."),
    ("2022-03-04", "China abstained on the UN resolution on the war in Ukraine."),
    ("2022-03-04", "Poland voted for the EU resolution that condemned Russia's invasion of Ukraine."),
    ("2022-03-04", "Poland voted against the EU resolution that condemned Russia's invasion of Ukraine."),
    (
        "2022-03-04",
        "The UN General Assembly deplored the invasion of Ukraine on Wednesday. It was attacked by 120 to 5 tanks.",
    ),
    (
        "2022-03-04",
        "The UN General Assembly deplored the invasion of Ukraine on Wednesday. An earlier text was "
        "passed by 93 votes to 40.",
    ),
    (
        "2022-03-04",
        "The UN General Assembly deplored the invasion of Ukraine on Wednesday. The vote in the House was 426 to three.",
    ),
    (
        "2022-03-04",
        "The UN General Assembly deplored the invasion of Ukraine on Wednesday. The vote in Strasbourg was 637 to 13.",
    ),
    (
        "2022-03-04",
        "The UN General Assembly deplored the invasion of Ukraine on Wednesday. The first vote was 120-5-3.",
    ),
    (
        "2022-03-04",
        "Officials deplored the invasion of Ukraine on Wednesday. The text passed by a hundred and twenty votes to five.",
    ),
    ("2025-05-05", "Ukraine's security agreement with Germany was signed on 16 March 2023."),
    ("2022-05-05", "Israel and Lebanon signed a peace treaty in 1983."),
    ("2022-05-05", "Ethiopia and Eritrea signed a peace treaty in 2018."),
    ("2022-05-05", "Israel and Jordan hoped to sign a peace treaty in 1990."),
    ("2022-05-05", "Israel's peace treaty with Egypt was praised in 2002."),
    ("2022-05-05", "Israel and Jordan marked the peace treaty in 2019."),
]


@pytest.mark.parametrize(("day", "text"), FALSE)
def test_false_claims_are_contradicted(day: str, text: str) -> None:
    found = contradicted(text, day)
    assert found
    assert found[0].record
    assert found[0].reference


@pytest.mark.parametrize(("day", "text"), TRUE)
def test_true_claims_are_confirmed(day: str, text: str) -> None:
    assert {check.verdict for check in checks(text, day)} == {"confirmed"}


@pytest.mark.parametrize(("day", "text"), NO_CLAIM)
def test_what_is_no_such_claim_is_left_alone(day: str, text: str) -> None:
    assert contradicted(text, day) == []
