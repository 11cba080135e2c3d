"""Sentences of an article with the parties in them replaced by tokens, so that patterns can speak of parties.

A token is a letter for what the name is and its number in the line: ``{S0}`` a state by name, ``{C1}`` one by its
capital or seat of government, ``{D2}`` a demonym, ``{O3}`` an organisation, ``{P4}`` an office holder, ``{G5}`` a group,
``{K6}`` the Security Council, ``{A7}`` the General Assembly, ``{H8}`` the Human Rights Council.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from allegiance.actors import Gazetteer, NameHit
from allegiance.actors.scanner import fold
from allegiance.records import Article

_BREAK = re.compile(r"(?<=[.!?…])[\"”’»')\]]*\s+(?=[\"“‘«'(\[]*[A-ZÀ-ÞА-Я0-9])|\n+")
_NO_BREAK = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Sen|Rep|Gov|St|Prof|No|vs|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Adm|Maj|Capt)"
    r"|(?:\b[A-Z]\.)*\b[A-Z])\.$"
)
_BODIES = (
    ("K", re.compile(r"Security Council|UNSC")),
    ("A", re.compile(r"General Assembly|UNGA")),
    ("H", re.compile(r"Human Rights Council|UNHRC")),
)
_BARE = re.compile(r"(?:\bU\.?N\.?'s )?\b(?:General Assembly|Human Rights Council|Security Council)\b")
_UN = re.compile(r"\bUN\b|\bU\.N\.|\bUnited Nations\b")
# What is said of no other body of these names, where the text doesn't name the United Nations.
_ITS_OWN = re.compile(
    r"\b(?:resolutions?|veto\w*|abstain\w*|non-?permanent|elected (?:to|member)|two-year term|members? of the"
    r"|seat on|of which)\b"
)
_NEAR = 150
# "Russia's Security Council", "the National Security Council": councils of states.
_OF_A_STATE = re.compile(
    r"(?:\b(?:National|Supreme|Homeland|Federal|[A-Z]\w+(?:ian|ish|ese|[^aeiou]i|ean|ak|sh))"
    r"|(?<!UN)(?<!U\.N\.)(?<!Nations)'s?) $"
)
_OFFICE = re.compile(
    r" (?:of (?:the )?(?:Russia|Ukraine|Belarus|Kazakhstan|Armenia|Iran|Georgia)"
    r"|[Ss]ecretary\b(?! of)|[Cc]hief|[Cc]hair(?:man)?\b)"
)
_TOKEN = re.compile(r"\{([A-Z])(\d+)\}")
_BY_SEAT = frozenset({"capital", "metonym"})
# Characters of a sentence that is read. Each claim in one looks at all of it, so that a longer one could cost minutes.
_LONGEST = 3000
NAMES = {"K": "Security Council", "A": "General Assembly", "H": "Human Rights Council"}


@dataclass(frozen=True, slots=True)
class Name:
    """One name in a line: its token letter, gazetteer id, and span in the article's text."""

    letter: str
    id: str
    start: int
    end: int
    text: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence.

    Attributes:
        start, end: Its span in the article's text.
        text: Its words, apostrophes folded; ``plain`` spans index it.
        masked: The same with tokens for names.
        names: By number in the tokens.
        before: The masked sentences before it, nearest last.
        offsets: For every character of ``masked``, its offset in the article's text, and one more for the end.
    """

    article: Article
    start: int
    end: int
    text: str
    masked: str
    names: tuple[Name, ...]
    before: tuple[str, ...]
    offsets: tuple[int, ...]

    @property
    def published(self) -> date | None:
        """The article's day of publication."""
        return self.article.published

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the article's text of a span in ``masked``."""
        return self.offsets[start], self.offsets[end]

    def tokens(self, masked: str) -> list[Name]:
        """Return the names whose tokens stand in a piece of ``masked``, in their order."""
        return [self.names[int(match[2])] for match in _TOKEN.finditer(masked)]

    def ids(self, masked: str, letters: str = "SC") -> list[str]:
        """Return the ids of the names of some letters in a piece of ``masked``, each once."""
        return list(dict.fromkeys(name.id for name in self.tokens(masked) if name.letter in letters))

    def quote(self, start: int, end: int) -> str:
        """Return the words of the article that a span in ``masked`` stands for."""
        first, last = self.span(start, end)
        return " ".join(self.article.text[first:last].split())


