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

from allegiance.baseline import BASELINE
from allegiance.relations.change import Change, change, level_of_sums, recent_of_all
from allegiance.relations.drift import DRIFT, MATERIAL
from allegiance.relations.drifts import Cells, Drifts, drifts
from allegiance.relations.frames import Every, complete, counts, last_day
from allegiance.relations.model import Settings
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
) -> Alignment:
    """Return how a state moved between a patron and a rival since a date.

    Args:
        frame: An event table that covers more than the three states: common shocks are read off the others.
        state: Gazetteer id of the state asked about.
        patron: That of its ally.
        rival: That of the patron's rival.
        since: The baseline date.
        until: Last day to use.
        every: Length of a period.
    """
    table = complete(frame)
    last = until or last_day(table) or since
    table = table.filter(pl.col("date") <= last)
    changes = [change(table, state, other, since=since, every=every, rate=False) for other in (patron, rival)]
    cells = Cells.of(counts(table, every=every, directed=False), every=every)
    before = pl.col("date").is_between(since - BASELINE, since, closed="left")
    theirs = table.filter(((pl.col("actor") == patron) | (pl.col("recipient") == patron)) & before)
    known = recent_of_all(theirs, since, CHANGE[every], every=every)
    dealings = {one if other == patron else other: sums for (one, other), sums in known.items()}
    return aligned(changes[0], changes[1], drifts(cells, since), dealings, CHANGE[every])


def aligned(
    patron_change: Change,
    rival_change: Change,
    dyads: Drifts,
    dealings: Mapping[str, tuple[float, float]],
    settings: Settings,
) -> Alignment:
    """Return how a state moved between a patron and a rival, from what is known of the dyads.

    Args:
        patron_change, rival_change: The state's change towards either.
        dyads: The drift of all dyads since the date.
        dealings: Conflict and all events of the patron with others in the three years before the date, weighed for clumping
            and age.
        settings: What they were weighed by.
    """
    state, patron, rival = patron_change.actor, patron_change.recipient, rival_change.recipient
    away, towards = (dyads.offset(state, other, leave={patron, rival}) for other in (patron, rival))
    # a shock doesn't fall on all dyads alike: the quiet part of the drift prior tells how unlike
    patron_sd, rival_sd = (float(np.hypot(_sd(found), DRIFT.quiet_sd)) for found in (patron_change, rival_change))
    both_sd = float(np.hypot(patron_sd, rival_sd))
    from_patron, to_rival = patron_change.drift - away, rival_change.drift - towards
    third, number = _third_parties(dyads.of(state, leave={patron, rival}), dealings, settings)
    # the state's own shock is in both offsets and cancels in the difference
    return Alignment(
        state=state,
        patron=patron,
        rival=rival,
        since=patron_change.since,
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


def _third_parties(
    moves: Iterable[tuple[str, float, float]], dealings: Mapping[str, tuple[float, float]], settings: Settings
) -> tuple[float, int]:
    total = weights = 0.0
    number = 0
    for other, moved, weight in moves:
        conflict, events = dealings.get(other, (0.0, 0.0))
        if events < ENOUGH:
            continue
        alpha, beta = level_of_sums(conflict, events, settings)
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
