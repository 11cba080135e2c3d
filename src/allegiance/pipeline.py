"""The stages in their order: the file to read first.

``gather`` reads articles into the store, ``code`` finds mentions in those not read yet, ``merge`` makes events of them,
``answer`` weighs the events for a question, and ``make_dossier`` lays out the answer with its evidence. Each stage is a
pure function of records; only this module joins them to the store, so a run that is killed goes on where it was.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from itertools import islice
from pathlib import Path

from allegiance import assessments, coding, exchange, measuring, merging, registers, relations, views
from allegiance.actors import Gazetteer
from allegiance.articles import Limits, read_new, read_paths
from allegiance.codebook import Codebook
from allegiance.errors import AllegianceError, UnknownName
from allegiance.records import (
    Article,
    Assessment,
    BandMonth,
    Event,
    FileRead,
    Mention,
    MergeDecision,
    PairReading,
    Problem,
    RegisterCheck,
    Relation,
    Reprint,
    Sourcing,
    Turn,
)
from allegiance.store import Store

Progress = Callable[[str, int, int | None], None]
# Articles coded in one go: large enough to batch the parser, small enough to lose little when killed.
BATCH = 64
# Below this many articles a second process costs more than it gains.
_WORTH_A_PROCESS = 400


@dataclass(frozen=True, slots=True)
class Setup:
    """What the coder is made of; the same in every process.

    Attributes:
        gazetteer: Folder with a user's own actors and outlets, or None.
        codebook: Folder with a user's own codebook, or None.
        parser: Name of the spaCy pipeline.
        roll_calls: Tables of votes and of roll calls (Voeten) to check claims against besides the register, or None.
    """

    gazetteer: Path | None = None
    codebook: Path | None = None
    parser: str = coding.PARSER
    roll_calls: tuple[Path, Path] | None = None


@dataclass(slots=True)
class Gathered:
    """What reading inputs came to."""

    seen: int = 0
    new: int = 0
    skipped: int = 0
    problems: list[Problem] = field(default_factory=list)


def quiet(stage: str, done: int, total: int | None) -> None:
    """Show no progress."""


@cache
def gazetteer(setup: Setup) -> Gazetteer:
    """Return the gazetteer of a setup, loaded once a process."""
    return Gazetteer.load(setup.gazetteer)


@cache
def checker(setup: Setup) -> registers.Checker:
    """Return what checks claims, loaded once a process."""
    held = registers.Registers.load()
    if setup.roll_calls:
        held = held.with_votes(exchange.read_roll_calls(*setup.roll_calls))
    return registers.Checker(gazetteer(setup), held)


@cache
def coder(setup: Setup) -> coding.Coder:
    """Return the coder of a setup, loaded once a process."""
    own = setup.codebook / "cues.csv" if setup.codebook else None
    return coding.Coder(
        gazetteer=gazetteer(setup),
        nlp=coding.load_parser(setup.parser),
        codebook=Codebook.load(setup.codebook),
        model=coding.shipped_model(),
        own=coding.own_cues(own) if own and own.is_file() else None,
    )


Item = Article | Problem | FileRead


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def gather_paths(
    store: Store,
    paths: Sequence[Path],
    *,
    today: date,
    mapping: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    progress: Progress = quiet,
) -> Gathered:
    """Read files and folders into the store; files that were read before and have not changed are left out."""
    skipped = 0

    def known(mark: FileRead) -> list[str] | None:
        nonlocal skipped
        ids = store.articles_of(mark)
        skipped += ids is not None
        return ids

    done = gather(store, read_new(paths, known=known, mapping=mapping, limits=limits, today=today), progress=progress)
    done.skipped = skipped
    return done


def cache_of(store: Path) -> Path:
    """Return the folder, beside a store, of answers fetched before: what has not changed is not sent again."""
    return store.with_name(f"{store.name}.cache")


def gather(store: Store, items: Iterable[Item], *, size: int = 2000, progress: Progress = quiet) -> Gathered:
    """Put articles and problems into the store; what is there already is left alone."""
    done = Gathered()
    for batch in _batches(items, size):
        articles = [item for item in batch if isinstance(item, Article)]
        problems = [item for item in batch if isinstance(item, Problem)]
        with store.transaction():
            done.new += store.add_articles(articles)
            store.add_problems(problems)
            # In the transaction of the file's last articles, or a later one: a mark is never ahead of them.
            store.add_files_read([item for item in batch if isinstance(item, FileRead)])
        done.seen += len(articles)
        done.problems += problems
        progress("reading", done.seen, None)
    return done


def _code_batch(setup: Setup, articles: list[Article]) -> list[coding.Coded | Problem]:
    """Code a batch; an article on which the coder fails gives a problem and costs no other article."""
    try:
        return list(coder(setup).code_many(articles))
    except AllegianceError:
        # Tables or weights are wrong: no article is to blame, and none could be coded.
        raise
    except Exception as error:
        if len(articles) == 1:
            where = f"{articles[0].origin_file or 'article'} ({articles[0].id})"
            told = f"can't be coded ({type(error).__name__}: {error}). Please report it with the text"
            return [Problem(where=where, kind="coding", message=told)]
        return [found for article in articles for found in _code_batch(setup, [article])]


def _begin(nice: int) -> None:
    """Let others go first by so much, and end this process when the one that started it ends, also when that is killed."""
    if nice:
        os.nice(nice)
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, name="parent", daemon=True).start()


def code_articles(
    batches: Iterable[list[Article]], setup: Setup, *, workers: int, apart: bool = False
) -> Iterator[tuple[list[Article], list[coding.Coded | Problem]]]:
    """Code batches of articles, in order, in as many processes as told; ``apart``: never in this one."""
    if workers <= 1 and not apart:
        for batch in batches:
            yield batch, _code_batch(setup, batch)
        return
    context = multiprocessing.get_context("spawn")
    # those who read pages meanwhile must not wait for the coding
    nice = 19 if apart else 0
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(nice,)) as pool:
        waiting: list[tuple[list[Article], object]] = []
        try:
            for batch in batches:
                waiting.append((batch, pool.submit(_code_batch, setup, batch)))
                while len(waiting) > 2 * workers:
                    first, future = waiting.pop(0)
                    yield first, future.result()  # type: ignore[attr-defined]
            for first, future in waiting:
                yield first, future.result()  # type: ignore[attr-defined]
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def workers_for(articles: int) -> int:
    """Return how many processes are worth starting for a number of articles."""
    return min(os.cpu_count() or 1, 4) if articles >= _WORTH_A_PROCESS else 1


def code(store: Store, setup: Setup, *, progress: Progress = quiet, apart: bool = False) -> int:
    """Code every article that this coder has not read yet; return how many.

    With ``apart`` other processes do it all, so that this one stays free to answer; checking is then left to the caller.

    Articles that another version of the coder has read are read again, each one's older coding going as the new one comes: in
    the end one store holds one coder's work.
    """
    made_by = coding.made_by(trained=coding.has_weights())
    total = store.count_uncoded(made_by)
    done = 0
    progress("coding", done, total)
    batches = store.uncoded(made_by, batch=BATCH)
    for batch, found in code_articles(batches, setup, workers=workers_for(total), apart=apart and total > 0):
        store.add_problems([item for item in found if isinstance(item, Problem)])
        store.add_coded(made_by, [_row(*pair) for pair in zip(batch, found, strict=True)])
        done += len(batch)
        progress("coding", done, total)
    if not apart:
        check(store, setup, progress=progress)
    return done


def finish(store: Store, setup: Setup, *, progress: Progress = quiet) -> int:
    """Check what was coded, and make events of all mentions; return how many events the store holds then."""
    check(store, setup, progress=progress)
    progress("merging", 0, None)
    return merge(store, setup)


def check(store: Store, setup: Setup, *, progress: Progress = quiet) -> int:
    """Check the claims of every coded article that these registers have not checked yet; return how many articles."""
    made_by = checker(setup).made_by
    ids = store.unchecked(made_by)
    for at in range(0, len(ids), BATCH):
        batch = ids[at : at + BATCH]
        coded: dict[str, list[Mention]] = {id_: [] for id_ in batch}
        for mention in store.records(Mention, "WHERE list_contains(?, article) ORDER BY id", [batch]):
            coded[mention.article].append(mention)
        articles = store.by_ids(Article, batch)
        found = [one for article in articles for one in checker(setup).check(article, coded[article.id])]
        store.add_checks(made_by, batch, found)
        progress("checking", at + len(batch), len(ids))
    return len(ids)


def check_paths(
    paths: Sequence[Path], setup: Setup, *, today: date, mapping: Mapping[str, str] | None = None
) -> Iterator[tuple[Article, list[RegisterCheck]] | Problem]:
    """Read articles and check their claims without coding them and without a store; each article once."""
    seen: set[str] = set()
    for item in read_paths(paths, today=today, mapping=mapping):
        if isinstance(item, Problem):
            yield item
        elif item.id not in seen:
            seen.add(item.id)
            yield item, checker(setup).check(item)


def _row(
    article: Article, found: coding.Coded | Problem
) -> tuple[str, tuple[Mention, ...], list[tuple[int, int, str, str]]]:
    if isinstance(found, Problem):
        return article.id, (), []
    return article.id, found.mentions, [(u.start, u.end, u.text, u.why) for u in found.unresolved]


def code_paths(
    paths: Sequence[Path],
    setup: Setup,
    *,
    today: date,
    mapping: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    workers: int = 1,
) -> Iterator[tuple[Article, coding.Coded] | Problem]:
    """Read and code articles without a store, in the order of the input; each article once."""
    problems: list[Problem] = []
    seen: set[str] = set()

    def fresh() -> Iterator[Article]:
        for item in read_paths(paths, today=today, mapping=mapping, limits=limits):
            if isinstance(item, Problem):
                problems.append(item)
            elif item.id not in seen:
                seen.add(item.id)
                yield item

    def in_batches() -> Iterator[list[Article]]:
        articles = fresh()
        while batch := list(islice(articles, BATCH)):
            yield batch

    for batch, found in code_articles(in_batches(), setup, workers=workers):
        for article, item in zip(batch, found, strict=True):
            yield item if isinstance(item, Problem) else (article, item)
        while problems:
            yield problems.pop(0)
    yield from problems


def merge(store: Store, setup: Setup | None = None) -> int:
    """Make events of all mentions; return how many. What persons decided about pairs of mentions is kept to."""
    articles = _articles_of(store)
    known = gazetteer(setup or Setup())
    families = merging.reprints(articles.values(), known)
    reader = merging.shipped_reader()
    merged = merging.merge(
        store.records(Mention, "ORDER BY id"),
        articles,
        reprints=families,
        decisions=store.records(MergeDecision),
        gazetteer=known,
        reader=reader,
        readings=store.records(PairReading, "WHERE made_by = ?", [reader.made_by]) if reader else (),
    )
    store.replace_events(
        merged.events,
        links=merged.links,
        reprints=families,
        decisions=merged.decisions,
        readings=merged.readings,
    )
    store.derive()
    return len(merged.events)


def _articles_of(store: Store) -> dict[str, Article]:
    """Return the articles that hold mentions."""
    found = store.records(Article, "WHERE id IN (SELECT article FROM mentions)")
    return {article.id: article for article in found}


def answer(
    store: Store,
    setup: Setup,
    *,
    state: str,
    ally: str,
    since: date | None = None,
    until: date | None = None,
    rival: str | None = None,
) -> Assessment:
    """Answer whether ``state`` has moved away from ``ally``, from all that the store holds.

    Args:
        store: The store.
        setup: For the gazetteer.
        state: Gazetteer id of the state asked about.
        ally: That of its ally.
        since: Start of the period asked about; by default the last year that the store holds.
        until: Last day looked at.
        rival: The ally's rival, for the contrast; by default by the register of rivalries, else by conflict.
    """
    if not store.is_derived():
        store.derive()
    events = measuring.bearing(store, state, ally)
    return weigh(store, setup, events, since=since, until=until, rival=rival).assessment()


def weigh(
    store: Store,
    setup: Setup,
    events: assessments.Bearing,
    *,
    since: date | None = None,
    until: date | None = None,
    rival: str | None = None,
    without: Callable[[assessments.Bearing], assessments.Bearing] | None = None,
) -> assessments.Weighed:
    """Answer as :func:`answer` does, without making records of the signs.

    Args:
        store: The store, its derived tables made.
        setup: For the gazetteer.
        events: What bears on the question (:func:`allegiance.measuring.bearing`).
        since, until, rival: As for :func:`answer`.
        without: Takes out of the events what the reports are to be weighed without; other measures stay as they are.
    """
    known = gazetteer(setup)
    start = since or default_since(store, events.state, events.ally, until)
    beside = measuring.beside(store, known, events, since=start, until=until, rival=rival)
    reports = without(events) if without else events
    return assessments.weigh(reports, gazetteer=known, since=start, until=until, beside=beside)


def default_since(store: Store, state: str, ally: str, until: date | None = None) -> date | None:
    """Return the start of the last year that the store holds, of its reports, or else of tables that others made."""
    return measuring.since_reports(store) or measuring.default_since(store, state, ally, until)


def keep_forecast(store: Store, assessment: Assessment) -> None:
    """Store the forecast of an assessment, for the record; the same forecast is stored once."""
    if assessment.forecast is not None:
        store.add_forecasts([assessment.forecast])


def relation(store: Store, actor: str, recipient: str, *, since: date | None = None) -> Relation | None:
    """Return how a dyad stands month by month, from its first act that is no history to the last day with an act of any.

    None when no event of the two has a date.
    """
    if not store.is_derived():
        store.derive()
    ids = [row["event"] for row in store.named("dyad_ids", [actor, recipient])]
    frame = relations.from_events(store.records(Event, "WHERE id IN (SELECT unnest(?)) ORDER BY id", [ids]))
    first = store.named("dyad_span", [actor, recipient, date.min, date.max])[0]["first"]
    last = store.named("span")[0]["last"]
    around = store.frame("states_frame", [actor, recipient])
    try:
        return relations.course(frame, actor, recipient, since=since, start=first, until=last, around=around)
    except UnknownName:
        return None


Evidence = tuple[dict[str, Mention], dict[str, Article]]
"""The mentions of some events and the articles that they stand in, by their ids."""


def evidence(store: Store, events: Sequence[Event]) -> Evidence:
    """Return what events rest on."""
    mentions = {m.id: m for m in store.by_ids(Mention, sorted({m for e in events for m in e.mentions}))}
    articles = {a.id: a for a in store.by_ids(Article, sorted({m.article for m in mentions.values()}))}
    return mentions, articles


def sources_of(store: Store, setup: Setup, events: Sequence[Event], found: Evidence) -> dict[str, Sourcing]:
    """Return on whose word events stand, by their ids; ``found`` is their :func:`evidence`."""
    mentions, articles = found
    copies = store.records(Reprint, "ORDER BY article")
    known = gazetteer(setup)
    return {
        event.id: merging.sources(
            event, [mentions[m] for m in event.mentions if m in mentions], articles, known, copies
        )
        for event in events
    }


def make_dossier(store: Store, setup: Setup, assessment: Assessment) -> views.Dossier:
    """Lay out an assessment with its evidence."""
    wanted = [sign.event for sign in assessment.signs]
    events = {e.id: e for e in store.records(Event, "WHERE list_contains(?, id)", [wanted])}
    found = evidence(store, list(events.values()))
    mentions, articles = found
    months, turns, coverage = _bands(store, assessment.state, assessment.ally)
    return views.dossier(
        assessment,
        events=events,
        mentions=mentions,
        articles=articles,
        gazetteer=gazetteer(setup),
        checks=store.records(RegisterCheck, "WHERE list_contains(?, article) ORDER BY ALL", [sorted(articles)]),
        sources=sources_of(store, setup, list(events.values()), found),
        course=relation(store, assessment.state, assessment.ally, since=assessment.start),
        months=months,
        turns=turns,
        coverage=coverage,
        read={str(k): int(v) for k, v in store.named("counts")[0].items()},
        problems=store.records(Problem, "ORDER BY ALL"),
        unresolved=[(row["text"], row["n"]) for row in store.named("unresolved", [40])],
        method=_method(),
    )


def _bands(store: Store, a: str, b: str) -> tuple[tuple[BandMonth, ...], tuple[Turn, ...], list[tuple[date, int]]]:
    """Return a dyad's months with their bands, its turns, and its coverage, for a drawing."""
    if not store.is_derived():
        store.derive()
    extent = store.named("dyad_span", [a, b, date.min, date.max])[0]
    if extent["first"] is None:
        return (), (), []
    first, last = extent["first"], store.named("span")[0]["last"]
    months = relations.bands_of_counts(store.frame("states_counts", [a, b]), start=first, until=last)
    rows = store.named("coverage", [a, b, first.replace(day=1), last])
    return months, relations.turns(months), [(row["month"], row["articles"]) for row in rows]


def _method() -> dict[str, object]:
    """Return the coder's name and the error that the benchmarks measured for it, which is the network's."""
    name = coding.made_by(trained=coding.has_weights())
    if not coding.has_weights():
        return {
            "coder": name,
            "its error": "not told: the network's weights are missing, and the rules alone find less",
        }
    path = resources.files("allegiance") / "coding" / "data" / "measured.json"
    return {"coder": name, **json.loads(path.read_text("utf-8"))}
