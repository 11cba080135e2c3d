"""Fetching, against a real server on this machine. All texts are invented."""

import gzip
import ssl
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from typer.testing import CliRunner

from allegiance.articles import FetchSettings, collect
from allegiance.articles.fetch import Fetcher, _retry_after
from allegiance.articles.guard import is_public
from allegiance.cli import app
from allegiance.errors import Refused, UnreadableInput
from allegiance.records import Article, Problem

TLS = Path(__file__).parent / "tls"
NOW = datetime(2022, 4, 6, 12, tzinfo=UTC)
PARAGRAPH = (
    "The foreign minister of Ruritania said on Tuesday that his country would not recognise the two regions. " * 4
)
PAGE = f"""<!doctype html><html lang="en"><head><title>Ruritania refuses</title>
<meta property="article:published_time" content="2022-04-05T10:00:00Z"><meta property="og:site_name" content="Courier">
<script>alert("never run")</script></head><body><article><h1>Ruritania refuses</h1><p>{PARAGRAPH}</p>
<p>{PARAGRAPH[:200]} Grand Fenwick welcomed it.</p></article></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title><link>http://h/</link><language>en</language>
<item><title>Ruritania recalls envoy</title><description>&lt;p&gt;It recalled its envoy &amp;amp; closed the
mission.&lt;/p&gt;</description><link>{base}/page</link><guid>g1</guid>
<pubDate>Tue, 05 Apr 2022 23:30:00 -0400</pubDate></item></channel></rss>"""


class Handler(BaseHTTPRequestHandler):
    hits: ClassVar[Counter[str]] = Counter()
    statuses: ClassVar[defaultdict[str, list[int]]] = defaultdict(list)

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        path = self.path
        Handler.hits[path] += 1
        base = f"http://127.0.0.1:{self.server.server_address[1]}"
        if path == "/robots.txt":
            self.answer(b"User-agent: *\nDisallow: /hidden\n", "text/plain")
        elif path in ("/page", "/hidden"):
            self.answer(PAGE.encode(), "text/html; charset=utf-8")
        elif path == "/feed":
            self.answer(FEED.format(base=base).encode(), "application/rss+xml")
        elif path == "/gzip":
            self.answer(gzip.compress(PAGE.encode()), "text/html", {"Content-Encoding": "gzip"})
        elif path == "/bomb":
            self.answer(gzip.compress(b"a" * 30_000_000), "text/html", {"Content-Encoding": "gzip"})
        elif path == "/huge":
            self.answer(b"<html>" + b"a" * 3_000_000, "text/html")
        elif path == "/loop":
            self.answer(b"", "text/html", {"Location": base + "/loop"}, status=302)
        elif path == "/away":
            self.answer(b"", "text/html", {"Location": "file:///etc/passwd"}, status=302)
        elif path == "/moved":
            self.answer(b"", "text/html", {"Location": "/page"}, status=301)
        elif path == "/busy" and Handler.hits[path] < 3:
            self.answer(b"", "text/html", {"Retry-After": "3600"}, status=429)
        elif path == "/busy":
            self.answer(PAGE.encode(), "text/html")
        elif path == "/etag" and self.headers.get("If-None-Match") == '"1"':
            self.send_response(304)
            Handler.statuses[path].append(304)
            self.send_header("ETag", '"1"')
            self.end_headers()
        elif path == "/etag":
            self.answer(PAGE.encode(), "text/html", {"ETag": '"1"', "Cache-Control": "no-cache"})
        elif path == "/slow":
            time.sleep(0.6)
            self.answer(b"late", "text/plain")
        elif path == "/drip":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            for _ in range(40):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.05)
        elif path == "/image":
            self.answer(b"\x89PNG\r\n", "image/png")
        else:
            self.answer(b"<html><body>not here</body></html>", "text/html", status=404)

    def answer(self, body: bytes, kind: str, headers: dict[str, str] | None = None, status: int = 200) -> None:
        self.send_response(status)
        Handler.statuses[self.path].append(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True


class QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up on purpose is no error here."""


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    server = QuietServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def secure() -> Iterator[int]:
    """A server over TLS, whose certificate for "localhost" an authority of our own has signed; gives its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "server.pem", TLS / "server.key")
    server = QuietServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


def settings(**changes: object) -> FetchSettings:
    values: dict[str, object] = {"allow_private": True, "longest_wait": 0.02, "timeout": 2.0, "max_bytes": 1_000_000}
    return FetchSettings(**{**values, **changes})


def gather(address: str, **changes: object) -> tuple[list[Article], list[Problem]]:
    found = list(collect([address], settings=settings(**changes), now=NOW))
    return [one for one in found if isinstance(one, Article)], [one for one in found if isinstance(one, Problem)]


@pytest.mark.parametrize("path", ["/page", "/gzip", "/moved", "/busy", "/etag"])
def test_a_page_becomes_an_article(base: str, path: str) -> None:
    articles, problems = gather(base + path)
    assert [article.title for article in articles] == ["Ruritania refuses"]
    article = articles[0]
    assert problems == []
    assert (article.published, article.outlet, article.language) == (date(2022, 4, 5), "Courier", "en")
    assert article.fetched == NOW
    assert "would not recognise" in article.text
    assert "alert" not in article.text


def test_a_feed_gives_headline_and_lead(base: str) -> None:
    articles, problems = gather(base + "/feed")
    assert problems == []
    assert articles[0].text == "Ruritania recalls envoy\nIt recalled its envoy & closed the mission."
    assert articles[0].published == date(2022, 4, 6)
    assert (articles[0].given_id, articles[0].outlet) == ("g1", "Courier")


