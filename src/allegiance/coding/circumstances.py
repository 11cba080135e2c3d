"""When and where an event happened, as far as the text gives it for that event and not for another one beside it.

Each of the words for time in the event's sentence, and in those beside it, is weighed by how it hangs on the event's word in
the parse; the weights are a logistic regression on labelled mentions (``training/fit_timing.py``).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from typing import Any

from allegiance.coding.anchored import anchored
from allegiance.coding.clauses import MONTHS
from allegiance.coding.dates import When, expressions
from allegiance.coding.entities import Entity, Parsed
from allegiance.coding.sentences import Sentence, sentences
from allegiance.coding.statement_features import path
from allegiance.coding.statements import total
from allegiance.coding.status_words import DENY
from allegiance.coding.tense import beside, hold, meant, of_the_noun
from allegiance.records import EventType, Status

_PLACE = frozenset(["in", "at", "near", "outside", "inside", "around", "off", "across", "over"])
_YEAR = re.compile(r"\b\d{4}\b")
_DONE = frozenset({Status.ASSERTED, Status.HISTORICAL})
"""Statuses of what is told as done, which doesn't lie after the day of publication."""
_NEAR = 3
"""Sentences before and behind an event's own whose words for time may date it."""
_ANCHORS = 2
"""Sentences before one whose days "the next day" may be reckoned from."""
_SINCE = re.compile(r"\bsince (?:the )?$", re.IGNORECASE)
_LINKED = re.compile(
    r"\b(?:on|of|by|in|since|until|till|from|to|before|after|for|dated|and|the)\s+$|,\s*$", re.IGNORECASE
)
_TAIL = 60
"""Characters that may stand behind a date line at the end of a text: a place, an hour, the days of the visit."""
_SAID = re.compile(r"\b(?:said|says|told|announced|reported|tweeted|wrote|added|statement)\b", re.IGNORECASE)
_SAID_JUST_BEFORE = re.compile(
    r"\b(said|says|announced|reported|confirmed)(?: on| late on| early on)? $", re.IGNORECASE
)
_CLAUSES = frozenset(["acl", "relcl", "advcl", "ccomp", "xcomp", "pcomp", "conj", "parataxis"])
_DENIALS = DENY | {"reject"}
_REPORTS = frozenset({"report", "article", "story", "claim", "allegation"})


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When and where an event happened, as far as the text tells."""

    when: When | None
    place: str | None


@lru_cache(maxsize=1)
def shipped_timing() -> tuple[Mapping[str, float], float]:
    """Return the weights that tell whether words for time belong to an event, and the least score that counts."""
    raw = json.loads((resources.files("allegiance.coding") / "data" / "timing.json").read_text(encoding="utf-8"))
    return raw["weights"], raw["cut"]


def circumstances(
    item: Parsed,
    trigger: int,
    *,
    published: date | None,
    kind: EventType | None = None,
    status: Status = Status.ASSERTED,
) -> Circumstances:
    """Return when and where the event at a trigger happened.

    Args:
        item: The parsed sentence.
        trigger: Index of the trigger's head word.
        published: The day from which "Friday" and "last month" are reckoned; without it there is no date.
        kind: The event's type, if known.
        status: The event's status: "on Friday" means the coming one of what is planned.
    """
    place = _place(item, trigger)
    if published is None:
        return Circumstances(None, place)
    weights, cut = shipped_timing()
    best: tuple[float, When] | None = None
    for where, when in time_words(item, published):
        own = where.number == item.sentence.number
        if own and (_of_telling(item, trigger, when, status) or _of_saying(item, trigger, when, published)):
            continue
        if own and beside(item, trigger, when, published):
            continue
        when = meant(item, trigger, where, when, kind, status, published)
        if status in _DONE and when.first > published:
            # These date what is still to come beside the act, such as a meeting that was agreed on.
            continue
        if own and of_the_noun(item, trigger, when):
            best = math.inf, _bounded(item, where, when, status, published)
            break
        score = total(features(item, trigger, where, when, kind, status, published), weights)
        if score >= cut and (best is None or score > best[0]):
            best = score, _bounded(item, where, when, status, published)
    return Circumstances(best[1] if best is not None else None, place)


def _bounded(item: Parsed, sentence: Sentence, when: When, status: Status, published: date) -> When:
    """Return words for time without the days on which the act can't have been done or still be to come.

    What has gone on since a day has done so up to publication.
    """
    if status is Status.PLANNED:
        coming = when.rule == "relative" and when.first < published < when.last
        return replace(when, first=published) if coming else when
    if status is Status.ASSERTED and sentence.number == item.sentence.number and when.last < published:
        place = when.start - item.sentence.start
        since = when.words.lower().startswith("since ") or _SINCE.search(item.text, 0, place)
        return replace(when, last=published) if since and hold(item, when)[1].tag_.startswith("VB") else when
    return replace(when, last=published) if status in _DONE and when.first <= published < when.last else when


def _of_telling(item: Parsed, trigger: int, when: When, status: Status) -> bool:
    """Return whether words for time tell when an act was reported or denied: "denied on Friday that"."""
    over = hold(item, when)[1]
    told = over.pos_ == "NOUN" and over.lemma_.lower() in _REPORTS
    denied = status is Status.DENIED and over.lemma_.lower() in _DENIALS
    return (told or denied) and over.i != trigger and over.is_ancestor(item.doc[trigger])


def _of_saying(item: Parsed, trigger: int, when: When, published: date) -> bool:
    """Return whether words for time stand right behind a word of saying and others date what is said: "said on Monday it
    fired at ships last week".
    """
    base, text = item.sentence.start, item.text
    said = _SAID_JUST_BEFORE.search(text, 0, when.start - base)
    place = item.place(item.doc[trigger])
    if said is None or not when.end <= place:
        return False
    verb = item.doc.char_span(said.start(1), said.end(1), alignment_mode="expand")
    if verb is None or verb.root.i == trigger or not verb.root.is_ancestor(item.doc[trigger]):
        return False
    others = [w for w in _times(item, item.sentence, published) if w.start > when.end]
    return any(hold(item, w)[1].i == trigger for w in others)


def _sentences(item: Parsed) -> list[Sentence]:
    article = item.article
    if article is None:
        return [item.sentence]
    # The parse holds only some of an article's sentences; words for time stand in the others, too.
    return article.parsed[0].once("sentences", lambda: sentences(article.text))


def _times(item: Parsed, sentence: Sentence, published: date) -> list[When]:
    """Return the words for time of one of the article's sentences, read once for all its events."""
    article = item.article
    if article is None:
        found = expressions(item.text, 0, len(item.text), published)
        return [replace(w, start=w.start + sentence.start, end=w.end + sentence.start) for w in found]
    return article.parsed[0].once(f"times {sentence.number}", lambda: _read(item, article.text, sentence, published))


