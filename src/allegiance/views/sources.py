"""The sources page: who published how much, how much of it on its own word, and what rests on one outlet alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from allegiance.percentages import share
from allegiance.views.graphic import Cell, Graphic


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRow:
    """One outlet.

    Attributes:
        first_hand, citing: Mentions told on its own word, and those that cite another outlet.
        alone: Events that nobody else reports.
        contradicted: Claims of its articles that the registers contradict.
        cites: Whom it cites, with how often.
    """

    outlet: str
    kind: str
    country: str
    articles: int
    mentions: int
    first_hand: int
    citing: int
    events: int
    alone: int
    contradicted: int
    first: date | None
    last: date | None
    cites: tuple[tuple[str, int], ...]
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """What a pair of parties loses without the outlet."""

    pair: str
    events: int
    alone: int
    assess: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage:
    """The context of the page; ``chosen`` is the outlet dropped, with what is lost."""

    rows: tuple[OutletRow, ...]
    total: int
    volume: Graphic | None
    chosen: OutletRow | None
    lost: tuple[Lost, ...]


def volume(rows: Sequence[OutletRow], *, most: int = 20) -> Graphic:
    """Return the outlets by volume as a graphic."""
    return Graphic(
        id="volume",
        element="al-outlets",
        heading="Outlets by volume",
        says=(
            "Each bar is the number of coded mentions of an outlet: solid, what it tells on its own word; hatched, what it "
            "takes from another outlet that it names."
        ),
        data={
            "rows": [
                {
                    "outlet": r.outlet or "unknown outlet",
                    "first": r.first_hand,
                    "citing": r.citing,
                    "href": r.href if r.outlet else None,
                }
                for r in sorted(rows, key=lambda r: (-r.mentions, r.outlet))[:most]
            ]
        },
        columns=(
            "Outlet",
            "Kind",
            "#Articles",
            "#Mentions",
            "#First-hand",
            "#Events",
            "#Events on its word alone",
            "#Contradicted by the record",
            "Cites",
        ),
        rows=[
            (
                Cell(r.outlet, r.href) if r.outlet else "unknown outlet",
                ", ".join(part for part in (r.kind, r.country) if part) or "–",
                str(r.articles),
                str(r.mentions),
                share(r.first_hand, r.mentions) if r.mentions else "–",
                str(r.events) if r.outlet else "–",
                str(r.alone) if r.outlet else "–",
                str(r.contradicted),
                ", ".join(f"{cited} ({n})" for cited, n in r.cites) or "–",
            )
            for r in rows
        ],
    )
