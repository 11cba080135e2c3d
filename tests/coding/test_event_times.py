"""What words for time mean of an event, by the verb that they hang on, with the event's word given."""

from datetime import date
from functools import cache
from typing import Any

import pytest

from allegiance.coding import load_parser
from allegiance.coding.anchored import anchored
from allegiance.coding.circumstances import circumstances
from allegiance.coding.dates import expressions
from allegiance.coding.entities import Parsed
from allegiance.coding.sentences import Sentence
from allegiance.coding.tense import meant
from allegiance.records import Status

ASSERTED, PLANNED, HISTORICAL = Status.ASSERTED, Status.PLANNED, Status.HISTORICAL


@cache
def parser() -> Any:
    return load_parser()


def first_day(text: str, trigger: str, words: str, status: Status, published: str) -> str:
    """Return the first day that words for time mean of the event at a trigger."""
    sentence = Sentence(number=0, start=0, end=len(text), headline=False)
    item = Parsed(sentence, parser()(text))
    day = date.fromisoformat(published)
    (when,) = [w for w in expressions(text, 0, len(text), day) if words in w.words]
    place = next(t.i for t in item.doc if t.text == trigger)
    return meant(item, place, sentence, when, None, status, day).first.isoformat()


@pytest.mark.parametrize(
    ("text", "trigger", "words", "status", "published", "first"),
    [
        # The day of publication is a Thursday, so that Monday lies three days behind and Tuesday five ahead.
        (
            "Chad announced on Tuesday it was sending troops to Niger.",
            "sending",
            "Tuesday",
            PLANNED,
            "2023-06-15",
            "06-13",
        ),
        ("Chad will send troops to Niger on Tuesday.", "send", "Tuesday", PLANNED, "2023-06-15", "06-20"),
        ("Chad's envoys arrived in Niger on Monday evening.", "arrived", "Monday", PLANNED, "2023-06-15", "06-12"),
        ("Troops from Chad are arriving in Niger on Monday.", "arriving", "Monday", ASSERTED, "2023-06-15", "06-19"),
        ("Troops from Chad were arriving in Niger on Monday.", "arriving", "Monday", ASSERTED, "2023-06-15", "06-12"),
        ("Chad called on Niger on Monday to lift its blockade.", "lift", "Monday", ASSERTED, "2023-06-15", "06-12"),
        ("Chad plans to lift its blockade of Niger on Monday.", "lift", "Monday", ASSERTED, "2023-06-15", "06-19"),
        ("Chad failed to lift its blockade of Niger on Monday.", "lift", "Monday", ASSERTED, "2023-06-15", "06-12"),
        ("Chad used drones to hit a base in Niger on Monday.", "hit", "Monday", ASSERTED, "2023-06-15", "06-12"),
        ("Chad did not attack Niger on Monday.", "attack", "Monday", PLANNED, "2023-06-15", "06-12"),
        ("Chad had asked Niger on Monday to leave.", "leave", "Monday", ASSERTED, "2023-06-15", "06-12"),
        (
            "Chad's envoys met over the weekend and vowed to aid Niger.",
            "aid",
            "weekend",
            PLANNED,
            "2023-06-15",
            "06-10",
        ),
        (
            "Niger welcomed an announcement on Monday that Chad will leave.",
            "leave",
            "Monday",
            PLANNED,
            "2023-06-15",
            "06-12",
        ),
    ],
)
def test_the_verb_tells_which_weekday_is_meant(
    text: str, trigger: str, words: str, status: Status, published: str, first: str
) -> None:
    assert first_day(text, trigger, words, status, published) == f"2023-{first}"


@pytest.mark.parametrize(
    ("text", "trigger", "words", "status", "published", "first"),
    [
        ("Chad broke a truce signed Sept. 5 in Togo.", "truce", "Sept. 5", ASSERTED, "2015-07-26", "2014-09-05"),
        ("Chad breaks a truce that begins Sept. 5 in Togo.", "truce", "Sept. 5", ASSERTED, "2015-07-26", "2015-09-05"),
        ("Chad said last July that it would aid Niger.", "aid", "July", PLANNED, "2017-05-16", "2016-07-01"),
        ("Chad and Niger discussed a summit planned for July.", "summit", "July", PLANNED, "2017-05-16", "2017-07-01"),
        ("After its Feb. 24 invasion Chad was shunned.", "invasion", "Feb. 24", HISTORICAL, "2023-01-06", "2022-02-24"),
    ],
)
def test_the_verb_tells_which_year_is_meant(
    text: str, trigger: str, words: str, status: Status, published: str, first: str
) -> None:
    assert first_day(text, trigger, words, status, published) == first


