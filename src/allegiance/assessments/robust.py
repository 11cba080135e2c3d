"""Whether an answer holds when what it rests on was misread: without its strongest sign, and were all signs
as the surer half of them is.

About one mention in six that counts as a sign is misread (docs/accuracy.md), so an answer that one sign carries isn't given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allegiance.assessments.change import BASE_RATE, p_moved_away, p_moved_closer
from allegiance.assessments.combine import CLOSER_BASE, closer_by_reports, logit, pooled
from allegiance.assessments.signs import AWAY, TOWARDS
from allegiance.assessments.weighing import Reports
from allegiance.records import Measure

LIKELY, UNLIKELY = 0.55, 0.45
"""Bounds of "roughly even chance" (ICD 203)."""


@dataclass(frozen=True, slots=True)
class Without:
    """What the answer would be without some of the signs, and what the opposite statement would be."""

    change: str
    probability: float
    closer: float


def with_reports(probability: float, measures: Sequence[Measure]) -> float:
    """Return the probability had the reports alone given another one."""
    steps = [logit(probability) - logit(BASE_RATE) if m.kind == "reports" else m.step for m in measures]
    return pooled(BASE_RATE, measures, steps)


def trials(reports: Reports, measures: Sequence[Measure], closer: Sequence[float]) -> tuple[Without, ...]:
    """Return the answer without the strongest sign of either direction and with the surer half in the place of all.

    Args:
        reports: Those that the answer rests on.
        measures: All measures, the reports' among them.
        closer: The shift in log-odds that each measure gives the opposite statement.
    """
    if not reports.enough:
        return ()
    found = []
    baseline = reports.baseline
    for change, before, other in (
        ("without the strongest sign away", baseline, reports.without_strongest(AWAY)),
        ("without the strongest sign towards", baseline, reports.without_strongest(TOWARDS)),
        ("with the surer half of the signs in the place of all", *reports.surer_half()),
    ):
        if other is not None:
            opposite = logit(closer_by_reports(p_moved_closer(before, other))) - logit(CLOSER_BASE)
            steps = [opposite if m.kind == "reports" else step for m, step in zip(measures, closer, strict=True)]
            probability = with_reports(p_moved_away(before, other), measures)
            found.append(Without(change, probability, min(pooled(CLOSER_BASE, measures, steps), 1 - probability)))
    return tuple(found)


def flips(stated: float, other: float) -> bool:
    """Tell whether what was likely no longer is likelier than not, or the other way round.

    >>> flips(0.62, 0.48), flips(0.62, 0.53), flips(0.3, 0.52), flips(0.5, 0.2)
    (True, False, True, False)
    """
    return (stated >= LIKELY and other < 0.5) or (stated < UNLIKELY and other > 0.5)
