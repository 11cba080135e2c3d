"""The worked examples obey the annotation rules that a program can check."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from allegiance.codebook import Codebook
from allegiance.codebook.reading import COLUMNS
from allegiance.errors import DataError
from allegiance.records import EventType, Status

BOOK = Codebook.load()


@pytest.mark.parametrize("name", list(EventType))
def test_every_type_has_enough_examples_of_every_kind(name):
    rows = BOOK.examples(name)
    assert len(rows) >= 60
    assert {row.kind for row in rows} == {"hit", "near_miss", "no_event"}
    assert len({row.status for row in rows}) >= 4


@pytest.mark.parametrize("name", list(EventType))
def test_no_row_is_told_twice(name):
    rows = [(row.text, row.trigger, row.actors, row.recipients, row.type) for row in BOOK.examples(name)]
    assert len(set(rows)) == len(rows)


@pytest.mark.parametrize("name", list(EventType))
def test_texts_are_of_the_size_of_one_or_two_sentences(name):
    for row in BOOK.examples(name):
        assert 4 <= len(row.text.split()) <= 50, row.text


@pytest.mark.parametrize("name", list(EventType))
def test_an_event_has_a_party(name):
    for row in BOOK.examples(name):
        assert row.kind == "no_event" or row.actors or row.recipients, row.text


def test_votes_name_how_they_were_cast():
    for row in BOOK.examples("VOTE"):
        assert row.type is not EventType.VOTE or row.mode, row.text


@pytest.mark.parametrize("status", list(Status))
def test_every_status_is_shown(status):
    rows = [row for name in EventType for row in BOOK.examples(name)]
    assert sum(row.status is status for row in rows) >= 20


GOOD = dict(
    zip(
        COLUMNS,
        ("Lima thanked Quito.", "thanked", "Lima", "Quito", "SUPPORT", "", "asserted", "false", "hit", "n"),
        strict=True,
    )
)


def write(folder: Path, **cells: str) -> Path:
    (folder / "examples").mkdir()
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerow(GOOD | cells)
    (folder / "examples" / "SUPPORT.csv").write_text(out.getvalue())
    return folder


def test_a_users_row_is_read(tmp_path: Path):
    row = Codebook.load(write(tmp_path)).examples("SUPPORT")[-1]
    assert (row.actors, row.recipients, row.status) == (("Lima",), ("Quito",), Status.ASSERTED)


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"trigger": "praised"}, "line 2: 'praised' isn't in the text"),
        ({"actor": "Lima|Bogota"}, "line 2: 'Bogota' isn't in the text"),
        ({"kind": "miss"}, "line 2: kind 'miss'"),
        ({"kind": "near_miss"}, "line 2: a hit has"),
        ({"type": "AID"}, "line 2: a hit has"),
        ({"type": "PRAISE"}, "line 2: type 'PRAISE'"),
        ({"kind": "no_event"}, "line 2: no_event has neither"),
        ({"status": "maybe"}, "line 2: status 'maybe'"),
        ({"hedged": "no"}, "line 2: hedged"),
        ({"mode": "for"}, "line 2: SUPPORT has no mode 'for'"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, cells, says):
    with pytest.raises(DataError, match=says):
        Codebook.load(write(tmp_path, **cells)).examples("SUPPORT")


@pytest.mark.parametrize(
    ("content", "says"),
    [("text,trigger\n", "line 1: the columns"), (",".join(COLUMNS) + "\na,b\n", "line 2: needs 10 cells")],
)
def test_a_wrong_file_is_named(tmp_path: Path, content, says):
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "SUPPORT.csv").write_text(content)
    with pytest.raises(DataError, match=says):
        Codebook.load(tmp_path).examples("SUPPORT")
