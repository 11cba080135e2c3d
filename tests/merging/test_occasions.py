"""Parts of one happening are linked to the meeting or deal that frames them; acts that share a day alone are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from making import DAY, report

from allegiance.actors import Gazetteer
from allegiance.merging import merge
from allegiance.records import EventType, Mention, Status

KNOWN = Gazetteer.load()
CONSULT, AGREE, SUPPORT, AID = EventType.CONSULT, EventType.AGREE, EventType.SUPPORT, EventType.AID
ACCUSE, ASSAULT, COOPERATE, REQUEST = EventType.ACCUSE, EventType.ASSAULT, EventType.COOPERATE, EventType.REQUEST
Act = tuple[EventType, str, dict[str, object]]


def act(kind: EventType, trigger: str, **more: object) -> Act:
    return kind, trigger, more


PROMISED: Act = act(AGREE, "promised", status=Status.PLANNED, actors=("GEO",), recipients=("AZE",))


def links(text: str, *acts: Act, states: tuple[str, str] = ("GEO", "AZE")) -> list[tuple[str, str, str]]:
    """Return the occasions of a text as the words for the frame, those for the part, and why."""
    held: list[Mention] = []
    for n, (kind, trigger, more) in enumerate(acts):
        mutual = kind in (CONSULT, AGREE, COOPERATE)
        sides = {"actors": states} if mutual else {"actors": states[:1], "recipients": states[1:]}
        mention, article = report("text", text, trigger, kind=kind, **{"on": DAY, **sides, **more})  # type: ignore[arg-type]
        begin = text.rfind(". ", 0, mention.trigger_start)
        end = text.find(". ", mention.trigger_end)
        held.append(
            replace(mention, id=f"m{n}", start=begin + 2 if begin >= 0 else 0, end=end if end >= 0 else len(text))
        )
    found = merge(held, {article.id: article}, gazetteer=KNOWN)
    words = {m.id: text[m.trigger_start : m.trigger_end] for m in held}
    by_event = {e.id: words[e.mentions[0]] for e in found.events}
    return [(by_event[k.first], by_event[k.second], k.why) for k in found.links if k.kind == "occasion"]


@pytest.mark.parametrize(
    ("text", "acts", "why"),
    [
        (
            "Azerbaijan's foreign minister visited Tbilisi on Monday. During the visit Georgia praised the new railway.",
            [act(CONSULT, "visited"), act(SUPPORT, "praised")],
            "told as done during the visit",
        ),
        (
            "The presidents of Georgia and Azerbaijan met in Gabala. They signed a protocol on fishing.",
            [act(CONSULT, "met"), act(AGREE, "signed")],
            "told in the next sentence of those who met",
        ),
        (
            "Georgia held talks with Azerbaijan in Batumi and promised it a depot.",
            [act(CONSULT, "talks"), PROMISED],
            "told in one sentence as parts of one occasion",
        ),
        (
            "Georgia promised Azerbaijan a depot after two days of talks in Batumi.",
            [act(CONSULT, "talks"), PROMISED],
            "told in one sentence as parts of one occasion",
        ),
        (
            "The premier of Azerbaijan arrived in Tbilisi on Monday. Georgia's premier thanked his guest for the gas.",
            [act(CONSULT, "arrived"), act(SUPPORT, "thanked")],
            "told of the guest of the visit",
        ),
        (
            "Georgia and Azerbaijan signed an agreement on power lines. Georgia hailed the agreement as a breakthrough.",
            [act(AGREE, "signed"), act(SUPPORT, "hailed")],
            "told of the agreement",
        ),
        (
            "Delegations of Georgia and Azerbaijan met in Baku. At the talks Georgia asked for cheaper gas.",
            [act(CONSULT, "met"), act(REQUEST, "asked")],
            "told as done at the talks",
        ),
        (
            "Delegations of Georgia and Azerbaijan met in Baku. The weather was fine. In their meeting Georgia promised "
            "to open a depot.",
            [act(CONSULT, "met"), PROMISED],
            "told as done in the meeting",
        ),
        (
            "The president of Azerbaijan visited Kutaisi. At the ceremony on Tuesday Georgia thanked him for the bridge.",
            [act(CONSULT, "visited"), act(SUPPORT, "thanked", on=DAY + timedelta(days=1))],
            "told as done at the ceremony",
        ),
        (
            "Georgia and Azerbaijan signed a pact on ports in Ankara. They announced it after three days of talks there.",
            [act(AGREE, "signed"), act(CONSULT, "talks")],
            "told in the next sentence as the talks that led to it",
        ),
        (
            "Georgia and Azerbaijan signed a pact on ports. The hall was full. Both sides praised the other's patience.",
            [act(AGREE, "signed"), act(SUPPORT, "praised")],
            "told of both sides, two sentences after they agreed",
        ),
    ],
)
def test_parts_of_one_happening_are_linked_to_what_frames_them(text: str, acts: list[Act], why: str) -> None:
    words = [trigger for _, trigger, _ in acts]
    assert links(text, *acts) == [(*words, why)]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        (
            "Georgia's planes raided a camp in Azerbaijan. Georgia accused Azerbaijan of tapping its cables.",
            [act(ASSAULT, "raided"), act(ACCUSE, "accused")],
        ),
        (
            "The ministers of Georgia and Azerbaijan met in Baku. Georgia sent blankets to a flooded valley of Azerbaijan.",
            [act(CONSULT, "met"), act(AID, "sent")],
        ),
        (
            "Georgia held talks with Azerbaijan in Batumi weeks after it promised it a depot.",
            [act(CONSULT, "talks"), PROMISED],
        ),
        (
            "Georgia and Azerbaijan held talks in Batumi after Georgia sent blankets to a flooded valley.",
            [act(CONSULT, "talks"), act(AID, "sent")],
        ),
        (
            "Georgia held talks with Azerbaijan in Batumi and separately promised it a depot.",
            [act(CONSULT, "talks"), PROMISED],
        ),
        (
            "The ministers of Georgia and Azerbaijan met in Baku. They had signed a protocol on fishing.",
            [act(CONSULT, "met"), act(AGREE, "signed")],
        ),
        (
            "The ministers of Georgia and Azerbaijan met in Baku. During the visit Georgia praised the railway.",
            [act(CONSULT, "met"), act(SUPPORT, "praised", on=DAY + timedelta(days=9))],
        ),
        (
            "The ministers of Georgia and Azerbaijan met in Baku. During the visit Georgia praised Armenia.",
            [act(CONSULT, "met"), act(SUPPORT, "praised", recipients=("ARM",))],
        ),
        (
            "The ministers of Georgia and Azerbaijan met in Baku. During the visit they may sign a protocol.",
            [act(CONSULT, "met"), act(AGREE, "sign", status=Status.PLANNED)],
        ),
        (
            "Georgia denied that it met Azerbaijan in Baku. During the talks Georgia praised the railway.",
            [act(CONSULT, "met", status=Status.DENIED), act(SUPPORT, "praised")],
        ),
        (
            "The ministers of Georgia and Azerbaijan met in Baku. During the visit Georgia's guns shelled a farm.",
            [act(CONSULT, "met"), act(ASSAULT, "shelled")],
        ),
        (
            "Georgia and Azerbaijan met in Baku. A reporter wrote about wine. They share a long border.",
            [act(CONSULT, "met"), act(COOPERATE, "share")],
        ),
        (
            "Georgia and Azerbaijan met in Baku. The two countries praised a poet of both on his birthday.",
            [act(CONSULT, "met"), act(SUPPORT, "praised")],
        ),
        (
            "Georgia and Azerbaijan signed a pact on ports. They held talks on fishing.",
            [act(AGREE, "signed"), act(CONSULT, "talks")],
        ),
        (
            "Georgia and Azerbaijan signed an agreement on power lines. Georgia hailed its neighbour's harvest.",
            [act(AGREE, "signed"), act(SUPPORT, "hailed")],
        ),
        (
            "Trade and fishing were among the issues on which the leaders of Georgia and Azerbaijan met.",
            [act(CONSULT, "met"), act(COOPERATE, "Trade")],
        ),
        (
            "Georgia held a session of naval training with Azerbaijan in Batumi.",
            [act(CONSULT, "session"), act(COOPERATE, "training")],
        ),
        (
            "Georgia and Azerbaijan signed a deal on the sale of Georgian-made boats.",
            [act(AGREE, "deal"), act(AID, "made")],
        ),
        (
            "During months of wary talks with Azerbaijan Georgia promised it a depot.",
            [act(CONSULT, "talks"), PROMISED],
        ),
        (
            "Georgia staged a drill with Azerbaijan amid talks in Baku.",
            [act(CONSULT, "talks"), act(COOPERATE, "drill")],
        ),
        (
            "Georgia is trying to hold talks with Azerbaijan and sign a protocol on fishing.",
            [act(CONSULT, "talks"), act(AGREE, "sign")],
        ),
        (
            "A pact brokered by Georgia and Azerbaijan was signed in Batumi.",
            [act(CONSULT, "brokered"), act(AGREE, "signed")],
        ),
    ],
)
def test_acts_that_share_a_day_alone_are_not_linked(text: str, acts: list[Act]) -> None:
    assert links(text, *acts) == []


def test_what_is_dated_to_a_month_has_no_day_to_agree() -> None:
    text = "The ministers of Georgia and Azerbaijan met in Baku. During the visit Georgia praised the railway."
    first, article = report("text", text, "met", actors=("GEO", "AZE"), on=DAY)
    second, _ = report("text", text, "praised", kind=SUPPORT, actors=("GEO",), recipients=("AZE",))
    second = replace(second, id="m-b", date_start=date(2022, 6, 1), date_end=date(2022, 6, 30))
    found = merge([first, second], {article.id: article}, gazetteer=KNOWN)
    assert [k.kind for k in found.links] == []
