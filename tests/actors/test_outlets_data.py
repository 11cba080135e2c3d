"""The packaged table of outlets keeps its form: known codes, no host or alias that names two outlets."""

import csv
import re
from collections import Counter
from importlib import resources

import pytest

COLUMNS = ["name", "hosts", "country", "language", "kind", "aliases", "translated_aliases", "note"]
HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+([a-z]{2,24}|xn--[a-z0-9]+)")

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def rows() -> Rows:
    table = resources.files("allegiance.actors").joinpath("data", "outlets.csv")
    reader = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    assert reader.fieldnames == COLUMNS
    return list(reader)


def cell(row: dict[str, str], column: str) -> list[str]:
    return [part for part in row[column].split("|") if part]


def test_holds_the_worlds_outlets(rows: Rows) -> None:
    assert len(rows) >= 450
    assert len({row["country"] for row in rows}) >= 100


def test_codes_are_well_formed(rows: Rows) -> None:
    for row in rows:
        assert re.fullmatch(r"[A-Z]{3}", row["country"]), row["name"]
        assert re.fullmatch(r"[a-z]{2}", row["language"]), row["name"]
        assert row["kind"] in {"agency", "state agency", "state", "public", "private", "party"}, row["name"]
        assert all(HOST.fullmatch(host) for host in cell(row, "hosts")), row["name"]


def test_no_cell_has_stray_blanks_or_empty_parts(rows: Rows) -> None:
    for row in rows:
        for value in row.values():
            assert value == "" or all(part and part == part.strip() for part in value.split("|")), row["name"]


def test_a_host_belongs_to_one_outlet(rows: Rows) -> None:
    hosts = Counter(host for row in rows for host in cell(row, "hosts"))
    assert [host for host, times in hosts.items() if times > 1] == []


def test_a_name_or_alias_belongs_to_one_outlet(rows: Rows) -> None:
    owners: dict[str, set[str]] = {}
    for row in rows:
        for form in [row["name"], *cell(row, "aliases")]:
            owners.setdefault(form.casefold(), set()).add(row["name"])
    assert {form: names for form, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize(
    ("name", "literal"),
    [
        ("NEXTA", "NEXT"),
        ("Die Welt", "WORLD"),
        ("Der Tagesspiegel", "daily mirror"),
        ("Novaya Gazeta", "New newspaper"),
    ],
)
def test_literal_translations_are_kept(rows: Rows, name: str, literal: str) -> None:
    row = next(row for row in rows if row["name"] == name)
    assert literal in cell(row, "translated_aliases")
