"""A graphic of a page: a custom element with its data, a heading, one sentence, and the same numbers as a table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from allegiance.percentages import unbroken
from allegiance.views.text import upright


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell that leads somewhere."""

    text: str
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Graphic:
    """What a page draws.

    Attributes:
        id: Its id on the page.
        element: Name of the custom element.
        heading: What it is about.
        says: One sentence that says what it shows and how to read it.
        data: What the element draws; plain values only.
        columns: Headings of the table twin; those of numbers begin with ``#``.
        rows: Its rows.
        note: A caveat to stand beneath, if any.
    """

    id: str
    element: str
    heading: str
    says: str
    data: Mapping[str, Any]
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell | str]]
    note: str = ""
    empty: str = field(default="There is nothing to draw.")


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a graphic's data")


def embedded(data: object) -> Markup:
    r"""Return data as JSON that may stand in a script element, whatever it holds.

    >>> embedded({"title": "</script><script>"})
    Markup('{"title":"\\u003c/script\\u003e\\u003cscript\\u003e"}')
    """
    text = unbroken(str(upright(json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=_plain))))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)


def body(rows: Iterable[Sequence[Cell | str]], columns: Sequence[str]) -> Markup:
    r"""Return the rows of a table, whose first cells head them; a template takes several times as long for a large one.

    >>> body([(Cell("1 < 2", "/a"), "2")], ("One", "#Two"))
    Markup('<tr><th scope="row"><a href="/a"><bdi>1 &lt; 2</bdi></a></th><td class="n"><bdi>2</bdi></td></tr>\n')
    """
    opened = ['<td class="n">' if column.startswith("#") else "<td>" for column in columns[1:]]
    told = []
    for first, *rest in rows:
        cells = "".join([f"{before}{_cell(value)}</td>" for before, value in zip(opened, rest, strict=False)])
        told.append(f'<tr><th scope="row">{_cell(first)}</th>{cells}</tr>\n')
    return Markup(unbroken(str(upright("".join(told)))))


def _cell(value: Cell | str) -> str:
    if isinstance(value, str):
        return f"<bdi>{escape(value)}</bdi>"
    text = f"<bdi>{escape(value.text)}</bdi>"
    return f'<a href="{escape(value.href)}">{text}</a>' if value.href else text
