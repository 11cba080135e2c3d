"""Where a form stands in a text, and what else that text names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

_WORD_BEFORE = re.compile(r"([\w.'-]+)[ ]+$")
_WORD_AFTER = re.compile(r"[ ]+([\w.'-]+)")


@dataclass(slots=True)
class Context:
    """Where a form stands, and what else the text names for certain.

    Attributes:
        text: The whole text, apostrophes folded.
        ids: How often each id is named without doubt.
    """

    text: str
    start: int
    end: int
    ids: Counter[str] = field(default_factory=Counter)

    @property
    def before(self) -> str:
        """The word before the form on the same line; empty when there is none."""
        match = _WORD_BEFORE.search(self.text, max(0, self.start - 40), self.start)
        return match[1] if match else ""

    @property
    def after(self) -> str:
        """The word after the form when only a space lies between."""
        match = _WORD_AFTER.match(self.text, self.end, self.end + 40)
        return match[1] if match else ""

    def near(self, *, reach: int = 120) -> str:
        """The text around the form, ``reach`` characters to each side."""
        return self.text[max(0, self.start - reach) : self.end + reach]

    def title_case(self) -> bool:
        """Whether the words around have capitals as in a headline."""
        words = re.findall(r"[A-Za-z]{4,}", self.near(reach=60))
        return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.7 * len(words)
