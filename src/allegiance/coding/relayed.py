"""Whom an outlet relays: "the agency, citing officials, reported"; and which outlet "the agency" is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from allegiance.actors import OutletHit
from allegiance.coding.entities import Parsed
from allegiance.coding.source_names import phrase_at, words_at
from allegiance.records import Attribution

_RELAYS = frozenset({"cite", "quote"})
_UNNAMED = re.compile(r"the (?:news )?(agency|newspaper|paper|network|broadcaster)", re.IGNORECASE)


def relayed(item: Parsed, carrier: Attribution) -> Iterator[Attribution]:
    """Yield those whom an outlet quotes or cites in a sentence: the outlet carries what they said.

    Args:
        item: The sentence that the outlet stands in.
        carrier: The outlet's record.
    """
    for verb in item.doc:
        if verb.lemma_.lower() not in _RELAYS or verb.pos_ != "VERB":
            continue
        subject = _subject(verb)
        if subject is None or not carrier.start <= item.place(subject) < carrier.end:
            continue
        for told in verb.children:
            if told.dep_ in ("dobj", "nsubj", "ccomp") and told.i > verb.i and told.pos_ in ("NOUN", "PROPN"):
                start, end = phrase_at(item, told.i)
                place = item.place(verb)
                yield Attribution(
                    kind="said",
                    source=words_at(item, start, end),
                    start=start,
                    end=end,
                    cue=verb.text,
                    cue_start=place,
                    cue_end=place + len(verb.text),
                )


def _subject(verb: Any) -> Any | None:
    """Return the subject of a verb, or that of the clause that it is added to."""
    for over in (verb, verb.head):
        found = next((c for c in over.children if c.dep_ == "nsubj" and c.i < verb.i), None)
        if found is not None:
            return found
    return verb.head if verb.dep_ == "acl" else None


def identified(item: Parsed, link: Attribution, outlets: Callable[[str], Sequence[OutletHit]]) -> Attribution:
    """Return a source's record, one that is called "the agency" or the like as the outlet named last before it.

    An agency may also be no outlet: it needs one of news agencies before it. One in brackets is the article's own.
    """
    unnamed = _UNNAMED.fullmatch(link.source)
    if item.article is None or unnamed is None:
        return link
    text = item.article.text
    wire = unnamed[1].lower() == "agency"
    for name in sorted(outlets(text[: link.start]), key=lambda n: -n.start):
        if (name.outlet.kind == "agency") == wire and text[name.start - 1 : name.start] != "(":
            return replace(link, kind="carried", source=name.text, start=name.start, end=name.end)
    return link
