"""Claims that a state sits on the Security Council, or doesn't."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from allegiance.records import RegisterCheck
from allegiance.registers.claims import (
    ASIDE,
    CONFIRMED,
    CONTRADICTED,
    LISTED,
    NAMED,
    PAST,
    Context,
    check,
    hedged,
    other_year,
    subject,
    window,
)
from allegiance.registers.lines import Line
from allegiance.registers.rows import Seat
from allegiance.registers.times import When

BODY = r"(?:the )?(?:\{O\d+\}(?:'s)? |powerful |15-member |15-nation )*\{K\d+\}(?: of (?:the )?\{O\d+\})?"
_KINDS = (
    r"(?P<kind>(?:(?:current|fellow|veto-wielding|temporary|rotating|new|newest|incoming|full|its|five"
    r"|ten|P5|permanent|nonpermanent"
    r"|non-permanent|elected|key)[ -])*)"
)
# After "joined the Council": the end of the phrase, and not another whom it was joined with.
_CLEAN = r"(?=$|[.,;)]| (?:on|in (?!\w+ing\b)|for|as|this|last|at|until|with effect)\b)"
_BE = r"(?P<be>is|are|was|were)(?: (?:also|currently|now|still|today))*"
_PATTERNS = [
    re.compile(
        rf"(?P<states>{LISTED}){ASIDE},? (?:which |who )?{_BE}(?P<no> not| no longer|n't)?(?: currently| now)?"
        rf"(?: for the first time)? (?:an? |one of the |among the |the )?{_KINDS}members? (?:of|on|at)"
        rf" {BODY}"
    ),
    re.compile(
        rf"(?P<states>{LISTED}), (?:for the first time )?(?:currently |now )?(?:itself )?(?:an? |one of"
        rf" the |the )?{_KINDS}members? (?:of|on|at) {BODY}"
    ),
    re.compile(
        rf"(?P<states>{LISTED}), (?:for the first time )?(?:currently |now )?(?:itself )?(?:an? |one of"
        rf" the |the )?(?:\{{O\d+\}} )?\{{K\d+\}} {_KINDS}member"
    ),
    re.compile(rf"(?:\{{O\d+\}} )?\{{K\d+\}} {_KINDS}members? (?P<states>{LISTED})"),
    re.compile(rf"\b[Aa]s an? {_KINDS}member of {BODY}, (?P<states>{NAMED})"),
    re.compile(
        rf"(?P<states>{LISTED}),? (?:which |who )?(?:currently |now )?(?:(?P<enter>took|takes|has"
        rf" taken) (?:up )?|(?P<be>holds?|has held|has|have held|have|occupies|occupy) )(?:a|its|one|the) {_KINDS}(?:\w+"
        rf" )?seat (?:on|in|at) {BODY}"
    ),
    re.compile(
        rf"(?P<states>{LISTED}),? (?:which |who )?(?:currently |now |also )?(?P<be>sits?|sat|serves?|served"
        rf"|(?:is|are) (?:currently |now )?serving (?:an? )?(?:two-year )?term) on {BODY}"
    ),
    re.compile(
        rf"(?P<states>{LISTED}),? (?:which |who )?(?:(?:has|have) )?(?P<enter>joined|(?:was|were|been)"
        rf" elected to|(?:was|were|been) voted onto|won|secured) "
        rf"(?:(?:a|its|their) {_KINDS}(?:\w+ )?seats? (?:on|in) )?{BODY}{_CLEAN}"
    ),
    re.compile(
        rf"(?P<states>{LISTED}),? (?:which |who )(?:currently |now )?(?P<be>chairs|presides over|holds"
        rf" the (?:rotating )?presidency of) {BODY}"
    ),
]
SEATS_REFERENCE = "United Nations, list of countries elected members of the Security Council"
# "Council member X", in a sentence that names the Security Council.
_BARE = re.compile(rf"\b[Cc]ouncil {_KINDS}members? (?P<states>{LISTED})")
# "A member until last month", "a member from January".
_OTHER_TIME = re.compile(r" (?:until|till|up to|from|starting|beginning|as of|at the time)\b")
_VOTED_IN = re.compile(r"elected|voted|won|secured")
# From the day of an election to the first of a term.
_ELECTED = timedelta(days=230)
_TERM = re.compile(r"(?:for|in) (20\d\d|19\d\d)(?: and |-|–|/)(?:20|19)?(\d\d)")


def seats(line: Line, context: Context) -> Iterator[RegisterCheck]:
    """Check each claim about a seat in a sentence."""
    if "{K" not in line.masked:
        return
    for pattern in (*_PATTERNS, _BARE):
        for match in pattern.finditer(line.masked):
            if subject(line, match) and not hedged(line, match.start(), match.end()):
                yield from _checks(line, match, context)


def _checks(line: Line, match: re.Match[str], context: Context) -> Iterator[RegisterCheck]:
    found = match.groupdict()
    words = found.get("kind") or ""
    if "incoming" in words:
        return
    kind = "elected" if re.search(r"non-?permanent|elected|temporary|rotating", words) else ""
    if not kind and re.search(r"permanent|veto-wielding|P5", words):
        kind = "permanent"
    period = _period(line, match, found)
    for state in line.ids(match["states"], "S"):
        a = {"elected": "an elected", "permanent": "a permanent"}.get(kind, "a")
        says = f"{context.name(state)} is {'not ' if found.get('no') else ''}{a} member of the Security Council"
        if period is None:
            continue
        first, last = period
        terms = context.registers.seats_of(state)
        sat = [term for term in terms if _held(term, first, last) and (not kind or term.kind == kind)]
        wrong = bool(sat) if found.get("no") else not sat
        if found.get("enter") and sat:
            # To enter is to begin: the term must begin about then; an election comes half a year before.
            slack = _ELECTED if _VOTED_IN.search(found["enter"]) else timedelta(days=40)
            if not any(first - timedelta(days=40) <= term.start <= last + slack for term in sat) and not _TERM.search(
                line.masked
            ):
                wrong = True
        if wrong and found.get("no") and not all(_throughout(term, first, last) for term in sat):
            continue
        record = _record(context, state, first, last)
        yield check(
            line,
            match.start(),
            match.end(),
            kind="seat",
            verdict=CONTRADICTED if wrong else CONFIRMED,
            says=says,
            record=record,
            nearest=_nearest(context, state, terms, first) if wrong else "",
            reference=terms[0].reference if terms else SEATS_REFERENCE,
        )


def _period(line: Line, match: re.Match[str], found: dict[str, str]) -> tuple[date, date] | None:
    """Return the days that a claim is about; None when that can't be told."""
    term = _TERM.search(line.masked, match.start())
    if term:
        return date(int(term[1]), 1, 1), date(int(term[1]), 12, 31)
    when = _own_time(line, match)
    if when is not None:
        return when.first, when.last
    if line.published is None or other_year(line, match.start(), match.end()):
        return None
    if _OTHER_TIME.match(line.masked, match.end()):
        return None
    if found.get("enter"):
        # Who is elected in June sits from January.
        ahead = _ELECTED if _VOTED_IN.search(found["enter"]) else timedelta(0)
        return line.published - timedelta(days=370), line.published + ahead
    if found.get("be") in ("was", "were", "sat", "served") or PAST.search(line.masked[: match.start()]):
        return None
    return line.published - timedelta(days=7), line.published + timedelta(days=1)


