"""A chain of sources told in a few lines: who reported first-hand, who cites whom, and where the reports differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from allegiance.actors import Gazetteer
from allegiance.records import Sourcing
from allegiance.views.text import name

# Steps of one chain that are shown, outlets named in one place, and characters of a reading: enough for a reader, and for
# a file that holds eighty of them.
_STEPS, _OUTLETS, _VALUE = 12, 4, 90


@dataclass(frozen=True, slots=True)
class Step:
    """One source that rests on another: how, by which words, in how many articles."""

    first: str
    how: str
    second: str
    words: str
    times: int


@dataclass(frozen=True, slots=True)
class Told:
    """One reading of a disputed field, and who tells it so."""

    value: str
    outlets: str
    blocs: str


@dataclass(frozen=True, slots=True)
class Chain:
    """What a reader sees of a chain.

    Attributes:
        report, deny: By whose word the event happened or will, and by whose it did not.
        own: Who tells it first-hand, each with its bloc where known.
        steps: Who cites, quotes or copies whom; ``more`` counts those left out.
        disputed: For each field on which the reports can't all be right, what they say.
    """

    articles: int
    outlets: int
    origins: tuple[str, ...]
    report: tuple[str, ...]
    deny: tuple[str, ...]
    own: tuple[str, ...]
    steps: tuple[Step, ...]
    more: int
    disputed: tuple[tuple[str, tuple[Told, ...]], ...]


def chain(found: Sourcing, gazetteer: Gazetteer) -> Chain:
    """Return a chain for a reader."""
    words: dict[tuple[str, str, str], set[str]] = {}
    mentions: dict[tuple[str, str, str], set[str]] = {}
    for edge in found.edges:
        key = (edge.first, edge.kind, edge.second)
        words.setdefault(key, set()).add(edge.cue)
        mentions.setdefault(key, set()).add(edge.mention)
    steps = [
        Step(name(first, gazetteer), how, name(second, gazetteer), _some(sorted(words[key])), len(mentions[key]))
        for key in words
        for first, how, second in [key]
    ]
    own = [node for node in found.nodes if node.first_hand]
    told = [(node.id + (f" ({node.bloc})" if node.bloc else "")) for node in own]
    return Chain(
        articles=found.articles,
        outlets=found.outlets,
        origins=tuple(name(origin, gazetteer) for origin in found.origins),
        report=tuple(name(origin, gazetteer) for origin in found.report),
        deny=tuple(name(origin, gazetteer) for origin in found.deny),
        own=(*told[:_STEPS], *((f"{len(told) - _STEPS} more",) if len(told) > _STEPS else ())),
        steps=tuple(steps[:_STEPS]),
        more=max(0, len(steps) - _STEPS),
        disputed=tuple((field, _readings(found, field, gazetteer)) for field in found.disputed),
    )


def _readings(found: Sourcing, field: str, gazetteer: Gazetteer) -> tuple[Told, ...]:
    rows = [r for r in found.readings if r.field == field]
    kept = [
        Told(
            value=_cut(_parties(r.value, gazetteer) if field == "who" else r.value),
            outlets=_some(r.outlets),
            blocs="; ".join(r.blocs),
        )
        for r in rows[:_STEPS]
    ]
    if len(rows) > _STEPS:
        kept.append(Told(value=f"{len(rows) - _STEPS} more", outlets="", blocs=""))
    return tuple(kept)


def _parties(value: str, gazetteer: Gazetteer) -> str:
    return " → ".join(", ".join(name(p, gazetteer) for p in side.split(", ") if p) for side in value.split(" → "))


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    rest = f" and {len(listed) - _OUTLETS} more" if len(listed) > _OUTLETS else ""
    return ", ".join(listed[:_OUTLETS]) + rest


def _cut(value: str) -> str:
    return value if len(value) <= _VALUE else value[:_VALUE].rpartition(" ")[0] + " …"
