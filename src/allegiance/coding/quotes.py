"""The run of a sentence that carries an event.

Readers mark the shortest run that tells an event. Which words it holds is told by a logistic regression over how each word
stands to the trigger in the parse, fitted by ``training/fit_quotes.py`` to the runs that readers marked: it gives the log
odds of each word, and the quote is the run about the trigger whose sum is greatest. No feature holds a party's identity.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple

from allegiance.coding.entities import Entity, Parsed
from allegiance.coding.runs import reach
from allegiance.records import Span

Trigger = tuple[int, int]
"""Indices of a trigger's first and last word in the sentence's parse."""

QuoteWeights = Mapping[str, float]
"""Feature to its weight; ``bias`` is in every word's features."""

_EDGES = frozenset(",;:–—-")
_CLAUSES = frozenset("relcl advcl ccomp conj acl parataxis xcomp prep appos pcomp".split())
_BREAKS, _MARKS = frozenset(",;:–—"), frozenset('"“”')
_LITTLE_WORDS = frozenset(
    "and but that which who after as while when because if since before said says saying to on in amid over for by "
    "with".split()
)
_CLOSELY = 4
"""Most steps by which a run is widened at its end so that it leaves no object and no "of" behind."""

_HYPHENS = frozenset("-–")
_STEPS_UP, _DEEPEST = 8, 40
_JOINTS = frozenset("prep cc mark agent punct case".split())
_BEFORE_NOUN = frozenset("det amod compound poss nummod nmod quantmod predet".split())
_BEFORE_VERB = frozenset("aux auxpass neg nsubj".split())


class _Stand(NamedTuple):
    """The relations on the way from the trigger up to what both hang on, and from there down to a word."""

    up: tuple[str, ...]
    down: tuple[str, ...]


def quote_span(item: Parsed, trigger: Trigger, parties: Collection[str | None], weights: QuoteWeights) -> Span:
    """Return the run of a sentence that carries an event, as a span of the article.

    Args:
        item: The trigger's sentence.
        trigger: The event's trigger.
        parties: Ids of the event's parties.
        weights: The regression's.
    """
    first, last = trigger
    # The order of a set differs from run to run; an exact sum does not.
    odds = [math.fsum(weights.get(name, 0.0) for name in names) for names in word_features(item, trigger, parties)]
    low = _opening(item.doc, first - reach(odds[:first][::-1]), first)
    high = _close(item.doc, last, last + reach(odds[last + 1 :]))
    low, high = _whole(item, low, high)
    return item.place(item.doc[low]), item.place(item.doc[high]) + len(item.doc[high].text)


def _opening(doc: Any, low: int, first: int) -> int:
    """Return where a run begins that doesn't open with white space, a mark, a preposition or a conjunction."""
    while low < first and (doc[low].is_space or doc[low].text in _EDGES or doc[low].dep_ in _JOINTS):
        low += 1
    return low


def _close(doc: Any, last: int, high: int) -> int:
    """Return where a run ends that neither cuts a noun off from the words before it nor leaves a preposition hanging."""
    while high > last and doc[high].dep_ in _BEFORE_NOUN and high < doc[high].head.i:
        high = doc[high].head.i
    for _ in range(_CLOSELY):
        bound = _bound(doc, high)
        if bound is None:
            break
        high = bound
    loose = _JOINTS | _BEFORE_NOUN | _BEFORE_VERB
    while high > last and (doc[high].is_space or doc[high].text in _EDGES or doc[high].dep_ in loose):
        high -= 1
    return high


def _bound(doc: Any, high: int) -> int | None:
    """Return the head of what hangs closely on a run's last word: an object right behind a verb, or the noun of an "of"."""
    word = doc[high]
    after = doc[high + 1] if high + 1 < len(doc) else word
    if after.lower_ == "of" and after.head.i == high:
        # What is asked for or taken up ("accused of" after "which") stands before it.
        return next((int(child.i) for child in after.rights if child.dep_ == "pobj"), None)
    if word.pos_ != "VERB":
        return None
    return next((int(c.i) for c in word.children if c.dep_ in ("dobj", "attr") and c.left_edge.i == high + 1), None)


def _whole(item: Parsed, low: int, high: int) -> tuple[int, int]:
    """Return a run widened so that it cuts no name and no word ("South Korea", "weren't", "Iranian-backed") at its ends."""
    for _, span in _names(item):
        if span.start < low < span.end:
            low = span.start
        if span.start <= high < span.end:
            high = span.end - 1
    while low and _one_word(item.doc, low - 1):
        low -= 1
    while high + 1 < len(item.doc) and _one_word(item.doc, high):
        high += 1
    return low, high


def _one_word(doc: Any, i: int) -> bool:
    """Tell whether a token makes one word with the next: no space is between them, and letters or a hyphen join them."""
    here, after = doc[i], doc[i + 1]
    if here.whitespace_ or here.is_space or after.is_space:
        return False
    hyphen = next((token for token in (after, here) if token.text in _HYPHENS), None)
    if hyphen is None:
        return bool(here.text[-1].isalnum() and after.text.lstrip("'’")[:1].isalpha())
    if hyphen.i in (0, len(doc) - 1):
        return False
    before, then = doc[hyphen.i - 1], doc[hyphen.i + 1]
    return bool(then.text[0].isalnum()) and not (hyphen.whitespace_ or before.whitespace_ or before.is_punct)


