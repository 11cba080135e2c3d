"""Claims about how many votes were cast for a text and against it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from allegiance.records import RegisterCheck
from allegiance.registers.claims import CONFIRMED, CONTRADICTED, NOT_COVERED, Context, check, hedged
from allegiance.registers.lines import Line
from allegiance.registers.meant import OTHER_BODY, Meant, body_of, meant_by, vote_check
from allegiance.registers.tallies import tallies, unanimous

# "It was passed by 141 votes to five": told of the text that the sentence before is about.
_OF_THE_LAST = re.compile(
    r"^\W*(?:It|That|This|There were|(?:The|This|That)(?: \w+)? (?:resolution|text|vote|voting|measure|tally|result|count"
    r"|draft|document|move|decision))\b"
)
_OTHER_VOTE = re.compile(r"\b(?:amend\w*|paragraph|procedural|earlier|previous\w*|first|last year|years? ago|since)\b")
_MEMBERS = 193


def counts(line: Line, context: Context, meant: Meant, last: Line | None) -> Iterator[RegisterCheck]:
    """Check each count of votes in a sentence, with the vote that it means, and the sentence before."""
    text = line.masked
    found = tallies(text)
    if found and last is not None and _continues(line, last):
        before = meant_by(last, context)
        if before.certain and not before.votes[0].counted:
            for tally in found:
                total = tally.yes + tally.no + (tally.abstain or 0)
                if total <= _MEMBERS and not hedged(line, tally.start, tally.end, wanted=False):
                    vote = before.votes[0]
                    right = tally.agrees(vote.tally) or (vote.also is not None and tally.agrees(vote.also))
                    verdict = CONFIRMED if right else CONTRADICTED
                    yield vote_check(line, tally.start, tally.end, verdict, f"the vote was {tally}", vote)
            return
    for tally in found:
        if body_of(text) is None and not re.search(r"\{O\d+\}|resolution", text):
            continue
        if hedged(line, tally.start, tally.end, wanted=False):
            continue
        agreeing = [v for v in meant.votes if tally.agrees(v.tally) or (v.also and tally.agrees(v.also))]
        says = f"the vote was {tally}"
        if agreeing:
            yield vote_check(line, tally.start, tally.end, CONFIRMED, says, agreeing[0])
        elif meant.certain and not meant.votes[0].counted:
            yield vote_check(line, tally.start, tally.end, CONTRADICTED, says, meant.votes[0])
        elif meant.votes and body_of(text):
            yield check(line, tally.start, tally.end, kind="vote", verdict=NOT_COVERED, says=says)
    match = unanimous(text)
    # A statement of the Council's president is agreed to without a vote.
    if match and "statement" not in text and meant.certain and not hedged(line, match.start(), match.end()):
        vote = meant.votes[0]
        verdict = CONFIRMED if vote.tally[1] == vote.tally[2] == 0 else CONTRADICTED
        if verdict == CONFIRMED or vote.tally[1] + vote.tally[2] > 1:
            yield vote_check(line, match.start(), match.end(), verdict, "the vote was unanimous", vote)


def _continues(line: Line, last: Line) -> bool:
    """Whether a sentence that names no body tells more of a vote in a body that the sentence before names."""
    return (
        bool(_OF_THE_LAST.match(line.masked))
        and not re.search(r"\{[OKAH]", line.masked)
        and body_of(last.masked) is not None
        and not OTHER_BODY.search(line.masked)
        and not _OTHER_VOTE.search(line.masked)
    )
