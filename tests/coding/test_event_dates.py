"""Words for time, each with the interval that it means from the day of publication."""

from datetime import date

import pytest

from allegiance.coding.dates import expressions


@pytest.mark.parametrize(
    ("text", "published", "first", "last"),
    [
        ("over the past day", "2024-05-03", "2024-05-02", "2024-05-03"),
        ("on 09.04.2024", "2024-05-03", "2024-04-09", "2024-04-09"),
        ("since the beginning of the current year", "2024-05-03", "2024-01-01", "2024-12-31"),
        ("on the 75th anniversary of the raid", "2020-08-06", "1945-08-05", "1945-08-07"),
        ("three days after the raid", "2022-05-10", "2022-05-06", "2022-05-07"),
        ("a year ago", "2023-03-28", "2022-03-01", "2022-04-24"),
        ("five years ago", "2023-03-28", "2018-01-01", "2018-12-31"),
        ("in the summer of 2001", "2001-02-01", "2001-06-01", "2001-08-31"),
        ("in the first half of 2001", "2000-11-15", "2001-01-01", "2001-06-30"),
        ("in early 2014", "2017-11-15", "2014-01-01", "2014-04-30"),
        ("this winter", "2023-02-23", "2022-12-01", "2023-02-28"),
        ("last Tuesday", "2022-11-22", "2022-11-15", "2022-11-15"),
        ("during the Second World War", "2022-11-22", "1939-01-01", "1945-12-31"),
        ("as early as April", "2023-04-01", "2023-04-01", "2023-04-30"),
        ("the August drills", "2022-12-30", "2022-08-01", "2022-08-31"),
        ("in the coming two weeks", "2023-02-04", "2023-02-04", "2023-02-18"),
        ("on New Year's Eve", "2023-01-01", "2022-12-31", "2022-12-31"),
        ("earlier this year", "2023-05-09", "2023-01-01", "2023-05-09"),
        ("earlier in the day", "2023-05-09", "2023-05-09", "2023-05-09"),
        ("launched last February", "2023-04-16", "2022-02-01", "2022-02-28"),
        ("launched last February", "2023-11-16", "2023-02-01", "2023-02-28"),
        ("launched last November", "2023-04-16", "2022-11-01", "2022-11-30"),
        ("launched last February 2023", "2023-03-20", "2023-02-01", "2023-02-28"),
        ("twenty five years ago", "2023-03-20", "1998-01-01", "1998-12-31"),
        ("over the past half year", "2023-05-21", "2022-11-19", "2023-05-21"),
        ("for more than four months", "2022-11-28", "2022-07-27", "2022-11-28"),
        ("fourteen years ago", "2022-04-03", "2008-01-01", "2008-12-31"),
        ("forty-seven years ago", "2020-01-31", "1973-01-01", "1973-12-31"),
        ("a few days ago", "2022-04-20", "2022-04-14", "2022-04-18"),
        ("was ended three years before.", "2003-11-20", "2000-01-01", "2000-12-31"),
        ("hours after 9/11", "2011-09-11", "2001-09-11", "2001-09-11"),
        ("the day before yesterday", "2024-03-13", "2024-03-11", "2024-03-11"),
        ("earlier this month", "2024-03-13", "2024-03-01", "2024-03-13"),
        ("earlier this week", "2024-03-13", "2024-03-11", "2024-03-13"),
        ("later this week", "2024-03-13", "2024-03-13", "2024-03-17"),
        ("in the first half of last year", "2024-03-13", "2023-01-01", "2023-06-30"),
        ("by the end of the year", "2024-03-13", "2024-12-01", "2024-12-31"),
        ("by the end of next year", "2024-03-13", "2025-12-01", "2025-12-31"),
        ("this time last year", "2024-03-13", "2023-02-14", "2023-04-09"),
        ("at the end of April", "2023-05-17", "2023-04-20", "2023-04-30"),
        ("at the start of last month", "2023-05-17", "2023-04-01", "2023-04-10"),
        ("late last year", "2023-05-17", "2022-09-01", "2022-12-31"),
        ("early this week", "2023-05-17", "2023-05-15", "2023-05-17"),
        ("late last week", "2023-05-17", "2023-05-11", "2023-05-14"),
        ("a year ago today", "2023-05-17", "2022-05-17", "2022-05-17"),
        ("a month ago today", "2023-03-31", "2023-02-28", "2023-02-28"),
        ("two weeks ago today", "2023-05-17", "2023-05-03", "2023-05-03"),
        ("from 22 May to 2 June", "2023-05-17", "2023-05-22", "2023-06-02"),
        ("from April 20 until May 3", "2023-05-17", "2023-04-20", "2023-05-03"),
        ("from February to April", "2023-05-17", "2023-02-01", "2023-04-30"),
        ("between Sunday and Tuesday", "2023-05-17", "2023-05-14", "2023-05-16"),
        ("between Tuesday and Thursday", "2023-05-17", "2023-05-09", "2023-05-11"),
        ("within ten days", "2023-05-17", "2023-05-18", "2023-05-27"),
        ("in two weeks' time", "2023-05-17", "2023-05-18", "2023-05-31"),
    ],
)
def test_words_for_time(text: str, published: str, first: str, last: str) -> None:
    (found,) = expressions(text, 0, len(text), date.fromisoformat(published))
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


def test_a_month_behind_means_the_coming_one_of_a_plan() -> None:
    (found,) = expressions("from Jan. 8", 0, 11, date(2022, 12, 27))
    assert (found.first, found.ahead) == (date(2022, 1, 8), (date(2023, 1, 8), date(2023, 1, 8)))


@pytest.mark.parametrize(
    ("text", "published", "first", "last"),
    [
        ("in autumn", "2023-06-15", "2023-09-01", "2023-11-30"),
        ("this Friday", "2023-05-17", "2023-05-19", "2023-05-19"),
        ("from Tuesday to Thursday", "2023-05-17", "2023-05-23", "2023-05-25"),
    ],
)
def test_what_lies_behind_of_a_deed_lies_ahead_of_a_plan(text: str, published: str, first: str, last: str) -> None:
    (found,) = expressions(text, 0, len(text), date.fromisoformat(published))
    assert found.last < date.fromisoformat(published)
    assert found.ahead == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["on Monday and Tuesday", "moved from Monday to the week after Tuesday"])
def test_two_days_that_bound_no_span_stay_two(text: str) -> None:
    assert len(expressions(text, 0, len(text), date(2023, 5, 17))) == 2


@pytest.mark.parametrize(
    "text",
    [
        "troops may march on the capital",
        "an anniversary of the raid",
        "two years from now",
        "built 1,500 years ago",
        "jailed for two years in prison",
        "three years before the raid",
    ],
)
def test_no_words_for_time(text: str) -> None:
    assert not expressions(text, 0, len(text), date(2022, 5, 10))
