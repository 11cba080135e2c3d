"""Which of the sources named near an event gives it, by what the grammar and the trained network each make of them.

A candidate is the source of a statement in the event's sentence or near it, a run of words that the network reads as a
source's, or an outlet that the sentence cites.  A logistic regression, fitted on hand-coded texts that the network has not
seen (``training/fit_sources.py``), weighs how well the statement holds the event and how likely the network finds the words.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from allegiance.coding.entities import Parsed
from allegiance.coding.headline_sources import at_edges
from allegiance.coding.nouns import LEADER_NOUNS
from allegiance.coding.source_names import cited_in, led_to_nobody, named, read_at, words_at
from allegiance.coding.speakers import Said, quotation_at, scored
from allegiance.coding.told import Heard
from allegiance.records import Attribution, EventType, Span

_JOINED = re.compile(r"[\s\W]{0,2}")
_LAST = re.compile(r"\w+\W*$")
_LOW, _HIGH = -4.0, 3.0
_ACCUSER = 0.6
"""What is added to the score of a person or body that accuses. Readers differ on whether it is the source of its accusation:
the labels to learn from name it in .24 of 164 such places, the 214 texts in .61 of 18; set on the latter."""
_STEPS = 4
_HANGS_ON = frozenset(["conj", "xcomp", "dobj", "pobj", "prep", "attr"])
"""How the words of an accusation may hang, in so many steps, on the verb whose subject accuses."""
_PART = 0.3
"""A word at the edge of a run counts where it is at least this part as likely as the likeliest of the run."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A source that may give an event.

    Attributes:
        link: Its record.
        raw: Its words before a pronoun or an office was led back to a name.
        item: The sentence it stands in.
        head: Its head word there.
        role: How its statement stands to the event: ``cue``, ``in``, ``out`` or ``other``; or ``read`` or ``cited``.
        score: The statement's score (:mod:`allegiance.coding.speakers`), if it has a statement.
        cue: Lemma of the word that it speaks by.
        said: How likely the network finds its words to be those of who said it.
        carried: How likely those of an outlet that carried it.
    """

    link: Attribution
    raw: str
    item: Parsed
    head: int
    role: str
    score: float | None
    cue: str
    said: float
    carried: float

    @property
    def value(self) -> float:
        """Return what ranks the candidates that mean the same source."""
        return (_LOW if self.score is None else self.score) + 2 * max(self.said, self.carried)


@dataclass(frozen=True, slots=True)
class _Near:
    """An event's sentence, what finds names of outlets in a text, and the words that the network takes for a source's."""

    item: Parsed
    outlets: Callable[[str], Sequence[Any]]
    seen: Sequence[Heard]
    cited: Sequence[Heard]

    def candidate(
        self,
        link: Attribution,
        item: Parsed,
        role: str,
        *,
        told: tuple[int, str] | None = None,
        score: float | None = None,
        raw: Span | None = None,
    ) -> Candidate:
        """Return a source as a candidate.

        One with a statement has a head word there and the lemma that it speaks by (``told``), and stood at ``raw`` before it
        was led back to a name.
        """
        spans = [(link.start, link.end), *([raw] if raw is not None else [])]

        def likely(words: Sequence[Heard]) -> float:
            return max((w.likely for w in words if any(_meet((w.start, w.end), s) for s in spans)), default=0.0)

        if told is None:
            base = item.sentence.start
            words = item.doc.char_span(link.start - base, link.end - base, alignment_mode="expand")
            head = words.root.i if words is not None and len(words) else 0
            told = head, item.doc[head].head.lemma_.lower()
        name = link.source if raw is None else words_at(item, *raw)
        return Candidate(link, name, item, told[0], role, score, told[1], likely(self.seen), likely(self.cited))

    def spoken(self, trigger: int, one: Said, score: float) -> Candidate:
        """Return the source of a statement."""
        statement, doc = one.statement, one.item.doc
        assert statement.source_head is not None
        role = "other"
        if one.item is self.item:
            role = "cue" if trigger in statement.cue else "in" if trigger in statement.content else "out"
        raw = _words(one.item, [doc[i] for i in statement.source])
        told = statement.source_head, doc[statement.head].lemma_.lower()
        return self.candidate(named(one, self.outlets(one.item.text)), one.item, role, told=told, score=score, raw=raw)

    def read(self, span: Span, kind: str) -> Iterable[Candidate]:
        """Yield the source at a run of words that the network takes for one's."""
        where = _sentence(self.item, span[0])
        if where is None:
            return
        link = read_at(where, (span[0], min(span[1], where.sentence.end)), kind, self.outlets(where.text))
        if link is not None:
            yield self.candidate(link, where, "read")


