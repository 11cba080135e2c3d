"""What surrounds an answer: rival readings, things to watch, gaps, assumptions, and what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from allegiance.actors import opening
from allegiance.assessments.acts import TYPES, Ints
from allegiance.assessments.change import BASE_RATE
from allegiance.assessments.combine import logit, pooled, speaks
from allegiance.assessments.names import Tie
from allegiance.assessments.signs import AWAY, LEAST_CONFIDENCE, TOWARDS
from allegiance.assessments.weighing import Reports, Side
from allegiance.assessments.words import word
from allegiance.percentages import percent
from allegiance.records import Contrast, EventType, Hypothesis, Measure

NO_REPORTS = (
    "No article on the two was read: the answer rests on tables that others made, without words to check it by."
)
_UNSURE = f"confidence under {percent(LEAST_CONFIDENCE)}"
# What a measure weighs in the table of rival readings: as much as two certain material acts.
_MEASURE = 2.0
# Readings nearer to the first than this are not told apart.
_APART = 1.0
_VOTE = TYPES.index(EventType.VOTE)
_JOINT = [TYPES.index(kind) for kind in (EventType.COOPERATE, EventType.AID)]
_C, _I, _N = "consistent", "inconsistent", "neutral"
_NAMES = ("stable", "hedging", "drifting", "quarrel", "coverage")
_CALM = ("stable", "coverage")
# The same, by how much each claims.
_CLAIMS = ("stable", "quarrel", "coverage", "hedging", "drifting")
# How each reading takes what a measure says, in the order of _NAMES. A quarrel would show in the acts, and so would news that
# turned worse by itself; neither is expected to show in votes, treaties or dealings with a rival. Who hedges keeps the ally
# and shows it by siding with neither where ally and rivals part, or by getting closer to others (Kuik 2008, Koga 2018):
# without either, steady relations are no hedging.
_MATRIX: dict[tuple[str, str], tuple[str, ...]] = {
    ("events", "away"): (_I, _C, _C, _C, _N),
    ("events", "steady"): (_C, _C, _I, _I, _I),
    ("events", "towards"): (_C, _N, _I, _I, _N),
    ("votes", "away"): (_I, _C, _C, _I, _I),
    ("votes", "steady"): (_C, _C, _I, _N, _N),
    ("votes", "towards"): (_C, _I, _I, _N, _I),
    ("treaties", "away"): (_I, _N, _C, _I, _I),
    ("treaties", "steady"): (_C, _C, _N, _N, _N),
    ("treaties", "towards"): (_C, _I, _I, _I, _I),
    ("sides", "away"): (_I, _C, _C, _I, _I),
    ("sides", "between"): (_I, _C, _N, _I, _I),
    ("sides", "steady"): (_C, _I, _I, _N, _N),
    ("sides", "towards"): (_C, _I, _I, _N, _N),
    ("rival", "away"): (_I, _C, _C, _I, _N),
    ("rival", "steady"): (_C, _N, _I, _N, _N),
    ("doors", "open"): (_I, _C, _N, _N, _N),
    ("doors", "shut"): (_C, _I, _N, _N, _N),
}
# With fewer divided votes than this, that none moved speaks against nothing.
_LEAST_DIVIDED = 20
# Odds from which a group of states counts as a door that opened: of several groups one passes one half by chance.
_OPEN = 0.6


def hypotheses(
    state: str,
    ally: str,
    signs: Side,
    measures: Sequence[Measure] = (),
    contrast: Contrast | None = None,
    *,
    tie: Tie = "allies",
) -> tuple[Hypothesis, ...]:
    """Return rival readings, the least inconsistent first (analysis of competing hypotheses, Heuer 1999).

    Inconsistency is the weight of signs and measures that a reading would not lead one to expect. Of readings with the same,
    the one that more of the evidence bears out stands first, then the one that claims least. The order is for the reader; the
    probability does not rest on it.
    """
    away, towards = signs.weight(AWAY), signs.weight(TOWARDS)
    direct_away, third_away = signs.weight(AWAY, direct=True), signs.weight(AWAY, direct=False)
    against = {
        "stable": away,
        "hedging": abs(away - towards),
        "drifting": towards + max(0.0, direct_away - third_away) / 2,
        "quarrel": towards / 2 + third_away,
        "coverage": (away + towards) / 2,
    }
    rows: list[tuple[str, tuple[str, ...]]] = [(f"signs away, weight {away:.1f}", (_I, _C, _C, _C, _N))] if away else []
    rows += [(f"signs towards, weight {towards:.1f}", (_C, _C, _I, _I, _N))] if towards else []
    for m in measures:
        few = m.kind == "sides" and m.direction in ("steady", "towards") and m.evidence < _LEAST_DIVIDED
        if m.kind != "reports" and speaks(m) and not few:
            rows.append((f"{m.name}: {m.direction}", _MATRIX[m.kind, m.direction]))
    if contrast and contrast.enough:
        turned = "away" if contrast.p_to_rival >= 0.5 else "steady"
        told = "closer" if turned == "away" else "no closer"
        rows.append((f"relation with the ally's rival: {told}", _MATRIX["rival", turned]))
    groups = [b for b in contrast.blocs if b.enough and not b.allied] if contrast else []
    if groups:
        open_ = [b.bloc for b in groups if b.p_towards >= _OPEN]
        told = f"other groups of states: {', '.join(open_)} closer" if open_ else "other groups of states: none closer"
        rows.append((told, _MATRIX["doors", "open" if open_ else "shut"]))
    # only an ally can be kept or left
    wordings = (
        ("{} stays as close to {} as before", "{} keeps {} and opens other doors", "{} leaves {} for its rivals")
        if tie == "allies"
        else ("{} stands to {} as before", "{} goes on with {} and opens other doors", "{} turns from {} to its rivals")
    )
    statements = (
        *(opening(wording.format(state, ally)) for wording in wordings),
        opening(f"{state} and {ally} have a passing quarrel"),
        "The change lies in what is reported, not in what is done",
    )
    ranked = []
    for at, (name, statement) in enumerate(zip(_NAMES, statements, strict=True)):
        beside = [marks[at] for told, marks in rows if not told.startswith("signs ")]
        weight = against[name] + _MEASURE * sum(mark == _I for mark in beside)
        evidence = tuple((told, marks[at]) for told, marks in rows)
        ranked.append(Hypothesis(name=name, statement=statement, inconsistency=round(weight, 2), evidence=evidence))
    return tuple(
        sorted(
            ranked,
            key=lambda h: (h.inconsistency, -sum(mark == _C for _, mark in h.evidence), _CLAIMS.index(h.name)),
        )
    )


def leading(ranked: Sequence[Hypothesis]) -> str:
    """Return a sentence on the reading with least against it, where it stands out and says that something moved."""
    if len(ranked) < 2 or ranked[1].inconsistency < ranked[0].inconsistency + _APART or ranked[0].name in _CALM:
        return ""
    return f" Of the rival readings this has least against it: {ranked[0].statement}."


def _level(level: int, ranked: int) -> str:
    return "They are not told apart" if level == ranked else f"The first {level} are not told apart"


def told_apart(ranked: Sequence[Hypothesis], probability: float | None) -> str:
    """Return how far a ranking of readings may be read, in a sentence or two."""
    if not ranked:
        return ""
    level = sum(h.inconsistency < ranked[0].inconsistency + _APART for h in ranked)
    found = (
        "The first stands out by more than the weight of one certain, material act."
        if level == 1
        else f"{_level(level, len(ranked))}: less than the weight of one certain, material act lies between them."
    )
    calm = ranked[0].name in _CALM
    if probability is not None and ((probability >= 0.55 and calm) or (probability < 0.45 and not calm)):
        found += " The ranking points another way than the answer: it knows no base rate, which the answer starts from."
    return found


def gaps(state: str, ally: str, signs: Side, unsure: Ints, *, baseline: bool) -> tuple[str, ...]:
    """Return what is missing in the reports.

    Args:
        state, ally: Names.
        signs: Those found in the period.
        unsure: Rows of direct acts and votes of the state in the period that were read too unsurely for a sign.
        baseline: Whether reports from the three years before the period were read.
    """
    found = []
    acts = signs.acts
    if not baseline:
        found.append(
            f"No reports from the three years before the period: {state} and {ally} are set against a typical pair of allies."
        )
    if not np.isin(acts.kind[signs.row[signs.direct]], _JOINT).any():
        found.append(f"No aid or joint work of {state} and {ally} was read (talks and agreements are not that).")
    votes = unsure[acts.kind[unsure] == _VOTE]
    if not (acts.kind[signs.row] == _VOTE).any():
        found.append(_votes_missing(state, ally, acts.day[votes].tolist()))
    if rest := len(unsure) - len(votes):
        told = "act was" if rest == 1 else "acts were"
        found.append(f"{rest} more {told} read of {state} and {ally}, too unsurely for a sign ({_UNSURE}).")
    outlets = signs.number(acts.outlets)
    if len(signs) and outlets < 5:
        few = {0: "No article of a sign names its outlet.", 1: "A single outlet reports the signs."}
        found.append(few.get(outlets, f"Only {outlets} outlets report the signs."))
    return tuple(found)


def undated(number: int, *, since: date | None) -> tuple[str, ...]:
    """Return how many signs have no day, if any, and whether they count."""
    if not number:
        return ()
    told = (
        "sign has no day, and its article no date" if number == 1 else "signs have no day, and their articles no date"
    )
    if since is None:
        return (
            f"{number} {told}; all that was read is the period, so {'it counts' if number == 1 else 'they count'}.",
        )
    return (
        f"{number} {told}: {'it' if number == 1 else 'they'} may lie before {since}, and "
        f"{'is' if number == 1 else 'are'} shown as neutral and not counted.",
    )


def other_outlets(number: int) -> tuple[str, ...]:
    """Return how many signs of before the period are no baseline, if any, and why."""
    if not number:
        return ()
    told = "sign from before the period is" if number == 1 else "signs from before the period are"
    return (
        f"{number} {told} of outlets that report no sign in it; another choice of outlets is no change, so they are no "
        "baseline.",
    )


def _votes_missing(state: str, ally: str, unsure: Sequence[int]) -> str:
    """Return why no vote is among the signs: none was read, or those read, on these days, are too unsure."""
    if not unsure:
        return f"No vote of {state} on a text about {ally} was read."
    days = [date.fromordinal(day).isoformat() for day in sorted(set(unsure)) if day]
    when = f" ({days[0]}{f' to {days[-1]}' if len(days) > 1 else ''})" if days else ""
    told, read = ("1 report of a vote", "was") if len(unsure) == 1 else (f"{len(unsure)} reports of votes", "were")
    return f"{told} by {state}{when} {read} read, too unsurely for a sign ({_UNSURE}); imported roll calls would tell."


def assumptions(
    state: str, ally: str, measures: Sequence[Measure], *, since: date | None, tie: Tie = "allies"
) -> tuple[str, ...]:
    """Return what the answer takes for granted."""
    found = [
        f"What was reported of {state} and {ally} before and since is a like sample of what they did.",
        "An unfriendly act means the same before and since, whoever does it and however large it is.",
    ]
    if tie != "allies":
        found.append(f"The base rates were measured among allies; {state} and {ally} are none on record, and no others were "
                     "measured.")  # fmt: skip
    if since:
        found.append(f"The time before {since} was an ordinary time for the two; if it was itself a quarrel, what follows "
                     "looks like peace.")  # fmt: skip
    if len([m for m in measures if speaks(m) and m.kind in ("reports", "events")]) > 1:
        found.append("Reports and tables of events read the same news; they are averaged and don't confirm each other.")
    if any(m.kind == "votes" and m.step for m in measures):
        found.append("A turn of alignment shows in votes; most quarrels don't, so steady votes say little.")
    return tuple(found)


def changes(
    state: str,
    ally: str,
    probability: float | None,
    reports: Reports | None = None,
    measures: Sequence[Measure] = (),
    *,
    carried: bool = False,
) -> tuple[str, ...]:
    """Return what would change the answer, with the number that it would change to where reports carry it.

    ``carried`` says that there is none since one sign or the less sure half would carry it.
    """
    if carried:
        return (
            f"More acts between {state} and {ally}, or the same ones by more independent sources, would allow an answer.",
        )
    if probability is None:
        return (
            f"Reports of acts between {state} and {ally} by three or more independent sources would allow an answer.",
        )
    lower = f"Material aid, joint exercises or a defence of {ally}'s position in a vote would lower the probability."
    higher = f"An expulsion, a cut of trade or transit, or a vote against {ally} would raise it."
    found = [f"The answer now is {word(probability)}. {lower}", higher]
    if reports is not None and reports.enough:

        def after(away: float, towards: float) -> float:
            shift = logit(reports.with_more(away, towards)) - logit(BASE_RATE)
            return pooled(BASE_RATE, measures, [shift if m.kind == "reports" else m.step for m in measures])

        found.append(
            f"Three more certain, material acts away would make it {percent(after(3, 0))}; three towards, "
            f"{percent(after(0, 3))}."
        )
    return tuple(found)
