"""Speed of the pages over a large made store, with readers at work while a job writes, and size of a dossier.

usage: python -m benchmarks.web [--events N] [--articles N] [--readers N] [--pages N] [--pause SECONDS] [--made FILE]

The store is made (benchmarks/made_store.sql); with `--made` it is kept in that file as it was made, and taken from there
the next time. The server is `allegiance serve` in a process of its own; a job reads, and
the readers ask for pages of every kind, chosen at random and mostly never asked for before, with a pause between two as
people make. The first view is timed in Chromium, from the request until the first graphic is drawn. A page that is still
being worked out counts as the page it is, and is counted in `waits`. Other programs on the machine make all of this slower;
`cpu_ms_by_page` is the processor time that the server's process spends on a page, mean and most, asked for by one reader
without a job, on Linux: what the first page about a state or a date works out for later ones counts. `--readers 0` prints
only that. `peak_memory_mb`, the most that the server's process held, and all of its workers together, is there on Linux, too.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path

import duckdb
import httpx2

from allegiance import pipeline, views
from allegiance.store import Store

_STATES = 190
# Pages whose processor time is taken.
_ALONE = 150


def parties_of() -> list[str]:
    """Return the parties of the made store, the busiest first."""
    known = pipeline.gazetteer(pipeline.Setup())
    members = sorted(known.members("UN"))[:_STATES]
    random.Random(1).shuffle(members)
    return members


def make(path: Path, members: list[str], *, events: int, articles: int) -> None:
    """Make the store."""
    Store(path).close()
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TEMP TABLE made_parties (party TEXT, rank INTEGER)")
        con.executemany("INSERT INTO made_parties VALUES (?, ?)", [(party, n) for n, party in enumerate(members, 1)])
        text = (Path(__file__).parent / "made_store.sql").read_text("utf-8")
        con.execute(text.replace("$events", str(events)).replace("$articles", str(articles)))
    began = time.perf_counter()
    with Store(path) as store:
        store.derive()
    print(f"derived tables made in {time.perf_counter() - began:.1f} s, file {path.stat().st_size / 1e6:.0f} MB")


def _address(draw: random.Random, parties: list[str], events: int, articles: int) -> tuple[str, str]:
    def party() -> str:
        return parties[int(len(parties) * draw.random() ** 2.5)]

    a, b = party(), party()
    while b == a:
        b = party()
    kind = draw.choice(("movers", "relation", "relation", "assessment", "map", "event", "article", "sources", "search"))
    return kind, {
        "movers": "/",
        "relation": f"/relation?actor={a}&recipient={b}",
        "assessment": f"/assessment?state={a}&ally={b}&since=2024-01-01",
        "map": f"/map?state={a}",
        "event": f"/event/e{draw.randrange(events):015d}",
        "article": f"/article/a{draw.randrange(articles):015d}",
        "sources": f"/sources?without=Made%20Outlet%20{draw.randrange(50)}",
        "search": f"/search?q=word{draw.randrange(20000)}%20word{draw.randrange(20000)}",
    }[kind]


def read(
    base: str, seed: int, args: argparse.Namespace, parties: list[str], found: list[tuple[str, float, bool]]
) -> None:
    """Read pages as one person does, and note how long each took."""
    draw = random.Random(seed)
    with httpx2.Client(base_url=base, timeout=60) as client:
        for _ in range(args.pages):
            time.sleep(args.pause * (0.5 + draw.random()))
            kind, address = _address(draw, parties, args.events, args.articles)
            began = time.perf_counter()
            answer = client.get(address)
            took = (time.perf_counter() - began) * 1000
            if answer.status_code in (200, 404):  # some numbers are no event: those of a state paired with itself
                found.append((kind, took, "Working it out" in answer.text))
            else:
                raise RuntimeError(f"{address}: status {answer.status_code}")


def wait_for(base: str, *, most: float = 300) -> None:
    """Wait until the server answers and its first page is ready."""
    until = time.monotonic() + most
    with httpx2.Client(base_url=base, timeout=60) as client:
        while time.monotonic() < until:
            try:
                if "Working it out" not in client.get("/").text:
                    return
            except httpx2.HTTPError:
                pass
            time.sleep(1)
    raise RuntimeError(f"the first page was not ready within {most:.0f} s")


def start_job(base: str, folder: Path) -> None:
    """Give the server articles to read and code."""
    for n in range(3000):
        name = folder / f"{n}.txt"
        name.write_text(
            f"ASTANA (Made) - Kazakhstan halted exports of good {n} to Uzbekistan on Monday, officials said.\n", "utf-8"
        )
    with httpx2.Client(base_url=base, timeout=60) as client:
        token = re.search(r'name="token" value="([^"]+)"', client.get("/jobs").text)
        assert token is not None
        fields = {"token": token[1], "kind": "read", "path": str(folder)}
        answer = client.post("/jobs", data=fields, headers={"origin": base})
        if answer.status_code != 303:
            raise RuntimeError(f"the job was refused with status {answer.status_code}")


def _spent(process: int) -> float:
    """Return the processor seconds that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def processor_ms(base: str, process: int, args: argparse.Namespace, parties: list[str]) -> dict[str, dict[str, float]]:
    """Return the processor time of each kind of page, mean and most."""
    if not Path("/proc/self/stat").exists():
        return {}
    draw, spent = random.Random(99), defaultdict[str, list[float]](list)
    with httpx2.Client(base_url=base, timeout=60) as client:
        for _ in range(_ALONE):
            kind, address = _address(draw, parties, args.events, args.articles)
            before = _spent(process)
            client.get(address)
            spent[kind].append(1000 * (_spent(process) - before))
    return {
        kind: {"mean": round(statistics.mean(times), 1), "most": round(max(times))}
        for kind, times in sorted(spent.items())
    }


