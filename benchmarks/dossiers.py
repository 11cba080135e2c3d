"""The key judgements of the four questions in ``docs/assessments.md``, made anew; the last line is one JSON object.

Reads tables of events, UN votes and alliances, answers each question for the year 2014, and prints a Markdown table. With
``--texts`` (collections of articles) each question is asked once more of a later time, of texts in English that name the
state in their title or three times, from three years before the period on; they are read and coded in a store of their own,
with votes and alliances beside them. ``--write`` puts each table in a page, between the two comments that mark its place;
``--dossiers`` keeps the dossiers as pages for reading.

usage: python -m benchmarks.dossiers --tables FILES [--texts FILES] [--write docs/assessments.md] [--dossiers FOLDER]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from allegiance import exchange, outside, pipeline, views
from allegiance.actors import the
from allegiance.articles import read_paths
from allegiance.baseline import BASELINE
from allegiance.percentages import interval, percent
from allegiance.records import Article, Assessment, Judgement, Problem
from allegiance.store import Store


@dataclass(frozen=True, slots=True)
class Question:
    """A state, its ally and a period; ``words`` name the state in texts."""

    state: str
    ally: str
    since: date
    until: date
    words: tuple[str, ...] = ()

    def reads(self, article: Article) -> bool:
        """Tell whether an article is of the question's time and deals with its state."""
        day = article.published
        if day is None or not self.since - BASELINE <= day <= self.until or article.language != "en":
            return False
        told = sum(article.text.count(word) for word in self.words)
        return told >= _TIMES or any(word in article.title for word in self.words)


_TIMES = 3
_YEAR = date(2014, 1, 1), date(2014, 12, 31)
QUESTIONS = tuple(Question(*pair, *_YEAR) for pair in (("KAZ", "RUS"), ("FRA", "DEU"), ("ARM", "RUS"), ("TUR", "USA")))
# Since the invasion of Ukraine, since the attack on Armenia that its allies watched, and since the failed coup in Turkey.
LATER = (
    Question("KAZ", "RUS", date(2022, 2, 24), date(2023, 6, 30), ("Kazakh", "Tokayev")),
    Question("FRA", "DEU", date(2022, 2, 24), date(2023, 6, 30), ("France", "French", "Macron")),
    Question("ARM", "RUS", date(2022, 9, 13), date(2023, 6, 30), ("Armenia", "Yerevan", "Pashinyan")),
    Question(
        "TUR", "USA", date(2016, 7, 15), date(2018, 12, 31), ("Turkey", "Turkish", "Erdogan", "Erdoğan", "Ankara")
    ),
)
BEGIN, END = "<!-- begin: python -m benchmarks.dossiers{} -->", "<!-- end -->"
_HEAD = (
    "| | moved away (80 % interval) | moved closer | neither | less friendly a year on | pact ends | confidence "
    "| reading with least against it | what says what |",
    "|---|---|---|---|---|---|---|---|---|",
)
_STATEMENTS = ("has moved closer", "no material move", "will be less friendly", "formal end of the pact")
"""Words by which a judgement is known, in the order of the columns."""


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tables", type=Path, nargs="+", required=True)
    parser.add_argument("--texts", type=Path, nargs="+", help="collections of articles, for the later questions")
    parser.add_argument("--write", type=Path, help="page to put the tables in")
    parser.add_argument("--dossiers", type=Path, help="folder for the dossiers")
    args = parser.parse_args()
    setup = pipeline.Setup()
    result: dict[str, object] = {}
    asked: list[tuple[str, tuple[Question, ...], list[Path], list[Path]]] = [("", QUESTIONS, args.tables, [])]
    if args.texts:
        # tables of events end before the later questions begin
        ties = [path for path in args.tables if exchange.table_kind(path) != "events"]
        asked.append((" --texts", LATER, ties, args.texts))
    for mark, questions, tables, texts in asked:
        with TemporaryDirectory() as folder, Store(Path(folder) / "made.duckdb") as store:
            outside.import_tables(store, tables)
            if texts:
                read = read_paths(texts, today=datetime.now(UTC).date())
                result["texts"] = pipeline.gather(store, chosen(read, questions)).new
                pipeline.code(store, setup)
                pipeline.merge(store, setup)
            answers = [_answer(store, setup, question, args.dossiers) for question in questions]
        table = "\n".join([*_HEAD, *(row(*names(answer, setup), answer) for answer in answers)])
        print(table)
        if args.write:
            args.write.write_text(put(args.write.read_text("utf-8"), table, mark), "utf-8")
        result |= {f"{a.state}-{a.ally}{mark}": a.judgements[0].probability for a in answers}
    print(json.dumps(result))


def chosen(items: Iterable[Article | Problem], questions: Sequence[Question]) -> Iterator[Article]:
    """Yield the articles that one of the questions asks for."""
    for item in items:
        if isinstance(item, Article) and any(question.reads(item) for question in questions):
            yield item


def names(answer: Assessment, setup: pipeline.Setup) -> tuple[str, str]:
    """Return the names of the two states of an answer, as a row begins with them."""
    known = pipeline.gazetteer(setup)
    return known.entity(answer.state).name, the(known.entity(answer.ally).name)


def _answer(store: Store, setup: pipeline.Setup, question: Question, folder: Path | None) -> Assessment:
    found = pipeline.answer(
        store, setup, state=question.state, ally=question.ally, since=question.since, until=question.until
    )
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        page = views.RENDERERS["md"](pipeline.make_dossier(store, setup, found))
        (folder / f"{question.state}-{question.ally}-{question.since.year}.md").write_text(page, "utf-8")
    return found


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


def put(page: str, table: str, mark: str = "") -> str:
    """Return a page with a table between its two marks.

    Raises:
        SystemExit: The page lacks them.
    """
    before, begin, rest = page.partition(BEGIN.format(mark))
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"The page lacks {BEGIN.format(mark)} or {END}.")
    return f"{before}{begin}\n\n{table}\n\n{end}{after}"


if __name__ == "__main__":
    main()
