"""Counts of votes as texts write them: "141 to 5 with 35 abstentions", "141-5-35", "93 in favour, 24 against"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen"
        " eighteen nineteen twenty".split()
    )
}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_UNIT = "|".join(list(_WORDS)[1:10])
_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:-(?:{_UNIT}))?|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
NUMBER = rf"(?:\d{{1,3}}|(?:a|one) hundred(?:(?: and)? {_SMALL})?|{_SMALL})"
_N = rf"(?:{NUMBER}|none|no)"
_WHO = r"(?: (?:votes?|countries|states|nations|members|member states|council members|delegations))?"
_ABSTAIN = rf"(?:[,;]? ?(?:with|and|while)? ?(?P<abstain>{_N})(?: \w+)? (?:abstentions?|abstain\w*|abstained))?"
_PATTERNS = [
    re.compile(
        rf"\b(?P<yes>{_N}){_WHO} ?(?:to|-|–|against) ?(?P<no>{_N})(?: votes| against)?{_ABSTAIN}(?![-\d])",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?P<yes>\d{1,3})-(?P<no>\d{1,3})-(?P<abstain>\d{1,3})\b"),
    re.compile(
        rf"\b(?P<yes>{_N}){_WHO} ?(?:voted |voting |were |was |cast )?(?:in favou?r|for|backed"
        rf"|supported|approved)\b[^.]{{0,110}}?"
        rf"\b(?P<no>{_N}){_WHO} ?(?:were |was |voted |voting |cast )?against{_ABSTAIN}",
        re.IGNORECASE,
    ),
]
_VOTE = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|resolution|abstain\w*|abstention\w*|in favou?r|ballot|demanded|adopted"
    r"|backed|passed|rejected|approved|draft|tally)\b|\(\d{1,3}-\d{1,3}-\d{1,3}\)"
)
_UNANIMOUS = re.compile(r"\bunanimous(?:ly)?\b")


@dataclass(frozen=True, slots=True)
class Tally:
    """A count of votes in a sentence; ``abstain`` is None when it isn't told."""

    yes: int
    no: int
    abstain: int | None
    start: int
    end: int

    def agrees(self, known: tuple[int, int, int]) -> bool:
        """Whether the count is that of a record."""
        return (self.yes, self.no) == known[:2] and (self.abstain is None or self.abstain == known[2])

    def __str__(self) -> str:
        told = "" if self.abstain is None else f", {self.abstain} abstaining"
        return f"{self.yes} for, {self.no} against{told}"


def number(words: str) -> int | None:
    """Return the number that words stand for.

    >>> number("thirty-five"), number("A hundred"), number("one hundred and forty-one"), number("none")
    (35, 100, 141, 0)
    """
    words = words.lower()
    if words.isdigit():
        return int(words)
    if words in ("none", "no"):
        return 0
    hundred = re.match(r"(?:a|one) hundred(?: and)? ?", words)
    if hundred:
        return 100 + (number(words[hundred.end() :]) or 0)
    tens, _, unit = words.partition("-")
    if tens in _TENS:
        return _TENS[tens] + _WORDS.get(unit, 0)
    return _WORDS.get(words)


def tallies(text: str) -> list[Tally]:
    """Return the counts of votes in a sentence that speaks of a vote.

    >>> [str(t) for t in tallies("adopted by 141 votes to five, with 35 abstentions")]
    ['141 for, 5 against, 35 abstaining']
    """
    if not _VOTE.search(text):
        return []
    found: list[Tally] = []
    for pattern in _PATTERNS[::-1]:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            yes, no = number(parts["yes"]), number(parts["no"])
            abstain = number(parts["abstain"]) if parts.get("abstain") else None
            if yes is None or no is None or yes + no < 5:
                continue
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            found.append(Tally(yes, no, abstain, match.start(), match.end()))
    return sorted(found, key=lambda tally: tally.start)


def unanimous(text: str) -> re.Match[str] | None:
    """Return where a sentence calls a vote unanimous."""
    return _UNANIMOUS.search(text)