def candidates(
    item: Parsed,
    trigger: int,
    outlets: Callable[[str], Sequence[Any]],
    kind: EventType | None,
    weights: Mapping[str, float],
    seen: Sequence[Heard],
    cited: Sequence[Heard],
) -> list[list[Candidate]]:
    """Return the sources that may give the event at a trigger, those that mean the same one together, the best of it first.

    Args:
        item: The event's sentence.
        trigger: Its trigger's head word.
        outlets: Finds names of outlets in a text.
        kind: Its type, where known.
        weights: Those of the statements' scorer.
        seen: Words that the network reads as those of who said it.
        cited: Words that it reads as those of outlets that carried it.
    """
    near = _Near(item, outlets, seen, cited)
    found = [near.spoken(trigger, one, score) for score, one in scored(item, trigger, kind, weights)]
    taken = [_words(one.item, [one.item.doc[one.head]]) for one in found]
    for words, name in ((seen, "said"), (cited, "carried")):
        for span in _runs(words, item):
            if not any(_meet(span, other) for other in taken):
                found += near.read(span, name)
    found += [near.candidate(link, item, "cited") for link in cited_in(item, outlets(item.text))]
    found += [near.candidate(link, item, "cited") for link in at_edges(item)]
    groups: list[list[Candidate]] = []
    for one in sorted(found, key=lambda c: -c.value):
        if led_to_nobody(one.link):
            continue
        home = next((group for group in groups if any(_same(one.link, other.link) for other in group)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return groups


def _words(item: Parsed, tokens: Sequence[Any]) -> Span:
    return item.place(tokens[0]), item.place(tokens[-1]) + len(tokens[-1].text)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _sentence(item: Parsed, place: int) -> Parsed | None:
    known = item.article.parsed if item.article is not None else (item,)
    return next((other for other in known if other.sentence.start <= place < other.sentence.end), None)


def _runs(words: Sequence[Heard], item: Parsed) -> list[Span]:
    """Return the spans of the words that stand next to each other, without those at the edges that are far less likely."""
    text = item.article.text if item.article is not None else " " * item.sentence.start + item.text
    runs: list[list[Heard]] = []
    for word in words:
        if runs and _JOINED.fullmatch(text[runs[-1][-1].end : word.start]):
            runs[-1].append(word)
        else:
            runs.append([word])
    spans = []
    for run in runs:
        least = max(word.likely for word in run) * _PART
        kept = [word for word in run if word.likely >= least]
        spans.append((kept[0].start, kept[-1].end))
    return spans


def _same(one: Attribution, other: Attribution) -> bool:
    """Return whether two sources mean the same: their words meet, or their names end in the same word."""
    if _meet((one.start, one.end), (other.start, other.end)):
        return True
    left, right = _LAST.search(_plain(one.source)), _LAST.search(_plain(other.source))
    return left is not None and right is not None and left.group() == right.group()


def _plain(name: str) -> str:
    return re.sub(r"[’']s\b|\W+$", "", name.lower())


def _odds(probability: float) -> float:
    """Return log odds, from 0 for what the network doesn't see."""
    return math.log(max(probability, 0.01) / (1 - min(probability, 0.99))) + 4.6


def choice_features(
    item: Parsed, trigger: int, kind: EventType | None, groups: Sequence[Sequence[Candidate]], number: int
) -> dict[str, float]:
    """Return the features of one of the sources, beside the others, as one that gives the event."""
    group, first = groups[number], groups[number][0]
    scores = [[c.score for c in g if c.score is not None] for g in groups]
    likely = [max(max(c.said, c.carried) for c in g) for g in groups]
    mine, best = likely[number], max(likely)
    score = max(scores[number], default=None)
    top = max((s for own in scores for s in own), default=0.0)
    word = item.doc[trigger]
    quote = quotation_at(item, item.place(word)) is not None
    marks = any(mark in item.text for mark in '“"‘')
    far = max(-3, min(2, first.item.sentence.number - item.sentence.number))
    here = first.item is item
    subject = here and item.doc[first.head].head.i == trigger
    clause = any(c.dep_ == "ccomp" for c in word.children)
    role = first.role
    way = _way(item, trigger, first) if role == "in" else []
    names = [
        *(f"in by {step}" for step in set(way)),
        f"in at {min(6, len(way))}" if way else f"not in|{role}",
        "bias",
        f"role={role}|here={here}",
        f"role={role}|quote={quote}",
        f"role={role}|marks={marks}",
        f"role={role}|word={word.tag_[:2]}",
        f"role={role}|cue={first.cue}",
        f"subject={subject}|kind={kind}",
        f"subject={subject}|marks={marks}",
        f"subject={subject}|clause={clause}",
        f"role={role}|clause={clause}",
        f"far={far}",
        f"led back={first.raw != first.link.source}",
        f"among={min(4, len(groups))}",
        f"heads={item.sentence.headline}|{first.item.sentence.headline}",
        f"told={min(3, len(group))}",
        f"link={first.link.kind}",
        f"tag={first.item.doc[first.head].tag_}",
        f"scored={score is not None}",
        f"seen={mine > 0}",
        f"likeliest={mine == best and mine > 0}",
        f"best statement={score is not None and score == top}",
        f"cited={any(c.role == 'cited' for c in group)}",
        *(["after colon"] if _after_colon(first) else []),
    ]
    found = dict.fromkeys(names, 1.0)
    numbers = {
        "odds": _odds(mine),
        "less likely": _odds(best) - _odds(mine),
        "carried odds": _odds(max(c.carried for c in group)),
        f"odds|role={role}": _odds(mine),
        f"odds|quote={quote}": _odds(mine),
    }
    if score is not None:
        bounded = max(_LOW, min(_HIGH, score))
        numbers |= {"score": bounded, f"score|role={role}": bounded, "less scored": min(4.0, top - score)}
    return found | numbers


def _accuses(item: Parsed, trigger: int, one: Candidate) -> bool:
    """Return whether a source other than a state by its name is the subject of the words of an accusation.

    The subject may stand with an earlier verb of a row ("blamed Russia and criticised China") or with the verb that a noun
    hangs on ("took a swipe at China").
    """
    if one.item is not item:
        return False
    word, subject = item.doc[trigger], None
    for _ in range(_STEPS):
        subject = next((c for c in word.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None or word.dep_ not in _HANGS_ON:
            break
        word = word.head
    if subject is None or subject.i != one.head:
        return False
    office = any(t.lemma_.lower() in LEADER_NOUNS for t in (subject, *subject.lefts))
    known = item.article.by_sentence[item.number] if item.article is not None else []
    return office or not any(e.head == subject.i and e.via not in ("person", "office") for e in known)


def _way(item: Parsed, trigger: int, one: Candidate) -> list[str]:
    """Return the steps of the parse from an event's word up to the word of saying that holds it."""
    steps: list[str] = []
    word, over = item.doc[trigger], item.doc[one.head].head.i
    while word.i != over and word.head.i != word.i:
        steps.append(word.dep_)
        word = word.head
    return steps if word.i == over else [*steps, "aside"]


def _after_colon(one: Candidate) -> bool:
    """Return whether a headline ends in a colon and the source, or begins with the source and a colon."""
    if not one.item.sentence.headline:
        return False
    base, text = one.item.sentence.start, one.item.text
    before, after = text[: one.link.start - base].rstrip(), text[one.link.end - base :].strip()
    return (before.endswith(":") and not after.strip(" .")) or (after.startswith(":") and not before)


@lru_cache(maxsize=1)
def shipped_choice() -> tuple[Mapping[str, float], tuple[float, ...]]:
    """Return the weights of the choice, and the least score of a first and of a second source."""
    raw = json.loads((resources.files("allegiance.coding") / "data" / "sources.json").read_text(encoding="utf-8"))
    return raw["weights"], tuple(raw["cuts"])


def likeliest(
    item: Parsed, trigger: int, kind: EventType | None, groups: Sequence[Sequence[Candidate]]
) -> list[Attribution]:
    """Return the sources that give an event, the surest first."""
    weights, cuts = shipped_choice()
    told = []
    for number, group in enumerate(groups):
        numbers = choice_features(item, trigger, kind, groups, number)
        score = math.fsum(weights.get(name, 0.0) * value for name, value in numbers.items())
        if kind is EventType.ACCUSE and _accuses(item, trigger, group[0]):
            score += _ACCUSER
        told.append((score, group[0].link))
    told.sort(key=lambda pair: -pair[0])
    return [link for (score, link), cut in zip(told, cuts, strict=False) if score >= cut]
