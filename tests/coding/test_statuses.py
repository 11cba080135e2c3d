"""The status of an event: the two parts that judge it, and the wordings that leave no choice."""

from datetime import date

import pytest

from allegiance import pipeline
from allegiance.coding.model_output import STATUSES
from allegiance.coding.mood import may_deny
from allegiance.coding.status_join import StatusJoin, likeliest, softmax
from allegiance.records import Article, EventType, Mention, Status


def coded(text: str) -> tuple[Mention, ...]:
    """Return the mentions of a text."""
    article = Article(id=text, text=text, language="en", published=date(2022, 3, 2))
    return pipeline.coder(pipeline.Setup()).code(article).mentions


def surest(text: str) -> Mention:
    """Return the surest mention of a text."""
    return max(coded(text), key=lambda m: m.confidence)


def test_both_parts_have_their_share() -> None:
    join = StatusJoin({"to come": {"planned": 2.0}}, (0.5, 0.5), {})
    network = [0.94 if status == "asserted" else 0.01 for status in STATUSES]
    assert likeliest(join.probabilities([], network)) is Status.ASSERTED
    assert likeliest(join.by_grammar(["to come", "never seen"])) is Status.PLANNED
    both = join.probabilities(["to come"], network)
    assert sum(both) == pytest.approx(1.0)
    assert both[STATUSES.index("planned")] > network[STATUSES.index("planned")]


def test_a_condition_and_a_supposition_stand_together_against_the_rest() -> None:
    told = {"asserted": 0.4, "conditional": 0.25, "hypothetical": 0.35}
    assert likeliest([told.get(status, 0.0) for status in STATUSES]) is Status.HYPOTHETICAL


@pytest.mark.parametrize(
    "text",
    [
        "Reports that Malta had recalled its ambassador from Libya are false.",
        "It is untrue that Ghana has expelled Togolese diplomats.",
        "Hungary denied that it had seized a Slovak barge.",
        "Reports that Malta had recalled its ambassador from Libya turned out to be false.",
        "The rumour that Ghana had expelled Togolese diplomats proved unfounded.",
        "Peru imposed no sanctions on Chile.",
        "Peru will impose no sanctions on Chile, the minister said.",
    ],
)
def test_what_is_called_false_or_denied_is_denied(text: str) -> None:
    assert surest(text).status is Status.DENIED


@pytest.mark.parametrize(
    "text",
    [
        "It is not true that Peru did not send aid to Bolivia.",
        "Kenya did not fail to release the Somali officers.",
    ],
)
def test_two_negations_assert(text: str) -> None:
    assert surest(text).status is Status.ASSERTED


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Kenya agreed to send doctors to Malawi.", Status.PLANNED),
        ("Norway has agreed to train Moldovan pilots.", Status.PLANNED),
        ("Peru accepted Chile's proposal to withdraw its troops.", Status.PLANNED),
        ("Libya promised to return the Maltese ship.", Status.PLANNED),
        ("Kenya and Malawi agreed on a fishing quota.", Status.ASSERTED),
        ("The leaders of Kenya and Malawi agreed to resume regular visits between them.", Status.ASSERTED),
        ("Peru agreed with Chile that the border should stay open.", Status.ASSERTED),
        ("Ghana agreed in 1998 to send doctors to Togo.", Status.HISTORICAL),
        ("Libya refused to agree to return the Maltese ship.", Status.ASSERTED),
    ],
)
def test_what_one_agreed_to_do_is_still_to_come_and_what_two_agreed_on_was_reached(text: str, status: Status) -> None:
    assert surest(text).status is status


def test_no_sanctions_are_none_in_a_list_either() -> None:
    text = "1. Chad halts imports from Niger.\n2. Mali leaves the AU - again?\n3. Peru: no sanctions against Chile."
    assert coded(text)[-1].status is Status.DENIED


