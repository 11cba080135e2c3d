"""Fetches an address over HTTP, politely and within bounds: robots, a cache, retries, sizes, redirects."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import hishel
import httpx2
import stamina
from hishel.httpx2 import CacheTransport
from protego import Protego

from allegiance.articles.guard import GuardedTransport
from allegiance.errors import FetchError, Refused, Unreachable, UnreadableInput

_ROBOTS_BYTES = 512 * 1024
_RETRIED = frozenset((429, 500, 502, 503, 504))
USER_AGENT = "allegiance/0.1 (reads public news for research; obeys robots.txt)"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How to fetch.

    Attributes:
        cache: Folder of the HTTP cache; None for none.
        timeout: Seconds to wait for a connection or the next bytes.
        total: Seconds that one answer may take in all.
        max_bytes: Size of one answer, unpacked.
        redirects: Redirects followed for one address.
        attempts: Tries when the server is busy or doesn't answer.
        longest_wait: Seconds waited at most between two tries, whatever ``Retry-After`` asks for.
        user_agent: What the program calls itself.
        allow_private: Fetch from private networks and this machine too.
        robots: Obey robots.txt.
        authority: File (PEM) of certificates to trust besides the usual ones, such as a company's own.
        follow: Fetch the page of each feed item that has no text.
        items: Feed items taken from one feed.
    """

    cache: Path | None = None
    timeout: float = 20.0
    total: float = 60.0
    max_bytes: int = 8 * 1024**2
    redirects: int = 5
    attempts: int = 3
    longest_wait: float = 30.0
    user_agent: str = USER_AGENT
    allow_private: bool = False
    robots: bool = True
    authority: Path | None = None
    follow: bool = False
    items: int = 1000


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: the address it came from in the end, its media type and its bytes."""

    address: str
    media_type: str
    data: bytes
    from_cache: bool = False


class _Busy(Unreachable):
    """Worth another try, after a wait in seconds if the server named one."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


