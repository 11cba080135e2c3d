"""Base rates that every assessment starts from: how often do allied states turn away from each other?

Over ICEWS counts by year (both directions summed) and ATOP defence pacts (Leeds et al. 2002). A pair turns when the
odds of conflict among its events are at least 1.25 times those of the year before, and still are in the year after.

usage: python -m benchmarks.base_rates --dyads icews_yearly_dyads.csv.gz --atop atop_alliance.csv.gz
"""

from __future__ import annotations

import argparse
import json
from importlib import resources
from pathlib import Path

import duckdb

_SQL = """
WITH codes AS (SELECT id AS iso3, cow FROM read_csv($states) WHERE cow IS NOT NULL),
pact AS (
    SELECT DISTINCT least(a.iso3, b.iso3) AS a, greatest(a.iso3, b.iso3) AS b, year
    FROM read_csv($atop) AS p JOIN codes AS a ON a.cow = p.ccode1 JOIN codes AS b ON b.cow = p.ccode2
    WHERE atop_defense = 1
),
pairs AS (
    SELECT least(source_iso3, target_iso3) AS a, greatest(source_iso3, target_iso3) AS b, year,
           sum(verbal_conflict + material_conflict) AS c,
           sum(verbal_coop + material_coop + verbal_conflict + material_conflict) AS n
    FROM read_csv($dyads) GROUP BY ALL
),
odds AS (
    SELECT pairs.*, (c + 0.5) / (n - c + 0.5) AS odds
    FROM pairs JOIN pact USING (a, b, year) WHERE n >= $least
)
SELECT count(*) AS pair_years, avg(x.c / x.n) AS conflict_share, stddev(x.c / x.n) AS conflict_share_sd,
       avg((y.odds >= 1.25 * x.odds)::INT) AS worse_next_year,
       avg((y.odds >= 1.25 * x.odds AND z.odds >= 1.25 * x.odds)::INT) AS worse_and_stays
FROM odds AS x JOIN odds AS y ON x.a = y.a AND x.b = y.b AND y.year = x.year + 1
JOIN odds AS z ON x.a = z.a AND x.b = z.b AND z.year = x.year + 2
"""


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dyads", type=Path, required=True)
    parser.add_argument("--atop", type=Path, required=True)
    parser.add_argument("--least", type=int, default=20, help="events that a pair needs in each year")
    args = parser.parse_args()
    with resources.as_file(resources.files("allegiance") / "actors" / "data" / "states.csv") as states:
        cursor = duckdb.connect().execute(
            _SQL, {"states": str(states), "atop": str(args.atop), "dyads": str(args.dyads), "least": args.least}
        )
        names = [column[0] for column in cursor.description or []]
        row = cursor.fetchall()[0]
    print(json.dumps({name: round(value, 4) for name, value in zip(names, row, strict=True)}))


if __name__ == "__main__":
    main()
