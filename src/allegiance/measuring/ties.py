"""What votes in the United Nations and alliances say to a question."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import polars as pl

from allegiance import assessments, relations
from allegiance.baseline import BASELINE
from allegiance.percentages import share
from allegiance.records import Measure
from allegiance.store import Store

# Standard errors from which a rise is called one (one-sided, 5 %).
_BEYOND_CHANCE = 1.645
Found = tuple[list[Measure], list[str]]
"""Measures, and what is missing."""


def votes(store: Store, state: str, ally: str, since: date, until: date) -> Found:
    """Return what roll calls of the General Assembly say: likeness of the two states' votes, common moves taken out."""
    cast = _frame(
        store,
        'SELECT source, session, "date", call, state, vote FROM imported_votes WHERE "date" BETWEEN ? AND ?',
        [since - BASELINE, until],
    )
    if cast.is_empty():
        return [], []
    source = str(cast["source"][0])
    last: object = cast["date"].max()
    found = relations.of_pair(relations.votes_moved(cast, since=since, until=until), state, ally)
    if found is None:
        return [], [f"{source} holds too few votes of both on one side of {since} (it ends on {last})."]
    two = cast.filter(pl.col("state").is_in([state, ally]))
    kappas = []
    for window in (pl.col("date") < since, pl.col("date") >= since):
        table = relations.similarity(two.filter(window).with_columns(session=pl.lit(0)))
        kappas.append(table["kappa"].item() if table.height else None)
    finding = (
        f"likeness of votes (S) {found.after:.2f} since {since}, {found.before:.2f} in the three years before"
        + (f" (kappa {kappas[1]:.2f}, {kappas[0]:.2f})" if None not in kappas else "")
        + f"; {_beyond(found)}."
    )
    measure = Measure(
        name="votes in the United Nations",
        kind="votes",
        source=source,
        finding=finding,
        direction=_by_z(found.z),
        before=found.before,
        after=found.after,
        evidence=found.calls,
        moved=found.z,
        step=assessments.votes_step(found.z),
    )
    return [measure], []


def sides(store: Store, state: str, ally: str, rivals: Collection[str], since: date, until: date) -> list[Measure]:
    """Return with whom the state votes where the ally and its rivals vote against each other; shown only."""
    cast = _frame(
        store,
        'SELECT source, "date", call, state, vote FROM imported_votes WHERE "date" BETWEEN ? AND ?',
        [since - BASELINE, until],
    )
    found = None if cast.is_empty() else relations.sides(cast, state, ally, rivals, since=since, until=until)
    if found is None:
        return []
    then, now = found.before, found.after
    told = "; ".join(
        f"{when} on {part.calls} calls with the ally {share(part.ally, 1)}, with its rivals {share(part.rivals, 1)}, "
        f"with neither {share(part.neither, 1)}"
        for when, part in ((f"since {since}", now), ("in the three years before", then))
    )
    step = (
        "no move" if not found.z else f"{abs(found.z):.1f} standard deviations {'away' if found.z < 0 else 'towards'}"
    )
    between = (
        found.neither_z >= _BEYOND_CHANCE
        and now.ally < then.ally
        and now.neither - then.neither > now.rivals - then.rivals
    )
    return [
        Measure(
            name="votes where the ally and its rivals part",
            kind="sides",
            source=str(cast["source"][0]),
            finding=f"{told}; beyond what all states did, {step}. Shown only: it tells hedging from stable.",
            direction="between" if between else _by_z(found.z),
            before=then.leaning,
            after=now.leaning,
            evidence=min(then.calls, now.calls),
            moved=found.z,
        )
    ]


def points(store: Store, state: str, ally: str, since: date, until: date) -> Found:
    """Return what published ideal points say: the distance of the two states, common moves taken out."""
    held = _frame(store, "SELECT source, state, session, point FROM imported_points", [])
    if held.is_empty():
        return [], []
    source = str(held["source"][0])
    found = relations.of_pair(relations.points_moved(held, since=since, until=until), state, ally)
    if found is None:
        return [], [f"{source} has no ideal points of both on one side of {since}."]
    finding = (
        f"distance of ideal points {-found.after:.2f} since {since}, {-found.before:.2f} before; {_beyond(found)}."
    )
    measure = Measure(
        name="ideal points",
        kind="votes",
        source=source,
        finding=finding,
        direction=_by_z(found.z),
        before=-found.before,
        after=-found.after,
        evidence=found.calls,
        moved=found.z,
        step=assessments.votes_step(found.z),
    )
    return [measure], []


def _beyond(found: relations.Moved) -> str:
    """Return in words how far a pair moved beyond what the two states' moves with all others explain."""
    if not found.move:
        return "no move of the two beyond what their moves with all others explain"
    way = "apart" if found.move < 0 else "together"
    return (
        f"{abs(found.move):.2f} {way} beyond what both states' moves explain, "
        f"{abs(found.z):.1f} standard deviations of all pairs"
    )


def _by_z(z: float) -> str:
    return "away" if z <= -1 else "towards" if z >= 1 else "steady"


def treaties(store: Store, state: str, ally: str, since: date, until: date) -> Found:
    """Return what lists of alliances say: the pact of the two, and how alike all their alliances are."""
    measures: list[Measure] = []
    gaps: list[str] = []
    held = _frame(
        store,
        'SELECT source, a, b, "year", kind FROM imported_alliances WHERE "year" BETWEEN ? AND ?',
        [since.year - 1, until.year],
    )
    for (source,), table in held.group_by("source", maintain_order=True):
        last: object = table["year"].max()
        if not isinstance(last, int) or last < since.year:
            gaps.append(f"{source} ends in {last}, before the period asked about.")
            continue
        low, high = sorted((state, ally))
        ours = table.filter((pl.col("a") == low) & (pl.col("b") == high))
        was, now = (set(ours.filter(pl.col("year") == year)["kind"]) for year in (since.year - 1, last))
        found = relations.of_pair(
            relations.alliances_moved(relations.portfolios(table), since=since, until=until), state, ally
        )
        alike = f"; likeness of all their alliances (S) {found.before:.2f}, then {found.after:.2f}" if found else ""
        step = assessments.pact_step("defense" in was, "defense" in now)
        measures.append(
            Measure(
                name=f"alliances in {source}",
                kind="treaties",
                source=str(source),
                finding=f"{_pact(now)} in {last}, {'as' if was == now else _pact(was)} in {since.year - 1}{alike}.",
                direction="away" if step > 0 else "towards" if step < 0 else "steady",
                before=found.before if found else None,
                after=found.after if found else None,
                evidence=float(last - since.year + 1),
                step=step,
            )
        )
    newest = max(measures, key=lambda m: m.evidence, default=None)
    return [m if m is newest else assessments.shown_only(m, "another list is counted") for m in measures], gaps


def _pact(kinds: set[str]) -> str:
    names = {
        "defense": "defence",
        "offense": "offence",
        "neutral": "neutrality",
        "nonagg": "non-aggression",
        "entente": "entente",
        "consul": "consultation",
    }
    told = [name for kind, name in names.items() if kind in kinds]
    return f"pact of {', '.join(told)}" if told else "no pact"


def _frame(store: Store, sql: str, parameters: Sequence[object]) -> pl.DataFrame:
    found = pl.from_arrow(store.arrow(sql, parameters))
    assert isinstance(found, pl.DataFrame)
    return found