def _own_time(line: Line, match: re.Match[str]) -> When | None:
    when = window(line, match.start(), match.end())
    between = line.masked[match.end() : when.start] if when else ""
    if when is None or re.search(r"\b(?:until|till|to the end|since|after|before|resolution|through)\b", between):
        return None
    return when


def _held(term: Seat, first: date, last: date) -> bool:
    return term.start <= last and (term.end is None or first < term.end)


def _throughout(term: Seat, first: date, last: date) -> bool:
    return term.start <= first and (term.end is None or last < term.end)


def years(term: Seat) -> str:
    """Return a term's years in words.

    >>> years(Seat("KAZ", date(2017, 1, 1), date(2019, 1, 1), "elected", "", ""))
    '2017-2018'
    """
    if term.end is None:
        return f"since {term.start.year}"
    last = (term.end - timedelta(days=1)).year
    return str(term.start.year) if last == term.start.year else f"{term.start.year}-{last}"


def _record(context: Context, state: str, first: date, last: date) -> str:
    when = first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"
    held = [term for term in context.registers.seats_of(state) if _held(term, first, last)]
    if held:
        kind = "a permanent" if held[0].kind == "permanent" else "an elected"
        return f"{context.name(state)} was {kind} member ({years(held[0])})"
    return f"{context.name(state)} held no Security Council seat ({when})"


def _nearest(context: Context, state: str, terms: list[Seat], day: date) -> str:
    if not terms:
        return f"{context.name(state)} has never been a member"
    near = min(terms, key=lambda term: abs((term.start - day).days))
    if near.end is None:
        return f"{context.name(state)} is a permanent member"
    return f"{context.name(state)} was an elected member in {', '.join(years(term) for term in terms[-3:])}"


def had_seat(context: Context, state: str, first: date, last: date) -> str | None:
    """Return a sentence on the seat that a state held throughout a period; None when it held none, or for a part of it."""
    terms = context.registers.seats_of(state)
    return _record(context, state, first, last) if any(_throughout(term, first, last) for term in terms) else None


def no_seat(context: Context, state: str, first: date, last: date) -> str | None:
    """Return a sentence when a state held no seat at any time of a period, with when it did; None when it held one."""
    terms = context.registers.seats_of(state)
    if any(_held(term, first, last) for term in terms):
        return None
    years_told = str(first.year) if first.year == last.year else f"{first.year}-{last.year}"
    told = f"{context.name(state)} held no Security Council seat in {years_told}"
    return told + (f" (it did in {', '.join(years(term) for term in terms[-2:])})" if terms else "")
