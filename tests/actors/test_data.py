"""Every row of every table: ids known, dates valid, words unambiguous or with a rule."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from allegiance.actors import Gazetteer, rules, tables
from allegiance.actors.scanner import fold
from allegiance.errors import DataError

STATES = tables.read_table(tables.DATA, "states.csv", tables.make_state)
ORGANISATIONS = tables.read_table(tables.DATA, "organisations.csv", tables.make_organisation)
GROUPS = tables.read_table(tables.DATA, "groups.csv", tables.make_group)
NAMES = tables.read_table(tables.DATA, "names.csv", tables.make_name)
MEMBERSHIPS = tables.read_table(tables.DATA, "memberships.csv", tables.make_membership)
HOLDERS = tables.read_table(tables.DATA, "office_holders.csv", tables.make_holder)
IDS = {entity.id for entity in [*STATES, *ORGANISATIONS, *GROUPS]}
VIAS = {"name", "former", "demonym", "people", "capital", "metonym", "abbreviation", "person", "shadow"}
ROLES = {"state", "government", "leader", "military", "organisation", "group", "people", "place", "other"}


def test_all_members_of_the_united_nations_and_both_observers_are_there() -> None:
    kinds = Counter(entity.kind for entity in STATES)
    assert kinds["member"] == 193
    assert {entity.id for entity in STATES if entity.kind == "observer"} == {"VAT", "PSE"}
    assert all(entity.un for entity in STATES if entity.kind == "member")


def test_ids_are_unique_over_all_tables() -> None:
    count = Counter(entity.id for entity in [*STATES, *ORGANISATIONS, *GROUPS])
    assert [entity for entity, times in count.items() if times > 1] == []


def test_codes_are_well_formed_and_unique() -> None:
    codes = [entity.iso2 for entity in STATES if entity.iso2]
    numbers = [entity.cow for entity in STATES if entity.cow]
    assert len(codes) == len(set(codes))
    assert len(numbers) == len(set(numbers))
    assert all(len(code) == 2 and code.isupper() for code in codes)


def test_names_point_at_known_ids_with_known_words_and_rules() -> None:
    wrong = [
        (form, sense)
        for form, sense in NAMES
        if (sense.id not in IDS and (sense.id or sense.via != "shadow"))
        or sense.via not in VIAS
        or sense.role not in ROLES
        or (sense.rule and sense.rule.partition(":")[0] not in rules.RULES)
    ]
    assert wrong == []


def test_a_form_with_several_ids_has_a_rule_for_all_but_one() -> None:
    senses = defaultdict(set)
    for form, sense in NAMES:
        senses[fold(form)].add((sense.id, sense.rule))
    for entity in [*ORGANISATIONS, *GROUPS]:
        for form in (entity.id, entity.name, *entity.aliases):
            if not any(known == entity.id for known, _ in senses[fold(form)]):
                senses[fold(form)].add((entity.id, ""))
    clashes = {
        form: found
        for form, found in senses.items()
        if len({known for known, _ in found}) > 1 and sum(not rule for _, rule in found) > 1
    }
    assert clashes == {}


def test_periods_run_forwards() -> None:
    periods = [(e.id, e.start, e.end) for e in [*STATES, *ORGANISATIONS, *GROUPS]]
    periods += [(form, sense.start, sense.end) for form, sense in NAMES]
    periods += [(f"{m.organisation} {m.state}", m.start, m.end) for m in MEMBERSHIPS]
    periods += [(f"{h.state} {h.name}", h.start, h.end) for h in HOLDERS]
    assert [period for period in periods if period[1] and period[2] and period[1] > period[2]] == []


def test_memberships_point_at_known_parties_and_say_how_and_why() -> None:
    organisations = {entity.id for entity in ORGANISATIONS}
    parties = {entity.id for entity in [*STATES, *ORGANISATIONS]}
    for row in MEMBERSHIPS:
        assert row.organisation in organisations, row
        assert row.state in parties, row
        assert row.how in {"founder", "joined", "acceded", "associate", "observer"}, row
        assert row.left in {"", "left", "suspended", "expelled", "dissolved"}, row
        assert bool(row.left) == bool(row.end), row
        assert row.reference, row


def test_periods_of_one_membership_do_not_overlap() -> None:
    periods = defaultdict(list)
    for row in MEMBERSHIPS:
        if row.how not in {"associate", "observer"}:
            periods[row.organisation, row.state].append((row.start or date.min, row.end or date.max))
    wrong = [
        key
        for key, found in periods.items()
        for first, second in zip(sorted(found), sorted(found)[1:], strict=False)
        if first[1] > second[0]
    ]
    assert wrong == []


def test_enough_organisations_have_members() -> None:
    assert len({row.organisation for row in MEMBERSHIPS}) >= 80
    assert len(GROUPS) >= 100


def test_groups_point_at_known_states() -> None:
    states = {entity.id for entity in STATES}
    wrong = [
        (entity.id, state) for entity in GROUPS for state in (*entity.parties, *entity.backers) if state not in states
    ]
    assert wrong == []


def test_office_holders_point_at_known_ids() -> None:
    assert [(row.state, row.name) for row in HOLDERS if row.state not in IDS] == []


def _write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_a_wrong_date_names_file_and_line(tmp_path: Path) -> None:
    _write(tmp_path, "names.csv", "id,form,via,role,from,to,ambiguous,note\nKAZ,Alashia,name,state,20x2,,,\n")
    with pytest.raises(DataError, match=r"names\.csv:2: not a date"):
        Gazetteer.load(tmp_path)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("XQX,Alashia,name,state,,,,", "unknown id 'XQX'"),
        ("KAZ,Alashia,name,state,,,sometimes,", "unknown rule 'sometimes'"),
        ("KAZ,,name,state,,,,", "no form"),
        ("KAZ,Alashia", "wrong number of cells"),
    ],
)
def test_a_wrong_row_is_refused(tmp_path: Path, row: str, message: str) -> None:
    _write(tmp_path, "names.csv", f"id,form,via,role,from,to,ambiguous,note\n{row}\n")
    with pytest.raises(DataError, match=message):
        Gazetteer.load(tmp_path)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_bytes(b"id,form\nKAZ,\xff\xfe\n")
    with pytest.raises(DataError, match="not a UTF-8 CSV file"):
        Gazetteer.load(tmp_path)


def test_a_missing_column_is_refused(tmp_path: Path) -> None:
    _write(tmp_path, "names.csv", "id,form\nKAZ,Alashia\n")
    with pytest.raises(DataError, match="no column 'via'"):
        Gazetteer.load(tmp_path)


def test_a_users_tables_add_and_override(tmp_path: Path) -> None:
    _write(tmp_path, "names.csv", "id,form,via,role,from,to,ambiguous,note\nKAZ,Alashia,name,state,,,,invented\n")
    _write(tmp_path, "groups.csv", "id,name,aliases,kind,states,backers,from,to\nGrey Band,Grey Band,,armed,KAZ,,,\n")
    _write(
        tmp_path,
        "outlets.csv",
        "name,hosts,country,language,kind,aliases,translated_aliases,note\nSteppe Post,steppe.example,KAZ,en,private,,,\n",
    )
    book = Gazetteer.load(tmp_path)
    assert [hit.id for hit in book.find("Alashia fought the Grey Band.")] == ["KAZ", "Grey Band"]
    outlet = book.outlet("www.steppe.example")
    assert outlet is not None
    assert outlet.country == "KAZ"
    assert book.resolve("Russia") == "RUS"
