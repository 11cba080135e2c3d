"""Claims that a state belongs to an organisation, joined it or left it, set against the gazetteer's memberships."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from allegiance.actors import Membership
from allegiance.records import RegisterCheck
from allegiance.registers.claims import (
    ASIDE,
    CONFIRMED,
    CONTRADICTED,
    LISTED,
    NAMED,
    Context,
    hedged,
    other_year,
    subject,
)
from allegiance.registers.lengths import Length, held_for, years_ago
from allegiance.registers.lines import Line
from allegiance.registers.member_rows import active, covered, in_text, member_check, rows_of
from allegiance.registers.rows import Coverage
from allegiance.registers.times import When, explicit, near

_ORG = r"(?:the )?(?P<org>\{O\d+\})"
_ORGS = r"(?:both )?(?:the )?(?P<org>\{O\d+\}(?:(?:,| and|, and)(?: of)? (?:the )?\{O\d+\})*)"
_BE = r"(?:is|are|remains?)(?P<no> not| no longer|n't)?(?: (?:also|currently|now|still|today|already|both))*"
_FULL = (
    r"(?:(?:an?|one of the|the|also|full|fellow|founding|long-standing|longtime|key|only|newest|new"
    r"|smallest|largest|poorest) )*"
)
# What may follow an organisation's name without making it part of another ("the NATO summit").
_CLEAN = (
    r"(?=$|[.,;:!?)\"”'’](?!s\b)|\s[–—-]+\s| (?:on|at|as|after|last|this|yesterday|today|when|while"
    r"|despite|but|since|for|which|who|with|to|and|by|because|only|following|from|during|early|late"
    r"|earlier|over|under|nearly|almost|more|two|three|ten|years|months|just|along|together|before|without"
    r"|in (?!\w+ing\b)|\{|(?:\w+[ -]){1,4}(?:years?|decades?) ago)|$)"
)
_BELONGS = re.compile(
    rf"(?P<states>{LISTED}){ASIDE},? (?P<no>does not |do not |doesn't |don't |no longer )?(?:also |both |already |still )*"
    rf"belongs? to {_ORGS}{_CLEAN}"
)
# "{S0} belongs to the Union, she said to applause": where it is spoken, that is a wish.
_SPOKEN = re.compile(r"[\"“”‘]|\b(?:sa(?:id|ys?)|told|tells?|insist\w*|argu\w+|declar\w+|believ\w+|sure|think\w*)\b")
_IS = [
    re.compile(
        rf"(?P<states>{LISTED}){ASIDE},? (?:which |who )?{_BE} {_FULL}members?(?: states?| countr(?:y|ies)|"
        rf" nations?)? of {_ORGS}"
    ),
    re.compile(
        rf"(?P<states>{LISTED}){ASIDE},? (?:which |who )?{_BE} {_FULL}{_ORG} members?(?: states?| countr(?:y"
        rf"|ies)| nations?)?(?! of)"
    ),
    re.compile(
        rf"(?P<states>{LISTED}), (?:itself |now |currently )?{_FULL}members?(?: states?| countr(?:y"
        rf"|ies)| nations?)? of {_ORGS}"
    ),
    re.compile(
        rf"(?P<states>{NAMED}), (?:itself |now |currently )?(?:an? |fellow |another )(?:full |fellow"
        rf" )?{_ORG} member(?: state| country| nation)?(?=[,.;]| (?:that|which|since|and))"
    ),
    re.compile(
        rf"(?<![\w-])(?P<pre>\w+[ -])?{_ORG}(?:'s)? member(?:[ -]?(?:state|country|nation))? "
        rf"(?P<states>{NAMED})(?!'s? \w+ of)"
    ),
    re.compile(
        rf"(?<![\w-])(?P<pre>\w+[ -])?{_ORG}(?:'s)? (?:members|member[ -](?:states|countries|nations)) "
        rf"(?P<states>{LISTED})(?!'s?)"
    ),
    re.compile(rf"\b[Aa]s an? (?:full |fellow )?{_ORG} member(?: state| country)?, (?P<states>{NAMED})(?!'s)"),
    re.compile(
        rf"(?P<states>{LISTED}),? (?:which|who) (?P<no>does not |do not )?(?:also |both )?belongs? to {_ORGS}"
        r"(?![ -](?:list|group|family))"
    ),
    _BELONGS,
    re.compile(
        rf"(?P<states>{LISTED}),? and (?:the )?(?:\w+ )?other {_ORG} (?:members|member[ -](?:states|countries|nations))"
    ),
    re.compile(rf"{_ORG}, of which (?P<states>{LISTED}) (?:is|are) (?:an? )?(?:full )?members?"),
]
_BEEN = r"(?:has|have) (?:also |now |already )*been(?: (?:also|now|already))*"
# Membership with its length: "has been a member of {O0} since 2004", "has belonged to {O0} for 18 years".
_HELD = [
    re.compile(
        rf"(?P<states>{LISTED}){ASIDE},? (?:which |who )?{_BEEN} {_FULL}members?(?: states?| countr(?:y|ies)| nations?)?"
        rf" of {_ORGS}"
    ),
    re.compile(
        rf"(?P<states>{LISTED}){ASIDE},? (?:which |who )?{_BEEN} {_FULL}{_ORG} members?(?: states?| countr(?:y|ies)"
        rf"| nations?)?(?! of)"
    ),
    re.compile(rf"(?P<states>{LISTED}){ASIDE},? (?:which |who )?{_BEEN} (?:in|part of) {_ORGS}{_CLEAN}"),
    re.compile(
        rf"(?P<states>{LISTED}){ASIDE},? (?:which |who )?(?:has|have) (?:also |both )?belonged to {_ORGS}{_CLEAN}"
    ),
]
_JOIN = re.compile(
    rf"(?P<states>{LISTED}){ASIDE},?(?: which| who)?(?: (?:has|have|had|officially|formally|also|only|already"
    rf"|first))* (?:joined|became (?:an? )?(?:\w+ )?members? of|become (?:an? )?(?:\w+ )?members? of"
    rf"|acceded to|(?:was|were|been) admitted to) {_ORG}{_CLEAN}"
)
_BECAME = re.compile(
    rf"(?P<states>{LISTED}){ASIDE},?(?: which| who)?(?: (?:has|have|had|officially|formally|also|already))* bec(?:ame|ome) "
    rf"{_FULL}{_ORG} members?(?: states?| countr(?:y|ies)| nations?)?{_CLEAN}"
)
_LEAVE = re.compile(
    rf"(?P<states>{LISTED}){ASIDE},?(?: which| who)?(?: (?:has|have|had|officially|formally|also|already))* "
    rf"(?:left|quit|withdrew from|withdrawn from|pulled out of|exited) {_ORG}{_CLEAN}"
)
_OUT = re.compile(
    rf"(?P<states>{LISTED}){ASIDE},?(?: which| who)? (?:was|were|has been|have been|had been) (?:suspended"
    rf"|expelled|excluded|ejected) from {_ORG}{_CLEAN}"
)
# A member that freezes its membership stays one, so no table tells of it.
_SUSPEND = re.compile(
    rf"(?P<states>{LISTED}) (?:has |have )?(?:suspended|froze|frozen) (?:its|their) membership (?:in|of) {_ORG}"
)
_END = re.compile(
    rf"(?P<states>{LISTED}) (?:has |have )?(?:ended|terminated) (?:its|their) membership (?:in|of) {_ORG}"
)
_NOT_MEMBER_YET = re.compile(
    r"\b(?:non|future|new|prospective|aspiring|candidate|potential|would-be|former|ex|one-time|invitee"
    r"|incoming|founding|associate|dialogue|observer)[ -]?$",
    re.IGNORECASE,
)
# When Germany, Yemen, Russia and others became what they are: some count what they inherited from those years.
_MADE_ANEW = (date(1990, 1, 1), date(1993, 12, 31))
_PAST = re.compile(r"\b(?:then|at the time|back then|years ago|former|ex)\b")
_GRACE = 60
# Days by which a joining may be told too early, by how sure its days are, and a day be told otherwise than it stands here.
_EARLY = {"yes": _GRACE, "about": 240, "no": 730}
_OTHERWISE = {"yes": 20, "about": 240}
# Texts date a withdrawal by its notice, too, which comes up to a year before.
_NOTICE = timedelta(days=400)


def memberships(line: Line, context: Context) -> Iterator[RegisterCheck]:
    """Check each claim about a membership in a sentence."""
    text = line.masked
    if "{O" not in text:
        return
    for pattern in _IS:
        for match in pattern.finditer(text):
            if _NOT_MEMBER_YET.search(match.groupdict().get("pre") or "") or _NOT_MEMBER_YET.search(
                text[: match.start()]
            ):
                continue
            if pattern is _BELONGS and _SPOKEN.search(text):
                continue
            if subject(line, match) and not hedged(line, match.start(), match.end()):
                length = held_for(text, match.end(), line.published)
                yield from _is(line, match, context) if length is None else _held(line, match, context, length)
    for pattern in _HELD:
        for match in pattern.finditer(text):
            length = held_for(text, match.end(), line.published)
            if length is not None and subject(line, match) and not hedged(line, match.start(), match.end()):
                yield from _held(line, match, context, length)
    for pattern, how in (
        (_JOIN, "joined"),
        (_BECAME, "joined"),
        (_LEAVE, "left"),
        (_OUT, "was suspended or expelled from"),
        (_SUSPEND, "was suspended or expelled from"),
        (_END, "left"),
    ):
        for match in pattern.finditer(text):
            if not subject(line, match) or hedged(line, match.start(), match.end()):
                continue
            if not re.search(r"\b(?:not|never)\b", match.group()):
                yield from _moved(line, match, context, how)


def _pairs(line: Line, match: re.Match[str]) -> Iterator[tuple[str, str]]:
    for organisation in line.ids(match["org"], "O"):
        for state in line.ids(match["states"], "S"):
            yield organisation, state


def _is(line: Line, match: re.Match[str], context: Context) -> Iterator[RegisterCheck]:
    published = line.published
    if published is None or other_year(line, match.start(), match.end()):
        return
    if _PAST.search(line.masked):
        return
    no = bool(match.groupdict().get("no"))
    for organisation, state in _pairs(line, match):
        cover = covered(context, organisation, state, published)
        rows = rows_of(context, organisation, state)
        near_by = [
            row for row in rows if active(row, published - timedelta(days=_GRACE), published + timedelta(days=_GRACE))
        ]
        all_time = [
            row for row in rows if _whole(row, published - timedelta(days=_GRACE), published + timedelta(days=_GRACE))
        ]
        says = f"{context.name(state)} is {'not ' if no else ''}a member of {in_text(organisation)}"
        if no:
            verdict = CONTRADICTED if all_time else (CONFIRMED if not near_by else "")
        else:
            verdict = CONFIRMED if near_by else CONTRADICTED
        if not verdict or cover is None:
            continue
        yield member_check(line, match, context, "membership", verdict, says, organisation, state, rows, cover)


def _held(line: Line, match: re.Match[str], context: Context, length: Length) -> Iterator[RegisterCheck]:
    """Check that a state has been a member for so long: that it joined then, and still is one."""
    published = line.published
    if published is None or match.groupdict().get("no") or _PAST.search(line.masked):
        return
    if any(when.start >= length.end or when.end <= match.start() for when in explicit(line.masked)):
        return
    for organisation, state in _pairs(line, match):
        cover = covered(context, organisation, state, published)
        rows = rows_of(context, organisation, state)
        begun = context.gazetteer.entity(organisation).start
        if cover is None or (begun is not None and length.last < begun):
            continue
        says = f"{context.name(state)} has been a member of {in_text(organisation)} {length.words}"
        slack = timedelta(days=_EARLY[cover.dates])
        if not any(active(row, published - timedelta(days=_GRACE), published + timedelta(days=_GRACE)) for row in rows):
            verdict = CONTRADICTED
        else:
            days = _days(rows, "joined")
            within = any(length.first <= day <= length.last or _year(day, length) for day in days)
            late = not days or min(days) > length.last + slack
            # Who came back counts its years from the first time or the last; before the first is wrong in any case.
            early = length.sure and cover.dates != "no" and all(day < length.first - slack for day in days)
            early = early and not (length.first <= _MADE_ANEW[1] and _MADE_ANEW[0] <= length.last)
            verdict = CONFIRMED if within else CONTRADICTED if (days and late) or (days and early) else ""
        if verdict:
            yield member_check(line, match, context, "membership", verdict, says, organisation, state, rows, cover)


def _year(day: date, length: Length) -> bool:
    """Whether a day given as the first of a year may stand for a time told in it."""
    return day.month == day.day == 1 and day.year in (length.first.year, length.last.year)


def _moved(line: Line, match: re.Match[str], context: Context, how: str) -> Iterator[RegisterCheck]:
    published = line.published
    if published is None:
        return
    when = _when(line, match)
    last = when.last if when else published
    for organisation, state in _pairs(line, match):
        cover = covered(context, organisation, state, published)
        if cover is None:
            continue
        begun = context.gazetteer.entity(organisation).start
        if begun is not None and last < begun:
            continue  # what was before it, as the Shanghai Five
        rows = rows_of(context, organisation, state)
        days = _days(rows, how)
        says = f"{context.name(state)} {how} {in_text(organisation)}" + (f" ({_interval(when)})" if when else "")
        if how == "was suspended or expelled from" and rows and not _decides(match, cover):
            continue
        if not rows or (not days and how != "joined"):
            # A state that never was a member can't have left; one that still is one hasn't.
            yield member_check(line, match, context, "membership", CONTRADICTED, says, organisation, state, rows, cover)
            continue
        if when is None:
            early = timedelta(days=_EARLY[cover.dates])
            verdict = CONFIRMED if min(days, default=date.min) <= published + early else CONTRADICTED
            if verdict == CONTRADICTED or days:
                yield member_check(line, match, context, "membership", verdict, says, organisation, state, rows, cover)
            continue
        slack = 4 if when.grain == "day" else 1
        if any(when.touches(day, slack=slack) or _loose(day, when) for day in days):
            yield member_check(
                line,
                match,
                context,
                "date" if when.exact else "membership",
                CONFIRMED,
                says,
                organisation,
                state,
                rows,
                cover,
            )
        elif how != "joined" and cover.dates != "yes" and any(last < day <= last + _NOTICE for day in days):
            continue
        elif (first := min(days, default=date.max)) > (published if cover.dates == "no" else last) + timedelta(
            days=_EARLY[cover.dates]
        ):
            kind = "date" if when.exact and first <= published else "membership"
            yield member_check(line, match, context, kind, CONTRADICTED, says, organisation, state, rows, cover)
        elif when.exact and days and cover.dates != "no" and _otherwise(days, when, _OTHERWISE[cover.dates]):
            yield member_check(line, match, context, "date", CONTRADICTED, says, organisation, state, rows, cover)


def _days(rows: Sequence[Membership], how: str) -> list[date]:
    """Return the days of moves. A member that was suspended and then expelled didn't leave or join in between."""
    starts, ends = ({day for row in rows if (day := getattr(row, side))} for side in ("start", "end"))
    return sorted(starts - ends if how == "joined" else ends - starts if how == "left" else ends)


