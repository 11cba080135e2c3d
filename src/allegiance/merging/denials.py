"""Denials that are events of their own, linked to what they deny: a deed, a plan, an accusation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from allegiance.merging.comparing import Array, candidates, compare, probability
from allegiance.merging.happening import Happening
from allegiance.merging.stems import stem
from allegiance.records import Event, EventLink, EventType, Status

# How long after the first report of it what is told may be denied, in days, and how alike the two must be.
_LATER, _ALIKE = 30, 0.6
# An accusation is answered sooner.
_ANSWERED = 10
_DENYING = frozenset(map(stem, ("denies", "deny", "denial", "refutes", "debunks")))
# Who is accused denies the charge, or turns it away by its name.
_CHARGE = frozenset(map(stem, ("accusation", "allegation", "alleged", "charge", "claim", "assertion", "blame")))
# What may be denied by its own words; a question or a memory is not.
_TOLD = frozenset(("ahead", "done", "force"))


def denials(
    leads: Sequence[Happening], events: Sequence[Event], told: Sequence[Sequence[Happening]]
) -> list[EventLink]:
    """Return the links from denials to what they deny; arguments are as for :func:`~allegiance.merging.related.related`."""
    return [*_of_deeds(leads, events), *_of_charges(leads, events), *_in_other_words(events, told)]


def _of_deeds(leads: Sequence[Happening], events: Sequence[Event]) -> list[EventLink]:
    """Link an event that is only denied to the likeliest earlier report of the same as planned or done."""
    plain = [replace(h, stage="", exact=False, standing="") for h in leads]
    pairs = _between(plain, [_denied(event) for event in events], _LATER)
    kept = [(no, act) for no, act in pairs if leads[act].stage in _TOLD and _answers(leads[no], leads[act], _LATER)]
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
        and (leads[no].trigger & _DENYING or _CHARGE & {*leads[no].trigger, *leads[no].clause})
        and not (_denied(events[no]) or _denied(events[act]))
        and _answers(leads[no], leads[act], _ANSWERED)
    ]
    return [_link(events, no, act, "answers an accusation", score) for no, (score, act) in _likeliest(plain, kept)]


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
            if h.kind == EventType.REJECT and h.status == Status.ASSERTED and h.trigger & _DENYING:
                for act, other in denied.get(h.article, ()):
                    same = h.sentence == other.sentence or (h.opening and other.opening)
                    if act != no and same and h.actors & other.actors:
                        found.append(_link(events, no, act, "one text tells both", None))
    return found


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


def _likeliest(plain: Sequence[Happening], pairs: Sequence[tuple[int, int]]) -> Iterable[tuple[int, tuple[float, int]]]:
    """Yield for each denial the act that is likeliest the one denied, with how alike the two are; days have no say."""
    if not pairs:
        return ()
    timeless = [replace(h, start=0, end=0) for h in plain]
    first, second = (np.array([pair[side] for pair in pairs], dtype=np.int64) for side in (0, 1))
    best: dict[int, tuple[float, int]] = {}
    for (no, act), score in zip(pairs, probability(compare(timeless, first, second)).tolist(), strict=True):
        if score >= _ALIKE:
            best[no] = max(best.get(no, (0.0, -1)), (score, act))
    return best.items()


def _link(events: Sequence[Event], denial: int, act: int, why: str, alike: float | None) -> EventLink:
    likeness = "" if alike is None else f": alike {alike:.2f}"
    return EventLink(first=events[denial].id, second=events[act].id, kind="denies", why=f"{why}{likeness}")
