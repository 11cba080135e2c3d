"""Collects articles from live feeds and pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from allegiance.articles.documents import read_feed, read_page, read_text
from allegiance.articles.fetch import Fetched, Fetcher, FetchSettings
from allegiance.articles.fields import Finder, as_text
from allegiance.articles.limits import Limits
from allegiance.articles.rows import Notes, Row, make
from allegiance.errors import FetchError, Refused
from allegiance.records import Article, Problem


def collect(
    addresses: Iterable[str], *, settings: FetchSettings, now: datetime, limits: Limits | None = None
) -> Iterator[Article | Problem]:
    """Yield the articles at web addresses of feeds and pages, and what went wrong; never raises for an address.

    Args:
        addresses: http(s) addresses.
        settings: How to fetch.
        now: The moment of fetching (UTC), kept with each article.
        limits: Bounds on what is read.
    """
    limits = limits or Limits()
    finder = Finder()
    fetcher = Fetcher(settings)
    met: set[str] = set()
    try:
        for address in addresses:
            notes = Notes(limits)
            for item in _rows(address, fetcher, settings=settings, now=now):
                if isinstance(item, Problem):
                    yield from notes.tell(item)
                    continue
                made = make(item, finder=finder, limits=limits, notes=notes, today=now.date(), origin_file=address)
                for one in made:
                    if isinstance(one, Article):
                        if one.id in met:
                            continue
                        met.add(one.id)
                        notes.count_language(one.language)
                    yield one
            yield from notes.summary(address)
    finally:
        fetcher.close()


def _rows(address: str, fetcher: Fetcher, *, settings: FetchSettings, now: datetime) -> Iterator[Row | Problem]:
    answer = _fetched(address, fetcher)
    if isinstance(answer, Problem):
        yield answer
        return
    head = answer.data[:4096].lstrip().lower()
    if not head:
        yield Problem(where=address, kind="empty", message="the answer is empty. Try again later")
    elif any(mark in head for mark in (b"<rss", b"<feed", b"<rdf:rdf")):
        yield from _feed(answer, address, fetcher, settings=settings, now=now)
    elif "html" in answer.media_type or head.startswith((b"<!doctype html", b"<html")):
        yield from read_page(answer.data, where=address, today=now.date(), address=answer.address, fetched=now)
    elif answer.media_type in ("text/plain", "text/markdown") and b"\x00" not in head:
        for item in read_text(answer.data, where=address, name=""):
            if isinstance(item, Row):
                item = Row(item.where, {"url": answer.address, **item.data}, fetched=now)
            yield item
    else:
        message = f"neither a feed nor a page ({answer.media_type or 'no media type'}). Give the address of either"
        yield Problem(where=address, kind="not-a-feed", message=message)


def _feed(
    answer: Fetched, address: str, fetcher: Fetcher, *, settings: FetchSettings, now: datetime
) -> Iterator[Row | Problem]:
    count = 0
    for item in read_feed(answer.data, where=address, fetched=now):
        count += isinstance(item, Row)
        if count > settings.items:
            message = f"more than {settings.items} items; the rest is left out. Raise --limit items=NUMBER"
            yield Problem(where=address, kind="too-many", message=message, fatal=False)
            return
        link = as_text(item.data.get("url")) if isinstance(item, Row) else ""
        if settings.follow and isinstance(item, Row) and link and not as_text(item.data.get("text")).strip():
            yield from _followed(item, link, fetcher, now=now)
        else:
            yield item


def _followed(item: Row, link: str, fetcher: Fetcher, *, now: datetime) -> Iterator[Row | Problem]:
    """Yield the item with its page's text; the item as it is, with a note, when the page can't be had."""
    page = _fetched(link, fetcher)
    if isinstance(page, Problem):
        yield Problem(where=page.where, kind=page.kind, message=f"{page.message}; its lead is kept", fatal=False)
        yield item
        return
    for row in read_page(page.data, where=link, today=now.date(), address=page.address, fetched=now):
        if isinstance(row, Problem):
            yield Problem(where=link, kind=row.kind, message=f"{row.message}; its lead is kept", fatal=False)
            yield item
        else:
            told = {name: value for name, value in item.data.items() if value and name not in ("text", "description")}
            yield Row(link, {**row.data, **told}, fetched=now)


def _fetched(address: str, fetcher: Fetcher) -> Fetched | Problem:
    try:
        return fetcher.fetch(address)
    except Refused as error:
        return Problem(where=address, kind="refused", message=str(error).removeprefix(f"{address}: "))
    except FetchError as error:
        message = str(error).removeprefix(f"{address}: ")
        return Problem(where=address, kind="unreachable", message=f"{message}. Try again later, or save it as a file")
