"""Names of states as they stand in a sentence."""

from __future__ import annotations

import re

_ARTICLE = re.compile(
    r"(?:United|Netherlands|Philippines|Bahamas|Gambia|Maldives|Comoros|Holy See|European|African Union|Gulf|Arab League)\b"
    r"|.*\b(?:Federation|Republic|Union|Islands|State|Organization|Organisation|Council|League|Community|Emirates)\b"
)


def the(name: str) -> str:
    """Return a name with its article where English uses one.

    >>> the("Russian Federation"), the("Kazakhstan"), the("Republic of Korea"), the("Netherlands")
    ('the Russian Federation', 'Kazakhstan', 'the Republic of Korea', 'the Netherlands')
    """
    return f"the {name}" if _ARTICLE.match(name) and not name.lower().startswith("the ") else name


def opening(text: str) -> str:
    """Return a text as it opens a sentence.

    >>> opening("the Netherlands has moved")
    'The Netherlands has moved'
    """
    return text[:1].upper() + text[1:]
