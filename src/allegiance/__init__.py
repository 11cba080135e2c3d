"""Reads the news and tells which states are moving towards or away from each other, and on whose word.

>>> import allegiance
>>> with allegiance.Store(":memory:") as store:
...     len(store.events())
0
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from allegiance.notebooks import Answer, Store, Table

__version__ = "0.1.0"
__all__ = ["Answer", "Store", "Table", "__version__"]


def __getattr__(name: str) -> Any:
    # Late, so that a part of the package can be imported without all the others.
    if name in ("Answer", "Store", "Table"):
        return getattr(import_module("allegiance.notebooks"), name)
    raise AttributeError(f"module 'allegiance' has no attribute {name!r}")
