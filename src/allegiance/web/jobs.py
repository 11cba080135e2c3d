"""Collecting, reading, coding and merging while pages are read: one job at a time, on a thread of its own.

The server's process owns the store; coding runs in processes of its own, and so do checking and merging when the store is
large, so that pages stay quick.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from allegiance import articles, pipeline
from allegiance.errors import AllegianceError, BadAddress
from allegiance.store import Store
from allegiance.web.apart import Apart

_WAITING = 20
# Below this many mentions a process of its own costs more than it gains.
_LARGE = 10_000


@dataclass(slots=True)
class Job:
    """One job as a reader sees it; ``state`` is ``waiting``, ``running``, ``done``, ``failed`` or ``stopped``."""

    number: int
    kind: str
    title: str
    state: str = "waiting"
    stage: str = ""
    done: int = 0
    total: int | None = None
    message: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """Whether it still has something to do."""
        return self.state in ("waiting", "running")


class _Stopped(Exception):
    """The reader stopped the job."""


class Jobs:
    """The queue and its thread.

    Args:
        store: Where to write.
        setup: What to code with.
        allow_private: Fetch from private networks too; only for tests of the server itself.
        ready: Called after each job that changed the store.
    """

    def __init__(
        self,
        store: Store,
        setup: pipeline.Setup,
        *,
        allow_private: bool = False,
        ready: Callable[[], None] = lambda: None,
    ) -> None:
        self._store, self._setup, self._allow_private, self._ready = store, setup, allow_private, ready
        self._queue: queue.Queue[tuple[Job, Callable[[Store, Job], None]]] = queue.Queue(_WAITING)
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._stopping: set[int] = set()
        self._apart = Apart(store, nice=19)
        self.jobs: list[Job] = []

    def collect(self, addresses: list[str], *, follow: bool) -> Job:
        """Fetch feeds and pages, then code and merge."""
        if not addresses:
            raise BadAddress("No address was given. Write one on each line, beginning with https://.")
        cache = pipeline.cache_of(Path(self._store.path))
        settings = articles.FetchSettings(cache=cache, allow_private=self._allow_private, follow=follow)

        def run(store: Store, job: Job) -> None:
            self._ingest(store, job, articles.collect(addresses, settings=settings, now=datetime.now(UTC)), size=20)

        return self._submit("collect", f"Fetch {', '.join(addresses)[:120]}", run)

    def read(self, path: str) -> Job:
        """Read a file or folder of this machine, then code and merge."""
        place = Path(path).expanduser()
        if not path or not place.exists():
            raise BadAddress(
                f"{path[:200] or 'no path'}: there is no such file or folder on this machine. Give its whole path."
            )

        def run(store: Store, job: Job) -> None:
            self._ingest(store, job, articles.read_paths([place], today=datetime.now(UTC).date()), size=500)

        return self._submit("read", f"Read {path[:200]}", run)

    def merge(self, *, title: str = "Merge events") -> Job:
        """Make events of all mentions anew."""

        def run(store: Store, job: Job) -> None:
            job.message = f"The store holds {self._finish(store, job)} events."

        return self._submit("merge", title, run)

    def derive(self) -> Job:
        """Make the tables that pages read, for a store that another program wrote."""

        def run(store: Store, job: Job) -> None:
            store.derive()
            job.message = "The pages are ready."

        return self._submit("derive", "Prepare the pages", run)

    def stop(self, number: int) -> None:
        """Stop a job at its next step; what it has done is kept."""
        self._stopping.add(number)

    def told(self) -> list[dict[str, Any]]:
        """Return the jobs, the newest first, as plain values."""
        return [{**asdict(job), "open": job.open, "problems": job.problems[:50]} for job in reversed(self.jobs)]

    def busy(self) -> bool:
        """Tell whether any job is waiting or running."""
        return any(job.open for job in self.jobs)

    def _submit(self, kind: str, title: str, run: Callable[[Store, Job], None]) -> Job:
        with self._lock:
            job = Job(number=len(self.jobs) + 1, kind=kind, title=title)
            try:
                self._queue.put_nowait((job, run))
            except queue.Full:
                raise BadAddress("Too many jobs are waiting. Wait until some are done, then try again.") from None
            self.jobs.append(job)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="jobs", daemon=True)
                self._thread.start()
        return job

    def _work(self) -> None:
        while True:
            job, run = self._queue.get()
            job.state = "running"
            try:
                with self._store.beside() as own:
                    self._check(job)
                    run(own, job)
                job.state = "done"
                self._ready()
            except _Stopped:
                job.state, job.message = "stopped", "Stopped; what was done until then is kept."
            except AllegianceError as error:
                job.state, job.message = "failed", str(error)
            except Exception as error:  # a job must not end the thread that all later jobs need
                job.state = "failed"
                job.message = f"Failed ({type(error).__name__}: {error}). What was done until then is kept; try again."
            finally:
                job.stage, job.total = "", None
                self._queue.task_done()

    def _check(self, job: Job) -> None:
        if job.number in self._stopping:
            raise _Stopped

    def _ingest(self, store: Store, job: Job, items: Any, *, size: int) -> None:
        progress = self._progress(job)
        progress("reading", 0, None)
        gathered = pipeline.gather(store, items, size=size, progress=progress)
        job.problems = [f"{p.where}: {p.message}" for p in gathered.problems]
        job.message = f"{gathered.seen} articles read, {gathered.new} of them new."
        pipeline.code(store, self._setup, progress=progress, apart=True)
        job.message += f" The store holds {self._finish(store, job)} events."

    def _progress(self, job: Job) -> pipeline.Progress:
        def progress(stage: str, done: int, total: int | None) -> None:
            self._check(job)
            job.stage, job.done, job.total = stage, done, total

        return progress

    def _finish(self, store: Store, job: Job) -> int:
        if store.query("SELECT count(*) AS n FROM mentions")[0]["n"] < _LARGE:
            return pipeline.finish(store, self._setup, progress=self._progress(job))
        return int(self._apart.run(pipeline.finish, self._setup, progress=self._progress(job)))

    def close(self) -> None:
        """End the process of a job that runs."""
        self._apart.close()
