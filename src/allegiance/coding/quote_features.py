"""How each word of a sentence stands to an event's trigger: what tells whether the event's quote holds it.

No feature holds a party's identity.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from allegiance.coding.entities import Entity, Parsed

Trigger = tuple[int, int]
"""Indices of a trigger's first and last word in the sentence's parse."""

_CLAUSES = frozenset("relcl advcl ccomp conj acl parataxis xcomp prep appos pcomp".split())
_BREAKS, _MARKS = frozenset(",;:–—"), frozenset('"“”')
_LITTLE_WORDS = frozenset(
    "and but that which who after as while when because if since before said says saying to on in amid over for by "
    "with".split()
)
_STEPS_UP, _DEEPEST = 8, 40


class _Stand(NamedTuple):
    """The relations on the way from the trigger up to what both hang on, and from there down to a word."""

    up: tuple[str, ...]
    down: tuple[str, ...]


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
        names.update(_grammar(_stand(token, chain), kind))
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
    for entity, span in names_in_sentence(item):
        (own if entity.id in parties else others).update(range(span.start, span.end))
    return own, others - own


def names_in_sentence(item: Parsed) -> list[tuple[Entity, Any]]:
    """Return the parties named in a sentence, each with its words."""
    return item.once("names", lambda: list(_names(item)))


def _names(item: Parsed) -> Iterator[tuple[Entity, Any]]:
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
