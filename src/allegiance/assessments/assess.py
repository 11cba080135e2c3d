"""The answer to "is STATE turning away from ALLY?", to the standard of ICD 203 and the US Tradecraft Primer (2009)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from allegiance.actors import Gazetteer, opening
from allegiance.assessments import reading, robust, telling
from allegiance.assessments.beside import Beside
from allegiance.assessments.change import BASE_RATE
from allegiance.assessments.combine import NEWS, logit, pooled, speaks
from allegiance.assessments.combine import closer as closer_step
from allegiance.assessments.forecasts import forecast
from allegiance.assessments.names import allied, label
from allegiance.assessments.signs import signs_of, too_unsure
from allegiance.assessments.weighing import Dated, Reports
from allegiance.records import Assessment, Event, Measure, Status

VERSION = "assessments 3"
_SHIFTS = (-365, -180, -90, 90, 180, 365)
# Spread of what a vote's or a treaty's shift is worth, in log-odds (jackknife over the turns it was fitted on).
_TIE_SD = 0.4
# Least spread of what a table of events says: coders err in ways that drawing periods anew does not show.
_EVENT_SD = 0.3


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
    beside: Beside | None = None,
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
        beside: What lies beside the reports: other measures, the contrast, the last edition.
    """
    beside = beside or Beside()
    known = [e for e in events if e.status is not Status.HISTORICAL and (until is None or (_day(e) or until) <= until)]
    by_id = {event.id: event for event in known}
    found = signs_of(known, state, ally, gazetteer, beside.standing, beside.rivals)
    dated = [Dated(sign, by_id[sign.event], _day(by_id[sign.event])) for sign in found]
    reports = Reports.parted(dated, since)
    signs = tuple(d.sign for d in reports.now)
    unsure = [e for e in too_unsure(known, state, ally) if not (since and (day := _day(e)) and day < since)]
    own = reports.measure()
    measures = (*((own,) if own else ()), *beside.measures)
    enough = any(speaks(m) and (m.kind != "treaties" or m.step) for m in measures)
    worked_out = pooled(BASE_RATE, measures) if enough else None
    opposite = _opposite(measures)
    closer = None if worked_out is None else min(pooled(BASE_RATE, measures, opposite), 1 - worked_out)
    trials = robust.trials(reports, measures, opposite) if enough else ()
    carried = [t for t in trials if worked_out is not None and robust.flips(worked_out, t.probability)]
    probability = None if carried else worked_out
    interval = _interval(reports, measures) if probability is not None else None
    names = label(state, gazetteer), label(ally, gazetteer)
    days = [d.day for d in reports.now if d.day]
    end = until or max([*days, *([beside.last] if beside.last else [])], default=None)
    stated = None
    if probability is not None and interval is not None and end is not None:
        stated = forecast(
            state=state,
            ally=ally,
            names=names,
            since=since,
            made=end,
            probability=probability,
            interval=interval,
            base=BASE_RATE,
            signs=len(signs),
            made_by=VERSION,
        )
    conflicts = telling.disagreements(measures, beside.contrast)
    confidence, why = telling.confidence(reports, measures, conflicts, carried)
    ranked = reading.hypotheses(*names, signs, measures, beside.contrast)
    pact = allied(state, ally, gazetteer, on=end) or any("defence" in _now(m) for m in measures if m.kind == "treaties")
    return Assessment(
        state=state,
        ally=ally,
        question=telling.question(*names, since, until),
        start=since or min(days, default=None),
        end=end,
        answer=telling.answer(*names, probability, closer, reports, measures, worked_out=worked_out, carried=carried),
        judgements=telling.judgements(
            names,
            probability,
            interval,
            closer,
            stated,
            pact=pact,
            closer_holds=not any(closer is not None and robust.flips(closer, t.closer) for t in trials),
        ),
        confidence=confidence,
        confidence_why=why,
        path=_path(reports, measures) if enough else (("base rate among allies", BASE_RATE),),
        signs=signs,
        hypotheses=ranked,
        readings=reading.told_apart(ranked, probability),
        indicators=reading.indicators(
            *names,
            signs,
            by_id,
            measures,
            beside.contrast,
            end,
            label(beside.contrast.rival, gazetteer) if beside.contrast else "",
        ),
        against=_against(names, reports, measures, probability),
        gaps=(
            *(
                reading.gaps(*names, signs, by_id, unsure, baseline=bool(reports.before))
                if signs or unsure or not beside.measures
                else (reading.NO_REPORTS,)
            ),
            *reading.undated(sum(d.day is None for d in reports.now)),
            *reading.other_outlets(reports.aside),
            *beside.gaps,
        ),
        changes=reading.changes(*names, probability, reports, measures, carried=bool(carried)),
        sensitivity=(
            *((t.change, t.probability) for t in trials),
            *(_sensitivity(dated, since, reports, measures, beside) if enough else ()),
        ),
        measures=measures,
        disagreements=conflicts,
        contrast=beside.contrast,
        assumptions=reading.assumptions(*names, measures, since=since),
        since_last=telling.since_last(beside.earlier, end, probability, len(signs), since),
        forecast=stated,
        made_by=VERSION,
    )


def _day(event: Event) -> date | None:
    return event.date_start or event.first_reported


def _now(measure: Measure) -> str:
    """Return what a measure of treaties says of the last year."""
    return measure.finding.partition(", ")[2]


