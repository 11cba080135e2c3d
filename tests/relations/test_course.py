from datetime import date, timedelta
from itertools import pairwise

import polars as pl
import pytest

from allegiance.records import Event, EventType, Quad, Status
from allegiance.relations import bands, by_quad, change, counts, course, from_events
from allegiance.relations.frames import severity

CONFLICT, COOPERATION = Quad.VERBAL_CONFLICT.value, Quad.VERBAL_COOPERATION.value


def event(kind: EventType, actors: tuple[str, ...], recipients: tuple[str, ...], **more: object) -> Event:
    quad = Quad.VERBAL_CONFLICT if kind is EventType.ACCUSE else Quad.VERBAL_COOPERATION
    values: dict[str, object] = {
        "id": f"{kind}{actors}{recipients}{more}",
        "status": Status.ASSERTED,
        "mentions": ("m",),
        "articles": ("a", "b"),
        "first_reported": date(2022, 3, 5),
    }
    return Event(type=kind, quad=quad, actors=actors, recipients=recipients, **(values | more))  # type: ignore[arg-type]


def table(days: dict[str, tuple[int, int]]) -> pl.DataFrame:
    """A table of one dyad: for each month, how many events and how many of them conflict."""
    rows = [
        {
            "date": date.fromisoformat(month) + timedelta(days=i % 28),
            "actor": "AAA",
            "recipient": "BBB",
            "quad": CONFLICT if i < hostile else COOPERATION,
        }
        for month, (total, hostile) in days.items()
        for i in range(total)
    ]
    return pl.DataFrame(rows)


def test_origins_are_counted_and_not_articles() -> None:
    frame = from_events([event(EventType.ACCUSE, ("KAZ",), ("RUS",), origins=("x", "y"), articles=tuple("abcdefgh"))])
    row = counts(frame).row(0, named=True)
    assert (row["conflict"], row["total"], row["articles"]) == (2, 2, 8)


def test_a_mutual_act_counts_for_both_directions_and_once_for_the_pair() -> None:
    frame = from_events([event(EventType.AGREE, ("KAZ", "RUS"), ())])
    assert set(frame.select("actor", "recipient").rows()) == {("KAZ", "RUS"), ("RUS", "KAZ")}
    assert counts(frame)["total"].to_list() == [1, 1]
    assert counts(frame, directed=False)["total"].to_list() == [1]
    assert sum(n for _, n in course(frame, "RUS", "KAZ").months[0].counts) == 1


def test_what_is_only_planned_denied_or_past_stays_out_of_the_counts() -> None:
    frame = from_events(
        [
            event(EventType.ACCUSE, ("KAZ",), ("RUS",), status=status, id=status.value)
            for status in (Status.ASSERTED, Status.PLANNED, Status.DENIED, Status.HISTORICAL, Status.ASKED)
        ]
    )
    row = counts(frame).row(0, named=True)
    assert (row["total"], row["planned"], row["denied"]) == (1, 2, 1)


def test_the_day_is_the_middle_of_the_interval_or_the_first_report() -> None:
    frame = from_events(
        [
            event(EventType.ACCUSE, ("KAZ",), ("RUS",), date_start=date(2022, 1, 1), date_end=date(2022, 1, 31)),
            event(EventType.AGREE, ("KAZ",), ("RUS",)),
        ]
    )
    assert frame["date"].to_list() == [date(2022, 1, 16), date(2022, 3, 5)]


def test_a_turn_to_conflict_raises_the_odds_and_quiet_does_not() -> None:
    before = {f"2021-{month:02d}-01": (12, 1) for month in range(1, 13)}
    turned = change(
        table(before | {"2022-01-01": (12, 9), "2022-02-01": (12, 9)}), "AAA", "BBB", since=date(2022, 1, 1)
    )
    steady = change(
        table(before | {"2022-01-01": (12, 1), "2022-02-01": (12, 1)}), "AAA", "BBB", since=date(2022, 1, 1)
    )
    assert turned.enough
    assert turned.p_materially_worse > 0.95
    assert turned.low > 0
    assert steady.p_materially_worse < 0.35
    assert steady.p_materially_worse < steady.p_worse


def test_a_small_corpus_gives_wide_intervals_and_says_that_it_is_not_enough() -> None:
    small = table({"2021-05-01": (1, 0), "2022-02-01": (1, 1)})
    large = table({"2021-05-01": (60, 10), "2022-02-01": (60, 40)})
    found = change(small, "AAA", "BBB", since=date(2022, 1, 1))
    assert not found.enough
    assert found.p_materially_worse < 0.6
    few, many = (course(frame, "AAA", "BBB").months[-1] for frame in (small, large))
    assert few.high - few.low > 1.5 * (many.high - many.low)


