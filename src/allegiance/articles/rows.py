"""Turns a row's fields into an Article, and tells what was wrong with them."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from allegiance.articles.dates import parse_day
from allegiance.articles.fields import Finder, as_text, host_of, is_address, plain
from allegiance.articles.furniture import furniture
from allegiance.articles.gkg import NO_TITLE
from allegiance.articles.language import UNKNOWN, language, normal
from allegiance.articles.limits import Limits
from allegiance.records import Article, Problem, content_id

_UNSHOWABLE = re.compile("[\x00\ud800-\udfff]")
_TAG = re.compile(r"<(?:/?[a-zA-Z][a-zA-Z0-9]{0,10}\b[^<>]{0,2000}|!--[^<>]{0,2000}--)>")
_BLOCK = re.compile(r"<(?:/?(?:p|div|br|li|ul|ol|h[1-6]|tr|table|blockquote)\b[^<>]{0,2000})>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});")
_MAP_HELP = "Name the columns, as in --map text=COLUMN --map title=COLUMN"
_CUT_OFF = re.compile(r"\[\+?\d+ chars\]\s*$")
_WITHHELD = re.compile(r"\s*ONLY AVAILABLE IN [A-Z ]{3,60}PLANS?\s*$")
_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One raw record of an input: where it stands, what it holds, whether it is from a feed or from a table with columns."""

    where: str
    data: Mapping[str, object]
    is_feed: bool = False
    is_table: bool = False
    fallback_day: date | None = None
    fetched: datetime | None = None


@dataclass(slots=True)
class Notes:
    """What is gathered over one file: problems of one kind beyond the first few, languages, the order of its dates."""

    limits: Limits
    counts: dict[str, int] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    day_first: bool | None = None

    def tell(self, problem: Problem) -> Iterator[Problem]:
        """Yield the problem if few of its kind came before it in this file."""
        self.counts[problem.kind] = self.counts.get(problem.kind, 0) + 1
        if self.counts[problem.kind] <= self.limits.row_problems:
            yield problem

    def count_language(self, code: str) -> None:
        """Count an article in another language than English."""
        if code not in ("en", UNKNOWN):
            self.languages[code] = self.languages.get(code, 0) + 1

    def summary(self, where: str) -> Iterator[Problem]:
        """Yield what was counted and not told, once the file is read."""
        for kind, count in sorted(self.counts.items()):
            more = count - self.limits.row_problems
            if more > 0:
                yield Problem(where=where, kind=kind, message=f"{more} more rows with the same problem", fatal=False)
        if self.languages:
            parts = ", ".join(f"{count} in {code}" for code, count in sorted(self.languages.items()))
            yield Problem(
                where=where,
                kind="language",
                message=f"{parts}: kept, but only English is coded. Translate them to have them coded",
                fatal=False,
            )


