"""Commands for what others coded, and for the record: import, export, compare, movers, record."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from allegiance import assessments, exchange, measuring, outside
from allegiance.cli.options import DEFAULT_STORE, SOME_FAILED, StoreFile, held, one_of
from allegiance.cli.output import Bars, problems, say, table, write_whole
from allegiance.percentages import percent, share
from allegiance.store import Store

_LINES = "jsonl"


def import_(
    paths: Annotated[
        list[Path], typer.Argument(help="Tables of events, mentions, votes with roll calls, points, alliances.")
    ],
    store: StoreFile = DEFAULT_STORE,
    name: Annotated[
        str | None, typer.Option("--name", help="Name of the source, where the table names no system.")
    ] = None,
) -> None:
    """Read tables that others made (GDELT, ICEWS, POLECAT, UN votes, alliances, ideal points) into the store."""
    with Store(store) as opened, Bars() as bars:
        done, found = outside.import_tables(opened, paths, name=name, progress=bars)
        joined = outside.mentions_joined(opened) if any(d.kind in ("events", "mentions") for d in done) else []
    columns = ("file", "kind", "source", "rows", "known", "rejected")
    table(columns, [(d.name, d.kind, d.source, d.rows, d.known, d.rejected) for d in done])
    for row in joined:
        say(
            f"{row['source']}: mentions of {row['events']} events ({row['mentions']} in all), of which the store holds "
            f"{row['held']} (with {row['joined']}); the others wait for theirs"
        )
    problems(found)
    if any(problem.fatal for problem in found):
        raise typer.Exit(SOME_FAILED)


def export(
    folder: Annotated[Path, typer.Argument(help="Folder for the files.")],
    store: StoreFile = DEFAULT_STORE,
    forms: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            help=f"{_LINES} (every table, the default), {', '.join(exchange.FORMATS)} (events), or all; may be repeated.",
        ),
    ] = None,
    source: Annotated[str, typer.Option("--source", help="Whose events: ours, or an imported source.")] = outside.OWN,
) -> None:
    """Write what the store holds: all tables as sorted JSON lines, or the events in one of the field's forms."""
    named = [one_of(form, [_LINES, *exchange.FORMATS, "all"], flag="--format") for form in forms or [_LINES]]
    wanted = list(exchange.FORMATS) if named == ["all"] else named
    if "all" in wanted:
        raise typer.BadParameter("all stands by itself, without other forms", param_hint="--format")
    with held(store) as opened:
        if _LINES in wanted:
            for path in opened.export(folder):
                say(str(path))
        told = outside.export(opened, folder, [form for form in wanted if form != _LINES], source=source)
    for path, remark in told:
        say(f"{path}" + (f" ({remark})" if remark else ""))


def compare(
    second: Annotated[str, typer.Argument(metavar="SOURCE", help="The imported source to set beside our events.")],
    store: StoreFile = DEFAULT_STORE,
    first: Annotated[str, typer.Option("--first", help="Another source in the place of our events.")] = outside.OWN,
    days: Annotated[int, typer.Option(min=0, help="Greatest number of days between two matching events.")] = 1,
    out: Annotated[Path | None, typer.Option("--out", help="Where to write every row, as CSV.")] = None,
) -> None:
    """Set events coded by others beside ours, row by row: where they agree, and what only one of them has.

    Only days that both sources cover are compared. Either side may be wrong. `match` says what is alike of two events of
    one dyad: their type, their quad class, or the dyad alone; `ours only` and `theirs only` have no counterpart.
    """
    with held(store) as opened:
        found = outside.compare(opened, first=first, second=second, days=days)
    if out:
        write_whole(out, found.rows.write_csv())
        say(f"{found.rows.height} rows: {out}")
        table(("match", "rows"), list(found.counts.items()))
    else:
        table(found.rows.columns, list(found.rows.iter_rows()))
        say("rows by match: " + ", ".join(f"{name} {number}" for name, number in found.counts.items()))
    for whose, other, found_there in ((second, first, found.recall), (first, second, found.precision)):
        if found_there is not None:
            say(f"{share(found_there, 1)} of the events of {whose} stand in {other}, too, with the same type")


def movers(
    since: Annotated[datetime, typer.Option("--since", formats=["%Y-%m-%d"], help="Baseline date.")],
    until: Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="Last day looked at.")] = None,
    store: StoreFile = DEFAULT_STORE,
    source: Annotated[str, typer.Option("--source", help="Whose events: ours, or an imported source.")] = outside.OWN,
    limit: Annotated[int, typer.Option(min=1, help="How many to show.")] = 30,
    false_share: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Share of the named pairs that may be expected wrong.")
    ] = 0.1,
) -> None:
    """List the pairs that moved most since a date, against the three years before it, the surest first.

    `p` is the probability that the odds of conflict rose (worse) or fell (better) by a quarter or more; with nothing seen it
    is .32. `named` marks the longest list, from the top, in which no more than the false share is expected to be wrong: the
    correction for having looked at every pair. All acts between the two count; `assess` takes only what was read surely,
    and weighs third parties, too, so that it may say otherwise.
    """
    with held(store) as opened:
        found = outside.movers(
            opened, since=since.date(), until=until.date() if until else None, source=source, false_share=false_share
        )
    numbers = ("p", "drift", "low", "high", "before", "after")
    shown = found.head(limit)
    rows = [
        # a probability is never told as certain
        tuple(
            min(round(v, 3), 0.999) if name == "p" else round(v, 3) if name in numbers else v for name, v in row.items()
        )
        for row in shown.to_dicts()
    ]
    table(found.columns, rows)
    named = int(found["named"].sum())
    told = "1 pair has" if found.height == 1 else f"{found.height} pairs have"
    expected = f"of which {percent(false_share)} may be expected wrong" if named else "all may have moved by chance"
    say(f"{told} enough events on both sides; {named} of them named, {expected}")


def record(store: StoreFile = DEFAULT_STORE) -> None:
    """Print the track record: every forecast that was stored, how it came out, and the score beside the base rate's.

    Each `assess` stores one forecast: will acts in the year after the data count as less friendly than the
    baseline? It is resolved once the store holds that year's acts. One asked for with `--until` while the store knew
    that year already counts, too: it tests the program, and is no foresight.
    """
    with held(store) as opened:
        forecasts = measuring.resolve(opened)
    columns = ("made", "state", "ally", "since", "probability", "base_rate", "resolves", "outcome", "resolved_by")
    came = {True: "yes", False: "no", None: "open"}
    rows = []
    for f in forecasts:
        stated = f.made, f.state, f.ally, f.since, round(f.probability, 3), f.base_rate
        rows.append((*stated, f.resolves, came[f.outcome], f.resolved_by))
    table(columns, rows)
    found = assessments.record(forecasts)
    say(
        f"{_forecasts(found.forecasts)} that acts of the year after count as less friendly than the baseline; "
        f"{found.resolved} resolved"
    )
    if first := min((f.resolves for f in forecasts if f.outcome is None), default=None):
        say(
            f"the next of those open is resolved once the store holds acts up to {first}, five or more of the two in the year"
        )
    if found.brier is not None and found.brier_base is not None:
        say(f"Brier score {found.brier:.3f} (base rate {found.brier_base:.3f}; less is better)")
        say(f"log score {found.log_score:.3f} (base rate {found.log_score_base:.3f}; more is better)")
        for name, number, said, true in found.by_word:
            say(f"{name}: {_forecasts(number)}, {percent(said)} on average, {share(true, 1)} came true")


def _forecasts(number: int) -> str:
    return "1 forecast" if number == 1 else f"{number} forecasts"
