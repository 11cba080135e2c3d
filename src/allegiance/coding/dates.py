"""The words for time in a text, as intervals of days reckoned from the day of publication."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from allegiance.coding import reckoning
from allegiance.coding.reckoning import Interval

_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)|apr(?:il|\.)|may|june?\.?|july?\.?|aug(?:ust|\.)"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_NTH = "|".join([*reckoning.ORDINALS, *reckoning.NUMBERS])
_DAY_IN_WORDS = "|".join(reckoning.ORDINALS)
_UNITS = "|".join(list(reckoning.NUMBERS)[:9])
_COUNT = (
    rf"(?<![\w-])(?<!\d[.,])(?:\d{{1,3}}|an?|(?:{'|'.join(reckoning.TENS)})(?:[- ](?:{_UNITS}))?"
    rf"|{'|'.join(reckoning.NUMBERS)})"
)


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days, both ends included, and the words that it rests on, with their span.

    Attributes:
        rule: Name of the rule that read them.
        ahead: The interval that the same words mean of an act still to come ("on Friday"), where that differs; of an
            anniversary, the day on which it is kept.
    """

    first: date
    last: date
    words: str
    start: int
    end: int
    rule: str = ""
    ahead: Interval | None = None


_ENDS = frozenset({"iso", "day", "weekday", "month"})
"""Rules whose words may name the first or the last day of a span."""
_TO = re.compile(r"\s*(?:to|until|till|through)\s", re.IGNORECASE)
_AND = re.compile(r"\s*and\s", re.IGNORECASE)
_JOINT = 9
"""Characters that may stand between the ends of a span."""
_NAMED_YEAR = re.compile(r"\d{4}|\b(?:last|next|this)\b", re.IGNORECASE)
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_OF_YEAR = rf"(?:,?\s+(?:of\s+)?(?:{_YEAR}|(?P<rel>last|this|next) year))?"
_MONTH_NAME = rf"(?P<m>(?-i:(?:{'|'.join(n for n in calendar.month_name if n)})|(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.))"
_RULES: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str], date], Interval | None]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE), read)
    for name, pattern, read in (
        ("iso", r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b", reckoning.iso),
        (
            "day in figures",
            r"(?<![\d.])(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>(?:19|20)\d\d)(?![\d.]\d)",
            reckoning.iso,
        ),
        (
            "days",
            rf"\b(?P<m>{_MONTH})\s+(?P<d>\d{{1,2}})\s?(?:-|–|to|and)\s?(?P<e>\d{{1,2}})\b{_OF_YEAR}",
            reckoning.days_of_month,
        ),
        (
            "days",
            rf"\b(?P<d>\d{{1,2}})\s?(?:-|–|to|and)\s?(?P<e>\d{{1,2}})\s+(?P<m>{_MONTH})\b{_OF_YEAR}",
            reckoning.days_of_month,
        ),
        ("day", rf"\b(?P<m>{_MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:){_OF_YEAR}", reckoning.month_day),
        ("day", rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?\s+(?P<m>{_MONTH})\b{_OF_YEAR}", reckoning.month_day),
        (
            "day",
            rf"\bthe (?P<d>{_DAY_IN_WORDS}) of {_MONTH_NAME}(?!\w|[’']s\b){_OF_YEAR}",
            reckoning.month_day,
        ),
        (
            "day",
            rf"\b(?:on|by|until|since|from) {_MONTH_NAME} the (?P<d>{_DAY_IN_WORDS})(?=\s*(?:[.,;)]|$|in\b|at\b))",
            reckoning.month_day,
        ),
        (
            "month",
            r"\b(?:in|at|since|last|during|from|until|by|for|of|this|through|throughout|before|after|towards?)\s+"
            r"(?P<part>early |late |mid-?|the end of |the start of |the beginning of |the middle of )?"
            rf"{_MONTH_NAME}(?!\w){_OF_YEAR}",
            reckoning.part_of_month,
        ),
        ("month", rf"\b(?P<part>early |late |mid-?)?{_MONTH_NAME}(?=[’']s\b){_OF_YEAR}", reckoning.part_of_month),
        ("month", rf"\b(?P<part>early |late |mid-?){_MONTH_NAME}(?!\w){_OF_YEAR}", reckoning.part_of_month),
        ("month", rf"\b(?P<part>)(?P<m>{_MONTH})\s+{_YEAR}\b", reckoning.part_of_month),
        (
            "month before",
            rf"\b(?P<part>)(?!May\b){_MONTH_NAME}(?=\s(?-i:[a-z]{{3}}))(?!\s(?:and|who)\b)",
            reckoning.part_of_month,
        ),
        (
            "month",
            rf"\b(?:as (?:early|late|soon) as|and|or|to) (?P<part>)(?!May\b){_MONTH_NAME}(?!\w|\s[A-Z])",
            reckoning.part_of_month,
        ),
        ("era", r"\b(?:(?:first|second) world war|world war (?:ii?|one|two|[12])|cold war|9/11)\b", reckoning.era),
        ("era", r"\bsept(?:ember|\.) 11(?:th)? (?=(?:terror(?:ist)? )?(?:attack|hijack))", reckoning.era),
        ("feast", r"\b(?P<feast>new year[’']s (?:eve|day)|christmas(?: day| eve)?)\b", reckoning.holiday),
        (
            "part of year",
            rf"\b(?:the )?(?P<part>{'|'.join(reckoning.PARTS)})(?:-| |\sof\s){_YEAR}\b",
            reckoning.part_of_year,
        ),
        (
            "part of year",
            r"\b(?:the )?(?P<part>(?:first|second) half|(?:first|second|third|fourth|last) quarter)\sof\s"
            r"(?P<rel>last|this|next) year\b",
            reckoning.part_of_year,
        ),
        ("year's end", r"\bthe end of (?P<which>the|this|next) year\b", reckoning.end_of_year),
        ("same time", r"\b(?:this|the same) time last year\b", reckoning.a_year_before),
        (
            "years",
            r"\b(?:from |between )?(?P<y>(?:19|20)\d\d)\s?(?:-|–|to|and)\s?(?P<z>(?:(?:19|20)\d\d|\d\d))\b(?!-)",
            reckoning.years,
        ),
        ("decade", r"\b(?P<y>(?:1[89]|20)\d0)s\b", reckoning.decade),
        (
            "season",
            r"\b(?:in|over|during|by|since|of)?\s*(?:the\s+)?(?P<which>last|this|next)?\s*\b"
            r"(?P<season>spring|summer|autumn|winter|(?<=last )fall|(?<=this )fall|(?<=next )fall)\b"
            rf"(?:\s+(?:of\s+)?{_YEAR})?",
            reckoning.season,
        ),
        (
            "year",
            r"\b(?:in|since|during|of|from|by|until|after|before)\s+(?:early |late |mid-?)?(?P<y>(?:1[5-9]|20)\d\d)\b",
            reckoning.year,
        ),
        (
            "year before",
            r"\b(?P<y>(?:1[89]|20)\d\d)\b(?=\s+[a-z])(?!\s+(?:troops|soldiers|people|men|tons|tonnes|km|miles|dead))",
            reckoning.year,
        ),
        ("year before", r"\b(?P<y>(?:1[89]|20)\d\d)(?=[’']s\b)", reckoning.year),
        (
            "anniversary",
            rf"\b(?P<n>\d{{1,3}}(?:st|nd|rd|th|[- ]year)|(?:{_NTH})(?:[- ]year)?)\s"
            r"anniversary (?=of|since)",
            reckoning.nth,
        ),
        ("weekend", r"\b(?P<which>next |this coming |coming |last |this |past |the )?weekend\b", reckoning.weekend),
        (
            "weekday",
            rf"\b(?P<which>next |this coming |coming |last |this )?(?P<day>(?-i:{'|'.join(calendar.day_name)}))\b",
            reckoning.weekday,
        ),
        ("to the day", rf"\b(?P<n>{_COUNT}) (?P<unit>day|week|month|year)s? ago today\b", reckoning.to_the_day),
        (
            "relative day",
            r"\b(?P<word>(?:the )?day (?:before yesterday|after tomorrow)|yesterday|today|tomorrow|tonight|last night"
            r"|overnight|this (?:morning|evening|afternoon))\b",
            reckoning.relative_day,
        ),
        (
            "lately",
            rf"\b(?:over |in |for |within )?(?:the )?(?:past|last|recent)\s+(?:(?P<n>{_COUNT})\s+|few\s+|several\s+)?"
            r"(?P<unit>hour|day|week|month|year)s\b",
            reckoning.lately,
        ),
        (
            "relative",
            r"\b(?P<part>earlier |later |early |late |(?:in )?mid-?|(?<!since )the (?:end|start|beginning|middle) of )?"
            r"(?P<which>last|past|previous|this|the current|next|coming) "
            r"(?P<unit>week|month|year)\b",
            reckoning.relative_span,
        ),
        (
            "past day",
            r"\b(?:over|in|for|during|within) the (?:past|last) (?:day|24 hours)(?! of)\b",
            reckoning.past_day,
        ),
        ("half year", r"\b(?:over |in |for |during )?the (?:past|last) half[- ](?:a )?year\b", reckoning.half_year),
        (
            "ago",
            rf"\b(?P<n>{_COUNT}) (?P<unit>hour|day|week|month|year)s? (?:ago|earlier|before(?=\s*(?:[.,;)]|$|in\b)))",
            reckoning.ago,
        ),
        (
            "few ago",
            r"\b(?:(?:a )?few|several|a couple of|just|only|mere) (?P<unit>hour|day|week|month)s"
            r" (?:ago|earlier|before(?=\s*(?:[.,;)]|$)))",
            reckoning.few_ago,
        ),
        (
            "span",
            rf"\bfor (?:(?:more than|over|nearly|almost|about|at least|around|some|roughly) )?(?P<n>{_COUNT}) "
            r"(?P<unit>day|week|month|year)s\b(?! (?:in prison|in jail|of))",
            reckoning.span,
        ),
        (
            "coming",
            rf"\b(?:over |in |for |within |during )?(?:the )?(?:coming|next)\s+(?:(?P<n>{_COUNT})\s+|few\s+|several\s+)?"
            r"(?P<unit>hour|day|week|month|year)s\b",
            reckoning.soon,
        ),
        (
            "within",
            rf"\bwithin (?:the )?(?P<n>{_COUNT}) (?P<unit>day|week|month|year)s?\b(?! (?:of|after|from)\b)"
            rf"|\bin (?P<m>{_COUNT}) (?P<units>day|week|month|year)(?:s[’']|[’']s) time\b",
            reckoning.within,
        ),
        (
            "gap",
            rf"\b(?P<n>{_COUNT}) (?P<unit>day|week|month|year)s? (?:after|since|into|from)\b(?!\s+(?:now|today))",
            reckoning.gap,
        ),
        (
            "same day",
            r"\b(?:earlier (?:in|on|that|the same) (?:the )?day|(?:on )?(?:the|that) same day)\b",
            reckoning.today,
        ),
        ("later", rf"\b(?P<n>{_COUNT}) (?P<unit>day|week|month|year)s? later\b", reckoning.later),
    )
)


def expressions(text: str, start: int, end: int, published: date) -> list[When]:
    """Return the words for time between two offsets, in order; of two that overlap the more exact one.

    Args:
        text: The text.
        start: Where to begin.
        end: Where to stop.
        published: The day from which "Friday" and "last month" are reckoned.
    """
    found: list[When] = []
    for rule, pattern, read in _RULES:  # the exact ones first
        for match in pattern.finditer(text, start, end):
            told = read(match, published)
            if told is None:
                continue
            ahead = None
            if rule == "weekday" and (match["which"] or "this ").lower() == "this " and told[0] != published:
                ahead = (told[0] + timedelta(7),) * 2
            elif rule in ("day", "days", "month") and not _NAMED_YEAR.search(match.group()):
                if told[1] < published:
                    # In December a plan for January means the coming one.
                    ahead = reckoning.anniversary(told[0], -1), reckoning.anniversary(told[1], -1)
            elif rule == "season" and not (match["y"] or match["which"]) and told[1] < published:
                # In June a plan for autumn means the coming one.
                ahead = reckoning.anniversary(told[0], -1), reckoning.anniversary(told[1], -1)
            elif rule == "anniversary":
                # What is done on the anniversary, not what it is of.
                ahead = published - timedelta(1), published + timedelta(1)
            elif rule == "weekend" and (match["which"] or "").strip().lower() in ("", "the", "this"):
                ahead = told[0] + timedelta(7), told[1] + timedelta(7)
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(When(*told, match.group().strip(), match.start(), match.end(), rule, ahead))
    return _ranges(text, sorted(found, key=lambda w: w.start))


def _ranges(text: str, found: list[When]) -> list[When]:
    """Return words for time with those joined that name the first and the last day of one span: "from 2 May to 9 May"."""
    joined: list[When] = []
    for when in found:
        before = joined[-1] if joined else None
        span = _span(before, when) if before is not None and _from_to(text, before, when) else None
        if before is None or span is None:
            joined.append(when)
            continue
        ahead = None
        if before.ahead is not None or when.ahead is not None:
            first, last = (before.ahead or (before.first,))[0], (when.ahead or (when.last,))[-1]
            if first > last and before.rule == when.rule == "weekday":
                last += timedelta(7)
            ahead = (first, last) if first <= last else None
        words = text[before.start : when.end].strip()
        joined[-1] = When(*span, words, before.start, when.end, "days", ahead)
    return joined


def _from_to(text: str, first: When, last: When) -> bool:
    """Tell whether two words for time are the ends of one span."""
    if not {first.rule, last.rule} <= _ENDS:
        return False
    between = bool(re.search(r"\bbetween\s", text[max(0, first.start - 8) : first.start + 8], re.IGNORECASE))
    to = _AND if between else _TO
    if not between and not re.search(r"\bfrom\s", text[max(0, first.start - 5) : first.start + 5], re.IGNORECASE):
        return False
    # The words for a month hold the preposition before it.
    return last.start - first.end <= _JOINT and bool(to.match(text, first.end, last.end))


def _span(first: When, last: When) -> Interval | None:
    """Return the span between two ends; of two days of the week the first is the one before the last."""
    if first.first <= last.last:
        return first.first, last.last
    return (first.first - timedelta(7), last.last) if first.rule == last.rule == "weekday" else None
