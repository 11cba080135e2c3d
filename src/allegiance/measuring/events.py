"""What a table of events says to a question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl

from allegiance import assessments, relations
from allegiance.baseline import BASELINE
from allegiance.measuring.tables import Table
from allegiance.percentages import percent, share
from allegiance.records import Measure
from allegiance.relations.frames import CONFLICT, pair


def measure_events(
    table: Table, state: str, ally: str, since: date, until: date
) -> tuple[list[Measure], list[assessments.Alternative], list[str]]:
    """Return what a table says, what it would say under other choices, and what it lacks."""
    name = f"events coded by {table.source}"
    rows = pair(table.near, state, ally)
    latest: object = table.whole["date"].max()
    if not isinstance(latest, date) or latest < since:
        return [], [], [f"{table.source} ends on {latest}, before the period asked about."]
    every = table.every
    found = relations.change(table.near, state, ally, since=since, until=until, every=every)
    windows = (
        pl.col("date").is_between(since - BASELINE, since, closed="left"),
        pl.col("date").is_between(since, until),
    )
    material = pl.col("quad").str.starts_with("material")
    (c0, n0), (c1, n1) = (_tally(rows.filter(window)) for window in windows)
    (d0, m0), (d1, m1) = (_tally(rows.filter(window & material)) for window in windows)
    now = (
        f"{c1:.0f} of {n1:.0f} acts since {since} unfriendly ({_shares(c1, n1, d1, m1)})"
        if n1
        else f"none since {since}"
    )
    past = (
        f"{c0:.0f} of {n0:.0f} in the three years before ({_shares(c0, n0, d0, m0)})"
        if n0
        else "none in the three years before"
    )
    told = f"{now}, {past}" + _by_quad(*(rows.filter(window) for window in reversed(windows)))
    bare = Measure(
        name=name,
        kind="events",
        source=table.source,
        finding=f"{told}: too few to judge.",
        direction="not enough",
        before=found.level if n0 else None,
        after=c1 / n1 if n1 else None,
        evidence=min(found.before, found.after),
    )
    if not found.enough:
        return [bare], [], []
    draws = relations.resampled(table.near, state, ally, since=since, until=until, every=every)
    drawn = sorted(assessments.by_events(p) for p in draws.tolist())
    probability = assessments.by_events(found.p_materially_worse)
    towards = assessments.closer_by_events(found.p_materially_better)
    rate = (
        ""
        if found.p_rate_higher is None
        else f"; conflict against all coverage up by a quarter: {percent(found.p_rate_higher)}"
    )
    measure = replace(
        bare,
        finding=(
            f"{told}; set against {percent(found.level)}, where the latest acts before weigh most, odds up by a quarter: "
            f"{percent(found.p_materially_worse)}, down: {percent(found.p_materially_better)} "
            f"({percent(assessments.EVENT_PRIOR)} each with nothing seen), up at all: {percent(found.p_worse)}, "
            f"up by a quarter a year on, too: {percent(found.p_lasts)}{rate}."
        ),
        direction=_direction(probability, towards),
        probability=probability,
        low=drawn[19],
        high=drawn[180],
        towards=towards,
        step=assessments.events_step(found.p_materially_worse),
    )
    choices = relations.sensitivity(table.near, state, ally, since=since, until=until, every=every, sources=3)
    words = {"baseline": "with the baseline at {}", "filter": "with {}", "without": "without {}"}
    alternatives = [
        assessments.Alternative(
            change=f"{words[row['what']].format(row['choice'])} in {table.source}",
            measure=name,
            step=assessments.events_step(row["p_materially_worse"]),
        )
        for row in choices.to_dicts()
        if row["what"] in words and min(row["before"], row["after"]) >= 1 and _moves(row, since, table)
    ]
    return [measure], alternatives, []


def _shares(conflict: float, total: float, hostile: float, material: float) -> str:
    """Return the share of conflict, and the numbers of material acts where there are any."""
    return share(conflict, total) + (f"; of material ones {hostile:.0f} of {material:.0f}" if material else "")


def _by_quad(now: pl.DataFrame, past: pl.DataFrame) -> str:
    """Return the acts of both times by quad with their mean severity, where the table tells types; else nothing."""
    both = relations.by_quad(now).join(relations.by_quad(past), on="quad", suffix="_before", maintain_order="left")
    if both["severity"].is_null().all():
        return ""

    def told(events: float, severity: float | None) -> str:
        return f"{events:.0f}" if severity is None else f"{events:.0f} of mean severity {severity:.2f}"

    parts = [
        f"{row['quad']} {told(row['events'], row['severity'])} ({told(row['events_before'], row['severity_before'])} before)"
        for row in both.rows(named=True)
        if row["events"] + row["events_before"]
    ]
    return f"; by quad: {', '.join(parts)}"


def _moves(row: dict[str, str], since: date, table: Table) -> bool:
    """Tell whether a choice can move the answer: yearly counts know no months."""
    if table.every != "year" or row["what"] != "baseline":
        return True
    return abs((date.fromisoformat(row["choice"]) - since).days) >= 365


def _tally(rows: pl.DataFrame) -> tuple[float, float]:
    weight = pl.col("origins").filter(pl.col("status") == "asserted")
    hostile = pl.col("origins").filter((pl.col("status") == "asserted") & pl.col("quad").is_in(CONFLICT))
    conflict, total = rows.select(hostile.sum().alias("c"), weight.sum().alias("n")).row(0)
    return float(conflict or 0), float(total or 0)


def _direction(worse: float, better: float) -> str:
    """Return the direction in words: one must be likelier than the other by half, and likelier than not to be named."""
    if worse >= 0.5 and worse > better:
        return "away"
    return "towards" if better >= 0.5 and better > worse else "steady"
