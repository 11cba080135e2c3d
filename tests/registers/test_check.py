from datetime import date
from pathlib import Path

import pytest

from allegiance.actors import Gazetteer
from allegiance.records import Article, EventType, Mention, Party, Quad, RegisterCheck
from allegiance.registers import Checker, Registers

CHECKER = Checker(Gazetteer.load(), Registers.load())


def checks(text: str, day: str | None, **more: object) -> list[RegisterCheck]:
    article = Article(id="a", text=text, published=date.fromisoformat(day) if day else None)
    return CHECKER.check(article, **more)  # type: ignore[arg-type]


def contradicted(text: str, day: str | None) -> list[RegisterCheck]:
    return [check for check in checks(text, day) if check.verdict == "contradicted"]


FALSE = [
    ("vote", "2022-03-04", "The UN General Assembly deplored the invasion of Ukraine by 120 votes to 25."),
    (
        "vote",
        "2022-03-04",
        "Serbia abstained on Wednesday as the UN General Assembly condemned Russia's invasion of Ukraine.",
    ),
    (
        "vote",
        "2024-05-05",
        "Kazakhstan voted against the UN Security Council resolution of 2 March 2022 that condemned Russia's invasion.",
    ),
    ("vote", "2019-05-05", "Italy vetoed the text in the UN Security Council."),
    ("seat", "2020-05-05", "Kenya, a non-permanent member of the UN Security Council, spoke first."),
    ("seat", "2020-05-05", "Brazil is a permanent member of the UN Security Council."),
    ("seat", "2024-03-10", "Germany has held a seat on the UN Security Council since January."),
    ("membership", "2022-05-05", "NATO member Finland sent observers."),
    ("membership", "2023-05-05", "Kazakhstan left the CSTO."),
    ("membership", "2022-05-05", "Switzerland is a member of the European Union."),
    ("recognition", "2019-05-05", "Kazakhstan recognised Kosovo."),
    ("recognition", "2023-05-05", "Kazakhstan recognises the Donetsk People's Republic."),
    ("office", "2022-05-05", "President Emmanuel Macron of Germany spoke."),
    ("office", "2022-05-05", "Russian Prime Minister Sergei Lavrov spoke."),
    ("date", "2022-05-05", "The Budapest Memorandum was signed on 5 December 1996."),
    ("date", "2022-05-05", "Croatia joined the European Union in July 2009."),
    ("date", "2023-05-05", "Russia joined the Council of Europe in February 2022."),
    ("date", "2022-05-05", "The General Assembly adopted resolution 68/262 on 27 March 2015."),
    (
        "vote",
        "2022-03-05",
        "Serbia, which refused to impose sanctions, voted against Wednesday's UN General Assembly resolution on the war "
        "in Ukraine.",
    ),
    (
        "vote",
        "2022-04-08",
        "Kazakhstan's foreign ministry defended its decision to abstain when the UN General Assembly suspended Russia "
        "from the Human Rights Council on Thursday.",
    ),
    (
        "vote",
        "2014-03-28",
        "Kazakhstan was one of eleven states to oppose the UN General Assembly's resolution on the territorial integrity "
        "of Ukraine on Thursday.",
    ),
    (
        "vote",
        "2022-03-03",
        "India had backed the UN General Assembly's resolution on the invasion of Ukraine on Wednesday.",
    ),
    ("vote", "2016-10-27", "The United States voted against the UN resolution on the embargo on Cuba on Wednesday."),
    ("vote", "2022-02-27", "China joined Russia on Friday in vetoing a draft on Ukraine in the UN Security Council."),
    ("vote", "2015-07-30", "China vetoes tribunal for flight MH17 in UN Security Council"),
    (
        "vote",
        "2018-04-11",
        "Kazakhstan voted against a draft on chemical arms in Syria in the UN Security Council on Tuesday.",
    ),
    ("seat", "2022-03-20", "Kazakhstan, a member of the Security Council, has been careful about the war."),
    ("seat", "2023-06-07", "Belarus won a seat on the UN Security Council on Tuesday."),
    ("membership", "2025-01-05", "Moldova, which belongs to the European Union, cut its imports of gas."),
    ("membership", "2021-09-20", "Kazakhstan and other NATO members held a drill."),
    ("membership", "2022-04-05", "Finland became a NATO member in March."),
    ("recognition", "2022-06-01", "Kazakhstan has recognised the Donetsk and Luhansk people's republics."),
    ("recognition", "2024-09-02", "Nicaragua, one of Taiwan's diplomatic allies, sent a delegation."),
    ("recognition", "2025-12-28", "Ethiopia has recognised Somaliland."),
    ("recognition", "2025-08-28", "Kazakhstan has recognised the Taliban government."),
    ("office", "2024-05-14", "Russian defence minister Dmitry Medvedev inspected troops on Monday."),
]
TRUE = [
    (
        "2022-03-04",
        "The UN General Assembly deplored the invasion of Ukraine by 141 votes to five, with 35 abstentions.",
    ),
    (
        "2022-03-04",
        "Serbia voted for the resolution as the UN General Assembly condemned Russia's invasion of Ukraine.",
    ),
    ("2021-05-05", "Kenya, a non-permanent member of the UN Security Council, spoke first."),
    ("2024-05-05", "NATO member Finland sent observers."),
    ("2024-05-05", "He flew on to talks with Finland, a member of NATO."),
    ("2024-05-05", "The premier spoke to reporters from Finland, which joined NATO last year."),
    ("2022-05-05", "Switzerland is not a member of the European Union."),
    ("2023-05-05", "Kazakhstan does not recognise the Donetsk People's Republic."),
    ("2022-05-05", "President Emmanuel Macron of France spoke."),
    ("2022-05-05", "The Budapest Memorandum was signed on 5 December 1994."),
    ("2022-05-05", "Croatia joined the European Union in July 2013."),
    ("2023-05-05", "Russia was suspended from the Council of Europe in February 2022."),
    ("2023-05-05", "Russia left the Council of Europe in March 2022."),
    ("2023-05-05", "Russia joined the Council of Europe in 1996."),
    ("2024-06-07", "Pakistan and Denmark were elected to the UN Security Council on Thursday."),
    ("2022-03-20", "Kenya is serving a two-year term on the Security Council."),
    ("2025-12-28", "Israel has recognised Somaliland."),
    ("2025-07-04", "Russia has recognised the Taliban government in Kabul."),
    ("2024-07-04", "Russia does not recognise the Taliban."),
    ("2024-09-02", "Paraguay, one of Taiwan's diplomatic allies, sent a delegation."),
    ("2018-04-11", "Kazakhstan voted for a draft on chemical arms in Syria in the UN Security Council on Tuesday."),
    ("2024-03-12", "Sweden became a NATO member last week."),
]
NO_CLAIM = [
    ("2020-05-05", "Georgia left the CIS in August 2008."),
    ("2020-05-05", "Uzbekistan left the CSTO in June 2012."),
    ("2022-05-05", "Nicaragua left the OAS in November 2021."),
    ("2020-05-05", "Greenland left the European Economic Community in 1985."),
    ("2020-05-05", "Greenland is a member of the Nordic Council."),
    ("2020-05-05", "Denmark joined the Schengen Area in December 1996."),
    ("2020-05-05", "Armenia joined the CSTO in 2002."),
    ("2020-05-05", "Kazakhstan joined the Shanghai Five in 1996."),
    ("2020-05-05", "South Africa joined BRICS in April 2011."),
    ("2020-05-05", "Kyrgyzstan joined the Eurasian Economic Union in May 2015."),
    ("2015-12-20", "Afghanistan joined the WTO in December 2015."),
    ("2023-12-10", "Argentina joined BRICS, or so the old government had planned."),
    ("2023-01-10", "India, a member of the UN Security Council until the end of last year, abstained."),
    ("2024-12-10", "Pakistan, a member of the UN Security Council from January, asked for a meeting."),
    ("2016-10-09", "China voted for the Russian draft on Aleppo in the UN Security Council on Saturday."),
    ("2007-05-31", "Congo voted for the UN Security Council's resolution on a tribunal for Lebanon on Wednesday."),
    (
        "2019-09-20",
        "Russia voted for its own draft on a truce in Idlib, Syria, in the UN Security Council on Thursday.",
    ),
    ("1988-06-15", "Yugoslavia, a member of the UN Security Council, spoke first; Czechoslovakia sits on it no more."),
    ("1980-07-01", "East Germany sits on the UN Security Council."),
    ("2002-10-29", "Nauru no longer recognises Taiwan."),
    ("2024-02-05", "China has recognised the Taliban's ambassador."),
    ("2024-02-05", "China recognises the Taliban as a force to reckon with."),
    ("2012-06-01", "Neither Belarus nor Kazakhstan has recognised Abkhazia."),
    ("2022-03-04", "Poland backed the draft resolution in the UN Security Council on Friday."),
    (
        "2023-06-01",
        "Russia's vetoes in the UN Security Council stop most texts. Russia vetoes what it likes in the Council.",
    ),
    ("2016-07-12", "Members of Armenia's Security Council voted against the draft resolution on Monday."),
    ("2023-05-01", "Ukraine belongs to the European Union, she said to applause."),
    ("2021-03-04", "British Chancellor Rishi Sunak announced a package on Wednesday."),
    ("2012-05-05", "Palestinian Prime Minister Ismail Haniyeh met envoys in Gaza on Monday."),
    ("2015-03-05", "Israeli President Shimon Peres, who left office last year, spoke on Monday."),
    ("2014-08-23", "He met (Israeli Prime Minister Benjamin) Netanyahu, he said."),
    ("2022-07-05", "Turkey vetoed the accession to NATO, a diplomat at the UN Security Council said."),
    ("2022-11-05", "Hungary vetoed the aid in the European Union while the UN Security Council looked on."),
    ("2022-05-05", "Finland could soon be a member of NATO."),
    ("2024-05-05", "Kazakhstan abstained in the UN Security Council on 12 April 2017."),
    ("2024-05-05", "Ghana sat on the UN Security Council in 2023."),
    ("2022-05-05", "Is Switzerland a member of the European Union?"),
    ("2022-05-05", "If Kazakhstan left the CSTO, Moscow would be alarmed."),
    ("2022-05-05", "It is false that Kazakhstan recognised Kosovo."),
    ("2022-05-05", "Kazakhstan will not recognise the Donetsk People's Republic."),
    ("2022-04-05", "Kazakhstan could have voted against the resolution in the General Assembly, but did not."),
    ("2022-05-05", "Georgia left the NATO summit early."),
    ("2024-03-01", "Armenia has frozen its membership in the CSTO."),
    ("2012-05-01", "Guinea-Bissau was suspended from ECOWAS in April 2012."),
    ("2022-03-10", "Russia was suspended from the Council of Europe in February 2022."),
    ("2015-05-05", "Indonesia left the United Nations in January 1965."),
    ("2015-05-05", "Greece left the Council of Europe in December 1969."),
    ("2012-08-05", "Paraguay was suspended from Mercosur in June 2012."),
    ("2016-12-05", "Indonesia has suspended its membership in OPEC."),
    ("2022-05-05", "Candidates include non-NATO member Finland."),
    ("2022-05-05", "The pro-Russian President Viktor Yanukovych of old is gone."),
    ("2022-05-05", "In 2012 Russian Prime Minister Vladimir Putin spoke."),
    ("2022-05-05", "After talks with the Kazakh president, Vladimir Putin flew home."),
    ("2022-05-05", "Kazakhstan recognised Taiwan's success in making chips."),
    ("2022-05-05", "Russia's Security Council member Dmitry Medvedev wrote that France was wrong."),
]