def clean(text: str) -> str:
    """Return a text with Unix line ends and without characters that can't be stored; else verbatim."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSHOWABLE.sub(" ", text)


def without_tags(markup: str) -> str:
    r"""Return the words of a piece of HTML, blocks on their own lines.

    >>> without_tags("<p>A &amp; B</p><p>C</p>")
    'A & B\nC'
    """
    # An entity may hide mark-up ("&lt;p&gt;"), as feeds often deliver it: hence two rounds.
    for _ in range(2):
        if _TAG.search(markup):
            markup = _TAG.sub("", _BLOCK.sub("\n", " ".join(_HIDDEN.sub(" ", markup).split())))
        if not _ENTITY.search(markup):
            break
        markup = html.unescape(markup)
    lines = (" ".join(line.split()) for line in markup.split("\n"))
    return "\n".join(line for line in lines if line)


def article_id(*, outlet: str, published: date | None, text: str) -> str:
    """Return the id of an article: the same text in the same outlet on the same day is one article.

    The address is no part of it, for one article is often met under several (trackers, mobile pages); nor is
    the title, which outlets change during the day. A reprint in another outlet is another article.
    """
    return content_id("article", _folded(outlet), published, _folded(text))


def make(
    row: Row, *, finder: Finder, limits: Limits, notes: Notes, today: date, origin_file: str
) -> Iterator[Article | Problem]:
    """Yield the row's article, with what is wrong with it."""
    found = finder.find(row.data)
    title, body, lead = (as_text(found.get(name)) for name in ("title", "text", "lead"))
    longest = max(len(title), len(body), len(lead))
    if longest > limits.field_chars:
        message = (
            f"a field has {longest} characters, over the limit of {limits.field_chars}. "
            "Split it, or raise --limit field_chars=CHARACTERS"
        )
        yield from notes.tell(Problem(where=row.where, kind="too-long", message=message))
        return
    title = " ".join(_unmarked(clean(title)).split())
    if row.is_feed:
        body = without_tags(body)
    if _WITHHELD.match(body):
        body = ""
    if _CUT_OFF.search(body):
        # NewsAPI and GNews cut the body after some 200 characters: what there is of it is no more than a lead.
        body, lead = "", lead or _CUT_OFF.sub("", body).rstrip("… \n")
    text = clean(body)
    if not text.strip():
        lead = _unmarked(clean(lead)).strip()
        text = f"{title}\n{lead}" if title and lead and not _repeats(lead, title) else title or lead
    if not text.strip():
        is_graph = any(plain(name) == "gkgrecordid" for name in row.data)
        message = NO_TITLE if is_graph else f"neither title nor text. {_MAP_HELP}"
        yield from notes.tell(Problem(where=row.where, kind="no-text", message=message))
        return
    yield from _finish(row, found, title, text, notes=notes, today=today, origin_file=origin_file)


def _finish(
    row: Row, found: Mapping[str, object], title: str, text: str, *, notes: Notes, today: date, origin_file: str
) -> Iterator[Article | Problem]:
    published = parse_day(found.get("published"), day_first=notes.day_first) or row.fallback_day
    if published is None:
        given = as_text(found.get("published"))[:40]
        what = f"the date {given!r} can't be read" if given else "no date"
        message = f"{what}; kept without one. Give it as YYYY-MM-DD, in a field, a header line or the file's name"
        yield from notes.tell(Problem(where=row.where, kind="no-date", message=message, fatal=False))
    elif published > today:
        message = f"dated {published}, after {today}; kept without a date. Correct the date"
        yield from notes.tell(Problem(where=row.where, kind="future-date", message=message, fatal=False))
        published = None
    address = clean(as_text(found.get("address"))).strip()[:2000] or None
    outlet = _outlet(found.get("outlet"), address)
    code = language(text, found.get("language"))
    given_id = clean(as_text(found.get("given_id"))).strip()[:500] or None
    translated_from = normal(found.get("translated_from"))
    yield Article(
        id=article_id(outlet=outlet, published=published, text=text),
        given_id=given_id,
        address=address,
        outlet=outlet,
        published=published,
        language=code,
        title=title,
        text=text,
        skip=furniture(text),
        translated_from=None if translated_from == UNKNOWN else translated_from,
        fetched=row.fetched,
        origin_file=origin_file,
    )


def _outlet(value: object, address: str | None) -> str:
    name = " ".join(clean(as_text(value)).split())[:200]
    if is_address(name):
        name = host_of(name)
    return name or host_of(address or "")


def _unmarked(text: str) -> str:
    """Headlines and leads are often bits of HTML; bodies are never touched."""
    return without_tags(text) if _ENTITY.search(text) or _TAG.search(text) else text


def _repeats(lead: str, title: str) -> bool:
    """Whether a lead only tells the headline again, as the feeds of news search do."""
    return _NO_LETTERS.sub("", title.casefold()).startswith(_NO_LETTERS.sub("", lead.casefold()))


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
