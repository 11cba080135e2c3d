"""What all checks share: who is meant, what makes a sentence no plain claim, and how a check is written down."""

from __future__ import annotations

import re
from dataclasses import dataclass

from allegiance.actors import Gazetteer
from allegiance.records import RegisterCheck
from allegiance.registers.lines import Line
from allegiance.registers.model import Registers
from allegiance.registers.times import When, explicit

CONFIRMED, CONTRADICTED, NOT_COVERED = "confirmed", "contradicted", "not covered"

ONE = r"(?:the )?\{[SC]\d+\}(?:'s? (?:government|parliament|delegation|foreign ministry))?"
# One state or a list of them, as the subject of a claim.
STATES = rf"{ONE}(?:(?:, {ONE})*,? (?:and|or) {ONE})?"
NAMED = r"(?:the )?\{S\d+\}"
LISTED = rf"{NAMED}(?:(?:, {NAMED})*,? (?:and|or) {NAMED})?"
# What may stand between the subject of a claim and its verb: ", which shares a border with {S1},".
ASIDE = (
    r"(?:, (?:which|who|whose|where|an?|the|one of|its|long|once|like|unlike|itself|home to)\b"
    r"(?:[^,;:.]|(?<=\d)[.,](?=\d)){2,100},)?"
)
_RELATED = re.compile(
    r"\b(?:with|of|near|against|from|between|to|in|by|over|about|on|like|than|for|towards?|alongside) $"
)
_SPEAKS_FOR = re.compile(
    r"\b(?:delegat(?:ions?|es?)|representatives?|ambassadors?|envoys?|governments?|parliaments?|ministers?) of $",
    re.IGNORECASE,
)
# "Talks with {S0}, which joined" and "with {S0}, a member of": the states are what the clause is about, wherever they stand.
_DESCRIBED = re.compile(
    r",? (?:which|who|whose|where|an?|one of|the|itself|now|currently|for the first time|members?)\b"
)
_IN_CLAUSE = re.compile(r"\b(?:that|which|who) \w+ $")
_IN_ASIDE = re.compile(r", (?:which|who|whose|where|that|an?|the|one of|its|long|once|like|unlike|itself)\b[^,;:]*$")

