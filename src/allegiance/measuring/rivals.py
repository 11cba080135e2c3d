"""Which state is the ally's rival, for the contrast: by the register of rivalries, else by what the two do to each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import polars as pl

from allegiance.actors import Gazetteer, opening
from allegiance.assessments.names import label
from allegiance.registers import Registers
from allegiance.relations.frames import CONFLICT

# Acts that the state and the ally must each have had with a rival; fewer in a small table.
_LEAST_ACTS = 50
# Without one on the register, a state is a rival if half of the acts are unfriendly (a tenth is usual), a quarter of these
# or more come from either side, and they are a tenth of all that the ally has with anybody: with less, what comes up are
# states whose outlaws or refugees make news of the other (read off a table of 152 states for 2009-2012).
_HOSTILE, _EITHER_SIDE, _OF_ALL = 0.5, 0.25, 0.1
YEARS = 3
"""Years before the date whose acts count."""


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


def choose(
    rows: pl.DataFrame,
    acts: int,
    gazetteer: Gazetteer,
    state: str,
    ally: str,
    since: date,
    until: date,
    named: str | None,
) -> Choice:
    """Return the rival of the ally that a state could move to.

    Args:
        rows: A table of events, at least those of the two.
        acts: How many there are of all states.
        gazetteer: For names, memberships and alliances.
        state: Gazetteer id of the state asked about.
        ally: That of its ally.
        since, until: The period asked about.
        named: The rival that the user names; it is taken as it is.
    """
    patron = label(ally, gazetteer)
    if named:
        return Choice(named, f"{opening(label(named, gazetteer))} is the rival that the question names.")
    near = rows.filter(pl.col("date").is_between(since - timedelta(days=365 * YEARS), until))
    dealt, unfriendly = _dealings(near, acts, state, ally)
    on_record = _registers().rivals(ally, since, until)
    listed = dealt.filter(pl.col("other").is_in(list(on_record))).sort(
        pl.col("n") * pl.col("own"), "other", descending=[True, False]
    )
    if listed.height:
        rival = str(listed["other"][0])
        row = on_record[rival]
        others = len(on_record) - (state in on_record)
        picked = f", of {others} on it the one that the two states deal with most" if others > 1 else ""
        return Choice(
            rival,
            f"{opening(label(rival, gazetteer))} is a rival of {patron} by the register of rivalries (since "
            f"{row.start.year if row.start else 'long ago'}: {row.ground}){picked}.",
        )
    bound = _bound(ally, gazetteer, since)
    hostile = dealt.filter(
        ~pl.col("other").is_in(sorted(bound))
        & (pl.col("c") >= _HOSTILE * pl.col("n"))
        & (pl.min_horizontal("out", "back") >= _EITHER_SIDE * pl.col("c"))
        & (pl.col("c") >= _OF_ALL * unfriendly)
    ).sort(pl.col("c") ** 2 / pl.col("n"), "other", descending=[True, False])
    none = f"No rival of {patron} with which both states deal enough is on the register of rivalries for the period"
    if hostile.height:
        first = hostile.row(0, named=True)
        return Choice(
            first["other"],
            f"{none}; {label(first['other'], gazetteer)} is the state with the most unfriendly acts with it, from both "
            f"sides, of those that both deal with and that it shares no alliance with ({first['c']:.0f} of "
            f"{first['n']:.0f} acts since {since - timedelta(days=365 * YEARS)}).",
        )
    return Choice(
        "",
        f"{none}, and no other state that both deal with is at odds with it (half of the acts unfriendly, from both sides): "
        "there is no rival to set it against. Another can be named with --rival.",
    )


def _dealings(rows: pl.DataFrame, acts: int, state: str, ally: str) -> tuple[pl.DataFrame, float]:
    """Return the states that both deal with enough, and the number of the ally's unfriendly acts with anybody.

    The frame holds acts with the ally (n), unfriendly ones (c), those by side (out, back), and acts with the state (own).
    """
    weight, hostile = pl.col("origins"), pl.col("quad").is_in(CONFLICT)
    orders = (("actor", "recipient", True), ("recipient", "actor", False))
    both = pl.concat(
        [
            rows.select(one=side, other=other, hostile=hostile, origins=weight, out=pl.lit(out))
            for side, other, out in orders
        ]
    ).filter((pl.col("other").str.len_chars() == 3) & ~pl.col("other").is_in([state, ally]))
    unfriendly = weight.filter("hostile")
    theirs = both.filter(pl.col("one") == ally)
    told = theirs.group_by("other").agg(
        n=weight.sum(),
        c=unfriendly.sum(),
        out=weight.filter(pl.col("hostile") & pl.col("out")).sum(),
        back=weight.filter(pl.col("hostile") & ~pl.col("out")).sum(),
    )
    own = both.filter(pl.col("one") == state).group_by("other").agg(own=weight.sum())
    least = min(_LEAST_ACTS, max(5, acts // 1000))
    return told.join(own, on="other").filter((pl.col("n") >= least) & (pl.col("own") >= least)), float(told["c"].sum())


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
