"""Finds the records in a JSON value, however an export folds them, and saves what a broken file still holds."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from allegiance.articles.fields import Finder

_BETWEEN = re.compile(r"\s*,?\s*")
_WRAPPERS = (
    "articles", "items", "results", "data", "docs", "documents", "hits", "entries", "stories", "posts", "news", "value",
    "records", "rows", "objects", "response", "@graph",
)  # fmt: skip


def records(found: object, finder: Finder, depth: int = 0) -> list[object] | None:
    """Return the records in a JSON value; None when it holds none that are known."""
    if isinstance(found, list):
        return found
    if not isinstance(found, dict):
        return None
    if (frame := _of_frame(found, finder)) is not None:
        return frame
    for name in _WRAPPERS:
        inner = found.get(name)
        if isinstance(inner, list) and (not inner or any(isinstance(item, dict) for item in inner)):
            return inner
        if isinstance(inner, dict) and depth < 3 and (within := records(inner, finder, depth + 1)) is not None:
            return within
    return [found] if finder.has_text(found) else None


def opened(record: dict[str, object]) -> Mapping[str, object]:
    """Search engines put the record itself under ``_source``, the Guardian its text under ``fields``."""
    for name in ("_source", "article", "fields"):
        inner = record.get(name)
        if isinstance(inner, dict):
            return {**record, **inner}
    thread = record.get("thread")
    return {**thread, **record} if isinstance(thread, dict) else record


def saved(text: str) -> list[object]:
    """Return the whole records of a list in a JSON text that is cut off or broken further on.

    >>> saved('{"articles": [{"title": "A"}, {"title": "B"}, {"tit')
    [{'title': 'A'}, {'title': 'B'}]
    """
    start = re.search(r"\[\s*(?=\{)", text)
    return _in_a_row(text, start.end())[0] if start else []


def written_on(text: str) -> list[object] | None:
    """Return the records of a JSON text that holds one after the other, without a list around them; None for any other.

    >>> written_on('{"title": "A"}{"title": "B"}'), written_on('{"title": "A"')
    ([{'title': 'A'}, {'title': 'B'}], None)
    """
    kept, end = _in_a_row(text, len(text) - len(text.lstrip()))
    return kept if kept and not text[end:].strip() else None


def _in_a_row(text: str, at: int) -> tuple[list[object], int]:
    """Return the objects that stand from a place on, and where the last of them ends."""
    decoder, kept, end = json.JSONDecoder(), [], at
    while text.startswith("{", at):
        try:
            record, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        kept.append(record)
        between = _BETWEEN.match(text, end)
        at = between.end() if between else end
    return kept, end


def _of_frame(found: dict[str, object], finder: Finder) -> list[object] | None:
    """Return the rows of a data frame as pandas writes it: split, by column or by row; None for anything else."""
    columns, data = found.get("columns"), found.get("data")
    if isinstance(columns, list) and isinstance(data, list) and all(isinstance(row, list) for row in data):
        return [dict(zip(map(str, columns), row, strict=False)) for row in data]
    inner = [value for value in found.values() if isinstance(value, dict) and value]
    if not inner or len(inner) < len(found):
        return None
    if finder.has_text(found) and all(set(value) == set(inner[0]) and all(map(str.isdigit, value)) for value in inner):
        return [{name: value[key] for name, value in found.items() if isinstance(value, dict)} for key in inner[0]]
    return list(inner) if all(map(str.isdigit, found)) and finder.has_text(inner[0]) else None
