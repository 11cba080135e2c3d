"""The answer in words: question, answer, key judgements, confidence, disagreement, what changed since the last edition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from allegiance.actors import opening
from allegiance.assessments.change import BASE_RATE, MATERIAL_ODDS
from allegiance.assessments.combine import chance, logit, speaks
from allegiance.assessments.names import Tie
from allegiance.assessments.robust import Without
from allegiance.assessments.signs import AWAY, TOWARDS
from allegiance.assessments.weighing import Reports
from allegiance.assessments.words import word
from allegiance.baseline import BASELINE
from allegiance.percentages import percent, share
from allegiance.records import Contrast, Forecast, Judgement, Measure

# Effective acts, in the reports with so many independent origins or in a table of others, from which an answer rests on
# events; with fewer it rests on votes and treaties, which miss most ruptures (docs/assessments.md).
_LEAST_WEIGHT, _LEAST_ORIGINS, _LEAST_ACTS = 4.0, 6, 5.0
# A defence pact ends within a year: .56 % of dyad-years over all time (ATOP, Leeds et al. 2002).
PACT_ENDS = 0.0056
_ONE_IN = round(1 / PACT_ENDS, -1)
# Kinds that neither confirm nor contradict a move: treaties seldom end, and whom a state sides with tells how, not whether.
_ASIDE = ("treaties", "sides")
# A baseline whose first sign lies later than this in its three years is told by that sign's day.
_LATE = timedelta(days=183)
# Days by which two periods of about one length may differ.
_ROLLS = 31


def question(
    state: str, ally: str, since: date | None, until: date | None, reports: Reports, *, tie: Tie = "allies"
) -> str:
    """Return the question made resolvable: span, baseline, what counts, and what a move would mean for what the two are.

    ``tie`` tells what is on record of them: only an ally can be lost.
    """
    base = _base(since, reports)
    span = (f"since {since}" if since else "in the reports read") + (f" until {until}" if until else "")
    return (
        f"Has {state} moved away from {ally} {span}? Counted as yes when the odds of an unfriendly act among all acts "
        f"that bear on the two are at least {MATERIAL_ODDS} times those {base}, and still are in the year after. "
        f"{_meaning(state, ally, tie)}"
    )


def _meaning(state: str, ally: str, tie: Tie) -> str:
    """Return what a yes would mean, by what is on record of the two."""
    if tie == "allies":
        return (
            f"{opening(ally)} would count as having lost {state} as an ally only if {state} also moves towards {ally}'s "
            "rivals, or the pact of the two ends."
        )
    if tie == "rivals":
        return (
            "The two are rivals on the register of rivalries: no ally can be lost here, and a yes says that they stand "
            "further apart than before."
        )
    return (
        "No alliance and no rivalry of the two is on record: no ally can be lost here, and a yes says that relations have "
        "become worse."
    )


def _base(since: date | None, reports: Reports) -> str:
    """Return what the period is set against, and where the reports hold less than that, what they hold."""
    if since is None:
        return "of a typical pair of allies (too few earlier reports for a baseline of its own)"
    told = f"of the three years before {since}"
    if not len(reports.now):
        return told
    if reports.begins is None:
        return f"{told} (the reports hold nothing of them: a typical pair of allies stands in their place)"
    if reports.begins - (since - BASELINE) > _LATE:
        return f"{told} (of which the reports hold the time from {reports.begins} on)"
    return told


def answer(
    state: str,
    ally: str,
    probability: float | None,
    closer: float | None,
    reports: Reports,
    measures: Sequence[Measure],
    *,
    worked_out: float | None = None,
    carried: Sequence[Without] = (),
) -> str:
    """Return the answer in one sentence; it says so where votes or treaties alone carry it.

    Args:
        state, ally: Names.
        probability: That the state has moved away; None where it isn't stated.
        closer: That it has moved closer.
        reports, measures: What it rests on.
        worked_out: What all signs and measures add up to, stated or not.
        carried: Trials that turn it over, for which it isn't stated.
    """
    if worked_out is not None and carried:
        return (
            f"There is not enough evidence to say whether {state} has moved away from {ally}: what was found adds up to "
            f"{percent(worked_out)}, but {carried[0].change} to {percent(carried[0].probability)}."
        )
    if probability is None:
        ties = "; ".join(f"{m.name}: {m.direction}" for m in measures if speaks(m) and m.kind in ("votes", "treaties"))
        none = f"There is not enough evidence to say whether {state} is moving away from {ally}"
        return f"{none} ({ties}; without acts of the two these say next to nothing)." if ties else f"{none}."
    away, towards = (len(reports.now.going(way)) for way in (AWAY, TOWARDS))
    signs = f"{away} sign{'s' if away != 1 else ''} away, {towards} towards" if reports.enough else ""
    others = [f"{m.name}: {m.direction}" for m in measures if speaks(m) and m.kind != "reports"]
    slow = on_ties(reports, measures)
    told = "; ".join([part for part in (signs, *others, slow) if part])
    turn = ""
    if closer is not None and closer >= 0.55 and closer > probability:
        turn = f"; {phrase(closer)} ({percent(closer)}) that it has moved closer"
    number = f"{percent(probability)}; base rate {percent(BASE_RATE)}"
    return f"{opening(phrase(probability))} ({number}) that {state} has moved away from {ally}{turn} ({told})."


def phrase(probability: float) -> str:
    """Return the word for a probability as a sentence begins with it.

    >>> phrase(0.3), phrase(0.02), phrase(0.5)
    ('it is unlikely', 'there is almost no chance', 'there is a roughly even chance')
    """
    found = word(probability)
    if found == "roughly even chance":
        return f"there is a {found}"
    return f"there is {found}" if found == "almost no chance" else f"it is {found}"


def judgements(
    names: tuple[str, str],
    probability: float | None,
    interval: tuple[float, float] | None,
    closer: float | None,
    forecast: Forecast | None,
    *,
    pact: bool,
    closer_holds: bool = True,
) -> tuple[Judgement, ...]:
    """Return the key judgements; the first answers the question, and the first three add up to one.

    ``closer_holds`` is False when one sign or the less sure half carries the second, which then isn't stated.
    """
    state, ally = names
    low, high = interval or (None, None)
    told = [_judgement(opening(f"{state} has moved away from {ally}"), probability, low, high)]
    if probability is None or low is None or high is None or forecast is None:
        return tuple(told)
    if closer is not None:
        # as wide, in log-odds, as the interval of the move away: the same evidence carries both
        half = (logit(high) - logit(low)) / 2
        bounds = (chance(logit(closer) - half), chance(logit(closer) + half))
        nearer = opening(f"{state} has moved closer to {ally}")
        if closer_holds:
            told.append(_judgement(nearer, closer, *bounds))
            told.append(
                _judgement(
                    opening(f"{state} has made no material move either way"),
                    1 - probability - closer,
                    max(0.0, 1 - high - bounds[1]),
                    max(0.0, 1 - low - bounds[0]),
                )
            )
        else:
            told.append(
                _judgement(f"{nearer} (one sign, or the signs read least surely, would carry it)", None, None, None)
            )
    told.append(
        _judgement(
            f"From {forecast.made} to {forecast.resolves} the acts of {state} and {ally} with each other will be less "
            "friendly than the baseline, with odds of an unfriendly act a quarter or more higher (base rate "
            f"{percent(forecast.base_rate)}, since the counts of a single year swing by chance; this forecast is kept, to be "
            "scored when the year is over)",
            forecast.probability,
            forecast.low,
            forecast.high,
        )
    )
    if pact:
        told.append(
            _judgement(
                f"A formal end of the pact of {state} and {ally} within a year (base rate about 1 in {_ONE_IN:.0f})",
                *(_ends(p) for p in (probability, low, high)),
            )
        )
    return tuple(told)


def _many(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def _judgement(statement: str, p: float | None, low: float | None, high: float | None) -> Judgement:
    return Judgement(statement=statement, probability=p, low=low, high=high, word=word(p))


def _ends(p: float) -> float:
    """Return the odds of a pact's end: they move with the evidence of a turn, at most tenfold, as few turns end a treaty."""
    factor = min(10.0, max(0.1, (p / (1 - p)) / (BASE_RATE / (1 - BASE_RATE)))) if p < 1 else 10.0
    odds = PACT_ENDS / (1 - PACT_ENDS) * factor
    return odds / (1 + odds)


