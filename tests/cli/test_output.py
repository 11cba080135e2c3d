"""What a person sees of a table on a narrow terminal and on a wide one."""

import io

import pytest
from rich.console import Console

from allegiance.cli import output
from allegiance.records import Problem

COLUMNS = ("id", "date", "type", "actors", "recipients", "note")
ROWS = [("0123456789abcdef", "2022-04-05", "REJECT", "KAZ", "RUS", None)]


@pytest.mark.parametrize(("width", "blocks"), [(40, True), (200, False)])
def test_a_narrow_terminal_gets_blocks(width: int, blocks: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    told = io.StringIO()
    monkeypatch.setattr(output, "out", Console(file=told, width=width, highlight=False))
    monkeypatch.setattr(output, "piped", lambda: False)
    output.table(COLUMNS, ROWS)
    shown = told.getvalue()
    assert "0123456789abcdef" in shown
    assert ("id: 0123456789abcdef\ndate: 2022-04-05" in shown) is blocks
    assert ("note" in shown) is not blocks


def test_a_terminal_gets_nothing_that_it_would_obey(monkeypatch: pytest.MonkeyPatch) -> None:
    told = io.StringIO()
    monkeypatch.setattr(output, "out", Console(file=told, width=200, highlight=False))
    monkeypatch.setattr(output, "piped", lambda: False)
    monkeypatch.setattr(output.sys, "stdout", told)
    hostile = "a\x1b[2J\x1b]0;owned\x07b\u202ec"
    output.table(("text",), [(hostile,)])
    output.entries([([hostile, hostile], {})])
    output.tell(hostile)
    assert told.getvalue().count("owned") == 4
    assert not {"\x1b", "\x07", "\u202e"} & set(told.getvalue())


def test_progress_goes_to_a_file_line_by_line_and_not_too_often(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter([0.0, 10.0, 31.0, 31.0, 40.0])
    monkeypatch.setattr(output.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(output, "err", Console(stderr=True, soft_wrap=True))
    with output.Bars() as shown:
        for done in (1, 2, 3):
            shown("coding", done, 9)
    assert capsys.readouterr().err == "coding: 2 of 9\n"


@pytest.mark.parametrize(
    ("started", "on_path", "told"),
    [
        (".venv/bin/allegiance", None, ".venv/bin/allegiance"),
        ("/usr/bin/allegiance", "/usr/bin/allegiance", "allegiance"),
        ("/lib/allegiance/__main__.py", None, "python -m allegiance"),
    ],
)
def test_a_user_is_told_a_command_that_works_where_they_are(monkeypatch, started, on_path, told):
    monkeypatch.setattr("sys.argv", [started])
    monkeypatch.setattr("shutil.which", lambda name: on_path)
    assert output.program() == told


def test_problems_that_no_store_keeps_are_not_said_to_be_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(output, "say", said.append)
    found = [Problem(where=f"{n}.txt", kind="empty", message="nothing in it") for n in range(3)]
    output.problems(found, most=1)
    assert "`allegiance problems`" in said[-1]
    output.problems(found, most=1, kept=False)
    assert "`allegiance problems`" not in said[-1]
