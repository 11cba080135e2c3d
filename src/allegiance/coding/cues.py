"""The words that announce events, read from ``codebook/data/cues.csv``.

One row gives a type, the kind of cue (verb, noun, adjective, phrase or class), its lemmas, and what must stand with
it: a preposition or particle, or an object.  A name with an at-sign stands for the list of words that a class row gives.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

from allegiance.errors import DataError
from allegiance.records import EventType

_OWN_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of the table.

    Attributes:
        row: Its number, which names it in features and reasons.
        preps: Prepositions or particles, one of which must follow; empty for none.
        objects: Lemmas, one of which must be the object's head; empty for any.
        direction: ``""`` (subject acts), ``reverse``, ``mutual`` or ``of-subj`` (an of-phrase names the actor).
        weight: How often the cue means the event, as judged by hand, in [0, 1].
    """

    row: int
    type: EventType
    kind: str
    preps: frozenset[str]
    objects: frozenset[str]
    direction: str
    mode: str | None
    status: str
    weight: float


@dataclass(frozen=True, slots=True)
class Cues:
    """All cues, looked up by lemma; phrases by the lemma of their first word."""

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]
    adjectives: Mapping[str, tuple[Cue, ...]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Cue], ...]]
    classes: Mapping[str, frozenset[str]]


def _words(cell: str, classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    words: set[str] = set()
    for word in filter(None, cell.split("|")):
        if word.startswith("@"):
            if word not in classes:
                raise DataError(f"cues.csv: unknown class {word}; define it in a row of kind class above")
            words |= classes[word]
        else:
            words.add(word)
    return frozenset(words)


def read_cues(lines: Iterable[str], *, name: str = "cues.csv", skipped: int = 0, numbered_from: int = 0) -> Cues:
    """Read the table.

    Args:
        lines: The header and the rows.
        name: What the table is called in errors.
        skipped: Rows at the head that are not the table's own, and so not counted in errors.
        numbered_from: Added to the number of each row.

    Raises:
        DataError: A row has an unknown type, kind or class, or a column is missing.
    """
    tables: dict[str, dict[str, list[Cue]]] = {kind: defaultdict(list) for kind in ("verb", "noun", "adjective")}
    phrases: dict[str, list[tuple[tuple[str, ...], Cue]]] = defaultdict(list)
    classes: dict[str, frozenset[str]] = {}
    for number, row in enumerate(csv.DictReader(lines), start=2 - skipped):
        if row["kind"] == "class":
            classes[row["lemma"]] = frozenset(row["object"].split("|"))
            continue
        try:
            cue = Cue(
                row=numbered_from + number,
                type=EventType(row["type"]),
                kind=row["kind"],
                preps=_words(row["prep"], classes),
                objects=_words(row["object"], classes),
                direction=row["direction"],
                mode=row["mode"] or None,
                status=row["status"],
                weight=float(row["weight"] or 0.5),
            )
        except ValueError as error:
            raise DataError(f"{name}, line {number}: {error}") from error
        for lemma in row["lemma"].split("|"):
            if cue.kind == "phrase":
                parts = tuple(lemma.split())
                phrases[parts[0]].append((parts, cue))
            elif cue.kind in tables:
                tables[cue.kind][lemma].append(cue)
            else:
                raise DataError(f"{name}, line {number}: unknown kind {cue.kind!r}")

    def frozen(table: dict[str, list[Cue]]) -> dict[str, tuple[Cue, ...]]:
        return {lemma: tuple(cues) for lemma, cues in table.items()}

    return Cues(
        verbs=frozen(tables["verb"]),
        nouns=frozen(tables["noun"]),
        adjectives=frozen(tables["adjective"]),
        phrases={first: tuple(rest) for first, rest in phrases.items()},
        classes=classes,
    )


@lru_cache(maxsize=1)
def shipped_cues() -> Cues:
    """Return the table that the package ships."""
    return read_cues(_shipped_lines())


def own_cues(path: Path) -> Cues:
    """Return a user's own table of the same form; it may use the classes that the package's table defines.

    Raises:
        DataError: A row is wrong, or the header is another.
    """
    header, *rows = _shipped_lines()
    classes = [row for row in rows if row.startswith(",class,")]
    first, *own = path.read_text(encoding="utf-8-sig").splitlines() or [""]
    if first.strip() != header:
        raise DataError(f"{path}: its first line must be {header}")
    # The weights know the package's rows by their numbers: others' must not be taken for them.
    return read_cues([header, *classes, *own], name=str(path), skipped=len(classes), numbered_from=_OWN_ROWS)


def _shipped_lines() -> list[str]:
    path = resources.files("allegiance.codebook") / "data" / "cues.csv"
    return path.read_text(encoding="utf-8").splitlines()
