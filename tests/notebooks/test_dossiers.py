"""The table of key judgements in the docs can be made anew in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from allegiance.actors import Gazetteer
from allegiance.assessments import assess
from benchmarks.dossiers import BEGIN, END, put, row


def test_the_table_goes_between_its_marks() -> None:
    begin = BEGIN.format("")
    page = f"before\n{begin}\nold\n{END}\nafter"
    assert put(page, "| new |") == f"before\n{begin}\n\n| new |\n\n{END}\nafter"
    with pytest.raises(SystemExit):
        put("a page without them", "| new |")


def test_the_docs_have_a_place_for_it() -> None:
    page = Path(__file__).parents[2] / "docs" / "assessments.md"
    assert "| new |" in put(page.read_text("utf-8"), "| new |")


def test_an_answer_without_evidence_is_a_row() -> None:
    found = assess(state="KAZ", ally="RUS", events=[], gazetteer=Gazetteer.load())
    assert (
        row("Kazakhstan", "Russia", found)
        == "| Kazakhstan from Russia | not enough evidence | – | – | – | – | low | – |  |"
    )
