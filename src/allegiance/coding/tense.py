"""Whether the grammar puts an act, or the words for time that hang on a verb, before or after the day of publication."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum
from typing import Any

from allegiance.coding.clauses import modified, set_off
from allegiance.coding.dates import When
from allegiance.coding.entities import Parsed
from allegiance.coding.sentences import Sentence
from allegiance.records import EventType, Status

_HAVE = frozenset(["have", "has", "had", "'ve", "’ve", "having"])
_BE_NOW = frozenset(["am", "is", "are", "'re", "’re", "'m", "’m"])
_MODALS = frozenset(["will", "shall", "'ll", "’ll", "would", "may", "might", "could", "should", "must", "can"])
_COMING = frozenset(["upcoming", "coming", "planned", "scheduled", "next", "expected", "forthcoming"])
_DUE = frozenset("due expected expect set schedule plan suppose slate bind likely poised prepared ready".split())
_DONE_ALONG = frozenset(
    """begin start continue go proceed keep stop cease fail manage try attempt refuse decline use help come rush move turn
    seem appear happen dare bother get have make force compel prompt lead cause allow enable let""".split()
)
"""Verbs whose infinitive is as far in the past as they are: "failed to agree on Friday", "forced them to leave"."""
_OF_LATER = frozenset({EventType.AGREE, EventType.REQUEST, EventType.THREATEN})
"""Types whose act speaks of another to come: "they agreed to meet in October"."""
_WILL = frozenset(["will", "shall", "'ll", "’ll", "to", "may"])
_OF_A_YEAR = frozenset(["day", "days", "month"])
_GONE = timedelta(60)
"""How far behind a month lies that only a plain future puts a year ahead."""
_CLOSE = 2
"""Words from a past verb to words for time that can mean no other act's."""
_DAY_PARTS = frozenset(["morning", "afternoon", "evening", "night", "noon", "midnight"])
_HANGING = frozenset(["prep", "npadvmod", "advmod", "nummod", "compound", "poss", "nmod", "amod"])
_NAMED = re.compile(r"\b\d{4}\b")
_UP = frozenset(["dobj", "prep", "pobj", "nsubj", "nsubjpass", "conj", "xcomp"])


class Side(Enum):
    """Where an act lies to the day of publication."""

    BEHIND = "behind"
    AHEAD = "ahead"