class Fetcher:
    """Fetches addresses, keeping connections and each site's robots.txt for its lifetime."""

    def __init__(self, settings: FetchSettings) -> None:
        """Open a client; close it with :meth:`close`."""
        self._settings = settings
        try:
            transport: httpx2.BaseTransport = GuardedTransport(
                allow_private=settings.allow_private, authority=settings.authority
            )
        except OSError as error:
            raise UnreadableInput(
                str(settings.authority), f"no file of certificates ({error.strerror or error})", "Give a PEM file"
            ) from error
        if settings.cache is not None:
            settings.cache.mkdir(parents=True, exist_ok=True)
            storage = hishel.SqliteStorage(database_path=settings.cache / "http.db", max_stream_size=settings.max_bytes)
            transport = CacheTransport(transport, storage=storage, rfc=True)
        self._client = httpx2.Client(
            transport=transport,
            timeout=settings.timeout,
            headers={"User-Agent": settings.user_agent, "Accept-Encoding": "gzip, deflate"},
            trust_env=False,
            follow_redirects=False,
        )
        self._robots: dict[str, Protego | _Busy] = {}

    def close(self) -> None:
        """Close connections and cache."""
        self._client.close()

    def fetch(self, address: str) -> Fetched:
        """Return the answer of an address; raises FetchError when there is none that may be had."""
        current = address
        for _ in range(self._settings.redirects + 1):
            self._check(current)
            answer = self._with_retries(current, limit=self._settings.max_bytes)
            if isinstance(answer, Fetched):
                return answer
            current = answer
        raise Unreachable(f"{address}: more than {self._settings.redirects} redirects")

    def _check(self, address: str) -> None:
        parts = _parts(address)
        if not self._settings.robots:
            return
        site = f"{parts[0]}://{parts[1]}"
        if site not in self._robots:
            self._robots[site] = self._read_robots(site)
        rules = self._robots[site]
        if isinstance(rules, _Busy):
            raise Unreachable(f"{address}: the site's robots.txt can't be had, so nothing is fetched ({rules})")
        if not rules.can_fetch(address, self._settings.user_agent):
            raise Refused(f"{address}: the site's robots.txt asks programs not to fetch it. Save it as a file by hand")

    def _read_robots(self, site: str) -> Protego | _Busy:
        """Return a site's rules: empty ones where it has no such file, the error where it fails (RFC 9309, 2.3.1)."""
        current = f"{site}/robots.txt"
        try:
            for _ in range(self._settings.redirects + 1):
                _parts(current)
                answer = self._with_retries(current, limit=_ROBOTS_BYTES)
                if isinstance(answer, Fetched):
                    return Protego.parse(answer.data.decode("utf-8", "replace"))
                current = answer
        except Refused:
            raise
        except _Busy as error:
            return error
        except FetchError:
            return Protego.parse("")
        return Protego.parse("")

    def _with_retries(self, address: str, *, limit: int) -> Fetched | str:
        def wait(error: Exception) -> bool | float:
            if not isinstance(error, _Busy):
                return False
            return True if error.wait is None else min(error.wait, self._settings.longest_wait)

        attempts = stamina.retry_context(
            on=wait, attempts=self._settings.attempts, timeout=None, wait_max=self._settings.longest_wait,
            wait_initial=min(0.5, self._settings.longest_wait), wait_jitter=min(0.5, self._settings.longest_wait),
        )  # fmt: skip
        for attempt in attempts:
            with attempt:
                return self._once(address, limit=limit)
        raise Unreachable(f"{address}: no answer")  # for the type checker: the last try returns or raises

    def _once(self, address: str, *, limit: int) -> Fetched | str:
        """Return the answer, or the address that it redirects to."""
        deadline = time.monotonic() + self._settings.total
        with _named(address), self._client.stream("GET", address) as response:
            status = response.status_code
            if status in (301, 302, 303, 307, 308):
                return urljoin(address, response.headers.get("location", ""))
            if status in _RETRIED:
                message = f"{address}: the server is busy or failing ({status})"
                raise _Busy(message, _retry_after(response.headers.get("retry-after")))
            if status != 200:
                raise Unreachable(f"{address}: the server answered {status}")
            parts, size = [], 0
            # Without a chunk size, so that a server that drips bytes meets the deadline.
            for chunk in response.iter_bytes():
                size += len(chunk)
                if size > limit:
                    raise Unreachable(f"{address}: over the limit of {limit} bytes; raise --limit max_bytes=BYTES")
                if time.monotonic() > deadline:
                    raise Unreachable(
                        f"{address}: not done after {self._settings.total:g} seconds; raise --limit total=SECONDS"
                    )
                parts.append(chunk)
            media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            status_of_cache = response.extensions.get("caching") or {}
            return Fetched(address, media_type, b"".join(parts), bool(status_of_cache.get("from_cache")))


def _parts(address: str) -> tuple[str, str]:
    """Return scheme and host with port; raises Refused for what isn't http(s) or carries a password."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise Refused(f"{address[:200]}: not an address ({error}). Write it as https://host/path") from error
    if parts.scheme not in ("http", "https") or not host:
        raise Refused(f"{address[:200]}: only http and https addresses are fetched. Give one of these")
    if "@" in parts.netloc:
        raise Refused(f"{host}: addresses with a user name are not fetched. Give it without, or save it as a file")
    return parts.scheme, parts.netloc


@contextmanager
def _named(address: str) -> Iterator[None]:
    """Turn the client's errors into this project's, with the address."""
    try:
        yield
    except httpx2.TimeoutException as error:
        raise _Busy(f"{address}: no answer in time") from error
    except httpx2.TransportError as error:
        raise _Busy(f"{address}: {str(error)[:200] or type(error).__name__}") from error
    except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, UnicodeError, ValueError) as error:
        raise Unreachable(f"{address}: {str(error)[:200] or type(error).__name__}") from error


def _retry_after(text: str | None) -> float | None:
    """Return the seconds that a server asks to wait."""
    if not text:
        return None
    if text.strip().isdigit():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None
