"""From several measures to one probability: what each is worth, and the path that the answer takes.

Measures differ in what they were found to be worth. Reports and tables of events read the same news, so their shifts in
log-odds are averaged by evidence and not added. Votes are slow, and count only where acts don't speak. The start or end of a
pact is an act of another kind, so its shift is added; it is set by judgement. The slopes are what
``python -m benchmarks.channels`` prints:

* events: for pairs and years 2005-2010 in ICEWS, whether the odds of conflict were above those of the three years before by
  a quarter, and still so a year on, given the model's own odds that the share of conflict drifted up. Each pair's acts are
  parted at random: one half tells, the other is what the answer is judged by. Else the answer would be fitted to say again
  what its own acts are, chance and all, and be surer of itself than of the relation. The rate of conflict against coverage
  forecasts these odds, too, but not new militarised disputes beyond what the share does, and is shown only;
* votes: for the listed turns for the worse against stable pairs since 1946, given the move in likeness of votes (development
  figures). Given the events, they added nothing, neither there nor for new disputes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import exp, log

from allegiance.assessments.change import BASE_RATE
from allegiance.records import Measure

NEWS = ("reports", "events")
"""Kinds of measures that read the same news."""
EVENT_PRIOR = 0.32
"""What the event model says with nothing seen; there the answer stands at its base rate."""
EVENT_SLOPES = 1.44, 3.37
"""Shift of the answer's log-odds for each unit of the event model's above that, and below it. Calm in the acts rules a turn
out more than a rise shows one: of early changes many pass within the year."""
CLOSER_SLOPES = 2.06, 3.79
"""Likewise for a turn for the better."""
CLOSER_BASE = 0.25
"""How often the odds of conflict of two allied states were below those of the three years before by a quarter, and still so
a year on."""
_MOST = 4.0
"""No single measure shifts the log-odds further: all have faults that their own odds don't know of."""
VOTE_SLOPE, VOTE_MOST = -0.86, 2.0
"""For a turn for the worse, where acts don't speak: for each standard deviation apart, up to the last. The slope lies well
inside what the listed turns ask for (-1.70, error .41), since new disputes ask for next to nothing (-.14, error .24).
Votes that are steady or draw together shift nothing: half of the listed ruptures came with such votes, and so did most new
disputes. Nor do votes tell of a turn for the better (ten turns, .34 with an error of .59)."""
PACT_ENDED, PACT_BEGAN = 1.0, -0.5
"""What the formal end or start of a pact shifts; set by judgement, since too few are at hand to measure it."""
_FULL = 20.0
"""Effective events from which more of them give a measure no more say among reports and tables."""
NEXT_BASE = 0.41
"""How often the odds of conflict counted in the year after are at least 1.25 times the baseline's: high, because counts of
one year are noisy."""
NEXT_SLOPES = 0.57, 0.36
"""Shift of that for each unit of the answer's shift from its own base rate, up and down; fitted and tested as the events'."""


def logit(p: float) -> float:
    """Return the log-odds of a probability, kept away from 0 and 1."""
    p = min(max(p, 1e-6), 1 - 1e-6)
    return log(p / (1 - p))


def chance(log_odds: float) -> float:
    """Return the probability of log-odds."""
    return 1 / (1 + exp(-log_odds))


def events_step(p_materially_worse: float) -> float:
    """Return the shift in log-odds that an event table's odds of a material drift deserve.

    >>> events_step(EVENT_PRIOR), round(events_step(0.6), 2), round(events_step(0.2), 2)
    (0.0, 1.67, -2.13)
    """
    return _shift(p_materially_worse, EVENT_SLOPES)


def by_events(p_materially_worse: float) -> float:
    """Return the probability of a move away by an event table alone, from its odds that the share of conflict rose."""
    return chance(logit(BASE_RATE) + events_step(p_materially_worse))


def closer_by_events(p_materially_better: float) -> float:
    """Return the probability of a move closer by an event table alone, from its odds that the share of conflict fell."""
    return chance(logit(CLOSER_BASE) + _shift(p_materially_better, CLOSER_SLOPES))


def closer_by_reports(p_moved_closer: float) -> float:
    """Return the probability of a move closer by reports alone, from the odds of a drift that start at the base rate of a
    move away: it is told from the base rate of a move closer, which the answer starts from, too.

    >>> abs(closer_by_reports(BASE_RATE) - CLOSER_BASE) < 1e-9
    True
    """
    return chance(logit(CLOSER_BASE) + logit(p_moved_closer) - logit(BASE_RATE))


def _shift(p: float, slopes: tuple[float, float]) -> float:
    beyond = logit(p) - logit(EVENT_PRIOR)
    return max(-_MOST, min(_MOST, slopes[0 if beyond > 0 else 1] * beyond))


def votes_step(z: float) -> float:
    """Return the shift in log-odds for a move in likeness of votes of ``z`` robust standard deviations.

    >>> votes_step(-4) == votes_step(-2) > votes_step(-1) > 0 == votes_step(0) == votes_step(4)
    True
    """
    return VOTE_SLOPE * max(-VOTE_MOST, min(0.0, z))


def pact_step(was: bool, is_now: bool) -> float:
    """Return the shift in log-odds for the formal end or start of a defence pact of the two."""
    if was == is_now:
        return 0.0
    return PACT_ENDED if was else PACT_BEGAN


def shown_only(measure: Measure, why: str) -> Measure:
    """Return a measure that is shown but shifts nothing, with the reason in its finding."""
    return replace(measure, step=0.0, finding=f"{measure.finding} Shown only: {why}.")


def pooled(base: float, measures: Sequence[Measure], steps: Sequence[float] | None = None) -> float:
    """Return the probability after the measures, those that found enough to say something.

    Args:
        base: The base rate.
        measures: Any of them; those without a shift count for nothing.
        steps: Other shifts in their place, one for each measure.
    """
    told = [(m, step) for m, step in zip(measures, steps or [m.step for m in measures], strict=True) if speaks(m)]
    news = [(min(m.evidence, _FULL), step) for m, step in told if m.kind in NEWS]
    total = sum(weight for weight, _ in news)
    shift = sum(weight * step for weight, step in news) / total if total else 0.0
    shift += sum(step for m, step in told if m.kind not in NEWS)
    return chance(logit(base) + shift)


def speaks(measure: Measure) -> bool:
    """Tell whether a measure found enough to say something."""
    return measure.direction != "not enough"


def closer(measure: Measure) -> float:
    """Return the shift in log-odds of the opposite statement, that the state has moved closer."""
    if measure.kind == "votes":
        return 0.0
    if measure.kind in NEWS and measure.towards is not None:
        return logit(measure.towards) - logit(CLOSER_BASE)
    return -measure.step


def still_so(probability: float, base: float) -> float:
    """Return the probability that the year after, too, counts as worse than the baseline.

    Args:
        probability: That the state has moved away.
        base: The base rate that it started from.
    """
    beyond = logit(probability) - logit(base)
    return chance(logit(NEXT_BASE) + NEXT_SLOPES[0 if beyond > 0 else 1] * beyond)
