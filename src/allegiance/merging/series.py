"""What texts count: the fifth and the sixth package, a second round of talks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from allegiance.merging.stems import STOP, stem

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
# Not the end of "twenty-first".
_ORDINAL = re.compile(
    rf"(?<![\w-])({'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))((?:[\s-]+\w+){{1,3}})(?P<after>[^.;]{{0,40}})",
    re.IGNORECASE,
)
# "The second meeting in two years" counts from where its writer begins, and so has no place in a series that others count.
# Packages and rounds are numbered, but "the first package in years" is not.
_UNNUMBERED = frozenset(("meet", "meeting", "session", "summit"))
_OWN_COUNT = re.compile(
    r"\bsince\b|\bever\b|\bso far\b|\b(?:of|in|for|within|over|during) (?:[\w-]+ ){1,3}?(?:day|week|month|year|decade)s?\b"
    r"|\b(?:this|last) (?:week|month|year)\b",
    re.IGNORECASE,
)
# Sanctions come in packages, which are also told as rounds and tranches.
_PACKAGES = frozenset(("batch", "round", "tranch"))
_OF_SANCTIONS = re.compile(
    r"\bsanctions (?:round|tranche|batch)|\b(?:round|tranche|batch) of (?:[\w-]+ ){0,3}?sanctions\b", re.IGNORECASE
)
_SERIES = frozenset(
    "package packag round summit meeting meet tranch session anniversary anniversari phase batch stage shipment ship".split()
)


def places_in_series(text: str, start: int = 0, end: int = 0) -> frozenset[tuple[str, str]]:
    """Return what a text counts: ("package", "6") for "the sixth package" or "the 6th package".

    Args:
        text: A sentence.
        start, end: The words for the act: of two places in one series ("weeks after the fifth package, it adopted a sixth
            package") the nearer is the act's own.

    >>> [sorted(places_in_series(text)) for text in ("the EU's sixth sanctions package", "a 12th round of talks")]
    [[('packag', '6')], [('round', '12')]]
    >>> sorted(places_in_series("a sixth round of EU sanctions"))
    [('packag', '6')]
    >>> places_in_series("their second meeting in three days")
    frozenset()
    """
    found: dict[str, tuple[int, str]] = {}
    at = 0
    while place := _ORDINAL.search(text, at):
        # The words behind it may hold the next place.
        at = place.end(1)
        noun = _counted(place[2])
        number = re.sub(r"\D", "", place[1]) or str(_ORDINALS.index(place[1].lower()) + 1)
        own = (noun in _UNNUMBERED or number == "1") and _OWN_COUNT.search(place[2] + place["after"])
        if noun is None or own:
            continue
        if noun in _PACKAGES and _OF_SANCTIONS.search(place[2] + place["after"]):
            noun = "packag"
        found[noun] = min(found.get(noun, (len(text), "")), (max(place.start() - end, start - place.end(1), 0), number))
    return frozenset((noun, number) for noun, (_, number) in found.items())


def _counted(words: str) -> str | None:
    """Return the noun of a series that an ordinal before these words counts; "second day of talks" counts days."""
    for word in re.findall(r"\w+", words):
        if word.lower() in STOP:
            return None
        if (noun := stem(word)) in _SERIES:
            return noun
    return None


def another_place(one: Iterable[tuple[str, str]], two: Iterable[tuple[str, str]]) -> bool:
    """Tell whether two have different places in one series.

    >>> another_place({("packag", "5")}, {("packag", "6")}), another_place({("packag", "5")}, {("round", "6")})
    (True, False)
    """
    second = list(two)
    return any(noun == other and number != digits for noun, number in one for other, digits in second)
