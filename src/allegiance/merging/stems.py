"""Words without their endings, so that "attacked" and "attacks" are one."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"[^\W\d_][\w'’-]*|\d[\d.,]*\w*")
STOP = frozenset(
    """a an the of to in on at for by with from and or but as is are was were be been has have had will would can could may
    might its it his her their they he she this that these those who which what when where after before over under about
    into than then not no more most new also up out against amid says said say tell told mr ms""".split()
)
_ENDINGS = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ions",
    "ion",
    "ers",
    "ies",
    "ed",
    "es",
    "er",
    "ly",
    "s",
    "e",
)


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """Return a word's stem, roughly: its common endings are cut as long as four letters stay.

    >>> stem("Attacks") == stem("attacked") == stem("attacking")
    True
    """
    word = word.lower().removesuffix("'s").removesuffix("’s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def stems(text: str) -> tuple[str, ...]:
    """Return the stems of a text's content words, in order."""
    found = (word for word in WORD.findall(text) if word.lower() not in STOP)
    return tuple(stem(word) for word in found)
