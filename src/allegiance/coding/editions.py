"""Outlets named with the language that they write in: "BBC Persian", "Al Jazeera English"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

_EDITION = re.compile(
    r" (?:Afrique|Amharic|Arabi|Arabia|Arabic|Armenian|Azerbaijani|Azeri|Balkans|Bangla|Burmese|Chinese|Dari|English|"
    r"Georgian|Hausa|Hindi|Kazakh|Korean|Kyrgyz|Mundo|Pashto|Persian|Serbian|Somali|Spanish|Swahili|Turk|Turkish|Türk|Türkçe|"
    r"Ukrainian|Urdu|Uzbek|Vietnamese)(?: (?:Service|service))?"
    # "told the BBC Turkish troops ..." goes on with a noun
    r"(?=[.,;:]|[’']s\b|$| (?:has |had |also )?(?:report|said|says|wr[io]te|quote|cite|on\b|in\b|that\b|earlier\b))"
)


def with_editions(outlets: Callable[[str], Sequence[Any]]) -> Callable[[str], Sequence[Any]]:
    """Return what finds names of outlets in a text, those of their editions in full.

    Args:
        outlets: Finds the names without what is said of the language.
    """

    def find(text: str) -> list[Any]:
        found = []
        for name in outlets(text):
            more = _EDITION.match(text, name.end)
            end = more.end() if more else name.end
            found.append(replace(name, end=end, text=text[name.start : end]) if more else name)
        return found

    return find
