"""Reading one text up to a word of it: what tests of the later steps of coding begin with."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from allegiance.actors import Gazetteer
from allegiance.coding import load_parser
from allegiance.coding.entities import Parsed
from allegiance.coding.reader import Read, read_many
from allegiance.records import Article

ReadAt = Callable[..., tuple[Read, Parsed, int]]
"""From a text and a word to the text read, the parsed sentence of the word and the word's place in it."""


@pytest.fixture(scope="session")
def names() -> Gazetteer:
    """Return the gazetteer."""
    return Gazetteer.load()


@pytest.fixture(scope="session")
def read_at(names: Gazetteer) -> ReadAt:
    """Return a function that reads a text, with the network or without, and finds a word in it."""
    nlp = load_parser()

    def read(text: str, word: str, *, model: Any = None) -> tuple[Read, Parsed, int]:
        article = Article(id=text, text=text, language="en", published=date(2023, 2, 6))
        (found,) = read_many([article], names=names, nlp=nlp, model=model)
        place = text.index(word)
        item = next(p for p in found.parsed if p.sentence.start <= place < p.sentence.end)
        return found, item, next(t.i for t in item.doc if item.place(t) == place)

    return read
