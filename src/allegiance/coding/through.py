"""Through which outlet a speaker's words come: the one that was told, was talked to, or that quotes them or carries them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from allegiance.coding.clauses import RELATIVE, SUBJECTS
from allegiance.coding.entities import Parsed
from allegiance.coding.source_names import is_medium, phrase_at
from allegiance.records import Attribution

_KIND = (
    r"(?:agency|newspaper|paper|daily|weekly|broadcaster|portal|magazine|channel|website|outlet|station|network"
    r"|television|tv|radio)"
)
_CUE = re.compile(
    r"\b(?P<cue>(?:told|informed)|(?:spoke|speaks|speaking|talked|talking) (?:to|with)"
    r"|interview(?:s|ed)? (?:with|to|for|given to|by|on)|(?:statement|comments?|remarks?|message|email|letter) to"
    r"|(?:quoted|cited|carried|published|aired|broadcast|relayed|seen|obtained|reviewed)"
    r"(?: as saying)?(?: on \w+day)? (?:by|on))"
    rf"\s+(?:the |an? )?(?:(?:[\w’'-]+\s){{0,3}}{_KIND}\s)?[\"“‘']?$",
    re.IGNORECASE,
)
_AND = re.compile(r",? and (?:the )?|, (?:the )?")
_QUOTED = re.compile(r"(?P<who>.+?),? (?:quoted|cited|interviewed) by .+")


def without_who_quotes(link: Attribution) -> Attribution:
    """Return a speaker's record without the outlet that quotes him: "a diplomat quoted by Le Monde"."""
    found = _QUOTED.fullmatch(link.source) if link.kind == "said" else None
    return replace(link, source=found["who"], end=link.start + len(found["who"])) if found else link


def each(item: Parsed, link: Attribution, outlets: Callable[[str], Sequence[Any]]) -> list[Attribution]:
    """Return the records of the outlets that one record takes together ("the BBC and CNN") or describes ("the daily Bild").

    Args:
        item: The sentence.
        link: A source; one that is no outlet is returned as it is.
        outlets: Finds names of outlets in a text.
    """
    if link.kind != "carried" or not _within(item, link.start):
        return [link]
    base, text = item.sentence.start, item.text
    names = [(base + n.start, base + n.end) for n in outlets(text)]
    inside = [(start, end) for start, end in names if link.start <= start and end <= link.end]
    behind = [(start, end) for start, end in names if start == link.end + 1 and text[link.end - base] == " "]
    spans = inside if len(inside) > 1 else [] if inside else behind
    return [replace(link, source=text[low - base : high - base], start=low, end=high) for low, high in spans] or [link]


def through(
    item: Parsed, place: int, found: Sequence[Attribution], outlets: Callable[[str], Sequence[Any]]
) -> list[Attribution]:
    """Return the outlets through which the words of the speakers found in a sentence come and that aren't known yet.

    Args:
        item: The sentence.
        place: Offset in the article of the event's word.
        found: The sources found so far.
        outlets: Finds names of outlets in a text.
    """
    speakers = [link for link in found if link.kind == "said" and _within(item, link.start)]
    if not speakers:
        return []
    told = [link for link in _media(item, outlets) if not link.start <= place < link.end]
    return [
        link
        for link in told
        if _belongs_to(item, link, speakers)
        and not any(link.start < other.end and other.start < link.end for other in found)
    ]


def _within(item: Parsed, place: int) -> bool:
    return item.sentence.start <= place < item.sentence.end


def _media(item: Parsed, outlets: Callable[[str], Sequence[Any]]) -> Iterator[Attribution]:
    """Yield the outlets, named and unnamed, that words of telling or carrying stand before."""
    base, text = item.sentence.start, item.text
    spans = [(name.start, name.end) for name in outlets(text)]
    for token in item.doc:
        if token.pos_ == "NOUN" and token.dep_ in ("dobj", "pobj", "dative") and is_medium(token):
            start, end = (at - base for at in phrase_at(item, token.i))
            # "the Turkish news agency Anadolu" is one outlet.
            if not any(low < end + 2 and start < high for low, high in spans):
                spans.append((start, end))
    last, cue = -1, None
    for start, end in sorted(spans):
        if cue is None or last < 0 or not _AND.fullmatch(text[last:start]):
            cue = _CUE.search(text[:start])
        last = end
        if cue is not None:
            yield Attribution(
                kind="carried",
                source=text[start:end],
                start=base + start,
                end=base + end,
                cue=cue["cue"],
                cue_start=base + cue.start("cue"),
                cue_end=base + cue.end("cue"),
            )


def _belongs_to(item: Parsed, link: Attribution, speakers: Sequence[Attribution]) -> bool:
    """Tell whether the first subject above an outlet, or the noun that it is added to, is one of those who speak."""
    token = next(t for t in item.doc if item.place(t) + len(t.text) >= link.end)

    def speaks(word: Any) -> bool:
        return any(one.start <= item.place(word) < one.end for one in speakers)

    while token.head.i != token.i:
        token = token.head
        if speaks(token):
            return True
        subjects = [c for c in token.children if c.dep_ in SUBJECTS]
        if subjects:
            words = (*subjects, *(c for s in subjects for c in s.children if c.dep_ == "appos"))
            if any(speaks(word) for word in words):
                return True
            # "who told Reuters": the noun that the clause is about; not "whose aide told Reuters".
            if token.dep_ != "relcl" or not all(s.lower_ in RELATIVE for s in subjects):
                return False
    return False