_POSSIBLE = (
    r"if|unless|whether|would|could|should|might|may|must|cannot|can't|shall|expected|likely|unlikely"
    r"|possibl[ye]|wrongly"
    r"|false|falsely|fake|hoax|satire|rumou?r\w*|as if|imagine|suppose|pretend\w*|will|won't|going to|about to|set to"
    r"|neither|nor|perhaps|maybe|once|as soon as|by the time|mistaken\w*|fictional|myth|hypothetical\w*|not yet|yet to"
)
_WANTED = (
    r"wants?|wanted|hopes?|hoped|hoping|wish(?:es)?|plan(?:s|ned)?|aims?|seeks?|sought|bid|appl(?:y|ied|ies|ication)"
    r"|aspir\w+|prospective|potential|would-be|candidates?|propos\w+|threaten\w*|calls? (?:for|on)|called (?:for|on)"
    r"|urg(?:e|es|ed|ing)|invit\w+|den(?:y|ies|ied)|refus\w+|ready to|prepar\w+|intend\w*|instead of"
    r"|rather than|without"
    r"|demand\w*"
)
# ", which has refused to impose sanctions,": what is said aside doesn't make the claim around it unsure.
_RELATIVE = re.compile(r", (?:which|who|whose|where)\b[^,;:.]*,")
_PLAIN = re.compile(rf"\b(?:{_POSSIBLE})\b", re.IGNORECASE)
_HEDGED = re.compile(rf"\b(?:{_POSSIBLE}|{_WANTED})\b", re.IGNORECASE)
_NEGATED = re.compile(
    r"\b(?:not|never|no longer|neither|nor|n't|didn't|doesn't|isn't|wasn't|hasn't|haven't)\b", re.IGNORECASE
)
PAST = re.compile(
    r"\b(?:former|formerly|then|at the time|back then|once|used to|until|previously|decades?|cent(?:ury|uries)|history"
    r"|historic\w*|years ago|in those days|in the (?:19|20)?\d0s|since then|during|had been|had|became"
    r"|becoming|was|were)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Context:
    """What a check is made with."""

    registers: Registers
    gazetteer: Gazetteer

    def name(self, id: str) -> str:
        """Return the usual name of an id in running text."""
        entity = self.gazetteer.entity(id) if id not in _SHORT else None
        return _SHORT.get(id) or (entity.name if entity else id)


_SHORT = {
    "RUS": "Russia",
    "USA": "the United States",
    "GBR": "the United Kingdom",
    "PRK": "North Korea",
    "KOR": "South Korea",
    "SYR": "Syria",
    "VEN": "Venezuela",
    "ARE": "the United Arab Emirates",
    "PSE": "the State of Palestine",
    "CSK": "Czechoslovakia",
    "DDR": "the German Democratic Republic",
    "YUG": "Yugoslavia",
}


def hedged(line: Line, start: int, end: int, *, wanted: bool = True) -> bool:
    """Whether a claim is asked, planned, possible, conditional or called false, so that there is nothing to check.

    Args:
        line: The sentence.
        start, end: Span of the claim in ``line.masked``.
        wanted: Whether words of wishes and demands count, too; a text that was adopted demands much.
    """
    if line.masked.rstrip("\"'”’) ").endswith("?"):
        return True
    head = line.masked[:start]
    clause = max(head.rfind(mark) for mark in (";", ":", " but ", " although ", " while "))
    reach = _RELATIVE.sub(" ", line.masked[max(clause + 1, 0) : end])
    if (_HEDGED if wanted else _PLAIN).search(reach):
        return True
    after = line.masked[end : end + 25]
    return bool(re.match(r"[^.;]{0,20}\b(?:if|unless|or so|but did not|is false|is wrong|is not true)\b", after))


def subject(line: Line, match: re.Match[str], party: str = "states") -> bool:
    """Whether the states at the head of a match, its group ``party``, are the subject of its verb.

    They aren't in "a neighbour of {S0} joined" and in "the country, which borders {S0}, joined": there another one did it.
    """
    before = line.masked[: match.start(party)]
    if match.start(party) != match.start() or _DESCRIBED.match(line.masked, match.end(party)):
        return True
    if line.masked.startswith(",", match.end(party)) and _IN_ASIDE.search(before):
        return False
    if _SPEAKS_FOR.search(before):
        return True
    return not (_RELATED.search(before) or _IN_CLAUSE.search(before))


def negated(text: str) -> bool:
    """Whether a piece of text holds a negation."""
    return bool(_NEGATED.search(text))


def window(line: Line, start: int, end: int, *, reach: int = 45) -> When | None:
    """Return the time with a year that stands in or shortly after a claim, else one at the head of its sentence."""
    found = explicit(line.masked)
    after = [
        when
        for when in found
        if start <= when.start and when.start - end <= reach and ";" not in line.masked[end : when.start]
    ]
    if after:
        return after[0]
    head = [when for when in found if when.end <= start and start - when.end <= 3]
    return head[-1] if head else None


def other_year(line: Line, start: int, end: int) -> bool:
    """Whether the sentence names a year that isn't the claim's own nor that of publication."""
    own = window(line, start, end)
    year = line.published.year if line.published else None
    return any(when != own and when.first.year != year for when in explicit(line.masked))


def check(
    line: Line,
    start: int,
    end: int,
    *,
    kind: str,
    verdict: str,
    says: str,
    record: str = "",
    nearest: str = "",
    reference: str = "",
) -> RegisterCheck:
    """Write down a check of the words at a span of ``line.masked``."""
    first, last = line.span(start, end)
    return RegisterCheck(
        mention="",
        article=line.article.id,
        start=first,
        end=last,
        sentence=" ".join(line.article.text[line.start : line.end].split()),
        kind=kind,
        verdict=verdict,
        says=says,
        record=record,
        nearest=nearest,
        reference=reference,
    )
