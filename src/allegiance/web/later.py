"""Work that may take longer than a page should: done once for each state of the store, kept, and waited for briefly."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from typing import Any

_KEPT = 200


class Later:
    """Results by key, the least used dropped first.

    Args:
        patience: Seconds to wait for a result before the page says that it is being worked out.
    """

    def __init__(self, patience: float) -> None:
        self.patience = patience
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="later")
        self._lock = threading.Lock()
        self._found: OrderedDict[Hashable, Future[Any]] = OrderedDict()

    def get(self, key: Hashable, work: Callable[[], Any], *, patience: float | None = None) -> Any | None:
        """Return the result of ``work``, or None while it is not there; what it raises is raised here, and not kept."""
        with self._lock:
            future = self._found.get(key)
            if future is None:
                future = self._found[key] = self._pool.submit(work)
            self._found.move_to_end(key)
            while len(self._found) > _KEPT:
                self._found.popitem(last=False)[1].cancel()
        try:
            return future.result(self.patience if patience is None else patience)
        except NotYet:
            return None
        except Exception:
            with self._lock:
                self._found.pop(key, None)
            raise

    def close(self) -> None:
        """Give up what is waiting."""
        self._pool.shutdown(wait=False, cancel_futures=True)
