"""Claims that a state recognises a contested one, or doesn't, or no longer does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from allegiance.records import RegisterCheck
from allegiance.registers.claims import (
    ASIDE,
    CONFIRMED,
    CONTRADICTED,
    NOT_COVERED,
    PAST,
    STATES,
    Context,
    check,
    hedged,
    other_year,
    subject,
)
from allegiance.registers.lines import Line
from allegiance.registers.rows import Recognition
from allegiance.registers.times import When, near

_OBJECT = (
    r"(?P<lead>(?:the |an? |its |independent |independence of |sovereignty of |statehood of "
    r"|self-proclaimed |self-declared"
    r" |so-called |breakaway |separatist |state of |republics? of |regions? of |both )*)"
    r"(?P<objects>\{[SDG]\d+\}(?: state(?:hood)?)?(?:(?:, and |, | and )(?:the )?\{S\d+\})*)"
    r"(?P<tail>'s?)?(?P<after>[^.;]{0,40})"
)
# "One of five states that recognise", "among the few members of the union not to": how many they are isn't checked.
_ONE_OF = (
    r"(?:one of|among)(?: (?:the|only|just|still|a handful of|[\w-]+)){0,4}?(?: \{O\d+\}(?:'s)?)?(?: member)?"
    r" (?:countries|states|members|nations|governments)(?: (?:of|in) (?:the )?(?:\{O\d+\}|world|region))?"
    r"(?: (?:that|which|to)(?: still| have| has| officially| formally)*)?"
)
_DOES = re.compile(
    rf"(?P<states>{STATES}){ASIDE}(?P<gap>,? ?(?:which |who )?(?:is the only (?:country|state|nation"
    rf"|member)[^.;{{}}]{{0,25}} (?:that|to)"
    rf"|(?:(?:is|are|was|were|remains?) )?{_ONE_OF}"
    rf"|(?:and|has|have|had|officially|formally|also|then|now|already|still|followed \{{[SC]\d+\}} and|, too,| )*)?)"
    rf" ?(?P<no>does not|do not|did not|don't|doesn't|didn't|never|has not|have not|haven't|hasn't|has never|have never"
    rf"|no longer|not)?(?: formally| officially)?"
    rf" ?(?P<verb>recogni[sz](?:e[sd]?|ing)) {_OBJECT}"
)
# "{S0} is recognised by {S1}", "{S0}, which is not recognised by", "{S0}, unrecognised by".
_BY = re.compile(
    rf"(?P<objects>\{{[SG]\d+\}})(?: government| administration| regime)?(?P<tail>)"
    rf"(?P<gap>(?:,? (?:which|who|that))?(?: (?:is|are|was|were|remains?|has been|had been)"
    rf"(?P<no> not| no longer| never|n't)?"
    rf"(?: (?:also|only|now|still|currently|formally|officially|diplomatically|so far|yet))*"
    rf"|, (?:long |still |only |formally |officially )*) ?)(?P<un>un|not )?(?P<verb>recogni[sz]ed)"
    rf"(?: as (?:an? )?(?:independent |sovereign |separate )?(?:state|country|nation|republic|independent)| so far)?"
    rf" (?:only |so far |formally |just )*by (?:only |just )?(?P<states>{STATES})(?!'s|[-\w]| and | or )"
    r"(?P<after>[^.;]{0,40})"
)
_ENDED = re.compile(
    rf"(?P<states>{STATES}),?(?: which)?(?: (?:has|have|had|officially|formally))* (?:withdrew"
    rf"|withdrawn|revoked|rescinded|cancelled) (?:its |their |his )?"
    rf"(?:diplomatic )?recognition of {_OBJECT}"
)
# Those that recognise Taiwan call themselves its diplomatic allies.
_ALLY = [
    re.compile(
        r"(?P<states>\{S\d+\}), (?:now |currently )?(?:itself )?(?:an? |one of )"
        r"(?:(?:few|remaining|last|\w+ dozen|twelve|\d+|of|the) )*"
        r"(?:(?P<objects>\{S\d+\})'s? (?:\w+ ){0,2}(?:diplomatic|formal) all(?:y|ies)"
        r"|(?:\w+ ){0,2}(?:diplomatic|formal) ally of (?P<of>\{S\d+\}))"
    ),
    re.compile(r"(?P<objects>\{S\d+\})'s? (?:\w+ ){0,2}(?:diplomatic|formal) ally,? (?P<states>\{S\d+\})"),
]
_NOT_ITSELF = re.compile(
    r"^\s*(?:'s?\s+)?(?:for "
    r"|as (?:part|an? (?!(?:independent|sovereign|separate|state|country|nation|republic)\b)"
    r"|the legitimate|its|russian|the capital)|claim|government|president"
    r"|authority|passport|border"
    r"|right|annex|control|election|leader|rule|vaccin|driv|efforts?|role|importance|contribution|need|troops"
    r"|people(?!'s republic))",
    re.IGNORECASE,
)
# A group that rules is recognised as the government, and not as a threat, nor by its ambassador.
_RULERS = re.compile(
    r"\s*(?:(?:interim |caretaker |de facto )?(?:government|administration|regime)\b(?!'s)"
    r"|as (?:the |a |its )?(?:\w+ ){0,2}(?:government|rulers)\b|$|[,.;]|(?:in|on|last|this) \w)"
)
_STATEHOOD = re.compile(r"^\s*(?:independence|sovereignty|statehood)")


def recognitions(line: Line, context: Context) -> Iterator[RegisterCheck]:
    """Check each claim about a recognition in a sentence."""
    if "ll" in line.masked and re.search(r"(?:diplomatic|formal) all(?:y|ies)\b", line.masked):
        yield from _allies(line, context)
    if not re.search(r"recogni[sz]|recognition of", line.masked):
        return
    for pattern in (_DOES, _ENDED, _BY):
        for match in pattern.finditer(line.masked):
            party, end = ("objects", match.end("states")) if pattern is _BY else ("states", match.end("objects"))
            if subject(line, match, party) and not hedged(line, match.start(), end) and _itself(match):
                yield from _checks(line, match, context, ended=pattern is _ENDED)


def _allies(line: Line, context: Context) -> Iterator[RegisterCheck]:
    published = line.published
    for pattern in _ALLY:
        for match in pattern.finditer(line.masked):
            found = match.groupdict()
            [entity] = line.ids(found.get("objects") or found["of"], "S")
            if entity != "TWN" or published is None or published > context.registers.contested[entity].as_of:
                continue
            if hedged(line, match.start(), match.end()) or PAST.search(line.masked[: match.end()]):
                continue
            for state in line.ids(match["states"], "S"):
                verdict, row = _holds(context.registers.recognition(entity, state), published, complete=False)
                says = f"{context.name(state)} recognises {context.name(entity)}"
                yield _check(line, match, context, "recognition", verdict, says, entity, state, row)


def _itself(match: re.Match[str]) -> bool:
    """Whether the object is a state's existence, and not its rights, borders or rulers."""
    after = match["after"]
    if match["objects"].startswith("{G"):
        return bool(_RULERS.match(after))
    if match["tail"]:
        return bool(_STATEHOOD.match(after))
    if re.match(r"\{D", match["objects"]) and "state" not in match["objects"] + match["after"][:12]:
        return False
    return not _NOT_ITSELF.match(after)


