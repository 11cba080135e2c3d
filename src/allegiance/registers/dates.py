"""Claims about the day of a vote or treaty that is on record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from allegiance.records import RegisterCheck
from allegiance.registers.claims import CONFIRMED, CONTRADICTED, Context, check, hedged
from allegiance.registers.lines import Line
from allegiance.registers.rows import Vote
from allegiance.registers.times import When, explicit
from allegiance.registers.treaty_names import Told, told_treaties

_RESOLUTION = re.compile(
    r"(?:A/RES/|S/RES/|[Rr]esolution (?:No\.? ?|number )?)(?P<number>ES-?1[01]/\d{1,2}|\d{2}/\d{1,3}|\d{3,4})(?![\d/])"
)
_ADOPTED = re.compile(r"\b(?:adopted|passed|approved|voted on|voted for|agreed)\b")
# What ties a day to the treaty named before it: ", signed in Prague on DAY", " was concluded on DAY".
_TIED = re.compile(
    r"(?: agreement| treaty| accords?| pact| deal)?,? ?(?:which )?(?:(?:was|were|is|had been|has been) )?"
    r"(?P<verb>signed|concluded|agreed|reached|struck|sealed|inked|entered into force|came into force|took effect)"
    r"(?: (?:in|at|by|between|with) [^,.;]{1,40}?)?,? (?:on|in)(?: the)? "
)
_SIGNING = re.compile(r"\b(?:signed|concluded|inked) (?:the |their |an? )?(?:\w+ )?$")
_IN_FORCE = re.compile(r"into force|took effect")
_IN_NOTE = re.compile(r"\d{4}-\d\d-\d\d")


def dates(line: Line, context: Context) -> Iterator[RegisterCheck]:
    """Check each claim about when a known vote was held or a known treaty was signed."""
    found = explicit(line.masked)
    if not found:
        return
    yield from _votes(line, context, found)
    yield from _treaties(line, context, found)


def _votes(line: Line, context: Context, found: list[When]) -> Iterator[RegisterCheck]:
    for match in _RESOLUTION.finditer(line.masked):
        number = match["number"].replace("ES1", "ES-1")
        known = [vote for vote in context.registers.votes if vote.resolution == number]
        if len(known) != 1 or not _fits_body(line, known[0]):
            continue
        for when in found:
            if _adopted(line.masked, match, when) and not hedged(
                line, min(match.start(), when.start), max(match.end(), when.end)
            ):
                yield _vote_check(line, match, when, known[0])
                break


def _fits_body(line: Line, vote: Vote) -> bool:
    """Whether nothing in the sentence names another body, or the number could be of another one."""
    if "/" in vote.resolution:
        return "{K" not in line.masked
    return "{K" in line.masked or vote.fits(line.text)


def _adopted(text: str, match: re.Match[str], when: When) -> bool:
    """Whether the day is that of adoption: "adopted resolution 1 … on DAY", "On DAY … adopted resolution 1"."""
    if when.start >= match.end():
        between = text[match.end() : when.start]
        before = text[max(0, match.start() - 60) : match.start()]
        return (
            len(between) <= 90
            and not re.search(r"[;.]|\b(?:since|after|before|until|from|ended|expire[sd]?)\b", between)
            and bool(_ADOPTED.search(before + between))
        )
    between = text[when.end : match.start()]
    return when.start <= 4 and bool(_ADOPTED.search(between)) and not re.search(r"[;.]", between)


def _vote_check(line: Line, match: re.Match[str], when: When, vote: Vote) -> RegisterCheck:
    right = when.touches(vote.day, slack=1)
    return check(
        line,
        min(match.start(), when.start),
        max(match.end(), when.end),
        kind="date",
        verdict=CONFIRMED if right else CONTRADICTED,
        says=f"{vote.name} was adopted {_told(when)}",
        record=vote.told,
        nearest="" if right else f"{vote.name} was adopted on {vote.day.isoformat()}",
        reference=vote.reference,
    )


def _treaties(line: Line, context: Context, found: list[When]) -> Iterator[RegisterCheck]:
    for named in told_treaties(line, context.registers.treaties):
        treaty = named.treaty
        # Names hold parties, so they are looked for in the plain words; the times are found there, too.
        for when in explicit(line.text):
            way = _dated(line.text, named, when)
            if way is None or hedged_plain(line):
                continue
            days = [treaty.signed]
            if treaty.start and (way == "force" or way == "year"):
                days.append(treaty.start)
            if way != "force":
                days += [date.fromisoformat(day) for day in _IN_NOTE.findall(treaty.note)]
            else:
                days = [treaty.start] if treaty.start else []
            if not days:
                continue
            right = any(when.touches(day, slack=1) or _loose(day, when) for day in days)
            far = all(abs((day - when.first).days) > 31 and abs((day - when.last).days) > 31 for day in days)
            if not right and (way == "year" or not named.sure or not (far or when.grain == "day")):
                continue
            told = f"signed {treaty.signed.isoformat()}" + (
                f", in force {treaty.start.isoformat()}" if treaty.start else ""
            )
            if treaty.note:
                told += f" ({treaty.note})"
            start, end = min(named.start, when.start), max(named.end, when.end)
            yield RegisterCheck(
                mention="",
                article=line.article.id,
                start=line.start + start,
                end=line.start + end,
                sentence=" ".join(line.text.split()),
                kind="date",
                verdict=CONFIRMED if right else CONTRADICTED,
                says=f"{treaty.name}: {'in force' if way == 'force' else 'signed'} {_told(when)}",
                record=f"{treaty.name}: {told}",
                nearest="" if right else f"{treaty.name} was signed on {treaty.signed.isoformat()}",
                reference=treaty.reference,
            )
            break


def _dated(text: str, named: Told, when: When) -> str | None:
    """Return how a day is tied to a treaty's name: ``signed``, ``force``, ``year`` ("the 1987 INF Treaty"), or None."""
    if when.start >= named.end:
        between = text[named.end : when.start]
        tied = _TIED.fullmatch(between)
        if tied:
            return "force" if _IN_FORCE.search(tied["verb"]) else "signed"
        if between in (" on ", " in ") and _SIGNING.search(text, 0, named.start):
            return "signed"
        return "year" if between in (" of ", " (") else None
    between = text[when.end : named.start]
    return "year" if between == " " and when.grain == "year" else None


def hedged_plain(line: Line) -> bool:
    """Whether the sentence as a whole is no plain claim."""
    return hedged(line, len(line.masked) - 1, len(line.masked))


def _loose(day: date, when: When) -> bool:
    return day.month == day.day == 1 and when.first.year == day.year


def _told(when: When) -> str:
    return (
        f"on {when.first.isoformat()}"
        if when.first == when.last
        else f"between {when.first.isoformat()} and {when.last.isoformat()}"
    )