def test_both_directions_of_drift_mirror_each_other() -> None:
    worse = table({"2021-05-01": (20, 4), "2021-06-01": (20, 4), "2022-01-01": (20, 14), "2022-02-01": (20, 14)})
    found = change(worse, "AAA", "BBB", since=date(2022, 1, 1))
    assert found.p_materially_worse > 0.6
    assert found.p_materially_better < 0.05
    swapped = change(worse, "BBB", "AAA", since=date(2022, 1, 1))
    assert swapped.p_worse == pytest.approx(found.p_worse)


def test_the_course_has_a_row_for_every_month_also_the_empty_ones() -> None:
    relation = course(table({"2021-01-01": (4, 1), "2021-06-01": (4, 3)}), "AAA", "BBB", since=date(2021, 4, 1))
    assert [row.month.month for row in relation.months] == [1, 2, 3, 4, 5, 6]
    assert relation.months[2].counts == ()
    assert all(0 < row.low < row.level < row.high < 1 for row in relation.months)
    assert relation.months[-1].level > relation.months[0].level
    assert relation.p_worse is not None
    assert relation.effective_after is not None
    assert relation.effective_after > 0


def test_without_events_there_is_no_course_and_the_odds_are_the_prior() -> None:
    empty = from_events([])
    assert course(empty, "AAA", "BBB").months == ()
    found = change(empty, "AAA", "BBB", since=date(2022, 1, 1))
    assert found.p_worse == pytest.approx(0.5, abs=1e-6)
    assert (found.before, found.after, found.enough) == (0, 0, False)


def test_the_direction_can_be_chosen() -> None:
    frame = from_events([event(EventType.ACCUSE, ("KAZ",), ("RUS",)), event(EventType.AGREE, ("RUS",), ("KAZ",))])
    out, back = (course(frame, "KAZ", "RUS", direction=way).months[0] for way in ("out", "in"))  # type: ignore[arg-type]
    assert out.counts == ((Quad.VERBAL_CONFLICT, 1.0),)
    assert back.counts == ((Quad.VERBAL_COOPERATION, 1.0),)


def test_severity_is_a_channel_of_its_own_and_counts_hostile_acts_only() -> None:
    frame = from_events([event(EventType.ACCUSE, ("KAZ",), ("RUS",)), event(EventType.AGREE, ("KAZ",), ("RUS",))])
    hostile = frame.filter(pl.col("type") == "ACCUSE")["severity"].item()
    assert 0 < hostile <= 1
    assert counts(frame)["severity"].to_list() == [hostile]
    grave = table({"2021-01-01": (1, 1)}).with_columns(type=pl.lit("ASSAULT"))
    assert counts(grave)["severity"].item() > hostile


def test_severity_by_quad_is_the_mean_of_known_types_weighed_by_origins() -> None:
    day = date(2022, 3, 1)
    frame = pl.DataFrame(
        [
            ("SANCTION", "expel", "material conflict", 3.0),
            ("SANCTION", None, "material conflict", 1.0),
            (None, None, "material conflict", 5.0),
            (None, None, "verbal conflict", 2.0),
        ],
        schema=["type", "mode", "quad", "origins"],
        orient="row",
    ).with_columns(date=pl.lit(day), actor=pl.lit("KAZ"), recipient=pl.lit("RUS"))
    found = {row["quad"]: row for row in by_quad(frame).to_dicts()}
    mean = (3 * severity(EventType.SANCTION, "expel") + severity(EventType.SANCTION)) / 4
    assert severity(EventType.SANCTION, "expel") != severity(EventType.SANCTION)
    assert found["material conflict"]["events"] == 9
    assert found["material conflict"]["severity"] == pytest.approx(mean)
    assert found["verbal conflict"] == {"quad": "verbal conflict", "events": 2.0, "severity": None}
    assert found["verbal cooperation"] == {"quad": "verbal cooperation", "events": 0.0, "severity": None}


def test_uncertainty_does_not_shrink_while_nothing_is_seen() -> None:
    frame = table({"2021-01-01": (4, 2), "2023-06-01": (1, 0)})
    months = course(frame, "AAA", "BBB").months
    silent = months[1:-1]
    assert all(m.low <= before.low and m.high >= before.high for before, m in pairwise((months[0], *silent)))
    drawn = bands(frame, "AAA", "BBB", start=date(2021, 1, 1), until=date(2023, 5, 31))
    assert all(m.low50 <= p.low50 and m.high50 >= p.high50 for p, m in pairwise(drawn))
    assert all(m.low90 <= p.low90 and m.high90 >= p.high90 for p, m in pairwise(drawn))
