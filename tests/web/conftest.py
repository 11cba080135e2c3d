"""A server over a store made of the sample corpus, and a browser, each started once."""

import os
import shutil
import socket
import threading
import time
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import pytest
import uvicorn

from allegiance import pipeline, web
from allegiance.articles import read_paths
from allegiance.store import Store
from allegiance.web.shell import BUILT

SAMPLE = Path(str(resources.files("allegiance"))) / "sample"


@pytest.fixture(scope="session")
def chromium():
    """A browser; without one the tests are skipped, except where CI should have it."""
    sync = pytest.importorskip("playwright.sync_api")
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    missing = None
    if not found:
        missing = "no Chromium on the path: install Debian's `chromium` to run the browser tests"
    elif not (BUILT / "app.js").is_file():
        missing = "the graphics are not built: run `python hatch_build.py` to run the browser tests"
    if missing:
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with sync.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory):
    """The sample corpus, read, coded and merged."""
    setup = pipeline.Setup(gazetteer=SAMPLE)
    with Store(tmp_path_factory.mktemp("web") / "sample.duckdb") as store:
        stories = sorted(path for path in SAMPLE.iterdir() if path.is_dir())
        pipeline.gather(store, read_paths(stories, today=datetime.now(UTC).date()))
        pipeline.code(store, setup)
        pipeline.merge(store)
        yield store


@pytest.fixture(scope="session")
def site(sample_store):
    """The address of a server over the sample store."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = web.application(sample_store, pipeline.Setup(gazetteer=SAMPLE))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(200):
        if server.started:
            break
        time.sleep(0.05)
    assert server.started
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