def _otherwise(days: Sequence[date], when: When, slack: int) -> bool:
    """Whether a time told is none of the days on record, nor near one."""
    return not any(when.first - timedelta(days=slack) <= day <= when.last + timedelta(days=slack) for day in days)


def _decides(match: re.Match[str], cover: Coverage) -> bool:
    """Whether the table can contradict that a member was suspended: suspensions are whole only where days are sure."""
    return cover.dates == "yes" and not re.search(r"\bfro(?:ze|zen)\b", match.group())


def _when(line: Line, match: re.Match[str]) -> When | None:
    """Return the time told for a move: right after it, or at the head of the sentence."""
    ago = years_ago(line.masked, match.end(), line.published)
    if ago is not None:
        return ago
    found = near(line.masked, line.published)
    after = [
        w
        for w in found
        if 0 <= w.start - match.end() <= 25
        and not re.search(r"[,;]|\b(?:and|until|since|after|before)\b", line.masked[match.end() : w.start])
    ]
    if after:
        return after[0]
    head = [w for w in found if w.end <= match.start() and match.start() - w.end <= 3]
    return head[-1] if head else None


def _loose(day: date, when: When) -> bool:
    """Whether a day given as the first of a year may stand for that whole year."""
    return day.month == day.day == 1 and day.year in (when.first.year, when.last.year)


def _whole(row: Membership, first: date, last: date) -> bool:
    return (row.start is None or row.start <= first) and (row.end is None or last < row.end)


def _interval(when: When) -> str:
    return when.first.isoformat() if when.first == when.last else f"{when.first.isoformat()} to {when.last.isoformat()}"
