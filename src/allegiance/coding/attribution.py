"""On whose word a mention stands: the statement or citation that governs its sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from allegiance.coding.entities import Parsed
from allegiance.records import Attribution

_SAID = frozenset(
    """say tell declare announce state claim add insist confirm warn note stress argue assert comment reveal write tweet
    deny acknowledge admit allege explain emphasise emphasize suggest conclude estimate report assure allege maintain
    contend recall remark reply respond believe think predict quote post disclose""".split()
)
# With one of these, a source that speaks is an outlet that tells, unless it is known to be something else.
_TELLS = frozenset(["report", "write", "publish", "reveal"])
_PRONOUNS = frozenset(["PRP", "WP", "WDT", "DT", "EX"])
_BEFORE = re.compile(
    r"(?:according to|told|reported by|citing|cited by|quoted by|published by|published in"
    r"|interview (?:with|to|in|for)|statement to|by|seen by|obtained by)\s+(?:the\s+)?"
    r"(?:news(?:paper)?\s+|agency\s+|broadcaster\s+|portal\s+|magazine\s+)*[\"“‘']?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^[\"”’']?(?:\s+(?:newspaper|magazine|agency|channel|news|website|portal))?,?\s+"
    r"(?:has |had |have |also |earlier |recently |first )*(?:report|reports|reported|write|writes|wrote|said|says|cited"
    r"|citing|quoted|learned|revealed|published)\b",
    re.IGNORECASE,
)


class OutletName(Protocol):
    """An outlet's name in a text."""

    start: int
    end: int
    text: str


Outlets = Callable[[str], Sequence[Any]]


def attributions(item: Parsed, trigger: int, outlets: Outlets | None = None, *, speech_act: Any = None) -> tuple[Attribution, ...]:
    """Return the sources that the sentence names for the event at a trigger: who said it, then who carried it.

    Args:
        item: The parsed sentence.
        trigger: Index of the trigger's head word.
        outlets: Finds names of outlets in a text; without it only verbs of telling tell an outlet apart.
    """
    names = list(outlets(item.doc.text)) if outlets else []
    found = [*_speakers(item, trigger, names), *_according(item, trigger, names), *_outlets(item, names)]
    kept: list[Attribution] = []
    for one in sorted(found, key=lambda a: (a.kind != "said", a.start)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return tuple(kept[:4])


def _speakers(item: Parsed, trigger: int, names: Iterable[OutletName]) -> Iterable[Attribution]:
    """Yield the subjects of verbs of saying whose statement holds the trigger."""
    doc = item.doc
    event = doc[trigger]
    for token in doc:
        if token.lemma_.lower() not in _SAID or not token.tag_.startswith("VB") or token.i == trigger:
            continue
        if event.is_ancestor(token) and token.dep_ not in ("parataxis", "ccomp", "advcl"):
            continue
        subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
        if subject is None or subject.tag_ in _PRONOUNS or subject.is_ancestor(event) or subject.i == trigger:
            continue
        if not (token.is_ancestor(event) or token.dep_ in ("parataxis", "ROOT", "ccomp", "advcl")):
            continue
        left, right = _name_span(subject)
        start, end = item.place(doc[left]), item.place(doc[right]) + len(doc[right].text)
        outlet = _overlaps(item, names, start, end)
        carried = outlet or (
            token.lemma_.lower() in _TELLS and not subject.lemma_.lower().endswith(("minister", "official"))
        )
        yield _attribution(item, "carried" if carried else "said", start, end, item.place(token), token.text)


def _name_span(subject: Any) -> tuple[int, int]:
    """Return the first and last word of a source: its noun phrase with a name set beside it, without clauses."""
    left = max(subject.left_edge.i, subject.i - 6)
    while left < subject.i and subject.doc[left].dep_ in ("det", "punct", "advmod", "mark", "cc"):
        left += 1
    right = subject.i
    for child in subject.children:
        if child.dep_ == "appos" and child.pos_ == "PROPN" and child.i > subject.i:
            return max(child.left_edge.i, child.i - 3), child.i
    return left, right


def _according(item: Parsed, trigger: int, names: Iterable[OutletName]) -> Iterable[Attribution]:
    """Yield what stands behind "according to" and "citing"."""
    doc = item.doc
    for token in doc:
        opener = token.lower_ == "to" and token.i and doc[token.i - 1].lower_ == "according"
        citing = token.lower_ == "citing"
        if not (opener or citing):
            continue
        source = next((c for c in token.children if c.dep_ in ("pobj", "dobj")), None)
        if source is None or source.tag_ in _PRONOUNS or source.i == trigger:
            continue
        left, right = _name_span(source)
        start, end = item.place(doc[left]), item.place(doc[right]) + len(doc[right].text)
        first = doc[token.i - 1] if opener else token
        kind = "carried" if _overlaps(item, names, start, end) else "said"
        yield _attribution(item, kind, start, end, item.place(first), "according to" if opener else token.text)


def _outlets(item: Parsed, names: Iterable[OutletName]) -> Iterable[Attribution]:
    """Yield the outlets that the sentence cites."""
    text = item.doc.text
    for name in names:
        before = _BEFORE.search(text[max(0, name.start - 60) : name.start])
        after = _AFTER.match(text[name.end : name.end + 40])
        if before is None and after is None:
            continue
        cue = before.group().strip() if before else (after.group().strip() if after else "")
        place = item.sentence.start + (max(0, name.start - 60) + before.start() if before else name.end)
        start = item.sentence.start + name.start
        yield _attribution(item, "carried", start, start + len(name.text), place, cue)


def _overlaps(item: Parsed, names: Iterable[OutletName], start: int, end: int) -> bool:
    base = item.sentence.start
    return any(base + name.start < end and start < base + name.end for name in names)


def _attribution(item: Parsed, kind: str, start: int, end: int, cue_start: int, cue: str) -> Attribution:
    base = item.sentence.start
    return Attribution(
        kind=kind,
        source=item.doc.text[start - base : end - base],
        start=start,
        end=end,
        cue=cue,
        cue_start=cue_start,
        cue_end=cue_start + len(cue),
    )
