"""The movers page: which pairs moved most since a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from allegiance.percentages import percent
from allegiance.views.graphic import Cell, Graphic
from allegiance.views.wording import moved


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """One pair.

    Attributes:
        p: Probability that the odds of conflict moved by a quarter or more in that direction.
        named: Whether it stays on the list when at most a tenth of those named may be wrong.
        events: Effective events since the day; few are thin.
        course: (month, share of conflict, events) for the small line.
        assess: Address of the answer about the pair since the same day.
    """

    actor: str
    recipient: str
    actor_name: str
    recipient_name: str
    direction: str
    p: float
    named: bool
    before: float
    events: float
    course: tuple[tuple[date, float, float], ...]
    href: str
    assess: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """One pair with all its events.

    Attributes:
        done: Events that are asserted; the others are planned, denied or remembered.
        conflict: Those of ``done`` that are conflict.
        latest: The last day with an event that is done.
    """

    actor_name: str
    recipient_name: str
    events: int
    done: int
    conflict: int
    latest: date | None
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Movers:
    """The context of the page.

    Attributes:
        tried: Pairs that were looked at; those with too little evidence on either side of the day are not listed.
        holds: How much the store holds, in words.
    """

    since: date | None
    until: date | None
    first: date | None
    last: date | None
    movers: tuple[Mover, ...]
    tried: int
    pairs: tuple[PairRow, ...]
    holds: tuple[str, ...]
    graphic: Graphic | None


def graphic(movers: Sequence[Mover], *, since: date) -> Graphic:
    """Return the list of movers as a graphic with its table."""
    return Graphic(
        id="movers",
        element="al-movers",
        heading="Pairs that moved most",
        says=(
            "Each line is the share of conflict among what two did to each other or together, month by month, from 0 % "
            "(below) to 100 % (above), dashed where a month has no such event; the dotted line is "
            f"{since.day} {since:%B %Y}. The percentage says how likely it is that the two have since moved that way, their "
            "odds of conflict rising (apart) or falling (closer) by a quarter or more."
        ),
        data={
            "since": since,
            "rows": [
                {
                    "pair": f"{m.actor_name} and {m.recipient_name}",
                    "href": m.href,
                    "direction": m.direction,
                    "words": moved(m.direction, sure=m.named),
                    "assess": m.assess,
                    "likely": percent(m.p),
                    "named": m.named,
                    "events": round(m.events),
                    "before": round(m.before),
                    "course": [[month, round(level, 3), n] for month, level, n in m.course],
                }
                for m in movers
            ],
        },
        columns=("Pair", "Moved", "#How likely", "#Counted before", "#Counted since", "Sure enough to name", "Answer"),
        rows=[
            (
                Cell(f"{m.actor_name} and {m.recipient_name}", m.href),
                moved(m.direction, sure=m.named),
                percent(m.p),
                f"{m.before:.0f}",
                f"{m.events:.0f}",
                "yes" if m.named else "no",
                Cell("the answer", m.assess),
            )
            for m in movers
        ],
        note=(
            "Events are counted by independent origin, and count for less where many come in one month or lie far back; "
            "plans and denials don't count, so these are fewer than the events listed beneath. "
            "A pair is sure enough to "
            "name when, of all named, at most one in ten may be expected wrong. These percentages leave out what usually "
            "happens among others, third parties and who reports, so an answer about a pair is often less sure or another: "
            "take from here where to look, and quote the answer."
        ),
    )
