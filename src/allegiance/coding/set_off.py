"""Who is set off in a sentence as the one on whose word it stands: "jets, Kabul claims, bombed", "as the minister put it".

The parser often takes the words between the commas for the main clause, so that the statement's source is lost, or the one
that is spoken about is taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from allegiance.coding.entities import Parsed
from allegiance.coding.source_names import PRONOUNS, is_medium
from allegiance.records import Attribution

_WHO = r"(?P<who>(?:the |an? |its |his |her |their )?[\w][^,.;:\n\"“”()]{1,60}?)"
_SAYS = r"(?P<cue>says?|said|claims?|claimed|insists?|insisted|alleges?|alleged|maintains?|reports?|reported|argues?|argued)"
_DAY = r"(?: on \w+day| last week| this week| yesterday)?"
_BETWEEN = tuple(
    re.compile(pattern)
    for pattern in (
        rf", {_SAYS} {_WHO}{_DAY}, (?!and |but |who |which |that )",
        rf", {_WHO} {_SAYS}{_DAY}, (?!and |but |that )",
    )
)
_FORMULAS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?P<cue>[Aa]s) {_WHO} (?:put|puts) it\b",
        rf"\b(?P<cue>[Ii]n the words of) {_WHO}(?=[,.])",
    )
)
_CITING = re.compile(rf"\b(?P<cue>[Cc]iting|[Qq]uoting) {_WHO}(?=,| that\b|\.$)")
_NOBODY = re.compile(
    r"(?:which|who|whom|whose|that|what|where|when|as|according|if|though|although|but|and|or|so|in|on|at)\b", re.I
)
_BREAK = re.compile(r"[,;:\"“”]|\b(?:as|after|amid|before|while|when|where|since|because|which|who|that|and)\b")
_VERBS = frozenset({"VERB", "AUX"})


def set_off(item: Parsed, place: int, known: Iterable[Attribution]) -> list[Attribution]:
    """Return the sources that are set off in a sentence by commas or a formula and that aren't known yet.

    Args:
        item: The sentence.
        place: Offset in the article of the event's word; words that hold it set off nobody.
        known: The sources found so far.
    """
    between = (match for pattern in _BETWEEN for match in pattern.finditer(item.text))
    matches = [match for match in between if _parts_subject(item, match, place)]
    matches += [match for pattern in _FORMULAS for match in pattern.finditer(item.text)]
    found = [_record(item, match) for match in matches if _names_one(item, match, place)]
    return [one for one in found if not any(one.start < link.end and link.start < one.end for link in known)]


def behind_an_outlet(item: Parsed, place: int, found: Iterable[Attribution]) -> list[Attribution]:
    """Return whom an outlet of the sentence cites where the parse doesn't tell: "reported on Monday, citing officials, that".

    Args:
        item, place: As for :func:`set_off`.
        found: The sources known so far.
    """
    low, high = item.sentence.start, item.sentence.end
    here = [link for link in found if low <= link.start < high]
    match = _CITING.search(item.text)
    if match is None or not any(link.kind == "carried" for link in here) or any(link.kind == "said" for link in here):
        return []
    cited = _record(item, match)
    if any(cited.start <= link.start < cited.end for link in here):
        return []  # "citing a report in Le Figaro"
    return [cited] if _names_one(item, match, place) else []


def without_those_spoken_of(
    item: Parsed, found: Sequence[Attribution], named: Sequence[Attribution]
) -> list[Attribution]:
    """Return sources without those in front of the words that set another off, of whom it speaks: "Chad, says Niger, ..."."""
    low = item.sentence.start
    cut = min((min(link.start, link.cue_start) for link in named), default=low)
    return [link for link in found if link.kind == "carried" or not low <= link.start < cut]


def _parts_subject(item: Parsed, match: re.Match[str], place: int) -> bool:
    """Tell whether words between commas stand between a subject and the verb that the event hangs on."""
    rest = item.text[match.end() : max(match.end(), place - item.sentence.start)]
    if place < item.sentence.start + match.end() or _BREAK.search(rest):
        return False
    before = [token for token in item.doc if token.idx < match.start()]
    return not any(token.pos_ in _VERBS and token.tag_ not in ("VBN", "VBG") for token in before)


def _names_one(item: Parsed, match: re.Match[str], place: int) -> bool:
    if item.sentence.start + match.start() <= place < item.sentence.start + match.end():
        return False
    if _NOBODY.match(match["who"]) or match["who"].lower() in PRONOUNS:
        return False
    words = _words(item, match)
    return bool(len(words)) and not any(token.pos_ in _VERBS and token.tag_ not in ("VBN", "VBG") for token in words)


def _words(item: Parsed, match: re.Match[str]) -> Any:
    return item.doc.char_span(*match.span("who"), alignment_mode="expand")


def _record(item: Parsed, match: re.Match[str]) -> Attribution:
    base = item.sentence.start
    (start, end), (cue_start, cue_end) = match.span("who"), match.span("cue")
    return Attribution(
        kind="carried" if is_medium(_words(item, match).root) else "said",
        source=match["who"],
        start=base + start,
        end=base + end,
        cue=match["cue"],
        cue_start=base + cue_start,
        cue_end=base + cue_end,
    )
