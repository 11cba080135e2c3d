"""The commands that read, code and answer."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from allegiance import articles, coding, pipeline, reviewing, views
from allegiance.articles.fields import Finder
from allegiance.cli.options import (
    DEFAULT_STORE,
    SOME_FAILED,
    Actors,
    AsOf,
    LimitPairs,
    StoreFile,
    held,
    limited,
    one_of,
    period,
)
from allegiance.cli.output import Bars, check_writable, problems, program, say, tell, write_whole
from allegiance.records import Problem
from allegiance.store import Store

Paths = Annotated[list[Path], typer.Argument(help="Files and folders of articles, in any supported format.")]
Mapping = Annotated[
    list[str] | None, typer.Option("--map", help="Name of a column, as field=column, such as title=headline.")
]
Codebook = Annotated[Path | None, typer.Option("--codebook", help="Folder with your own codebook.")]
Since = Annotated[
    datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], help="Start of the period asked about.")
]
Until = Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="Last day looked at.")]
# The sample corpus's questions; the last one is the one that the README shows.
_DEMO = (("JPN", "USA", None), ("SAU", "IRN", None), ("KAZ", "RUS", datetime(2022, 1, 1)))


def _mapping(pairs: list[str] | None) -> dict[str, str] | None:
    if not pairs:
        return None
    split = [pair.partition("=") for pair in pairs]
    if any(not key or not value for key, _, value in split):
        raise typer.BadParameter("give each as field=column, such as title=headline", param_hint="--map")
    mapping = {key: value for key, _, value in split}
    try:
        Finder(mapping)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--map") from error
    return mapping


def _today() -> date:
    return datetime.now(UTC).date()


def _finish(found: Iterable[Problem], *, kept: bool = True) -> None:
    """Name the problems, and leave with a status that says whether inputs were lost."""
    found = list(found)
    problems(found, kept=kept)
    if any(problem.fatal for problem in found):
        raise typer.Exit(SOME_FAILED)


def assess(
    state: Annotated[str, typer.Argument(help="The state asked about: name or ISO code.")],
    ally: Annotated[
        str, typer.Option("--ally", help="The other state: the ally that it may be leaving, or any other.")
    ],
    paths: Annotated[list[Path] | None, typer.Argument(help="Files and folders of articles to read first.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Where to write the dossier.")] = None,
    form: Annotated[
        str | None, typer.Option("--format", help="html, md or json; by default from the name of --out.")
    ] = None,
    since: Since = None,
    until: Until = None,
    store: StoreFile = DEFAULT_STORE,
    mapping: Mapping = None,
    actors: Actors = None,
    codebook: Codebook = None,
    rival: Annotated[
        str | None,
        typer.Option(
            "--rival",
            help="The ally's rival; by default one on the register of rivalries, else whom it is most at odds with.",
        ),
    ] = None,
    as_of: AsOf = None,
    limit: LimitPairs = None,
) -> None:
    """Answer whether STATE is moving away from its ally, with the evidence, in a dossier.

    Reads and codes PATHS into the store, merges the reports of one event, weighs the signs and writes the dossier.
    All that the store holds is weighed, also what earlier runs read.
    """
    form = one_of(form or (out.suffix.lstrip(".") if out else "md"), list(views.RENDERERS), flag="--format")
    check_writable(out)
    setup = pipeline.Setup(gazetteer=actors, codebook=codebook)
    known = pipeline.gazetteer(setup)
    focal, other = known.meant(state), known.meant(ally)
    if focal == other:
        raise typer.BadParameter(f"{ally} is the state asked about", param_hint="--ally")
    first, last = period(since, until or as_of)
    limits = limited(articles.Limits(), limit)
    found: list[Problem] = []
    with Store(store) if paths else held(store) as opened, Bars() as bars:
        if paths:
            gathered = pipeline.gather_paths(
                opened, paths, mapping=_mapping(mapping), limits=limits, today=_today(), progress=bars
            )
            found = gathered.problems
            left_out = f"; {gathered.skipped} files unchanged since they were read" if gathered.skipped else ""
            say(f"{gathered.seen} articles read, {gathered.new} of them new to {store}{left_out}")
        coded = pipeline.code(opened, setup, progress=bars)
        events = pipeline.merge(opened, setup)
        say(f"{coded} articles coded; the store holds {events} events")
        third = known.meant(rival) if rival else None
        with reviewing.as_known(opened, setup, as_of.date()) if as_of else nullcontext(opened) as asked:
            assessment = pipeline.answer(asked, setup, state=focal, ally=other, since=first, until=last, rival=third)
            # A forecast made in hindsight goes into the store in memory only: it is no record of foresight.
            pipeline.keep_forecast(asked, assessment)
            text = views.RENDERERS[form](pipeline.make_dossier(asked, setup, assessment))
    if out:
        write_whole(out, text)
        say(assessment.answer)
        say(f"dossier: {out}")
    else:
        tell(text)
    _finish(found)


def code(
    paths: Paths,
    out: Annotated[
        Path | None, typer.Option("--out", help="Where to write the mentions, one JSON object a line.")
    ] = None,
    mapping: Mapping = None,
    actors: Actors = None,
    codebook: Codebook = None,
    workers: Annotated[int, typer.Option(min=1, help="How many processes to use.")] = 1,
    limit: LimitPairs = None,
) -> None:
    """Code who did what to whom in articles: one mention a line."""
    check_writable(out)
    setup = pipeline.Setup(gazetteer=actors, codebook=codebook)
    limits = limited(articles.Limits(), limit)
    found: list[Problem] = []
    lines: list[str] = []
    read = 0
    ids: Counter[str] = Counter()
    with Bars() as bars:
        coded_paths = pipeline.code_paths(
            paths, setup, today=_today(), mapping=_mapping(mapping), limits=limits, workers=workers
        )
        for item in coded_paths:
            if isinstance(item, Problem):
                found.append(item)
                continue
            article, coded = item
            read += 1
            ids.update([article.given_id] if article.given_id is not None else [])
            lines += (json.dumps(coding.mention_line(m, article), ensure_ascii=False) for m in coded.mentions)
            bars("coding", read, None)
    text = "".join(f"{line}\n" for line in lines)
    if out:
        write_whole(out, text)
        say(f"{len(lines)} mentions in {read} articles: {out}")
    else:
        typer.echo(text, nl=False)
    if shared := [given for given, times in ids.items() if times > 1]:
        more = f" and {len(shared) - 1} more" if len(shared) > 1 else ""
        say(f"several articles have the id {shared[0]!r}{more}: `article` doesn't tell which of them a mention is from")
    _finish(found, kept=False)


def collect(
    addresses: Annotated[list[str], typer.Argument(help="Addresses of feeds or pages.")],
    store: StoreFile = DEFAULT_STORE,
    follow: Annotated[bool, typer.Option(help="Fetch the page of each feed item, too.")] = False,
    allow_private: Annotated[bool, typer.Option(help="Allow addresses in private networks.")] = False,
    authority: Annotated[
        Path | None, typer.Option("--ca-file", help="Certificates (PEM) to trust besides the usual ones.")
    ] = None,
    cache: Annotated[
        Path | None, typer.Option("--cache", help="Folder of the HTTP cache; by default beside the store.")
    ] = None,
    limit: LimitPairs = None,
) -> None:
    """Fetch live feeds and pages into the store, kindly: robots, time-outs, limits, cache."""
    settings = articles.FetchSettings(
        cache=cache or pipeline.cache_of(store), allow_private=allow_private, follow=follow, authority=authority
    )
    settings = limited(settings, limit)
    with Store(store) as opened, Bars() as bars:
        items = articles.collect(addresses, settings=settings, now=datetime.now(UTC))
        gathered = pipeline.gather(opened, items, size=50, progress=bars)
    say(f"{gathered.seen} articles fetched, {gathered.new} of them new to {store}")
    _finish(gathered.problems)


def demo(
    folder: Annotated[Path, typer.Argument(help="Folder for the store and the dossiers.")] = Path("demo"),
) -> None:
    """Run the main job on the sample corpus that ships with the project."""
    with resources.as_file(resources.files("allegiance") / "sample") as sample:
        actors, store = folder / "actors", folder / "allegiance.duckdb"
        actors.mkdir(parents=True, exist_ok=True)
        # beside the store, so that its pages can be shown with the same outlets
        (actors / "outlets.csv").write_bytes((sample / "outlets.csv").read_bytes())
        for state, ally, since in _DEMO:
            assess(
                state=state,
                paths=sorted(story for story in sample.iterdir() if story.is_dir()),
                ally=ally,
                out=folder / f"{state.lower()}-{ally.lower()}.html",
                since=since,
                store=store,
                actors=actors,
            )
    say(f"look around: {program()} serve --store {store} --actors {actors}")
