"""The answer to "is STATE turning away from ALLY?", to the standard of ICD 203 and the US Tradecraft Primer (2009)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from allegiance.actors import Gazetteer
from allegiance.assessments.change import BASE_RATE, Weights, effective, p_moved_away
from allegiance.assessments.names import label
from allegiance.assessments.reading import changes, gaps, hypotheses, indicators
from allegiance.assessments.signs import signs_of
from allegiance.assessments.words import word
from allegiance.records import Assessment, Event, Judgement, Sign, Status

VERSION = "assessments 1"
# A defence pact ends within a year: .56 % of dyad-years over all time (ATOP, Leeds et al. 2002).
PACT_ENDS = 0.0056
# Below this effective weight, or this many independent origins, nothing is said.
_LEAST_WEIGHT, _LEAST_ORIGINS = 1.5, 3
_RESAMPLES = 200


@dataclass(frozen=True, slots=True)
class _Dated:
    sign: Sign
    event: Event
    day: date | None

    def row(self) -> tuple[str, str, float]:
        month = self.day.strftime("%Y-%m") if self.day else ""
        return month, self.sign.direction, self.sign.weight


def default_since(events: Sequence[Event]) -> date | None:
    """Return the day a year before the newest report, or None when the reports span less than 18 months."""
    days = [event.first_reported for event in events if event.first_reported]
    if not days or max(days) - min(days) < timedelta(days=548):
        return None
    return max(days) - timedelta(days=365)


def assess(
    *,
    state: str,
    ally: str,
    events: Sequence[Event],
    gazetteer: Gazetteer,
    since: date | None = None,
    until: date | None = None,
) -> Assessment:
    """Answer whether ``state`` has moved away from ``ally`` since a date.

    Args:
        state: Gazetteer id of the state asked about.
        ally: Gazetteer id of its ally.
        events: All events known, of any parties; third parties are judged by them too.
        gazetteer: For names, alliances and outlets.
        since: Start of the period; what lies before is the baseline. None: all of it is the period, and the
            baseline is a typical pair of allies.
        until: Last day looked at; later events are left out.
    """
    known = [e for e in events if e.status is not Status.HISTORICAL and (until is None or (_day(e) or until) <= until)]
    by_id = {event.id: event for event in known}
    dated = [_Dated(s, by_id[s.event], _day(by_id[s.event])) for s in signs_of(known, state, ally, gazetteer)]
    before = [d for d in dated if since and d.day and d.day < since]
    now = [d for d in dated if d not in before]
    signs = tuple(d.sign for d in now)
    origins = {origin for d in now for origin in d.event.origins}
    weights = effective(d.row() for d in now)
    enough = weights.total >= _LEAST_WEIGHT and len(origins) >= _LEAST_ORIGINS
    names = label(state, gazetteer), label(ally, gazetteer)
    probability = _p(before, now) if enough else None
    low, high = _interval(before, now) if enough else (None, None)
    confidence, why = _confidence(weights, origins, before, now)
    return Assessment(
        state=state,
        ally=ally,
        question=_question(*names, since, until),
        start=since or min((d.day for d in now if d.day), default=None),
        end=until or max((d.day for d in now if d.day), default=None),
        answer=_answer(*names, probability, now),
        judgements=_judgements(names, probability, low, high),
        confidence=confidence,
        confidence_why=why,
        path=_path(before, now) if enough else (("base rate among allies", BASE_RATE),),
        signs=signs,
        hypotheses=hypotheses(*names, signs),
        indicators=indicators(*names, signs, by_id),
        against=_against(names, now),
        gaps=gaps(*names, signs, by_id, baseline=bool(before), dated=all(d.day for d in now)),
        changes=changes(*names, probability),
        sensitivity=_sensitivity(before, now) if enough else (),
        made_by=VERSION,
    )


def _day(event: Event) -> date | None:
    return event.date_start or event.first_reported


def _p(before: Sequence[_Dated], now: Sequence[_Dated]) -> float:
    return p_moved_away(effective(d.row() for d in before), effective(d.row() for d in now))


def _interval(before: Sequence[_Dated], now: Sequence[_Dated]) -> tuple[float, float]:
    """Return the 10th and 90th percentile of the probability over resampled events."""
    draw = np.random.default_rng(0)
    found = []
    for _ in range(_RESAMPLES):
        old = [before[i] for i in draw.integers(0, len(before), len(before))] if before else []
        new = [now[i] for i in draw.integers(0, len(now), len(now))]
        found.append(_p(old, new))
    return float(np.quantile(found, 0.1)), float(np.quantile(found, 0.9))


def _question(state: str, ally: str, since: date | None, until: date | None) -> str:
    base = (
        f"before {since}"
        if since
        else "of a typical pair of allies (too few earlier reports for a baseline of its own)"
    )
    span = (f"since {since}" if since else "in the reports read") + (f" until {until}" if until else "")
    return (
        f"Has {state} moved away from {ally} {span}? Counted as yes when the odds of an unfriendly act among all acts "
        f"that bear on the two are at least 1.25 times those {base}."
    )


def _answer(state: str, ally: str, probability: float | None, now: Sequence[_Dated]) -> str:
    if probability is None:
        return f"There is not enough evidence to say whether {state} is moving away from {ally}."
    counts = Counter(d.sign.direction for d in now)
    return (
        f"It is {_phrase(probability)} that {state} has moved away from {ally}: {counts['away']} signs away, "
        f"{counts['towards']} towards."
    )


def _phrase(probability: float) -> str:
    found = word(probability)
    return {"almost no chance": "almost impossible", "roughly even chance": "about as likely as not"}.get(found, found)


def _judgements(
    names: tuple[str, str], probability: float | None, low: float | None, high: float | None
) -> tuple[Judgement, ...]:
    state, ally = names
    first = Judgement(
        statement=f"{state} has moved away from {ally}",
        probability=probability,
        low=low,
        high=high,
        word=word(probability),
    )
    if probability is None:
        return (first,)

    def ends(p: float) -> float:
        # The pact's odds move with the evidence of a turn, at most tenfold: few turns end a treaty.
        factor = min(10.0, max(0.1, (p / (1 - p)) / (BASE_RATE / (1 - BASE_RATE)))) if p < 1 else 10.0
        odds = PACT_ENDS / (1 - PACT_ENDS) * factor
        return odds / (1 + odds)

    formal = ends(probability)
    second = Judgement(
        statement=f"A formal end of the alliance of {state} and {ally}, if they have one, within a year",
        probability=formal,
        low=ends(low if low is not None else probability),
        high=ends(high if high is not None else probability),
        word=word(formal),
    )
    return first, second


def _confidence(
    weights: Weights, origins: set[str], before: Sequence[_Dated], now: Sequence[_Dated]
) -> tuple[str, str]:
    reasons = [f"{len(now)} signs on {len(origins)} independent origins"]
    reasons.append("a baseline of its own" if before else "no baseline of its own")
    if weights.total < _LEAST_WEIGHT or len(origins) < _LEAST_ORIGINS:
        return "low", "; ".join([*reasons, "too little to judge"])
    single = sum(d.sign.information_grade not in "12" for d in now) / len(now)
    reasons.append(f"{single:.0%} of the signs rest on one origin or are hedged")
    if weights.total >= 10 and len(origins) >= 10 and before and single < 0.5:
        return "high", "; ".join(reasons)
    if weights.total >= 4 and len(origins) >= 6:
        return "moderate", "; ".join(reasons)
    return "low", "; ".join(reasons)


def _path(before: Sequence[_Dated], now: Sequence[_Dated]) -> tuple[tuple[str, float], ...]:
    direct = [d for d in now if d.sign.via == "direct"]
    material = [d for d in direct if "material" in d.event.quad]
    return (
        ("base rate among allies", BASE_RATE),
        ("after direct material acts", _p(before, material)),
        ("after all direct acts", _p(before, direct)),
        ("after third parties too", _p(before, now)),
    )


def _against(names: tuple[str, str], now: Sequence[_Dated]) -> tuple[str, ...]:
    state, ally = names
    count = Counter(d.event.type.value for d in now if d.sign.direction == "towards")
    if not count:
        return (f"No report of {state} moving towards {ally} was found; that may be a gap in what was read.",)
    told = ", ".join(f"{kind} ({n})" for kind, n in count.most_common(5))
    return (f"Acts that draw {state} and {ally} together: {told}.",)


def _sensitivity(before: Sequence[_Dated], now: Sequence[_Dated]) -> tuple[tuple[str, float], ...]:
    outlets = Counter(outlet for d in now for outlet in d.event.outlets)
    rows = [
        ("without third parties", _p(before, [d for d in now if d.sign.via == "direct"])),
        ("without verbal acts", _p(before, [d for d in now if "material" in d.event.quad])),
        ("without plans and conditions", _p(before, [d for d in now if d.event.status is Status.ASSERTED])),
        ("without events on one origin", _p(before, [d for d in now if len(d.event.origins) > 1])),
        ("against a typical pair of allies instead of its own past", _p([], now)),
    ]
    for outlet, _ in outlets.most_common(3):
        rows.append(
            (f"without events that only {outlet} reports", _p(before, [d for d in now if d.event.outlets != (outlet,)]))
        )
    return tuple(rows)
