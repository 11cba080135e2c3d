"""Where a form stands in a text, and what else that text names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

_WORD_AFTER = re.compile(r"[ ]+([\w.'-]+)")


class Mark(NamedTuple):
    """A place that tells whose a security council is.

    Attributes:
        id: The state's id, or ``UN``.
        kind: ``council`` for a council's full name, ``officer`` for one who sits in a state's, ``leader`` for one who may
            call it together.
    """

    start: int
    end: int
    id: str
    kind: str


@dataclass(slots=True)
class Context:
    """Where a form stands, and what else the text names for certain.

    Attributes:
        text: The whole text, apostrophes folded.
        ids: How often each id is named without doubt.
        councils: Places before and after the form that tell whose a security council is: see ``councils``.
        told: What patterns sought in the whole text gave, since many forms ask for the same.
    """

    text: str
    start: int
    end: int
    ids: Counter[str] = field(default_factory=Counter)
    councils: tuple[Mark, ...] = ()
    told: dict[str, bool] = field(default_factory=dict)

    @property
    def before(self) -> str:
        """The word before the form on the same line; empty when there is none."""
        text, least = self.text, max(0, self.start - 40)
        end = self.start
        while end > least and text[end - 1] == " ":
            end -= 1
        if end == self.start:
            return ""
        first = end
        while first > least and (text[first - 1].isalnum() or text[first - 1] in "_.'-"):
            first -= 1
        return text[first:end]

    @property
    def after(self) -> str:
        """The word after the form when only a space lies between."""
        match = _WORD_AFTER.match(self.text, self.end, self.end + 40)
        return match[1] if match else ""

    def holds(self, pattern: re.Pattern[str]) -> bool:
        """Whether the pattern stands anywhere in the text."""
        key = pattern.pattern
        if key not in self.told:
            self.told[key] = pattern.search(self.text) is not None
        return self.told[key]

    def near(self, *, reach: int = 120) -> str:
        """The text around the form, ``reach`` characters to each side."""
        return self.text[max(0, self.start - reach) : self.end + reach]

    def title_case(self) -> bool:
        """Whether the words around have capitals as in a headline."""
        words = re.findall(r"[A-Za-z]{4,}", self.near(reach=60))
        return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.7 * len(words)
