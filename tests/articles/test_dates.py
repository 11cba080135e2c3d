"""Dates as exports give them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.articles.dates import day_in_name, parse_day

DAY = date(2022, 4, 5)


@pytest.mark.parametrize(
    "value",
    ["2022-04-05", "2022-04-05T10:00:00Z", "2022-04-05 10:00:00+00:00", "2022-04-05 10:00:00 UTC",
     "20220405", 20220405, "20220405123000",
     20220405123000, "20220405T123000Z", "Tue, 05 Apr 2022 10:00:00 GMT", "05 Apr 2022 10:00:00 +0000",
     1649152800, 1649152800000, "1649152800", 1649152800.5, "April 5, 2022",
     "5 April 2022", "Apr. 5, 2022", "05-Apr-2022",
     "2022/04/05", "2022.04.05", "2022-4-5", DAY, datetime(2022, 4, 5, 23),
     datetime(2022, 4, 4, 23, tzinfo=timezone(-timedelta(hours=5))), {"$date": "2022-04-05"}, ["2022-04-05"],
     "2022-04-04T23:00:00-05:00", "20220404230000-0500"],
)  # fmt: skip
def test_the_same_day_in_many_forms(value: object) -> None:
    assert parse_day(value) == DAY


@pytest.mark.parametrize(
    "value",
    [
        "",
        None,
        True,
        "soon",
        "2022",
        "2022-04",
        "2022-13-45",
        0,
        7,
        2022,
        float("nan"),
        float("inf"),
        "03/04/2022",
        {},
        [],
        "x" * 999,
    ],
)
def test_what_is_no_one_day(value: object) -> None:
    assert parse_day(value) is None


@pytest.mark.parametrize("text", ["25/12/2021", "12/25/2021", "25.12.2021"])
def test_a_slashed_date_that_reads_one_way(text: str) -> None:
    assert parse_day(text) == date(2021, 12, 25)


@given(st.datetimes(min_value=datetime(1975, 1, 1), max_value=datetime(2100, 1, 1)))
def test_a_moment_reads_alike_in_every_form(moment: datetime) -> None:
    moment = moment.replace(tzinfo=UTC, microsecond=0)
    for value in (
        moment,
        moment.isoformat(),
        moment.strftime("%Y%m%d%H%M%S"),
        int(moment.timestamp()),
        moment.timestamp() * 1000,
    ):
        assert parse_day(value) == moment.date()


def test_days_in_names() -> None:
    assert day_in_name("a-20220405-b.txt") == day_in_name("2022_04_05.txt") == DAY
    assert day_in_name("report-12345678901.txt") is None
    assert day_in_name("2022-99-99.txt") is None
