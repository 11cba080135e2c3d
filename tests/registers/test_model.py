from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from allegiance.actors import Gazetteer
from allegiance.errors import DataError
from allegiance.registers import Registers
from allegiance.registers.model import DATA

REGISTERS = Registers.load()
GAZETTEER = Gazetteer.load()
# Members of the Council that are no more and have no entry in the gazetteer.
GONE = {"CSK", "DDR", "YUG"}


def known(id: str) -> bool:
    try:
        GAZETTEER.entity(id)
    except LookupError:
        return False
    except Exception:
        return id in GONE
    return True


def test_the_council_is_full_on_every_first_of_february() -> None:
    for year in range(1946, 2027):
        kinds = Counter(REGISTERS.council(date(year, 2, 1)).values())
        assert kinds == {"permanent": 5, "elected": 6 if year < 1966 else 10}, year


def test_the_chinese_seat_passed_over_in_1971() -> None:
    assert "TWN" in REGISTERS.council(date(1971, 10, 24))
    assert "CHN" not in REGISTERS.council(date(1971, 10, 24))
    assert "CHN" in REGISTERS.council(date(1971, 10, 25))


def test_kazakhstan_sat_in_2017_and_2018_only() -> None:
    assert [(term.start, term.end) for term in REGISTERS.seats_of("KAZ")] == [(date(2017, 1, 1), date(2019, 1, 1))]


@pytest.mark.parametrize(
    ("id", "counts"),
    [
        ("A/RES/ES-11/1", (141, 5, 35, 12)),
        ("A/RES/68/262", (100, 11, 58, 24)),
        ("A/RES/ES-11/4", (143, 5, 35, 10)),
        ("A/RES/ES-11/6", (141, 7, 32, 13)),
    ],
)
def test_full_roll_calls_add_up(id: str, counts: tuple[int, ...]) -> None:
    [vote] = [vote for vote in REGISTERS.votes if vote.id == id]
    held = Counter(vote.positions.values())
    assert (held["yes"], held["no"], held["abstain"], held["absent"]) == counts
    assert vote.complete


def test_no_roll_call_lists_more_states_than_voted() -> None:
    for vote in REGISTERS.votes:
        held = Counter(vote.positions.values())
        assert held["yes"] <= vote.tally[0], vote.id
        assert held["no"] <= vote.tally[1], vote.id
        assert held["abstain"] <= vote.tally[2], vote.id


def test_complete_council_votes_hold_the_members_of_the_day() -> None:
    for vote in REGISTERS.votes:
        if vote.body == "Security Council" and vote.complete:
            assert set(vote.positions) == set(REGISTERS.council(vote.day)), vote.id


def test_vetoes_are_cast_by_permanent_members() -> None:
    for veto in REGISTERS.vetoes:
        council = REGISTERS.council(veto.day)
        assert all(council[state] == "permanent" for state in veto.states), veto.draft


def test_every_row_has_a_reference_and_known_ids() -> None:
    ties = list(REGISTERS.ties())
    assert len(ties) > 1000
    for tie in ties:
        assert tie.reference
        assert all(known(party) for party in tie.parties), tie
        assert tie.start is None or tie.end is None or tie.start <= tie.end, tie


def test_one_state_has_one_stance_at_a_time() -> None:
    for row in REGISTERS.recognitions:
        others = [other for other in REGISTERS.recognition(row.entity, row.state) if other is not row]
        for other in others:
            assert (row.end or date.max) <= (other.start or date.min) or (other.end or date.max) <= (
                row.start or date.min
            ), (row, other)


def test_a_suspended_member_that_stays_one_has_a_row_for_it() -> None:
    rows = GAZETTEER.membership_rows("MLI")
    spells = sorted((row.start, row.end, row.left) for row in rows if row.organisation == "ECOWAS" and row.start)
    assert spells == [
        (date(1975, 5, 28), date(2021, 5, 30), "suspended"),
        (date(2021, 5, 30), date(2025, 1, 29), "left"),
    ]
    assert "AU" not in GAZETTEER.memberships("MLI", on=date(2020, 9, 1))
    assert "AU" in GAZETTEER.memberships("MLI", on=date(2020, 11, 1))


