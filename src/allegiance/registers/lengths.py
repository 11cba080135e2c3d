"""How long a standing has lasted, as texts tell it: "since 2004", "since the early 1990s", "for nearly two decades"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from allegiance.registers.tallies import NUMBER, number
from allegiance.registers.times import When, explicit

_ABOUT = (
    r"(?P<about>(?:(?:more than|over|at least|almost|nearly|about|around|roughly|some|just|only|(?:only )?less than|under|the"
    r" (?:last|past)) )*)"
)
_COUNT = rf"(?P<count>{NUMBER}|several|many|a few|a)(?P<half> and a half)?"
_FOR = re.compile(
    rf",? for {_ABOUT}(?:{_COUNT} )?(?P<unit>years?|decades?)\b(?! (?:after|before|until|from)\b)", re.IGNORECASE
)
_AGO = re.compile(rf",? {_ABOUT}{_COUNT} (?P<unit>years?|decades?) ago\b", re.IGNORECASE)
_SINCE = re.compile(
    r",? (?:ever )?since (?:joining (?:it |the \w+ )?in |it joined (?:it |the \w+ )?in |they joined in )?"
)
_DECADE = re.compile(r"(?:the )?(?:(?P<part>early|mid|late)[- ])?(?P<year>(?:19|20)\d0)'?s\b")
_PART = {"early": (0, 4), "mid": (3, 7), "late": (6, 10)}
_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Length:
    """The days within which a standing is said to have begun.

    Attributes:
        first, last: The earliest and the latest of them.
        sure: Whether it can't have begun much earlier: not where it has lasted "more than" so long.
        words: How the text tells it.
        end: Where that ends in the text.
    """

    first: date
    last: date
    sure: bool
    words: str
    end: int


def held_for(text: str, start: int, published: date | None) -> Length | None:
    """Return the length that a text tells right at an offset, None where it tells none.

    >>> held_for("a member since 2004.", 8, None).first.isoformat()
    '2004-01-01'
    >>> held_for("a member for more than ten years.", 8, date(2022, 5, 5)).sure
    False
    """
    since = _SINCE.match(text, start)
    if since:
        return _since(text, since)
    told = _FOR.match(text, start)
    if told is None or published is None:
        return None
    return _counted(told, published)


def years_ago(text: str, start: int, published: date | None) -> When | None:
    """Return the year or years that "18 years ago" right at an offset means."""
    told = _AGO.match(text, start)
    length = _counted(told, published) if told and published else None
    if length is None:
        return None
    return When(length.first, length.last, start, length.end, "year", length.sure)


def _since(text: str, since: re.Match[str]) -> Length | None:
    decade = _DECADE.match(text, since.end())
    if decade:
        first, last = _PART.get(decade["part"] or "", (0, 10))
        year = int(decade["year"])
        return Length(
            date(year + first, 1, 1), date(year + last - 1, 12, 31), True, f"since {decade.group()}", decade.end()
        )
    whens = [when for when in explicit(text) if when.start == since.end()]
    if not whens:
        return None
    when = whens[0]
    return Length(when.first, when.last, True, f"since {text[when.start : when.end]}", when.end)


def _counted(told: re.Match[str], published: date) -> Length | None:
    """Return the days that a count of years back from publication means, round numbers taken loosely."""
    decades = told["unit"].lower().startswith("decade")
    words = " ".join(told.group().strip(", ").split())
    count = 1 if (told["count"] or "").lower() == "a" else number(told["count"] or "several")
    if count is None:  # "for years", "for many decades"
        return Length(
            date(1, 1, 1), published - timedelta(days=(15 if decades else 2) * _YEAR), False, words, told.end()
        )
    years = (count + (0.5 if told["half"] else 0)) * (10 if decades else 1)
    slack = 1.0 + years * (0.2 if years % 5 == 0 else 0.05)
    about = told["about"].lower()
    more = bool(re.search(r"more than|over|at least", about))
    longest = min(years + slack, published.year - 1)
    return Length(
        date(1, 1, 1) if more else published - timedelta(days=longest * _YEAR),
        published - timedelta(days=max(years - slack, 0) * _YEAR),
        not more and "past" not in about and "last" not in about,
        words,
        told.end(),
    )
