"""Finds what stands at the head of a plain text: a block of facts, front matter, a headline, a line with the date."""

from __future__ import annotations

import re
from datetime import date

from allegiance.articles.dates import parse_day
from allegiance.articles.furniture import furniture

_HEADER_LINE = re.compile(
    r"(title|date|outlet|language|translated from|url|id|note|headline|source|publisher|publication|published|author|byline|"
    r"link|lang|section|tags):[ \t]*([^\n]*)$",
    re.IGNORECASE,
)
_OURS = frozenset(("title", "date", "outlet", "language", "translated from", "url", "id", "note"))
_HEADER_NAMES = {"url": "address", "date": "published", "id": "given_id", "translated from": "translated_from"}
# Static site generators, note takers and web clippers put facts between two lines of --- (YAML) or +++ (TOML).
_FRONT = re.compile(r"\s*(---|\+\+\+)[ \t]*\n((?:.*\n){1,60}?)\1[ \t]*(?:\n|$)")
_FACT = re.compile(r"([A-Za-z][\w -]{0,30}?)[ \t]*[:=][ \t]*(\S.*)$")
_CLOCK = r"(?:\d{1,2}[:.]\d\d(?::\d\d)?(?: ?[apAP]\.?[mM]\.?)?(?: \(?(?:[A-Z]{2,4}|[+-]\d\d:?\d\d)\)?)?)"
_DATE = (
    r"(?:\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th)?\.? [A-Z][a-z]{2,8}\.?,? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? "
    r"\d{4}|\d{1,2}\.\d{1,2}\.\d{4})"
)
_DAY_LINE = re.compile(
    r"(?:By [^,.\d]{3,50}[,|·•–—-]\s*)?(?:(?i:first published|published|posted|updated|date|on)(?: on| at)?[: ]\s*)?"
    rf"(?:{_CLOCK},? )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?P<day>{_DATE})"
    rf"(?:[ T,|·•–—-]+(?:at )?{_CLOCK})?\.?$"
)
_LINES = 8
"""Lines, empty ones left out, among which the date of a text stands."""


def facts(text: str) -> tuple[dict[str, str], str]:
    """Split a text with a header block or front matter into its facts and the rest; without one, all is the rest."""
    if front := _FRONT.match(text):
        found = {
            line[1].strip(): line[2].strip().strip("\"'") for line in map(_FACT.match, front[2].split("\n")) if line
        }
        if found:
            return found, text[front.end() :]
    block, blank, body = text.lstrip("\n").partition("\n\n")
    named: dict[str, str] = {}
    lines = block.split("\n")
    for line in lines:
        match = _HEADER_LINE.match(line.strip())
        # "Source: ..." alone may be the first words of a text.
        if not match or (len(lines) == 1 and match[1].lower() not in _OURS):
            return {}, text
        name = match[1].lower()
        named[_HEADER_NAMES.get(name, name)] = match[2].strip()
    # One "Date: ..." line alone may be a text's own first words; with nothing after it there is no text.
    return (named, body) if blank and body.strip() else ({}, text)


def headline(text: str) -> str:
    """Return the first line if it looks like a headline: short, no full stop, apart from what follows."""
    first, _, rest = text.lstrip("\n").partition("\n")
    line = first.strip().lstrip("#").strip()
    if not rest.strip() or not len(line.split()) >= 3 or len(line) > 200 or line.endswith((".", ":", ";", ",")):
        return ""
    if len(line) > 120 and not first.startswith("#") and rest.strip("\n") == rest:
        return ""
    spans = furniture(first + "\n\n" + "x")
    return "" if any(end - start > 0.3 * len(first) for start, end in spans) else line


def day_in_head(text: str) -> date | None:
    r"""Return the day that a line near the head of a text is, as saved pages and copied texts have it.

    >>> day_in_head("Envoy recalled\n\nPublished: Tuesday, 5 April 2022, 10:15 GMT\n\nThe envoy left.")
    datetime.date(2022, 4, 5)
    """
    lines = [line.strip() for line in text[:2000].split("\n") if line.strip()]
    for line in lines[:_LINES]:
        if len(line) <= 120 and (found := _DAY_LINE.match(line)):
            return parse_day(found["day"])
    return None
