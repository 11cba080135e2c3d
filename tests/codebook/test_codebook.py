"""The codebook loads, takes a user's folder over its own, and finds contexts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.codebook import Codebook
from allegiance.errors import DataError
from allegiance.records import EventType, Quad

BOOK = Codebook.load()


def test_every_type_is_there_in_order_with_definition_boundary_and_cues():
    assert list(BOOK.types) == list(EventType)
    for entry in BOOK.types.values():
        assert entry.definition.endswith(".")
        assert len(entry.boundary) >= 3
        assert len(entry.cue_words) >= 8


@pytest.mark.parametrize(
    ("quad", "types"),
    [
        (Quad.VERBAL_COOPERATION, "AGREE CONSULT SUPPORT CONCEDE"),
        (Quad.MATERIAL_COOPERATION, "COOPERATE AID RETREAT"),
        (Quad.VERBAL_CONFLICT, "REQUEST ACCUSE REJECT THREATEN VOTE"),
        (Quad.MATERIAL_CONFLICT, "PROTEST SANCTION MOBILIZE COERCE ASSAULT"),
    ],
)
def test_quads_are_plovers(quad, types):
    assert [entry.name for entry in BOOK.types.values() if entry.quad is quad] == types.split()


def test_severity_orders_words_below_steps_below_arms():
    severity = {name: entry.severity for name, entry in BOOK.types.items()}
    assert severity["CONSULT"] < severity["ACCUSE"] < severity["SANCTION"] < severity["COERCE"] < severity["ASSAULT"]
    assault = BOOK.types[EventType.ASSAULT]
    assert assault.severity_of("massacre") == 1
    assert assault.severity_of(None) == assault.severity_of("no such mode") == assault.severity


def test_votes_have_the_four_modes():
    assert list(BOOK.types[EventType.VOTE].modes) == ["for", "against", "abstain", "absent"]


@pytest.mark.parametrize(
    ("window", "contexts"),
    [
        ("cut gas supplies through the pipeline", {"energy"}),
        ("The Ambassador protested to the foreign ministry", {"diplomatic"}),
        ("Hackers broke into the ministry", {"cyber"}),
        (["recall", "ambassador", "over", "tariff"], {"diplomatic", "economic"}),
        ("the army's same-sex rule and oil-rich dunes", {"military", "gender_sexuality", "energy"}),
        ("an oilcloth, and a gasket", set()),
        ("", set()),
    ],
)
def test_contexts_of(window, contexts):
    assert set(BOOK.contexts_of(window)) == contexts


def test_contexts_come_in_the_codebooks_order():
    assert BOOK.contexts_of("tariffs; missiles") == ("military", "economic")


@given(st.text())
def test_contexts_of_any_text_are_known_and_not_repeated(window):
    found = BOOK.contexts_of(window)
    assert len(set(found)) == len(found)
    assert set(found) <= set(BOOK.contexts)


def test_every_cue_is_found_in_its_own_context():
    for context in BOOK.contexts.values():
        for cue in context.cues:
            assert context.name in BOOK.contexts_of(cue.replace("*", "")), (context.name, cue)


def test_a_users_folder_goes_over_ours(tmp_path: Path):
    (tmp_path / "types").mkdir()
    (tmp_path / "types" / "ACCUSE.toml").write_text(
        'severity = 0.1\n[modes.allege]\ndefinition = "Says so."\nseverity = 0.9\n'
        '[modes.mock]\ndefinition = "Laughs."\nseverity = 0.2\n'
    )
    (tmp_path / "contexts.toml").write_text('[fishery]\ndefinition = "Fish."\ncues = ["cod war"]\n')
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "ACCUSE.csv").write_text(
        "text,trigger,actor,recipient,type,mode,status,hedged,kind,note\n"
        "Reykjavik mocked London.,mocked,Reykjavik,London,ACCUSE,mock,asserted,false,hit,own mode\n"
    )
    book = Codebook.load(tmp_path)
    ours, theirs = BOOK.types[EventType.ACCUSE], book.types[EventType.ACCUSE]
    assert theirs.definition == ours.definition
    assert theirs.severity == 0.1
    assert [theirs.severity_of(mode) for mode in ("disapprove", "allege", "mock")] == [0.3, 0.9, 0.2]
    assert book.contexts_of("a new cod war") == ("fishery",)
    assert [row.mode for row in book.examples("ACCUSE")][-1] == "mock"
    assert len(book.examples("ACCUSE")) == len(BOOK.examples("ACCUSE")) + 1
    assert book.types[EventType.REJECT] == BOOK.types[EventType.REJECT]


def test_a_missing_folder_is_named(tmp_path: Path):
    with pytest.raises(DataError, match="nowhere"):
        Codebook.load(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("types/ACCUSE.toml", "severity = \n", r"ACCUSE\.toml.*line 1"),
        ("types/ACCUSE.toml", "severity = 2", r"ACCUSE\.toml: severity"),
        ("types/ACCUSE.toml", "severity = true", r"ACCUSE\.toml: severity"),
        ("types/ACCUSE.toml", "weight = 1", r"ACCUSE\.toml: unknown key 'weight'"),
        ("types/ACCUSE.toml", 'quad = "verbal"', r"ACCUSE\.toml: quad 'verbal'"),
        ("types/ACCUSE.toml", 'name = "REJECT"', r"ACCUSE\.toml: key 'name'"),
        ("types/ACCUSE.toml", "definition = ''", r"ACCUSE\.toml: definition"),
        ("types/ACCUSE.toml", "boundary = [1]", r"ACCUSE\.toml: boundary"),
        ("types/ACCUSE.toml", "[modes.mock]\nseverity = 0.2", r"ACCUSE\.toml: modes\.mock\.definition"),
        ("types/ACCUSE.toml", "modes = 1", r"ACCUSE\.toml: modes"),
        ("types/YIELD.toml", 'name = "YIELD"', r"YIELD\.toml"),
        ("contexts.toml", "fish = 1", r"contexts\.toml: fish"),
        ("contexts.toml", '[fish]\ncues = ["cod"]', r"contexts\.toml: fish\.definition"),
        ("contexts.toml", '[fish]\ndefinition = "F."\ncues = ["Cod"]', r"contexts\.toml: fish\.cues: 'Cod'"),
        ("contexts.toml", '[fish]\ndefinition = "F."\ncues = ["*"]', r"contexts\.toml: fish\.cues"),
        ("contexts.toml", "x = " + "[" * 9000, r"contexts\.toml: nested"),
        ("contexts.toml", b"\xff", r"contexts\.toml: not UTF-8"),
    ],
)
def test_a_wrong_edit_is_named(tmp_path: Path, file, content, says):
    path = tmp_path / file
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DataError, match=says):
        Codebook.load(tmp_path)
