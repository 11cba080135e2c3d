"""Reads single documents: plain text with or without a header block, web pages, feeds, WARC archives."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from xml.sax import SAXException

import feedparser
from warcio.archiveiterator import ArchiveIterator

from allegiance.articles.dates import day_in_name
from allegiance.articles.decode import decode
from allegiance.articles.fields import host_of
from allegiance.articles.heads import day_in_head, facts, headline
from allegiance.articles.limits import Limits
from allegiance.articles.rows import Row, clean
from allegiance.articles.tables import encoding_note
from allegiance.records import Problem

PAGE_BYTES = 8 * 1024**2
# Shorter than any article: what an error page says.
_SHORTEST = 60
_LONGEST_WALL = 1000
_WALL = re.compile(
    r"enable javascript and cookies|checking your browser|verify (?:that )?you are (?:a )?human|are you a robot|"
    r"accept all\b.{0,300}\breject all|reject all\b.{0,300}\baccept all|"
    r"we use cookies\b.{0,300}\b(?:accept|reject|consent|agree)|(?:subscribe|log in|sign in) to (?:continue|keep) reading",
    re.IGNORECASE | re.DOTALL,
)
_AS_TEXT = "Save the article's text as .txt"
_DEPTH = 250


def read_text(data: bytes, *, where: str, name: str) -> Iterator[Row | Problem]:
    """Yield the article of a text file; see the header form in the package's docstring."""
    text, encoding = decode(data)
    yield from encoding_note({encoding}, where)
    text = clean(text)
    head, body = facts(text)
    if not {"title", "headline"} & {name.lower() for name in head}:
        head["title"] = headline(body)
    yield Row(where, {**head, "text": body}, fallback_day=day_in_name(name) or day_in_head(body))


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
        yield Problem(where=where, kind="too-large", message=f"a page over {PAGE_BYTES} bytes. {_AS_TEXT}")
        return
    if _depth(data) > _DEPTH:
        yield Problem(where=where, kind="bad-page", message=f"its elements are nested too deeply. {_AS_TEXT}")
        return
    # Here, since it takes long to import and most commands read no page.
    import trafilatura

    try:
        found: Any = trafilatura.bare_extraction(data, url=address, with_metadata=True, include_comments=False)
    except Exception as error:
        yield Problem(
            where=where, kind="bad-page", message=f"can't be read as a page ({type(error).__name__}). {_AS_TEXT}"
        )
        return
    fields = found.as_dict() if found is not None and hasattr(found, "as_dict") else (found or {})
    text = fields.get("text") or ""
    if len(text.strip()) < _SHORTEST:
        yield Problem(where=where, kind="no-text", message=f"no article text found in the page. {_AS_TEXT}")
        return
    if len(text) < _LONGEST_WALL and _WALL.search(text):
        message = f"a wall that asks for consent, a login or a browser, not an article. {_AS_TEXT}"
        yield Problem(where=where, kind="wall", message=message)
        return
    link = fields.get("url") or address
    row = {
        "title": fields.get("title"),
        "text": text,
        "outlet": fields.get("sitename") or fields.get("hostname") or host_of(link or ""),
        "published": fields.get("date") or _page_day(data, link, today) or _stated_day(data),
        "url": link,
        "language": fields.get("language"),
    }
    yield Row(where, row, fallback_day=day_in_name(name), fetched=fetched)


