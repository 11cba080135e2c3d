from datetime import date
from pathlib import Path

from allegiance.actors import Gazetteer
from allegiance.exchange import read_roll_calls
from allegiance.records import Article
from allegiance.registers import Checker, Registers

CALLS = """rcid,session,date,unres,short,descr
1,72,2017-12-19,A/RES/72/191,rights,rights
2,72,2017-12-20,A/RES/72/200,trade,trade
3,72,2017-12-20,A/RES/72/200,trade,one paragraph
4,40,1985-12-03,R/40/188,embargo,embargo
5,68,2014-03-27,R/68/262,Ukraine,Ukraine
"""
VOTES = """rcid,country,country_code,vote
1,Kazakhstan,KZ,no
1,France,FR,yes
2,Kazakhstan,KZ,yes
3,Kazakhstan,KZ,no
4,France,FR,yes
5,France,FR,no
"""


def registers(folder: Path) -> Registers:
    (folder / "calls.csv").write_text(CALLS)
    (folder / "votes.csv").write_text(VOTES)
    return Registers.load().with_votes(read_roll_calls(folder / "votes.csv", folder / "calls.csv"))


def test_only_resolutions_of_one_call_with_sure_days_are_added(tmp_path: Path) -> None:
    added = [vote for vote in registers(tmp_path).votes if vote.counted]
    assert [(vote.resolution, vote.day, vote.tally) for vote in added] == [("72/191", date(2017, 12, 19), (1, 1, 0))]


def test_how_a_state_voted_is_checked_and_the_count_is_not(tmp_path: Path) -> None:
    checker = Checker(Gazetteer.load(), registers(tmp_path))

    def verdicts(text: str) -> set[str]:
        return {check.verdict for check in checker.check(Article(id="a", text=text, published=date(2018, 1, 5)))}

    assert verdicts("Kazakhstan voted against General Assembly resolution 72/191.") == {"confirmed"}
    assert verdicts("Kazakhstan abstained on General Assembly resolution 72/191.") == {"contradicted"}
    assert verdicts("Angola abstained on General Assembly resolution 72/191.") == {"not covered"}
    assert "contradicted" not in verdicts("The General Assembly adopted resolution 72/191 by 116 votes to 27.")