@pytest.mark.parametrize(("kind", "day", "text"), FALSE)
def test_contradictions_are_caught(kind: str, day: str, text: str) -> None:
    found = contradicted(text, day)
    assert [check.kind for check in found][:1] == [kind]
    assert found[0].record
    assert found[0].reference
    assert found[0].nearest or kind == "vote"


@pytest.mark.parametrize(("day", "text"), TRUE)
def test_true_claims_are_confirmed(day: str, text: str) -> None:
    assert {check.verdict for check in checks(text, day)} == {"confirmed"}


def test_a_seat_held_in_a_year_is_a_claim() -> None:
    assert [check.kind for check in contradicted("Ghana sat on the UN Security Council in 2019.", "2024-05-05")] == [
        "seat"
    ]


@pytest.mark.parametrize(("day", "text"), NO_CLAIM)
def test_what_is_no_plain_claim_is_left_alone(day: str, text: str) -> None:
    assert contradicted(text, day) == []


@pytest.mark.parametrize(("kind", "day", "text"), FALSE)
def test_without_a_day_of_publication_little_is_said(kind: str, day: str, text: str) -> None:
    assert all(check.kind == "date" for check in contradicted(text, None))


def test_what_is_too_long_for_a_sentence_is_passed_over() -> None:
    claim = "Switzerland joined NATO"
    assert len(contradicted(f"{claim}. {f'{claim}, and ' * 300}", "2022-05-05")) == 1
    assert [check.sentence for check in contradicted(f"{claim}. {f'{claim}, and ' * 300}", "2022-05-05")] == [
        f"{claim}."
    ]


