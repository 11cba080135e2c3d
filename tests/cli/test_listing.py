import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from allegiance import pipeline
from allegiance.cli import _COMMANDS, app
from allegiance.records import Article, Attribution, Event, EventLink, EventType, Mention, Party, Quad, Status
from allegiance.store import Store

RUNNER = CliRunner()
CITED = Attribution(kind="carried", source="Herald", start=0, end=0, cue="reported", cue_start=0, cue_end=0)


def told(
    name: str, text: str, type_: EventType, who: str, whom: str, *days: date, **more: object
) -> tuple[Mention, Article]:
    article = Article(id=f"a-{name}", text=text, outlet=name.title(), published=date(2022, 6, 6), language="en")
    at = text.index(" ")
    sides = ((Party(id=side, text=side, start=0, end=0),) if side else () for side in (who, whom))
    actors, recipients = sides
    start, end = days if days else (None, None)
    mention = Mention(id=f"m-{name}", article=article.id, start=at + 1, end=len(text) - 1, quote=text[at + 1 : -1],
                      trigger_start=at + 1, trigger_end=at + 5, actors=actors, recipients=recipients, type=type_,
                      quad=Quad.VERBAL_CONFLICT, date_start=start, date_end=end, made_by="coder", **more)  # type: ignore[arg-type]  # fmt: skip
    return mention, article


REPORTS = [
    told("vague", "Armenia accused Russia of idleness.", EventType.ACCUSE, "ARM", "RUS", date(2022, 1, 1),
         date(2022, 12, 31)),
    told("long", "Kazakhstan halted exports to Russia.", EventType.SANCTION, "KAZ", "RUS", date(2022, 6, 1), date(2022, 6, 5),
         confidence=0.9),
    told("plan", "Kazakhstan would send envoys to Armenia.", EventType.AGREE, "KAZ", "ARM", date(2022, 6, 9),
         date(2022, 6, 9), status=Status.PLANNED),
]  # fmt: skip


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    with Store("allegiance.duckdb") as opened:
        opened.add_articles([a for _, a in REPORTS])
        opened.add_coded("coder", [(a.id, [m], []) for m, a in REPORTS])
        pipeline.merge(opened, pipeline.Setup())
    return tmp_path


def listed(*args: str) -> list[str]:
    done = RUNNER.invoke(app, ["events", *args])
    assert done.exit_code == 0, done.output
    return [json.loads(line)["outlet"] for line in done.stdout.splitlines()]


def test_events_come_by_the_middle_of_their_days_and_show_both_ends(here: Path) -> None:
    assert listed() == ["Vague", "Plan", "Long"]
    rows = [json.loads(line) for line in RUNNER.invoke(app, ["events"]).stdout.splitlines()]
    assert [row["date"] for row in rows] == ["2022-01-01/2022-12-31", "2022-06-09", "2022-06-01/2022-06-05"]
    assert (rows[2]["quote"], rows[2]["sentence"]) == (
        "halted exports to Russia",
        "Kazakhstan halted exports to Russia.",
    )
    assert (rows[2]["actors"], rows[2]["recipients"], rows[2]["on_word_of"]) == (["KAZ"], ["RUS"], ["Long"])


@pytest.mark.parametrize(
    ("args", "outlets"),
    [
        (["--party", "Russia"], ["Vague", "Long"]),
        (["--party", "RUS", "--party", "KAZ"], ["Long"]),
        (["--actor", "kazakhstan"], ["Plan", "Long"]),
        (["--recipient", "ARM"], ["Plan"]),
        (["--type", "accuse", "--type", "AGREE"], ["Vague", "Plan"]),
        (["--status", "planned"], ["Plan"]),
        (["--since", "2022-06-05", "--until", "2022-06-08"], ["Vague", "Long"]),
        (["--confidence", ".8"], ["Long"]),
        (["--origins", "2"], []),
        (["--limit", "1"], ["Vague"]),
        (["--as-of", "2022-06-05"], []),
    ],
)
def test_events_are_narrowed(here: Path, args: list[str], outlets: list[str]) -> None:
    assert listed(*args) == outlets


