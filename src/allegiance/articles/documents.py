"""Reads single documents: plain text with or without a header block, web pages, feeds, WARC archives."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import feedparser
import htmldate
import trafilatura
from warcio.archiveiterator import ArchiveIterator

from allegiance.articles.dates import day_in_name
from allegiance.articles.decode import decode
from allegiance.articles.fields import host_of
from allegiance.articles.furniture import furniture
from allegiance.articles.limits import Limits
from allegiance.articles.rows import Row, clean
from allegiance.articles.tables import encoding_note
from allegiance.records import Problem

PAGE_BYTES = 8 * 1024**2
_HEADER_LINE = re.compile(r"(title|date|outlet|language|translated from|url|id|note):[ \t]*([^\n]*)$", re.IGNORECASE)
_HEADER_NAMES = {"url": "address", "date": "published", "id": "given_id", "translated from": "translated_from"}
# Shorter than any article: what an error page says.
_SHORTEST = 60
_DEPTH = 250


def read_text(data: bytes, *, where: str, name: str) -> Iterator[Row | Problem]:
    """Yield the article of a text file; see the header form in the package's docstring."""
    text, encoding = decode(data)
    yield from encoding_note({encoding}, where)
    text = clean(text)
    head, body = _header(text)
    title = head.get("title") or _headline(body)
    yield Row(where, {**head, "title": title, "text": body}, fallback_day=day_in_name(name))


def read_page(
    data: bytes,
    *,
    where: str,
    today: date,
    address: str | None = None,
    name: str = "",
    fetched: datetime | None = None,
) -> Iterator[Row | Problem]:
    """Yield the article of a web page, its text and facts as found by trafilatura and htmldate."""
    if len(data) > PAGE_BYTES:
        yield Problem(where=where, kind="too-large", message=f"a page over {PAGE_BYTES} bytes; left out")
        return
    if _depth(data) > _DEPTH:
        yield Problem(where=where, kind="bad-page", message="its elements are nested too deeply; left out")
        return
    try:
        found: Any = trafilatura.bare_extraction(data, url=address, with_metadata=True, include_comments=False)
    except Exception as error:
        yield Problem(where=where, kind="bad-page", message=f"can't be read as a page ({type(error).__name__})")
        return
    fields = found.as_dict() if found is not None and hasattr(found, "as_dict") else (found or {})
    text = fields.get("text") or ""
    if len(text.strip()) < _SHORTEST:
        message = "no article text found in the page. Save the article's text as .txt"
        yield Problem(where=where, kind="no-text", message=message)
        return
    link = fields.get("url") or address
    row = {
        "title": fields.get("title"),
        "text": text,
        "outlet": fields.get("sitename") or fields.get("hostname") or host_of(link or ""),
        "published": fields.get("date") or _page_day(data, link, today),
        "url": link,
        "language": fields.get("language"),
    }
    yield Row(where, row, fallback_day=day_in_name(name), fetched=fetched)


def read_feed(data: bytes, *, where: str, fetched: datetime | None = None) -> Iterator[Row | Problem]:
    """Yield the items of an RSS or Atom feed."""
    if re.search(rb"<!ENTITY", data[:65536], re.IGNORECASE):
        yield Problem(where=where, kind="unsafe-xml", message="it declares XML entities, which no feed needs; refused")
        return
    if _depth(data) > _DEPTH:
        yield Problem(where=where, kind="bad-xml", message="its elements are nested too deeply; refused")
        return
    try:
        # As bytes in a stream: a str would be taken for an address or a file to open.
        feed = feedparser.parse(io.BytesIO(data))
    except Exception as error:
        yield Problem(where=where, kind="bad-xml", message=f"can't be read as a feed ({type(error).__name__})")
        return
    if not feed.get("version"):
        yield Problem(
            where=where, kind="not-a-feed", message="neither RSS nor Atom. Give the address of the feed itself"
        )
        return
    if feed.get("bozo") and not feed.entries:
        yield Problem(where=where, kind="bad-xml", message="broken XML and no items. Fetch it anew")
        return
    channel = feed.feed.get("title") or host_of(feed.feed.get("link", ""))
    for number, entry in enumerate(feed.entries, 1):
        moment = entry.get("published_parsed") or entry.get("updated_parsed")
        content = max((part.get("value", "") for part in entry.get("content", [])), key=len, default="")
        row = {
            "id": entry.get("id"),
            "title": entry.get("title"),
            "text": content,
            "description": entry.get("summary"),
            "url": entry.get("link"),
            "outlet": entry.get("source", {}).get("title") or channel,
            "published": _feed_day(moment) or entry.get("published") or entry.get("updated"),
            "language": feed.feed.get("language"),
        }
        yield Row(f"{where}, item {number}", row, is_feed=True, fetched=fetched)
    if not feed.entries:
        yield Problem(where=where, kind="empty", message="a feed without items")