# The state before the verb belongs to an aside; the claim is about another.
ASIDES = [
    (
        "2023-04-06",
        "Finland, which shares a border of 1,300 kilometres with Russia, joined NATO on Tuesday.",
        "confirmed",
    ),
    (
        "2022-04-06",
        "Finland, which shares a border of 1,300 kilometres with Russia, joined NATO on Tuesday.",
        "contradicted",
    ),
    ("2023-04-06", "The Nordic country, which borders Russia, joined NATO on Tuesday.", ""),
    ("2023-04-06", "A neighbour of Russia joined NATO on Tuesday.", ""),
    (
        "2022-03-03",
        "Serbia, a traditional ally of Russia, voted for the General Assembly resolution deploring the aggression against "
        "Ukraine on Wednesday.",
        "confirmed",
    ),
    (
        "2022-03-03",
        "Serbia, a traditional ally of Russia, voted against the General Assembly resolution deploring the aggression "
        "against Ukraine on Wednesday.",
        "contradicted",
    ),
    (
        "2022-04-08",
        "Kazakhstan, which had abstained a month earlier, voted against suspending Russia from the Human Rights Council in "
        "the General Assembly on Thursday.",
        "confirmed",
    ),
    (
        "2022-04-08",
        "Kazakhstan had abstained a month earlier, before the General Assembly suspended Russia from the Human Rights "
        "Council on Thursday.",
        "",
    ),
    ("2019-06-05", "Hungary, a neighbour of Serbia, recognises Kosovo.", "confirmed"),
    ("2026-02-03", "Estonia, which borders Russia, is a member of the UN Security Council.", "contradicted"),
    ("2022-06-05", "Serbia, which borders Hungary, is a member of the European Union.", "contradicted"),
]


