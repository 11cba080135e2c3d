"""Which vote on record a sentence means, by its number or by its subject, body and time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from allegiance.records import RegisterCheck
from allegiance.registers.claims import CONTRADICTED, Context, check
from allegiance.registers.lines import NAMES, Line
from allegiance.registers.rows import Vote
from allegiance.registers.times import When, near

_NUMBER = re.compile(
    r"(?<![\w/])(?:A/RES/)?(ES-?1[01]/\d{1,2})(?![\d/])|\b(?:resolution|A/RES/) ?#?(\d{2}/\d{1,3})(?![\d/])"
    r"|\b(?:S/RES/|(?:\{K\d+\}(?:'s)? )?[Rr]esolution (?:No\.? ?|number )?)(\d{3,4})(?![\d/])"
)
_UN_TEXT = re.compile(r"\{O\d+\}(?:'s)? (?:\w+ )?(?:resolution|draft)\b")
OTHER_BODY = re.compile(
    r"\b(?:committee|parliament|Bundestag|Senate|Congress|House|Duma|Knesset|cabinet|commission|IAEA"
    r"|board|executive|agency|assembly of)\b",
    re.IGNORECASE,
)
# A report within so many days of a vote speaks of that vote and no earlier one.
FRESH = timedelta(days=7)
LATELY = timedelta(days=300)
DID = {"yes": "voted for", "no": "voted against", "abstain": "abstained", "absent": "did not vote"}


@dataclass(frozen=True, slots=True)
class Meant:
    """The votes that a sentence may mean, the likeliest first.

    Attributes:
        certain: Whether the first is the one meant.
        open: Where a text of the United Nations is told and no body of it: the votes of all its bodies that may be meant.
    """

    votes: tuple[Vote, ...]
    certain: bool
    open: tuple[Vote, ...] = ()

    def by(self, state: str, context: Context) -> Meant:
        """Return what is meant when a state voted: of votes in several bodies, those of the bodies that it sits on."""
        able = [v for v in self.open if v.body != NAMES["K"] or state in context.registers.council(v.day)]
        return Meant(tuple(able), True) if len(able) == 1 else self


def body_of(text: str) -> str | None:
    """Return the body of the United Nations that a masked sentence names; None for none or several."""
    found = {letter for letter in "KAH" if f"{{{letter}" in text}
    if len(found) == 1:
        return NAMES[found.pop()]
    if found == {"A", "H"}:
        return NAMES["A"]  # "suspended from the Human Rights Council": the Assembly did that
    return None


def meant_by(line: Line, context: Context) -> Meant:
    """Return the votes that a sentence may mean."""
    text = line.masked
    numbers = [_key(a or b or c) for a, b, c in _NUMBER.findall(text)]
    known = context.registers.votes
    if numbers:
        found = [vote for vote in known if vote.resolution and _key(vote.resolution) == numbers[0]]
        if len(set(numbers)) == 1 and len(found) == 1:
            return Meant(tuple(found), True)
        return Meant((), False)
    body = body_of(text)
    told = line.text
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
        votes_ = [vote for vote in votes_ if line.published - vote.day <= LATELY or vote in dated]
    if not votes_:
        return Meant((), False)
    first = votes_[0]
    rivals = [vote for vote in votes_[1:] if abs((first.day - vote.day).days) <= 30]
    exact = first in dated and any(when.exact or when.grain == "day" for when in whens)
    fresh = line.published is not None and line.published - first.day <= FRESH
    # "The UN resolution": the body is told where all votes that may be meant were held in one.
    close = [vote for vote in fitting if abs((first.day - vote.day).days) <= 30]
    un_text = body is None and any(line.tokens(found.group())[0].id == "UN" for found in _UN_TEXT.finditer(text))
    told_body = body is not None or (un_text and all(vote.body == first.body for vote in close))
    sure = here and bool(same) and (exact or fresh) and not OTHER_BODY.search(text)
    if sure and told_body and not rivals:
        return Meant(tuple(votes_), True)
    return Meant(tuple(votes_), False, tuple(close) if sure and un_text else ())


def _on(when: When, day: date) -> bool:
    return when.touches(day, slack=1)


def _key(number: str) -> str:
    return number.upper().replace("ES1", "ES-1").split(" ")[0]


def vote_check(
    line: Line,
    start: int,
    end: int,
    verdict: str,
    says: str,
    vote: Vote,
    state: str = "",
    context: Context | None = None,
) -> RegisterCheck:
    """Write down a check against a vote, and how the state voted in it where one is given."""
    held = vote.positions.get(state) if state else None
    how = f"; {context.name(state)} {DID[held]}" if held and context else ""
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
