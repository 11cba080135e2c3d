"""Origins that are not independent of each other: a minister, the ministry and its spokeswoman speak for one body."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from allegiance.actors import Gazetteer
from allegiance.merging.speakers import bare, speaker

_OF_OFFICE = {
    "head_of_state": "presidency",
    "foreign_minister": "foreign ministry",
    "defence_minister": "defence ministry",
}
_TITLE = re.compile(
    r"(?:(?:First )?Deputy )?(?P<of>[A-Z][a-z]+) Minist(?:er|ry)\b.*|(?:Kremlin|White House Press|Presidential) (?:Spokes|Secr).*"
)
_SPOKES = r"(?:spokes(?:man|woman|person)|press (?:service|office|secretary))"
_SPOKEN_FOR = re.compile(
    rf"{_SPOKES} (?:for|of|at) (?:the )?(?P<who>.+)|(?P<whose>.+?)(?:'s)? {_SPOKES}", re.IGNORECASE
)
# What rank or number adds tells nobody apart: "senior US officials", "a U.S. official".
_RANK = frozenset("senior top high-ranking unnamed anonymous several some two three".split())
_PRESIDENCY = re.compile(r"president(?:ial|'s)? (?:administration|office)|presidency", re.IGNORECASE)
# In whom a state speaks that is told by its name, its capital or its government alone.
_OF_STATE = re.compile(r".*(?:ministry|military|army|air force|navy|presidency|official|general staff|embassy)")
_BODY = re.compile(r"(?P<state>.+) \((?P<body>[^()]+)\)")
# Outlets that nobody names.
_MEDIA = re.compile(r"(?:[\w’'-]+ ){0,3}(?:media|press|television|tv)(?: outlets?| reports?)?", re.IGNORECASE)


@lru_cache(maxsize=1 << 14)
def institution(name: str, known: Gazetteer, day: date | None) -> str:
    """Return the body for which a source speaks, by one name however it is told; the source's own name where none is known.

    Args:
        name: The source's name.
        known: Knows who held which office.
        day: When the report was published.

    >>> known, day = Gazetteer.load(), date(2023, 7, 5)
    >>> [institution(name, known, day) for name in ("Hakan Fidan", "Turkish foreign ministry spokesman", "Turkish tailor")]
    ['Türkiye (foreign ministry)', 'Türkiye (foreign ministry)', 'Türkiye (tailor)']
    """
    if known.outlet(name) or _BODY.fullmatch(name):
        return name
    text = bare(name).replace("’", "'")
    spoken = _SPOKEN_FOR.fullmatch(text)
    if spoken:
        told = spoken["who"] or spoken["whose"]
        return institution(speaker(told, known, day) or told, known, day)
    hits = known.find(text, on=day)
    if len(hits) != 1:
        return name
    (hit,) = hits
    if hit.person:
        return _of_person(name, hit.id, known, day) if hit.person == name else name
    rest = (text[: hit.start] + " " + text[hit.end :].removeprefix("'s").removeprefix("'")).lower().split()
    rest = [word for word in rest if word not in _RANK]
    if not rest or hit.via not in ("name", "demonym", "abbreviation"):
        return name
    body = " ".join(rest)
    one = "presidency" if _PRESIDENCY.fullmatch(body) else re.sub(r"(?<!s)s$", "", re.sub(r"ies$", "y", body))
    return f"{known.entity(hit.id).name} ({one})"


def _of_person(name: str, state: str, known: Gazetteer, day: date | None) -> str:
    for row in known.holders(state, on=day) if day else ():
        if row.name != name:
            continue
        title = _TITLE.fullmatch(row.title)
        body = _OF_OFFICE.get(row.office) or (title and (f"{title['of'].lower()} ministry" if title["of"] else "presidency"))
        if body:
            return f"{known.entity(state).name} ({body})"
    return name


def independent(
    found: Mapping[str, tuple[str, ...]], days: Mapping[str, date | None], known: Gazetteer
) -> dict[str, tuple[str, ...]]:
    """Return the origins of an event with those as one that speak for one body.

    One alone keeps its name; several have that of their body. A state of which nobody says who spoke for it ("Ankara said")
    adds no origin to a body of it, a body of which nobody says whose it is ("the embassy") none to the only one of its kind,
    and outlets that nobody names ("state media") none to others.

    Args:
        found: The names of the sources that each origin may be.
        days: When each origin was first heard.
        known: Knows who held which office.
    """
    groups: dict[str, list[str]] = {}
    for name, sources in found.items():
        groups.setdefault(name if len(sources) > 1 else institution(name, known, days.get(name)), []).append(name)
    for key in sorted(groups):
        bodies = [other for other in sorted(groups) if _speaks_for(other, key)]
        if not bodies and key.islower():
            alike = [other for other in sorted(groups) if other != key and re.search(rf"\b{re.escape(key)}\b", other)]
            bodies = alike if len(alike) == 1 else []
        if bodies:
            groups[bodies[0]] += groups.pop(key)
    for key in sorted(groups):
        if len(groups) > 1 and _MEDIA.fullmatch(key) and not known.outlet(key) and not known.find(key):
            del groups[key]
    return {
        (names[0] if len(names) == 1 else key): tuple(source for name in names for source in found[name])
        for key, names in groups.items()
    }


def _speaks_for(body: str, state: str) -> bool:
    told = _BODY.fullmatch(body)
    return told is not None and told["state"] == state and _OF_STATE.fullmatch(told["body"]) is not None
