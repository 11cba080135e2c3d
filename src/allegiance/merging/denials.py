"""Denials that are events of their own, linked to what they deny: a deed, a plan, an accusation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from allegiance.merging.comparing import Array, candidates, compare, probability
from allegiance.merging.happening import Happening
from allegiance.merging.matters import one_matter
from allegiance.merging.stems import stem
from allegiance.records import Event, EventLink, EventType, Status

# How long after the first report of it what is told may be denied, in days, and how alike the two must be.
_LATER, _ALIKE = 30, 0.6
# An accusation is answered sooner.
_ANSWERED = 10
_DENYING = frozenset(map(stem, ("denies", "deny", "denial", "refutes", "debunks")))
# What was denied before now, and is no answer to what is told now.
_BEFORE_NOW = re.compile(r"\bhad(?: \w+)?\s*$", re.IGNORECASE)
# What stands before words for an act of which nothing is denied: somebody is told not to do it, nobody stands in its way,
# only how or how much it is done is said, or it is still missed or awaited.
_NO_DENIAL = re.compile(
    r"\b(?:warn|urg|ask|tell|told|call|order|advis|press|caution|demand)\w*\b[^;]*\bnot to(?: \w+)?\s*$"
    r"|(?:\b(?:not|no longer|never)|n['’]t)\b[^;]{0,30}?\b(?:stand|block|prevent|stop|hinder|oppos|object|veto|clos)\w*\b"
    r"[^;]*$"
    r"|(?:\bnot|n['’]t)\b(?: [\w'’-]+){0,2} (?:enough|half\w*|formally|officially|fully|immediately|yet|only|just|merely|"
    r"simply|necessarily|expected)\b[^;]*$"
    r"|\b(?:ha[sd]|have) yet to\b[^;]*$"
    r"|\bfail(?:s|ed|ing|ure)?(?: \w+)? to\s*$",
    re.IGNORECASE,
)
# How far after the words for a refusal the charge is named that it turns away, in characters.
_NAMED = 60
# Who is accused denies the charge, or turns it away by its name.
_CHARGE = re.compile(r"\b(?:accusations?|allegations?|charges?|claims?|assertions?|blame)\b", re.IGNORECASE)
# What may be denied by its own words; a question or a memory is not.
_TOLD = frozenset(("ahead", "done", "force"))


def denials(
    leads: Sequence[Happening], events: Sequence[Event], told: Sequence[Sequence[Happening]]
) -> list[EventLink]:
    """Return the links from denials to what they deny; arguments are as for :func:`~allegiance.merging.related.related`."""
    return [*_of_deeds(leads, events, told), *_of_charges(leads, events), *_in_other_words(events, told)]


def denial(event: Event, told: Sequence[Happening]) -> Happening | None:
    """Return the report that tells most of the denial of an event, None where less than half of its articles deny it.

    Args:
        event: The event.
        told: All that report it.
    """
    denying = [h for h in told if _denies(h)]
    if not _denied(event) or 2 * len({h.article for h in denying}) < len({h.article for h in told}):
        return None
    return max(denying, key=lambda h: (len(h.words), h.key), default=None)


def _denies(report: Happening) -> bool:
    return report.status == Status.DENIED and not _NO_DENIAL.search(_parted(report)[0])


def _of_deeds(
    leads: Sequence[Happening], events: Sequence[Event], told: Sequence[Sequence[Happening]]
) -> list[EventLink]:
    """Link an event that is only denied to the likeliest earlier report of the same as planned or done."""
    denying = [denial(event, reports) for event, reports in zip(events, told, strict=True)]
    # what is denied is told by who denies it, whatever else is held to be the same
    plain = [replace(no or h, stage="", exact=False, standing="") for h, no in zip(leads, denying, strict=True)]
    dated = [no or h for h, no in zip(leads, denying, strict=True)]
    pairs = _between(plain, [no is not None for no in denying], _LATER)
    kept = [
        (no, act)
        for no, act in pairs
        if leads[act].stage in _TOLD and not _denied(events[act]) and _answers(dated[no], leads[act], _LATER)
    ]
    return [
        _link(events, no, act, f"denies what was told as {'planned' if leads[act].stage == 'ahead' else 'done'}", score)
        for no, (score, act) in _likeliest(plain, kept)
    ]


def _of_charges(leads: Sequence[Happening], events: Sequence[Event]) -> list[EventLink]:
    """Link what turns an accusation away to the likeliest one that the other side made."""
    turned = [
        replace(h, kind=EventType.ACCUSE.value, actors=h.recipients, recipients=h.actors)
        if h.kind == EventType.REJECT
        else h
        for h in leads
    ]
    plain = [replace(h, stage="", exact=False, standing="") for h in turned]
    pairs = _between(plain, [h.kind == EventType.REJECT for h in leads], _ANSWERED)
    kept = [
        (no, act)
        for no, act in pairs
        if leads[act].kind == EventType.ACCUSE
        and leads[no].stage == leads[act].stage == "done"
        and _turns_away(leads[no])
        and not (_denied(events[no]) or _denied(events[act]))
        and _answers(leads[no], leads[act], _ANSWERED)
    ]
    return [
        _link(events, no, act, "answers an accusation", score)
        for no, (score, act) in _likeliest(plain, kept, answered=True)
    ]


def _in_other_words(events: Sequence[Event], told: Sequence[Sequence[Happening]]) -> list[EventLink]:
    """Link a refusal whose words say "denies" to the event that its own text denies.

    A text tells a denial as an act of its own ("Moscow denies striking the plant") and what is denied as another.
    """
    denied: dict[str, list[tuple[int, Happening]]] = {}
    for n, reports in enumerate(told):
        for h in reports:
            if h.status == Status.DENIED:
                denied.setdefault(h.article, []).append((n, h))
    found = []
    for no, reports in enumerate(told):
        for h in reports:
            if h.kind == EventType.REJECT and h.status == Status.ASSERTED and _says_no(h):
                for act, other in denied.get(h.article, ()):
                    same = h.sentence == other.sentence or (h.opening and other.opening)
                    if act != no and same and h.actors & other.actors:
                        found.append(_link(events, no, act, "one text tells both", None))
    return found


def _says_no(refusal: Happening) -> bool:
    return bool(refusal.trigger & _DENYING) and not _BEFORE_NOW.search(_parted(refusal)[0])


def _turns_away(refusal: Happening) -> bool:
    """Tell whether a refusal denies, or names after its first word the charge that it turns away.

    What is charged may be told as a refusal itself ("accused the bank of blocking a loan").
    """
    before, after = _parted(refusal)
    named = _CHARGE.search(after[:_NAMED].partition(",")[0].partition(" ")[2])
    return _says_no(refusal) or bool(named and not _BEFORE_NOW.search(before))


def _parted(report: Happening) -> tuple[str, str]:
    """Return a report's sentence before the words for the act, and from these on."""
    at = max(0, report.named[0] - report.sentence)
    return report.line[:at], report.line[at:]


