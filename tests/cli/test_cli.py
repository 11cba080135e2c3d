import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from allegiance.cli import app
from allegiance.cli.output import write_whole

RUNNER = CliRunner()
TEXT = "Kazakhstan suspended grain exports to Russia on Monday. Tokayev met Putin in Moscow on Tuesday."


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_code_writes_one_mention_a_line(here: Path) -> None:
    (here / "a.jsonl").write_text(json.dumps({"id": "x7", "date": "2022-04-05", "title": "T", "text": TEXT}) + "\n")
    done = RUNNER.invoke(app, ["code", "a.jsonl", "--out", "m.jsonl"])
    assert done.exit_code == 0, done.output
    lines = [json.loads(line) for line in (here / "m.jsonl").read_text().splitlines()]
    assert lines
    for line in lines:
        assert line["article"] == "x7"
        assert TEXT[line["start"] : line["end"]] == line["quote"]
        assert {"actors", "recipients", "type", "mode", "contexts", "status", "hedged", "date", "said_by", "carried_by",
                "confidence"} <= set(line)  # fmt: skip


def test_a_bad_input_is_named_and_the_rest_goes_on(here: Path) -> None:
    (here / "good.txt").write_text(TEXT)
    (here / "empty.txt").write_text("")
    done = RUNNER.invoke(app, ["code", ".", "missing.txt", "--out", "m.jsonl"])
    assert done.exit_code == 3
    assert "empty.txt" in done.output
    assert "missing.txt" in done.output
    assert (here / "m.jsonl").read_text()


def test_assess_explain_events_names_problems_and_export(here: Path) -> None:
    (here / "a.json").write_text(json.dumps({"date": "2022-04-05", "title": "T", "text": TEXT, "outlet": "Post"}))
    done = RUNNER.invoke(app, ["assess", "Kazakhstan", "--ally", "Russia", "a.json", "--out", "d.html"])
    assert done.exit_code == 0, done.output
    assert "d.html" in done.output
    assert (here / "d.html").read_text().startswith("<!doctype html>")
    found = RUNNER.invoke(app, ["events", "--party", "KAZ"])
    assert json.loads(found.stdout.splitlines()[0])["actors"]
    assert RUNNER.invoke(app, ["export", "out"]).exit_code == 0
    mention = json.loads((here / "out" / "mentions.jsonl").read_text().splitlines()[0])["id"]
    shown = RUNNER.invoke(app, ["explain", mention])
    assert "because:" in shown.stdout
    assert RUNNER.invoke(app, ["names"]).exit_code == 0
    assert RUNNER.invoke(app, ["problems"]).exit_code == 0


@pytest.mark.parametrize("form", ["md", "json"])
def test_other_forms_go_to_the_terminal(here: Path, form: str) -> None:
    (here / "a.txt").write_text(TEXT)
    done = RUNNER.invoke(app, ["assess", "KAZ", "--ally", "RUS", "a.txt", "--format", form])
    assert done.exit_code == 0, done.output
    assert "Kazakhstan" in done.stdout


def test_wrong_usage_is_explained(here: Path) -> None:
    assert RUNNER.invoke(app, ["assess", "KAZ", "--ally", "RUS", "--format", "pdf"]).exit_code == 2
    assert RUNNER.invoke(app, ["code", "x", "--map", "title"]).exit_code == 2
    assert RUNNER.invoke(app, ["assess", "KAZ"]).exit_code == 2


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "x.html"
    write_whole(path, "one")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "\ud800")
    assert path.read_text() == "one"


def test_tables_of_others_go_in_beside_ours_and_out(here: Path) -> None:
    lines = [
        f"2020-{month:02}-{day:02},KAZ,RUS,{code}" for month, code in ((1, "050"), (9, "120")) for day in range(1, 29)
    ]
    (here / "made.csv").write_text("\n".join(["date,actor,recipient,code", *lines]) + "\n")
    done = RUNNER.invoke(app, ["import", "made.csv"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout.splitlines()[0])["rows"] == 56
    assert RUNNER.invoke(app, ["import", "missing.csv"]).exit_code == 3
    moved = RUNNER.invoke(app, ["movers", "--since", "2020-06-01", "--source", "made"])
    assert json.loads(moved.stdout.splitlines()[0])["direction"] == "worse"
    assert RUNNER.invoke(app, ["export", "out", "--format", "all", "--source", "made"]).exit_code == 0
    assert len(list((here / "out").iterdir())) == 9
    beside = RUNNER.invoke(app, ["compare", "made", "--first", "made", "--out", "rows.csv"])
    assert json.loads(beside.stdout.splitlines()[0]) == {"match": "type", "rows": 56}
    assert (here / "rows.csv").read_text().startswith("match,")
    assert RUNNER.invoke(app, ["export", "out", "--format", "pdf"]).exit_code == 2


def test_check_prints_what_contradicts_the_record(here: Path) -> None:
    text = "NATO member Finland sent observers. Kazakhstan does not recognise Kosovo."
    (here / "a.json").write_text(json.dumps({"date": "2022-04-05", "title": "T", "text": text, "outlet": "Post"}))
    done = RUNNER.invoke(app, ["check", "a.json"])
    assert done.exit_code == 0, done.output
    [line] = [json.loads(line) for line in done.stdout.splitlines()]
    assert (line["verdict"], line["kind"], line["outlet"]) == ("contradicted", "membership", "Post")
    assert "2023-04-04" in line["nearest"]
    done = RUNNER.invoke(app, ["check", "--all", "a.json"])
    assert [json.loads(line)["verdict"] for line in done.stdout.splitlines()] == ["contradicted", "confirmed"]
    assert RUNNER.invoke(app, ["check", "missing.txt"]).exit_code == 3