def _opposite(measures: Sequence[Measure]) -> list[float]:
    """Return the shift in log-odds that each measure gives the opposite statement, that the state has moved closer."""
    return [
        logit(m.towards) - logit(BASE_RATE) if m.kind == "reports" and m.towards is not None else closer_step(m)
        for m in measures
    ]


def _interval(reports: Reports, measures: Sequence[Measure]) -> tuple[float, float]:
    """Return the 10th and 90th percentile over signs and periods drawn anew and over what ties were found to be worth."""
    random = np.random.default_rng(1)
    drawn = reports.draws if reports.enough else [BASE_RATE] * 200
    found = []
    for p in drawn:
        steps = []
        for m in measures:
            if m.kind == "reports":
                steps.append(logit(p) - logit(BASE_RATE))
            elif m.kind == "events" and m.probability is not None and m.low is not None and m.high is not None:
                spread = (logit(m.high) - logit(m.low)) / 2.56
                steps.append(m.step + random.normal(0, np.hypot(min(spread, 2.0), _EVENT_SD)))
            else:
                steps.append(m.step + (random.normal(0, _TIE_SD) if m.step else 0.0))
        found.append(pooled(BASE_RATE, measures, steps))
    return float(np.quantile(found, 0.1)), float(np.quantile(found, 0.9))


def _path(reports: Reports, measures: Sequence[Measure]) -> tuple[tuple[str, float], ...]:
    """Return the steps from the base rate to the answer."""
    path = [("base rate among allies", BASE_RATE)]
    if reports.enough:
        direct = [d for d in reports.telling if d.sign.via == "direct"]
        material = [d for d in direct if "material" in d.event.quad]
        for number, kind, kept in (
            (len(material), "direct material", material),
            (len(direct) - len(material), "direct verbal", direct),
            (len(reports.telling) - len(direct), "third-party", reports.now),
        ):
            if number:
                told = f"after {number} {kind} {'sign' if number == 1 else 'signs'} in the reports"
                path.append((told, reports.only(kept).probability))
    used: list[Measure] = [m for m in measures if m.kind == "reports"]
    for m in measures:
        if m.kind != "reports" and speaks(m) and m.step:
            averaged = m.kind in NEWS and any(speaks(other) and other.kind in NEWS for other in used)
            used.append(m)
            told = f"after {m.name}" + (", averaged by evidence with what reads the same news" if averaged else "")
            path.append((told, pooled(BASE_RATE, used)))
    return tuple(path)


def _against(
    names: tuple[str, str], reports: Reports, measures: Sequence[Measure], probability: float | None
) -> tuple[str, ...]:
    """Return what speaks against the answer given: against a move away when that is likely, for one when it isn't.

    Where there is no answer, what was found of either is told.
    """
    state, ally = names
    ways = [
        way
        for way, told in (("towards", probability is None or probability >= 0.5), ("away", (probability or 0) < 0.5))
        if told
    ]
    found = []
    for way in ways:
        verb = "towards" if way == "towards" else "away from"
        count = Counter(d.event.type.value for d in reports.now if d.sign.direction == way)
        if count:
            told = ", ".join(f"{kind} ({n})" for kind, n in count.most_common(5))
            found.append(f"Signs of {state} moving {verb} {ally} in the reports, by type: {told}.")
        elif reports.now or not measures:
            found.append(f"No report of {state} moving {verb} {ally} was found; that may be a gap in what was read.")
    return (
        *found,
        *(f"{opening(m.name)}: {m.finding}" for m in measures if m.direction in ways and m.kind != "reports"),
    )


def _sensitivity(
    dated: Sequence[Dated], since: date | None, reports: Reports, measures: Sequence[Measure], beside: Beside
) -> tuple[tuple[str, float], ...]:
    """Return the answer under other baselines and filters, and without any one source or measure."""
    rows: list[tuple[str, float]] = []
    if reports.enough:
        now = reports.telling
        kept = [
            ("without third parties", [d for d in now if d.sign.via == "direct"]),
            ("without verbal acts", [d for d in now if "material" in d.event.quad]),
            ("without plans and conditions", [d for d in now if d.event.status is Status.ASSERTED]),
            ("without events on one origin", [d for d in now if len(d.event.origins) > 1]),
        ]
        outlets = Counter(outlet for d in now for outlet in d.event.outlets)
        for outlet, _ in outlets.most_common(3):
            kept.append(
                (f"without events that only {outlet} reports", [d for d in now if d.event.outlets != (outlet,)])
            )
        rows += [(told, robust.with_reports(reports.only(some), measures)) for told, some in kept]
        if reports.before:
            rows.append(
                (
                    "against a typical pair of allies instead of its own past",
                    robust.with_reports(Reports((), now), measures),
                )
            )
        if reports.aside:
            other = Reports.parted(dated, since, any_outlet=True)
            rows.append(("with a baseline of all outlets", robust.with_reports(other, measures)))
        for moved in [since + timedelta(days=days) for days in _SHIFTS] if since else ():
            other = Reports.parted(dated, moved)
            if other.now and other.before:
                rows.append((f"with the baseline of the reports at {moved}", robust.with_reports(other, measures)))
    for choice in beside.alternatives:
        steps = [choice.step if m.name == choice.measure and m.step else m.step for m in measures]
        rows.append((choice.change, pooled(BASE_RATE, measures, steps)))
    told = [m for m in measures if speaks(m) and m.step]
    for m in told if len(told) > 1 else ():
        rows.append((f"without {m.name}", pooled(BASE_RATE, [other for other in measures if other is not m])))
    return tuple(rows)
