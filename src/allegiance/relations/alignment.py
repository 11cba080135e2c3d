"""Whether a state moves from its patron to a rival: the contrast, with common shocks taken out.

"Losing an ally" is moving away from the patron, towards the rival, or both. A state that quarrels with everybody (its
own shock), a patron that everybody quarrels with (the partner's), and a world that quarrels more, aren't that: the
offset of a dyad is the state's mean drift with others plus the partner's, less the world's. What the state does to
third parties counts by how they stand with the patron at the time (structural balance; Cartwright and Harary 1956).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from scipy.special import ndtr

from allegiance.relations.change import Change, change, references
from allegiance.relations.drift import DRIFT, MATERIAL
from allegiance.relations.frames import Every, complete, last_day
from allegiance.relations.panel import Panel, drift_since, panel
from allegiance.relations.priors import CHANGE, ENOUGH


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """How a state moved between patron and rival since a date. Drifts are in log-odds of conflict; above 0 is worse.

    Attributes:
        state, patron, rival, since: What was asked.
        from_patron, to_rival: The two dyads' changes as they are.
        patron_offset, rival_offset: The part of each that common shocks explain.
        p_from_patron: Probability that the relation with the patron worsened materially beyond common shocks.
        p_to_rival: Probability that the relation with the rival improved materially beyond them.
        p_contrast: Probability that the first worsened materially more than the second (the state's own shock cancels).
        unmoved: What these three probabilities would be had neither relation moved, for the same uncertainty.
        third_parties: Mean drift with third parties, each signed by its standing with the patron and weighed by its
            evidence: above 0 is away from the patron (worse with its friends, better with its foes).
        third_party_count: How many third parties had enough evidence.
        enough: Whether both dyads had enough evidence.
    """

    state: str
    patron: str
    rival: str
    since: date
    from_patron: Change
    to_rival: Change
    patron_offset: float
    rival_offset: float
    p_from_patron: float
    p_to_rival: float
    p_contrast: float
    unmoved: tuple[float, float, float]
    third_parties: float
    third_party_count: int
    enough: bool


def alignment(
    frame: pl.DataFrame,
    state: str,
    patron: str,
    rival: str,
    *,
    since: date,
    until: date | None = None,
    every: Every = "month",
    dyads: pl.DataFrame | None = None,
) -> Alignment:
    """Return how a state moved between a patron and a rival since a date.

    Args:
        frame: An event table that covers more than the three states: common shocks are read off the others. With
            ``dyads`` the events of the state and of its patron are enough.
        state: Gazetteer id of the state asked about.
        patron: That of its ally.
        rival: That of the patron's rival.
        since: The baseline date.
        until: Last day to use.
        every: Length of a period.
        dyads: The drift of every dyad since the date (:func:`drifts`), if it is known already.
    """
    table = complete(frame)
    last = until or last_day(table) or since
    table = table.filter(pl.col("date") <= last)
    patron_change, rival_change = (
        # sums of a month are dated by its first day, so the last day of all is not theirs
        change(table, state, other, since=since, until=last if dyads is not None else None, every=every, rate=False)
        for other in (patron, rival)
    )
    dyads = drifts(panel(table, every=every), since) if dyads is None else dyads
    away, towards = (_offset(dyads, state, other, leave={patron, rival}) for other in (patron, rival))
    # a shock doesn't fall on all dyads alike: the quiet part of the drift prior tells how unlike
    patron_sd, rival_sd = (float(np.hypot(_sd(found), DRIFT.quiet_sd)) for found in (patron_change, rival_change))
    both_sd = float(np.hypot(patron_sd, rival_sd))
    from_patron, to_rival = patron_change.drift - away, rival_change.drift - towards
    third, number = _third_parties(table, dyads, state, patron, rival, since, every)
    # the state's own shock is in both offsets and cancels in the difference
    return Alignment(
        state=state,
        patron=patron,
        rival=rival,
        since=since,
        from_patron=patron_change,
        to_rival=rival_change,
        patron_offset=away,
        rival_offset=towards,
        p_from_patron=float(ndtr((from_patron - MATERIAL) / patron_sd)),
        p_to_rival=float(ndtr((-to_rival - MATERIAL) / rival_sd)),
        p_contrast=float(ndtr((from_patron - to_rival - MATERIAL) / both_sd)),
        unmoved=(
            float(ndtr(-MATERIAL / patron_sd)),
            float(ndtr(-MATERIAL / rival_sd)),
            float(ndtr(-MATERIAL / both_sd)),
        ),
        third_parties=third,
        third_party_count=number,
        enough=patron_change.enough and rival_change.enough,
    )


def _sd(found: Change) -> float:
    return max((found.high - found.low) / (2 * 1.2816), 1e-6)


def drifts(counted: Panel, since: date) -> pl.DataFrame:
    """Return the drift of every dyad with evidence on both sides of a date, with its precision as weight, in both orders."""
    schema = {"one": pl.String, "other": pl.String, "drift": pl.Float64, "weight": pl.Float64}
    if not counted.dyads:
        return pl.DataFrame(schema=schema)
    found, before, after = drift_since(counted, since)
    keep = np.flatnonzero((before >= ENOUGH) & (after >= ENOUGH)).tolist()
    weight = 1 / (found.sd**2 + DRIFT.quiet_sd**2)
    rows = [(*counted.dyads[i], float(found.mean[i]), float(weight[i])) for i in keep]
    both = rows + [(other, one, mean, sure) for one, other, mean, sure in rows]
    return pl.DataFrame(both, schema=schema, orient="row")


def _offset(dyads: pl.DataFrame, state: str, partner: str, *, leave: set[str]) -> float:
    """Return the drift that common shocks give a dyad: the state's plus the partner's, less the world's."""
    own = dyads.filter((pl.col("one") == state) & ~pl.col("other").is_in(leave))
    theirs = dyads.filter((pl.col("one") == partner) & (pl.col("other") != state) & ~pl.col("other").is_in(leave))
    world = dyads.filter(~pl.col("one").is_in([state, *leave]) & ~pl.col("other").is_in([state, *leave]))
    base = _mean(world)
    return _mean(own, towards=base) + _mean(theirs, towards=base) - base


def _mean(rows: pl.DataFrame, *, towards: float = 0.0, prior: float = 3.0) -> float:
    """Return the weighted mean drift, drawn towards a value so that few dyads make no large shock."""
    drift, weight = rows["drift"].to_numpy(), rows["weight"].to_numpy()
    return float(((drift * weight).sum() + prior * towards) / (weight.sum() + prior))


def _third_parties(
    table: pl.DataFrame, dyads: pl.DataFrame, state: str, patron: str, rival: str, since: date, every: Every
) -> tuple[float, int]:
    settings = CHANGE[every]
    own = dyads.filter((pl.col("one") == state) & ~pl.col("other").is_in([patron, rival]))
    theirs = table.filter(((pl.col("actor") == patron) | (pl.col("recipient") == patron)) & (pl.col("date") < since))
    known = references(theirs, since, settings, every=every)
    total = weights = 0.0
    number = 0
    for other, moved, weight in own.select("other", "drift", "weight").iter_rows():
        alpha, beta = known.get(tuple(sorted((patron, other))), (0.0, 0.0))
        if alpha + beta - settings.strength < ENOUGH:
            continue
        # from 1 (never conflict) through 0 (half) to -1 (nothing but conflict)
        standing = (beta - alpha) / (alpha + beta)
        total += weight * standing * moved
        weights += weight * abs(standing)
        number += 1
    return (total / weights if weights else 0.0), number


def blocs(
    frame: pl.DataFrame,
    state: str,
    members: Mapping[str, Iterable[str]],
    *,
    since: date,
    until: date | None = None,
    every: Every = "month",
) -> list[Change]:
    """Return a state's change towards each bloc, its members' events with the state put together.

    Args:
        frame: An event table.
        state: Gazetteer id of the state.
        members: The blocs by name, each with its members' ids (the organisation's own id may be one).
        since: The baseline date.
        until: Last day to use.
        every: Length of a period.

    Returns:
        One change per bloc, in the given order, with the bloc's name as recipient.
    """
    table = complete(frame)
    found = []
    for name, ids in members.items():
        theirs = [member for member in ids if member != state]
        out = table.filter((pl.col("actor") == state) & pl.col("recipient").is_in(theirs))
        back = table.filter((pl.col("recipient") == state) & pl.col("actor").is_in(theirs))
        pooled = pl.concat([out.with_columns(recipient=pl.lit(name)), back.with_columns(actor=pl.lit(name))])
        found.append(change(pooled, state, name, since=since, until=until or last_day(table), every=every, rate=False))
    return found
