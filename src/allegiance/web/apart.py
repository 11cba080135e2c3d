"""A process of its own for long work over the store, so that the server's stays free to answer.

The server's process owns the file; the worker's statements come to it over a pipe (:mod:`allegiance.store.far`) and are
run by the thread that waits for the work.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection as Pipe
from multiprocessing.process import BaseProcess
from typing import Any

from allegiance.errors import StoreError
from allegiance.pipeline import Progress, quiet
from allegiance.pipeline.processes import Spawned
from allegiance.store import Store


class Stopped(Exception):
    """The one who waits for the work wants it no more."""


class Apart:
    """One worker, started when it is first needed, and anew when it died.

    Args:
        store: The store, which this process owns.
        nice: By how much the worker gives way to other processes, from 0 to 19.
    """

    def __init__(self, store: Store, *, nice: int) -> None:
        self._store, self._nice = store, nice
        self._one = threading.Lock()
        self._process: BaseProcess | None = None
        self._pipe: Pipe | None = None

    def run(self, work: Callable[..., Any], *args: Any, progress: Progress | None = None, **named: Any) -> Any:
        """Return what ``work(store, *args, **named)`` returns in the worker; what it raises is raised here.

        Args:
            work: A function of a module.
            args: Further arguments; like the result they are pickled.
            progress: Handed on to the work when given; what it raises here stops the work there.
            named: Arguments by name.

        Raises:
            StoreError: The worker died.
        """
        with self._one, self._store.beside() as own:
            pipe = self._started()
            stop: BaseException | None = None
            try:
                pipe.send((work, args, named, progress is not None))
                while True:
                    what, *values = pipe.recv()
                    if what in ("done", "raised"):
                        own.renew()
                    if what == "done":
                        return values[0]
                    if what == "raised":
                        raise stop or values[0]
                    if what != "progress":
                        own.answer(pipe, (what, *values))
                        continue
                    try:
                        (progress or quiet)(*values)
                    except Exception as error:
                        stop = error
                    pipe.send(("ok", stop is None))
            except (EOFError, OSError) as error:
                self.close()
                raise StoreError("The process that worked this out ended early. Try again.") from error

    def _started(self) -> Pipe:
        if self._process is None or not self._process.is_alive() or self._pipe is None:
            context = Spawned()
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_work, args=(theirs, self._nice), name="apart", daemon=True)
            self._process.start()
            theirs.close()
        return self._pipe

    def close(self) -> None:
        """End the worker, whatever it does."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()


def _work(pipe: Pipe, nice: int) -> None:
    """Do what comes over the pipe until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(nice)
    store = Store.over(pipe)

    def progress(stage: str, done: int, total: int | None) -> None:
        pipe.send(("progress", stage, done, total))
        if not pipe.recv()[1]:
            raise Stopped

    while True:
        try:
            work, args, named, told = pipe.recv()
        except EOFError:
            return
        try:
            result = work(store, *args, **named, **({"progress": progress} if told else {}))
        except Exception as error:
            pipe.send(("raised", error))
        else:
            pipe.send(("done", result))
