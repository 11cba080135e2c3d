"""What a source is called: the span and the words of the one that a statement or the network's reading points to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Protocol

from allegiance.coding.entities import Parsed
from allegiance.coding.nouns import BODY_NOUNS
from allegiance.coding.speakers import Said, antecedent, stands_for_another
from allegiance.coding.statements import shipped_speech, spread
from allegiance.records import Attribution, Span

_BEFORE = re.compile(
    r"(?:according to|told|reported by|citing|cited by|quoted by|published by|published in"
    r"|(?:spoke|speaks|speaking|talked|talking) (?:to|with)|(?:writing|wrote|reported|aired) (?:in|on)"
    r"|interview (?:with|to|in|for)|statement to|seen by|obtained by|reports? (?:by|in|from))\s+(?:the\s+)?"
    r"(?:news(?:paper)?\s+|agency\s+|broadcaster\s+|portal\s+|magazine\s+)*[\"“‘']?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^[\"”’']?(?:\s+(?:newspaper|magazine|(?:news )?agency|channel|news|website|portal))?,?\s+"
    r"(?:has |had |have |also |earlier |recently |first )*(?:report|reports|reported|write|writes|wrote|said|says|cited"
    r"|citing|quoted|learned|revealed|published)\b"
    r"|^(?:[’']s?)?\s+(?:report|story|investigation)\b",
    re.IGNORECASE,
)
TITLES = frozenset(
    """president minister prime foreign defence defense vice deputy secretary chancellor king queen prince general gen.
    senator sen. rep. mr mr. mrs mrs. ms ms. dr dr. sir spokesman spokeswoman spokesperson ambassador premier leader chief
    commander governor gov. former acting head state interior finance trade mayor director chairman envoy
    lawmaker congressman analyst colonel col. lt. admiral""".split()
)

PRONOUNS = frozenset(["he", "she", "it", "they", "i", "we", "you", "who", "which", "that", "this", "these", "those"])

_BODIES = BODY_NOUNS | {
    "department",
    "office",
    "staff",
    "council",
    "committee",
    "secretariat",
    "headquarters",
    "command",
}
"""What a word that is a title before a person's name is part of: "the Russian defence ministry"."""
_INSIDE = frozenset(["compound", "amod", "nmod"])
_MEDIA = frozenset("media medium newspaper paper magazine broadcaster tabloid television tv radio edition".split())
_NEWS = frozenset("news press media television tv".split())
_WRITTEN = frozenset("report story article investigation".split())
_ITSELF = re.compile(
    r"(?:(?:an?|the) (?:earlier|previous|prior|original|first) version of )?"
    r"(?:this|the present) (?:report|article|story|dispatch)",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ’'.]+(?:[ ,][A-ZÀ-Þ][A-ZÀ-Þ’'.]+)*(?: \([\w ]+\))? [-–—]+ (?=\S)")
_TOLD_BY = re.compile(r"(?:the )?(?:data|words|information) (?:of|from|by) (?=\w)", re.IGNORECASE)
_CHANNELS = frozenset("agency channel website portal network service outlet".split())


class OutletName(Protocol):
    """An outlet's name in a text."""

    start: int
    end: int
    text: str


def read_at(item: Parsed, span: Span, kind: str, names: Iterable[OutletName]) -> Attribution | None:
    """Return the record of a source that the network read and no cue leads to; None for less than a noun phrase."""
    base = item.sentence.start
    words = item.doc.char_span(span[0] - base, span[1] - base, alignment_mode="expand") if span[0] >= base else None
    # A noun's first words without the noun ("foreign" of "foreign minister") are a guess that is seldom right.
    if words is None or not len(words) or span[1] > item.sentence.end or words.root.pos_ not in ("NOUN", "PROPN"):
        return None
    head = words.root
    if head.dep_ in _INSIDE and head.head.i >= words.end:
        return None
    start, end = _trimmed(item, head.i, words.start, words.end - 1)
    outlet = is_medium(head) or any(base + n.start < end and start < base + n.end for n in names)
    return uncued(item, start, end, kind="carried" if outlet else kind)


def uncued(item: Parsed, start: int, end: int, *, kind: str) -> Attribution:
    """Return the record of a source that words of an article name and no cue leads to."""
    return Attribution(
        kind=kind,
        source=words_at(item, start, end),
        start=start,
        end=end,
        cue="",
        cue_start=start,
        cue_end=start,
    )


def led_to_nobody(link: Attribution) -> bool:
    """Return whether a source tells a reader nothing: still a pronoun ("he"), or the text itself ("this article")."""
    return re.sub(r"\W", "", link.source.lower()) in PRONOUNS or _ITSELF.fullmatch(link.source) is not None


def without_dateline(link: Attribution) -> Attribution:
    """Return a source's record without the dateline that the parse may take for a part of its name: "OSLO - The minister"."""
    head = _DATELINE.match(link.source)
    return replace(link, source=link.source[head.end() :], start=link.start + head.end()) if head else link