def on_events(reports: Reports, measures: Sequence[Measure]) -> bool:
    """Tell whether acts of the two, read or coded by others, are enough to carry an answer."""
    read = reports.weights.total >= _LEAST_WEIGHT and reports.origins >= _LEAST_ORIGINS
    return read or any(m.kind == "events" and speaks(m) and m.evidence >= _LEAST_ACTS for m in measures)


def on_ties(reports: Reports, measures: Sequence[Measure]) -> str:
    """Return in words that votes or treaties carry the answer without enough acts; empty when they don't."""
    kinds = {m.kind for m in measures if speaks(m)} & {"votes", "treaties"}
    if not kinds or on_events(reports, measures):
        return ""
    told = " and ".join(sorted(kinds, reverse=True))
    thin = len(reports.now) or any(m.kind == "events" for m in measures)
    return f"it rests on {told} {'with few acts of the two beside them' if thin else 'alone'}"


def confidence(
    reports: Reports, measures: Sequence[Measure], conflicts: Sequence[str], carried: Sequence[Without] = ()
) -> tuple[str, str]:
    """Return the confidence, apart from the probability, with its reasons.

    Without enough acts of the two it is low, whatever else agrees: votes and treaties move slowly and miss most ruptures.
    """
    reasons = []
    points = 0
    if len(reports.telling):
        reasons.append(f"{_many(len(reports.telling), 'sign')} on {_many(reports.origins, 'independent origin')}")
        reasons.append(
            "reports from before the period to compare with"
            if len(reports.before)
            else "no reports from before the period"
        )
        acts, rows = reports.telling.acts, reports.telling.row
        alone = int(np.count_nonzero(acts.hedged[rows] | (reports.telling.origins < 2)))
        single = alone / len(reports.telling)
        reasons.append(f"{share(alone, len(reports.telling))} of the signs rest on one origin or are hedged")
        if reports.weights.total >= _LEAST_WEIGHT and reports.origins >= _LEAST_ORIGINS:
            points += 1
        if reports.weights.total >= 10 and reports.origins >= 10 and len(reports.before) and single < 0.5:
            points += 1
    others = [m for m in measures if speaks(m) and m.kind != "reports"]
    if others:
        beside = "other " if len(reports.telling) else ""
        reasons.append(f"{len(others)} {beside}{'measure says' if len(others) == 1 else 'measures say'} something")
        deep = any(m.kind == "events" and m.evidence >= 20 for m in others)
        points += 1 if deep else 0
        kinds = {m.kind for m in [*others, *(m for m in measures if m.kind == "reports" and speaks(m))]}
        # away and steady at once is disagreement, too
        if len(kinds) > 1 and len({m.direction for m in measures if speaks(m) and m.kind not in _ASIDE}) == 1:
            points += 1
            reasons.append("they agree")
    if conflicts:
        points -= 1
        reasons.append("measures disagree")
    if carried:
        return "low", "; ".join([*reasons, f"the answer turns over {carried[0].change}"])
    if not (reports.enough or others):
        return "low", "; ".join([*reasons, "too little to judge"])
    if slow := on_ties(reports, measures):
        return "low", "; ".join([*reasons, f"{slow}, which move slowly and miss most ruptures"])
    if not on_events(reports, measures):
        return "low", "; ".join([*reasons, "too few acts of the two"])
    return ("low", "moderate", "high")[max(0, min(points, 2))], "; ".join(reasons)