def _between(plain: Sequence[Happening], denying: Sequence[bool], days: int) -> list[tuple[int, int]]:
    """Return the pairs worth comparing of which one denies and the other does not, that one first."""
    first, second = candidates(plain, window=days)
    which = np.array(denying, dtype=bool)
    one = which[first] != which[second]
    first, second = first[one], second[one]
    swap = which[second]
    denial: Array = np.where(swap, second, first)
    act: Array = np.where(swap, first, second)
    return list(zip(denial.tolist(), act.tolist(), strict=True))


def _denied(event: Event) -> bool:
    return event.status is Status.DENIED


def _answers(denial: Happening, act: Happening, days: int) -> bool:
    """Tell whether a denial may be of an act: told no sooner than it, not too late, and of no other day or place."""
    if denial.reported and act.reported and not 0 <= denial.reported - act.reported <= days:
        return False
    if denial.exact and act.exact and (denial.start > act.end + 1 or act.start > denial.end + 1):
        return False
    return not (denial.place and act.place and denial.place != act.place)


def _likeliest(
    plain: Sequence[Happening], pairs: Sequence[tuple[int, int]], *, answered: bool = False
) -> Iterable[tuple[int, tuple[float, int]]]:
    """Yield for each denial the likeliest act on the same matter, with how alike the two are; days have no say.

    Args:
        plain: All events.
        pairs: Denials with acts that they may be of.
        answered: A charge that its own text answers need not be told again in the answer.
    """
    if not pairs:
        return ()
    timeless = [replace(h, start=0, end=0) for h in plain]
    first, second = (np.array([pair[side] for pair in pairs], dtype=np.int64) for side in (0, 1))
    compared = compare(timeless, first, second)
    scores, matters = probability(compared).tolist(), one_matter(timeless, compared).tolist()
    best: dict[int, tuple[float, int]] = {}
    for (no, act), score, matter in zip(pairs, scores, matters, strict=True):
        if score >= _ALIKE and (matter or (answered and plain[no].article == plain[act].article)):
            best[no] = max(best.get(no, (0.0, -1)), (score, act))
    return best.items()


def _link(events: Sequence[Event], denial: int, act: int, why: str, alike: float | None) -> EventLink:
    likeness = "" if alike is None else f": alike {alike:.2f}"
    return EventLink(first=events[denial].id, second=events[act].id, kind="denies", why=f"{why}{likeness}")
