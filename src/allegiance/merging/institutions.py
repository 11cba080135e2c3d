"""Origins that are not independent of each other: a minister, the ministry and its spokeswoman speak for one body."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from allegiance.actors import Gazetteer
from allegiance.merging.speakers import bare, speaker

_OF_OFFICE = {
    "head_of_state": "presidency",
    "head_of_government": "prime minister",
    "foreign_minister": "foreign ministry",
    "defence_minister": "defence ministry",
}
_TITLE = re.compile(
    r"(?:(?:First )?Deputy )?(?!Prime)(?P<of>[A-Z][a-z]+) Minist(?:er|ry)\b.*"
    r"|(?P<head>(?:Kremlin|White House Press|Presidential) (?:Spokes|Secr).*)"
    r"|.*\b(?:Spokes\w+|Press Secretary|Secretary|Advis[eo]r|Ambassador|Envoy|Representative|Chief of the General Staff|Aide"
    r"|Deputy Prime Minister)\b.*"
)
_SPOKES = r"(?:spokes(?:man|woman|person)|press (?:service|office|secretary))"
_SPOKEN_FOR = re.compile(
    rf"{_SPOKES} (?:for|of|at) (?:the )?(?P<who>.+)|(?P<whose>.+?)(?:'s)? {_SPOKES}", re.IGNORECASE
)
# What rank or number adds tells nobody apart: "senior US officials", "a U.S. official".
_RANK = frozenset("senior top high-ranking unnamed anonymous several some two three".split())
_PRESIDENCY = re.compile(r"president(?:ial|'s)? (?:administration|office)|presidency", re.IGNORECASE)
# In whom a state speaks that is told by its name, its capital or its government alone.
_OF_STATE = re.compile(
    r".*(?:minist|military|army|air force|navy|coast guard|presidency|official|embassy|spokes|secretary|advis|ambassador"
    r"|envoy|chief of|aide).*"
)
_BODY = re.compile(r"(?P<state>.+) \((?P<body>[^()]+)\)")
# Outlets that nobody names, where no word but these and a state's has a capital: "Fjordland TV" is a name.
_MEDIA = re.compile(r"(?:[\w’'-]+ ){0,3}(?:media|press|television|tv)(?: outlets?| reports?)?", re.IGNORECASE)
_OF_NO_NAME = frozenset(
    """state state-run state-owned local regional national public private government pro-government official opposition
    independent foreign international domestic social western eastern arab european african asian several some many various
    other and the media press television tv outlet outlets report reports""".split()
)


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
    text = re.sub(r"(?<=embassy) in .+", "", bare(name).replace("’", "'"))
    spoken = _SPOKEN_FOR.fullmatch(text)
    if spoken:
        told = spoken["who"] or spoken["whose"]
        return institution(speaker(told, known, day) or told, known, day)
    hits = known.find(text, on=day)
    if len(hits) != 1:
        return name
    (hit,) = hits
    if _nameless(text, known):
        return f"{known.entity(hit.id).name} (media)"
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
        body = _OF_OFFICE.get(row.office)
        if title and not body:
            body = (
                f"{title['of'].lower()} ministry"
                if title["of"]
                else "presidency"
                if title["head"]
                else row.title.lower()
            )
        if body:
            return f"{known.entity(state).name} ({body})"
    return name


def independent(
    found: Mapping[str, tuple[str, ...]], days: Mapping[str, date | None], known: Gazetteer
) -> dict[str, tuple[str, ...]]:
    """Return the origins of an event with those as one that speak for one body.

    One alone keeps its name; several have that of their body. A state of which nobody says who spoke for it ("Ankara said")
    adds no origin to a body of it, and outlets that nobody names ("state media") none to others.

    Args:
        found: The names of the sources that each origin may be.
        days: When each origin was first heard.
        known: Knows who held which office.
    """
    groups: dict[str, list[str]] = {}
    for name, sources in found.items():
        groups.setdefault(name if len(sources) > 1 else institution(name, known, days.get(name)), []).append(name)
    states = {told["state"] for key in groups if (told := _BODY.fullmatch(key))}
    # Of a war's thousand origins few are so told that they may be another.
    for key in [k for k in sorted(groups) if k in states or k.endswith(" (media)") or _nameless(k, known)]:
        bodies = [other for other in sorted(groups) if other != key and _adds_to(other, key, known)]
        if bodies:
            groups[bodies[0]] += groups.pop(key)
    return {
        _told(key, names): tuple(source for name in names for source in found[name]) for key, names in groups.items()
    }


def _adds_to(origin: str, unnamed: str, known: Gazetteer) -> bool:
    """Tell whether who is named without saying who spoke may be another origin."""
    told = _BODY.fullmatch(origin)
    state = _BODY.fullmatch(unnamed)
    if state is None:
        if _nameless(unnamed, known):
            return True
        return told is not None and told["state"] == unnamed and _OF_STATE.fullmatch(told["body"]) is not None
    outlet = known.outlet(origin)
    return state["body"] == "media" and outlet is not None and known.entity(outlet.country).name == state["state"]


def _nameless(words: str, known: Gazetteer) -> bool:
    """Tell whether words are outlets that nobody names: "Russian state television", "local media"."""
    if not _MEDIA.fullmatch(words) or known.outlet(words):
        return False
    for hit in reversed(known.find(words)):
        words = words[: hit.start] + words[hit.end :].removeprefix("'s").removeprefix("’s")
    return all(word.lower() in _OF_NO_NAME for word in words.split() if word[0].isupper())


def _told(key: str, names: Sequence[str]) -> str:
    """Return the name of an origin: the only one who is told with a name of its own, else that of the body."""
    own = [name for name in names if not (key.startswith(f"{name} (") or _MEDIA.fullmatch(name))]
    return own[0] if len(own) == 1 else names[0] if len(names) == 1 else key
