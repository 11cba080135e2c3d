"""Claims about votes in the United Nations: the count, how a state voted, in which body, and who vetoed.

Which vote a sentence means is told by the resolution's number, or by its subject, body and time. Only a vote that is
certain in this sense can contradict a claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
from allegiance.registers.lines import NAMES, Line
from allegiance.registers.rows import Vote
from allegiance.registers.seats import no_seat
from allegiance.registers.tallies import tallies, unanimous
from allegiance.registers.times import When, near

_NUMBER = re.compile(
    r"(?<![\w/])(?:A/RES/)?(ES-?1[01]/\d{1,2})(?![\d/])|\b(?:resolution|A/RES/) ?#?(\d{2}/\d{1,3})(?![\d/])"
    r"|\b(?:S/RES/|(?:\{K\d+\}(?:'s)? )?[Rr]esolution (?:No\.? ?|number )?)(\d{3,4})(?![\d/])"
)
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
_UN_TEXT = re.compile(r"\{O\d+\}(?:'s)? (?:\w+ )?(?:resolution|draft)\b")
_VENUE = re.compile(r"\b(?:[Ii]n|[Aa]t|before) (?:the )?(?:\{O\d+\}(?:'s)? )?\{K\d+\}")
_ITS_TEXT = re.compile(r" (?:the |an? )?(?:\{O\d+\}(?:'s)? )?\{K\d+\}(?:'s)? (?:draft )?resolution")
_OTHER_BODY = re.compile(
    r"\b(?:committee|parliament|Bundestag|Senate|Congress|House|Duma|Knesset|cabinet|commission|IAEA"
    r"|board|executive|agency|assembly of)\b",
    re.IGNORECASE,
)
# Between subject and verb, these words show that another one voted.
_ANOTHER = re.compile(r"\b(?:that|which|who|when|after|of|from|as)\b")
# "Had abstained a month earlier": another vote than the one that the sentence is about.
_EARLIER = re.compile(
    r"[^.;,]{0,40}\b(?:(?:days?|weeks?|months?|years?) (?:earlier|before)|previously"
    r"|(?:an?|the) (?:earlier|previous|preceding|first) (?:vote|resolution|draft|text))\b"
)
# A report within so many days of a vote speaks of that vote and no earlier one.
_FRESH = timedelta(days=7)
_LATELY = timedelta(days=300)


@dataclass(frozen=True, slots=True)
class Meant:
    """The votes that a sentence may mean, the likeliest first; ``certain`` when the first is the one meant."""

    votes: tuple[Vote, ...]
    certain: bool


def votes(line: Line, context: Context, mentions: Sequence[Mention]) -> Iterator[RegisterCheck]:
    """Check each claim about a vote in a sentence."""
    text = line.masked
    if not re.search(r"\b(?:vot|abst|veto|resolution|unanim|favou?r|against|\d to \d|\d-\d)", text):
        return
    meant = _meant(line, context)
    yield from _counts(line, context, meant)
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


def _body(text: str) -> str | None:
    found = {letter for letter in "KAH" if f"{{{letter}" in text}
    if len(found) == 1:
        return NAMES[found.pop()]
    if found == {"A", "H"}:
        return NAMES["A"]  # "suspended from the Human Rights Council": the Assembly did that
    return None


def _meant(line: Line, context: Context) -> Meant:
    text = line.masked
    numbers = [_key(a or b or c) for a, b, c in _NUMBER.findall(text)]
    known = context.registers.votes
    if numbers:
        found = [vote for vote in known if vote.resolution and _key(vote.resolution) == numbers[0]]
        if len(set(numbers)) == 1 and len(found) == 1:
            return Meant(tuple(found), True)
        return Meant((), False)
    body = _body(text)
    told = _unmasked(line)
    fitting = [
        vote
        for vote in known
        if vote.fits(told) and (line.published is None or vote.day <= line.published + timedelta(days=1))
    ]
    here = bool(fitting)
    if not fitting and line.before:
        wider = told + " " + line.article.text[max(0, line.start - 400) : line.start]
        fitting = [
            vote for vote in known if vote.fits(wider) and (line.published is None or vote.day <= line.published)
        ]
    whens = [when for when in near(text, line.published) if when.grain != "year" or when.exact]
    dated = [vote for vote in fitting if any(_on(when, vote.day) for when in whens)]
    same = [vote for vote in dated or fitting if body is None or vote.body == body]
    votes_ = sorted(same or dated or fitting, key=lambda vote: vote.day, reverse=True)
    if line.published is not None:
        votes_ = [vote for vote in votes_ if line.published - vote.day <= _LATELY or vote in dated]
    if not votes_:
        return Meant((), False)
    first = votes_[0]
    rivals = [vote for vote in votes_[1:] if abs((first.day - vote.day).days) <= 30]
    exact = first in dated and any(when.exact or when.grain == "day" for when in whens)
    fresh = line.published is not None and line.published - first.day <= _FRESH
    # "The UN resolution": the body is told where all votes that may be meant were held in one.
    told_body = body is not None or (
        bool(_UN_TEXT.search(text))
        and all(vote.body == first.body for vote in fitting if abs((first.day - vote.day).days) <= 30)
    )
    certain = here and bool(same) and told_body and (exact or fresh) and not rivals and not _OTHER_BODY.search(text)
    return Meant(tuple(votes_), certain)


def _on(when: When, day: date) -> bool:
    return when.touches(day, slack=1)


def _key(number: str) -> str:
    return number.upper().replace("ES1", "ES-1").split(" ")[0]


def _unmasked(line: Line) -> str:
    """Return the sentence's words with the names of bodies left out, which every vote of a body shares."""
    return line.text


