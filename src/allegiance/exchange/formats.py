"""Every form that events can be written in, by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl

from allegiance.exchange.graphs import write_followthemoney, write_geojson, write_gexf, write_graphml
from allegiance.exchange.writing import dyad_months, write_csv, write_gdelt, write_parquet, write_polecat


def _write_dyad_months(events: pl.DataFrame, path: Path) -> None:
    dyad_months(events).write_csv(path)


FORMATS: dict[str, tuple[str, Callable[[pl.DataFrame, Path], None]]] = {
    "parquet": ("events.parquet", write_parquet),
    "csv": ("events.csv", write_csv),
    "dyad-months": ("dyad_months.csv", _write_dyad_months),
    "polecat": ("events.polecat.txt", write_polecat),
    "gdelt": ("events.gdelt.export.CSV", write_gdelt),
    "followthemoney": ("events.ftm.jsonl", write_followthemoney),
    "graphml": ("events.graphml", write_graphml),
    "gexf": ("events.gexf", write_gexf),
    "geojson": ("events.geojson", write_geojson),
}
"""Name of a form to the file that it is written to and what writes it."""


def write_as(form: str, events: pl.DataFrame, folder: Path) -> Path:
    """Write a tidy table of events in a form of :data:`FORMATS` into a folder; return the file.

    Raises:
        KeyError: There is no form of that name.
    """
    name, write = FORMATS[form]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    write(events, path)
    return path