@pytest.mark.parametrize(("day", "text", "verdict"), ASIDES)
def test_a_state_in_an_aside_claims_nothing(day: str, text: str, verdict: str) -> None:
    assert {check.verdict for check in checks(text, day)} == ({verdict} if verdict else set())


TEXT = (
    "Kazakhstan turns away from Russia. In the UN Security Council, the Central Asian country abstained from the resolution "
    "that condemned Russia's attack on its neighbour."
)


def test_a_vote_told_of_the_wrong_body_is_put_right() -> None:
    [check] = contradicted(TEXT, "2022-04-05")
    assert check.record == (
        "General Assembly resolution ES-11/1 of 2022-03-02: 141 for, 5 against, 35 abstaining, Kazakhstan abstained; "
        "Kazakhstan held no Security Council seat in 2022 (it did in 2017-2018)"
    )
    assert "General Assembly" in check.nearest
    assert TEXT[check.start : check.end] == "In the UN Security Council, the Central Asian country abstained"


def test_a_check_names_the_mention_that_it_bears_on() -> None:
    start = TEXT.index("the Central")
    kaz = Party(id="KAZ", text="the Central Asian country", start=start, end=start + 25)
    mentions = [
        Mention(
            id=id,
            article="a",
            start=start,
            end=len(TEXT) - 1,
            quote=TEXT[start:-1],
            trigger_start=start,
            trigger_end=start + 5,
            actors=(kaz,),
            recipients=(),
            type=type,
            quad=Quad.VERBAL_CONFLICT,
        )
        for id, type in (("m1", EventType.VOTE), ("m2", EventType.ACCUSE))
    ]
    article = Article(id="a", text=TEXT, published=date(2022, 4, 5))
    [check] = CHECKER.check(article, mentions)
    assert check.mention == "m1"