def _counts(line: Line, context: Context, meant: Meant) -> Iterator[RegisterCheck]:
    text = line.masked
    for tally in tallies(text):
        if _body(text) is None and not re.search(r"\{O\d+\}|resolution", text):
            continue
        if hedged(line, tally.start, tally.end, wanted=False):
            continue
        agreeing = [v for v in meant.votes if tally.agrees(v.tally) or (v.also and tally.agrees(v.also))]
        says = f"the vote was {tally}"
        if agreeing:
            yield _told(line, tally.start, tally.end, CONFIRMED, says, agreeing[0])
        elif meant.certain and not meant.votes[0].counted:
            yield _told(line, tally.start, tally.end, CONTRADICTED, says, meant.votes[0])
        elif meant.votes and _body(text):
            yield check(line, tally.start, tally.end, kind="vote", verdict=NOT_COVERED, says=says)
    match = unanimous(text)
    # A statement of the Council's president is agreed to without a vote.
    if match and "statement" not in text and meant.certain and not hedged(line, match.start(), match.end()):
        vote = meant.votes[0]
        verdict = CONFIRMED if vote.tally[1] == vote.tally[2] == 0 else CONTRADICTED
        if verdict == CONFIRMED or vote.tally[1] + vote.tally[2] > 1:
            yield _told(line, match.start(), match.end(), verdict, "the vote was unanimous", vote)


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
        says = f"{context.name(state)} {_DID[position]}"
        agreeing = [vote for vote in meant.votes if vote.positions.get(state) == position]
        # Of drafts of the same days, each with its own friends, all must bear out what isn't told of one for certain.
        close = [vote for vote in meant.votes if abs(vote.day - meant.votes[0].day) <= _FRESH]
        if agreeing and (meant.certain or all(vote in agreeing for vote in close)):
            yield _told(line, match.start(), match.end(), CONFIRMED, says, agreeing[0], state, context)
        elif meant.certain and meant.votes[0].excluded(state, position):
            yield _told(line, match.start(), match.end(), CONTRADICTED, says, meant.votes[0], state, context)
        elif meant.certain:
            yield check(line, match.start(), match.end(), kind="vote", verdict=NOT_COVERED, says=says)


def _position(verb: str) -> str:
    if "abstain" in verb:
        return "abstain"
    return "no" if re.search(r"against|oppose|voted? no\b", verb) else "yes"


_DID = {"yes": "voted for", "no": "voted against", "abstain": "abstained", "absent": "did not vote"}


def _wrong_body(
    line: Line, context: Context, match: re.Match[str], states: list[str], position: str
) -> Iterator[RegisterCheck]:
    """Check that a state that is said to have voted in the Council sat there; the nearest vote is sought elsewhere."""
    published = line.published
    if published is None:
        return
    first, last, lately = published - timedelta(days=366), published, published - _LATELY
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
        told = _unmasked(line)
        fitting = [
            vote
            for vote in context.registers.votes
            if vote.body != NAMES["K"] and lately <= vote.day <= last + timedelta(days=1) and vote.fits(told)
        ]
        fitting.sort(key=lambda vote: (vote.positions.get(state) != position, published - vote.day))
        record, nearest, reference = (
            missing,
            "",
            "United Nations, list of countries elected members of the Security Council",
        )
        if fitting:
            vote = fitting[0]
            missing = no_seat(context, state, vote.day, max(vote.day, last)) or missing
            held = vote.positions.get(state)
            how = f", {context.name(state)} {_DID[held]}" if held else ""
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
            says=f"{context.name(state)} {_DID[position]} in the Security Council",
            record=record,
            nearest=nearest,
            reference=reference,
        )


def _told(
    line: Line,
    start: int,
    end: int,
    verdict: str,
    says: str,
    vote: Vote,
    state: str = "",
    context: Context | None = None,
) -> RegisterCheck:
    held = vote.positions.get(state) if state else None
    how = f"; {context.name(state)} {_DID[held]}" if held and context else ""
    nearest = f"{vote.told}{how}" if verdict == CONTRADICTED else ""
    return check(
        line,
        start,
        end,
        kind="vote",
        verdict=verdict,
        says=says,
        record=f"{vote.told}{how}",
        nearest=nearest,
        reference=vote.reference,
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
        whens = [When(published - _FRESH, published, match.start(), match.end(), "day", False)]
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
        elsewhere = any(name.letter == "O" and name.id != "UN" for name in line.names) or _OTHER_BODY.search(
            line.masked
        )
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
