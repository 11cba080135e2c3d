"""Articles into the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from allegiance.articles import Limits, read_new
from allegiance.pipeline.setup import Progress, quiet
from allegiance.records import Article, FileRead, Problem
from allegiance.store import Store

Item = Article | Problem | FileRead


@dataclass(slots=True)
class Gathered:
    """What reading inputs came to."""

    seen: int = 0
    new: int = 0
    skipped: int = 0
    problems: list[Problem] = field(default_factory=list)


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
