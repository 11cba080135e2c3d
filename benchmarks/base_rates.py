"""Base rates that every assessment starts from: how often do allied states turn away from each other?

Over ICEWS counts by year (both directions summed) and ATOP defence pacts (Leeds et al. 2002). A pair turns when the
odds of conflict among its events are at least 1.25 times those of the three years before, and still are in the year
after; as in ``assessments.forecasts`` the baseline is smoothed by one act of the usual share.

usage: python -m benchmarks.base_rates --dyads icews_yearly_dyads.csv.gz --atop atop_alliance.csv.gz
"""

from __future__ import annotations

import argparse
import json
from importlib import resources
from pathlib import Path

import duckdb

from allegiance.assessments.forecasts import USUAL

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
years AS (
    SELECT a, b, year, c, n, (pact.year IS NOT NULL)::INT AS allied,
           sum(c) OVER past + $usual AS hostile, sum(n - c) OVER past + 1 - $usual AS friendly, count(*) OVER past AS known,
           sum(n) OVER before AS n_before, sum(c) OVER next AS c_after, sum(n) OVER next AS n_after
    FROM pairs LEFT JOIN pact USING (a, b, year)
    WINDOW pair AS (PARTITION BY a, b ORDER BY year), past AS (pair RANGE BETWEEN 3 PRECEDING AND 1 PRECEDING),
           before AS (pair RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING),
           next AS (pair RANGE BETWEEN 1 FOLLOWING AND 1 FOLLOWING)
),
turns AS (
    SELECT *, c > 0 AND c * friendly >= 1.25 * hostile * (n - c) AS worse,
           c_after > 0 AND c_after * friendly >= 1.25 * hostile * (n_after - c_after) AS worse_after,
           1.25 * c * friendly <= hostile * (n - c) AS better,
           1.25 * c_after * friendly <= hostile * (n_after - c_after) AS better_after
    FROM years WHERE allied = 1 AND known = 3 AND n_before >= $least AND n >= $least AND n_after >= $least
)
SELECT count(*) AS pair_years, avg(c / n) AS conflict_share, stddev(c / n) AS conflict_share_sd,
       avg(worse::INT) AS worse, avg((worse AND worse_after)::INT) AS worse_and_stays,
       avg(worse_after::INT) AS worse_next_year, avg((better AND better_after)::INT) AS better_and_stays
FROM turns
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
            _SQL,
            {
                "states": str(states),
                "atop": str(args.atop),
                "dyads": str(args.dyads),
                "least": args.least,
                "usual": USUAL,
            },
        )
        names = [column[0] for column in cursor.description or []]
        row = cursor.fetchall()[0]
    print(json.dumps({name: round(value, 4) for name, value in zip(names, row, strict=True)}))


if __name__ == "__main__":
    main()
