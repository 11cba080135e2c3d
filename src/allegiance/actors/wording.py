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


_KNOWN_BY = {
    "abbreviation": "known by its abbreviation",
    "capital": "its capital stands for it",
    "description": "a description stands for it",
    "demonym": "known by the word for its people or what is theirs",
    "former": "known by a former name",
    "metonym": "a place or house stands for it",
    "name": "known by its name",
    "office": "an office of its stands for it",
    "people": "its people stand for it",
    "pronoun": "a pronoun stands for it",
    "town": "a town or region of it is what the act befalls",
    "person": "a person who holds its office stands for it",
}


def known_by(via: str) -> str:
    """Return in words how a name leads to a party; ``via`` as the gazetteer has it.

    >>> known_by("capital"), known_by("alias")
    ('its capital stands for it', 'known by alias')
    """
    return _KNOWN_BY.get(via, f"known by {via}")
