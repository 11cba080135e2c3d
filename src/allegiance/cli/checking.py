"""The command that sets what articles claim against the registers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from allegiance import pipeline
from allegiance.cli.output import Bars, problems, table
from allegiance.records import Problem

_SOME_FAILED = 3
_COLUMNS = ("verdict", "kind", "says", "record", "nearest", "reference", "sentence", "outlet", "published")


def check(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders of articles, in any supported format.")],
    everything: Annotated[
        bool, typer.Option("--all", help="Show confirmed claims and those not covered, too.")
    ] = False,
    actors: Annotated[
        Path | None, typer.Option("--actors", help="Folder with your own actors and outlets (CSV).")
    ] = None,
) -> None:
    """Set what articles claim about votes, seats, memberships, recognitions, offices and dates against the record."""
    setup = pipeline.Setup(gazetteer=actors)
    failed: list[Problem] = []
    rows: list[tuple[object, ...]] = []
    with Bars() as bars:
        done = 0
        for item in pipeline.check_paths(paths, setup, today=datetime.now(UTC).date()):
            if isinstance(item, Problem):
                failed.append(item)
                continue
            article, found = item
            done += 1
            for one in found:
                if everything or one.verdict == "contradicted":
                    claim = (one.verdict, one.kind, one.says, one.record, one.nearest, one.reference, one.sentence)
                    rows.append((*claim, article.outlet, article.published))
            bars("checking", done, None)
    table(_COLUMNS, rows)
    problems(failed)
    if any(problem.fatal for problem in failed):
        raise typer.Exit(_SOME_FAILED)
