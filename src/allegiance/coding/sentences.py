"""Cutting an article into sentences, and choosing those that may hold an event.

Sentences are cut before parsing, so that only the promising ones are parsed.  Spans index ``Article.text``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from allegiance.records import Span

MAX_SENTENCE = 1200
"""Longest run of characters parsed as one sentence; longer ones are cut at the last space before it."""

_END = re.compile(r"[.!?…]+[\"”’»')\]]*(?=\s)|\n+")
_OPENS = re.compile(r"\s*[\"“‘«'(\[–—-]*\s*[A-Z0-9À-ÞА-Я]")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Sen|Rep|Gov|Rev|St|Jr|Sr|Prof|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?"
    r"|Oct|Nov|Dec|Adm|Maj|Capt|Brig|Amb|Hon|approx|Inc|Ltd|Co|Corp)|(?:\b[A-Z]\.)*\b[A-Z])\.$"
)
_COUNTRY_ABBREVIATION = re.compile(r"\b(?:U\.S|U\.N|U\.K|E\.U|D\.C|U\.S\.A)\.$")
_CLOCK = re.compile(
    r"^[ \t]*(?:[01]?\d|2[0-3])[:h][0-5]\d(?: ?(?:[ap]\.?m\.?|GMT|UTC|BST|CES?T|EES?T|E[SD]?T|MSK))?[ \t]*[|–—-]?[ \t]+"
    r"(?=[\"“‘]?[A-ZÀ-ÞА-Я])",
    re.MULTILINE,
)
"""The hour over an entry of a live report, which is no part of its first sentence."""
_STAR = re.compile(r"(?<=[\w.”’\"])\*")
_REFERENCE = re.compile(
    r"\b(?:he|she|it|they|we|his|her|its|their|our|us|him|them|both|country|government|ministry|president|minister"
    r"|leaders?|sides?|countries|neighbou?rs?|alliance|bloc|kingdom|republic|nation|regime|army|forces|troops|i)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article: its place in the order, its span, whether it is the article's first line."""

    number: int
    start: int
    end: int
    headline: bool = False


_WIDEST = 100
"""Lines longer than this were not broken to fit a width."""

_FEW_LINES = 4

_FULL = 0.9
"""A line that the next word would have filled to this share of the width was broken for want of room."""


def unwrapped(text: str) -> str:
    """Return a text whose lines were broken at a fixed width with spaces in place of these breaks, so that offsets hold.

    Ends of paragraphs (a blank or indented line follows) and short lines, such as headings, are kept.
    """
    lines = text.split("\n")
    width = max(map(len, lines))
    if len(lines) < _FEW_LINES or width > _WIDEST:
        return text
    broken = [(one, two) for one, two in pairwise(lines) if one.strip() and two[:1].strip()]
    if 2 * sum(two[0].islower() for _, two in broken) < max(_FEW_LINES, len(broken)):
        return text
    out = [lines[0]]
    for one, two in pairwise(lines):
        inside = one.strip() and two[:1].strip()
        full = inside and len(one) + 1 + len(two.split()[0]) > _FULL * width
        out += [" " if inside and (full or two[0].islower()) else "\n", two]
    return "".join(out)


def blanked(text: str, skip: Iterable[Span]) -> str:
    """Return the text with furniture, footnote stars, hours of entries and breaks of lines at a fixed width blanked out.

    Spaces take their place, so that offsets hold.

    >>> blanked("War* in Ukraine", [(8, 15)])
    'War  in        '
    """
    chars = list(_CLOCK.sub(lambda hour: " " * len(hour.group()), _STAR.sub(" ", unwrapped(text))))
    for start, end in skip:
        for place in range(max(0, start), min(end, len(chars))):
            if chars[place] != "\n":
                chars[place] = " "
    return "".join(chars)


def sentences(text: str) -> list[Sentence]:
    """Cut text into sentences at line ends and at closing marks that a new beginning follows.

    >>> [text_[s.start:s.end] for text_ in ["Mr. Smith came. He left the U.S. on Monday."] for s in sentences(text_)]
    ['Mr. Smith came.', 'He left the U.S. on Monday.']
    """
    found: list[Sentence] = []
    start = 0
    first_line = len(text) if "\n" not in text.strip() else len(text) - len(text.lstrip()) + text.lstrip().index("\n")

    def add(stop: int) -> None:
        begin = start
        while begin < stop and text[begin].isspace():
            begin += 1
        while stop > begin and text[stop - 1].isspace():
            stop -= 1
        while stop - begin > MAX_SENTENCE:
            cut = text.rfind(" ", begin + MAX_SENTENCE // 2, begin + MAX_SENTENCE)
            cut = cut if cut > begin else begin + MAX_SENTENCE
            found.append(Sentence(len(found), begin, cut))
            begin = cut
        if stop - begin >= 3:
            headline = stop <= first_line < len(text) and first_line < 220
            found.append(Sentence(len(found), begin, stop, headline))

    for match in _END.finditer(text):
        if "\n" in match.group():
            add(match.start())
            start = match.end()
            continue
        before = text[max(0, match.start() - 12) : match.start() + 1]
        if match.group().startswith(".") and _ABBREVIATION.search(before):
            following = re.match(r"\s*(\w+)", text[match.end() : match.end() + 30])
            sentence_word = following is not None and following.group(1) in _STARTERS
            if not (_COUNTRY_ABBREVIATION.search(before) and sentence_word):
                continue
        if not _OPENS.match(text, match.end()):
            continue
        add(match.end())
        start = match.end()
    add(len(text))
    return found


_STARTERS = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "He",
        "She",
        "It",
        "They",
        "But",
        "And",
        "This",
        "That",
        "These",
        "His",
        "Its",
        "Their",
        "We",
        "I",
        "At",
        "For",
        "After",
        "As",
    ]
)


_TITLED = re.compile(r"\b[A-Z][a-z’']+(?:-[A-Za-z]+)*\b")
_LONG = re.compile(r"\b[A-Za-z][A-Za-z’']{3,}\b")


class _Spanned(Protocol):
    start: int
    end: int


def as_prose(text: str, sentence: Sentence, names: Iterable[_Spanned]) -> str:
    """Return the sentence for parsing: where a headline begins every word with a capital, only names keep theirs.

    Args:
        text: The article's text, blanked.
        sentence: The sentence to return.
        names: The names found in the text, whose words keep their capitals.
    """
    words = text[sentence.start : sentence.end]
    long = _LONG.findall(words)
    if len(long) < 4 or sum(w[0].isupper() for w in long) < 0.7 * len(long):
        return words
    kept = [
        (n.start - sentence.start, n.end - sentence.start)
        for n in names
        if n.start < sentence.end and sentence.start < n.end
    ]

    def lowered(match: re.Match[str]) -> str:
        if any(start < match.end() and match.start() < end for start, end in kept):
            return match.group()
        return match.group().lower()

    return _TITLED.sub(lowered, words)


def promising(text: str, cut: Sequence[Sentence], starts: Sequence[int]) -> list[Sentence]:
    """Return the sentences that name a party, follow one that does, or refer back to one named before.

    Args:
        text: The article's text, blanked.
        cut: All its sentences.
        starts: Sorted starting offsets of the names found in it.
    """
    kept = []
    place, since = 0, 99
    for sentence in cut:
        while place < len(starts) and starts[place] < sentence.start:
            place += 1
        named = place < len(starts) and starts[place] < sentence.end
        since = 0 if named else since + 1
        if since <= 1 or (since <= 3 and _REFERENCE.search(text, sentence.start, sentence.end)):
            kept.append(sentence)
    return kept
