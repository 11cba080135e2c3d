"""A parsed sentence as plain lists, and what the attribution model sees of a source or of a cue's words in them.

No feature holds a source's name; nouns that stand for a source ("poll", "officials") are kept by their lemma.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from allegiance.coding.runs import reach
from allegiance.coding.statement_features import MARKS, nominal

_SUBJECTS, _CLAUSES = frozenset(["nsubj", "nsubjpass"]), frozenset(["ccomp", "xcomp"])
_BREAKS = frozenset(",;:–—-()")
_UNWORDED = frozenset(["PROPN", "NUM"])
_UP = _DOWN = 4
BEFORE, AFTER = 6, 8
"""How many words before and after its head a cue may reach."""

Up = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence's words: for each its text, lemma and tags, the word that it hangs on, and the marks before it.

    Attributes:
        lower: Texts in small letters.
        lexical: The same, with a tag in place of names and numbers.
        sort: What a noun phrase with this head is: a pronoun, a name, or the noun itself.
        mark: How many quotation marks stand before each word.
        children: Indices of the words that hang on each.
        nominal: Indices of the words that may head a source.
    """

    lower: list[str]
    lexical: list[str]
    lemma: list[str]
    sort: list[str]
    tag: list[str]
    pos: list[str]
    dep: list[str]
    head: list[int]
    mark: list[int]
    children: list[list[int]]
    nominal: list[int]

    @classmethod
    def of(cls, doc: Any, marks: list[int]) -> Words:
        """Return the words of a parsed sentence; ``marks`` as :func:`~.statement_features.marks_before` tells."""
        lower = [t.lower_ for t in doc]
        lemma = [t.lemma_.lower() for t in doc]
        pos = [t.pos_ for t in doc]
        head = [t.head.i for t in doc]
        children: list[list[int]] = [[] for _ in head]
        for i, above in enumerate(head):
            if above != i:
                children[above].append(i)
        return cls(
            lower=lower,
            lexical=[p if p in _UNWORDED else w for w, p in zip(lower, pos, strict=True)],
            lemma=lemma,
            sort=[
                "NAME" if p == "PROPN" else w if p == "PRON" else m for w, m, p in zip(lower, lemma, pos, strict=True)
            ],
            tag=[t.tag_ for t in doc],
            pos=pos,
            dep=[t.dep_ for t in doc],
            head=head,
            mark=marks,
            children=children,
            nominal=[t.i for t in doc if nominal(t)],
        )

    def above(self, i: int) -> dict[int, Up]:
        """Return the words that a word hangs on, itself among them, each with the relations on the way up."""
        found: dict[int, Up] = {}
        way: Up = ()
        for _ in range(_UP + 1):
            found[i] = way
            if self.head[i] == i:
                break
            way, i = (*way, self.dep[i]), self.head[i]
        return found

    def way(self, above: Mapping[int, Up], i: int) -> tuple[Up, Up] | None:
        """Return the relations from a word up to what it and another hang on, and from there down to the other."""
        down: list[str] = []
        while i not in above:
            if self.head[i] == i or len(down) > _DOWN:
                return None
            dep = self.dep[i]
            down.append(f"{dep}_{self.lower[i]}" if dep in ("prep", "agent") else dep)
            i = self.head[i]
        return above[i], tuple(reversed(down))

    def under(self, i: int) -> set[int]:
        """Return a word and all that hang on it."""
        found, left = {i}, [i]
        while left:
            for child in self.children[left.pop()]:
                found.add(child)
                left.append(child)
        return found


