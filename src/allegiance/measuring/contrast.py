"""The move from the ally set against moves to its rival, to blocs, and with third parties."""

from __future__ import annotations

from datetime import date
from math import log, tanh

import polars as pl

from allegiance import assessments
from allegiance.actors import Gazetteer
from allegiance.assessments.names import label
from allegiance.baseline import BASELINE
from allegiance.measuring.ground import Ground
from allegiance.measuring.rivals import choose
from allegiance.measuring.tables import Table
from allegiance.records import BlocMove, Contrast
from allegiance.relations.frames import CONFLICT

# Blocs that a state may move towards; members are those of the day asked about.
BLOCS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("CSTO and EAEU", ("CSTO", "EAEU"), ()),
    ("EU and NATO", ("EU", "NATO"), ()),
    ("China", (), ("CHN",)),
    ("Gulf Cooperation Council", ("GCC",), ()),
    ("ASEAN", ("ASEAN",), ()),
)
_ALWAYS = 3
# Share of conflict that is usual between two states (priors.LEVEL) and the scale on which standing is read.
_USUAL, _SCALE = 0.11, 1.5
_LEAST_STANDING = 10


def contrast(
    ground: Ground, gazetteer: Gazetteer, state: str, ally: str, since: date, until: date, rival: str | None
) -> Contrast:
    """Return the move from the ally against that to its rival."""
    moves = _blocs(ground, gazetteer, state, ally, since)
    choice = choose(ground, gazetteer, state, ally, since, until, rival)
    if not choice.rival:
        return Contrast(
            rival="",
            rule=choice.rule,
            source=ground.source,
            p_from_ally=0.0,
            p_to_rival=0.0,
            p_contrast=0.0,
            third_parties=0.0,
            third_party_count=0,
            enough=False,
            blocs=moves,
            prior=assessments.EVENT_PRIOR,
        )
    found = ground.alignment(choice.rival)
    return Contrast(
        rival=choice.rival,
        rule=choice.rule,
        source=ground.source,
        p_from_ally=found.p_from_patron,
        p_to_rival=found.p_to_rival,
        p_contrast=found.p_contrast,
        third_parties=found.third_parties,
        third_party_count=found.third_party_count,
        enough=found.enough,
        blocs=moves,
        unmoved=found.unmoved,
        prior=assessments.EVENT_PRIOR,
    )


_ORDERS = (("actor", "recipient"), ("recipient", "actor"))


def _blocs(ground: Ground, gazetteer: Gazetteer, state: str, ally: str, since: date) -> tuple[BlocMove, ...]:
    members = {}
    allied = set()
    for name, bodies, ids in BLOCS:
        theirs = {*ids, *bodies} | {m for body in bodies for m in gazetteer.members(body, on=since)}
        # the ally is asked about by itself; a bloc with it would tell the same acts twice
        told = f"{name}, without {label(ally, gazetteer)}" if ally in theirs else name
        if ally in theirs:
            allied.add(told)
        if theirs - {state, ally}:
            members[told] = sorted(theirs - {state, ally})
    moves = []
    for number, found in enumerate(ground.blocs(members)):
        if number >= _ALWAYS and not found.enough:
            continue
        moves.append(
            BlocMove(
                bloc=found.recipient,
                members=len(members[found.recipient]),
                drift=found.drift,
                low=found.low,
                high=found.high,
                p_away=found.p_materially_worse,
                p_towards=found.p_materially_better,
                enough=found.enough,
                allied=found.recipient in allied,
            )
        )
    return tuple(moves)


def standing(table: Table, ally: str, since: date) -> dict[frozenset[str], float]:
    """Return how the ally stood with each other state in the years before the date, against what is usual."""
    rows = table.whole.filter(pl.col("date").is_between(since - BASELINE, since, closed="left"))
    both = pl.concat([rows.select(one=side, other=other, quad="quad", origins="origins") for side, other in _ORDERS])
    told = (
        both.filter(pl.col("one") == ally)
        .group_by("other")
        .agg(n=pl.col("origins").sum(), c=pl.col("origins").filter(pl.col("quad").is_in(CONFLICT)).sum())
    )
    found = {}
    for other, n, c in told.filter(pl.col("n") >= _LEAST_STANDING).iter_rows():
        share = (c + _USUAL) / (n + 1)
        found[frozenset((ally, other))] = tanh((_odds(_USUAL) - _odds(share)) / _SCALE)
    return found


def _odds(share: float) -> float:
    return log(share / (1 - share)) if 0 < share < 1 else 0.0
