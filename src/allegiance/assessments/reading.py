"""What surrounds an answer: rival readings, things to watch, gaps, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from allegiance.assessments.words import word
from allegiance.records import Event, EventType, Hypothesis, Indicator, Sign


def _weight(signs: Sequence[Sign], direction: str, *, direct: bool | None = None) -> float:
    return sum(
        s.weight for s in signs if s.direction == direction and (direct is None or (s.via == "direct") == direct)
    )


def hypotheses(state: str, ally: str, signs: Sequence[Sign]) -> tuple[Hypothesis, ...]:
    """Return rival readings, the least inconsistent first (analysis of competing hypotheses, Heuer 1999).

    Inconsistency is the weight of signs that a reading would not lead one to expect. It ranks readings for the
    reader; the probability does not rest on it.
    """
    away, towards = _weight(signs, "away"), _weight(signs, "towards")
    direct_away, third_away = _weight(signs, "away", direct=True), _weight(signs, "away", direct=False)
    readings = (
        ("stable", f"{state} stays as close to {ally} as before", away),
        ("hedging", f"{state} keeps {ally} and opens other doors", abs(away - towards)),
        ("drifting", f"{state} leaves {ally} for its rivals", towards + max(0.0, direct_away - third_away) / 2),
        ("quarrel", f"{state} and {ally} have a passing quarrel", towards / 2 + third_away),
        ("coverage", "the change lies in what is reported, not in what is done", (away + towards) / 2),
    )
    ranked = (Hypothesis(name=n, statement=t, inconsistency=round(w, 2)) for n, t, w in readings)
    return tuple(sorted(ranked, key=lambda h: (h.inconsistency, h.name)))


def indicators(state: str, ally: str, signs: Sequence[Sign], events: Mapping[str, Event]) -> tuple[Indicator, ...]:
    """Return what to watch, with threshold and present state."""
    direct = [events[s.event] for s in signs if s.via == "direct"]

    def told(types: set[EventType]) -> str:
        found = [e for e in direct if e.type in types]
        days = [day for e in found if (day := e.date_start or e.first_reported)]
        if not found:
            return "none reported"
        return f"{len(found)} reported" + (f", the last on {max(days)}" if days else "")

    return (
        Indicator(
            what=f"Cuts or expulsions between {state} and {ally}",
            threshold="one that is confirmed by two independent origins",
            state=told({EventType.SANCTION, EventType.COERCE}),
        ),
        Indicator(
            what=f"Refusals between {state} and {ally}",
            threshold="three in a quarter",
            state=told({EventType.REJECT}),
        ),
        Indicator(
            what=f"Aid and joint work of {state} and {ally}",
            threshold="none in half a year",
            state=told({EventType.AID, EventType.COOPERATE}),
        ),
        Indicator(
            what=f"Force or threats between {state} and {ally}",
            threshold="one",
            state=told({EventType.ASSAULT, EventType.MOBILIZE, EventType.THREATEN}),
        ),
    )


def gaps(
    state: str, ally: str, signs: Sequence[Sign], events: Mapping[str, Event], *, baseline: bool, dated: bool
) -> tuple[str, ...]:
    """Return what is missing."""
    found = []
    if not baseline:
        found.append(f"No reports from before the period: {state} and {ally} are set against a typical pair of allies.")
    if not dated:
        found.append("Some reports have no date; they are counted as lying in the period.")
    if not any(events[s.event].type in (EventType.COOPERATE, EventType.AID) for s in signs if s.via == "direct"):
        found.append(f"Nothing was read on trade, exercises or aid between {state} and {ally}.")
    if not any(events[s.event].type is EventType.VOTE for s in signs):
        found.append("No votes were reported in what was read.")
    outlets = {outlet for s in signs for outlet in events[s.event].outlets}
    if len(outlets) < 5:
        found.append(f"Only {len(outlets)} outlets report the signs.")
    return tuple(found)


def changes(state: str, ally: str, probability: float | None) -> tuple[str, ...]:
    """Return what would change the answer."""
    if probability is None:
        return (
            f"Reports of acts between {state} and {ally} by three or more independent sources would allow an answer.",
        )
    lower = f"Material aid, joint exercises or a defence of {ally}'s position in a vote would lower the probability."
    higher = f"An expulsion, a cut of trade or transit, or a vote against {ally} would raise it."
    return (f"The answer now is {word(probability)}. {lower}", higher)
