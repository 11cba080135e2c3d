"""Work in a process of its own over the server's store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from allegiance import pipeline
from allegiance.errors import StoreError, UnknownName
from allegiance.records import Problem
from allegiance.store import Store
from allegiance.web.apart import Apart


@pytest.fixture
def apart(tmp_path: Path) -> Iterator[tuple[Store, Apart]]:
    with Store(tmp_path / "s.duckdb") as store:
        made = Apart(store, nice=0)
        yield store, made
        made.close()


def _note(store: Store, where: str) -> int:
    with store.transaction():
        store.add_problems([Problem(where=where, kind="empty", message="nothing")])
        if where == "bad":
            raise UnknownName("bad: no such place")
    return len(store.records(Problem))


def _die(store: Store) -> None:
    raise SystemExit


def test_work_is_done_on_the_store_of_this_process(apart: tuple[Store, Apart]) -> None:
    store, made = apart
    assert made.run(_note, "x") == 1
    with pytest.raises(UnknownName, match="no such place"):
        made.run(_note, "bad")
    assert made.run(_note, "y") == 2
    assert [p.where for p in store.records(Problem, 'ORDER BY "where"')] == ["x", "y"]


def test_progress_is_told_and_can_stop_the_work(apart: tuple[Store, Apart]) -> None:
    store, made = apart
    told: list[str] = []
    assert made.run(pipeline.finish, pipeline.Setup(), progress=lambda stage, done, total: told.append(stage)) == 0
    assert told == ["merging"]
    assert store.edition == 1

    class Enough(Exception):
        pass

    def stop(stage: str, done: int, total: int | None) -> None:
        raise Enough

    with pytest.raises(Enough):
        made.run(pipeline.finish, pipeline.Setup(), progress=stop)
    assert store.edition == 1


def test_a_worker_that_dies_is_replaced(apart: tuple[Store, Apart]) -> None:
    _, made = apart
    with pytest.raises(StoreError, match="ended early"):
        made.run(_die)
    assert made.run(_note, "x") == 1
