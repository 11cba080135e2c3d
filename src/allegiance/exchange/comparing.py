"""Events coded here beside events coded by others, row by row."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

KEEP = ("event_id", "date", "actor", "recipient", "type", "quad")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How two tables of events agree.

    Attributes:
        rows: One row per event: ``match`` (``type``, ``quad``, ``dyad``, ``ours only``, ``theirs only``) and the columns of
            both sides, ours plain and theirs with ``_theirs``; ``days`` apart.
        counts: How many rows of each ``match``.
        recall: Share of their events for which ours have the same dyad and type within the days allowed.
        precision: Share of ours that theirs have likewise.
    """

    rows: pl.DataFrame
    counts: dict[str, int]
    recall: float | None
    precision: float | None


def compare(ours: pl.DataFrame, theirs: pl.DataFrame, *, days: int = 1) -> Comparison:
    """Match two tables of events one to one: the same ordered dyad, at most some days apart.

    The best matches are taken first: the same type before the same quad class before the same dyad alone, fewer days
    apart before more. Both sides may be wrong: this says where they agree, not who is right.

    Args:
        ours: A tidy event table.
        theirs: Another.
        days: Greatest number of days between the two dates.
    """
    left, right = (_usable(table) for table in (ours, theirs))
    candidates = (
        left.join(right, on=["actor", "recipient"], suffix="_theirs")
        .with_columns(days=(pl.col("date") - pl.col("date_theirs")).dt.total_days())
        .filter(pl.col("days").abs() <= days)
        .with_columns(
            match=pl.when(pl.col("type") == pl.col("type_theirs"))
            .then(pl.lit("type"))
            .when(pl.col("quad") == pl.col("quad_theirs"))
            .then(pl.lit("quad"))
            .otherwise(pl.lit("dyad"))
        )
        .sort(
            pl.col("match").replace_strict({"type": 0, "quad": 1, "dyad": 2}),
            pl.col("days").abs(),
            "row",
            "row_theirs",
        )
    )
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    chosen = []
    for at, (row, row_theirs) in enumerate(candidates.select("row", "row_theirs").iter_rows()):
        if row not in taken_left and row_theirs not in taken_right:
            taken_left.add(row)
            taken_right.add(row_theirs)
            chosen.append(at)
    matched = candidates[chosen]
    only_ours = left.filter(~pl.col("row").is_in(list(taken_left))).with_columns(match=pl.lit("ours only"))
    only_theirs = (
        right.filter(~pl.col("row").is_in(list(taken_right)))
        .rename({name: f"{name}_theirs" for name in ("row", "event_id", "date", "type", "quad")})
        .with_columns(match=pl.lit("theirs only"))
    )
    pairs = [name for key in ("event_id", "date", "type", "quad") for name in (key, f"{key}_theirs")]
    rows = pl.concat([matched, only_ours, only_theirs], how="diagonal").select(
        "match", "actor", "recipient", "days", *pairs
    )
    counts = dict(rows["match"].value_counts(sort=True).iter_rows())
    same = counts.get("type", 0)
    return Comparison(
        rows=rows,
        counts=counts,
        recall=same / right.height if right.height else None,
        precision=same / left.height if left.height else None,
    )


def _usable(table: pl.DataFrame) -> pl.DataFrame:
    status = pl.col("status").fill_null("asserted") if "status" in table.columns else pl.lit("asserted")
    return (
        table.filter(status == "asserted").select(KEEP).drop_nulls(["date", "actor", "recipient"]).with_row_index("row")
    )
