"""Finds title, body, outlet, date and the rest in a row of any export, under the names that real exports use.

The names are those of NewsAPI, GDELT DOC and GKG, news-please (Common Crawl news), trafilatura, newspaper,
MediaCloud, Event Registry, POLECAT, Factiva, LexisNexis, ProQuest, the New York Times and Guardian services, common
sets on Kaggle, schema.org and this project's own; the order in a list is the preference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from allegiance.articles import gkg

_NAME_LISTS = {
    "title": "title headline heading articletitle newstitle titlefull webtitle headlinetext headlines hd name",
    "text": (
        "text bodytext textcontent contenttext body maintext articlebody fulltext articletext fullcontent content "
        "contentencoded contenthtml article storytext "
        "rawtext story paragraph plaintext cleantext td"
    ),
    "lead": (
        "description summary lead excerpt snippet abstract standfirst trailtext subtitle deck teaser "
        "shortdescription leadparagraph lp"
    ),
    "outlet": (
        "outlet medianame sourcename publisher sitename sourcedomain hostname sourcehostname host domain site "
        "newspaper publication publishername source provider sourcecommonname feed pubtitle publicationtitle "
        "sn sourceurl"
    ),
    "published": (
        "published datepublished publishedat publisheddate publicationdate pubdate datepublish publishdate "
        "publishedon publishedtime datetimepub webpublicationdate date datetime seendate timestamp created "
        "createdat publishedutc createdutc publishedtimestamp posted postdate publicationdatetime alphadate entrydate pd day"
    ),
    "address": (
        "url link address documentidentifier articleurl sourceurl weburl permalink canonicalurl documenturl pageurl "
        "requestedurl respondedurl href links uri"
    ),
    "language": (
        "language lang inlanguage humanlanguage metalang languagecode sourcelanguage languageofpublication languages la"
    ),
    "given_id": (
        "id guid uid articleid docid documentid storyid uuid gkgrecordid storiesid storeid proquestdocumentid "
        "accessionnumber an uri"
    ),
    "translated_from": "translatedfrom originallanguage translationsource srclang",
}
NAMES = {field: tuple(names.split()) for field, names in _NAME_LISTS.items()}
_PLAIN = re.compile(r"[^a-z0-9]")


def plain(name: object) -> str:
    """Return a field's name as compared: lower case, letters and digits only."""
    return _PLAIN.sub("", str(name).lower())


class Finder:
    """Looks fields up in rows; what it learns of one set of column names it keeps for the next row."""

    def __init__(self, mapping: Mapping[str, str] | None = None) -> None:
        """Take the user's own names, such as ``{"title": "Head"}``; they override the known ones."""
        aliases = {"body": "text", "date": "published", "url": "address", "id": "given_id", "source": "outlet"}
        self._mapping = {aliases.get(field, field): column for field, column in (mapping or {}).items()}
        unknown = set(self._mapping) - set(NAMES)
        if unknown:
            raise ValueError(f"unknown field {', '.join(sorted(unknown))}; known are {', '.join(NAMES)}")
        self._seen: dict[tuple[str, ...], dict[str, list[str]]] = {}

    def columns(self, names: Iterable[str]) -> dict[str, list[str]]:
        """Return, for each field, the columns that may hold it, best first."""
        key = tuple(names)
        if key not in self._seen:
            if len(self._seen) > 500:
                self._seen.clear()
            by_plain: dict[str, str] = {}
            for name in key:
                by_plain.setdefault(plain(name), name)
            self._seen[key] = {
                field: (
                    [name for name in key if name == self._mapping[field]]
                    if field in self._mapping
                    else [by_plain[known] for known in known_names if known in by_plain]
                )
                for field, known_names in NAMES.items()
            }
        return self._seen[key]

    def unmet(self, names: Iterable[str]) -> list[str]:
        """Return the columns that the user names and a table lacks."""
        return sorted(set(self._mapping.values()) - set(names))

    def has_text(self, names: Iterable[str]) -> bool:
        """Tell whether any column can give a title, body or lead."""
        names = tuple(names)
        found = self.columns(names)
        if any(plain(name) == "gkgrecordid" for name in names):
            return True
        return bool(found["title"] or found["text"] or found["lead"])

    def find(self, row: Mapping[str, object]) -> dict[str, object]:
        """Return the row's fields by this project's names; a field that is empty is left out."""
        row = gkg.opened(row) or row
        found: dict[str, object] = {}
        for field, columns in self.columns(map(str, row)).items():
            for column in columns:
                value = row.get(column)
                if field == "text" and isinstance(value, list):
                    value = "\n\n".join(str(part) for part in value)
                if field in ("title", "text", "lead", "translated_from"):
                    value = as_text(value)
                if field == "address" and not is_address(as_text(value)) and field not in self._mapping:
                    continue
                if field == "given_id" and not isinstance(value, str | int) and not isinstance(value, dict):
                    continue
                if value is not None and not (isinstance(value, str) and not value.strip()) and value != {}:
                    found[field] = value
                    break
        first, rest = (as_text(row.get(name) or row.get(name.lower())) for name in ("LP", "TD"))
        if first and rest and found.get("text") == rest:
            # Factiva gives an article's first paragraph and the rest of it apart.
            found["text"] = f"{first}\n\n{rest}"
        source = as_text(row.get("source"))
        if "address" not in found and is_address(source) and urlsplit(source).path.strip("/"):
            found["address"] = source
        return found


def is_address(text: str) -> bool:
    """Tell whether a text is a web address."""
    return text[:8].lower().startswith(("http://", "https://"))


def as_text(value: object) -> str:
    """Return the words of a value: of ``{"name": ...}`` its name, of a list its first element."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        for key in ("name", "main", "title", "#text", "value", "rendered", "permalink", "uri", "domain", "id", "url"):
            if isinstance(value.get(key), str | int):
                return str(value[key])
        return ""
    if isinstance(value, list | tuple):
        return as_text(value[0]) if value and not isinstance(value[0], list | tuple) else ""
    if isinstance(value, float) and value != value:
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)


def host_of(address: str) -> str:
    """Return an address's host without ``www.``; empty when it has none.

    >>> host_of("https://www.example.org/a")
    'example.org'
    """
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