def _peak_mb(process: int) -> tuple[int, int]:
    """Return the most memory that the server's process held, and the sum of what each of its workers held at most."""

    def held(one: int) -> int:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{one}/status").read_text("utf-8"))
        return int(found[1]) // 1024 if found else 0

    if not Path("/proc/self/task").exists():
        return 0, 0
    workers = {
        int(w) for task in Path(f"/proc/{process}/task").iterdir() for w in (task / "children").read_text().split()
    }
    return held(process), sum(held(one) for one in workers)


def first_view(base: str) -> float | None:
    """Return the milliseconds until the first graphic stands, the median of five fresh browsers' profiles."""
    chromium = shutil.which("chromium")
    if not chromium:
        return None
    from playwright.sync_api import sync_playwright

    times = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for _ in range(5):
            context = browser.new_context()
            page = context.new_page()
            began = time.perf_counter()
            page.goto(base + "/")
            page.wait_for_selector("al-movers svg, .empty")
            times.append((time.perf_counter() - began) * 1000)
            context.close()
        browser.close()
    return statistics.median(times)


def dossier_bytes(path: Path, state: str, ally: str) -> int:
    """Return the size of the dossier of a busy pair."""
    setup = pipeline.Setup()
    with Store(path) as store:
        answer = pipeline.answer(store, setup, state=state, ally=ally)
        return len(views.RENDERERS["html"](pipeline.make_dossier(store, setup, answer)).encode())


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--readers", type=int, default=8, help="0: only the processor time of pages")
    parser.add_argument("--pages", type=int, default=40, help="pages that each reader asks for")
    parser.add_argument("--made", type=Path, help="file to keep the made store in, and to take it from")
    parser.add_argument("--pause", type=float, default=1.0, help="mean seconds between two pages of a reader")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, news = Path(folder) / "made.duckdb", Path(folder) / "news"
        news.mkdir()
        parties = parties_of()
        if not (args.made and args.made.is_file()):
            make(args.made or path, parties, events=args.events, articles=args.articles)
        if args.made:
            shutil.copy(args.made, path)
        size = dossier_bytes(path, parties[20], parties[25])
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        base = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "allegiance", "serve", "--store", str(path), "--port", str(port)]
        server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            wait_for(base)
            view = first_view(base)
            alone = processor_ms(base, server.pid, args, parties)
            found: list[tuple[str, float, bool]] = []
            if args.readers:
                start_job(base, news)
            readers = [
                threading.Thread(target=read, args=(base, seed, args, parties, found)) for seed in range(args.readers)
            ]
            for reader in readers:
                reader.start()
            for reader in readers:
                reader.join()
            peak = _peak_mb(server.pid)
        finally:
            server.terminate()
            server.wait(30)
    kinds = sorted({kind for kind, _, _ in found})
    figures = {
        "events": args.events,
        "articles": args.articles,
        "pages": len(found),
        "p95_ms": _p95([took for _, took, _ in found]) if found else None,
        "median_ms": round(statistics.median(took for _, took, _ in found)) if found else None,
        "p95_ms_by_page": {kind: _p95([took for k, took, _ in found if k == kind]) for kind in kinds},
        "cpu_ms_by_page": alone,
        "waits": sum(wait for _, _, wait in found),
        "first_view_ms": round(view) if view is not None else None,
        "dossier_bytes": size,
        "peak_memory_mb": {"server": peak[0], "workers": peak[1]},
    }
    print(json.dumps(figures))


def _p95(times: list[float]) -> int:
    return round(sorted(times)[max(0, int(0.95 * len(times)) - 1)]) if times else 0


if __name__ == "__main__":
    main()