def test_a_person_sees_the_quote_and_how_many_more_there_are(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allegiance.cli.output.piped", lambda: False)
    shown = RUNNER.invoke(app, ["events", "--limit", "2"])
    assert "2022  ARM → RUS  accuse  asserted  1 origin in 1 article" in shown.output
    assert "“Armenia accused Russia of idleness.” Vague, 2022-06-06" in shown.output
    assert "2 of 3 events" in shown.output


def test_the_best_quote_is_one_that_says_what_the_event_is_on_its_own_word(here: Path) -> None:
    fresh = [
        told("cites", REPORTS[1][1].text, EventType.SANCTION, "KAZ", "RUS", date(2022, 6, 1), date(2022, 6, 5),
             confidence=0.95, attributions=(CITED,)),
        told("denies", REPORTS[1][1].text, EventType.SANCTION, "KAZ", "RUS", date(2022, 6, 1), date(2022, 6, 5),
             confidence=0.95, status=Status.HYPOTHETICAL),
    ]  # fmt: skip
    with Store("allegiance.duckdb") as opened:
        opened.add_articles([a for _, a in fresh])
        opened.add_coded("coder", [(a.id, [m], []) for m, a in fresh])
        pipeline.merge(opened, pipeline.Setup())
    assert listed("--type", "sanction", "--status", "asserted") == ["Long"]


def test_a_store_that_is_not_there_is_named_and_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command in (["events"], ["names"], ["problems"], ["stories"], ["review"], ["assess", "KAZ", "--ally", "RUS"]):
        assert "no such store" in str(RUNNER.invoke(app, command).exception)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", [["events"], ["stories"], ["assess", "KAZ", "--ally", "RUS"]])
def test_a_period_that_ends_before_it_begins_is_wrong_usage(here: Path, command: list[str]) -> None:
    done = RUNNER.invoke(app, [*command, "--since", "2022-06-01", "--until", "2022-05-01"])
    assert done.exit_code == 2


def test_a_state_is_no_ally_of_its_own(here: Path) -> None:
    assert RUNNER.invoke(app, ["assess", "KAZ", "--ally", "Kazakhstan"]).exit_code == 2


def test_an_id_that_nothing_has_is_told_for_mentions_and_events_alike(here: Path) -> None:
    assert "no single mention or event" in str(RUNNER.invoke(app, ["explain", "zz"]).exception)


def test_every_command_has_help() -> None:
    for command in _COMMANDS:
        assert RUNNER.invoke(app, [command, "--help"]).exit_code == 0
    assert RUNNER.invoke(app, ["nonsense"]).exit_code == 2


def test_a_list_needs_no_parser_and_no_web_server(here: Path) -> None:
    code = (
        "import sys; from allegiance.cli import app; app(['events', '--party', 'RUS'], standalone_mode=False); "
        "print(sorted({'spacy', 'onnxruntime', 'trafilatura', 'uvicorn', 'scipy'} & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_what_an_event_belongs_with_is_told_in_a_list_and_from_both_ends(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Kazakhstan would send no envoys to Armenia, Astana said."
    fresh = told("denial", text, EventType.AGREE, "KAZ", "ARM", status=Status.DENIED)
    with Store("allegiance.duckdb") as opened:
        opened.add_articles([fresh[1]])
        opened.add_coded("coder", [(fresh[1].id, [fresh[0]], [])])
        pipeline.merge(opened, pipeline.Setup())
        ids = {event.status: event.id for event in opened.records(Event) if event.type is EventType.AGREE}
        link = EventLink(first=ids[Status.DENIED], second=ids[Status.PLANNED], kind="denies", why="alike")
        events = opened.records(Event)
        opened.replace_events(events, links=[link])
    rows = [json.loads(line) for line in RUNNER.invoke(app, ["events", "--type", "agree"]).stdout.splitlines()]
    ends = {row["status"]: (row["links"][0]["how"], row["links"][0]["event"]) for row in rows}
    assert ends == {
        "denied": ("denies", ids[Status.PLANNED]),
        "planned": ("denied by", ids[Status.DENIED]),
    }
    monkeypatch.setattr("allegiance.cli.output.piped", lambda: False)
    shown = RUNNER.invoke(app, ["events", "--type", "agree", "--status", "planned"]).output
    assert "denied by: undated, published 2022-06-06  Agree: KAZ → ARM" in shown
    assert ids[Status.DENIED] in shown
    # the denial is told the same where it is the event and not the other end
    denied = RUNNER.invoke(app, ["events", "--status", "denied"]).output
    assert "undated, published 2022-06-06  KAZ → ARM  agree" in denied
    assert {row["status"]: row["date_reported"] for row in rows} == {"denied": False, "planned": True}


@pytest.mark.parametrize(
    ("args", "meant", "listed_"),
    [
        (["events", "--type", "SANCTON"], "did you mean SANCTION?", "AGREE, CONSULT"),
        (["events", "--status", "plannd"], "did you mean planned?", "asserted"),
        (["export", "out", "--format", "gefx"], "did you mean gexf?", "jsonl"),
        (["assess", "KAZ", "--ally", "RUS", "--format", "htm"], "did you mean html?", "json"),
    ],
)
def test_a_closed_list_names_its_values_and_the_nearest(here: Path, args: list[str], meant: str, listed_: str) -> None:
    done = RUNNER.invoke(app, args, env={"COLUMNS": "400"})
    assert done.exit_code == 2, done.output
    assert meant in done.output
    assert listed_ in done.output
    assert "Value error" not in done.output
    assert listed("--type", "sanction") == ["Long"]