def _checks(line: Line, match: re.Match[str], context: Context, *, ended: bool) -> Iterator[RegisterCheck]:
    published = line.published
    if published is None:
        return
    passive = match.re is _BY
    when = _when(line, match)
    if when is None and other_year(line, match.start(), match.end("states" if passive else "objects")):
        return
    entities = [id for id in line.ids(match["objects"], "SDG") if id in context.registers.contested]
    no = (match.groupdict().get("no") or match.groupdict().get("un") or "").strip()
    past = not ended and match["verb"].endswith("ed")
    for state in line.ids(match["states"]):
        for entity in entities:
            if state == entity or published > context.registers.contested[entity].as_of:
                continue
            rows = context.registers.recognition(entity, state)
            if ended or no == "no longer":
                verdict, row = _ended(rows, published)
                says = f"{context.name(state)} no longer recognises {context.name(entity)}"
            else:
                verdict, row = _holds(rows, published, context.registers.contested[entity].complete)
                if verdict == CONTRADICTED and row and row.end and past:
                    continue  # it did recognise it, and later took that back
                says = f"{context.name(state)} {'does not recognise' if no else 'recognises'} {context.name(entity)}"
                if no and verdict != NOT_COVERED:
                    verdict = CONFIRMED if verdict == CONTRADICTED else CONTRADICTED
                    if row and row.end:
                        continue
            kind = "recognition"
            if verdict == CONFIRMED and past and not no and when is not None and when.exact and row and row.start:
                says += (
                    f" ({when.first.isoformat()} to {when.last.isoformat()})"
                    if when.first != when.last
                    else f" ({when.first.isoformat()})"
                )
                kind = "date"
                coarse = row.start.month == row.start.day == 1
                if not when.touches(row.start, slack=31) and not (coarse and when.first.year == row.start.year):
                    verdict = CONTRADICTED
            yield _check(line, match, context, kind, verdict, says, entity, state, row)