def read_feed(data: bytes, *, where: str, fetched: datetime | None = None) -> Iterator[Row | Problem]:
    """Yield the items of an RSS or Atom feed."""
    if re.search(rb"<!ENTITY", data[:65536], re.IGNORECASE):
        yield Problem(
            where=where, kind="unsafe-xml", message="it declares XML entities, which no feed needs. Remove them"
        )
        return
    if _depth(data) > _DEPTH:
        yield Problem(where=where, kind="bad-xml", message="its elements are nested too deeply. Fetch it anew")
        return
    try:
        # As bytes in a stream: a str would be taken for an address or a file to open.
        feed = feedparser.parse(io.BytesIO(data))
    except Exception as error:
        yield Problem(
            where=where, kind="bad-xml", message=f"can't be read as a feed ({type(error).__name__}). Fetch it anew"
        )
        return
    if not feed.get("version"):
        yield Problem(
            where=where, kind="not-a-feed", message="neither RSS nor Atom. Give the feed itself, or the texts as .txt"
        )
        return
    if feed.get("bozo") and not feed.entries:
        yield Problem(where=where, kind="bad-xml", message="broken XML and no items. Fetch it anew")
        return
    channel = feed.feed.get("title") or host_of(feed.feed.get("link", ""))
    collects = len({host_of(entry.get("link", "")) for entry in feed.entries} - {""}) > 1
    own = host_of(feed.feed.get("link", ""))
    for number, entry in enumerate(feed.entries, 1):
        moment = entry.get("published_parsed") or entry.get("updated_parsed")
        content = max((part.get("value", "") for part in entry.get("content", [])), key=len, default="")
        row = {
            "id": entry.get("id"),
            "title": entry.get("title"),
            "text": content,
            "description": entry.get("summary"),
            "url": entry.get("link"),
            "outlet": _source(entry) or (_host_apart(entry, own) if collects else "") or channel,
            "published": _feed_day(moment) or entry.get("published") or entry.get("updated"),
            "language": feed.feed.get("language"),
        }
        yield Row(f"{where}, item {number}", row, is_feed=True, fetched=fetched)
    if isinstance(feed.get("bozo_exception"), SAXException):
        message = f"broken XML; {len(feed.entries)} items were read. Fetch it anew if some are missing"
        yield Problem(where=where, kind="bad-xml", message=message, fatal=False)
    if not feed.entries:
        yield Problem(where=where, kind="empty", message="a feed without items. Fetch it anew")


def _source(entry: Any) -> str:
    """Return whom a feed's item names as its source, by name or else by the host of the source's address."""
    source = entry.get("source", {})
    return str(source.get("title") or host_of(source.get("href") or source.get("link") or ""))


def _host_apart(entry: Any, own: str) -> str:
    """Return the host that a feed's item links to, unless it is the channel's own or a part of the same site."""
    host = host_of(entry.get("link", ""))
    same = own and (f".{host}".endswith(f".{own}") or f".{own}".endswith(f".{host}"))
    return "" if same else host


def read_warc(stream: io.BufferedReader, *, where: str, limits: Limits, today: date) -> Iterator[Row | Problem]:
    """Yield the pages, feeds and texts (responses) and the extracted texts (conversions) of a WARC archive."""
    number = left_out = 0
    try:
        for record in ArchiveIterator(stream):
            number += 1
            if number > limits.rows:
                return
            if record.rec_type not in ("response", "conversion"):
                continue
            place = f"{where}, record {number}"
            address = record.rec_headers.get_header("WARC-Target-URI") or None
            fetched = _warc_time(record.rec_headers.get_header("WARC-Date"))
            http = record.http_headers
            kind = "text/plain" if http is None else (http.get_header("Content-Type") or "").lower()
            is_kept = any(word in kind for word in ("html", "rss", "atom", "/xml", "text/plain"))
            if http is not None and not (is_kept and (http.get_statuscode() or "").startswith("2")):
                left_out += 1
                continue
            data = record.content_stream().read(PAGE_BYTES + 1)
            if "html" in kind:
                yield from read_page(data, where=place, today=today, address=address, fetched=fetched)
            elif "xml" in kind or "rss" in kind:
                yield from read_feed(data, where=place, fetched=fetched)
            else:
                text = clean(decode(data[:PAGE_BYTES])[0])
                row = {"text": text, "title": headline(text), "url": address}
                yield Row(place, row, fallback_day=day_in_head(text), fetched=fetched)
    except Exception as error:
        message = f"broken after record {number} ({type(error).__name__}); what came before was read. Fetch it anew"
        yield Problem(where=where, kind="bad-warc", message=message, fatal=number == 0)
    if left_out:
        message = f"{left_out} answers that are no text, or errors, left out. Give them as files to have them read"
        yield Problem(where=where, kind="skipped", message=message, fatal=False)


def _page_day(data: bytes, address: str | None, today: date) -> str | None:
    import htmldate  # here for the same reason

    try:
        found: str | None = htmldate.find_date(
            data.decode("utf-8", "replace"), url=address, original_date=True, extensive_search=False,
            max_date=today.isoformat(),
        )  # fmt: skip
    except Exception:
        return None
    return found


_PUBLISHED = re.compile(
    rb"<meta\b(?=[^>]*(?:property|name|itemprop)\s*=\s*[\"']?(?:article:published_time|datePublished|date)\b)"
    rb"[^>]*\bcontent\s*=\s*[\"']?([^\"'>]+)",
    re.IGNORECASE,
)


def _stated_day(data: bytes) -> str | None:
    """Return the date that a page states of itself; the others guess dates too, and take none before 1995 for one."""
    found = _PUBLISHED.search(data)
    return found[1].decode("utf-8", "replace") if found else None


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