def _helpers(verb: Any) -> dict[str, str]:
    """Return a verb's auxiliaries, lower-cased, with their tags."""
    return {c.lower_: c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass")}


def _holds(token: Any, other: Any) -> bool:
    """Return whether a noun's clause holds another word: "the announcement on Friday that they will leave"."""
    return any(c.dep_ in ("acl", "ccomp", "relcl") and (c == other or c.is_ancestor(other)) for c in token.children)


def _verbal(token: Any) -> bool:
    """Return whether a word is a verb."""
    return bool(token.tag_.startswith("VB") or token.pos_ == "AUX")


def _verb_over(token: Any) -> Any:
    """Return the verb that a word hangs on, or the word itself where it is one or hangs on none."""
    place = token
    for _ in range(5):
        if _verbal(place) or place.head == place:
            return place
        place = place.head
    return place


def side(verb: Any, *, steps: int = 3) -> Side | None:
    """Return where a verb's tense puts what it tells, with the words for time that hang on it; None where it may be either.

    An infinitive or a bare participle follows its governor: "failed to meet on Friday" is past, "plans to meet on Friday"
    to come.
    """
    helpers = _helpers(verb)
    if helpers.keys() & _HAVE or "did" in helpers:
        return Side.BEHIND
    if helpers.keys() & _MODALS:
        return Side.AHEAD
    if verb.lemma_.lower() in _DUE and verb.tag_ != "VBD":
        return None
    if "to" in helpers:
        return _of_infinitive(verb, steps)
    if verb.tag_ == "VBD":
        due = any(c.dep_ in ("acomp", "xcomp", "attr") and c.lemma_.lower() in _DUE | {"be"} for c in verb.children)
        infinitive = any(c.dep_ == "xcomp" and "to" in _helpers(c) for c in verb.children)
        return None if due or (infinitive and verb.lemma_ == "be") else Side.BEHIND
    if verb.tag_ == "VBG":
        if helpers.keys() & _BE_NOW:
            return Side.AHEAD
        if "VBD" in helpers.values():
            return Side.BEHIND
        return _of_governor(verb, steps) if verb.dep_ in ("pcomp", "advcl", "xcomp", "conj") else None
    if verb.tag_ == "VBN":
        if "VBD" in helpers.values() or (not helpers and verb.dep_ != "conj"):
            return Side.BEHIND
        return _of_governor(verb, steps) if verb.dep_ == "conj" and not helpers else None
    if verb.tag_ == "VB" and verb.dep_ == "conj":
        return _of_governor(verb, steps)
    return None


def _of_infinitive(verb: Any, steps: int) -> Side | None:
    """Return the side of an infinitive with "to"."""
    governor = verb.head
    if governor == verb:
        return Side.AHEAD
    if not _verbal(governor):
        return None  # "a deal to end the siege over the weekend"
    purpose = verb.dep_ == "advcl" and verb.i > governor.i
    if purpose or governor.lemma_.lower() in _DONE_ALONG:
        return _of_governor(verb, steps)
    return Side.AHEAD


def _of_governor(verb: Any, steps: int) -> Side | None:
    return side(_verb_over(verb.head), steps=steps - 1) if steps > 0 and verb.head != verb else None


def to_come(token: Any) -> bool:
    """Return whether the grammar around a word says that its act is still to come."""
    place = token
    for depth in range(3):
        helpers = _helpers(place)
        if helpers.keys() & (_MODALS - {"can"} | {"to"}) and not helpers.keys() & _HAVE:
            return side(place) is not Side.BEHIND
        if depth == 0 and any(c.dep_ == "amod" and c.lower_ in _COMING for c in place.children):
            return True
        if place.head == place or place.dep_ not in _UP:
            break
        place = place.head
    return False


def meant(
    item: Parsed,
    trigger: int,
    sentence: Sentence,
    when: When,
    kind: EventType | None,
    status: Status,
    published: date,
) -> When:
    """Return words for time as they are meant of an event: the coming Friday of one to come, last June of a past one.

    The verb that the words hang on decides, then the event's own word, then its status: who "announced on Friday that it
    will send" tanks did so last Friday.
    """
    token = item.doc[trigger]
    planned = status is Status.PLANNED
    root: Any = None
    over: Any = None
    if sentence.number == item.sentence.number:
        root, over = hold(item, when)
    if when.rule == "anniversary":
        kept = root is not None and not root.is_ancestor(token)
        return replace(when, first=when.ahead[0], last=when.ahead[1]) if when.ahead is not None and kept else when
    lies = side(over) if over is not None and _verbal(over) else None
    lies = lies or _bound(token)
    if lies is None and over is not None and root.dep_ == "prep" and over.i < root.i and _holds(over, token):
        lies = Side.BEHIND
    if lies is None and over is not None and not _verbal(over) and not planned:
        lies = side(_verb_over(over))
    coming = lies is Side.AHEAD or (lies is None and (planned or to_come(token)))
    if when.ahead is not None and coming and (not _just_gone(when, published) or _plainly_ahead(item, when, over)):
        return replace(when, first=when.ahead[0], last=when.ahead[1])
    if when.first <= published:
        return when
    if planned or kind in _OF_LATER:
        # The act may be told in the past and its matter lie ahead: "they discussed the summit in May".
        past = lies is Side.BEHIND and over is not None and _verbal(over) and 0 < root.i - over.i <= _CLOSE
    else:
        past = lies is Side.BEHIND or (lies is None and status is Status.HISTORICAL)
    return _a_year_before(when) if past else when


def _just_gone(when: When, published: date) -> bool:
    """Return whether a month or a day of it without a year lies so little behind that a plan, too, may be dated by it."""
    return when.rule in _OF_A_YEAR and timedelta(0) < published - when.last <= _GONE


def _plainly_ahead(item: Parsed, when: When, over: Any) -> bool:
    """Return whether words for time hang on a verb that tells what will be, with no deed between: "will send in December"."""
    if over is None:
        return False
    verb, place = _verb_over(over), when.start - item.sentence.start
    if not _helpers(verb).keys() & _WILL:
        return False
    between = (t for t in verb.doc[verb.i + 1 :] if t.idx < place)
    return place <= verb.sent.start_char if place < verb.idx else not any(t.tag_ in ("VBD", "VBN") for t in between)


def _bound(token: Any) -> Side | None:
    """Return the side of a verb in the plain past, which no plan that it tells of puts ahead."""
    return Side.BEHIND if token.tag_ == "VBD" and side(token) is Side.BEHIND else None


def hold(item: Parsed, when: When) -> tuple[Any, Any]:
    """Return the topmost word for time in the parse, with its preposition, and the word that it hangs on."""
    base = item.sentence.start
    span = item.doc.char_span(when.start - base, when.end - base, alignment_mode="expand")
    root = span.root
    while root.head != root and (
        root.dep_ in ("pobj", "pcomp")
        or (root.dep_ == "prep" and root.i in range(span.start, span.end))
        or (root.head.lower_ in _DAY_PARTS and root.dep_ in ("compound", "nmod", "npadvmod", "poss"))
    ):
        root = root.head
    if root.dep_ not in _HANGING:
        return root, root
    over = root.head
    to = next((c for c in over.children if c.dep_ == "aux" and c.lower_ == "to"), None)
    if to is not None and over.head.i < root.i < to.i:
        over = over.head  # "called on them on Friday to leave"
    return root, over


def of_the_noun(item: Parsed, trigger: int, when: When) -> bool:
    """Return whether words for time stand before an event's noun as its own: "last autumn's shelling"."""
    root, over = hold(item, when)
    return bool(over.i == trigger and modified(root) == over)


def parties_of(item: Parsed) -> frozenset[int]:
    """Return the indices of the words of a sentence that name parties."""
    return frozenset(e.head for e in item.article.by_sentence[item.number]) if item.article is not None else frozenset()


def beside(item: Parsed, trigger: int, when: When, published: date) -> bool:
    """Return whether words of an earlier year date what a clause beside tells of a party: "Norway, which joined in 1949,"."""
    return when.last.year < published.year and set_off(hold(item, when)[0], item.doc[trigger], parties_of(item))


def _a_year_before(when: When) -> When:
    """Return the same month or day a year before, where the words name no year."""
    if when.rule not in ("month", "day") or _NAMED.search(when.words):
        return when
    year = when.first.year - 1
    length = monthrange(year, when.last.month)[1]
    last = when.last.replace(year=year, day=min(when.last.day, length))
    return replace(when, first=when.first.replace(year=year, day=min(when.first.day, length)), last=last)