def sentences(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield the spans of a text's sentences; a line end ends one.

    >>> [t[a:b] for t in ["He met Mr. Li. Then he left.\nLater"] for a, b in sentences(t)]
    ['He met Mr. Li.', 'Then he left.', 'Later']
    """
    start = 0
    for match in _BREAK.finditer(text):
        if "\n" not in match.group() and _NO_BREAK.search(text, max(start, match.start() - 12), match.start()):
            continue
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def lines(article: Article, gazetteer: Gazetteer) -> list[Line]:
    """Return the sentences of an article, furniture and what is too long for a sentence left out."""
    text = fold(article.text).replace("{", "(").replace("}", ")").replace("*", " ")
    hits = sorted(
        [*_hits(gazetteer.find(article.text, on=article.published)), *_bare_bodies(text)],
        key=lambda name: (name.start, -name.end),
    )
    made: list[Line] = []
    masks: list[str] = []
    place = 0
    counts: dict[str, int] = {}
    for start, end in sentences(text):
        names: list[Name] = []
        while place < len(hits) and hits[place].start < end:
            if hits[place].start >= start and (not names or hits[place].start >= names[-1].end):
                names.append(hits[place])
            place += 1
        if end - start > _LONGEST or any(a < end and start < b for a, b in article.skip):
            continue
        for name in names:
            if name.letter in "SCD":
                counts[name.id] = counts.get(name.id, 0) + 1
        names = _with_descriptions(text, start, end, names, counts, gazetteer)
        masked, offsets = _mask(text, start, end, names)
        masks.append(masked)
        made.append(
            Line(
                article=article,
                start=start,
                end=end,
                text=text[start:end],
                masked=masked,
                names=tuple(names),
                before=tuple(masks[-4:-1]),
                offsets=offsets,
            )
        )
    return made


# Two states go by this name; the text must tell which by another.
_CONGO = "Congo"
# States that are no more; the gazetteer gives their names to successors, which had seats and memberships of their own.
_GONE = re.compile(r"Yugoslavia|Czechoslovakia|East Germany|German Democratic Republic|GDR")


def _hits(found: Sequence[NameHit]) -> Iterator[Name]:
    congos = {hit.id for hit in found if hit.id in ("COD", "COG") and hit.text != _CONGO}
    for hit in found:
        if (hit.text == _CONGO and congos != {hit.id}) or _GONE.search(hit.text):
            continue
        yield Name(_letter(hit), hit.id, hit.start, hit.end, hit.text, hit.person)


def _letter(hit: NameHit) -> str:
    if hit.person:
        return "P"
    if hit.id == "UN":
        return next((letter for letter, pattern in _BODIES if pattern.search(hit.text)), "O")
    if hit.role == "organisation":
        return "O"
    if hit.via in ("demonym", "people"):
        return "D"
    if hit.via in _BY_SEAT or hit.role in ("place", "government"):
        return "C" if hit.role != "place" else "X"
    return "G" if hit.role == "group" else "S"


def _bare_bodies(text: str) -> Iterator[Name]:
    """Yield the bodies named without the United Nations, where the text or what is said of them shows that they are its."""
    named = bool(_UN.search(text))
    for match in _BARE.finditer(text):
        if not named and not _ITS_OWN.search(text, max(0, match.start() - _NEAR), match.end() + _NEAR):
            continue
        if "Security" in match.group() and (
            _OF_A_STATE.search(text, max(0, match.start() - 30), match.start()) or _OFFICE.match(text, match.end())
        ):
            continue
        letter = next(letter for letter, pattern in _BODIES if pattern.search(match.group()))
        yield Name(letter, "UN", match.start(), match.end(), match.group())


_DESCRIPTION = re.compile(r"\b[Tt]he ((?:[A-Z][a-z]+[ -]?)+) (?:country|nation|state|republic)\b")


def _with_descriptions(
    text: str, start: int, end: int, names: list[Name], counts: dict[str, int], gazetteer: Gazetteer
) -> list[Name]:
    """Add definite descriptions ("the Central Asian country") that fit just one of the states named so far."""
    found = list(names)
    for match in _DESCRIPTION.finditer(text, start, end):
        if any(name.start < match.end() and match.start() < name.end for name in names):
            continue
        words = "the " + match.group()[4:]
        fitting = [id for id in counts if words in gazetteer.describe(id)]
        if len(fitting) == 1:
            found.append(Name("S", fitting[0], match.start(), match.end(), match.group()))
    return sorted(found, key=lambda name: name.start)


def _mask(text: str, start: int, end: int, names: Sequence[Name]) -> tuple[str, tuple[int, ...]]:
    pieces: list[str] = []
    offsets: list[int] = []
    place = start
    for number, name in enumerate(names):
        pieces.append(text[place : name.start])
        offsets += range(place, name.start)
        token = f"{{{name.letter}{number}}}"
        pieces.append(token)
        offsets += [name.start] * len(token)
        place = name.end
    pieces.append(text[place:end])
    offsets += range(place, end)
    return "".join(pieces), (*offsets, end)
