"""Who is set off in a sentence as the one on whose word it stands: "jets, Kabul claims, bombed", "as transmits TASS".

The parser often takes the words between the commas for the main clause, so that the statement's source is lost, or the one
that is spoken about is taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
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
        rf", {_WHO} (?P<cue>(?:was|were|has been|have been|is|are) (?:quoted|cited) as saying)\b",
        rf"\b(?P<cue>[Ii]t (?:was|is|has been) (?:reported|announced|stated|said))(?: on \w+day)? by {_WHO} that\b",
    )
)
_TELLS = (
    r"(?P<cue>(?:declare|state|note|stresse|underline|emphasize|emphasise|assure|add|affirm|indicate|announce|tell|inform"
    r"|transmit|report|communicate|write)[sd]?|stressed|informed|transmitted|reported|pointed out|told|wrote"
    r"|(?:it is |it was )?(?:said|told|noted|stated|reported) in (?:the|a) (?:statement|message|communiqu[eé]|report) of)"
)
"""Verbs that translated news sets before who tells; those of plain English ("said") the network knows."""
_TO_WHOM = r"(?: (?:journalists|reporters)| on \w+day| today| yesterday)?"
_REFERENCE = r"(?: with reference to .+| citing .+|, citing .+)?"
_BY_NAME = r"(?P<who>(?:(?:the|an?|its|his|her) \w|[A-ZÀ-Þ“\"«])[^,;:\n“”]{1,110}?)"
_INFORMED = re.compile(
    rf"[,”\"»]{{1,2}} {_BY_NAME} (?P<cue>informed|noted|underlined|stressed|declared)"
    r"(?: (?:journalists|reporters|the (?:press|media)|(?:the )?(?:news )?(?:agency )?[A-Z]\w+))?(?: on \w+day)?[.]?$"
)
_LAST = re.compile(rf"[,”\"»]{{1,2}} (?:[-–—] )?{_TELLS}{_TO_WHOM} {_BY_NAME}{_REFERENCE}[.]?$")
_TRANSMITS = r"(?:transmit|inform|report|write|communicate)(?:s|ted|ed)?"
_WIRES = (
    re.compile(rf"(?:^|, )[Aa]s (?P<cue>{_TRANSMITS}(?: by)?) (?P<who>[^,.;:\n]{{2,60}})(?=,|\.?$)"),
    re.compile(rf"(?:^|, )[Aa]s (?P<who>[^,.;:\n]{{2,60}}) (?P<cue>{_TRANSMITS})(?=,|\.?$)"),
    re.compile(rf", (?P<who>[^,.;:\n]{{2,60}}) (?P<cue>{_TRANSMITS}){_REFERENCE}\.?$"),
    re.compile(
        rf"^(?P<who>[^,.;:\n]{{2,60}}?)(?: with reference to [^,]+?)? (?P<cue>{_TRANSMITS})(?: with .+?)? that\b"
    ),
)
_WORDS_OF = re.compile(rf"\b(?P<cue>[Bb]y (?:the )?words of|[Bb]y the data of) {_WHO}(?=,)")
_CITING = re.compile(rf"\b(?P<cue>[Cc]iting|[Qq]uoting|[Ww]ith reference to) {_WHO}(?=,| that\b|\.?$| {_TRANSMITS}\b)")
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


def told_last(item: Parsed, place: int, known: Iterable[Attribution]) -> list[Attribution]:
    """Return who is named behind what it tells as the one that tells it, verb first: "..., declared the envoy of Peru".

    Args:
        item, place, known: As for :func:`set_off`.
    """
    low = item.sentence.start
    found = [match for pattern in (_LAST, _WORDS_OF, _INFORMED) for match in pattern.finditer(item.text)]
    here = [link for link in known if low <= link.start < item.sentence.end]
    if any(link.kind == "said" for link in here):
        return []
    told = (_record(item, match) for match in found if _names_one(item, match, place))
    return [one for one in told if not any(one.start < link.end and link.start < one.end for link in here)][:1]


def told_by_another(item: Parsed, place: int, link: Attribution) -> bool:
    """Return whether a source stands before a verb behind which the one is named that tells: "..., declared the envoy".

    Args:
        item, place: As for :func:`set_off`.
        link: The source, which the parse may take for the verb's subject.
    """
    match = _LAST.search(item.text)
    if match is None or not _names_one(item, match, place):
        return False
    base = item.sentence.start
    return base + match.start("cue") == link.cue_start and base <= link.start < base + match.start("who")


def wires(
    item: Parsed, place: int, known: Iterable[Attribution], outlets: Callable[[str], Sequence[Any]]
) -> list[Attribution]:
    """Return the outlets that a formula gives a sentence to: "as transmits TASS", "..., CTK informs".

    Args:
        item, place, known: As for :func:`set_off`.
        outlets: Finds names of outlets in a text.
    """
    base = item.sentence.start
    named = list(outlets(item.text))
    found: list[Attribution] = []
    for match in (m for pattern in (*_WIRES, _LAST) for m in pattern.finditer(item.text)):
        name = next((n for n in named if match.start("who") <= n.start and n.end <= match.end("who")), None)
        if name is None or match.start() <= place - base < match.end():
            continue
        cue = base + match.start("cue"), base + match.end("cue")
        found.append(
            Attribution(
                kind="carried",
                source=name.text,
                start=base + name.start,
                end=base + name.end,
                cue=match["cue"],
                cue_start=cue[0],
                cue_end=cue[1],
            )
        )
    return [
        one
        for n, one in enumerate(found)
        if not any(one.start < link.end and link.start < one.end and link.kind == "carried" for link in known)
        and one.start not in {other.start for other in found[:n]}
    ]


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