def read_warc(stream: io.BufferedReader, *, where: str, limits: Limits, today: date) -> Iterator[Row | Problem]:
    """Yield the pages (responses) and texts (conversions) of a WARC archive."""
    number = 0
    try:
        for record in ArchiveIterator(stream):
            number += 1
            if number > limits.rows:
                return
            place = f"{where}, record {number}"
            address = record.rec_headers.get_header("WARC-Target-URI") or None
            fetched = _warc_time(record.rec_headers.get_header("WARC-Date"))
            kind = (record.http_headers.get_header("Content-Type") or "") if record.http_headers else ""
            if record.rec_type == "response" and "html" in kind.lower():
                status = record.http_headers.get_statuscode() or ""
                if status.startswith("2"):
                    data = record.content_stream().read(PAGE_BYTES + 1)
                    yield from read_page(data, where=place, today=today, address=address, fetched=fetched)
            elif record.rec_type == "conversion":
                data = record.content_stream().read(PAGE_BYTES + 1)[:PAGE_BYTES]
                text = clean(decode(data)[0])
                yield Row(place, {"text": text, "title": _headline(text), "url": address}, fetched=fetched)
    except Exception as error:
        message = f"broken after record {number} ({type(error).__name__}); what came before was read. Fetch it anew"
        yield Problem(where=where, kind="bad-warc", message=message, fatal=number == 0)


def _header(text: str) -> tuple[dict[str, str], str]:
    """Split a text with a header block into its fields and the rest; without one, all is the rest."""
    block, blank, body = text.lstrip("\n").partition("\n\n")
    found: dict[str, str] = {}
    for line in block.split("\n"):
        match = _HEADER_LINE.match(line.strip())
        if not match:
            return {}, text
        name = match[1].lower()
        found[_HEADER_NAMES.get(name, name)] = match[2].strip()
    # One "Date: ..." line alone may be a text's own first words; with nothing after it there is no text.
    return (found, body) if blank and body.strip() else ({}, text)


def _headline(text: str) -> str:
    """Return the first line if it looks like a headline: short, no full stop, apart from what follows."""
    first, _, rest = text.lstrip("\n").partition("\n")
    line = first.strip().removeprefix("#").lstrip("#").strip()
    if not rest.strip() or not len(line.split()) >= 3 or len(line) > 200 or line.endswith((".", ":", ";", ",")):
        return ""
    marked = bool(first.startswith("#"))
    if not marked and rest.strip("\n") == rest and len(rest) - len(rest.lstrip("\n")) == 0 and len(line) > 120:
        return ""
    spans = furniture(first + "\n\n" + "x")
    return "" if any(end - start > 0.3 * len(first) for start, end in spans) else line


def _page_day(data: bytes, address: str | None, today: date) -> str | None:
    try:
        found: str | None = htmldate.find_date(
            data.decode("utf-8", "replace"), url=address, original_date=True, extensive_search=False,
            max_date=today.isoformat(),
        )  # fmt: skip
    except Exception:
        return None
    return found


def _depth(data: bytes) -> int:
    """Return a bound on how deeply a page nests, since the parsers recurse."""
    depth = deepest = 0
    for tag in re.finditer(rb"<(/?)(?!br|img|hr|meta|link|input|p\b|li\b|!|\?)[a-zA-Z][^<>]{0,4096}?(/?)>", data):
        if tag[1]:
            depth = max(0, depth - 1)
        elif not tag[2]:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def _feed_day(moment: time.struct_time | None) -> date | None:
    try:
        return date(*moment[:3]) if moment else None
    except (ValueError, TypeError):
        return None


def _warc_time(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
