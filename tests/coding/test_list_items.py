"""Lists of hundreds of items are read in time."""

import re
from types import SimpleNamespace
from typing import Any, cast

from allegiance.coding.entities import Parsed
from allegiance.coding.list_items import parties_of_others


class Counted(list[Any]):
    """Counts how often it is gone through."""

    rounds = 0

    def __iter__(self) -> Any:
        self.rounds += 1
        return super().__iter__()


def test_labels_of_a_list_are_sought_once_a_sentence_and_not_for_each_line() -> None:
    text = "Chad: met Togo.\nMali: met Peru.\n" * 50
    named = [
        SimpleNamespace(id=m.group(), start=m.start(), end=m.end(), role="state", via="name")
        for m in re.finditer("Chad|Togo|Mali|Peru", text)
    ]
    sentences = Counted([named])
    article = SimpleNamespace(text=text, by_sentence=sentences)
    item = Parsed(SimpleNamespace(start=0, end=15), None)  # type: ignore[arg-type]
    item.article = cast("Any", article)
    assert parties_of_others(item) == {"Mali", "Peru"}
    assert sentences.rounds < 5
