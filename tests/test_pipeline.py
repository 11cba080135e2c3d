import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from allegiance import coding, pipeline, reviewing
from allegiance.articles import read_paths
from allegiance.errors import UnknownName
from allegiance.merging.side_by_side import SideBySide
from allegiance.records import Article, Event, Mention, PairReading, Problem, RegisterCheck
from allegiance.store import Store
from allegiance.views import RENDERERS

SETUP = pipeline.Setup()
TODAY = date(2024, 1, 1)


def news(folder: Path, count: int = 6) -> Path:
    """Write invented reports."""
    folder.mkdir(exist_ok=True)
    lines = [
        "Kazakhstan suspended grain exports to Russia on Monday, the agriculture ministry said.",
        "Russia sent relief supplies to Kazakhstan after the floods.",
        "The Kazakh president met the Russian president in Astana on Friday.",
        "Kazakhstan refused a Russian request for troops, an official said.",
    ]
    for n in range(count):
        head = f"Title: Report {n}\nOutlet: Paper {n % 3}\nDate: 2022-0{1 + n % 6}-1{n % 9}\nLanguage: en\n\n"
        (folder / f"{n:02}.txt").write_text(head + lines[n % 4] + f" This is report number {n}.")
    return folder


def run(store: Store, folder: Path) -> None:
    pipeline.gather_paths(store, [folder], today=TODAY)
    pipeline.code(store, SETUP)
    pipeline.merge(store)


def exported(path: Path, folder: Path) -> list[bytes]:
    with Store(path) as store:
        return [p.read_bytes() for p in store.export(folder)]


def test_the_main_job_gives_a_dossier(tmp_path: Path) -> None:
    with Store(tmp_path / "s.duckdb") as store:
        run(store, news(tmp_path / "news", 8))
        answer = pipeline.answer(store, SETUP, state="KAZ", ally="RUS")
        page = RENDERERS["html"](pipeline.make_dossier(store, SETUP, answer))
        assert store.records(Event)
    assert "refused a Russian request" in page
    assert answer.signs


def test_without_the_networks_weights_another_coder_reads_and_reads_anew_once_they_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = news(tmp_path / "news", 4)
    with Store(tmp_path / "s.duckdb") as store:
        with monkeypatch.context() as missing:
            missing.setattr(coding, "shipped_model", lambda: None)
            missing.setattr(coding, "has_weights", lambda: False)
            pipeline.coder.cache_clear()
            run(store, folder)
            names = {mention.made_by for mention in store.records(Mention)}
            assert names == {f"{coding.MADE_BY} rules"}
            assert pipeline.code(store, SETUP) == 0
            answer = pipeline.answer(store, SETUP, state="KAZ", ally="RUS")
            assert not any("%" in str(told) for told in pipeline.make_dossier(store, SETUP, answer).method.values())
        pipeline.coder.cache_clear()
        run(store, folder)
        assert {mention.made_by for mention in store.records(Mention)} == {coding.MADE_BY}


def test_a_second_run_adds_nothing(tmp_path: Path) -> None:
    folder = news(tmp_path / "news")
    with Store(tmp_path / "s.duckdb") as store:
        run(store, folder)
    before = exported(tmp_path / "s.duckdb", tmp_path / "one")
    with Store(tmp_path / "s.duckdb") as store:
        gathered = pipeline.gather(store, read_paths([folder], today=TODAY))
        assert (gathered.new, pipeline.code(store, SETUP)) == (0, 0)
        pipeline.merge(store)
    assert exported(tmp_path / "s.duckdb", tmp_path / "two") == before


def test_new_articles_cost_only_themselves(tmp_path: Path) -> None:
    with Store(tmp_path / "s.duckdb") as store:
        run(store, news(tmp_path / "news", 4))
        pipeline.gather(store, read_paths([news(tmp_path / "news", 6)], today=TODAY))
        assert pipeline.code(store, SETUP) == 2