def _when(line: Line, match: re.Match[str]) -> When | None:
    place = match.end("states") if match.re is _BY else match.end("objects") + len(match["tail"] or "")
    after = [
        when
        for when in near(line.masked, line.published)
        if 0 <= when.start - place <= 35
        and not re.search(r"[,;]|\b(?:and|since|after|before|until)\b", line.masked[place : when.start])
    ]
    return after[0] if after else None


def _holds(rows: list[Recognition], on: date, complete: bool) -> tuple[str, Recognition | None]:
    """Return whether a state recognises a contested one on a day, and the row that says so."""
    for row in rows:
        if (
            row.recognises
            and (row.start is None or row.start <= on + timedelta(days=7))
            and (row.end is None or on < row.end)
        ):
            return CONFIRMED, row
    for row in rows:
        if row.recognises and row.end is not None and row.end <= on:
            return (CONTRADICTED if on - row.end > timedelta(days=60) else NOT_COVERED), row
    for row in rows:
        if not row.recognises or (row.start is not None and row.start > on):
            return CONTRADICTED, row
    return (CONTRADICTED if complete else NOT_COVERED), None


def _ended(rows: list[Recognition], on: date) -> tuple[str, Recognition | None]:
    """Return whether a state once recognised a contested one and doesn't on a day, and the row that says so."""
    known = [row for row in rows if row.recognises]
    for row in known:
        if (row.start is None or row.start <= on) and (row.end is None or row.end > on + timedelta(days=30)):
            return CONTRADICTED, row
    past = [row for row in known if row.end is not None and row.end <= on + timedelta(days=30)]
    if past:
        return CONFIRMED, max(past, key=lambda row: row.end or date.min)
    return NOT_COVERED, None


def _check(
    line: Line,
    match: re.Match[str],
    context: Context,
    kind: str,
    verdict: str,
    says: str,
    entity: str,
    state: str,
    row: Recognition | None,
) -> RegisterCheck:
    record = ""
    if verdict != NOT_COVERED:
        if row is None:
            record = f"no recognition of {context.name(entity)} by {context.name(state)} is on record"
        elif row.recognises:
            since = f" on {row.start.isoformat()}" if row.start else ""
            until = f" and ended that on {row.end.isoformat()}" if row.end else ""
            record = f"{context.name(state)} recognised {context.name(entity)}{since}{until}"
        else:
            record = f"{context.name(state)} does not recognise {context.name(entity)}"
    nearest = ""
    if verdict == CONTRADICTED:
        nearest = record
        if row is None or not row.recognises:
            others = [
                context.name(r.state)
                for r in context.registers.recognitions
                if r.entity == entity and r.recognises and r.end is None
            ]
            if len(others) <= 8:
                nearest = (
                    f"{context.name(entity)} is recognised by {', '.join(others) or 'no member of the United Nations'}"
                )
    fallback = context.registers.contested[entity].status
    return check(
        line,
        match.start(),
        match.end("states" if match.re is _BY else "objects") if match["objects"] else match.end(),
        kind=kind,
        verdict=verdict,
        says=says,
        record=record,
        nearest=nearest,
        reference=row.reference if row else fallback,
    )
