"""Events that are parts of one happening: a visit, the talks held during it, and the statement that closes it.

A part is linked to the meeting or deal that frames it where a text says that they belong together. A day in common says
nothing: on one day two states raid, charge and talk about many matters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from allegiance.merging.happening import COOPERATIVE, Happening
from allegiance.records import Event, EventLink, EventType, Status

# A visit or a round of talks lasts so many days at most; what is dated less closely than a week has no day to agree.
_VISIT, _WEEK = 3, 7
# Characters between two sentences, and those of one sentence, at most.
_BREAK, _SENTENCE = 4, 120
_FRIENDLY = COOPERATIVE - {"retreat"}
# Who promises something does so then, whenever it is to be done; another plan lies outside the occasion.
_PLEDGES = ("affirm", "agre", "commit", "pledg", "promis", "undert", "vow")
# What closes a deal.
_CLOSED = ("adopt", "agre", "conclud", "sign")
_FRAME = r"(?:visit|trip|talks|meeting|summit|negotiations|ceremony|consultations)"
# What talks may end in; cooperation that is told as of after them goes on.
_BROKERED = ("broker", "mediat")
_DONE_AFTER = frozenset(kind.value for kind in EventType) - {EventType.COOPERATE.value}
_DEED = r"(?:agreement|deal|accord|pact|treaty|memorandum|communiqu[eé]|declaration|statement)"
_DURING = re.compile(
    rf"\b(?P<how>during|at|in) (?:the|these|those|this|that|his|her|their)(?: \w+)? (?P<noun>{_FRAME})\b", re.I
)
_OF_DEED = re.compile(rf"\b(?:the|this|their)(?: joint)? (?P<noun>{_DEED})\b", re.I)
_A_DEED = re.compile(rf"\b{_DEED}\b", re.I)
_HOSTED = re.compile(r"\b(?:his|her|their) (?P<noun>guest|host)s?\b", re.I)
# Who met goes on acting in the next sentence, and what "both sides" do may come one later.
_SIDES = r"(?:both|the two|the) (?:sides|presidents|leaders|ministers|delegations|heads|diplomats)"
_WHO_MET = re.compile(
    rf"\s*[\"“”]?(?:they|he and|she and|the two(?! states| countries| nations)|{_SIDES})\b"
    r"|\b(?:between|beside|with) them\b",
    re.I,
)
_BOTH_SIDES = re.compile(rf"\s*[\"“”]?{_SIDES}\b", re.I)
_TALKS_BEFORE = re.compile(r"\b(?:hours|days|rounds?) of (?:talks|negotiations)\b", re.I)
# What is told of another time, or expressly apart.
_ELSEWHEN = re.compile(
    r"\b(?:separately|earlier|previously|meanwhile|whereas|since|until|before|ahead of|later|next|last|ago|once|"
    r"(?:day|week|month|year)s? (?:after|before)|on another occasion|had|unrelated)\b",
    re.I,
)
# Matters that are spoken of are no parts of the talks, months of talks no one occasion, and a part that is named as what the
# frame is about ("a session of training") is the frame.
_TOPIC = re.compile(r"\b(?:issues?|topics?|agenda)\b|\bdiscuss(?:ed|es|ing)?\b", re.I)
_FOR_MONTHS = re.compile(r"\b(?:weeks|months|years) of(?: [\w-]+){0,3}\s*$", re.I)
_WISHED = re.compile(r"\b(?:try\w*|seek\w*|hop(?:e|es|ed|ing)|encourag\w*|urg\w*)\b[^,;]{0,30}$", re.I)
_ABOUT = re.compile(r"\W*(?:of|for|on|about)(?: [\w-]+){0,2}\s*", re.I)
_THEN = re.compile(r"\b(?:after|following|when|while|amid|because|which)\b", re.I)
_AFTER_IT = re.compile(r"\b(?:after|following)(?: [\w-]+){0,4} $", re.I)


@dataclass(frozen=True, slots=True)
class _Found:
    """What ties a part to its frame: how far apart they are told, and the ground."""

    apart: int
    why: str


def occasions(
    leads: Sequence[Happening], events: Sequence[Event], told: Sequence[Sequence[Happening]]
) -> list[EventLink]:
    """Return the links from meetings and deals to their parts.

    Arguments are as for :func:`~allegiance.merging.related.related`.

    A part is linked to one frame, the one told nearest to it; a deal may itself be part of a meeting.
    """
    by_text: dict[str, set[int]] = defaultdict(set)
    for n, reports in enumerate(told):
        if events[n].status is not Status.DENIED and _happened(leads[n]):
            for h in reports:
                by_text[h.article].add(n)
    best: dict[int, tuple[tuple[int, int, int, str], int, str]] = {}
    for frame, part in sorted({pair for held in by_text.values() for pair in product(held, repeat=2)}):
        if frame == part or not _frames(leads[frame], leads[part]) or not _together(leads[frame], leads[part]):
            continue
        grounds = list(_grounds(told[frame], told[part]))
        if not grounds:
            continue
        ground = min(grounds, key=lambda one: (one.apart, one.why))
        # of two frames told as near a meeting goes before a deal
        rank = ground.apart, int(leads[frame].kind != EventType.CONSULT.value), -len(told[frame]), events[frame].id
        if part not in best or rank < best[part][0]:
            best[part] = rank, frame, ground.why
    return [
        EventLink(first=events[frame].id, second=events[part].id, kind="occasion", why=why)
        for part, (_, frame, why) in best.items()
        # of a meeting and a deal that frame each other the meeting goes before
        if not (frame in best and best[frame][1] == part and leads[part].kind == EventType.CONSULT.value)
    ]


def _happened(one: Happening) -> bool:
    pledged = one.stage == "ahead" and any(word.startswith(_PLEDGES) for word in one.trigger)
    return one.status != Status.CONDITIONAL.value and (one.stage == "done" or pledged)


def _frames(frame: Happening, part: Happening) -> bool:
    """Tell whether an event may be the frame of another by its kind: a meeting of anything, a deal of what isn't one."""
    if frame.stage != "done" or part.family == "force":
        return False
    if frame.kind == EventType.CONSULT.value:
        # who brokers a deal is no meeting beside it
        return part.kind != EventType.CONSULT.value and not any(word.startswith(_BROKERED) for word in frame.trigger)
    if frame.kind != EventType.AGREE.value or not (
        _A_DEED.search(frame.line) or any(word.startswith(_CLOSED) for word in frame.trigger)
    ):
        return False
    return part.kind != EventType.AGREE.value or part.stage == "ahead"


