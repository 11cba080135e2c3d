"""Whom an outlet relays: "the agency, citing officials, reported"; and which outlet "the agency" is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from allegiance.actors import OutletHit
from allegiance.coding.clauses import RELATIVE
from allegiance.coding.entities import Parsed
from allegiance.coding.source_names import phrase_at, words_at
from allegiance.records import Attribution

_RELAYS = frozenset({"cite", "quote"})
_REFERS = frozenset({"reference", "referring", "refers", "referred"})
_UNNAMED = re.compile(r"the (?:news )?(agency|newspaper|paper|network|broadcaster)", re.IGNORECASE)


def relayed(item: Parsed, carrier: Attribution, outlets: Callable[[str], Sequence[OutletHit]]) -> Iterator[Attribution]:
    """Yield those whom an outlet quotes or cites in a sentence: it carries what they said, or another outlet told.

    Args:
        item: The sentence that the outlet stands in.
        carrier: The outlet's record.
        outlets: Finds names of outlets in a text.
    """
    for link in _relayed(item, carrier):
        low, high = (at - item.sentence.start for at in (link.start, link.end))
        name = next((n for n in outlets(item.text) if low <= n.start and n.end <= high), None)
        yield link if name is None else _outlet(link, item, name)


def _relayed(item: Parsed, carrier: Attribution) -> Iterator[Attribution]:
    for verb in item.doc:
        if verb.lemma_.lower() not in _RELAYS or verb.pos_ != "VERB":
            continue
        subject = _subject(verb)
        if subject is None or not carrier.start <= item.place(subject) < carrier.end:
            continue
        for told in verb.children:
            if told.dep_ in ("dobj", "nsubj", "ccomp") and told.i > verb.i and told.pos_ in ("NOUN", "PROPN"):
                yield _record(item, told, verb, "said")
    for word in item.doc:
        # "reported with reference to officials", "reported, referring to officials"
        if word.lower_ not in _REFERS or not any(c.lower_ == "to" for c in word.children):
            continue
        verb = word.head.head if word.lower_ == "reference" and word.head.lower_ == "with" else word
        subject = _subject(verb) if verb.pos_ == "VERB" else None
        if subject is not None and carrier.start <= item.place(subject) < carrier.end:
            to = (c for c in word.children if c.dep_ == "prep" and c.lower_ == "to")
            for told in (g for c in to for g in c.children if g.dep_ == "pobj"):
                yield _record(item, told, word, "said")


def _outlet(link: Attribution, item: Parsed, name: OutletHit) -> Attribution:
    """Return a source's record as that of an outlet that its sentence names."""
    start = item.sentence.start + name.start
    return replace(link, kind="carried", source=name.text, start=start, end=start + len(name.text))


def _record(item: Parsed, source: Any, cue: Any, kind: str) -> Attribution:
    start, end = phrase_at(item, source.i)
    place = item.place(cue)
    return Attribution(
        kind=kind,
        source=words_at(item, start, end),
        start=start,
        end=end,
        cue=cue.text,
        cue_start=place,
        cue_end=place + len(cue.text),
    )


def _subject(verb: Any) -> Any | None:
    """Return the subject of a verb, that of the clause that it is added to, or the noun that a relative clause is about."""
    for over in (verb, verb.head):
        found = next((c for c in over.children if c.dep_ == "nsubj" and c.i < verb.i), None)
        if found is not None:
            return verb.head if over == verb and verb.dep_ == "relcl" and found.lower_ in RELATIVE else found
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
        if name.outlet.agency == wire and text[name.start - 1 : name.start] != "(":
            return replace(link, kind="carried", source=name.text, start=name.start, end=name.end)
    return link