@pytest.mark.parametrize(
    "text",
    [
        "Malta not only condemned Libya but also recalled its ambassador.",
        "Peru has not just closed its border with Chile.",
        "If Chad had not attacked Niger, the two would be trading today.",
    ],
)
def test_a_not_that_leaves_the_act_alone_denies_none(text: str) -> None:
    assert surest(text).status is Status.ASSERTED


@pytest.mark.parametrize(
    "text",
    ["Peru did not rule out attacking Chile.", "Malta couldn't rule out closing its border with Libya."],
)
def test_what_is_not_ruled_out_is_possible(text: str) -> None:
    assert surest(text).status is Status.HYPOTHETICAL


@pytest.mark.parametrize(
    "text",
    [
        "Chad did not deny that it had attacked Niger.",
        "Chad has not denied attacking Niger.",
        "Chad neither confirmed nor denied that it had attacked Niger.",
        "Chad did not deny bombing Niger.",
    ],
)
def test_what_is_not_denied_is_possible(text: str) -> None:
    told = surest(text)
    assert (told.type, told.status) == (EventType.ASSAULT, Status.HYPOTHETICAL)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chad denied the charges and expelled Niger's ambassador.", EventType.SANCTION),
        ("After years of denying any role, Chad attacked Niger on Monday.", EventType.ASSAULT),
        ("Despite denying it, Chad shelled Niger.", EventType.ASSAULT),
        ("It shelled Niger, and that was wrong, Chad said.", EventType.ASSAULT),
        ("Chad did not sign the pact and bombed Niger.", EventType.ASSAULT),
        ("Chad will not attend the summit but sent wheat to Niger.", EventType.AID),
        ("Chad said it would leave the AU and expelled Niger's ambassador.", EventType.SANCTION),
    ],
)
def test_what_is_said_of_another_act_leaves_a_deed_alone(text: str, kind: EventType) -> None:
    assert [m.status for m in coded(text) if m.type is kind] == [Status.ASSERTED]


@pytest.mark.parametrize("text", ["Chad vowed never to attack Niger.", "Chad promised not to bomb Niger."])
def test_a_promise_not_to_do_harm_is_no_threat(text: str) -> None:
    told = surest(text)
    assert (told.type, told.status) == (EventType.AGREE, Status.PLANNED)


def test_talks_not_ruled_out_are_no_refusal() -> None:
    assert not [m for m in coded("Peru did not rule out talks with Chile.") if m.type is EventType.REJECT]


@pytest.mark.parametrize(
    "text",
    [
        "Peru's army on Tuesday denied that Peruvian forces had fired on a Chilean post.",
        "Peru on Tuesday rejected reports that it had closed its border with Chile.",
    ],
)
def test_the_day_of_a_denial_is_not_the_day_of_the_deed(text: str) -> None:
    assert {m.date_start for m in coded(text) if m.status is Status.DENIED} == {None}


def test_the_day_of_a_report_is_not_the_day_of_the_deed() -> None:
    assert surest("The report of 1 February that Peru bombed Chile was read widely.").date_start is None


def test_a_report_called_false_denies_what_it_tells_alone() -> None:
    told = {
        m.type: m.status for m in coded("Reports that Peru bombed Chile are false, and Chile expelled Peru's envoy.")
    }
    assert told[EventType.ASSAULT] is Status.DENIED
    assert told[EventType.SANCTION] is Status.ASSERTED


def test_fiction_tells_of_no_event() -> None:
    assert not coded("In the film, Sweden invades Portugal.")


@pytest.mark.parametrize(
    ("text", "status", "mode"),
    [
        ("Ghana abstained when the General Assembly condemned Russia.", Status.ASSERTED, "abstain"),
        ("Ghana abstained from voting on the resolution condemning Russia.", Status.ASSERTED, "abstain"),
        ("Ghana did not take part in the vote on the resolution against Russia.", Status.ASSERTED, "absent"),
        ("Ghana did not vote for the resolution against Russia.", Status.DENIED, None),
        ("Ghana voted against the resolution on Russia. Togo abstained.", Status.ASSERTED, "against"),
        ("The United Nations suspended Russia with 93 votes against 24, with 58 abstentions.", Status.ASSERTED, None),
    ],
)
def test_a_vote_is_upon_the_state_concerned(text: str, status: Status, mode: str | None) -> None:
    vote = next(m for m in coded(text) if m.type is EventType.VOTE)
    assert [p.id for p in vote.recipients] == ["RUS"]
    assert (vote.status, vote.mode) == (status, mode)


