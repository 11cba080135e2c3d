"""Reading the field's event files: completeness, speed, round trips.

``--events`` is a folder of GDELT, ICEWS and other event files (``*.CSV``, ``*.csv.gz``, ``*.tab``; mentions by their
name). The million rows are made by repeating the first GDELT 2 file's rows under new ids, days shifted within the year.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import tempfile
import time
from pathlib import Path
from typing import Any

import polars as pl

from allegiance.errors import AllegianceError
from allegiance.exchange import (
    compare,
    read_events,
    read_gdelt,
    read_gdelt_mentions,
    write_csv,
    write_gdelt,
    write_parquet,
    write_polecat,
)
from allegiance.exchange.tables import EVENTS

# What a shape has no column for.
_POLECAT_LACKS = {"code", "origin", "mentions", "sources", "articles", "mutual", "root", "repaired"}
_GDELT_LACKS = {"origin", "origins", "mutual", "repaired"}


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=1_000_000)
    args = parser.parse_args()
    files: dict[str, Any] = {}
    whole = True
    kept: dict[str, pl.DataFrame] = {}
    for path in sorted(args.events.iterdir()):
        if path.is_dir() or "gkg" in path.name:
            continue
        try:
            found = read_gdelt_mentions(path) if "mentions" in path.name else read_events(path)
        except AllegianceError as error:
            files[path.name] = {"refused": str(error)}
            whole = False
            continue
        lines = _records(path)
        sums = _sums(path)
        complete = found.events.height + found.rejected.height == (lines if sums is None else sums)
        whole &= complete
        files[path.name] = {
            "rows": lines,
            "read": found.events.height,
            "rejected": dict(found.rejected["reason"].value_counts(sort=True).iter_rows()),
            "every_row_accounted": complete,
            **({} if sums is None else {"sums_above_nought": sums}),
        }
        if "repaired" in found.events.columns:
            files[path.name]["repaired"] = found.events["repaired"].drop_nulls().len()
            kept[path.name] = found.events
        print(f"{path.name}: {json.dumps(files[path.name])}")
    result = {"files": files, "every_row_accounted": whole, **_speed(args.events, args.rows), **_round_trips(kept)}
    print(json.dumps(result))


def _records(path: Path) -> int:
    """Count the rows that a file holds, without its header."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    first = data[:200].lower().replace(b"_", b"")
    header = any(word in first for word in (b"globaleventid", b"event id", b"date,", b"year,"))
    lines = data.count(b"\n") + (not data.endswith(b"\n"))
    return lines - header


def _sums(path: Path) -> int | None:
    """Count the sums above nought of a table with a column for each quad class; each is a row of events. Else None."""
    if not path.name.endswith(".csv.gz"):
        return None
    table = pl.read_csv(gzip.decompress(path.read_bytes()), infer_schema=False)
    quads = [name for name in table.columns if name.startswith(("verbal_", "material_"))]
    if not quads:
        return None
    return sum(int(table.select((pl.col(name).cast(pl.Int64) > 0).sum()).item()) for name in quads)


def _speed(folder: Path, rows: int) -> dict[str, Any]:
    source = next(path for path in sorted(folder.glob("v2_*.export.CSV")) if b"\t" in path.read_bytes()[:200])
    lines = source.read_bytes().splitlines(keepends=True)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "million.export.CSV"
        with path.open("wb") as file:
            for number in range(rows):
                line = lines[number % len(lines)]
                file.write(b"%d" % (900_000_000 + number) + line[line.index(b"\t") :])
        begun, used = time.perf_counter(), os.times()
        found = read_gdelt(path)
        seconds, after = time.perf_counter() - begun, os.times()
    cpu = after.user + after.system - used.user - used.system
    return {
        "made_rows": rows,
        "made_accounted": found.events.height + found.rejected.height == rows,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "rows_per_second": round(rows / seconds),
        "load_average": os.getloadavg()[0],
    }


def _round_trips(kept: dict[str, pl.DataFrame]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as place:
        for name, frame in kept.items():
            for kind, write, ending, lacks in (
                ("parquet", write_parquet, "parquet", set[str]()),
                ("csv", write_csv, "csv", set[str]()),
                ("gdelt", write_gdelt, "CSV", _GDELT_LACKS),
                ("polecat", write_polecat, "txt", _POLECAT_LACKS),
            ):
                path = Path(place) / f"table.{ending}"
                before = frame.filter(pl.col("type").is_not_null()) if kind == "polecat" else frame
                if before.is_empty() or (kind in ("gdelt", "polecat") and before["code"].is_null().all()):
                    # sums by year are no events that these shapes could hold
                    continue
                write(before, path)
                back = read_events(path)
                plain = before
                if kind in ("gdelt", "polecat"):
                    spaces = pl.col(pl.String).str.replace_all(r"[\t\r\n]+", " ")
                    plain = plain.with_columns(spaces)
                lost = before.height - back.events.height
                entry = result.setdefault(
                    kind, {"rows": 0, "rows_lost": 0, "rows_left_out": 0, "changed": {}, "no_column_for": {}}
                )
                entry["rows"] += before.height
                entry["rows_lost"] += lost
                entry["rows_left_out"] += frame.height - before.height
                for column in EVENTS if not lost else ():
                    if differ := int((~back.events[column].eq_missing(plain[column])).sum()):
                        where = entry["no_column_for" if column in lacks else "changed"]
                        where.setdefault(name, {})[column] = differ
    first = next(frame for name, frame in kept.items() if name.startswith("luka"))
    itself = compare(first, first)
    return {"round_trips": result, "compared_with_itself": itself.counts}


if __name__ == "__main__":
    main()