def test_a_feed_item_is_followed_only_when_asked(base: str) -> None:
    before = Handler.hits["/page"]
    gather(base + "/feed")
    assert Handler.hits["/page"] == before
    articles, _ = gather(base + "/feed", follow=True)
    assert Handler.hits["/page"] == before + 1
    assert "Grand Fenwick welcomed it." in articles[0].text
    assert articles[0].title == "Ruritania recalls envoy"


@pytest.mark.parametrize(
    ("path", "kind", "words"),
    [
        ("/hidden", "refused", "robots"),
        ("/away", "refused", "only http"),
        ("/loop", "unreachable", "redirects"),
        ("/none", "unreachable", "404"),
        ("/huge", "unreachable", "limit"),
        ("/bomb", "unreachable", "limit"),
        ("/image", "not-a-feed", "image/png"),
    ],
)
def test_what_cannot_be_had_is_told(base: str, path: str, kind: str, words: str) -> None:
    articles, problems = gather(base + path)
    assert articles == []
    assert [(problem.where, problem.kind) for problem in problems] == [(base + path, kind)]
    assert words in problems[0].message


def test_a_slow_or_dripping_server_is_left(base: str) -> None:
    started = time.monotonic()
    _, slow = gather(base + "/slow", timeout=0.1, attempts=2)
    _, drip = gather(base + "/drip", total=0.2)
    assert time.monotonic() - started < 2.0
    assert ["in time" in slow[0].message, "not done after" in drip[0].message] == [True, True]


def test_the_cache_revalidates(base: str, tmp_path: Path) -> None:
    for _ in range(2):
        fetcher = Fetcher(settings(cache=tmp_path / "cache"))
        answer = fetcher.fetch(base + "/etag")
        fetcher.close()
        assert b"Ruritania refuses" in answer.data
    assert answer.from_cache


def test_the_command_keeps_a_cache_beside_its_store_and_takes_bounds(
    base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    call = ["collect", base + "/etag", "--allow-private"]
    for _ in range(2):
        assert CliRunner().invoke(app, call).exit_code == 0
    assert Handler.statuses["/etag"][-2:] == [200, 304]
    assert list((tmp_path / "allegiance.duckdb.cache").iterdir())
    small = CliRunner().invoke(app, ["collect", base + "/page", "--allow-private", "--limit", "max_bytes=100"])
    assert (small.exit_code, "--limit max_bytes=" in small.output) == (3, True)
    wrong = CliRunner().invoke(app, [*call, "--limit", "bytes=100"])
    assert (wrong.exit_code, "max_bytes" in wrong.output) == (2, True)


def test_private_networks_are_refused(base: str) -> None:
    port = base.rsplit(":", 1)[1]
    before = sum(Handler.hits.values())
    for host in ("127.0.0.1", "localhost", "[::1]", "0x7f000001", "[::ffff:127.0.0.1]"):
        articles, problems = gather(f"http://{host}:{port}/page", allow_private=False)
        assert articles == []
        assert problems[0].kind in ("refused", "unreachable")
    assert sum(Handler.hits.values()) == before


def test_the_checked_address_is_the_one_connected_to(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # A name that answers with a public and a private address is refused before any connection.
    answers = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr("allegiance.articles.guard.socket.getaddrinfo", lambda *_, **__: answers)
    fetcher = Fetcher(settings(allow_private=False, robots=False))
    with pytest.raises(Refused, match="private network"):
        fetcher.fetch("http://rebinding.example/")
    fetcher.close()


@pytest.mark.parametrize(
    "address",
    ["ftp://h/x", "file:///etc/passwd", "http://", "http://user:word@h/", "http://h:99999/", "", "http://[::1"],
)
def test_odd_addresses_are_refused(address: str) -> None:
    _, problems = gather(address)
    assert [problem.kind for problem in problems] == ["refused"]


def test_public_addresses() -> None:
    private = "10.1.2.3 192.168.0.1 169.254.169.254 0.0.0.0 224.0.0.1 ::1 fe80::1%eth0 64:ff9b::7f00:1 2002:7f00:1:: x"
    assert [is_public(address) for address in private.split()] == [False] * 10
    assert is_public("2606:4700::1111")


def test_retry_after() -> None:
    assert _retry_after("7") == 7.0
    assert _retry_after("Wed, 01 Jan 2020 00:00:00 GMT") == 0.0
    assert _retry_after("soon") is None


def test_pages_come_over_tls_from_a_server_whose_authority_is_trusted(secure: int) -> None:
    (article,), problems = gather(f"https://localhost:{secure}/page", authority=TLS / "ca.pem", robots=False)
    assert article.title == "Ruritania refuses"
    assert article.address == f"https://localhost:{secure}/page"
    assert not problems


@pytest.mark.parametrize(
    ("host", "authority", "words"),
    [("localhost", None, "certificate verify failed"), ("127.0.0.1", TLS / "ca.pem", "IP address mismatch")],
)
def test_an_unknown_authority_or_another_host_is_refused(
    secure: int, host: str, authority: Path | None, words: str
) -> None:
    found, (problem,) = gather(f"https://{host}:{secure}/page", authority=authority, robots=False, attempts=1)
    assert not found
    assert problem.kind == "unreachable"
    assert words in problem.message


def test_robots_are_asked_over_tls_too(secure: int) -> None:
    found, (problem,) = gather(f"https://localhost:{secure}/hidden", authority=TLS / "ca.pem")
    assert (found, problem.kind) == ([], "refused")


def test_a_file_that_holds_no_certificates_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "ca.pem"
    wrong.write_text("none")
    for path in (wrong, tmp_path / "missing.pem"):
        with pytest.raises(UnreadableInput, match="no file of certificates"):
            gather("https://localhost/page", authority=path)
