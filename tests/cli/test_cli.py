import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from allegiance.cli import app
from allegiance.cli.output import write_whole
from allegiance.errors import AllegianceError

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
    event = json.loads(found.stdout.splitlines()[0])
    assert f"mention {event['mention']}" in RUNNER.invoke(app, ["explain", event["id"]]).stdout
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
    unknown = RUNNER.invoke(app, ["code", "x", "--map", "heading=title"])
    assert unknown.exit_code == 2
    assert "published" in unknown.output
    assert RUNNER.invoke(app, ["assess", "KAZ"]).exit_code == 2


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "x.html"
    write_whole(path, "one")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "\ud800")
    assert path.read_text() == "one"


@pytest.mark.parametrize(
    ("options", "words"),
    [(["--out", "folder"], "it is a folder"), (["--out", "a.txt/b.jsonl"], "can't be written"),
     (["--actors", "none"], "none: no such folder"), (["--actors", "folder"], "holds none of states.csv"),
     (["--codebook", "none"], "none: no such folder")],
)  # fmt: skip
def test_what_would_spoil_the_work_is_told_before_it(here: Path, options: list[str], words: str) -> None:
    (here / "folder").mkdir()
    (here / "a.txt").write_text(TEXT)
    done = RUNNER.invoke(app, ["code", "a.txt", *options])
    assert isinstance(done.exception, AllegianceError)
    assert words in str(done.exception)


def test_a_column_that_is_not_there_is_told(here: Path) -> None:
    (here / "a.csv").write_text(f"head,text,date\nTitle,{TEXT},2022-04-05\n")
    done = RUNNER.invoke(app, ["code", "a.csv", "--map", "title=heading", "--out", "m.jsonl"])
    assert done.exit_code == 0
    assert "no column 'heading'" in done.output
    assert "head" in done.output