def _together(one: Happening, two: Happening) -> bool:
    """Tell whether the same states take part, on days that agree or follow within a visit's length."""
    mine, theirs = (h.actors | h.recipients for h in (one, two))
    if len(mine & theirs) < 2 or not (mine <= theirs or theirs <= mine):
        return False
    if not (one.start and two.start) or max(h.end - h.start for h in (one, two)) > _WEEK:
        return False
    return max(one.start, two.start) - min(one.end, two.end) <= _VISIT


def _grounds(frame: Sequence[Happening], part: Sequence[Happening]) -> Iterator[_Found]:
    """Yield what texts say that ties a part to its frame."""
    for one, two in product(frame, part):
        if one.article == two.article and one.named != two.named and (ground := _ground(one, two)):
            yield ground


def _ground(frame: Happening, part: Happening) -> _Found | None:
    friendly = part.family in _FRIENDLY
    if part.kind == EventType.COOPERATE.value and _TOPIC.search(part.line):
        return None
    apart = part.sentence - frame.sentence
    if not apart and (frame.kind == EventType.CONSULT.value or part.kind != EventType.CONSULT.value):
        return _Found(0, "told in one sentence as parts of one occasion") if friendly and _one_go(frame, part) else None
    met = frame.kind == EventType.CONSULT.value
    if not met and part.kind == EventType.CONSULT.value:
        # The talks that a deal closes, and no other talks of the two.
        closed = _follows(frame, part, 1) and _WHO_MET.search(part.line) and _TALKS_BEFORE.search(part.line)
        return _Found(apart, "told in the next sentence as the talks that led to it") if closed else None
    if _ELSEWHEN.search(part.line):
        return None
    if met and (during := _DURING.search(part.line)):
        return _Found(abs(apart), f"told as done {during['how'].lower()} the {during['noun'].lower()}")
    if not friendly or apart < 0:
        return None
    if met and (host := _HOSTED.search(part.line)):
        return _Found(apart, f"told of the {host['noun'].lower()} of the visit")
    if part.kind != EventType.COOPERATE.value:
        if _follows(frame, part, 1) and _WHO_MET.search(part.line):
            return _Found(apart, f"told in the next sentence of those who {'met' if met else 'agreed'}")
        if _follows(frame, part, 2) and _BOTH_SIDES.match(part.line):
            return _Found(apart, f"told of both sides, two sentences after they {'met' if met else 'agreed'}")
    if not met and _A_DEED.search(frame.line) and (deed := _OF_DEED.search(part.line)):
        return _Found(apart, f"told of the {deed['noun'].lower()}")
    return None


def _follows(frame: Happening, part: Happening, sentences: int) -> bool:
    """Tell whether a part's sentence follows its frame's, with fewer than so many sentences of a line's length between."""
    between = part.sentence - frame.sentence - len(frame.line)
    return 0 <= between <= _BREAK + (sentences - 1) * _SENTENCE


def _one_go(frame: Happening, part: Happening) -> bool:
    """Tell whether one sentence tells of both as of one time, with nothing between them that sets them apart."""
    first, second = sorted((frame, part), key=lambda h: h.named)
    between = frame.line[first.named[1] - first.sentence : second.named[0] - second.sentence]
    begins, ends = frame.line[: frame.named[0] - frame.sentence], frame.line[: part.named[0] - part.sentence]
    wished = _WISHED.search(frame.line[: frame.named[1] - frame.sentence])
    if _ELSEWHEN.search(frame.line) or _FOR_MONTHS.search(begins) or wished:
        return False
    # "Iranian-made drones" are no deed of the occasion
    if (frame is first and _ABOUT.fullmatch(between)) or ends.endswith("-"):
        return False
    # "signed after talks" is one go, "met after it had delivered arms" and "hopeful after talks" are not
    after = frame is second and part.kind in _DONE_AFTER and _AFTER_IT.search(between)
    return bool(after) or not _THEN.search(between)
