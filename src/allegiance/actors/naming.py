"""Tells a person's name from a state's, and one bearer of a surname from another."""

from __future__ import annotations

import re

from allegiance.actors import tables
from allegiance.actors.context import Context

_GIVEN = tables.read_words("given names")
_TITLES = tables.read_words("titles")
# Words that follow a state's name with a capital letter without making it a person's given name.
_AFTER_STATE = tables.read_words("after a state")
# Only these are given names as well: "Israel Katz", but "Cuba Libre" is settled by a shadow form.
_GIVEN_TOO = tables.read_words("given names that are states")
_OFFICE = re.compile(
    r"\b(?:President|president|Premier|Prime Minister|prime minister|PM|Chancellor|chancellor|Minister|minister|"
    r"Secretary|Chairman|"
    r"Secretary-General|Emperor|King|Queen|Emir|Sultan|Prince|leader|General|Gen\.|Taoiseach|Ayatollah)\s+$"
)
_MONTH_BEFORE = frozenset(
    [
        "in",
        "on",
        "of",
        "since",
        "until",
        "till",
        "late",
        "early",
        "by",
        "last",
        "next",
        "mid",
        "from",
        "this",
        "during",
        "after",
        "before",
        "amid",
    ]
)
# Monarchs and their kin go by given names: a bare surname after these is none.
_CROWNED = re.compile(r"\b(?:King|Queen|Prince|Princess|Emperor|Empress|Emir|Sultan|Sheikh|Pope|Saint)\s+$")
# What goes on with a name: "Mahdi al-Muhandes", "Li Gun-mo", "Salman bin Ahmed".
_NAME_GOES_ON = re.compile(r"[ ]+(?:(?:al|el|ul)-[A-Z]|(?:bin|ibn|ben|bint|ould) [A-Z]|[A-Z][a-z]+-[a-z]+\b)")
# Where a small word follows, a short sentence only looks like a headline: "Israel Katz criticised Germany."
_PLAIN_AFTER_NAME = re.compile(r" [A-Z][\w.'-]+ [a-z]{4,}\b")
_ORDINARY_BEFORE = tables.read_words("before a surname")


def looks_like_person(context: Context, *, titles: bool = True) -> bool:
    """Whether the form is part of a person's name: after a given name (or a title), or before a surname."""
    if context.text[context.start - 1 : context.start] == "-":
        return False  # "the Iran-Israel War"
    before, after = context.before, context.after
    if before in _GIVEN or (titles and before in _TITLES):
        return True
    if not after or not after[0].isupper() or after in _AFTER_STATE or after.isupper():
        return False
    if context.title_case() and not _PLAIN_AFTER_NAME.match(context.text, context.end):
        return False
    word = context.text[context.start : context.end]
    return word in _GIVEN_TOO and after.rstrip(".").isalpha()


def has_office_before(context: Context) -> bool:
    """Whether an office or title stands before the form ("President Kim")."""
    return bool(_OFFICE.search(context.text[max(0, context.start - 30) : context.start]))


def is_given_name(context: Context) -> bool:
    """Whether a word that may be a surname is the given name here: of a monarch, or with a name in capitals after it.

    >>> text = "Defense Secretary Robert McNamara"
    >>> is_given_name(Context(text, 18, 24))
    True
    """
    if _CROWNED.search(context.text[max(0, context.start - 12) : context.start]):
        return True
    after = context.after.rstrip(".")
    return after[:1].isupper() and after.isalpha() and after not in _AFTER_STATE


def is_then(context: Context) -> bool:
    """Whether the text speaks of the time in office ("then-President Trump")."""
    return bool(re.search(r"\b[Tt]hen[- ](?:\w+[- ]){0,3}$", context.text[max(0, context.start - 40) : context.start]))


def is_month(context: Context) -> bool:
    """Whether the form is the month of May."""
    if context.text[context.start : context.end] != "May":
        return False
    after = context.text[context.end : context.end + 3]
    return context.before.lower() in _MONTH_BEFORE or context.before.isdigit() or bool(re.match(r" \d|,? \d", after))


def expected_start(context: Context) -> str | None:
    """Return how a person's usual name must begin for the surname here to be theirs; "" for any, None for nobody.

    Another given name before it ("Dan Sabbagh") or a surname after it ("Pavel Kamnev") speaks against; one that begins
    like the person's own is taken for another spelling of it ("Qassim Soleimani").
    """
    before, after = context.before, context.after
    if _NAME_GOES_ON.match(context.text, context.end):
        return None
    if before in _GIVEN:
        return before[:2]
    if context.title_case():
        return ""
    if after and after[0].isupper() and after.isalpha() and not after.isupper() and after not in _AFTER_STATE:
        return None
    if before in ("a", "an") and not after[:1].islower():
        return None  # "a Turk": a person of that people; "a Merkel ally" is the person's
    other = before[:1].isupper() and before.isalpha() and before not in _TITLES and not has_office_before(context)
    if not other or before.lower() in _ORDINARY_BEFORE or _starts_sentence(context, len(before)):
        return ""
    return before[0]


def _starts_sentence(context: Context, length: int) -> bool:
    head = context.text[: context.start].rstrip()[:-length].rstrip(" ")
    return not head or head[-1] in ".!?:;\"“”'\n-—–(["