def test_memberships_of_a_state_in_an_organisation_do_not_overlap() -> None:
    spells: dict[tuple[str, str], list[tuple[date, date]]] = {}
    for row in GAZETTEER.membership_rows():
        if row.how not in ("associate", "observer"):
            spells.setdefault((row.organisation, row.state), []).append((row.start or date.min, row.end or date.max))
    for pair, found in spells.items():
        found.sort()
        assert all(one[1] <= later[0] for one, later in pairwise(found)), pair


def test_at_least_sixty_organisations_have_members() -> None:
    assert len({row.organisation for row in GAZETTEER.membership_rows()}) >= 60


def test_a_vote_excludes_what_is_known_otherwise() -> None:
    [vote] = [vote for vote in REGISTERS.votes if vote.id == "A/RES/ES-11/3"]
    assert vote.excluded("CHN", "abstain")
    assert not vote.excluded("CHN", "no")
    # All who voted against are known, so a state not among them did not; who abstained is known in part.
    assert vote.excluded("TUV", "no")
    assert not vote.excluded("TUV", "abstain")


def test_a_user_may_add_rows(tmp_path: Path) -> None:
    (tmp_path / "vetoes.csv").write_text("date,draft,states,topic,reference\n2030-01-02,S/2030/1,FRA,Test,test\n")
    more = Registers.load(tmp_path)
    assert len(more.vetoes) == len(REGISTERS.vetoes) + 1
    assert more.digest != REGISTERS.digest


def test_a_wrong_row_is_named(tmp_path: Path) -> None:
    (tmp_path / "council_seats.csv").write_text("state,from,to,kind,note,reference\nKAZ,2030,2032,guest,,test\n")
    with pytest.raises(DataError, match=r"council_seats.csv:2: unknown kind 'guest'"):
        Registers.load(tmp_path)


def test_tables_are_sorted_enough_to_read() -> None:
    assert len(list(DATA.glob("*.csv"))) == 11
    assert REGISTERS.vetoes[-1].day - REGISTERS.vetoes[0].day > timedelta(days=365 * 75)


def test_rivals_are_those_of_the_time() -> None:
    assert {"UKR", "USA", "GEO"} <= set(REGISTERS.rivals("RUS", date(2022, 1, 1), date(2022, 12, 31)))
    assert "UKR" not in REGISTERS.rivals("RUS", date(2013, 1, 1), date(2013, 12, 31))
    assert "TUR" in REGISTERS.rivals("EGY", date(2023, 1, 1), date(2023, 12, 31))
    assert "TUR" not in REGISTERS.rivals("EGY", date(2023, 7, 4), date(2023, 12, 31))
    assert not REGISTERS.rivals("DEU", date(2022, 1, 1), date(2022, 12, 31))
    pairs = [(min(row.a, row.b), max(row.a, row.b), row.start) for row in REGISTERS.rivalries]
    assert len(pairs) == len(set(pairs))


def test_rivalries_start_before_they_end_and_do_not_overlap() -> None:
    spans: dict[tuple[str, ...], list[tuple[date, date]]] = {}
    for row in REGISTERS.rivalries:
        assert row.start is not None
        end = row.end or date.max
        assert row.start < end, row
        spans.setdefault(tuple(sorted((row.a, row.b))), []).append((row.start, end))
    for pair, found in spans.items():
        found.sort()
        assert all(one[1] <= later[0] for one, later in pairwise(found)), pair


def test_quarrels_that_are_no_rivalries_are_left_out() -> None:
    # two cases before the International Court of Justice and seven months of sanctions
    assert "NIC" not in REGISTERS.rivals("COL", date(2012, 1, 1), date(2012, 12, 31))
    assert "NIC" not in REGISTERS.rivals("CRI", date(2012, 1, 1), date(2012, 12, 31))
    assert "TUR" not in REGISTERS.rivals("RUS", date(2016, 1, 1), date(2016, 12, 31))
