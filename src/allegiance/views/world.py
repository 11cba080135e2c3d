"""The map and network page: one party's relations to all others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from allegiance.percentages import percent
from allegiance.views.graphic import Cell, Graphic
from allegiance.views.text import BOUNDARY_NOTE
from allegiance.views.wording import BREAKS, CLASSES, THIN, between, legend, level_class, plural


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """How the focal party stands with one other.

    Attributes:
        level: Expected share of conflict; ``low`` and ``high`` bound its 80 % interval.
        on_map: Whether it is a state or an entity that the map can show.
    """

    id: str
    name: str
    kind: str
    cooperation: float
    conflict: float
    events: int
    level: float
    low: float
    high: float
    href: str
    on_map: bool

    @property
    def thin(self) -> bool:
        """Whether there are too few events to say much."""
        return self.cooperation + self.conflict < THIN

    @property
    def words(self) -> str:
        """What its colour says."""
        return in_words(self.level, self.cooperation + self.conflict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """How two others stand with each other; ``low`` and ``high`` bound the 80 % interval of the share of conflict."""

    a: str
    b: str
    names: tuple[str, str]
    cooperation: float
    conflict: float
    events: int
    level: float
    low: float
    high: float
    href: str

    @property
    def words(self) -> str:
        """What its colour and dashes say."""
        return in_words(self.level, self.cooperation + self.conflict)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The context of the page.

    Attributes:
        undated: Whether there are events between two parties, but none is told as done on a known day.
    """

    state: str
    state_name: str
    choices: tuple[tuple[str, str], ...]
    start: date | None
    end: date | None
    first: date | None
    last: date | None
    undated: bool
    others: tuple[Other, ...]
    map: Graphic | None
    network: Graphic | None
    boundary_note: str = BOUNDARY_NOTE


def in_words(level: float, acts: float) -> str:
    """Return what a colour says of a share of conflict, and whether so many acts are thin.

    >>> in_words(0.1, 40), in_words(0.6, 2)
    ('mostly cooperation', 'mixed, more conflict, thin evidence')
    """
    return CLASSES[level_class(level)] + (", thin evidence" if acts < THIN else "")


def _row(label: str, one: Other | Edge) -> tuple[Cell | str, ...]:
    return (
        Cell(label, one.href),
        one.words,
        percent(one.level),
        between(one.low, one.high),
        f"{one.cooperation:g}",
        f"{one.conflict:g}",
    )


_COLUMNS = ("In words", "#Share of conflict", "80 % interval", "#Cooperation", "#Conflict")


def world_map(state: str, state_name: str, others: Sequence[Other]) -> Graphic:
    """Return the map of a party's relations."""
    return Graphic(
        id="map",
        element="al-map",
        heading=f"{state_name} and the world",
        says=(
            f"Colour is the share of conflict among the acts between {state_name} and each other state, in seven classes "
            "that stay the same at all times; faint colour is thin evidence, hatching no event at all."
        ),
        data={
            "state": state,
            "name": state_name,
            "breaks": BREAKS,
            "classes": legend(),
            "others": [
                {
                    "id": o.id,
                    "name": o.name,
                    "class": level_class(o.level),
                    "level": percent(o.level),
                    "events": o.events,
                    "thin": o.thin,
                    "href": o.href,
                }
                for o in others
                if o.on_map
            ],
        },
        columns=("With", *_COLUMNS),
        rows=[_row(o.name, o) for o in others if o.on_map],
        note=(
            f"{BOUNDARY_NOTE} Entities whose status is contested are drawn with a dashed line and listed beneath the map; "
            "small states are circles."
        ),
    )


def network(state: str, state_name: str, others: Sequence[Other], edges: Sequence[Edge]) -> Graphic:
    """Return the ego network: the party, those it deals with most, and how these stand with each other."""
    return Graphic(
        id="network",
        element="al-network",
        heading=f"{state_name} among third parties",
        says=(
            f"In the middle {state_name}, around it those it deals with most, from cooperation (right) to conflict (left); a "
            "line's width is the number of events, its colour and dashes how the two stand."
        ),
        data={
            "state": state,
            "name": state_name,
            "nodes": [
                {
                    "id": o.id,
                    "name": o.name,
                    "class": level_class(o.level),
                    "level": percent(o.level),
                    "events": o.events,
                    "thin": o.thin,
                    "href": o.href,
                }
                for o in others
            ],
            "edges": [
                {
                    "a": e.a,
                    "b": e.b,
                    "events": e.events,
                    "class": level_class(e.level),
                    "told": f"{' and '.join(e.names)}: {e.words}, {plural(e.events, 'event')}",
                    "href": e.href,
                }
                for e in edges
            ],
            "classes": legend(),
        },
        columns=("Between", *_COLUMNS),
        rows=[_row(f"{state_name} and {o.name}", o) for o in others] + [_row(" and ".join(e.names), e) for e in edges],
        note="Lines between third parties are drawn where the two have at least three events with each other.",
    )