def word_features(item: Parsed, trigger: Trigger, parties: Collection[str | None]) -> Iterator[set[str]]:
    """Yield for each word of a sentence how it stands to the trigger; nothing for the trigger's own words."""
    doc = item.doc
    first, last = trigger
    head = doc[first : last + 1].root
    tag = head.tag_
    kind = "noun" if tag.startswith("NN") else "verb" if tag.startswith("VB") else "other"
    chain = _chain(head)
    words = [token.text for token in doc]
    right = _aside(words[last + 1 :])
    left = _aside(words[:first][::-1])[::-1]
    own, others = _named(item, parties)
    before = [i for i in own if i < first]
    after = [i for i in own if i > last]
    for token in doc:
        i = token.i
        if first <= i <= last:
            yield set()
            continue
        late = i > last
        far = i - last if late else first - i
        breaks, marks = right[i - last - 1] if late else left[i]
        known = after if late else before
        names = {
            "bias",
            f"far {far if far <= 4 else min(far, 24) // 2 * 2}",
            f"breaks {min(breaks, 3)}",
            f"{kind} breaks {min(breaks, 3)} far {min(far, 20) // 4}",
            f"marks {min(marks, 2)}",
            "own party" if i in own else "other party" if i in others else "no name",
            f"party {bool(before)} {bool(after)}",
            f"up to the nearest party {_within(known, i, late=late, nearest=True)}",
            f"up to the farthest party {_within(known, i, late=late, nearest=False)}",
        }
        if token.is_punct:
            names.add(f"mark {token.text}")
        elif token.lower_ in _LITTLE_WORDS:
            names.add(f"word {token.lower_}")
        side = "right" if late else "left"
        names |= set(_grammar(_stand(token, chain), kind))
        yield {f"{side} {name}" for name in names}


def _grammar(stand: _Stand | None, kind: str) -> Iterator[str]:
    if stand is None:
        yield "apart"
        return
    up, down = stand
    steps, first = len(up), down[0] if down else "-"
    yield f"{kind} up {min(steps, 4)}"
    yield f"{kind} up {'/'.join(up[:2])} of {min(steps, 3)} down {first}"
    yield f"up {'/'.join(up[:3])} of {min(steps, 3)} down {'/'.join(down[:2])}"
    yield f"depth {min(len(down), 6)} up {min(steps, 2)}"
    if down and not steps:
        yield f"{kind} below {first} depth {min(len(down), 5)}"
    below = _CLAUSES.intersection(down[1:])
    yield from (f"{relation} below" for relation in below)
    if below:
        yield f"clause below {first}"


def _chain(token: Any) -> dict[int, tuple[str, ...]]:
    """Return the words that a trigger hangs on, itself among them, with the relations on the way."""
    found: dict[int, tuple[str, ...]] = {}
    way: tuple[str, ...] = ()
    for _ in range(_STEPS_UP):
        found[token.i] = way
        if token.head == token:
            break
        way, token = (*way, token.dep_), token.head
    return found


def _stand(token: Any, chain: Mapping[int, tuple[str, ...]]) -> _Stand | None:
    down: list[str] = []
    while token.i not in chain:
        if token.head == token or len(down) >= _DEEPEST:
            return None
        down.append(token.dep_)
        token = token.head
    return _Stand(chain[token.i], tuple(reversed(down)))


def _aside(words: Sequence[str]) -> list[tuple[int, int]]:
    """Return how many breaks (commas and the like) and quotation marks stand before each word, counted from the trigger."""
    found, breaks, marks = [], 0, 0
    for word in words:
        found.append((breaks, marks))
        breaks += word in _BREAKS
        marks += word in _MARKS
    return found


def _named(item: Parsed, parties: Collection[str | None]) -> tuple[set[int], set[int]]:
    """Return the words at which the event's parties are named in a sentence, and those at which others are."""
    own: set[int] = set()
    others: set[int] = set()
    for entity, span in _names(item):
        (own if entity.id in parties else others).update(range(span.start, span.end))
    return own, others - own


def _names(item: Parsed) -> Iterator[tuple[Entity, Any]]:
    """Yield the parties named in a sentence, each with its words."""
    base = item.sentence.start
    for entity in item.article.by_sentence[item.number] if item.article is not None else ():
        span = item.doc.char_span(entity.start - base, entity.end - base, alignment_mode="expand")
        if span is not None:
            yield entity, span


def _within(known: Sequence[int], place: int, *, late: bool, nearest: bool) -> str:
    """Tell whether a word stands between the trigger and the nearest, or the farthest, word of a party on its side."""
    if not known:
        return "none"
    edge = min(known) if late == nearest else max(known)
    return str(place <= edge if late else place >= edge)


@lru_cache(maxsize=1)
def shipped_quote_weights() -> QuoteWeights:
    """Return the weights that the package ships."""
    text = (resources.files("allegiance.coding") / "data" / "quotes.json").read_text(encoding="utf-8")
    weights: QuoteWeights = json.loads(text)
    return weights
