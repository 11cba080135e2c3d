"""Who is named in the next sentence as the one that told what this one tells: "This was announced by ...", "So said ..."."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from allegiance.coding.entities import Parsed
from allegiance.coding.source_names import PRONOUNS, TITLES
from allegiance.records import Attribution

_SAID = r"(?:announced|reported|confirmed|stated|disclosed|revealed|made public)"
_ABOUT = r"(?:declared|informed|announced|reported|told|stated|writes|wrote|informs|reports|transmits)"
_WHO = r"(?P<{0}>(?:the |an? )?[\w“\"][^.,;:\n]{{1,70}}?)"
_END = r"(?=[.,;\n]|$| (?:on|in|at|during|late|earlier|yesterday|today|after|before|who|when|to|via|through|from)\b)"
_NEXT = re.compile(
    r"[\"”’)\]]*\s+(?:"
    rf"(?:This|That|It|The (?:news|move|decision|information|attack|agreement)) (?:was|is|has been|had been)"
    r" (?:\w+ly |also |first )?"
    rf"(?P<cue>{_SAID})(?: (?:on \w+day|today|yesterday|earlier|late \w+day))? by {_WHO.format('who')}{_END}"
    rf"|(?P<cue_2>[Ss]o (?:said|says)|About (?:it|this|that) (?:has |have |had )?{_ABOUT}) {_WHO.format('who_2')}{_END}"
    rf"|{_WHO.format('who_3')} (?P<cue_3>told \w+|(?:said|announced|confirmed|reported)) (?:this|so)"
    r"(?=[.,;\n]| (?:on|in|at)\b))"
)

# "By email" and "by decree" name nobody.
_SOMEBODY = re.compile(r"(?:the|an?)\b|[A-Z]|.*s$", re.DOTALL)


def told_after(item: Parsed, outlets: Callable[[str], Sequence[Any]]) -> Iterator[Attribution]:
    """Yield the source that the next sentence gives for a sentence.

    Args:
        item: The sentence.
        outlets: Finds names of outlets in a text.
    """
    if item.article is None:
        return
    text = item.article.text
    found = _NEXT.match(text, item.sentence.end)
    if found is None:
        return
    suffix = next(s for s in ("", "_2", "_3") if found["who" + s])
    start, end = found.span("who" + suffix)
    start = _name(text, start, end)
    who = text[start:end]
    if who.lower() in PRONOUNS or not _SOMEBODY.match(who):
        return
    cue_start, cue_end = found.span("cue" + suffix)
    carried = bool(outlets(who))
    yield Attribution(
        kind="carried" if carried else "said",
        source=who,
        start=start,
        end=end,
        cue=text[cue_start:cue_end],
        cue_start=cue_start,
        cue_end=cue_end,
    )


def _name(text: str, start: int, end: int) -> int:
    """Return where a person's name begins behind a title, else the start."""
    words = [(match.start(), match.group()) for match in re.finditer(r"\S+", text[start:end])]
    titles = [n for n, (_, word) in enumerate(words) if word.lower() in TITLES]
    after = titles[-1] + 1 if titles else 0
    named = 0 < after < len(words) and all(word[:1].isupper() for _, word in words[after:])
    return start + words[after][0] if named else start