def test_tables_of_others_go_in_beside_ours_and_out(here: Path) -> None:
    lines = [
        f"2020-{month:02}-{day:02},KAZ,RUS,{code}" for month, code in ((1, "050"), (9, "120")) for day in range(1, 29)
    ]
    (here / "made.csv").write_text("\n".join(["date,actor,recipient,code", *lines]) + "\n")
    done = RUNNER.invoke(app, ["import", "made.csv"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout.splitlines()[0])["rows"] == 56
    missing = RUNNER.invoke(app, ["import", "missing.csv"])
    assert missing.exit_code == 3
    assert missing.stderr.count("missing.csv") == 1
    (here / "years.csv").write_text("date,actor,recipient,quad\n2020-01-01,KAZ,RUS,verbal conflict\n")
    assert RUNNER.invoke(app, ["import", "years.csv"]).exit_code == 0
    sums = RUNNER.invoke(app, ["compare", "years", "--first", "made"])
    assert sums.exit_code == 1
    assert "years holds sums by year" in str(sums.exception)
    moved = RUNNER.invoke(app, ["movers", "--since", "2020-06-01", "--source", "made"])
    assert "1 pair has enough events" in moved.stderr
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


def test_check_takes_whole_roll_calls(here: Path) -> None:
    text = "Kazakhstan abstained on General Assembly resolution 72/191."
    (here / "a.json").write_text(json.dumps({"title": "T", "text": text, "date": "2018-01-05"}))
    (here / "calls.csv").write_text("rcid,session,date,unres,short\n1,72,2017-12-19,A/RES/72/191,rights\n")
    (here / "votes.csv").write_text("rcid,country,country_code,vote\n1,Kazakhstan,KZ,no\n1,France,FR,yes\n")
    assert "0 against the record" in RUNNER.invoke(app, ["check", "a.json"]).output
    done = RUNNER.invoke(app, ["check", "a.json", "--votes", "votes.csv", "--calls", "calls.csv"])
    assert "1 against the record" in done.output
    assert RUNNER.invoke(app, ["check", "a.json", "--votes", "votes.csv"]).exit_code == 2


REPORTS = [
    {"date": "2022-04-05", "title": "Talks", "text": "Tokayev met Putin in Moscow on Tuesday.", "outlet": "Post"},
    {"date": "2022-04-07", "title": "Meeting", "text": "Putin met Tokayev in Moscow on Tuesday, Reuters reported.",
     "outlet": "Herald"},
]  # fmt: skip


@pytest.fixture
def two_reports(here: Path) -> Path:
    (here / "a.json").write_text(json.dumps(REPORTS))
    done = RUNNER.invoke(app, ["assess", "KAZ", "--ally", "RUS", "a.json"])
    assert done.exit_code == 0, done.output
    return here


def listed(*args: str) -> list[dict[str, object]]:
    done = RUNNER.invoke(app, list(args))
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_sources_shows_the_chain_and_what_was_known_on_a_day(
    two_reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = next(e for e in listed("events") if e["type"] == "CONSULT")
    assert (event["articles"], event["outlets"]) == (2, 2)
    [found] = listed("sources", str(event["id"]))
    assert (found["articles"], found["outlets"]) == (2, 2)
    assert len(found["origins"]) == event["origins"]  # type: ignore[arg-type]
    assert found["history"]
    assert {r["field"] for r in found["readings"]} >= {"date", "who", "status"}  # type: ignore[attr-defined]
    [early] = listed("sources", str(event["id"]), "--as-of", "2022-04-05")
    assert (early["articles"], early["origins"]) == (1, ["Post"])
    assert [e["articles"] for e in listed("events", "--as-of", "2022-04-05") if e["type"] == "CONSULT"] == [1]
    none = RUNNER.invoke(app, ["sources", str(event["id"]), "--as-of", "2022-04-01"])
    assert (none.exit_code, none.stdout) == (0, "")
    assert "not reported by 2022-04-01" in none.output
    monkeypatch.setattr("allegiance.cli.reviewing.piped", lambda: False)
    shown = RUNNER.invoke(app, ["sources", str(event["id"])])
    assert "independent origins: " in shown.stdout


def test_assess_as_of_weighs_only_what_had_been_published(two_reports: Path) -> None:
    args = ["assess", "KAZ", "--ally", "RUS", "--format", "json"]
    assert "Herald" in RUNNER.invoke(app, args).stdout
    done = RUNNER.invoke(app, [*args, "--as-of", "2022-04-05"])
    assert done.exit_code == 0, done.output
    assert "Herald" not in done.stdout


def test_review_splits_joins_and_undoes(two_reports: Path) -> None:
    def counts() -> list[object]:
        return sorted(e["articles"] for e in listed("events") if e["type"] == "CONSULT")  # type: ignore[type-var]

    RUNNER.invoke(app, ["export", "out"])
    lines = (two_reports / "out" / "mentions.jsonl").read_text().splitlines()
    first, second = [m["id"] for m in map(json.loads, lines) if m["type"] == "CONSULT"]
    assert counts() == [2]
    assert RUNNER.invoke(app, ["review", "--different", first, second, "--by", "A. Reader"]).exit_code == 0
    assert counts() == [1, 1]
    assert RUNNER.invoke(app, ["assess", "KAZ", "--ally", "RUS"]).exit_code == 0
    assert counts() == [1, 1]
    assert "taken back" in RUNNER.invoke(app, ["review", "--undo"]).output
    assert counts() == [2]
    assert "no decision" in RUNNER.invoke(app, ["review", "--undo"]).output
    assert RUNNER.invoke(app, ["review", "--undo", "--same", first, second]).exit_code == 2
    assert RUNNER.invoke(app, ["review"]).exit_code == 0


def test_stories_are_listed_with_their_articles(here: Path) -> None:
    titles = ["Dam bursts above the valley", "Villages flooded as dam bursts", "Wheat harvest fails"]
    rows = [{"id": t, "date": "2022-04-05", "title": t, "text": t + ".", "outlet": t[:3]} for t in titles]
    (here / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert RUNNER.invoke(app, ["assess", "KAZ", "--ally", "RUS", "a.jsonl", "--out", "d.html"]).exit_code == 0
    done = RUNNER.invoke(app, ["stories"])
    assert done.exit_code == 0, done.output
    (told,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (len(told["articles"]), told["outlets"], told["first"]) == (2, 2, "2022-04-05")
    assert told["title"] in titles[:2]
    assert RUNNER.invoke(app, ["stories", "--since", "2023-01-01"]).stdout == ""
    themes = RUNNER.invoke(app, ["stories", "--themes"])
    assert themes.exit_code == 0, themes.output
    assert [len(json.loads(line)["articles"]) for line in themes.stdout.splitlines()] == [2]
    assert RUNNER.invoke(app, ["stories", "--themes", "--resolution", "2"]).exit_code == 2


@pytest.mark.parametrize(("ids", "told"), [(("x7", "x7"), True), (("x7", "x8"), False)])
def test_articles_with_one_id_are_told(here: Path, ids: tuple[str, str], told: bool) -> None:
    rows = [
        {"id": given, "date": "2022-04-05", "title": "T", "text": TEXT + " Again." * n} for n, given in enumerate(ids)
    ]
    (here / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = RUNNER.invoke(app, ["code", "a.jsonl", "--out", "m.jsonl"])
    assert ("several articles have the id 'x7'" in done.output) == told


def test_bounds_are_listed_in_digits(here: Path) -> None:
    done = RUNNER.invoke(app, ["code", "a.jsonl", "--limit", "?"])
    assert "as they are" in " ".join(done.output.split())
    assert "e+0" not in done.output