def test_a_pronoun_takes_the_actor_of_the_mention() -> None:
    text = "Kazakhstan sided with nobody. It voted for resolution ES-11/1 in the General Assembly."
    start = text.index("It voted")
    party = Party(id="KAZ", text="It", start=start, end=start + 2, via="pronoun")
    mention = Mention(
        id="m",
        article="a",
        start=start,
        end=len(text),
        quote=text[start:],
        trigger_start=start + 3,
        trigger_end=start + 8,
        actors=(party,),
        recipients=(),
        type=EventType.VOTE,
        mode="for",
        quad=Quad.VERBAL_COOPERATION,
    )
    [check] = [c for c in checks(text, "2022-04-05", mentions=[mention]) if c.kind == "vote"]
    assert (check.verdict, check.mention) == ("contradicted", "m")
    assert check.record.endswith("Kazakhstan abstained")


def test_furniture_is_not_checked() -> None:
    text = "NATO member Finland in a caption.\nNothing else."
    article = Article(id="a", text=text, published=date(2022, 5, 5), skip=((0, 33),))
    assert CHECKER.check(article) == []


def test_order_and_repetition_do_not_matter() -> None:
    first = checks(TEXT, "2022-04-05")
    assert first == checks(TEXT, "2022-04-05")
    assert first == sorted(first, key=lambda check: check.start)


def test_a_changed_membership_makes_old_checks_stale(tmp_path: Path) -> None:
    row = "NATO,KAZ,2031-01-01,,joined,,test"
    (tmp_path / "memberships.csv").write_text(f"organisation,state,from,to,how,left,reference\n{row}\n")
    registers = Registers.load()
    assert Checker(Gazetteer.load(tmp_path), registers).made_by != Checker(Gazetteer.load(), registers).made_by
    assert Checker(Gazetteer.load(), registers).made_by == CHECKER.made_by


def test_a_vote_on_a_rival_draft_is_not_confirmed_by_the_other() -> None:
    text = "France voted for the Russian draft on aid across the border of Syria in the UN Security Council on Friday."
    assert [check.verdict for check in checks(text, "2022-07-09") if check.kind == "vote"] in ([], ["not covered"])


def test_congo_is_told_by_its_full_name() -> None:
    text = "The Democratic Republic of Congo sent envoys. Congo joined the European Union."
    assert [check.says for check in contradicted(text, "2022-05-05")] == [
        "Democratic Republic of the Congo joined the EU"
    ]
