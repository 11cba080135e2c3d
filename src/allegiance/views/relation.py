"""The relation page: how two parties stand, month by month, and on what it rests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from allegiance.actors import the
from allegiance.percentages import percent
from allegiance.records import BandMonth, Turn
from allegiance.views.graphic import Cell, Graphic
from allegiance.views.wording import THIN, between, moved


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One event in a list.

    Attributes:
        when: The day for a reader, who is told where no report names it.
        mutual: Both did it, neither to the other.
        articles: How many report it.
        words: The sentence that shows it best, shortened, and ``outlet``, who published that; empty where none was looked up.
    """

    id: str
    day: date | None
    when: str
    who: str
    whom: str
    act: str
    quad: str
    status: str
    origins: int
    articles: int
    href: str
    mutual: bool = False
    words: str = ""
    outlet: str = ""

    @property
    def parties(self) -> str:
        """Who did it to whom, or which two did it together."""
        return f"{self.who} and {self.whom}" if self.mutual else f"{self.who} → {self.whom}" if self.whom else self.who

    @property
    def side(self) -> str:
        """``conflict`` or ``cooperation``, for the mark beside its words."""
        return "conflict" if self.quad.endswith("conflict") else "cooperation"


@dataclass(frozen=True, slots=True, kw_only=True)
class TieRow:
    """A standing tie of the two."""

    kind: str
    name: str
    since: str
    until: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationPage:
    """The context of the page.

    Attributes:
        start, end: The days shown, after the brush; ``first`` and ``last`` those that there are.
        total: Events in the days shown, of which ``events`` lists one page.
        chosen: The event stepped to, with the addresses of the ones before and after it in time; ``lost`` if it is not there.
    """

    actor: str
    recipient: str
    actor_name: str
    recipient_name: str
    first: date | None
    last: date | None
    start: date | None
    end: date | None
    brushed: bool
    summary: str
    thin: bool
    course: Graphic | None
    events: tuple[EventRow, ...]
    total: int
    offset: int
    size: int
    chosen: EventRow | None
    chosen_place: str
    lost: bool
    older: str | None
    newer: str | None
    next_page: str | None
    previous_page: str | None
    ties: tuple[TieRow, ...]
    votes: tuple[EventRow, ...]
    assess: str
    whole: str


def course(
    months: Sequence[BandMonth],
    turns: Sequence[Turn],
    key: Sequence[EventRow],
    coverage: Sequence[tuple[date, int]],
    *,
    names: tuple[str, str],
    window: tuple[date, date] | None,
) -> Graphic:
    """Return the course of a relation as a graphic.

    Args:
        months: All months, so that the brush has something to move over.
        turns: Months at which the relation turned.
        key: The weightiest events, to be marked.
        coverage: Articles on either of the two with anybody, by month.
        names: Their names.
        window: The days that the rest of the page is narrowed to, if it is.
    """
    covered = dict(coverage)
    return Graphic(
        id="course",
        element="al-course",
        heading="The course of the relation",
        says=(
            f"Above, acts of cooperation (up) and conflict (down) between {the(names[0])} and {the(names[1])} by month, one "
            "for each independent origin; in the middle, the share of conflict that may be expected, with its 50 % and 90 % "
            "bands; beneath, the articles on either of them."
        ),
        data={
            "months": [
                [
                    m.month,
                    m.cooperation,
                    m.conflict,
                    round(m.level, 4),
                    round(m.low50, 4),
                    round(m.high50, 4),
                    round(m.low90, 4),
                    round(m.high90, 4),
                    covered.get(m.month, 0),
                ]
                for m in months
            ],
            "turns": [{"month": t.month, "words": moved(t.direction), "odds": percent(t.p)} for t in turns],
            "key": [
                {"day": e.day, "when": e.when, "act": e.act, "parties": e.parties, "side": e.side, "href": e.href}
                for e in key
            ],
            "window": list(window) if window else None,
            "thin": THIN,
        },
        columns=("Month", "#Cooperation", "#Conflict", "#Share of conflict", "50 % band", "90 % band", "#Articles"),
        rows=[
            (
                Cell(m.month.strftime("%Y-%m")),
                f"{m.cooperation:g}",
                f"{m.conflict:g}",
                percent(m.level),
                between(m.low50, m.high50),
                between(m.low90, m.high90),
                str(covered.get(m.month, 0)),
            )
            for m in reversed(months)
        ],
        note=(
            "Months without an event carry the earlier level on and drift back to what is usual between states; their bands "
            "widen or stay as wide as they were, never narrower, since silence tells nothing. The line is dashed there: "
            "no report is no proof that nothing was done. "
            + (
                "Turns: "
                + "; ".join(f"{t.month:%B %Y} {moved(t.direction)[2:]} ({percent(t.p)} likely)" for t in turns)
                + "."
                if turns
                else "No month stands out as a turn that is 80 % likely or more."
            )
        ),
    )
