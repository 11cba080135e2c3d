"""The key judgements of the four questions in ``docs/assessments.md``, made anew; the last line is one JSON object.

Reads tables of events, UN votes and alliances, answers each question for the year 2014, and prints a Markdown
table; ``--write`` puts it in a page, between the two comments that mark its place.

usage: python -m benchmarks.dossiers --tables FILES [--write docs/assessments.md]
"""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from allegiance import outside, pipeline
from allegiance.actors import the
from allegiance.percentages import interval, percent
from allegiance.records import Assessment, Judgement
from allegiance.store import Store

QUESTIONS = (("KAZ", "RUS"), ("FRA", "DEU"), ("ARM", "RUS"), ("TUR", "USA"))
SINCE, UNTIL = date(2014, 1, 1), date(2014, 12, 31)
BEGIN, END = "<!-- begin: python -m benchmarks.dossiers -->", "<!-- end -->"
_HEAD = (
    "| | moved away (80 % interval) | moved closer | neither | less friendly a year on | pact ends | confidence "
    "| reading with least against it | what says what |",
    "|---|---|---|---|---|---|---|---|---|",
)
_STATEMENTS = ("has moved closer", "no material move", "will count as less friendly", "formal end of the pact")
"""Words by which a judgement is known, in the order of the columns."""


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tables", type=Path, nargs="+", required=True)
    parser.add_argument("--write", type=Path, help="page to put the table in")
    args = parser.parse_args()
    setup = pipeline.Setup()
    known = pipeline.gazetteer(setup)
    with TemporaryDirectory() as folder, Store(Path(folder) / "made.duckdb") as store:
        outside.import_tables(store, args.tables)
        answers = [
            pipeline.answer(store, setup, state=state, ally=ally, since=SINCE, until=UNTIL) for state, ally in QUESTIONS
        ]
    named = [(known.entity(answer.state).name, the(known.entity(answer.ally).name)) for answer in answers]
    table = "\n".join([*_HEAD, *(row(*names, answer) for names, answer in zip(named, answers, strict=True))])
    print(table)
    if args.write:
        args.write.write_text(put(args.write.read_text("utf-8"), table), "utf-8")
    print(json.dumps({f"{a.state}-{a.ally}": a.judgements[0].probability for a in answers}))


def row(state: str, ally: str, answer: Assessment) -> str:
    """Return an answer as a row of the table."""
    first, *rest = answer.judgements
    away = f"{first.word}, {_number(first)}" if first.probability is not None else first.word
    told = [away, *(next((percent(j.probability) for j in rest if words in j.statement), "–") for words in _STATEMENTS)]
    says = "; ".join(f"{m.name}: {m.direction}" for m in answer.measures)
    return f"| {state} from {ally} | {' | '.join(told)} | {answer.confidence} | {_reading(answer)} | {says} |"


def _reading(answer: Assessment) -> str:
    """Return the rival reading with least against it, where the weight of a certain, material act sets it apart."""
    first, second = answer.hypotheses[:2]
    return first.name if second.inconsistency >= first.inconsistency + 1 else "–"


def _number(judgement: Judgement) -> str:
    return f"{percent(judgement.probability)} ({interval(judgement.low, judgement.high)})"


def put(page: str, table: str) -> str:
    """Return a page with the table between its two marks.

    Raises:
        SystemExit: The page lacks them.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"The page lacks {BEGIN} or {END}.")
    return f"{before}{begin}\n\n{table}\n\n{end}{after}"


if __name__ == "__main__":
    main()
