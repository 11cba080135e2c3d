"""The answer to "is STATE turning away from ALLY?", to the standard of ICD 203 and the US Tradecraft Primer (2009)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from allegiance.actors import Gazetteer, opening
from allegiance.assessments import reading, robust, telling
from allegiance.assessments.acts import TYPES, Bearing, Ints
from allegiance.assessments.baselines import Baselines
from allegiance.assessments.beside import Beside
from allegiance.assessments.change import BASE_RATE, Weights, p_moved_away
from allegiance.assessments.combine import CLOSER_BASE, NEWS, logit, pooled, shown_only, speaks
from allegiance.assessments.combine import closer as closer_step
from allegiance.assessments.forecasts import forecast
from allegiance.assessments.indicators import indicators
from allegiance.assessments.names import allied, label, tie
from allegiance.assessments.signs import WAY_OF, WAYS, too_unsure, weighed
from allegiance.assessments.weighing import Reports, Side
from allegiance.baseline import BASELINE
from allegiance.percentages import percent
from allegiance.records import Assessment, Event, Measure

VERSION = "assessments 7"
_SHIFTS = (-365, -180, -90, 90, 180, 365)
# Spread of what a vote's or a treaty's shift is worth, in log-odds (jackknife over the turns it was fitted on).
_TIE_SD = 0.4
_VOTES_ADD_NOTHING = "where acts of the two speak, votes were found to add nothing"
# Least spread of what a table of events says: coders err in ways that drawing periods anew does not show.
_EVENT_SD = 0.3


def year_before(first: date | None, last: date | None) -> date | None:
    """Return the day a year before the last one, or None when there are less than 18 months since the first."""
    if first is None or last is None or last - first < timedelta(days=548):
        return None
    return last - timedelta(days=365)


@dataclass(frozen=True, eq=False)
class Weighed:
    """A question weighed: the signs as columns, and the answer that they come to.

    Attributes:
        reports: The signs before the period and in it.
        answer: The assessment, without its signs.
    """

    reports: Reports
    answer: Assessment

    def assessment(self, *, most: int | None = None) -> Assessment:
        """Return the assessment with its signs, of each direction the ``most`` weightiest (None: all)."""
        now = self.reports.now
        places = now.at if most is None else np.sort(np.concatenate([now.going(way).at[:most] for way in WAYS]))
        return replace(self.answer, signs=now.signs.told(places.tolist()))


def assess(
    *,
    state: str,
    ally: str,
    events: Iterable[Event],
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
        since: Start of the period; the three years before are the baseline. None: all of it is the period, and the
            baseline is a typical pair of allies.
        until: Last day looked at; later events are left out.
        beside: What lies beside the reports: other measures, the contrast, the last edition.
    """
    bearing = Bearing.of(events, state, ally)
    return weigh(bearing, gazetteer=gazetteer, since=since, until=until, beside=beside).assessment()


def weigh(
    bearing: Bearing,
    *,
    gazetteer: Gazetteer,
    since: date | None = None,
    until: date | None = None,
    beside: Beside | None = None,
) -> Weighed:
    """Answer as :func:`assess` does, from columns of the events."""
    beside = beside or Beside()
    bearing = bearing.until(until)
    reports = Reports.parted(weighed(bearing, gazetteer, beside.standing, beside.rivals), since)
    unsure = too_unsure(bearing)
    if since:
        days = bearing.own.day[unsure]
        unsure = unsure[(days == 0) | (days >= since.toordinal())]
    measures = _measures(reports, beside)
    odds = _Odds.of(reports, measures)
    answer = _answer(bearing, reports, unsure, measures, odds, beside, gazetteer=gazetteer, since=since, until=until)
    return Weighed(reports=reports, answer=answer)


def _measures(reports: Reports, beside: Beside) -> tuple[Measure, ...]:
    own = reports.measure()
    measures = (*((own,) if own else ()), *beside.measures)
    if telling.on_events(reports, measures):
        return tuple(shown_only(m, _VOTES_ADD_NOTHING) if m.kind == "votes" and m.step else m for m in measures)
    return measures