def own_times(item: Parsed, published: date) -> list[When]:
    """Return the words for time of a sentence, in order of place."""
    return _times(item, item.sentence, published)


def _read(item: Parsed, text: str, sentence: Sentence, published: date) -> list[When]:
    # Not of the parse, which may have lost the capitals of a headline, by which a Friday is known.
    found = expressions(text, sentence.start, sentence.end, published)
    near = [s for s in _sentences(item) if 0 < sentence.number - s.number <= _ANCHORS and not s.headline]
    before: list[When] = []
    for s in near:  # each may be reckoned from the one before: "The next day ... A day later ..."
        before += anchored(text, s.start, s.end, expressions(text, s.start, s.end, published), before)
    return anchored(text, sentence.start, sentence.end, found, before)


def time_words(item: Parsed, published: date) -> Iterator[tuple[Sentence, When]]:
    """Yield the words for time that may date a sentence's events, with the sentence that they stand in.

    These are its own, those of the sentences next to it, and a date line, which stands for the whole article.
    """
    cut = _sentences(item)
    here = item.sentence.number
    for sentence in cut:
        near = abs(sentence.number - here) <= _NEAR
        if near or sentence.number < 2 or sentence.number >= len(cut) - 3:
            for when in _times(item, sentence, published):
                if near or _date_line(item, when, published):
                    yield sentence, when