def test_a_vote_against_sanctions_is_no_sanction() -> None:
    assert surest("Hungary voted against sanctions on Georgia.").type is EventType.VOTE


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("Libya reportedly attacked a Maltese ship.", True),
        ("Ghana has allegedly sent troops to Togo.", True),
        ("Libya attacked a Maltese ship.", False),
    ],
)
def test_words_of_doubt_hedge_an_event(text: str, hedged: bool) -> None:
    assert surest(text).hedged is hedged


@pytest.mark.parametrize("text", ["Strikes on Lebanon, which Israel denied", "What Israel denied"])
def test_a_verb_of_denial_may_end_the_text(text: str) -> None:
    assert all(m.status is Status.DENIED for m in coded(text))


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("The United States attacked Iran.", False),
        ("The United Nations warned Iran.", False),
        ("Iran's attack stayed unproved.", True),
        ("Iran never attacked Iraq.", True),
    ],
)
def test_words_that_may_deny_are_no_names(text: str, may: bool) -> None:
    assert may_deny(text) is may


def test_sums_of_the_grammar_are_exact() -> None:
    weights = {"a": 0.1, "b": 0.2, "c": 0.3, "d": 1e16, "e": -1e16}
    join = StatusJoin({name: {STATUSES[0]: weight} for name, weight in weights.items()}, (0.0, 1.0), {})
    assert join.by_grammar(weights) == softmax([0.6, *[0.0] * (len(STATUSES) - 1)])


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("The planned meeting between the leaders of Malta and Libya did not take place.", "meeting", Status.DENIED),
        ("The meeting between the leaders of Malta and Libya took place.", "meeting", Status.ASSERTED),
        ("Peru called the report that Chile had recalled its envoy a lie.", "recalled", Status.DENIED),
        ("It was wrong to claim that Peru had shelled Chile, the minister said.", "shelled", Status.DENIED),
        ("The minister said it is a mistake to think that Peru shelled Chile.", "shelled", Status.DENIED),
        ("It is wrong to say that Chile slept, and Peru shelled Ecuador.", "shelled", Status.ASSERTED),
        ("It was wrong to claim that Peru did not shell Chile.", "shell", Status.ASSERTED),
        ("Fishermen protested against the proposed trade deal between Peru and Chile.", "deal", Status.PLANNED),
        ("Peru did not block the request of Chile.", "block", Status.DENIED),
    ],
)
def test_the_words_around_a_noun_or_a_report_tell_whether_it_came_about(text: str, word: str, status: Status) -> None:
    place = text.index(word)
    assert [m.status for m in coded(text) if m.trigger_start <= place < m.trigger_end] == [status]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Should Peru ever expel the envoy of Chile, Bolivia would follow.", Status.HYPOTHETICAL),
        ("Should Peru expel the envoy of Chile?", Status.ASKED),
        ("Peru and Chile are close to a border deal.", Status.HYPOTHETICAL),
        ("Peru and Chile near border deal", Status.PLANNED),
        ("What if Lima broke ties with Chile?", Status.HYPOTHETICAL),
        ("Peru to Chile: no\nLima refused to pay a Chilean claim.", Status.ASSERTED),
    ],
)
def test_what_is_only_near_or_supposed_is_not_told_as_done(text: str, status: Status) -> None:
    assert surest(text).status is status


def test_who_holds_fire_does_not_shoot() -> None:
    assert EventType.ASSAULT not in {m.type for m in coded("Peru and Chile hold fire")}
