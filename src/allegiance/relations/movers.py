"""Which dyads moved most since a date, corrected for looking at many."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from allegiance.relations.frames import Every
from allegiance.relations.panel import drift_since, panel
from allegiance.relations.priors import ENOUGH


def movers(
    frame: pl.DataFrame,
    *,
    since: date,
    until: date | None = None,
    every: Every = "month",
    directed: bool = False,
    false_share: float = 0.1,
) -> pl.DataFrame:
    """Return the dyads by the odds that they moved against the three years before, and which to name if so many may be wrong.

    The prior that most dyads barely move already guards against chance; ``named`` adds the Bayesian rule for false
    discoveries (Newton et al. 2004): the longest list, from the surest down, whose expected share of dyads that did not
    move materially stays within ``false_share``.

    Args:
        frame: An event table.
        since: The baseline date, taken to the start of its period.
        until: Last day to use.
        every: Length of a period.
        directed: True to look at each direction apart.
        false_share: Share of the named dyads that may be expected wrong.

    Returns:
        A frame ``actor, recipient, direction`` (``worse`` or ``better``), ``p`` (materially so), ``drift, low, high``
        (log-odds of conflict, 80 %), ``before, after`` (effective events), ``named``, surest first; dyads without
        enough evidence on either side are left out.
    """
    counted = panel(frame, every=every, directed=directed, until=until)
    schema = {
        "actor": pl.String,
        "recipient": pl.String,
        "direction": pl.String,
        "p": pl.Float64,
        "drift": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
        "before": pl.Float64,
        "after": pl.Float64,
    }
    if not counted.dyads:
        return pl.DataFrame(schema=schema | {"named": pl.Boolean})
    found, before, after = drift_since(counted, since)
    worse = found.materially_worse >= found.materially_better
    result = pl.DataFrame(
        {
            "actor": [pair[0] for pair in counted.dyads],
            "recipient": [pair[1] for pair in counted.dyads],
            "direction": np.where(worse, "worse", "better").tolist(),
            "p": np.maximum(found.materially_worse, found.materially_better),
            "drift": found.mean,
            "low": found.mean - 1.2816 * found.sd,
            "high": found.mean + 1.2816 * found.sd,
            "before": before,
            "after": after,
        },
        schema=schema,
    )
    result = result.filter((pl.col("before") >= ENOUGH) & (pl.col("after") >= ENOUGH))
    result = result.sort("p", "actor", "recipient", descending=[True, False, False])
    wrong = (1 - pl.col("p")).cum_sum() / pl.int_range(1, pl.len() + 1)
    return result.with_columns(named=wrong <= false_share)
