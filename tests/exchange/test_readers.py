import gzip
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from allegiance.errors import EmptyInput, UnreadableInput
from allegiance.exchange import (
    read_alliances,
    read_events,
    read_gdelt,
    read_gdelt_mentions,
    read_ideal_points,
    read_un_votes,
    table_kind,
    to_cameo,
    to_plover,
)
from allegiance.exchange.cameo import restore_zero, table
from allegiance.exchange.tables import EVENTS


def gdelt_row(width: int = 61, **fields: str) -> list[str]:
    """An invented GDELT row."""
    row = [""] * width
    places = {
        "id": 0,
        "day": 1,
        "actor": 7,
        "actor_type": 12,
        "recipient": 17,
        "recipient_group": 18,
        "root": 25,
        "code": 26,
        "articles": 33,
        "place": 52,
        "lat": 56,
        "added": 59,
        "url": 60,
    }
    values = {
        "id": "1",
        "day": "20220302",
        "actor": "KAZ",
        "recipient": "RUS",
        "code": "1123",
        "articles": "4",
    } | fields
    for name, value in values.items():
        if places[name] < width:
            row[places[name]] = value
    return row


def write(path: Path, rows: list[list[str]], separator: str = "\t") -> Path:
    path.write_text("".join(separator.join(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_gdelt_rows_come_in_tidy(tmp_path: Path) -> None:
    rows = [
        gdelt_row(
            actor_type="GOV", root="1", place="Astana", lat="51.2", added="20220303", url="https://example.org/a"
        ),
        gdelt_row(id="2", actor="", recipient="", recipient_group="EEC", code="010"),
        gdelt_row(id="3", actor="ROM", recipient="AFR", code="190"),
    ]
    found = read_gdelt(write(tmp_path / "a.CSV", rows)).events
    assert dict(zip(found.columns, found.dtypes, strict=True)) == EVENTS
    first, second, third = found.iter_rows(named=True)
    assert first["date"] == date(2022, 3, 2)
    assert (first["actor"], first["recipient"], first["actor_role"], first["recipient_role"]) == (
        "KAZ",
        "RUS",
        "government",
        "state",
    )
    assert (first["type"], first["mode"], first["contexts"], first["quad"]) == (
        "ACCUSE",
        "allege",
        "military",
        "verbal conflict",
    )
    assert (first["articles"], first["root"], first["latitude"], first["origins"]) == (4, True, 51.2, 1.0)
    assert (second["recipient"], second["recipient_role"], second["type"], second["quad"]) == (
        "EU",
        "organisation",
        None,
        None,
    )
    assert (third["actor"], third["recipient"]) == ("ROU", None)


def test_every_gdelt_row_is_in_or_named_with_its_reason(tmp_path: Path) -> None:
    rows = [
        gdelt_row(),
        gdelt_row()[:-3],
        gdelt_row(id=""),
        gdelt_row(day="20221332"),
        gdelt_row(code="999"),
        gdelt_row(code=""),
        [""],
    ]
    found = read_gdelt(write(tmp_path / "a.CSV", rows))
    assert found.events.height + found.rejected.height == len(rows)
    assert found.rejected.sort("row").select("row", "reason").rows() == [
        (2, "58 fields, not 61"),
        (3, "no event id"),
        (4, "no such day"),
        (5, "the code isn't in CAMEO"),
        (6, "no event code"),
        (7, "empty row"),
    ]


@pytest.mark.parametrize("width", [57, 58])
def test_gdelt_1_is_read_with_and_without_addresses(tmp_path: Path, width: int) -> None:
    first = gdelt_row(58)
    other = gdelt_row(width, id="2")
    found = read_gdelt(write(tmp_path / "old.csv", [other, first]))
    assert found.events["event_id"].to_list() == ["2", "1"]
    assert found.rejected.height == 0


def test_a_table_from_a_spreadsheet_is_mended_and_says_so(tmp_path: Path) -> None:
    header = [f"c{i}" for i in range(61)]
    header[0], header[26] = "GLOBALEVENTID", "EventCode"
    rows = [header, gdelt_row(code="42", added="2.02E+13"), gdelt_row(code="112"), gdelt_row(code="311"), ["torn"]]
    found = read_events(write(tmp_path / "s.csv", rows, ";"))
    assert found.events["code"].to_list() == ["042", "112", "0311"]
    assert found.events["added"].to_list() == [None, None, None]
    assert found.events["repaired"].to_list() == [
        "code: leading zero restored; day of adding: rounded in the file, left empty",
        None,
        "code: leading zero restored",
    ]
    assert found.rejected.select("row", "reason").rows() == [(5, "1 fields, not 61")]


def test_no_code_is_another_without_its_zero() -> None:
    codes = [code for code in table()["code"].to_list() if len(code) > 2]
    stripped = pl.DataFrame({"code": [code.removeprefix("0") for code in codes]})
    assert stripped.select(code=restore_zero(pl.col("code")))["code"].to_list() == codes


def test_files_that_are_no_table_of_events_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="no such file"):
        read_events(tmp_path / "none.csv")
    (tmp_path / "empty.csv").write_text("")
    with pytest.raises(EmptyInput):
        read_events(tmp_path / "empty.csv")
    (tmp_path / "prose.txt").write_text("Once upon a time, there was no table.\n")
    with pytest.raises(UnreadableInput, match="no column"):
        read_events(tmp_path / "prose.txt")
    with pytest.raises(UnreadableInput, match="columns in the first row"):
        read_gdelt(write(tmp_path / "narrow.tsv", [["a", "b"]]))


def test_bytes_that_are_no_utf8_lose_no_row(tmp_path: Path) -> None:
    path = tmp_path / "a.CSV"
    row = "\t".join(gdelt_row(place="X")).encode().replace(b"X", b"Bogot\xe1")
    path.write_bytes(row + b"\n")
    assert read_gdelt(path).events["place"].to_list() == ["Bogot\ufffd"]


ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\t"
    "Target Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\t"
    "Latitude\tLongitude"
).split("\t")


def icews_row(number: str, first: str, second: str, code: str, day: str = "2018-06-01") -> list[str]:
    """An invented ICEWS row."""
    sectors = "Executive,Government"
    return [
        *[
            number,
            day,
            f"Foreign Affairs ({first})",
            sectors,
            first,
            "x",
            code,
            "1",
            f"Citizen ({second})",
            "Social",
            second,
        ],
        *["9", "1", "P", "Nairobi", "NA", "NA", "Kenya", "NA", "36.8"],
    ]


def test_icews_na_is_missing_and_not_namibia(tmp_path: Path) -> None:
    rows = [ICEWS, icews_row("7", "NA", "Namibia", "040"), icews_row("8", "Kenya", "NA", "190", "2018-13-01")]
    found = read_events(write(tmp_path / "i.tab", rows))
    row = found.events.row(0, named=True)
    assert (row["actor"], row["recipient"], row["code"], row["latitude"], row["longitude"]) == (
        None,
        "NAM",
        "040",
        None,
        36.8,
    )
    assert (row["actor_role"], row["recipient_role"]) == ("government", "people")
    assert row["event_id"] == "2018-06-01:7"
    assert found.rejected.select("row", "reason").rows() == [(3, "no such day")]


def test_a_consultation_told_from_both_sides_is_mutual(tmp_path: Path) -> None:
    there, back = icews_row("1", "Kenya", "Chad", "040"), icews_row("2", "Chad", "Kenya", "040")
    back[2], back[8] = there[8], there[2]
    found = read_events(write(tmp_path / "i.tab", [ICEWS, there, back, icews_row("3", "Kenya", "Mali", "040")])).events
    assert found["mutual"].to_list() == [True, True, False]


def test_polecat_is_read_by_name_and_misses_columns_without_complaint(tmp_path: Path) -> None:
    rows = [
        ["Recipient Country", "Event Type", "Event Date", "Actor Country", "Event Mode", "Contexts"],
        ["RUS", "consult", "2023-01-05", "KAZ", "Visit", "diplomatic; military"],
        ["RUS", "dance", "2023-01-05", "KAZ", "", ""],
    ]
    found = read_events(write(tmp_path / "p.txt", rows))
    row = found.events.row(0, named=True)
    assert (row["actor"], row["recipient"], row["type"], row["mode"]) == ("KAZ", "RUS", "CONSULT", "visit")
    assert (row["contexts"], row["quad"]) == ("diplomatic|military", "verbal cooperation")
    assert found.rejected["reason"].to_list() == ["the type isn't in PLOVER"]


def test_a_plain_table_takes_names_codes_and_counts_also_packed(tmp_path: Path) -> None:
    path = tmp_path / "t.csv.gz"
    text = (
        "date,source,code,target\n2014-03-01,Foreign Affairs (Russia),42,Barack Obama\n2014-03-02,Ruritania,190,China\n"
    )
    path.write_bytes(gzip.compress(text.encode()))
    found = read_events(path).events
    assert found.select("actor", "recipient", "actor_role", "code").row(0) == ("RUS", "USA", "government", "042")
    assert found["actor"].to_list()[1] is None
    years = tmp_path / "y.csv"
    years.write_text(
        "year,source,source_iso3,target,target_iso3,verbal_coop,material_coop,verbal_conflict,material_conflict\n"
        '2002,Iran,IRN,"Korea, Republic Of",KOR,6,0,2,0\n'
    )
    rows = read_events(years).events.sort("quad").select("date", "recipient", "quad", "origins").rows()
    day = date(2002, 7, 1)
    assert rows == [(day, "KOR", "verbal conflict", 2.0), (day, "KOR", "verbal cooperation", 6.0)]


def test_votes_know_namibia_and_states_that_are_no_more(tmp_path: Path) -> None:
    votes = pl.DataFrame(
        {
            "rcid": [1, 1, 1, 2],
            "country": ["Namibia", "Federal Republic of Germany", "Atlantis", "Namibia"],
            "country_code": ["NA", None, None, "NA"],
            "vote": ["yes", "no", "yes", "abstain"],
        }
    )
    calls = pl.DataFrame(
        {"rcid": [1], "session": [45], "date": [date(1990, 12, 1)], "descr": ["Law of the sea : 1990"]}
    )
    votes.write_parquet(tmp_path / "v.parquet")
    calls.write_parquet(tmp_path / "c.parquet")
    found = read_un_votes(tmp_path / "v.parquet", tmp_path / "c.parquet")
    assert found.events.select("state", "vote", "bridge").rows() == [
        ("NAM", 2, "law of the sea"),
        ("DEU", 0, "law of the sea"),
    ]
    assert found.rejected["reason"].to_list() == ["no such state", "the call isn't in the table of calls"]


def test_alliances_and_ideal_points_come_by_correlates_of_war_numbers(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "ccode1,ccode2,year,cow_defense,cow_entente\n365,705,2000,1,0\n705,365,2000,1,0\n1,2,2000,1,0\n"
    )
    found = read_alliances(tmp_path / "a.csv")
    assert found.events.rows(named=True) == [{"a": "KAZ", "b": "RUS", "year": 2000, "defense": True, "entente": False}]
    assert found.rejected.height == 1
    (tmp_path / "i.csv").write_text("ccode,session,NVotes,IdealPoint\n260,30,50,1.5\n")
    assert read_ideal_points(tmp_path / "i.csv").events.rows() == [("DEU", 30, 1.5, 50)]


def test_mentions_are_parsed_and_torn_rows_named(tmp_path: Path) -> None:
    good = [
        "9",
        "20170701234500",
        "20170701234500",
        "1",
        "tass.com",
        "http://x",
        "4",
        "-1",
        "9",
        "8",
        "1",
        "100",
        "25",
        "0.8",
        "",
        "",
    ]
    found = read_gdelt_mentions(write(tmp_path / "m.csv", [good, good[:5], ["", *good[1:]]]))
    assert found.events.row(0, named=True)["confidence"] == 100
    assert found.rejected.sort("row")["reason"].to_list() == ["5 fields, not 16", "no event id"]


def test_who_is_out_of_office_acts_for_no_state(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "date,actor,recipient,code\n"
        "2014-03-01,Cesar Gaviria Trujillo,Angela Merkel,042\n"
        "2014-03-01,Scotland Yard,Nobody Known,173\n"
    )
    found = read_events(tmp_path / "t.csv").events
    assert found.select("actor", "actor_role").rows() == [(None, "other"), ("GBR", "other")]
    assert found.select("recipient", "recipient_role").rows() == [("DEU", "state"), (None, "other")]


def test_cameo_and_plover_both_ways() -> None:
    found = to_plover(pl.DataFrame({"code": ["1661", "010", "0874"]}))
    assert found.select("type", "mode").rows() == [("SANCTION", "expel"), (None, None), ("RETREAT", "disarm")]
    for type_, mode, contexts in (
        table().filter(pl.col("type").is_not_null()).select("type", "mode", "contexts").iter_rows()
    ):
        back = table().filter(pl.col("code") == to_cameo(type_, mode, contexts)).row(0, named=True)
        assert back["type"] == type_
        assert back["mode"] == mode or back["mode"] is None or mode is None


def test_a_parquet_table_of_something_else_is_no_table_of_events(tmp_path: Path) -> None:
    pl.DataFrame({"rcid": [1, 2], "issue": ["Arms", "Trade"]}).write_parquet(tmp_path / "issues.parquet")
    with pytest.raises(UnreadableInput, match="no column actor, date, recipient"):
        read_events(tmp_path / "issues.parquet")


def test_mentions_are_known_by_their_header_whatever_its_case(tmp_path: Path) -> None:
    (tmp_path / "mentions.csv").write_text("globaleventid,eventtimedate,mentiontimedate,mentiontype\n1,2,3,4\n")
    assert table_kind(tmp_path / "mentions.csv") == "mentions"
