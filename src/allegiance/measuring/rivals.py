"""Which state is the ally's rival, for the contrast: by the register of rivalries, else by what the two do to each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from allegiance.actors import Gazetteer, opening
from allegiance.assessments.names import label
from allegiance.baseline import BASELINE
from allegiance.measuring.ground import Ground
from allegiance.registers import Registers

# Acts that the state and the ally must each have had with a rival; fewer in a small table.
_LEAST_ACTS = 50
# Without one on the register, a state is a rival if half of the acts are unfriendly (a tenth is usual), a quarter of these
# or more come from either side, and they are a tenth of all that the ally has with anybody: with less, what comes up are
# states whose outlaws or refugees make news of the other (read off a table of 152 states for 2009-2012).
_HOSTILE, _EITHER_SIDE, _OF_ALL = 0.5, 0.25, 0.1


@dataclass(frozen=True, slots=True)
class Choice:
    """The ally's rival, and the rule by which it was chosen, in a sentence; ``rival`` is empty when there is none."""

    rival: str
    rule: str


@cache
def _registers() -> Registers:
    return Registers.load()


def rivalries(state: str) -> dict[frozenset[str], list[tuple[date | None, date | None]]]:
    """Return a state's rivalries on record, each pair with first days and days after the last."""
    found: dict[frozenset[str], list[tuple[date | None, date | None]]] = {}
    for row in _registers().rivalries:
        if state in (row.a, row.b):
            found.setdefault(frozenset((row.a, row.b)), []).append((row.start, row.end))
    return found


def on_record(ally: str, since: date, until: date, *, named: str | None) -> set[str]:
    """Return the ally's rivals in a period: the one that the user names, else those on the register of rivalries."""
    return {named} if named else set(_registers().rivals(ally, since, until))


def choose(
    ground: Ground, gazetteer: Gazetteer, state: str, ally: str, since: date, until: date, named: str | None
) -> Choice:
    """Return the rival of the ally that a state could move to.

    Args:
        ground: Events, at least those of the two.
        gazetteer: For names, memberships and alliances.
        state: Gazetteer id of the state asked about.
        ally: That of its ally.
        since, until: The period asked about.
        named: The rival that the user names; it is taken as it is.
    """
    patron = label(ally, gazetteer)
    if named:
        return Choice(named, f"{opening(label(named, gazetteer))} is the rival that the question names.")
    states = [d for d in ground.dealings() if len(d.other) == 3 and d.other not in (state, ally)]
    unfriendly = sum(d.c for d in states)
    least = min(_LEAST_ACTS, max(5, ground.acts // 1000))
    dealt = [d for d in states if d.n >= least and d.own >= least]
    on_record = _registers().rivals(ally, since, until)
    listed = sorted((d for d in dealt if d.other in on_record), key=lambda d: (-d.n * d.own, d.other))
    if listed:
        rival = listed[0].other
        row = on_record[rival]
        others = len(on_record) - (state in on_record)
        picked = f", of {others} on it the one that the two states deal with most" if others > 1 else ""
        return Choice(
            rival,
            f"{opening(label(rival, gazetteer))} is a rival of {patron} by the register of rivalries (since "
            f"{row.start.year if row.start else 'long ago'}: {row.ground}){picked}.",
        )
    bound = _bound(ally, gazetteer, since)
    hostile = sorted(
        (
            d
            for d in dealt
            if d.other not in bound
            and d.c >= _HOSTILE * d.n
            and min(d.out, d.back) >= _EITHER_SIDE * d.c
            and d.c >= _OF_ALL * unfriendly
        ),
        key=lambda d: (-(d.c**2) / d.n, d.other),
    )
    none = f"No rival of {patron} with which both states deal enough is on the register of rivalries for the period"
    if hostile:
        first = hostile[0]
        return Choice(
            first.other,
            f"{none}; {label(first.other, gazetteer)} is the state with the most unfriendly acts with it, from both "
            f"sides, of those that both deal with and that it shares no alliance with ({first.c:.0f} of "
            f"{first.n:.0f} acts since {since - BASELINE}).",
        )
    return Choice(
        "",
        f"{none}, and no other state that both deal with is at odds with it (half of the acts unfriendly, from both sides): "
        "there is no rival to set it against. Another can be named with --rival.",
    )


def _bound(ally: str, gazetteer: Gazetteer, on: date) -> set[str]:
    """Return the states that share an alliance or a bloc with the ally, or a treaty of defence."""
    bodies = [
        body for body in gazetteer.memberships(ally, on=on) if gazetteer.entity(body).kind in ("alliance", "bloc")
    ]
    found = {member for body in bodies for member in gazetteer.members(body, on=on)}
    for treaty in _registers().treaties:
        start = treaty.start or treaty.signed
        lasts = (start is None or start <= on) and (treaty.end is None or on < treaty.end)
        if treaty.kind == "defence" and ally in treaty.parties and lasts:
            found.update(treaty.parties)
    return found