@dataclass(frozen=True, eq=False, kw_only=True)
class _Odds:
    """How likely moves are.

    Attributes:
        enough: Whether the measures carry an answer at all.
        worked_out: How likely the state moved away, as the measures come to it.
        closer: How likely it moved closer.
        trials: What the answer would be without one part of the ground.
        carried: Those that would turn it.
        probability: The answer given: none where one part carries it.
        interval: Its 90 % interval.
    """

    enough: bool
    worked_out: float | None
    closer: float | None
    trials: tuple[robust.Without, ...]
    carried: list[robust.Without]
    probability: float | None
    interval: tuple[float, float] | None

    @classmethod
    def of(cls, reports: Reports, measures: Sequence[Measure]) -> _Odds:
        # steady votes and treaties go with ruptures and calm alike: without acts of the two they carry no answer
        enough = any(speaks(m) and (m.kind in NEWS or (m.step and m.direction != "steady")) for m in measures)
        worked_out = pooled(BASE_RATE, measures) if enough else None
        opposite = [closer_step(m) for m in measures]
        trials = robust.trials(reports, measures, opposite) if enough else ()
        carried = [t for t in trials if worked_out is not None and robust.flips(worked_out, t.probability)]
        probability = None if carried else worked_out
        return cls(
            enough=enough,
            worked_out=worked_out,
            closer=None if worked_out is None else min(pooled(CLOSER_BASE, measures, opposite), 1 - worked_out),
            trials=trials,
            carried=carried,
            probability=probability,
            interval=_interval(reports, measures) if probability is not None else None,
        )


def _answer(
    bearing: Bearing,
    reports: Reports,
    unsure: Ints,
    measures: tuple[Measure, ...],
    odds: _Odds,
    beside: Beside,
    *,
    gazetteer: Gazetteer,
    since: date | None,
    until: date | None,
) -> Assessment:
    state, ally, now = bearing.state, bearing.ally, reports.now
    names = label(state, gazetteer), label(ally, gazetteer)
    probability, carried = odds.probability, odds.carried
    days = now.days()
    first, last = (
        date.fromordinal(int(day)) if len(days) else None for day in (days.min(initial=10**6), days.max(initial=1))
    )
    # what is only announced for a day after the last report is no acts of that time
    if last and beside.reported:
        last = min(last, beside.reported)
    end = until or max((day for day in (last, beside.last) if day), default=None)
    stated = None
    if probability is not None and odds.interval is not None and end is not None:
        stated = forecast(
            state=state,
            ally=ally,
            names=names,
            since=since,
            made=end,
            probability=probability,
            interval=odds.interval,
            base=BASE_RATE,
            signs=len(now),
            made_by=VERSION,
        )
    conflicts = telling.disagreements(measures, beside.contrast)
    confidence, why = telling.confidence(reports, measures, conflicts, carried)
    moved = (
        *((t.change, t.probability) for t in odds.trials),
        *(_sensitivity(since, reports, measures, beside) if odds.enough else ()),
    )
    pact = allied(state, ally, gazetteer, on=end) or any("defence" in _now(m) for m in measures if m.kind == "treaties")
    both = tie(pact, beside.rivals.get(frozenset((state, ally)), ()), end)
    ranked = reading.hypotheses(*names, now, measures, beside.contrast, tie=both)
    closer_holds = not any(odds.closer is not None and robust.flips(odds.closer, t.closer) for t in odds.trials)
    rival = label(beside.contrast.rival, gazetteer) if beside.contrast else ""
    return Assessment(
        state=state,
        ally=ally,
        question=telling.question(*names, since, until, reports, tie=both),
        start=since or first,
        end=end,
        answer=telling.answer(
            *names, probability, odds.closer, reports, measures, worked_out=odds.worked_out, carried=carried
        )
        + reading.leading(ranked),
        judgements=telling.judgements(
            names, probability, odds.interval, odds.closer, stated, pact=pact, closer_holds=closer_holds
        ),
        confidence=confidence,
        confidence_why=why,
        path=_path(reports, measures) if odds.enough else (("base rate among allies", BASE_RATE),),
        signs=(),
        hypotheses=ranked,
        readings=reading.told_apart(ranked, probability),
        indicators=indicators(*names, now, measures, beside.contrast, end, rival),
        against=_against(names, reports, measures, probability, moved),
        gaps=_gaps(names, reports, unsure, beside, since=since),
        changes=reading.changes(*names, probability, reports, measures, carried=bool(carried)),
        sensitivity=moved,
        measures=measures,
        disagreements=conflicts,
        contrast=beside.contrast,
        assumptions=reading.assumptions(*names, measures, since=since, tie=both),
        since_last=telling.since_last(beside.earlier, end, probability, len(now), since),
        forecast=stated,
        made_by=VERSION,
    )


def _gaps(
    names: tuple[str, str], reports: Reports, unsure: Ints, beside: Beside, *, since: date | None
) -> tuple[str, ...]:
    now = reports.now
    read = len(now) or len(unsure) or not beside.measures
    return (
        *(reading.gaps(*names, now, unsure, baseline=len(reports.before) > 0) if read else (reading.NO_REPORTS,)),
        *reading.undated(len(now) - len(now.days()), since=since),
        *reading.other_outlets(reports.aside),
        *beside.gaps,
    )


