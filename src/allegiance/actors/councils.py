"""Tells whose a "Security Council" is: the world's, or a state's own.

A bare "the Security Council" is the one whose officer stands beside it, whose leader calls it together, or that was named
in full before it; else it is the world's where the text speaks of the United Nations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from allegiance.actors.context import Context, Mark
from allegiance.actors.model import OfficeHolder, Sense

_WORLD = "UN"
_NAMES = ("Security Council", "National Security Council", "Federal Security Council")
_LEADERS = frozenset({"head_of_state", "head_of_government"})
# How far from the council its officer or caller stands, in characters of the same sentence.
_REACH = 90
_SENTENCE = re.compile(r"[.!?][\"”’)]?\s+(?=[A-Z\"“‘(])|\n")
_OFFICE = r"(?:[Ss]ecretar(?:y|ies)|[Cc]hair(?:man|woman|person)?|[Hh]ead|[Vv]ice-[Cc]hair\w*)"
_OFFICE_BEFORE = re.compile(rf"\b(?:{_OFFICE} of|{_OFFICE} (?:in|on)|[Dd]eputy) (?:the |his |its |their |country's )?$")
_OFFICE_AFTER = re.compile(
    r"(?:'s)? (?:(?:[Ss]tate|[Ff]irst|[Ff]ormer|[Ee]x-) ?)*(?:[Dd]eputy[ -])?(?:[Ss]ecretar|[Cc]hair(?:man|woman)|[Hh]ead\b)"
)
_CALLS = re.compile(
    r"\b(?:chair(?:ed|s|ing)|conven(?:ed|es|ing)|gathered|summoned|held|holds|hold|call(?:ed|s) together|presid(?:ed|es|ing)"
    r"(?: over)?)\b[^.;]{0,60}$"
)
_OWN = re.compile(r"\b(?:[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|country's|Kremlin(?:'s)?|republic's) (?:own )?$")
# A state or an organisation right before, that no full name covers ("CSTO's"), but not the world's council.
_OTHERS = re.compile(r"(?:National|Federal|ian|[a-z]'s|[A-Z]{4}(?:'s)?|Supreme|Collective) ?$")
_OF_A_STATE = re.compile(r"\s+of (?:the )?(?!(?:UN|U\.N\.|United Nations|world)\b)[A-Z]")
_UN = re.compile(r"\b(?:UN|U\.N\.|United Nations)\b")
# What only the world's council does to others.
_ACTS = re.compile(
    r"\s+(?:has |had |will )?(?:unanimously )?(?:condemn|impose|lift|adopt|demand|authori[sz]e|endorse|extend|renew|urge"
    r"|call(?:s|ed) (?:on|for))(?:s|d|ed)?\b"
)
_WORLD_WORDS = re.compile(
    r"\b(?:UN|U\.N\.|United Nations|resolutions?|veto(?:ed|es)?|peacekeep\w+|Secretary-General|secretary-general|UNSC)\b"
)


def full_names(names: Iterable[tuple[str, Sense]]) -> Iterator[tuple[str, Sense]]:
    """Yield the full names of every state's council ("Kazakhstan's Security Council") from the names of states."""
    for form, known in names:
        if known.role != "state" or known.via not in {"name", "demonym"}:
            continue
        sense = Sense(known.id, "metonym", "government", known.start, known.end)
        for council in _NAMES:
            if known.via == "name":
                yield f"{form}'s {council}", sense
                yield f"{council} of {form}", sense
                yield f"{council} of the {form}", sense
            yield f"{form} {council}", sense


def mark_of(form: str, senses: Iterable[Sense], officers: dict[str, str], callers: dict[str, str]) -> tuple[str, str]:
    """Return the (id, kind) of the mark that a form makes in a text, both empty for most forms.

    Args:
        form: The form.
        senses: What it may mean.
        officers: State by person, of those who sit in a council: :func:`officers_of`.
        callers: State by person, of those who lead a state with such a council.
    """
    found = list(senses)
    if "Security Council" in form or form == "UNSC":
        ids = {sense.id for sense in found if not sense.rule}
        return (ids.pop(), "council") if len(ids) == 1 else ("", "")
    for kind, known in (("officer", officers), ("leader", callers)):
        states = {known[sense.person] for sense in found if sense.person in known}
        if len(states) == 1:
            return states.pop(), kind
    return "", ""


def officers_of(holders: Iterable[OfficeHolder]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the state of each officer of a council, and of each leader of a state that has such officers."""
    rows = list(holders)
    officers = {row.name: row.state for row in rows if "Security Council" in row.title}
    having = set(officers.values())
    return officers, {row.name: row.state for row in rows if row.state in having and row.office in _LEADERS}


def whose(context: Context) -> str:
    """Return the id of the state whose council the form here is, ``UN`` for the world's, "" for nobody's known."""
    text, start, end = context.text, context.start, context.end
    breaks = [match.end() for match in _SENTENCE.finditer(text, max(0, start - _REACH), start)]
    first = breaks[-1] if breaks else max(0, start - _REACH)
    stop = _SENTENCE.search(text, end, end + _REACH)
    last = stop.start() if stop else end + _REACH
    before = text[first:start]
    near = [mark for mark in context.councils if first <= mark.start < last]
    named = [mark.id for mark in context.councils if mark.kind == "council" and mark.start < start]
    earlier = named[-1] if named and named[-1] != _WORLD else ""
    if _OFFICE_BEFORE.search(before) or _OFFICE_AFTER.match(text, end):
        return _nearest(near, context, "officer") or earlier
    if _OWN.search(before):
        return _WORLD if _UN.search(before) else _nearest(near, context, "leader") or earlier
    if _OTHERS.search(before) or _OF_A_STATE.match(text, end):
        return ""
    if _CALLS.search(before):
        caller = _nearest([mark for mark in near if mark.end <= start], context, "leader")
        if caller:
            return caller
    if earlier:
        return earlier
    # States have councils of that name, too, so bare words need a sign that the world's council is meant.
    meant = context.ids[_WORLD] > 0 or context.holds(_WORLD_WORDS) or (not near and _ACTS.match(text, end))
    return _WORLD if meant else ""


def _nearest(marks: Iterable[Mark], context: Context, kind: str) -> str:
    """Return the id of the nearest mark of a kind, "" if there is none."""
    found = [mark for mark in marks if mark.kind == kind]
    return min(found, key=lambda m: min(abs(context.start - m.end), abs(m.start - context.end))).id if found else ""