def _date_line(item: Parsed, when: When, published: date) -> bool:
    """Return whether a full date stands for itself, as a press office writes it over or under its report."""
    if item.article is None or when.rule not in ("day", "days", "iso") or not _YEAR.search(when.words):
        return False
    if not timedelta(0) <= published - when.last <= timedelta(3):
        return False
    text = item.article.text
    begin, end = text.rfind("\n", 0, when.start) + 1, text.find("\n", when.end)
    if not text[begin : when.start].strip():
        return True
    # At the end of the whole text, and not of a sentence or of a caption, whose date follows a place and a comma.
    ends = end < 0 and len(text) - when.end <= _TAIL and text[when.end : when.end + 1] != "."
    return ends and not _LINKED.search(text[max(0, when.start - 12) : when.start])


def features(
    item: Parsed,
    trigger: int,
    sentence: Sentence,
    when: When,
    kind: EventType | None,
    status: Status,
    published: date,
) -> list[str]:
    """Return the features of words for time, as they are meant, as those that date an event."""
    age = age_of(when, published)
    word = item.doc[trigger]
    common = [f"age={age}", f"age={age}|{status}", f"age={age}|{kind}", f"age={age}|{status}|{when.rule}"]
    if sentence.number != item.sentence.number:
        return _beside(item, word, sentence, when, kind, status, published, age) + [f"o|{name}" for name in common]
    return _within(item, word, when, kind, status, _times(item, sentence, published), age) + common


def age_of(when: When, published: date) -> str:
    """Return how an interval lies to the day of publication, in words."""
    if when.first > published:
        return "ahead"
    if when.last.year < published.year:
        return "earlier year"
    wide = (when.last - when.first).days
    if wide > 100:
        return "long"
    if wide > 10:
        return "month" if when.last >= published - timedelta(31) else "months ago"
    back = (published - when.last).days
    return "now" if back < 2 else "week" if back < 8 else "days ago"


def _beside(
    item: Parsed,
    word: Any,
    sentence: Sentence,
    when: When,
    kind: EventType | None,
    status: Status,
    published: date,
    age: str,
) -> list[str]:
    """Return the features of words for time in another sentence, which needs no parse of it."""
    assert item.article is not None
    text = item.article.text
    far = sentence.number - item.sentence.number
    step = str(far) if abs(far) <= _NEAR else "far"
    where = f"{step}|{item.sentence.headline}{sentence.headline}"
    line = _date_line(item, when, published)
    own = min(2, len(_times(item, item.sentence, published)))
    stem = word.lemma_.lower()[:5]
    body = text[sentence.start : sentence.end].lower()
    low, high = min(sentence.end, item.sentence.end), max(sentence.start, item.sentence.start)
    apart = "\n" in text[low:high]
    said = bool(_SAID.search(text[max(sentence.start, when.start - 25) : when.end + 25]))
    opens = when.start - sentence.start < 6
    others = _times(item, sentence, published)
    order = min(2, [w.start for w in others].index(when.start))
    lead = min(2, sentence.number)
    tense = _tense(word)
    return [
        "bias other",
        where,
        f"line={line}|{tense}",
        f"line={line}|{kind}",
        f"line={line}|{status}",
        f"line={line}|own={own}",
        f"{where}|own={own}",
        f"{where}|same={stem in body}",
        f"{where}|apart={apart}",
        f"{where}|order={order}",
        f"{where}|rule={when.rule}",
        f"{where}|kind={kind}",
        f"{where}|status={status}",
        f"{where}|{tense}",
        f"{where}|lead={lead}",
        f"o|opens={opens}|{where}",
        f"o|said={said}|{kind}",
        f"o|said={said}|{where}",
        f"o|{tense}|{age}",
        f"o|same={stem in body}|own={own}|{age}",
        f"o|others={min(3, len(others))}",
    ]


def _tense(word: Any) -> str:
    """Return the word's tag with the first auxiliary before it."""
    helper = next((c.lower_ for c in word.children if c.dep_ in ("aux", "auxpass")), "")
    return f"{word.tag_}|{helper}"


