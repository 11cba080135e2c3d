"""What the stages are made of, loaded once a process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from allegiance import coding, exchange, registers
from allegiance.actors import Gazetteer
from allegiance.codebook import Codebook

Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Setup:
    """What the coder is made of; the same in every process.

    Attributes:
        gazetteer: Folder with a user's own actors and outlets, or None.
        codebook: Folder with a user's own codebook, or None.
        parser: Name of the spaCy pipeline.
        roll_calls: Tables of votes and of roll calls (Voeten) to check claims against besides the register, or None.
    """

    gazetteer: Path | None = None
    codebook: Path | None = None
    parser: str = coding.PARSER
    roll_calls: tuple[Path, Path] | None = None


def quiet(stage: str, done: int, total: int | None) -> None:
    """Show no progress."""


@cache
def gazetteer(setup: Setup) -> Gazetteer:
    """Return the gazetteer of a setup, loaded once a process."""
    return Gazetteer.load(setup.gazetteer)


@cache
def checker(setup: Setup) -> registers.Checker:
    """Return what checks claims, loaded once a process."""
    held = registers.Registers.load()
    if setup.roll_calls:
        held = held.with_votes(exchange.read_roll_calls(*setup.roll_calls))
    return registers.Checker(gazetteer(setup), held)


@cache
def coder(setup: Setup) -> coding.Coder:
    """Return the coder of a setup, loaded once a process."""
    own = setup.codebook / "cues.csv" if setup.codebook else None
    return coding.Coder(
        gazetteer=gazetteer(setup),
        nlp=coding.load_parser(setup.parser),
        codebook=Codebook.load(setup.codebook),
        model=coding.shipped_model(),
        own=coding.own_cues(own) if own and own.is_file() else None,
    )
