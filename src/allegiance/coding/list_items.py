"""Items of a list: what is told in one is not told of the parties of the items before it."""

from __future__ import annotations

import re

from allegiance.coding.entities import Parsed

_MARK = re.compile(r"[ \t]*(?:[-–—•*▪◦‣·●][ \t]*|\(?\d{1,2}[.)][ \t]+)(?=[\w\"“‘(])")
_LABEL = re.compile(r"[ \t]*[A-Z][\w .’'-]{2,40}:[ \t]")


def parties_of_others(item: Parsed) -> frozenset[str]:
    """Return the parties that only other items of a sentence's list name; none outside lists.

    A description in the item itself ("the army") is led back to them by mistake; a pronoun may go on with the item before.
    """
    return item.once("of other items", lambda: _of_others(item))


def _of_others(item: Parsed) -> frozenset[str]:
    if item.article is None:
        return frozenset()
    text = item.article.text
    start = text.rfind("\n", 0, item.sentence.start + 1) + 1
    pattern = next((p for p in (_MARK, _LABEL) if _opens(item, p, start)), None)
    if pattern is None:
        return frozenset()
    first, end, last = _edges(item, pattern, start)
    known = [entity for found in item.article.by_sentence for entity in found]
    others = {entity.id for entity in known if first <= entity.start < start or end <= entity.start < last}
    own = {
        entity.id
        for entity in known
        if entity.start < first or last <= entity.start or (start <= entity.start < end and entity.via != "description")
    }
    return frozenset(others - own)


def _edges(item: Parsed, pattern: re.Pattern[str], start: int) -> tuple[int, int, int]:
    """Return where the list begins that a line stands in, where the line's item ends, and where the list does."""
    assert item.article is not None
    text = item.article.text
    first = place = start
    while place > 0:
        before = text.rfind("\n", 0, place - 1) + 1
        line = text[before : place - 1]
        if _opens(item, pattern, before):
            first = before
        elif line.strip() and not line[0].isspace():
            break
        place = before
    end, last = 0, len(text)
    place = _after(text, start)
    while place < len(text):
        after = _after(text, place)
        line = text[place:after]
        if _opens(item, pattern, place):
            end = end or place
        elif line.strip() and not line[0].isspace():
            last = place
            break
        place = after
    return first, end or last, last


def _after(text: str, place: int) -> int:
    """Return where the next line begins."""
    found = text.find("\n", place)
    return len(text) if found < 0 else found + 1


def _opens(item: Parsed, pattern: re.Pattern[str], place: int) -> bool:
    """Tell whether a line opens an item of a list."""
    assert item.article is not None
    return bool(pattern.match(item.article.text, place)) and (pattern is _MARK or _state_at(item, place))


def _state_at(item: Parsed, place: int) -> bool:
    """Tell whether a line begins with a state and a colon: names of speakers open lines, too."""
    labels = item.once("states with a colon", lambda: _labels(item))
    return any(place + more in labels for more in range(3))


def _labels(item: Parsed) -> frozenset[int]:
    """Return where the article has a state with a colon behind it."""
    assert item.article is not None
    text = item.article.text
    return frozenset(
        entity.start
        for found in item.article.by_sentence
        for entity in found
        if entity.role == "state" and text[entity.end : entity.end + 1] == ":"
    )
