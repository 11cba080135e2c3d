"""Processes that don't run the caller's script again.

A process that is spawned runs the main module anew, so that a plain script without ``if __name__ == "__main__":`` would
start the whole work again in each. What workers here are given lies in modules of this package, so they need no main module.
"""

from __future__ import annotations

import sys
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any


class _Process(SpawnProcess):
    @staticmethod
    def _Popen(process_obj: BaseProcess) -> Any:  # noqa: N802, the name that multiprocessing asks for
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return SpawnProcess._Popen(process_obj)
        finally:
            sys.modules["__main__"] = main


class Spawned(SpawnContext):
    """Spawns as ``multiprocessing.get_context("spawn")`` does, without the caller's main module."""

    Process = _Process
