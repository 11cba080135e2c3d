"""Results for notebooks: a table that gives polars, pandas and Arrow frames, draws itself and shows itself as HTML."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from importlib import import_module
from typing import Any

import polars as pl

from allegiance.errors import MissingPart

SHOWN = 20
"""Rows that a notebook shows; the frame holds all."""


@dataclass(frozen=True, slots=True)
class Table:
    """A named frame.

    Attributes:
        title: What it holds, shown above it.
        frame: The rows.
        x, y: Columns that a plot draws against each other; empty where a plot makes no sense.
        band: Columns with the lower and upper bound of ``y``, drawn as a band.
        colour: Column that tells lines apart.

    >>> table = Table("Two months", pl.DataFrame({"month": [1, 2], "level": [0.1, 0.3]}))
    >>> len(table), table.polars()["level"].to_list(), table.arrow().num_rows
    (2, [0.1, 0.3], 2)
    """

    title: str
    frame: pl.DataFrame
    x: str = ""
    y: str = ""
    band: tuple[str, str] | None = None
    colour: str | None = None

    def __len__(self) -> int:
        return self.frame.height

    def polars(self) -> pl.DataFrame:
        """Return the rows as a polars frame."""
        return self.frame

    def arrow(self) -> Any:
        """Return the rows as an Arrow table."""
        return self.frame.to_arrow()

    def pandas(self) -> Any:
        """Return the rows as a pandas frame.

        Raises:
            MissingPart: pandas isn't installed.
        """
        needed("pandas", extra="pandas")
        return self.frame.to_pandas()

    def plot(self) -> Any:
        """Return an Altair chart of the table.

        Raises:
            MissingPart: Altair isn't installed, or the table has nothing to draw.
        """
        if not self.x:
            raise MissingPart(f"{self.title}: there is no drawing of this table; take its frame and draw that.")
        altair = needed("altair", extra="plots")
        base = altair.Chart(altair.Data(values=self._plain()), title=self.title).encode(
            x=altair.X(f"{self.x}:{'T' if self.frame.schema[self.x].is_temporal() else 'O'}", title=self.x)
        )
        colour = {"color": altair.Color(f"{self.colour}:N")} if self.colour else {}
        line = base.mark_line(point=True).encode(y=altair.Y(f"{self.y}:Q", title=self.y), **colour)
        if self.band is None:
            return line
        low, high = self.band
        return base.mark_area(opacity=0.25).encode(y=f"{low}:Q", y2=f"{high}:Q") + line

    def _plain(self) -> list[dict[str, Any]]:
        """Return the rows as JSON holds them: days as text."""
        days = [name for name, kind in self.frame.schema.items() if kind.is_temporal()]
        return self.frame.with_columns(pl.col(days).cast(pl.String)).to_dicts()

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in self.frame.columns)
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(_cell(value))}</td>" for value in row) + "</tr>"
            for row in self.frame.head(SHOWN).iter_rows()
        )
        more = f"<p>{SHOWN} of {len(self)} rows</p>" if len(self) > SHOWN else ""
        return f"<h4>{escape(self.title)}</h4><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}"


def needed(module: str, *, extra: str) -> Any:
    """Return an optional module.

    Raises:
        MissingPart: It isn't installed; the message says how to get it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingPart(f"{module} is needed for this: pip install 'allegiance[{extra}]'.") from error


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) >= 1e-4 else f"{value:.0f}"
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value)
    return str(value)