def test_pairs_of_reports_are_read_side_by_side_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path / "s.duckdb") as store:
        folder = tmp_path / "news"
        folder.mkdir()
        for name, text in {
            "one": "The Kazakh president met the Russian president in Astana for talks on gas.",
            "two": "Russian and Kazakh leaders held talks about energy on Friday.",
        }.items():
            (folder / f"{name}.txt").write_text(f"Outlet: {name}\nDate: 2022-05-14\nLanguage: en\n\n{text}")
        run(store, folder)
        before = store.records(PairReading)
        assert before

        def fail(*_: object) -> None:
            raise AssertionError("read again")

        monkeypatch.setattr(SideBySide, "_part", fail)
        pipeline.merge(store)
        assert store.records(PairReading) == before
        with reviewing.as_known(store, pipeline.Setup(), date(2022, 12, 31)) as then:
            assert then.records(PairReading) == before


def test_an_interrupted_run_goes_on_to_the_same_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = news(tmp_path / "news", 8)
    with Store(tmp_path / "whole.duckdb") as store:
        run(store, folder)
    monkeypatch.setattr(pipeline.coded, "BATCH", 2)
    with Store(tmp_path / "cut.duckdb") as store:
        pipeline.gather(store, read_paths([folder], today=TODAY))

        def stop(stage: str, done: int, total: int | None) -> None:
            if stage == "coding" and done >= 4:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            pipeline.code(store, SETUP, progress=stop)
    with Store(tmp_path / "cut.duckdb") as store:
        run(store, folder)
    assert exported(tmp_path / "cut.duckdb", tmp_path / "a") == exported(tmp_path / "whole.duckdb", tmp_path / "b")


def test_a_killed_process_loses_nothing(tmp_path: Path) -> None:
    folder = news(tmp_path / "news", 40)
    with Store(tmp_path / "whole.duckdb") as store:
        run(store, folder)
    store_file = tmp_path / "cut.duckdb"
    program = [
        sys.executable,
        "-m",
        "allegiance",
        "assess",
        "KAZ",
        "--ally",
        "RUS",
        str(folder),
        "--store",
        str(store_file),
    ]
    # Killed while it reads, while it loads, while it codes: whatever the moment, the next run goes on.
    for delay in (0.05, 0.9, 2.6):
        process = subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(600):
            if store_file.exists() or process.poll() is not None:
                break
            time.sleep(0.05)
        time.sleep(delay)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    with Store(store_file) as store:
        run(store, folder)
    assert exported(store_file, tmp_path / "a") == exported(tmp_path / "whole.duckdb", tmp_path / "b")


def test_two_processes_code_the_same_as_one(tmp_path: Path) -> None:
    articles = [a for a in read_paths([news(tmp_path / "news", 8)], today=TODAY) if isinstance(a, Article)]

    def batches() -> Iterator[list[Article]]:
        for at in range(0, len(articles), 2):
            yield articles[at : at + 2]

    def found(workers: int) -> list[Mention]:
        done = pipeline.code_articles(batches(), SETUP, workers=workers)
        return [m for _, coded in done for c in coded for m in c.mentions]

    assert found(2) == found(1)
    assert found(1)


def test_processes_do_not_run_a_plain_script_again(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from datetime import date\n"
        "from pathlib import Path\n"
        "from allegiance import pipeline\n"
        "from allegiance.articles import read_paths\n"
        "print('begun', flush=True)\n"
        f"articles = list(read_paths([Path({str(news(tmp_path / 'news', 2))!r})], today=date(2024, 1, 1)))\n"
        "done = list(pipeline.code_articles([articles[:1], articles[1:]], pipeline.Setup(), workers=2))\n"
        "print('coded', sum(len(coded) for _, coded in done))\n"
    )
    ran = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    assert ran.stdout.split() == ["begun", "coded", "2"], ran.stderr[-2000:]


def test_unknown_states_are_named() -> None:
    with pytest.raises(UnknownName, match="Atlantis"):
        pipeline.gazetteer(SETUP).meant("Atlantis")