def source_choices(words: Words, cue: int) -> Iterator[tuple[int | None, list[str]]]:
    """Yield the words that may head a cue's source, each with its features, and last None for a cue without a source."""
    kind, dep = words.tag[cue][:2], words.dep[cue]
    lemma = f"{words.lemma[cue]}|{kind}"
    below = {words.dep[c] for c in words.children[cue]}
    own, clause = not below.isdisjoint(_SUBJECTS), not below.isdisjoint(_CLAUSES)
    subjects = [i for i in words.nominal if words.dep[i] in _SUBJECTS]
    nearest = max((i for i in subjects if i < cue), default=None), min((i for i in subjects if i > cue), default=None)
    early = sum(i < cue for i in words.nominal)
    late = early + (cue in words.nominal)
    above, mark = words.above(cue), words.mark[cue]
    for rank, i in enumerate(words.nominal):
        if i == cue:
            continue
        side, behind = ("before", early - 1 - rank) if i < cue else ("after", rank - late)
        steps = words.way(above, i)
        way = "far" if steps is None else ".".join([*(f"^{d}" for d in steps[0]), *steps[1]]) or "self"
        inside = f"q={words.mark[i] % 2}|{mark % 2}|{min(2, abs(words.mark[i] - mark))}"
        sort, tag, mine, far = words.sort[i], words.tag[i], words.dep[i], min(4, behind)
        near = "L" if i == nearest[0] else "R" if i == nearest[1] else "-"
        yield (
            i,
            [
                "bias",
                f"y={way}",
                f"y={way}|{kind}",
                f"y={way}|{lemma}",
                f"y={way}|{side}",
                f"y={way}|{tag}",
                f"y={way}|{sort}",
                f"y={way}|{dep}|{words.tag[cue]}",
                f"y={way}|{own}|{clause}",
                f"{inside}|{way}",
                inside,
                f"g={min(6, abs(i - cue))}|{side}|{kind}",
                f"r={far}|{side}|{mine}",
                f"r={far}|{side}|{own}|{kind}",
                f"n={near}|{own}|{kind}|{dep}",
                f"d={mine}|{dep}|{side}",
                f"d={mine}|{sort}",
                f"d={mine}|{tag}|{side}",
                f"s={sort}",
                f"s={sort}|{lemma}",
                f"h={words.lemma[words.head[i]]}|{mine}",
            ],
        )
    yield (
        None,
        [
            "none",
            f"none {lemma}",
            f"none {lemma}|{own}",
            f"none {kind}|{own}",
            f"none {words.tag[cue]}|{dep}",
            f"none {kind}|{nearest[0] is None}|{nearest[1] is None}",
            f"none {kind}|{'auxpass' in below}|{'agent' in below}",
            f"none {kind}|{'poss' in below}",
            f"none {kind}|{min(3, early)}",
        ],
    )


def cue_words(words: Words, cue: int, source: int | None) -> Iterator[tuple[int, list[str]]]:
    """Yield the words near a cue's head, each with its features as one of the cue's words."""
    kind, above = words.tag[cue][:2], words.above(cue)
    lemma = f"{words.lemma[cue]}|{kind}"
    own = words.under(source) if source is not None else set()
    if cue in own:
        own = set()
    last = len(words.lower) - 1
    for step in (1, -1):
        side, breaks, marks = "R" if step > 0 else "L", 0, 0
        for i in range(cue + step, cue + AFTER + 1 if step > 0 else cue - BEFORE - 1, step):
            if not 0 <= i <= last:
                break
            word, tag, off = words.lexical[i], words.tag[i], max(-6, min(6, i - cue))
            steps = words.way(above, i)
            up = first = way = "far"
            deep = 9
            if steps is not None:
                up, deep = f"{'/'.join(steps[0][:2])}{min(3, len(steps[0]))}", len(steps[1])
                first = f"{up}>{steps[1][0] if steps[1] else '-'}"
                way = f"{up}>{'/'.join(steps[1][:3])}"
            to_source = _beside(i, cue, source, own)
            inner, outer = words.lexical[i - step], words.lexical[i + step] if 0 <= i + step <= last else "EDGE"
            names = [
                "bias",
                f"o={off}",
                f"d={way}",
                f"d={first}",
                f"d={way}|{kind}",
                f"w={word}",
                f"w={word}|{first}",
                f"t={tag}|{off}",
                f"h={lemma}|{first}",
                f"h={lemma}|{word}",
                f"b={min(breaks, 2)}|{kind}",
                f"b={min(breaks, 2)}|{min(marks, 2)}|{first}",
                f"r={to_source}|{kind}",
                f"r={to_source}|{first}",
                f"r={to_source}|{off}|{tag}",
                f"n={deep}|{breaks}",
                f"i={inner}|{word}",
                f"x={outer}|{tag}",
                f"x={outer}|{word}",
            ]
            yield i, [f"{side}{name}" for name in names]
            breaks += words.lower[i] in _BREAKS
            marks += words.lower[i] in MARKS


def _beside(i: int, cue: int, source: int | None, own: set[int]) -> str:
    if source is None:
        return "none"
    if i in own:
        return "in"
    if min(cue, source) < i < max(cue, source):
        return "between"
    return "past" if (i - source) * (source - cue) > 0 else "away"


def run_about(head: int, odds: Mapping[int, float], apart: Iterable[int] = ()) -> set[int]:
    """Return the run of words about a head with the greatest sum of log odds, without crossing words set apart."""
    stop = set(apart)
    found = {head}
    for step in (1, -1):
        side: list[float] = []
        i = head + step
        while i in odds and i not in stop:
            side.append(odds[i])
            i += step
        found.update(head + step * (k + 1) for k in range(reach(side)))
    return found
