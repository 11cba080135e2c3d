"""A user's own cues, in the folder of --codebook. All texts are invented."""

from datetime import date
from pathlib import Path

import pytest

from allegiance import pipeline
from allegiance.errors import DataError
from allegiance.records import Article, EventType

HEADER = "type,kind,lemma,prep,object,direction,mode,status,weight,note"


def types(text: str, setup: pipeline.Setup) -> list[EventType]:
    article = Article(id=text, text=text, language="en", published=date(2022, 4, 5))
    return [mention.type for mention in pipeline.coder(setup).code(article).mentions]


def test_a_users_cue_is_read_where_the_network_reads_nothing(tmp_path: Path) -> None:
    text = "France hosted Germany to a friendly on Friday. Austria resembles Hungary."
    (tmp_path / "cues.csv").write_text(f"{HEADER}\nSUPPORT,verb,resemble,,,,,,0.9,likeness\n")
    assert EventType.SUPPORT not in types(text, pipeline.Setup())
    assert EventType.SUPPORT in types(text, pipeline.Setup(codebook=tmp_path))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (f"{HEADER}\nSING,verb,serenade,,,,,,0.9,\n", "line 2"),
        ("type,lemma\n", "first line must be"),
        ("", "first line"),
    ],
)
def test_a_wrong_table_is_named(tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "cues.csv").write_text(content)
    with pytest.raises(DataError, match=words):
        types("France left.", pipeline.Setup(codebook=tmp_path))
