"""How the command line speaks: tables on a terminal, JSON when piped; progress and problems on stderr."""

from __future__ import annotations

import json
import re
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from allegiance.errors import OutputError
from allegiance.records import Problem

_EVERY = 30.0
"""Seconds between lines of progress."""

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)
# What a terminal obeys instead of showing it, and what turns the order of letters round; text from outside may hold both.
_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    """Return a text with a mark for each character that a terminal would obey.

    >>> harmless("a" + chr(27) + "[2J")
    'a�[2J'
    """
    return _OBEYED.sub("\ufffd", text)


def tell(text: str) -> None:
    """Print a result on stdout: as it is when piped, harmless on a terminal."""
    sys.stdout.write((text if piped() else harmless(text)) + "\n")


def say(text: str) -> None:
    """Print a line for the user on stderr; results go to stdout."""
    err.print(Text(harmless(text)))


def program() -> str:
    """Return how a user starts the program where they are: by its name if that is on the path, else as they just did."""
    started = Path(sys.argv[0])
    if started.stem != "allegiance" or shutil.which("allegiance"):
        return "python -m allegiance" if started.name == "__main__.py" else "allegiance"
    return str(started)


def piped() -> bool:
    """Tell whether a program reads the results rather than a person."""
    return not sys.stdout.isatty()


_WIDE, _FEW = 24, 4
"""Characters from which a cell may as well wrap; columns that a table has room for on any terminal."""


def table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print rows as a table on a terminal, as JSON lines when piped.

    Where the terminal is too narrow for the columns, each row is a block with a line for each cell that isn't empty.
    """
    if piped():
        for row in rows:
            sys.stdout.write(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=str) + "\n")
        return
    if not rows:
        return
    lines = [columns, *rows]
    widths = [max(min(len(str(line[n])), _WIDE) for line in lines) for n in range(len(columns))]
    if sum(widths) + 3 * len(columns) > out.width and len(columns) > _FEW:
        for row in rows:
            cells = (f"{name}: {cell}" for name, cell in zip(columns, row, strict=True) if cell not in (None, ""))
            out.print(Text(harmless("\n".join(cells))), end="\n\n")
        return
    drawn = Table(*columns)
    for row in rows:
        drawn.add_row(*(Text("" if cell is None else harmless(str(cell))) for cell in row))
    out.print(drawn)


def entries(found: Sequence[tuple[Sequence[str], dict[str, Any]]]) -> None:
    """Print things that are told in lines: each with its first line set off on a terminal, as JSON lines when piped.

    Args:
        found: For each its lines, and what a program gets.
    """
    for lines, row in found:
        if piped():
            sys.stdout.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
        else:
            out.print(Text(harmless(lines[0]), "bold"))
            out.print(Text(harmless("\n".join(f"    {line}" for line in lines[1:]))), end="\n\n")


def problems(found: Sequence[Problem], *, most: int = 20, kept: bool = True) -> None:
    """Name the problems with inputs, the fatal ones first.

    Args:
        found: The problems.
        most: How many are named.
        kept: Whether a store keeps them, so that the others can be listed later.
    """
    ordered = sorted(found, key=lambda p: not p.fatal)
    for problem in ordered[:most]:
        say(f"{'error' if problem.fatal else 'note'}: {problem.where}: {problem.message}")
    if len(ordered) > most:
        how = "`allegiance problems` lists them all" if kept else "give fewer files at once to see them"
        say(f"... and {len(ordered) - most} more; {how}.")


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all.

    Raises:
        OutputError: It can't be written there.
    """
    with _writing(path) as part:
        part.write_text(text, "utf-8", newline="\n")
        part.replace(path)


def check_writable(path: Path | None) -> None:
    """Find out before the work whether its result can be written.

    Raises:
        OutputError: It can't.
    """
    if path is not None:
        with _writing(path) as part:
            part.touch()
            part.unlink()


@contextmanager
def _writing(path: Path) -> Iterator[Path]:
    """Give the place of a file's unfinished form, and turn what goes wrong into this project's error."""
    try:
        if path.is_dir():
            raise IsADirectoryError(21, "it is a folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        yield path.with_name(path.name + ".part")
    except OSError as error:
        raise OutputError(f"{path}: can't be written ({error.strerror or error}). Give another --out") from error


class Bars:
    """Progress on stderr: a bar for each stage on a terminal, now and then a line where it goes to a file."""

    def __init__(self) -> None:
        self._told = time.monotonic()
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=err,
            transient=True,
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Bars:
        if err.is_terminal:
            self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if err.is_terminal:
            self._progress.stop()

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Show how far a stage is."""
        if not err.is_terminal:
            if time.monotonic() - self._told >= _EVERY:
                self._told = time.monotonic()
                say(f"{stage}: {done}" + (f" of {total}" if total else ""))
            return
        if stage not in self._tasks:
            self._tasks[stage] = self._progress.add_task(stage, total=total)
        self._progress.update(self._tasks[stage], completed=done, total=total)