def _within(
    item: Parsed, word: Any, when: When, kind: EventType | None, status: Status, own: Sequence[When], age: str
) -> list[str]:
    """Return the features of words for time in the event's own sentence, by the parse."""
    root, over = hold(item, when)
    sort = word.tag_[:2]
    way = path(word, root)
    label = way.split(".")
    up = [part for part in label if part.startswith("^")]
    gap = item.doc[min(word.i, root.i) : max(word.i, root.i)]
    verbs = sum(t.tag_.startswith("VB") and t.dep_ not in ("aux", "auxpass") for t in gap)
    others = len(own)
    place = item.place(word)
    far = _steps(word, over)
    clause = ".".join(part for part in label if part.lstrip("^") in _CLAUSES)
    said = bool(_SAID.fullmatch(over.lower_))
    nearer = sum(_steps(word, hold(item, w)[1]) < far for w in own if w is not when and w.start != when.start)
    lead = next((t.lower_ for t in (root, *root.children) if t.dep_ in ("prep", "mark")), "")
    order = min(3, sorted(abs(w.start - place) for w in own).index(abs(when.start - place)))
    return [
        "bias",
        f"y={way}",
        f"y={way}|{sort}",
        f"y={way}|{over.lemma_.lower()}",
        f"y={way}|{when.rule}",
        f"up={'.'.join(up)}",
        f"up={'.'.join(up)}|{over.lemma_.lower()}",
        f"up={len(up)}|{over.i == word.i}",
        f"over={over.lemma_.lower()}|{over.i == word.i}",
        f"rule={when.rule}",
        f"rule={when.rule}|{sort}",
        f"kind={kind}|{over.i == word.i}",
        f"verbs={min(verbs, 3)}",
        f"verbs={min(verbs, 3)}|{root.i > word.i}",
        f"comma={any(t.text == ',' for t in gap)}|{root.i > word.i}",
        f"gap={min(6, len(gap) // 3)}",
        f"order={order}|{min(others, 3)}",
        f"order={order}|verbs={min(verbs, 2)}",
        f"above={over.is_ancestor(word)}|{over.pos_}",
        f"below={word.is_ancestor(root)}",
        f"under={root.is_ancestor(word)}|{when.rule}",
        f"nearer={min(2, nearer)}|{min(others, 3)}",
        f"nearer={min(2, nearer)}|steps={min(4, far)}|{over.i == word.i}",
        f"lead={lead}|{_tense(word)}",
        f"lead={lead}|{over.i == word.i}|{when.rule}",
        f"tense={_tense(over)}|{over.i == word.i}|{sort}",
        f"tense={_tense(over)}|{_tense(word)}|{verbs}",
        f"span={when.rule}|{_tense(over)}",
        f"clause={clause}|{_tense(over)}",
        f"clause={clause}|{_tense(word)}|{sort}",
        f"clause={clause}|said={said}|{status}",
        f"clause={clause}|said={said}|{kind}",
        f"age={age}|{_tense(word)}",
    ]


def _steps(word: Any, other: Any, most: int = 6) -> int:
    """Return how many edges of the parse lie between two words; at most ``most``."""
    above = [word, *word.ancestors]
    places = {t.i: n for n, t in enumerate(above)}
    for down, token in enumerate([other, *other.ancestors]):
        if token.i in places:
            return min(most, down + places[token.i])
    return most


def _place(item: Parsed, trigger: int) -> str | None:
    """Return the place that stands under the event's word: "in Geneva", "near the border with Chad"."""
    doc = item.doc
    word = doc[trigger]
    tops = [word]
    if word.head != word and word.dep_ in ("dobj", "nsubj", "nsubjpass", "xcomp"):
        tops.append(word.head)
    if word.tag_.startswith("VB"):
        tops += [c for c in word.children if c.dep_ in ("dobj", "xcomp")]
    known: dict[int, Entity] = {}
    if item.article is not None:
        known = {e.head: e for e in item.article.by_sentence[item.number]}
    for top in tops:
        for child in top.children:
            if child.dep_ != "prep" or child.lower_ not in _PLACE:
                continue
            noun = next((c for c in child.children if c.dep_ == "pobj"), None)
            if noun is None or noun.lower_ in MONTHS or not (noun.pos_ == "PROPN" or noun.i in known):
                continue
            if (
                noun.i in known
                and known[noun.i].role not in ("place", "state", "government")
                and not known[noun.i].place
            ):
                continue
            if noun.i in known and known[noun.i].via == "demonym" and known[noun.i].text == noun.text:
                continue  # a language: "said in Kazakh"
            low = noun.left_edge.i
            while low < noun.i and doc[low].dep_ in ("det", "punct"):
                low += 1
            return str(doc[low : noun.i + 1].text)
    return None
