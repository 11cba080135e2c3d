"""What the trained coder reads in an article: triggers with their types, statuses, parties and sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from allegiance.coding.entities import Hit
from allegiance.coding.model import Encoded, Floats, Model
from allegiance.coding.model_input import Name, Passage, hint, passage
from allegiance.coding.model_output import STATUSES, TYPES
from allegiance.coding.passages import windows
from allegiance.coding.sentences import Sentence
from allegiance.coding.told import Heard
from allegiance.records import Span

LEAST_TRIGGER = 0.2
"""Words less likely than this to be a trigger are not read further."""

LEAST_ALONE = 0.7
"""The same in a passage that names fewer than two parties: an event takes two, save plain acts whose doer goes unnamed."""

LEAST_EVENT = 0.15
"""Triggers less likely than this to be an event are dropped."""

_MOST_READ = 10
"""Most triggers of one passage that are read further, the likeliest first."""

_SOURCE = 0.04
"""Words less likely than this to be a source's are not kept."""


class Place(Protocol):
    """Where a party stands in the text: a find of the gazetteer, or a party that the rules resolved."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def id(self) -> str | None:
        """Its gazetteer id."""

    @property
    def via(self) -> str:
        """How it was resolved."""

    @property
    def role(self) -> str:
        """What it is."""


@dataclass(frozen=True, slots=True)
class Role:
    """How likely a party is to be actor and recipient, and the place where it stands."""

    hit: Place
    actor: float
    recipient: float

    @property
    def party(self) -> str:
        """The party's id, or its words where no id is known."""
        return self.hit.id or self.hit.text


@dataclass(frozen=True, slots=True)
class Proposal:
    """One trigger as the network reads it.

    Attributes:
        start: Where it begins in the article.
        end: Where it ends.
        sentence: Its sentence.
        trigger: Probability that the word is a trigger, by the lower part.
        types: Probabilities of the types in the order of TYPES, then of "no event".
        statuses: Probabilities in the order of STATUSES.
        hedged: Probability that the text itself puts it in doubt.
        roles: The parties of its passage.
        said: Words of who said it.
        carried: Words of outlets cited for it.
    """

    start: int
    end: int
    sentence: Sentence
    trigger: float
    types: tuple[float, ...]
    statuses: tuple[float, ...]
    hedged: float
    roles: tuple[Role, ...]
    said: tuple[Heard, ...]
    carried: tuple[Heard, ...]

    @property
    def event(self) -> float:
        """Return the probability that the trigger reports an event."""
        return 1.0 - self.types[-1]

    @property
    def type(self) -> str:
        """Return the likeliest type."""
        return TYPES[int(np.argmax(self.types[:-1]))]

    @property
    def status(self) -> str:
        """Return the likeliest status."""
        return STATUSES[int(np.argmax(self.statuses))]


def propose(
    model: Model,
    text: str,
    hits: Sequence[Hit],
    cut: Sequence[Sentence],
    wanted: Sequence[int],
    *,
    towns: Sequence[Span] = (),
) -> Iterator[Proposal]:
    """Yield what the network reads in an article, in order of passage.

    Args:
        text: The article's text, blanked.
        hits: The gazetteer's finds, in order of place.
        cut: All its sentences.
        wanted: Numbers of those to look for events in, ascending.
        towns: Where it names towns, each of which may stand for a party.
    """
    names = [Name(hit.start, hit.end, hit.id, hint(hit.via, hit.role)) for hit in hits]
    for window in windows(cut, wanted):
        read = passage(text, (*window.context, *window.scope), names)
        encoded = model.encode(read.text)
        hidden, tag = model.triggers(encoded)
        low, high = window.scope[0][0], window.scope[-1][1]
        words = _words(encoded)
        alone = not any(low <= start < high for start, _ in towns)
        spans = _spans(encoded, words, tag, read, low, high, alone=alone)
        if not spans:
            continue
        marks = np.zeros((len(spans), len(encoded.ids)), dtype=np.int64)
        for number, (first, last) in enumerate(spans):
            marks[number, first : last + 1] = 1
        meaning = model.read(hidden, marks)
        places = _places(encoded, read, hits)
        for number, (first, last) in enumerate(spans):
            types = _softmax(meaning.types[number])
            if 1 - types[-1] < LEAST_EVENT:
                continue
            start, end = _article_span(encoded, read, first, last)
            sentence = next((s for s in cut if s.start <= start < s.end), None)
            if sentence is None:
                continue
            roles = _sigmoid(meaning.roles[number])
            yield Proposal(
                start=start,
                end=min(end, sentence.end),
                sentence=sentence,
                trigger=float(tag[first : last + 1].max()),
                types=tuple(float(x) for x in types),
                statuses=tuple(float(x) for x in _softmax(meaning.statuses[number])),
                hedged=float(_sigmoid(meaning.hedged[number])),
                roles=tuple(_roles(roles, places)),
                said=_heard(encoded, words, read, roles[:, 2]),
                carried=_heard(encoded, words, read, roles[:, 3]),
            )


