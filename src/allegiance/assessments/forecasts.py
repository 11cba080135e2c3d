"""Forecasts: the judgement that can be resolved later, how it came out, and the record of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log

from allegiance.assessments.change import MATERIAL_ODDS
from allegiance.assessments.combine import NEXT_BASE, still_so
from allegiance.assessments.words import word
from allegiance.records import Forecast, content_id

HORIZON = timedelta(days=365)
USUAL = 0.107
"""Share of unfriendly acts that is usual between two states."""
LEAST = 5.0
"""Acts that the year must hold for a forecast to be resolved."""


def forecast(
    *,
    state: str,
    ally: str,
    names: tuple[str, str],
    since: date | None,
    made: date,
    probability: float,
    interval: tuple[float, float],
    base: float,
    signs: int,
    made_by: str,
) -> Forecast:
    """Return the forecast for the year after the data end.

    Args:
        state, ally: Gazetteer ids.
        names: Their names.
        since: Start of the period asked about.
        made: Last day of the data.
        probability: That the state has moved away, as answered.
        interval: Its 80 % interval.
        base: The base rate that it started from.
        signs: How many signs it rests on.
        made_by: Stage and version.
    """
    resolves = made + HORIZON
    baseline = f"of the three years before {since}" if since else "of a typical pair of allies"
    question = (
        f"From {made} to {resolves}, will the odds of an unfriendly act among all acts between {names[0]} and {names[1]} "
        f"be at least {MATERIAL_ODDS} times those {baseline}, the baseline smoothed by one act of the usual share?"
    )
    low, high = (still_so(value, base) for value in interval)
    p = still_so(probability, base)
    return Forecast(
        id=content_id("forecast", state, ally, since, made, made_by, round(p, 6), signs),
        state=state,
        ally=ally,
        question=question,
        since=since,
        made=made,
        resolves=resolves,
        probability=p,
        low=low,
        high=high,
        base_rate=NEXT_BASE,
        answer=probability,
        signs=signs,
        made_by=made_by,
    )


def outcome(before: tuple[float, float], window: tuple[float, float]) -> bool | None:
    """Return how a forecast came out, or None when too little is known of the year or of the baseline.

    Args:
        before: Unfriendly and friendly acts of the baseline, the three years before the period.
        window: Those of the year that the forecast was about.
    """
    if sum(window) < LEAST or sum(before) < LEAST:
        return None

    return worse(before, window)


def worse(before: tuple[float, float], window: tuple[float, float]) -> bool:
    """Tell whether the odds of an unfriendly act are at least 1.25 times the baseline's.

    The baseline is smoothed by one act of the usual share; the window isn't, since the smoothing of a short, calm year would
    make it look worse than a long, calm baseline.
    """
    hostile, friendly = before[0] + USUAL, before[1] + 1 - USUAL
    return window[0] > 0 and window[0] * friendly >= MATERIAL_ODDS * hostile * window[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The track record.

    Attributes:
        forecasts: How many are stored.
        resolved: How many of them came out.
        brier, brier_base: Mean squared error, of the forecasts and of the base rate; None without any resolved.
        log_score, log_score_base: Mean log probability of what happened.
        by_word: For each word of probability: how many, the mean probability, the share that came true.
    """

    forecasts: int
    resolved: int
    brier: float | None
    brier_base: float | None
    log_score: float | None
    log_score_base: float | None
    by_word: tuple[tuple[str, int, float, float], ...]


def record(forecasts: Sequence[Forecast]) -> Record:
    """Score the forecasts that came out."""
    done = [(f, float(f.outcome)) for f in forecasts if f.outcome is not None]

    def mean(values: list[float]) -> float | None:
        return sum(values) / len(values) if values else None

    def gained(p: float, came: float) -> float:
        return log(max(1e-6, p if came else 1 - p))

    words: dict[str, list[tuple[float, float]]] = {}
    for f, came in done:
        words.setdefault(word(f.probability), []).append((f.probability, came))
    rows = [
        (name, len(found), sum(p for p, _ in found) / len(found), sum(came for _, came in found) / len(found))
        for name, found in words.items()
    ]
    return Record(
        forecasts=len(forecasts),
        resolved=len(done),
        brier=mean([(f.probability - came) ** 2 for f, came in done]),
        brier_base=mean([(f.base_rate - came) ** 2 for f, came in done]),
        log_score=mean([gained(f.probability, came) for f, came in done]),
        log_score_base=mean([gained(f.base_rate, came) for f, came in done]),
        by_word=tuple(sorted(rows, key=lambda row: row[2])),
    )
