"""Options that several commands share, and how a command opens a store that must be there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from allegiance.articles import FetchSettings, Limits
from allegiance.errors import StoreError
from allegiance.store import Store

DEFAULT_STORE = Path("allegiance.duckdb")
Bounds = TypeVar("Bounds", Limits, FetchSettings)
SOME_FAILED = 3
"""Exit status when all is done, but some inputs could not be read."""

StoreFile = Annotated[Path, typer.Option("--store", help="The store: one file that keeps what was read and coded.")]
Actors = Annotated[Path | None, typer.Option("--actors", help="Folder with your own actors and outlets (CSV).")]
AsOf = Annotated[
    datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="Only what had been published by this day.")
]

LimitPairs = Annotated[
    list[str] | None, typer.Option("--limit", help="A bound to change, as name=number; --limit ? lists them.")
]


def one_of(text: str, choices: Sequence[str], *, flag: str | None = None) -> str:
    """Return the choice that a user names, in any case.

    Raises:
        typer.BadParameter: There is none such; the message lists all, and names first the one that is spelt most like it.

    >>> one_of("Sanction", ["AID", "SANCTION"])
    'SANCTION'
    """
    by_case = {choice.lower(): choice for choice in choices}
    if text.lower() in by_case:
        return by_case[text.lower()]
    near = get_close_matches(text.lower(), by_case, n=1, cutoff=0.5)
    meant = f" did you mean {by_case[near[0]]}?" if near else ""
    raise typer.BadParameter(f"{text}:{meant} use one of {', '.join(choices)}", param_hint=flag)


def limited(bounds: Bounds, pairs: Sequence[str] | None) -> Bounds:
    """Return bounds with those changed that a user names, each as ``name=number``.

    Raises:
        typer.BadParameter: No such bound, or no number above nought.
    """
    known = {
        one.name: type(value) for one in fields(bounds) if type(value := getattr(bounds, one.name)) in (int, float)
    }
    changes: dict[str, Any] = {}
    for name, _, number in (pair.partition("=") for pair in pairs or ()):
        try:
            changes[name] = known[name](number)
        except (KeyError, ValueError) as error:
            now = ", ".join(f"{bound}={_whole(getattr(bounds, bound))}" for bound in known)
            raise typer.BadParameter(
                f"give a bound as name=number; as they are: {now}", param_hint="--limit"
            ) from error
        if changes[name] <= 0:
            raise typer.BadParameter(f"{name} must be more than 0", param_hint="--limit")
    return replace(bounds, **changes)


def _whole(bound: float) -> str:
    """Return a bound in digits, never as 2.7e+08, so that a user can type it back."""
    return str(bound) if isinstance(bound, int) else f"{bound:g}"


def day_of(moment: datetime | None) -> date | None:
    """Return the day that an option names."""
    return moment.date() if moment else None


def period(since: datetime | None, until: datetime | None) -> tuple[date | None, date | None]:
    """Return the first and the last day that two options name.

    Raises:
        typer.BadParameter: The last comes before the first.
    """
    first, last = day_of(since), day_of(until)
    if first and last and last < first:
        raise typer.BadParameter(f"{last} is before --since {first}", param_hint="--until")
    return first, last


def held(store: Path) -> Store:
    """Open a store to show what it holds.

    Raises:
        StoreError: There is none; nothing is made.
    """
    if not store.is_file():
        raise StoreError(
            f"{store}: no such store. Make one with `allegiance assess STATE --ally ALLY FILES` or `allegiance demo`."
        )
    return Store(store)
