"""Reads the CSV tables, the project's own and a user's, and says which row is wrong.

A missing table is empty. A date may be a year, a month or a day and stands for its first day; ``from`` counts in,
``to`` doesn't, so that "2022-03" to "2022-09" holds on 2022-08-31 and no longer on 2022-09-01.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from allegiance.actors.model import Entity, Membership, OfficeHolder, Outlet, Place, Sense
from allegiance.errors import DataError

DATA = Path(__file__).parent / "data"
NAMES = (
    "states.csv",
    "organisations.csv",
    "groups.csv",
    "names.csv",
    "memberships.csv",
    "office_holders.csv",
    "outlets.csv",
    "places.csv",
)
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")

Row = dict[str, str]
T = TypeVar("T")


def parse_date(text: str) -> date | None:
    """Return the first day of a year, month or day; None for an empty cell.

    >>> parse_date("2022-09"), parse_date("")
    (datetime.date(2022, 9, 1), None)
    """
    if not text:
        return None
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(f"not a date: {text!r}")
    return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))


def parts(cell: str) -> tuple[str, ...]:
    """Split a list cell at ``|``, dropping empty parts."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def read_rows(folder: Path, name: str) -> Iterator[tuple[int, Row]]:
    """Yield (line, row) of a table in ``folder``; nothing if there is no such file."""
    path = folder / name
    if not path.is_file():
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle)
            for row in reader:
                if None in row or None in row.values():
                    raise DataError(f"{path}:{reader.line_num}: wrong number of cells")
                yield reader.line_num, {key: value.strip() for key, value in row.items()}
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path}: not a UTF-8 CSV file ({error})") from error


def read_words(name: str) -> frozenset[str]:
    """Return one of the word lists of words.csv."""
    return frozenset(row["word"] for _, row in read_rows(DATA, "words.csv") if row["list"] == name)


def read_table(folder: Path, name: str, make: Callable[[Row], T]) -> list[T]:
    """Return one object per row, or raise DataError naming file and line."""
    made = []
    for line, row in read_rows(folder, name):
        try:
            made.append(make(row))
        except KeyError as error:
            raise DataError(f"{folder / name}:{line}: no column {error}") from error
        except ValueError as error:
            raise DataError(f"{folder / name}:{line}: {error}") from error
    return made


def make_state(row: Row) -> Entity:
    """Make a state from a row of states.csv."""
    return Entity(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        iso2=row["iso2"],
        cow=int(row["cow"]) if row["cow"] else None,
        start=parse_date(row["from"]),
        end=parse_date(row["to"]),
        un=int(row["un"]) if row["un"] else None,
        descriptions=parts(row["regions"]),
        note=row["note"],
    )


def make_organisation(row: Row) -> Entity:
    """Make an organisation of states from a row of organisations.csv."""
    return Entity(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        family="organisation",
        start=parse_date(row["from"]),
        end=parse_date(row["to"]),
        aliases=parts(row["aliases"]),
        note=row["seat"],
    )


def make_group(row: Row) -> Entity:
    """Make a group from a row of groups.csv."""
    return Entity(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        family="group",
        start=parse_date(row["from"]),
        end=parse_date(row["to"]),
        aliases=parts(row["aliases"]),
        parties=parts(row["states"]),
        backers=parts(row["backers"]),
    )


def make_name(row: Row) -> tuple[str, Sense]:
    """Make a form and its sense from a row of names.csv; a form without id only shadows shorter ones."""
    if not row["form"]:
        raise ValueError("no form")
    sense = Sense(
        id=row["id"],
        via=row["via"],
        role=row["role"],
        start=parse_date(row["from"]),
        end=parse_date(row["to"]),
        rule=row["ambiguous"],
    )
    return row["form"], sense


def make_membership(row: Row) -> Membership:
    """Make a membership from a row of memberships.csv."""
    return Membership(
        organisation=row["organisation"],
        state=row["state"],
        start=parse_date(row["from"]),
        end=parse_date(row["to"]),
        how=row["how"],
        left=row["left"],
        reference=row["reference"],
    )


def make_holder(row: Row) -> OfficeHolder:
    """Make an office holder from a row of office_holders.csv."""
    return OfficeHolder(
        state=row["state"],
        name=row["name"],
        aliases=parts(row["aliases"]),
        office=row["office"],
        title=row["title"],
        start=parse_date(row["from"]),
        end=parse_date(row["to"]),
        sure=row["sure"] != "no",
        gender={"male": "m", "female": "f"}.get(row["gender"], row["gender"]),
    )


def make_place(row: Row) -> Place:
    """Make a place from a row of places.csv."""
    return Place(
        name=row["name"],
        aliases=parts(row["aliases"]),
        state=row["state"],
        kind=row["kind"],
        start=parse_date(row["from"]),
        end=parse_date(row["to"]),
        ambiguous=row["ambiguous"] == "yes",
    )


def make_outlet(row: Row) -> Outlet:
    """Make an outlet from a row of outlets.csv."""
    return Outlet(
        name=row["name"],
        hosts=tuple(host.lower() for host in parts(row["hosts"])),
        country=row["country"],
        language=row["language"],
        kind=row["kind"],
        aliases=parts(row["aliases"]),
        translated_aliases=parts(row["translated_aliases"]),
        note=row["note"],
    )
