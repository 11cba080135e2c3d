"""On whose word a mention stands: who said it, then which outlet carried it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any, Protocol

from allegiance.coding.entities import Parsed
from allegiance.coding.speakers import Said, antecedent, around, chosen, features, holding, stands_for_another
from allegiance.coding.statements import shipped_speech, spread, total
from allegiance.records import Attribution, EventType, Span

_MOST = 4
_PRONOUNS = frozenset(["he", "she", "it", "they", "i", "we", "you", "who", "which", "that", "this", "these", "those"])
# What it adds to a statement's log odds that the network read its source, too, or read another or none; and that none did
# where the statement doesn't hold the event.
_AGREED, _ALONE, _OUTSIDE = 1.5, 0.3, -1.0
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
_TITLES = frozenset(
    """president minister prime foreign defence defense vice deputy secretary chancellor king queen prince general gen.
    senator sen. rep. mr mr. mrs mrs. ms ms. dr dr. sir spokesman spokeswoman spokesperson ambassador premier leader chief
    commander governor gov. former acting head state interior finance trade mayor director chairman envoy
    lawmaker congressman analyst colonel col. lt. admiral""".split()
)

_INSIDE = frozenset(["compound", "amod", "nmod"])
_MEDIA = frozenset("media medium newspaper paper magazine broadcaster tabloid television tv".split())
_NEWS = frozenset("news press media television tv".split())
_WRITTEN = frozenset("report story article investigation".split())
_CHANNELS = frozenset("agency channel website portal network service outlet".split())


class OutletName(Protocol):
    """An outlet's name in a text."""

    start: int
    end: int
    text: str


Outlets = Callable[[str], Sequence[Any]]


@lru_cache(maxsize=1)
def shipped_speakers() -> tuple[Mapping[str, float], tuple[float, float]]:
    """Return the weights that tell whose statement gives an event, and the least scores that count (:func:`chosen`)."""
    path = resources.files("allegiance.coding") / "data" / "speakers.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    return raw["weights"], (raw["cuts"][0], raw["cuts"][1])


def attributions(
    item: Parsed,
    trigger: int,
    outlets: Outlets | None = None,
    *,
    kind: EventType | None = None,
    outlet: str = "",
    seen: Sequence[Span] | None = None,
    cited: Sequence[Span] = (),
) -> tuple[Attribution, ...]:
    """Return the sources that the text names for the event at a trigger: who said it, then who carried it.

    Args:
        item: The parsed sentence.
        trigger: Index of the trigger's head word.
        outlets: Finds names of outlets in a text; without it no outlet is told from other sources.
        kind: The event's type, if known: speech that is itself the act has no other source unless it is quoted.
        outlet: The article's own outlet, which is no source of its own text.
        seen: Where the trained network read the words of who said it; None where it didn't look.
        cited: Where it read the outlets that carried it.
    """
    names = list(outlets(item.doc.text)) if outlets else []
    weights, cuts = shipped_speakers()
    own = holding(item, trigger)
    scored = [
        (total(features(item, trigger, kind, one, own), weights) + _lean(item, trigger, one, seen), one)
        for one in around(item)
        if one.statement.source_head is not None
    ]
    found = []
    for one in chosen(item, scored, cuts):
        there = names if one.item is item else list(outlets(one.item.doc.text)) if outlets else []
        found.append(named(one, there))
        if one.item is not item:
            found += _outlets(one.item, there)
    if seen is not None and not found:
        found += [a for span in seen if (a := _plain(item, span, "said", names)) is not None]
    found += _outlets(item, names)
    found += [a for span in cited if (a := _plain(item, span, "carried", names)) is not None]
    mine = re.sub(r"\W|\.com$|^www\.", "", outlet.lower())
    kept: list[Attribution] = []
    for link in sorted(found, key=lambda a: a.kind != "said"):
        plain = re.sub(r"\W", "", link.source.lower())
        if plain in _PRONOUNS:
            # "He" was led back to nobody, and tells a reader nothing.
            continue
        if link.kind == "carried" and len(plain) > 2 and mine and (plain in mine or mine in plain):
            continue
        if not any(_same(link, other) for other in kept):
            kept.append(link)
    return tuple(kept[:_MOST])


def _lean(item: Parsed, trigger: int, one: Said, seen: Sequence[Span] | None) -> float:
    """Return what the network's reading adds to a statement's score."""
    if seen is None:
        return 0.0
    words = [one.item.doc[i] for i in one.statement.source]
    low, high = one.item.place(words[0]), one.item.place(words[-1]) + len(words[-1].text)
    if any(start < high and low < end for start, end in seen):
        return _AGREED
    outside = one.item is item and trigger not in one.statement.content and trigger not in one.statement.cue
    return _OUTSIDE if outside else _ALONE


def _plain(item: Parsed, span: Span, kind: str, names: Iterable[OutletName]) -> Attribution | None:
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
    outlet = _medium(head) or any(base + n.start < end and start < base + n.end for n in names)
    return Attribution(
        kind="carried" if outlet else kind,
        source=item.doc.text[start - base : end - base],
        start=start,
        end=end,
        cue="",
        cue_start=start,
        cue_end=start,
    )


def _medium(head: Any) -> bool:
    """Return whether a noun stands for an outlet that isn't named: "state media", "the newspaper", "a news agency"."""
    lemma = head.lemma_.lower()
    before = {t.lower_ for t in head.lefts} | {t.lower_ for left in head.lefts for t in left.lefts}
    return lemma in _MEDIA or (lemma in _CHANNELS and bool(_NEWS & before))


def _same(one: Attribution, other: Attribution) -> bool:
    return (one.start < other.end and other.start < one.end) or one.source.lower() == other.source.lower()


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
    carried = cited or _medium(where.doc[head])
    return Attribution(
        kind="carried" if carried else "said",
        source=where.doc.text[start - where.sentence.start : end - where.sentence.start],
        start=start,
        end=end,
        cue=item.doc.text[cue_start - base : cue_end - base],
        cue_start=cue_start,
        cue_end=cue_end,
    )


def _phrase(item: Parsed, head: int) -> set[int]:
    model = shipped_speech()
    return spread(item.doc[head], "source", model.part, model.cuts["part"])


def _trimmed(item: Parsed, head: int, left: int, right: int) -> tuple[int, int]:
    """Return the span of a source: a person's name without titles; else the noun phrase without clauses set behind it."""
    doc = item.doc
    name = next(
        (c for c in doc[head].children if c.dep_ == "appos" and c.pos_ == "PROPN" and left <= c.i <= right), None
    )
    if name is not None and doc[head].pos_ != "PROPN":
        head = name.i
    top = doc[head]
    if top.pos_ == "PROPN":
        first = head
        while first > left and doc[first - 1].dep_ == "compound" and doc[first - 1].head.i == head:
            first -= 1
        titles = [i for i in range(first, head) if doc[i].lower_ in _TITLES]
        if titles:
            return item.place(doc[titles[-1] + 1]), item.place(top) + len(top.text)
        if name is not None and name.i == head:
            return item.place(doc[first]), item.place(top) + len(top.text)
    comma = next((i for i in range(head + 1, right + 1) if doc[i].text in (",", "(", "—", "–")), right + 1)
    right = max(head, comma - 1)
    while left < head and (doc[left].is_punct or doc[left].dep_ in ("cc", "mark", "advmod")):
        left += 1
    return item.place(doc[left]), item.place(doc[right]) + len(doc[right].text)


def _outlets(item: Parsed, names: Iterable[OutletName]) -> Iterable[Attribution]:
    """Yield the outlets that the sentence cites."""
    text = item.doc.text
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
