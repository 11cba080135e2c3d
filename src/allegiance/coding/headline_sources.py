"""Who is named at the edge of a headline as the one that says it: "... by 2030: US officials", "Pentagon chief: ..."."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from allegiance.coding.entities import Parsed
from allegiance.coding.nouns import LEADER_NOUNS
from allegiance.coding.source_names import is_medium, uncued, words_at
from allegiance.records import Attribution

_END = re.compile(r"(?::\s|\s[-–—]\s)\W?(\w[^:\n,;?!\"“”‘]{1,44}?)\W?$")
_OPENING = re.compile(r"^\W?(\w[^:\n,;?!\"“”‘]{1,44}):\s")
_SET_OFF = re.compile(r"\w\W{0,2}\s[-–—|]\s+(?:[Tt]he )?$")
_MOST = 5
"""Words that such a name has at most."""
_PEOPLE = LEADER_NOUNS | frozenset(
    """expert analyst source scientist researcher military army ministry police watchdog author professor colonel prosecutor
    investigator witness resident""".split()
)
_WRITTEN = frozenset("report study survey poll tank medium media".split())
"""Nouns that in front of a headline name its kind: "Global report: ..."."""


def at_edges(item: Parsed) -> Iterator[Attribution]:
    """Yield the sources that stand set off at the end or in front of a headline.

    At the end any party may stand, in front only persons and offices: "Ukraine: ..." names a topic.
    """
    if not item.sentence.headline:
        return
    base = item.sentence.start
    for pattern, last in ((_END, True), (_OPENING, False)):
        found = pattern.search(item.text)
        if found is None or len(found[1].split()) > _MOST:
            continue
        words = item.doc.char_span(*found.span(1), alignment_mode="expand")
        if words is None or not len(words) or not _tells(item, words, last=last):
            continue
        start, end = base + found.start(1), base + found.end(1)
        yield uncued(item, start, end, kind="carried" if is_medium(words.root) else "said")


def outlet_last(item: Parsed, outlets: Callable[[str], Sequence[Any]]) -> list[Attribution]:
    """Return the outlet whose name stands set off at the end of a headline, as feeds add it: "... - Kathimerini".

    Args:
        item: The headline; another sentence has none.
        outlets: Finds names of outlets in a text.
    """
    if not item.sentence.headline:
        return []
    base = item.sentence.start
    text = words_at(item, base, base + len(item.text))
    return [
        uncued(item, base + name.start, base + name.end, kind="carried")
        for name in outlets(text)
        if _SET_OFF.search(text[: name.start]) and not text[name.end :].strip(" .")
    ]


def _tells(item: Parsed, words: Any, *, last: bool) -> bool:
    """Return whether the words name someone or something that can say what a headline says."""
    if any(t.pos_ in ("VERB", "AUX") or t.tag_ in ("WP", "WDT", "WRB") for t in words):
        return False
    if words[-1].lemma_.lower() in (_PEOPLE | _WRITTEN if last else _PEOPLE) or (last and is_medium(words.root)):
        return True
    if item.article is None:
        return False
    low, high = item.place(words[0]), item.place(words[-1]) + len(words[-1].text)
    return any(
        entity.end == high and low <= entity.start and (last or entity.via in ("person", "office"))
        for entity in item.article.by_sentence[item.number]
    )
