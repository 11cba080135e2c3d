"""What a sentence counts, and whether two sentences count the same thing differently."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from allegiance.merging.happening import DAY_OF_MONTH, YEAR
from allegiance.merging.stems import stems

_WORDS = {
    word: str(number)
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
        " nineteen twenty".split(),
        2,
    )
}
_NUMBER = re.compile(
    rf"(?<![\w.])(?<![A-Za-z]-)(?P<number>\d[\d,]*(?:\.\d+)?|(?:{'|'.join(_WORDS)}))(?![\w])(?!-[A-Z])(?!\.\d)"
    r"(?P<scale> ?(?:thousand|million|billion|trillion)| ?(?:%|per cent|percent))?",
    re.IGNORECASE,
)
# "UPDATE 2-Norway expels": how often a text was sent.
_SENT = re.compile(r"^\W*(?:UPDATE|WRAPUP|REFILE|RPT|CORRECTED|GRAPHIC)\b[ \d,A-Z]*-", re.MULTILINE)
_INEXACT = re.compile(
    r"\b(?:at least|more than|over|about|around|some|nearly|almost|up to|as many as|roughly|approximately|fewer than"
    r"|less than|under|dozens of)\W+(?:an? |the )?$",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"[\s-]*(?:second|minute|hour|day|night|week|month|year|decade|o'clock|a\.?m\b|p\.?m\b)", re.IGNORECASE
)
# Not the end of "Expels" or "Norway's", which would be a word of its own.
_WORD = re.compile(r"(?<![\w’'-])[a-z][\w’'-]*")
_AFTER = 4
"""Words behind a figure that may name what it counts, up to the next comma, stop or "and"."""
_NEAR = 200
"""Characters on either side of a figure that are looked at; a table may be one sentence of thousands of figures."""


@dataclass(frozen=True, slots=True)
class Count:
    """A figure, whether it is told as exact, and the stems of the words around it that may name what it counts."""

    figure: str
    exact: bool
    of: frozenset[str]


def counts(sentence: str) -> list[Count]:
    """Return what a sentence counts; days, years, spans of time and names such as S-300 count nothing.

    >>> [(c.figure, c.exact) for c in counts("On 3 May 2022 some 1,200 shells killed three people within two hours")]
    [('1200', False), ('3', True)]
    """
    text = DAY_OF_MONTH.sub(lambda found: " " * len(found.group()), _SENT.sub("", sentence))
    found = []
    for match in _NUMBER.finditer(text):
        number = match["number"].lower().replace(",", "")
        figure = _WORDS.get(number, number)
        if (YEAR.match(figure) and not match["scale"]) or _TIME.match(text, match.end()):
            continue
        scale = (match["scale"] or "").strip().lower().replace("percent", "%").replace("per cent", "%")
        before = text[max(0, match.start() - _NEAR) : match.start()]
        after = re.split(r"[,.;:()]| and | or |\d", text[match.end() : match.end() + _NEAR], maxsplit=1)[0]
        verb = _WORD.findall(before.rsplit(",")[-1])[-1:]
        named = {stem for word in (*verb, *after.split()[:_AFTER]) if _WORD.fullmatch(word) for stem in stems(word)}
        found.append(Count(f"{figure} {scale}".strip(), _INEXACT.search(before) is None, frozenset(named)))
    return found


def contradict(sentences: Iterable[Sequence[Count]]) -> bool:
    """Tell whether two sentences with no figure in common count exactly something that both name.

    Args:
        sentences: What each counts.

    >>> first, second, third = (counts(f"Norway expelled {n} diplomats") for n in ("15", "13", "at least 13"))
    >>> contradict([first, second]), contradict([first, third])
    (True, False)
    """
    told = {tuple(counted) for counted in sentences if counted}
    read = [(frozenset(count.figure for count in counted), _by_name(counted)) for counted in told]
    return any(
        not figures & others and any(not first[name] & second[name] for name in first.keys() & second.keys())
        for (figures, first), (others, second) in combinations(read, 2)
    )


def _by_name(told: Iterable[Count]) -> dict[str, set[str]]:
    """Return the figures of each thing that is counted exactly."""
    found: dict[str, set[str]] = defaultdict(set)
    loose = {name for count in told if not count.exact for name in count.of}
    for count in told:
        for name in count.of - loose:
            found[name].add(count.figure)
    return found
