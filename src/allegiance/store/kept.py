"""What the connections of one process to a store keep for its pages."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

# Bytes of columns that a process keeps.
_MOST_BYTES = 256 * 1024 * 1024
T = TypeVar("T")


@dataclass(slots=True)
class Kept:
    """What all connections of one process share: the edition, once looked up, and rows and more of it."""

    edition: int | None = None
    renewed: int = 0
    rows: dict[tuple[Any, ...] | None, list[dict[str, Any]]] = field(default_factory=dict)
    large: OrderedDict[tuple[Any, ...], tuple[Any, int]] = field(default_factory=OrderedDict)
    making: dict[tuple[Any, ...], threading.Lock] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def made(self, key: tuple[Any, ...], make: Callable[[], T], size: Callable[[T], int] | None) -> T:
        """Return what ``make`` makes of a key, made once; ``size`` tells its bytes.

        A key begins with its edition: what older editions made is dropped.
        """
        with self.lock:
            if key in self.large:
                self.large.move_to_end(key)
                return cast(T, self.large[key][0])
            turn = self.making.setdefault(key, threading.Lock())
        # who asks for the same meanwhile waits for it instead of making it as well
        with turn:
            with self.lock:
                if key in self.large:
                    return cast(T, self.large[key][0])
            try:
                found = make()
                held = size(found) if size else 0
            except BaseException:
                with self.lock:
                    self.making.pop(key, None)
                raise
            with self.lock:
                # both at once: who came between the two would make it again
                self.making.pop(key, None)
                for old in [other for other in self.large if other[0] != key[0]]:
                    del self.large[old]
                self.large[key] = found, held
                while len(self.large) > 1 and sum(one for _, one in self.large.values()) > _MOST_BYTES:
                    self.large.popitem(last=False)
        return found
