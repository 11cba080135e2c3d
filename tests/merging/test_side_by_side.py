from dataclasses import replace
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from making import report

from allegiance.errors import ModelError
from allegiance.merging import merge, shipped_reader
from allegiance.merging.comparing import PARTS, candidates, compare, probability
from allegiance.merging.happening import happening
from allegiance.merging.side_by_side import SideBySide, passage
from allegiance.records import EventType

RAID = {"kind": EventType.ASSAULT, "actors": ("RUS",), "recipients": ("UKR",)}


def reports() -> list:
    return [
        report("one", "Russian missiles hit the power grid of Odesa overnight, officials said.", "hit", **RAID),
        report(
            "two",
            "A Russian strike on Odesa left thousands without power on Monday.",
            "strike",
            outlet="Herald",
            **RAID,
        ),
        report(
            "three", "Russian shells struck a school in Nikopol, the governor said.", "struck", outlet="Sun", **RAID
        ),
    ]


def test_the_network_reads_the_sentence_with_its_trigger_marked_and_the_headline() -> None:
    reader = shipped_reader()
    assert reader is not None
    mention, article = report("one", "A headline\nRussian missiles hit Odesa. Officials said so.", "hit", **RAID)
    one = happening(mention, article)
    ids, marks = passage(one, reader.tokenizer)
    told = reader.tokenizer.decode([n for n, mark in zip(ids, marks, strict=True) if mark])
    assert told == "hit"
    assert len(ids) == len(marks)
    long = happening(*report("long", "word " * 400 + "hit " + "word " * 400, "hit", **RAID))
    ids, marks = passage(long, reader.tokenizer)
    assert len(ids) < 64
    assert sum(marks) == 1


def test_a_pair_reads_the_same_whatever_else_is_read() -> None:
    reader = shipped_reader()
    assert reader is not None
    seen = [happening(m, a) for m, a in reports()]
    first, second = np.array([0, 0, 1]), np.array([1, 2, 2])
    told = reader.log_odds(seen, first, second)
    assert told.shape == (3,)
    assert reader.log_odds(seen, first[:0], second[:0]).size == 0
    with resources.as_file(resources.files("allegiance.merging") / "data" / "pairs.zip") as path:
        alone = SideBySide(path)
    assert alone.log_odds(seen, first[1:2], second[1:2])[0] == told[1]


def test_what_was_read_is_a_part_of_the_decision() -> None:
    told = reports()
    articles = {a.id: a for _, a in told}
    mentions = [m for m, _ in told]
    read = merge(mentions, articles, reader=shipped_reader())
    parts = [dict(row.parts) for row in read.decisions]
    assert any("read together" in part for part in parts)
    assert {row.by for row in read.decisions} == {"merging/14"}
    unread = merge(mentions, articles)
    assert all("read together" not in dict(row.parts) for row in unread.decisions)
    assert {row.by for row in unread.decisions} <= {"merging/14 unread"}


def test_what_was_read_before_is_not_read_again() -> None:
    told = reports()
    articles = {a.id: a for _, a in told}
    mentions = [m for m, _ in told]
    reader = shipped_reader()
    assert reader is not None
    first = merge(mentions, articles, reader=reader)
    assert first.readings
    assert {row.made_by for row in first.readings} == {reader.made_by}
    # told otherwise than the network would, so that a second look would show
    turned = [replace(row, log_odds=-row.log_odds) for row in first.readings]
    again = merge(mentions, articles, reader=reader, readings=turned)
    assert again.readings == turned


def test_reading_moves_the_probability_its_way() -> None:
    seen = [happening(m, a) for m, a in reports()]
    pairs = compare(seen, *candidates(seen))
    before = probability(pairs).copy()
    pairs.parts[:, PARTS.index("read together")] = 2.0
    assert (probability(pairs) > before).all()
    pairs.parts[:, PARTS.index("read together")] = -2.0
    assert (probability(pairs) < before).all()


def test_a_file_that_holds_no_network_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "pairs.zip"
    path.write_bytes(b"no archive")
    with pytest.raises(ModelError, match=r"pairs\.zip is no weights file"):
        SideBySide(path)
