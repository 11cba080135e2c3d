"""Names that stand where a party would, and of which nothing is known: listed for the user, never dropped silently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from allegiance.actors import tables
from allegiance.coding.cues import Cues
from allegiance.coding.reader import Read
from allegiance.coding.sentences import sentences

_PARTY_PLACES = frozenset(["nsubj", "nsubjpass", "dobj", "dative", "pobj"])
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december""".split()
)
_NAME = re.compile(r"(?<![\w’'-])[A-Z][\w-]*\w(?: (?:(?:of|de|al|bin|ibn) )?[A-Z][\w-]*\w){0,4}(?![’'](?!s\b))")
_CAPITAL = re.compile(r"\b[A-Z]\w{3,}")
_LONG = re.compile(r"\b\w{4,}")
_BEFORE_VERB = re.compile(r"(?: (?:has|have|had|will|would|may|also|again|then|on [A-Z]\w+day))*? (\w+)\b")
_AFTER_VERB = re.compile(r"\b(\w+) (?:the |with |against |on |to )?$")
_OPENERS = frozenset(
    """a after although amid an as at but by for he her his if in it its on our she since the their they this we when
    while""".split()
)
_NO_PART = _OPENERS | _CALENDAR
# Who is meant by these alone stands elsewhere in the text.
_TITLES = {title.rstrip(".") for title in tables.read_words("titles")} | set(
    "Army Chancellor Congress Constitution Government Minister Ministry Parliament Police Premier President What".split()
)
_PAST = {
    "begin": "began", "break": "broke", "buy": "bought", "fight": "fought", "give": "gave", "hold": "held", "keep": "kept",
    "lead": "led", "leave": "left", "make": "made", "meet": "met", "seek": "sought", "sell": "sold", "send": "sent",
    "shoot": "shot", "speak": "spoke", "strike": "struck", "take": "took", "tell": "told", "win": "won",
    "withdraw": "withdrew",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Unresolved:
    """A name in the place of a party that nothing is known of.

    Attributes:
        text: The words.
        start: Where they begin in the article.
        end: Where they end.
        why: What it would have been: ``actor`` or ``recipient``.
    """

    text: str
    start: int
    end: int
    why: str


def unresolved(read: Read, cues: Cues) -> Iterator[Unresolved]:
    """Yield the unknown names that are subject or object of a verb that may report an event, each spelling once.

    Sentences that were parsed are judged by their grammar; the others, most of them without any known name, by the words
    beside the name.
    """
    seen: set[str] = set()
    for number, item in enumerate(read.parsed):
        known = [(e.start, e.end) for e in read.entities.by_sentence[number]]
        known += [(hit.start, hit.end) for hit in item.places]
        for token in item.doc:
            if token.pos_ != "PROPN" or token.dep_ not in _PARTY_PLACES or token.lower_ in _CALENDAR:
                continue
            verb = token.head.head if token.dep_ == "pobj" else token.head
            if verb.lemma_.lower() not in cues.verbs:
                continue
            first = _first(token)
            start, end = item.place(first), item.place(token) + len(token.text)
            text = read.article.text[start:end]
            if text in seen or len(text) < 3 or any(a < end and start < b for a, b in known):
                continue
            seen.add(text)
            yield Unresolved(text=text, start=start, end=end, why="actor" if "subj" in token.dep_ else "recipient")
    for name in _beside_verbs(read, cues):
        if name.text not in seen:
            seen.add(name.text)
            yield name


def _beside_verbs(read: Read, cues: Cues) -> Iterator[Unresolved]:
    """Yield the unknown names right before or after a verb of the cues, in sentences that were not parsed."""
    verbs = _forms(tuple(cues.verbs))
    parsed = {item.sentence.start for item in read.parsed}
    known = [(hit.start, hit.end) for hit in read.hits] + [(hit.start, hit.end) for hit in read.places]
    for sentence in sentences(read.text):
        words = read.text[sentence.start : sentence.end]
        if sentence.start in parsed or len(_CAPITAL.findall(words)) > 0.7 * len(_LONG.findall(words)):
            continue
        for found in _NAME.finditer(words):
            start, end = sentence.start + found.start(), sentence.start + found.end()
            while start < end and (first := read.text[start:end].split()[0]).lower() in _NO_PART:
                start += len(first) + 1
            name = read.text[start:end]
            # A capital at the start of a sentence makes no name, unless the word has it elsewhere, too.
            opens = start == sentence.start and " " not in name
            if opens and not re.search(rf"[a-z,] {re.escape(name)}\b", read.text):
                continue
            if (
                len(name) < 3
                or name in _TITLES
                or name.lower() in _CALENDAR
                or any(a < end and start < b for a, b in known)
            ):
                continue
            after = _BEFORE_VERB.match(read.text, end, sentence.end)
            before = _AFTER_VERB.search(read.text, max(sentence.start, start - 30), start)
            if after and after[1].lower() in verbs:
                yield Unresolved(text=name, start=start, end=end, why="actor")
            elif before and before[1].lower() in verbs:
                yield Unresolved(text=name, start=start, end=end, why="recipient")


@lru_cache(maxsize=4)
def _forms(lemmas: tuple[str, ...]) -> frozenset[str]:
    """Return the finite forms of verbs, by the rules of English spelling; a form too many does no harm here."""
    found: set[str] = set()
    for lemma in lemmas:
        stem = lemma[:-1] if lemma.endswith("e") else lemma
        found |= {f"{lemma}s", f"{lemma}es", f"{stem}ed", f"{lemma}{lemma[-1]}ed", _PAST.get(lemma, "")}
        if lemma.endswith("y"):
            found |= {f"{lemma[:-1]}ies", f"{lemma[:-1]}ied"}
    return frozenset(found)


def _first(token: Any) -> Any:
    """Return the first word of the name that ends in a token."""
    first = token
    while first.i > token.sent.start and first.nbor(-1).pos_ == "PROPN" and first.nbor(-1).dep_ == "compound":
        first = first.nbor(-1)
    return first
