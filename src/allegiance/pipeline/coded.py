"""Mentions of articles, coded in as many processes as pay, and claims checked."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import islice
from pathlib import Path

from allegiance import coding
from allegiance.articles import Limits, read_paths
from allegiance.errors import AllegianceError
from allegiance.pipeline.processes import Spawned
from allegiance.pipeline.setup import Progress, Setup, checker, coder, quiet
from allegiance.records import Article, Mention, Problem, RegisterCheck
from allegiance.store import Store

# Articles coded in one go: large enough to batch the parser, small enough to lose little when killed.
BATCH = 64
# Below this many articles a second process costs more than it gains.
_WORTH_A_PROCESS = 400


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
    # those who read pages meanwhile must not wait for the coding
    nice = 19 if apart else 0
    with ProcessPoolExecutor(workers, mp_context=Spawned(), initializer=_begin, initargs=(nice,)) as pool:
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
