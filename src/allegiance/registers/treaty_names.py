"""Where a sentence names a treaty on record: by its name, or by what it is and its two parties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from allegiance.registers.lines import Line
from allegiance.registers.rows import Treaty

# What treaties of two parties are called; of some kinds two states sign many, so that no day told of one can be wrong.
_CALLED = {
    r"peace treaty": True,
    r"mutual defen[cs]e treaty": True,
    r"treaty on good-neighbou?rliness and alliance": True,
    r"(?:association|reciprocal access|security) agreement": False,
    r"treaty on allied relations": False,
}
_PARTY = r"(?:the )?\{[SO]\d+\}"
_WHAT = "(?P<what>(?i:" + "|".join(_CALLED) + "))"
_BY_PARTIES = [
    re.compile(rf"{_WHAT}(?P<two> (?:between|of) (?P<a>{_PARTY}) and (?P<b>{_PARTY}))(?!'s)"),
    re.compile(rf"(?P<a>{_PARTY})'s? (?:\w+ ){{0,2}}{_WHAT}(?P<two> with (?P<b>{_PARTY}))(?!'s)"),
    re.compile(
        rf"(?P<a>{_PARTY}) and (?P<b>{_PARTY}) (?:has |have |had )?signed (?:an? |the |their )"
        rf"(?:\w+ )?{_WHAT}(?P<two>)"
    ),
    re.compile(rf"(?P<a>\{{[SDO]\d+\}})(?:-|–)(?P<b>\{{[SDO]\d+\}}) {_WHAT}(?P<two>)"),
]


@dataclass(frozen=True, slots=True)
class Told:
    """A treaty named at a span of a line's plain text; ``sure`` unless others of that kind may be meant."""

    treaty: Treaty
    start: int
    end: int
    sure: bool = True


def told_treaties(line: Line, treaties: tuple[Treaty, ...]) -> Iterator[Told]:
    """Yield the treaties that a sentence names."""
    pattern, known = _names(treaties)
    by_name = [Told(known[match.group()], match.start(), match.end()) for match in pattern.finditer(line.text)]
    yield from by_name
    for found in _BY_PARTIES:
        for match in found.finditer(line.masked):
            first, last = (offset - line.start for offset in line.span(match.start("what"), match.end("two")))
            if any(told.start < last and first < told.end for told in by_name):
                continue
            [a], [b] = line.ids(match["a"], "SDO"), line.ids(match["b"], "SDO")
            called = next(words for words in _CALLED if re.fullmatch(words, match["what"], re.IGNORECASE))
            fitting = [
                treaty
                for treaty in treaties
                if set(treaty.parties) == {a, b} and re.search(called, treaty.name, re.IGNORECASE)
            ]
            if len(fitting) == 1:
                yield Told(fitting[0], first, last, _CALLED[called])


@lru_cache(maxsize=4)
def _names(treaties: tuple[Treaty, ...]) -> tuple[re.Pattern[str], Mapping[str, Treaty]]:
    known = {name: treaty for treaty in treaties for name in (treaty.name, *treaty.aliases)}
    ordered = sorted(known, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(name) for name in ordered) + r")\b"), known
