"""This project's own events as a table for the contrast: sums by month of what either state did and had done to it.

The contrast needs more of the other pairs than their drift, but no more than that: it is worked out once for a date, and
kept while the store's tables stay as they are.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl

from allegiance import assessments, outside, relations
from allegiance.assessments.acts import QUADS, STATUSES, Acts, Ints
from allegiance.measuring.rivals import YEARS
from allegiance.measuring.tables import Ground
from allegiance.records import Status
from allegiance.relations.frames import CONFLICT
from allegiance.store import Store

_HOSTILE = np.array([quad.value in CONFLICT for quad in QUADS])
# A quad and a status stand for all that count alike.
_QUAD, _STATUS = np.array(["verbal cooperation", CONFLICT[0]]), np.array(["planned", "asserted"])
_PLAIN = STATUSES.index(Status.ASSERTED)


def own(store: Store, bearing: assessments.Bearing, since: date, until: date) -> Ground | None:
    """Return the events of this project as ground for a contrast, or None where they lie on one side of the date only."""
    row = store.steady("dyads_held", [until])[0]
    if not row["acts"] or row["first"] >= since or row["last"] < since:
        return None
    cuts = [day.toordinal() for day in (since - timedelta(days=365 * YEARS), since)]
    state, ally = bearing.number_of(bearing.state), bearing.number_of(bearing.ally)
    parts = [
        _sums(acts, party, cuts, until.toordinal(), bearing, leave=leave)
        for acts, party, leave in ((bearing.own, state, -1), (bearing.theirs, ally, state))
    ]
    return Ground(
        source=outside.OWN,
        rows=pl.concat(parts),
        acts=int(row["acts"]),
        every="month",
        drifts=store.keep(("drifts", since, until), lambda: _drifts(store, since, until), size=lambda f: 64 * f.height),
        last=row["last"],
    )


def _drifts(store: Store, since: date, until: date) -> pl.DataFrame:
    tally = store.frame("panel", [until])
    return relations.drifts(relations.panel_of(tally, every="month"), since)


def _sums(
    acts: Acts, party: int, cuts: list[int], last: int, bearing: assessments.Bearing, *, leave: int
) -> pl.DataFrame:
    """Return a party's acts summed by month, cut at some days, with each other party but one."""
    rows, others, does, takes = acts.entries()
    number = np.bincount(rows, minlength=len(acts))
    both = np.bincount(rows, weights=does & takes, minlength=len(acts)) == number
    mutual = acts.does & (number > 0) & (~acts.answered | (acts.takes & both))
    day = acts.middle[rows]
    kept = (day > 0) & (day <= last) & (others != leave)
    out, back = (kept & (mutual[rows] | way) for way in (acts.does[rows] & takes, does & acts.takes[rows]))
    at = np.concatenate([np.flatnonzero(out), np.flatnonzero(back)])
    found, other = np.unique(others[at], return_inverse=True)
    bounds = _bounds(day[at], cuts)
    bucket = np.searchsorted(bounds, day[at], side="right") - 1
    row = rows[at]
    code = other * len(bounds) + bucket
    for flag in (_HOSTILE[acts.quad[row]], acts.status[row] == _PLAIN, mutual[row], np.arange(len(at)) >= out.sum()):
        code = 2 * code + flag
    weight = np.maximum(1, acts.origins.lengths[row]).astype(np.float64)
    # of nothing, bincount gives whole numbers, whatever the weights
    sums = np.bincount(code, weights=weight).astype(np.float64)
    cell = np.flatnonzero(sums)
    flags = [(cell >> place) & 1 for place in range(4)]
    other, bucket = np.divmod(cell >> 4, max(1, len(bounds)))
    names = bearing.names([*found.tolist(), party])
    theirs = pl.Series([names[n] for n in found.tolist()], dtype=pl.String).gather(other)
    ours = pl.lit(names[party])
    frame = pl.DataFrame(
        {
            "date": (bounds[bucket] - date(1970, 1, 1).toordinal()).astype("M8[D]"),
            "other": theirs,
            "back": flags[0].astype(np.bool_),
            "mutual": flags[1].astype(np.bool_),
            "status": _STATUS[flags[2]],
            "quad": _QUAD[flags[3]],
            "origins": sums[cell],
        }
    )
    return frame.select(
        "date",
        actor=pl.when("back").then("other").otherwise(ours),
        recipient=pl.when("back").then(ours).otherwise("other"),
        quad="quad",
        status="status",
        mutual="mutual",
        origins="origins",
    )


def _bounds(days: Ints, cuts: list[int]) -> Ints:
    """Return the first days of the months from the first of some days to the last, and the days on which these are cut."""
    if not len(days):
        return np.array(cuts, dtype=np.int64)
    epoch = date(1970, 1, 1).toordinal()
    first, last = ((np.array([day - epoch]).astype("M8[D]").astype("M8[M]"))[0] for day in (days.min(), days.max()))
    starts = np.arange(first, last + 1).astype("M8[D]").astype(np.int64) + epoch
    return np.unique(np.concatenate([starts, np.array(cuts)]))