def test_an_anniversary_dates_what_is_done_on_it_and_what_it_is_of() -> None:
    text = "On the third anniversary of the invasion Togo offered a plan."
    assert first_day(text, "offered", "anniversary", ASSERTED, "2023-02-24") == "2023-02-23"
    assert first_day(text, "invasion", "anniversary", ASSERTED, "2023-02-24") == "2020-02-23"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Chad met Niger on Monday. A day earlier, Niger had freed a pilot.", "2024-03-10"),
        ("On New Year's Day Togo signed a pact. Chad recalled its envoy the next day.", "2024-01-02"),
        ("Togo signed a pact in February; Chad had backed it a month earlier.", "2024-01-01"),
        ("On the eve of Sunday's vote, Chad closed the border.", "2024-03-09"),
        ("Chad met Niger. A day earlier, Niger had freed a pilot.", "2024-03-12"),
        ("Chad met Niger in March. A day earlier, Niger had freed a pilot.", "2024-03-12"),
    ],
)
def test_days_are_reckoned_from_those_named_before_them(text: str, day: str) -> None:
    cut = text.find(". ") + 2 if ". " in text else 0
    published = date(2024, 3, 13)
    before = expressions(text, 0, cut, published)
    *_, last = anchored(text, cut, len(text), expressions(text, cut, len(text), published), before)
    assert last.first.isoformat() == day


def test_a_day_is_reckoned_from_one_named_right_after_it() -> None:
    text = "Two days after Sunday's vote, Chad freed a pilot."
    published = date(2024, 3, 13)
    told = anchored(text, 0, len(text), expressions(text, 0, len(text), published), [])
    assert [(w.words, w.first.isoformat()) for w in told] == [
        ("Two days after", "2024-03-12"),
        ("Sunday", "2024-03-10"),
    ]


@pytest.mark.parametrize(
    ("text", "trigger", "status", "first", "last"),
    [
        ("Chad has shelled Niger since December.", "shelled", ASSERTED, "2023-12-01", "2024-03-13"),
        ("Chad has held the Nigerien pilot since Monday.", "held", ASSERTED, "2024-03-11", "2024-03-13"),
        ("This week Chad expelled a Malian diplomat.", "expelled", ASSERTED, "2024-03-11", "2024-03-13"),
        ("Chad will expel a Malian diplomat this week.", "expel", PLANNED, "2024-03-13", "2024-03-17"),
        ("Chad expelled a Malian diplomat in December.", "expelled", ASSERTED, "2023-12-01", "2023-12-31"),
    ],
)
def test_no_deed_lies_ahead_and_what_goes_on_since_a_day_lasts(
    text: str, trigger: str, status: Status, first: str, last: str, read_at: Any
) -> None:
    _, item, place = read_at(text, trigger)
    when = circumstances(item, place, published=date(2024, 3, 13), status=status).when
    assert when is not None
    assert (when.first.isoformat(), when.last.isoformat()) == (first, last)


def test_what_is_said_on_one_day_of_another_is_dated_by_the_other(read_at: Any) -> None:
    text = "Chad said on Wednesday it expelled a Malian diplomat last week."
    _, item, place = read_at(text, "expelled")
    when = circumstances(item, place, published=date(2024, 3, 13)).when
    assert when is not None
    assert when.words == "last week"


def test_days_are_reckoned_from_one_to_the_next(read_at: Any) -> None:
    text = "Chad met Niger on Saturday. The next day Niger freed a pilot. A day later Chad recalled its envoy."
    _, item, place = read_at(text, "recalled")
    when = circumstances(item, place, published=date(2024, 3, 13)).when
    assert when is not None
    assert when.first == date(2024, 3, 11)


@pytest.mark.parametrize(
    ("text", "trigger", "status", "first"),
    [
        ("Chad attacked Niger next Friday.", "attacked", ASSERTED, None),
        ("Chad attacked Niger next Friday.", "attacked", PLANNED, "2023-06-16"),
        ("Chad attacked Niger on Friday.", "attacked", ASSERTED, "2023-06-09"),
    ],
)
def test_what_is_told_as_done_is_not_dated_after_publication(
    text: str, trigger: str, status: Status, first: str | None
) -> None:
    item = Parsed(Sentence(number=0, start=0, end=len(text), headline=False), parser()(text))
    place = next(t.i for t in item.doc if t.text == trigger)
    when = circumstances(item, place, published=date(2023, 6, 15), status=status).when
    assert (when and when.first.isoformat()) == first
