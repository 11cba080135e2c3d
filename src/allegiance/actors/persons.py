"""Forms that name office holders: full names always, bare surnames only where they are safe."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from allegiance.actors import tables
from allegiance.actors.model import OfficeHolder, Sense

# States where the family name is written first.
_FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR", "TWN", "HKG", "MAC", "VNM", "KHM"})
_PARTICLES = tables.read_words("name particles")
_STYLES = frozenset(
    [
        "King",
        "Queen",
        "Emir",
        "Sultan",
        "Prince",
        "Crown",
        "Pope",
        "President",
        "Sheikh",
        "Ayatollah",
        "Mullah",
        "General",
        "Emperor",
    ]
)
_SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "senior", "Junior"})
# Surnames that are also words, given names, places or too common to stand alone.
COMMON = tables.read_words("common surnames")
_GIVEN = tables.read_words("given names")
_BEFORE = timedelta(days=366)
_AFTER = timedelta(days=2 * 366)


def plain(text: str) -> str:
    """Return ``text`` without accents.

    >>> plain("Erdoğan"), plain("Łukasz")
    ('Erdogan', 'Lukasz')
    """
    if text.isascii():
        return text
    swapped = text.translate(_LETTERS)
    return "".join(char for char in unicodedata.normalize("NFD", swapped) if not unicodedata.combining(char))


_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "ß": "ss", "ð": "d"}
)


def surname(name: str, state: str) -> str:
    """Return the family name that newspapers use alone; empty for a name of one word.

    >>> surname("Ursula von der Leyen", "EU"), surname("Xi Jinping", "CHN"), surname("Volodymyr Zelensky", "UKR")
    ('von der Leyen', 'Xi', 'Zelensky')

    A European given name stands first wherever its bearer is from:

    >>> surname("Joseph Wu", "TWN")
    'Wu'
    """
    words = [word for word in name.split() if word not in _SUFFIXES]
    if len(words) < 2 or words[0] in _STYLES or re.fullmatch("[IVX]+", words[-1]):
        return ""
    if state in _FAMILY_FIRST and len(words[0]) > 1 and not (len(words) == 2 and words[0] in _GIVEN):
        return words[0]
    first = len(words) - 1
    while first > 1 and words[first - 1] in _PARTICLES:
        first -= 1
    return " ".join(words[first:])


def in_reach(holder_start: date | None, holder_end: date | None, on: date | None) -> bool:
    """Whether a bare surname may mean this holder on a day: from a year before office to two years after."""
    if on is None:
        return True
    if holder_start is not None and on < holder_start - _BEFORE:
        return False
    return holder_end is None or on <= holder_end + _AFTER


def _unhyphenated(name: str) -> tuple[str, ...]:
    """Return the other ways in which newspapers write a given name of two syllables.

    >>> _unhyphenated("Kang Kyung-wha")
    ('Kang Kyung Wha', 'Kang Kyung-Wha')
    """
    head, hyphen, rest = name.partition("-")
    if not hyphen or not rest or "-" in rest:
        return ()
    capital = rest[0].upper() + rest[1:]
    return f"{head} {capital}", f"{head}-{capital}"


def _bearers(rows: Iterable[OfficeHolder]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return who bears each word as a surname, and who as a given name."""
    family: dict[str, set[str]] = defaultdict(set)
    given: dict[str, set[str]] = defaultdict(set)
    for holder in rows:
        for name in (holder.name, *holder.aliases):
            own, words = surname(name, holder.state), name.split()
            family[plain(own)].add(holder.name)
            if own and words[0] != own and words[0] not in _STYLES:
                given[plain(words[0])].add(holder.name)
    return family, given


def person_forms(holders: Iterable[OfficeHolder]) -> Iterator[tuple[str, Sense]]:
    """Yield every form that names a holder, with its sense.

    A bare surname's rule is ``given`` where as many others bear the word as a given name, unless a row lists it alone as
    what newspapers call its person, and ``common`` where it is a word of other meaning, too; both need an office before
    them.
    """
    rows = list(holders)
    states_of, given_to = _bearers(rows)
    for holder in rows:
        full = Sense(
            id=holder.state,
            via="person",
            role="leader",
            start=holder.start,
            end=holder.end,
            person=holder.name,
            office=holder.office,
        )
        names = dict.fromkeys((holder.name, *holder.aliases))
        names |= dict.fromkeys(plain(name) for name in list(names))
        if holder.state in _FAMILY_FIRST:
            names |= dict.fromkeys(variant for name in list(names) for variant in _unhyphenated(name))
        for name in names:
            if " " in name or "-" in name:
                yield name, full
            own = surname(holder.name, holder.state)
            # "William Lai" has the family name last, although it comes first in "Lai Ching-te"; so "Kishida Fumio".
            kept = own and f" {own} " in f" {name} "
            family = own if kept else surname(name, holder.state) if " " in name else name
            if len(family) < 2:
                continue
            others = given_to[plain(family)] - {holder.name}
            given = family in _GIVEN or len(others) >= len(states_of[plain(family)] | {holder.name})
            given = given and family not in holder.aliases
            short = len(family) < 4 and not family.isupper() and family != "Xi"
            common = short or plain(family) in COMMON or (len(states_of[plain(family)]) > 2 and len(family) < 5)
            yield (
                family,
                Sense(
                    id=holder.state,
                    via="person",
                    role="leader",
                    start=holder.start,
                    end=holder.end,
                    rule="given" if given else "common" if common else "",
                    person=holder.name,
                    office=holder.office,
                    surname=True,
                ),
            )
