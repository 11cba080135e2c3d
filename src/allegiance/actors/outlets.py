"""Outlets by name and host, and where a text names one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from allegiance.actors import tables
from allegiance.actors.model import Outlet, OutletHit
from allegiance.actors.scanner import Scanner, fold

# Names that are ordinary words: they count only where the text cites.
ORDINARY = tables.read_words("ordinary words")
_CITED_BEFORE = re.compile(
    r"\b(?:according to|told|tells|by|cited by|quoted by|citing|cites|quoting|reported by|interview with|"
    r"interview to|newspaper|magazine|"
    r"agency|channel|website|outlet|portal|weekly|daily|publication|tabloid|broadcaster|source:|via|with reference to|"
    r"reference to|"
    r"refers to|referring to|writes|reports|says|in an article for|published (?:in|by)|column in)\s+"
    r"(?:(?:the|German|French|British|Russian|Ukrainian|Polish|American|US|U\.S\.|Belarusian|Chinese|daily|newspaper|magazine|"
    r"channel|agency|website|publication|edition of)\s+){0,3}[\"“'«]?$",
    re.IGNORECASE,
)
_CITED_AFTER = re.compile(
    r"[\"”'»]?(?:\s+(?:newspaper|magazine|agency|channel|news|website|portal|edition|TV|daily|weekly))?\s*,?\s*"
    r"(?:which |has |have |had |also |earlier |previously )?"
    r"(?:reports?|reported|writes|wrote|said|says|quotes?|quoted|quoting|cites?|cited|citing|"
    r"notes|noted|"
    r"learned|revealed|published|publishes|informs|informed|announced|adds|added|claims|claimed|correspondent|journalists?|"
    r"newspaper|"
    r"magazine|columnist)\b"
)


class OutletBook:
    """Outlets looked up by host or name, and found in text."""

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        self._by_host: dict[str, Outlet] = {}
        self._by_name: dict[str, Outlet] = {}
        forms: dict[str, Outlet] = {}
        for outlet in outlets:
            for host in outlet.hosts:
                self._by_host.setdefault(host.removeprefix("www."), outlet)
            for name in (outlet.name, *outlet.aliases, *outlet.translated_aliases):
                self._by_name.setdefault(_key(name), outlet)
                forms.setdefault(fold(name), outlet)
                if name.startswith("The ") and " " in name[4:]:
                    forms.setdefault(fold(name[4:]), outlet)
        self.forms = tuple(forms)
        self._outlet_of = tuple(forms.values())
        self._by_form = forms
        self._scanner = Scanner(self.forms)

    def get(self, name_or_host: str) -> Outlet | None:
        """Return the outlet of a host (or address), name or alias; None if unknown."""
        word = name_or_host.strip()
        host = (urlsplit(word).hostname or "") if "://" in word else word.lower()
        labels = host.removeprefix("www.").split(".")
        for first in range(len(labels) - 1):
            found = self._by_host.get(".".join(labels[first:]))
            if found:
                return found
        # The letters first: a machine writes Tagesspiegel as "daily mirror", and nobody the Daily Mirror so.
        return self._by_form.get(fold(word)) or self._by_name.get(_key(word))

    def find(self, text: str) -> list[OutletHit]:
        """Return the places that name an outlet; ordinary words only where the text cites."""
        folded = fold(text)
        hits = []
        for start, end, form in self._scanner.find(folded):
            name = self._scanner.forms[form]
            if _ordinary(name) and not _cited(folded, start, end):
                continue
            hits.append(OutletHit(start, end, text[start:end], self._outlet_of[form]))
        return hits


def _key(name: str) -> str:
    return fold(name).casefold().removeprefix("the ").strip()


def _ordinary(name: str) -> bool:
    if name in ORDINARY:
        return True
    words = name.removeprefix("The ").split()
    return name.islower() or (len(words) == 1 and (words[0] in ORDINARY or len(words[0]) < 3))


def _cited(text: str, start: int, end: int) -> bool:
    return bool(_CITED_AFTER.match(text, end) or _CITED_BEFORE.search(text[max(0, start - 80) : start]))