def test_claims_are_checked_once_and_shown_in_the_dossier(tmp_path: Path) -> None:
    folder = news(tmp_path / "news", 4)
    head = "Title: Vote\nOutlet: Paper 9\nDate: 2022-04-05\nLanguage: en\n\n"
    claim = "In the UN Security Council, Kazakhstan abstained from the resolution that condemned Russia's attack on Ukraine."
    (folder / "vote.txt").write_text(f"{head}Kazakhstan refused to send troops to Russia. {claim}")
    with Store(tmp_path / "s.duckdb") as store:
        run(store, folder)
        [found] = store.records(RegisterCheck)
        assert found.verdict == "contradicted"
        assert found.sentence == claim
        assert pipeline.check(store, SETUP) == 0
        answer = pipeline.answer(store, SETUP, state="KAZ", ally="RUS")
        dossier = pipeline.make_dossier(store, SETUP, answer)
        assert [c.check for c in dossier.contradicted] == [found]
        for form in RENDERERS:
            assert "held no Security Council seat in 2022" in RENDERERS[form](dossier)
        # Registers that changed make the check be made again.
        store.add_checks("older registers", [found.article], [])
        assert pipeline.check(store, SETUP) == 1
        assert store.records(RegisterCheck) == [found]


def test_files_read_before_are_left_out_and_changed_ones_are_read_again(tmp_path: Path) -> None:
    folder = news(tmp_path / "news", 3)
    empty = folder / "empty.txt"
    empty.touch()
    with Store(tmp_path / "s.duckdb") as store:
        first = pipeline.gather_paths(store, [folder], today=TODAY)
        assert (first.seen, first.new, first.skipped) == (3, 3, 0)
        again = pipeline.gather_paths(store, [folder], today=TODAY)
        # A file that gave nothing is read again, so that its problem is told again.
        assert (again.seen, again.new, again.skipped) == (0, 0, 3)
        assert [problem.kind for problem in again.problems] == ["empty"]
        path = min(folder.glob("*.txt"), key=lambda path: path.name == "empty.txt")
        times = path.stat().st_atime_ns, path.stat().st_mtime_ns
        text = path.read_text("utf-8")
        path.write_text(text[:-2] + text[-2:].swapcase().replace(".", "!"), "utf-8")
        os.utime(path, ns=times)
        changed = pipeline.gather_paths(store, [folder], today=TODAY)
        assert (changed.seen, changed.skipped) == (1, 2)
        other = pipeline.gather_paths(store, [folder], today=TODAY, mapping={"title": "head"})
        assert other.skipped == 0


def test_leaving_files_out_tells_the_same_problems(tmp_path: Path) -> None:
    for name in ("a", "b"):
        news(tmp_path / name, 2)
    with Store(tmp_path / "once.duckdb") as store:
        pipeline.gather_paths(store, [tmp_path / "a", tmp_path / "b"], today=TODAY)
        whole = store.records(Problem, "ORDER BY ALL")
    with Store(tmp_path / "twice.duckdb") as store:
        pipeline.gather_paths(store, [tmp_path / "a"], today=TODAY)
        pipeline.gather_paths(store, [tmp_path / "a", tmp_path / "b"], today=TODAY)
        assert store.records(Problem, "ORDER BY ALL") == whole
    assert {problem.kind for problem in whole} == {"duplicate"}


def test_workers_end_when_the_process_that_started_them_is_killed(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "import multiprocessing, os, sys, time\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "from allegiance.pipeline.coded import _begin\n"
        "if __name__ == '__main__':\n"
        "    context = multiprocessing.get_context('spawn')\n"
        "    pool = ProcessPoolExecutor(1, mp_context=context, initializer=_begin, initargs=(0,))\n"
        "    print(pool.submit(os.getpid).result(), flush=True)\n"
        "    time.sleep(600)\n",
        "utf-8",
    )
    with subprocess.Popen([sys.executable, str(program)], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        worker = int(running.stdout.readline())
        running.kill()
    for _ in range(300):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{worker}/stat").exists() and " Z " in Path(f"/proc/{worker}/stat").read_text("utf-8"):
            return
        time.sleep(0.1)
    raise AssertionError("the worker lives on")
