"""The examples in docstrings run."""

import doctest
import importlib
from pathlib import Path

import pytest

import allegiance

ROOT = Path(allegiance.__file__).parent
MODULES = sorted(
    ".".join(("allegiance", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")
    for path in ROOT.rglob("*.py")
    if ">>>" in path.read_text("utf-8")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    found = doctest.testmod(importlib.import_module(name))
    assert (found.attempted > 0, found.failed) == (True, 0)
