"""Claims about votes in the United Nations: the count, how a state voted, in which body, and who vetoed.

Which vote a sentence means is told by the resolution's number, or by its subject, body and time. Only a vote that is
certain in this sense can contradict a claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from allegiance.records import Mention, RegisterCheck
from allegiance.registers.claims import (
    ASIDE,
    CONFIRMED,
    CONTRADICTED,
    NOT_COVERED,
    STATES,
    Context,
    check,
    hedged,
    negated,
    subject,
)
from allegiance.registers.counts import counts
from allegiance.registers.lines import NAMES, Line
from allegiance.registers.meant import DID, FRESH, LATELY, OTHER_BODY, Meant, meant_by, vote_check
from allegiance.registers.seats import SEATS_REFERENCE, no_seat
from allegiance.registers.times import When, near

# "Voted on Wednesday for", "voted with its allies against".
_LATER = (
    r"(?: (?:on \w+day|yesterday|again|overwhelmingly|with (?:its|their) (?:\w+ )?(?:allies|partners|neighbou?rs)))*"
)
_ANY = r"(?:voted? against|voted? (?:for|in favou?r)|abstain(?:ed)?|opposed?|voted? no)\b"
_VERB = (
    rf"(?P<verb>abstain(?:ed|ing)|vot(?:ed|ing){_LATER} against|voted no\b|vot(?:ed|ing){_LATER} (?:for|in favou?r)"
    r"|joined (?:\{[SC]\d+\}) in voting"
    rf" against|vot(?:ed|ing) with \{{[SC]\d+\}} against|(?:was|were) (?:among|one of) (?:the )?(?:only |just )?[\w-]+ "
    rf"(?:countries|states|members|nations) (?:that|which|to) {_ANY}"
    rf"|(?:its|their) (?:decision|choice) to {_ANY}|(?:chose|opted|decided|elected) to {_ANY}"
    r"|(?:backed|supported|endorsed|approved)(?= (?:the|a|that|this|\w+day's) [^,.;{]{0,30}"
    r"(?:\{[OKA]\d+\}(?:'s)? )?(?:\w+ )?(?:resolution|draft)\b(?!'))"
    r")"
)
_BACKED = re.compile(r"backed|supported|endorsed|approved")
_POSITION = re.compile(rf"(?P<states>{STATES}){ASIDE}(?P<gap>[^.;:{{}}]{{0,45}}?)\b{_VERB}")
_VETO = re.compile(
    rf"(?P<states>{STATES})(?P<gap>[^.;:{{}}]{{0,25}}?)\b(?:(?:joined \{{[SC]\d+\}}(?: on \w+day)? in )?vetoing"
    r"|vetoed|(?P<now>vetoes)(?! (?:in|at|of|by|on|over|against|and|any|all|every|were|are|have)\b)"
    r"|(?:used|cast|exercised|wielded) (?:its|their|a|the) vetoe?s?)\b(?! by)"
)
_VETOED_BY = re.compile(rf"\b(?P<gap>(?:was|were|been|is|are) (?:\w+ )?)vetoed by (?P<states>{STATES})(?!'s)")
_PRONOUN = re.compile(rf"\b(?:[Ii]t|[Tt]he country|[Tt]he government)\b(?P<gap>[^.;:{{}}]{{0,25}}?)\b{_VERB}")
_VENUE = re.compile(r"\b(?:[Ii]n|[Aa]t|before) (?:the )?(?:\{O\d+\}(?:'s)? )?\{K\d+\}")
_ITS_TEXT = re.compile(r" (?:the |an? )?(?:\{O\d+\}(?:'s)? )?\{K\d+\}(?:'s)? (?:draft )?resolution")
# Between subject and verb, these words show that another one voted.
_ANOTHER = re.compile(r"\b(?:that|which|who|when|after|of|from|as)\b")
# "Had abstained a month earlier": another vote than the one that the sentence is about.
_EARLIER = re.compile(
    r"[^.;,]{0,40}\b(?:(?:days?|weeks?|months?|years?) (?:earlier|before)|previously"
    r"|(?:an?|the) (?:earlier|previous|preceding|first) (?:vote|resolution|draft|text))\b"
)


def votes(
    line: Line, context: Context, mentions: Sequence[Mention], before: Line | None = None
) -> Iterator[RegisterCheck]:
    """Check each claim about a vote in a sentence, which may tell more of the vote that the one before is about."""
    text = line.masked
    if not re.search(r"\b(?:vot|abst|veto|resolution|unanim|favou?r|against|tally|passed|\d to \d|\d-\d)", text):
        return
    meant = meant_by(line, context)
    yield from counts(line, context, meant, before)
    for match in _POSITION.finditer(text):
        if subject(line, match):
            yield from _stances(line, context, meant, match, line.ids(match["states"]))
    for match in _PRONOUN.finditer(text):
        first, last = line.span(match.start(), match.end())
        actors = {
            p.id for m in mentions if m.start < last and first < m.end and m.type == "VOTE" for p in m.actors if p.id
        }
        if len(actors) == 1:
            yield from _stances(line, context, meant, match, list(actors))
    if "{K" in text:
        for match in (*_VETO.finditer(text), *_VETOED_BY.finditer(text)):
            yield from _vetoes(line, context, match)


def _stances(
    line: Line, context: Context, meant: Meant, match: re.Match[str], states: list[str]
) -> Iterator[RegisterCheck]:
    verb = match["verb"]
    gap = re.sub(r"^,? (?:which|who)\b", "", match["gap"])
    if (
        hedged(line, match.start(), match.end())
        or negated(gap)
        or _ANOTHER.search(gap)
        or _EARLIER.match(line.masked, match.end())
    ):
        return
    position = _position(verb)
    # One that has no vote may back a text.
    backed = bool(_BACKED.match(verb))
    council = _VENUE.search(line.masked) or _ITS_TEXT.match(line.masked, match.end())
    in_council = bool(council) and "{A" not in line.masked and not backed
    if in_council and line.published is not None:
        told = list(_wrong_body(line, context, match, states, position))
        yield from told
        if told:
            return
    # Where the text names no body and no number, a vote elsewhere may be meant.
    if not meant.votes:
        return
    for state in states:
        mine = meant if backed else meant.by(state, context)
        says = f"{context.name(state)} {DID[position]}"
        agreeing = [vote for vote in mine.votes if vote.positions.get(state) == position]
        # Of drafts of the same days, each with its own friends, all must bear out what isn't told of one for certain.
        close = [vote for vote in mine.votes if abs(vote.day - mine.votes[0].day) <= FRESH]
        if agreeing and (mine.certain or all(vote in agreeing for vote in close)):
            yield vote_check(line, match.start(), match.end(), CONFIRMED, says, agreeing[0], state, context)
        elif mine.certain and mine.votes[0].excluded(state, position):
            yield vote_check(line, match.start(), match.end(), CONTRADICTED, says, mine.votes[0], state, context)
        elif mine.certain:
            yield check(line, match.start(), match.end(), kind="vote", verdict=NOT_COVERED, says=says)


def _position(verb: str) -> str:
    if "abstain" in verb:
        return "abstain"
    return "no" if re.search(r"against|oppose|voted? no\b", verb) else "yes"


def _wrong_body(
    line: Line, context: Context, match: re.Match[str], states: list[str], position: str
) -> Iterator[RegisterCheck]:
    """Check that a state that is said to have voted in the Council sat there; the nearest vote is sought elsewhere."""
    published = line.published
    if published is None:
        return
    first, last, lately = published - timedelta(days=366), published, published - LATELY
    named = [when for when in near(line.masked, published) if when.exact and when.last < first]
    if len(named) > 1:
        return
    if named:
        # A vote of long ago, by its date: who sat there then counts.
        first, last, lately = named[0].first, named[0].last, named[0].first - timedelta(days=1)
    for state in states:
        missing = no_seat(context, state, first, last)
        if missing is None:
            continue
        told = line.text
        fitting = [
            vote
            for vote in context.registers.votes
            if vote.body != NAMES["K"] and lately <= vote.day <= last + timedelta(days=1) and vote.fits(told)
        ]
        fitting.sort(key=lambda vote: (vote.positions.get(state) != position, published - vote.day))
        record, nearest, reference = (
            missing,
            "",
            SEATS_REFERENCE,
        )
        if fitting:
            vote = fitting[0]
            missing = no_seat(context, state, vote.day, max(vote.day, last)) or missing
            held = vote.positions.get(state)
            how = f", {context.name(state)} {DID[held]}" if held else ""
            record = f"{vote.told}{how}; {missing}"
            nearest = f"the vote was in the {vote.body}: resolution {vote.resolution} of {vote.day.isoformat()}{how}"
            reference = f"{vote.reference}; {reference}"
        where = _VENUE.search(line.masked)
        start = min(match.start(), where.start()) if where else match.start()
        yield check(
            line,
            start,
            match.end(),
            kind="vote",
            verdict=CONTRADICTED,
            says=f"{context.name(state)} {DID[position]} in the Security Council",
            record=record,
            nearest=nearest,
            reference=reference,
        )


def _headline(line: Line) -> bool:
    """Whether a sentence has no full stop, so that its present means what was just done."""
    return not line.masked.rstrip("\"'”’) ").endswith((".", "!", "…"))


def _vetoes(line: Line, context: Context, match: re.Match[str]) -> Iterator[RegisterCheck]:
    if line.published is None or hedged(line, match.start(), match.end()) or negated(match["gap"]):
        return
    published = line.published
    whens = [when for when in near(line.masked, published) if when.last <= published + timedelta(days=1)]
    rows = context.registers.vetoes
    if published > rows[-1].day + timedelta(days=60):
        return
    if match.groupdict().get("now") and (match["gap"].strip() or not _headline(line)):
        return
    if match.groupdict().get("now") and not whens:
        whens = [When(published - FRESH, published, match.start(), match.end(), "day", False)]
    first, last = (whens[0].first, whens[0].last) if whens else (date(1946, 1, 1), published)
    slack = timedelta(days=1)
    for state in line.ids(match["states"]):
        says = f"{context.name(state)} vetoed a text in the Security Council"
        cast = [row for row in rows if state in row.states and first - slack <= row.day <= last + slack]
        if cast:
            row = cast[-1]
            yield check(
                line,
                match.start(),
                match.end(),
                kind="vote",
                verdict=CONFIRMED,
                says=says,
                record=f"{context.name(state)} vetoed {row.draft or 'a draft'} ({row.topic}) on {row.day.isoformat()}",
                reference=row.reference,
            )
            continue
        council = context.registers.council(published)
        others = [row for row in rows if first - slack <= row.day <= last + slack] if whens else []
        elsewhere = any(name.letter == "O" and name.id != "UN" for name in line.names) or OTHER_BODY.search(line.masked)
        if elsewhere:
            continue  # NATO, the EU and parliaments have vetoes of their own
        if council.get(state) != "permanent":
            record = f"{context.name(state)} is no permanent member and has no veto"
        elif whens and last - first <= timedelta(days=400):
            record = f"{context.name(state)} cast no veto between {first.isoformat()} and {last.isoformat()}"
        else:
            continue
        nearest = "; ".join(
            f"{' and '.join(context.name(s) for s in row.states)} vetoed {row.draft or 'a draft'} "
            f"({row.topic}) on {row.day.isoformat()}"
            for row in others[-2:]
        )
        yield check(
            line,
            match.start(),
            match.end(),
            kind="vote",
            verdict=CONTRADICTED,
            says=says,
            record=record,
            nearest=nearest,
            reference=rows[0].reference,
        )