def _softmax(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max())
    return np.asarray(raised / raised.sum(), dtype=np.float32)


def _sigmoid(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), dtype=np.float32)


def _article_span(encoded: Encoded, read: Passage, first: int, last: int) -> Span:
    return read.starts[encoded.offsets[first][0]], read.ends[encoded.offsets[last][1] - 1]


def _words(encoded: Encoded) -> list[Span]:
    """Return the first and last token of each word and slot that stands for words of the text, in order."""
    found: list[Span] = []
    count = len(encoded.ids)
    slots = encoded.slots.tolist()
    k = 0
    while k < count:
        last = k
        if _real(encoded, k) and (encoded.words[k] >= 0 or slots[k] >= 0):
            while last + 1 < count and encoded.words[last + 1] == encoded.words[k] >= 0:
                last += 1
            found.append((k, last))
        k = last + 1
    return found


def _spans(
    encoded: Encoded, words: Sequence[Span], tag: Floats, read: Passage, low: int, high: int, *, alone: bool
) -> list[tuple[int, int]]:
    """Return the runs of tokens, whole words, that may be triggers, in order."""
    slots, odds = encoded.slots.tolist(), tag.tolist()
    parties = {slot for slot in slots if slot >= 0}
    least = LEAST_ALONE if alone and len(parties) < 2 else LEAST_TRIGGER
    runs: list[tuple[int, int]] = []
    for first, last in words:
        if encoded.words[first] < 0 or slots[first] >= 0:
            continue
        likely = max(odds[first : last + 1])
        if likely >= least and low <= read.starts[encoded.offsets[first][0]] < high:
            if runs and runs[-1][1] == first - 1 and likely > 0.4 and max(odds[runs[-1][0] : first]) > 0.4:
                runs[-1] = (runs[-1][0], last)
            else:
                runs.append((first, last))
    likeliest = sorted(runs, key=lambda run: (-max(odds[run[0] : run[1] + 1]), run))[:_MOST_READ]
    return sorted(likeliest)


def _places(encoded: Encoded, read: Passage, hits: Sequence[Hit]) -> list[tuple[int, Hit]]:
    """Return the tokens that stand for parties, each with its hit."""
    by_start = {hit.start: hit for hit in hits}
    found = []
    for token in np.flatnonzero(encoded.slots >= 0):
        hit = by_start.get(read.starts[encoded.offsets[token][0]])
        if hit is not None:
            found.append((int(token), hit))
    return found


def _roles(roles: Floats, places: Sequence[tuple[int, Hit]]) -> Iterator[Role]:
    """Yield each party once, with the highest numbers among its places and the place that speaks most for a role."""
    by_id: dict[str, list[tuple[int, Hit]]] = {}
    for token, hit in places:
        by_id.setdefault(hit.id, []).append((token, hit))
    for standing in by_id.values():
        actor = max(float(roles[token, 0]) for token, _ in standing)
        recipient = max(float(roles[token, 1]) for token, _ in standing)
        _, best = max(standing, key=lambda item: float(max(roles[item[0], 0], roles[item[0], 1])))
        yield Role(best, actor, recipient)


def _real(encoded: Encoded, token: int) -> bool:
    """Tell whether a token stands for words of the text."""
    return encoded.offsets[token][1] > encoded.offsets[token][0]


def _heard(encoded: Encoded, words: Sequence[Span], read: Passage, odds: NDArray[np.float32]) -> tuple[Heard, ...]:
    """Return the words that the network takes for a source's."""
    listed = odds.tolist()
    likely = ((first, last, max(listed[first : last + 1])) for first, last in words)
    return tuple(Heard(*_article_span(encoded, read, k, last), odd) for k, last, odd in likely if odd >= _SOURCE)
