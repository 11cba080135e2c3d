"""The command that sets what articles claim against the registers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from allegiance import pipeline
from allegiance.cli.options import SOME_FAILED, Actors
from allegiance.cli.output import Bars, entries, problems, say
from allegiance.records import Article, Problem, RegisterCheck
from allegiance.views.wording import plural


def check(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders of articles, in any supported format.")],
    everything: Annotated[
        bool, typer.Option("--all", help="Show confirmed claims and those not covered, too.")
    ] = False,
    actors: Actors = None,
    votes: Annotated[
        Path | None, typer.Option("--votes", help="Table of votes of the General Assembly (Voeten); with --calls.")
    ] = None,
    calls: Annotated[Path | None, typer.Option("--calls", help="Table of the roll calls of these votes.")] = None,
) -> None:
    """Set what articles claim about votes, seats, memberships, recognitions, offices and dates against the record.

    With `--votes` and `--calls` how a state voted is also checked for every resolution of the General Assembly since 2004
    that a text names by its number.
    """
    if (votes is None) != (calls is None):
        raise typer.BadParameter("name both --votes and --calls: votes say which call, calls which resolution")
    setup = pipeline.Setup(gazetteer=actors, roll_calls=(votes, calls) if votes and calls else None)
    failed: list[Problem] = []
    rows: list[tuple[list[str], dict[str, object]]] = []
    claims = wrong = 0
    with Bars() as bars:
        done = 0
        for item in pipeline.check_paths(paths, setup, today=datetime.now(UTC).date()):
            if isinstance(item, Problem):
                failed.append(item)
                continue
            article, found = item
            done += 1
            claims += len(found)
            wrong += sum(one.verdict == "contradicted" for one in found)
            rows += [
                (_lines(one, article), _row(one, article))
                for one in found
                if everything or one.verdict == "contradicted"
            ]
            bars("checking", done, None)
    entries(rows)
    say(f"{plural(claims, 'claim')} in {plural(done, 'article')}, {wrong} against the record")
    problems(failed, kept=False)
    if any(problem.fatal for problem in failed):
        raise typer.Exit(SOME_FAILED)


def _lines(one: RegisterCheck, article: Article) -> list[str]:
    lines = [f"{one.verdict}  {one.says}"]
    if one.record:
        lines.append(f"record: {one.record} ({one.reference})")
    if one.nearest not in ("", one.record):
        lines.append(f"nearest true reading: {one.nearest}")
    words = " ".join(one.sentence.split())
    return [*lines, f"“{words}” {article.outlet or 'unknown outlet'}, {article.published or 'undated'}"]


def _row(one: RegisterCheck, article: Article) -> dict[str, object]:
    names = ("verdict", "kind", "says", "record", "nearest", "reference", "sentence")
    return {**{name: getattr(one, name) for name in names}, "outlet": article.outlet, "published": article.published}
