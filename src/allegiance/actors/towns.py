"""Towns, regions and other places by name, with the state that each belonged to on a day.

They are kept apart from the names of parties: a town is where something happens, and stands for its state only where the
grammar makes it what an act befalls (:mod:`allegiance.coding.befallen`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from allegiance.actors import tables
from allegiance.actors.context import Context
from allegiance.actors.model import Place, PlaceHit
from allegiance.actors.naming import looks_like_person
from allegiance.actors.scanner import Scanner, fold

_AFTER = tables.read_words("after a place")
_BYLINE = re.compile(r"(?:,\s+[A-Z][\w. ]{2,20})?\s*(?:\([A-Z][\w./ ]+\)|\s(?:--?|—|–)\s|:)")


class PlaceBook:
    """Places found in text.

    Args:
        places: Rows; those of one name are one place at different times.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        forms: dict[str, list[Place]] = defaultdict(list)
        for place in places:
            for form in (place.name, *place.aliases):
                forms[fold(form)].append(place)
                if len(form) > 3 and not place.ambiguous:
                    forms[fold(form).upper()].append(place)
        self._rows = tuple(tuple(rows) for rows in forms.values())
        self._scanner = Scanner(forms)

    def find(
        self, text: str, *, on: date | None, states: Collection[str], taken: Collection[tuple[int, int]]
    ) -> list[PlaceHit]:
        """Return the places that a text names, in order.

        Args:
            text: The whole article.
            on: Day of publication; without it today's rows count.
            states: States that the text names: ambiguous words count only beside theirs.
            taken: Spans that name parties or outlets; a word within one names no place.
        """
        folded = fold(text)
        return list(self._found(text, folded, on, states, taken))

    def _found(
        self, text: str, folded: str, on: date | None, states: Collection[str], taken: Collection[tuple[int, int]]
    ) -> Iterator[PlaceHit]:
        for start, end, form in self._scanner.find(folded):
            place = next((row for row in self._rows[form] if _held(row, on)), None)
            if place is None or (place.ambiguous and place.state not in states):
                continue
            if any(start < last and first < end for first, last in taken):
                continue
            if _longer_name(Context(folded, start, end)) or _dates(folded, start, end):
                continue
            yield PlaceHit(start, end, text[start:end], place)


def _held(place: Place, on: date | None) -> bool:
    if on is None:
        return place.end is None
    return (place.start is None or place.start <= on) and (place.end is None or on < place.end)


def _longer_name(context: Context) -> bool:
    """Whether the word is a part of another name: "Chicago Tribune", "Jack Lyman", "the Kharkiv Human Rights Group"."""
    if looks_like_person(context, titles=False):
        return True
    after = context.after
    return after[:1].isupper() and after.rstrip(".,") not in _AFTER and not context.title_case()


def _dates(text: str, start: int, end: int) -> bool:
    """Whether the word opens a report, as the town that it was sent from: "KHERSON, Ukraine (Reuters) -"."""
    line = text.rfind("\n", 0, start) + 1
    return not text[line:start].strip() and bool(_BYLINE.match(text, end))