def bare(link: Attribution) -> Attribution:
    """Return a source's record without words that only say that it told: "the data of the ministry", "the words of Lee"."""
    head = _TOLD_BY.match(link.source)
    return replace(link, source=link.source[head.end() :], start=link.start + head.end()) if head else link


def words_at(item: Parsed, start: int, end: int) -> str:
    """Return words as the article has them; the parse may have lost the capitals of a headline."""
    if item.article is not None:
        return item.article.text[start:end]
    return item.text[start - item.sentence.start : end - item.sentence.start]


def is_medium(head: Any) -> bool:
    """Return whether a noun stands for an outlet that isn't named: "state media", "the newspaper", "a news agency"."""
    lemma = head.lemma_.lower()
    before = {t.lower_ for t in head.lefts} | {t.lower_ for left in head.lefts for t in left.lefts}
    # The press service of a ministry speaks for it.
    news = _NEWS - {"press"} if lemma == "service" else _NEWS
    return lemma in _MEDIA or (lemma in _CHANNELS and bool(news & before))


def named(said: Said, names: Iterable[OutletName]) -> Attribution:
    """Return the record of a statement's source; a pronoun is led back to the one that spoke before."""
    item, one = said.item, said.statement
    assert one.source_head is not None
    left, right = one.source[0], one.source[-1]
    where, head = item, one.source_head
    if stands_for_another(item.doc[head]) and (found := antecedent(said)) is not None:
        where, head = found
        words = sorted(_phrase(where, head))
        left, right = words[0], words[-1]
    start, end = _trimmed(where, head, left, right)
    cue = item.doc[one.cue[0]], item.doc[one.cue[-1]]
    cue_start, cue_end = item.place(cue[0]), item.place(cue[1]) + len(cue[1].text)
    base = item.sentence.start
    written = where.doc[head].lemma_.lower() in _WRITTEN
    low, high = (start, end) if written else (where.place(where.doc[head]), where.place(where.doc[head]) + 1)
    cited = where is item and any(base + n.start < high and low < base + n.end for n in names)
    carried = cited or is_medium(where.doc[head])
    return Attribution(
        kind="carried" if carried else "said",
        source=words_at(where, start, end),
        start=start,
        end=end,
        cue=words_at(item, cue_start, cue_end),
        cue_start=cue_start,
        cue_end=cue_end,
    )


def phrase_at(item: Parsed, head: int) -> Span:
    """Return the span of a source, by its head word."""
    words = sorted(_phrase(item, head))
    return _trimmed(item, head, words[0], words[-1])


def _phrase(item: Parsed, head: int) -> set[int]:
    model = shipped_speech()
    return spread(item.doc[head], model.part, model.cuts["part"])


def _trimmed(item: Parsed, head: int, left: int, right: int) -> tuple[int, int]:
    """Return the span of a source: a person's name without titles; else the noun phrase without clauses set behind it."""
    doc = item.doc
    # The parser hangs the month of "a report of 2 May" on the report as if it were a person's name.
    beside = (c for c in doc[head].children if c.dep_ == "appos" and c.pos_ == "PROPN" and left <= c.i <= right)
    name = next((c for c in beside if not doc[c.i - 1].like_num), None)
    if name is not None and doc[head].pos_ != "PROPN":
        head = name.i
    top = doc[head]
    if top.pos_ == "PROPN":
        first = head
        while first > left and doc[first - 1].dep_ == "compound" and doc[first - 1].head.i == head:
            first -= 1
        titles = [i for i in range(first, head) if doc[i].lower_ in TITLES]
        if titles and top.lemma_.lower() not in _BODIES | TITLES:
            return item.place(doc[titles[-1] + 1]), item.place(top) + len(top.text)
        if name is not None and name.i == head:
            return item.place(doc[first]), item.place(top) + len(top.text)
    comma = next((i for i in range(head + 1, right + 1) if doc[i].text in (",", "(", "—", "–")), right + 1)
    right = max(head, comma - 1)
    while left < head and (doc[left].is_punct or doc[left].dep_ in ("cc", "mark", "advmod")):
        left += 1
    return item.place(doc[left]), item.place(doc[right]) + len(doc[right].text)


def cited_in(item: Parsed, names: Iterable[OutletName]) -> Iterable[Attribution]:
    """Yield the outlets that the sentence cites."""
    text = item.text
    for name in names:
        before = _BEFORE.search(text[max(0, name.start - 60) : name.start])
        after = _AFTER.match(text[name.end : name.end + 40])
        last = item.sentence.headline and text[: name.start].endswith(": ") and not text[name.end :].strip(" .")
        if before is None and after is None and not last:
            continue
        cue = before.group().strip() if before else (after.group().strip() if after else "")
        place = item.sentence.start + (max(0, name.start - 60) + before.start() if before else name.end)
        start = item.sentence.start + name.start
        yield Attribution(
            kind="carried",
            source=name.text,
            start=start,
            end=start + len(name.text),
            cue=cue,
            cue_start=place,
            cue_end=place + len(cue),
        )