def disagreements(measures: Sequence[Measure], contrast: Contrast | None) -> tuple[str, ...]:
    """Return where the measures disagree, one sentence each."""
    told = [m for m in measures if speaks(m) and m.kind not in _ASIDE]
    by_way = {way: [m.name for m in told if m.direction == way] for way in ("away", "steady", "towards")}
    found = []
    if by_way["away"] and by_way["towards"]:
        found.append(f"{_list(by_way['away'])} say away, {_list(by_way['towards'])} towards.")
    if by_way["away"] and by_way["steady"]:
        found.append(f"{_list(by_way['away'])} say away, {_list(by_way['steady'])} no material move.")
    if by_way["towards"] and by_way["steady"]:
        found.append(f"{_list(by_way['towards'])} say towards, {_list(by_way['steady'])} no material move.")
    if contrast and contrast.enough and by_way["away"] and contrast.p_contrast < 0.35:
        found.append(
            "The relation with the ally got worse, but not more so than that with its rival: a cold spell all round "
            f"explains it as well (odds of a turn from the one to the other: {percent(contrast.p_contrast)})."
        )
    return tuple(found)


def _list(names: Sequence[str]) -> str:
    return " and ".join(names[:2]) if len(names) < 3 else ", ".join(names[:-1]) + f" and {names[-1]}"


def since_last(
    earlier: Sequence[Forecast], made: date | None, probability: float | None, signs: int, since: date | None
) -> tuple[str, ...]:
    """Return what changed since the last edition of the same question.

    Args:
        earlier: Forecasts about the two, the newest first; those that rest on data as new as these are no earlier edition.
        made: Last day of the data.
        probability: The answer now.
        signs: How many signs are known now.
        since: Start of the period asked about.
    """
    older = [f for f in earlier if made is None or f.made < made]
    same = next((f for f in older if f.since == since or _rolled(f, made, since)), None)
    if same is None:
        told = ["This is the first edition of this question in this store."]
        if older:
            told.append(
                f"An edition with data to {older[0].made} asked about another period (since {older[0].since or 'no date'}); "
                f"its answer, {percent(older[0].answer)}, doesn't compare with this one."
            )
        return tuple(told)
    known = f"{same.signs} sign{'s' if same.signs != 1 else ''}"
    head = f"The last edition, with data to {same.made} and {known}, said {percent(same.answer)}"
    if same.since != since:
        head += f" for the period since {same.since}"
    if probability is None:
        return (f"{head}; now there is not enough evidence.",)
    news = f"now data go to {made} and {signs} {'signs are' if signs != 1 else 'sign is'} known"
    points = round(100 * probability) - round(100 * same.answer)
    words = (
        f"the probability went {'up' if points > 0 else 'down'} by {abs(points)} points to {percent(probability)}"
        if points
        else "the probability is the same"
    )
    told = [f"{head}; {news}, and {words}."]
    if same.outcome is not None:
        came = "came true" if same.outcome else "did not come true"
        told.append(f"Its forecast for the year after ({percent(same.probability)}) {came}.")
    return tuple(told)


def _rolled(forecast: Forecast, made: date | None, since: date | None) -> bool:
    """Tell whether a forecast asked the same of a period that has since moved on with the data, as by default."""
    if made is None or since is None or forecast.since is None:
        return False
    return abs((made - forecast.made) - (since - forecast.since)).days <= _ROLLS