def _now(measure: Measure) -> str:
    """Return the pact that a measure of treaties finds in the last year."""
    return measure.finding.partition(" in ")[0]


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
        telling = reports.telling
        material = int(np.count_nonzero(telling.direct & telling.material))
        direct = int(np.count_nonzero(telling.direct))
        for number, kind, filters in (
            (material, "direct material", ("direct", "material")),
            (direct - material, "direct verbal", ("direct",)),
            (len(telling) - direct, "third-party", ()),
        ):
            if number:
                told = f"after {number} {kind} {'sign' if number == 1 else 'signs'} in the reports"
                path.append((told, reports.given(reports.now.tally.weights(*filters))))
    used: list[Measure] = [m for m in measures if m.kind == "reports"]
    for m in measures:
        if m.kind != "reports" and speaks(m) and m.step:
            averaged = m.kind in NEWS and any(speaks(other) and other.kind in NEWS for other in used)
            used.append(m)
            told = f"after {m.name}" + (", averaged by evidence with what reads the same news" if averaged else "")
            path.append((told, pooled(BASE_RATE, used)))
    return tuple(path)


def _against(
    names: tuple[str, str],
    reports: Reports,
    measures: Sequence[Measure],
    probability: float | None,
    moved: Sequence[tuple[str, float]],
) -> tuple[str, ...]:
    """Return what speaks against the answer given: against a move away when that is likely, for one when it isn't.

    Where there is no answer, what was found of either is told. ``moved`` is how the answer moves when something is changed;
    changes that turn it over speak against it.
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
        count = reports.now.going(WAY_OF[way]).kinds()
        if count:
            told = ", ".join(f"{TYPES[kind].value.lower()} ({n})" for kind, n in count.most_common(5))
            found.append(f"Signs of {state} moving {verb} {ally} in the reports, by type: {told}.")
        elif len(reports.now) or not measures:
            found.append(f"No report of {state} moving {verb} {ally} was found; that may be a gap in what was read.")
    return (
        *found,
        *(f"{opening(m.name)}: {m.finding}" for m in measures if m.direction in ways and m.kind != "reports"),
        *(
            f"The answer turns over {change}: {percent(p)}."
            for change, p in moved
            if probability is not None and robust.flips(probability, p)
        ),
    )


def _sensitivity(
    since: date | None, reports: Reports, measures: Sequence[Measure], beside: Beside
) -> tuple[tuple[str, float], ...]:
    """Return the answer under other baselines and filters, and without any one source or measure."""
    rows: list[tuple[str, float]] = []
    if reports.enough:
        signs, now = reports.now.signs, reports.weights
        baseline, tally = reports.baseline, reports.now.tally
        tried = [
            ("without third parties", baseline, tally.weights("direct")),
            ("without verbal acts", baseline, tally.weights("material")),
            ("without plans and conditions", baseline, tally.weights("plain")),
            ("without events on one origin", baseline, tally.weights("confirmed")),
        ]
        for outlet, _ in reports.telling.outlets(3):
            tried.append((f"without events that only {outlet} reports", baseline, reports.without_outlet(outlet)))
        if len(reports.before):
            tried.append(("against a typical pair of allies instead of its own past", Weights(0.0, 0.0), now))
        if since and reports.aside:
            start, end = (since - BASELINE).toordinal(), since.toordinal()
            past = Side(signs, np.flatnonzero((start <= signs.day) & (signs.day < end)))
            tried.append(("with a baseline of all outlets", past.weights, now))
        if since and reports.older:
            past = Side(signs, np.flatnonzero((signs.day < since.toordinal()) & (signs.heard >= since.toordinal())))
            tried.append(("with all the time before as the baseline", past.weights, now))
        if since:
            moved = [since + timedelta(days=days) for days in _SHIFTS]
            baselines = Baselines.of(signs, moved)
            for at, day in enumerate(moved):
                if parted := baselines.parted(at):
                    tried.append((f"with the baseline of the reports at {day}", *parted))
        rows += [(told, robust.with_reports(p_moved_away(*both), measures)) for told, *both in tried]
    for choice in beside.alternatives:
        steps = [choice.step if m.name == choice.measure and m.step else m.step for m in measures]
        rows.append((choice.change, pooled(BASE_RATE, measures, steps)))
    told = [m for m in measures if speaks(m) and m.step]
    for m in told if len(told) > 1 else ():
        rows.append((f"without {m.name}", pooled(BASE_RATE, [other for other in measures if other is not m])))
    return tuple(rows)
