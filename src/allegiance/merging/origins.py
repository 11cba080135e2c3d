"""On whose word a mention stands: the end of its chain of attributions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from allegiance.actors import Gazetteer
from allegiance.merging.agencies import agency_of, written_in
from allegiance.merging.institutions import independent
from allegiance.merging.speakers import ARTICLE, bare, role, speaker, unplaced
from allegiance.merging.withdrawals import in_headline, statuses, withdrawn
from allegiance.records import Article, Attribution, Mention, Status

_CAPITAL = r"[A-ZÀ-Þ][\w’'-]*"
# A name ends a part of the description: "Foreign Minister Jan Lipavský", "Peskov, the Kremlin spokesman".
_NAME = re.compile(rf"{_CAPITAL}(?: (?:{_CAPITAL}|of|for|the|and|on|de|von|van|bin|al))*(?=,|$)")
# "Analysts in Almaty" are not Almaty, a spokesman for Tokayev is not Tokayev.
_PLACED = re.compile(r"\b(?:in|from|at|near|for|to)(?: the)? $")
# What is named by all its words and not by the last of them.
_BODY = re.compile(
    r"\b(?:Agency|Assembly|Association|Bank|Center|Centre|Command|Commission|Committee|Company|Corporation|Corps|Council|Court|"
    r"Department|Forces?|Foundation|Fund|Government|Group|Guards?|House|Institute|Ministry|Nations|Navy|Network|News|Office|"
    r"Organi[sz]ation|Parliament|Party|"
    r"Post|Senate|Service|Staff|States|Times|Union|University)$"
)
_BODY_OF = re.compile(
    r"\b(?:Bank|Board|Bureau|Chamber|Council|Court|Department|House|Institute|League|Ministry|Office|University) (?:of|for) "
)
# What is said beside an outlet's name: "the portal Nexta", "Russian news agency Interfax", "the Interfax news agency".
_KIND = (
    r"(?:agency|broadcaster|channel|daily|magazine|newspaper|outlet|portal|radio|site|station|tabloid|website|weekly)"
)
# Who works for an outlet tells what it saw: "a Reuters witness", "the BBC's correspondent in Kyiv".
_OF_OUTLET = re.compile(
    r"(?P<outlet>.+?)(?:['’]s?)? (?:own )?"
    r"(?:correspondents?|reporters?|journalists?|witness(?:es)?|photographers?|teams?|crews?)(?: (?:in|on|at|near|with) .+)?"
)
_FIELD = re.compile(
    r"\b(?:foreign|defen[cs]e|interior|energy|economy|finance|health|trade|transport) ministry\b"
    r"|\bministry of (?:foreign affairs|defen[cs]e|energy|finance|health|trade|transport)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(rf"^(?:[\w’'-]+ )*{_KIND} (?=[A-ZÀ-Þ])|,? (?:news )?{_KIND}$")


def source_name(attribution: Attribution) -> str:
    """Return one name for a source however it is written: the last name in it, else its words.

    >>> made = {"kind": "said", "start": 0, "end": 0, "cue": "said", "cue_start": 0, "cue_end": 0}
    >>> said = ("Foreign Minister Jan Lipavský", "the officials", "the Kazakh interior minister", "Analysts in Almaty")
    >>> [source_name(Attribution(source=words, **made)) for words in said]
    ['Lipavský', 'officials', 'Kazakh interior minister', 'Analysts in Almaty']
    """
    words = bare(attribution.source)
    if attribution.kind != "said":
        return attribution.source.strip() if re.search(_CAPITAL, words) else words.lower()
    if role(words):
        return words.lower()
    found = _NAME.search(words)
    if found is None or _PLACED.search(words[: found.start()]):
        return words if re.search(rf".{_CAPITAL}|^{_CAPITAL} ", words) else words.lower()
    named = found.group()
    return named if _BODY.search(named) or _BODY_OF.search(named) or role(named.split()[-1]) else named.split()[-1]


def outlet_name(article: Article, known: Gazetteer | None = None) -> str:
    """Return the name of an article's outlet, one for all its hosts and aliases where these are known."""
    found = known.outlet(article.outlet) if known and article.outlet else None
    return found.name if found else article.outlet or f"unknown outlet ({article.id[:6]})"


def cited_name(
    attribution: Attribution,
    known: Gazetteer | None = None,
    outlets: Collection[str] = frozenset(),
    *,
    article: Article,
    parties: Collection[str] = frozenset(),
) -> str:
    """Return the name of a source; an outlet that is cited has the name that it has as an outlet.

    A person, body or state that is known has the name by which it is known, however the text describes it. "The foreign
    ministry" in a report from a capital is that state's, where the state is a party to what is reported.

    Args:
        attribution: Whom a report names.
        known: Knows the names of outlets.
        outlets: Names of outlets that report the same; one of them is an outlet even where it is told as a speaker
            ("the Herald said").
        article: The report, whose day tells who held an office, and whose dateline whose ministry is meant.
        parties: Ids of the parties of what is reported.
    """
    words = ARTICLE.sub("", attribution.source.strip())
    alone = _BESIDE.sub("", words)
    staff = _OF_OUTLET.fullmatch(words)
    if known and staff and (own := known.outlet(staff["outlet"])):
        return own.name
    found = (known.outlet(attribution.source) or known.outlet(alone)) if known else None
    if known and not found and attribution.kind == "carried" and len(inside := known.find_outlets(words)) == 1:
        found = inside[0].outlet
    if found and (attribution.kind == "carried" or found.name in outlets):
        return found.name
    if any(name in outlets for name in (words, alone)):
        return words if words in outlets else alone
    means = None
    if known and attribution.kind == "said":
        means = speaker(attribution.source, known, article.published)
        whose = None if means else _whose(bare(words), article, known, parties)
        if whose:
            means = speaker(whose, known, article.published) or bare(whose)
    return means or source_name(attribution)


def _whose(words: str, article: Article, known: Gazetteer, parties: Collection[str]) -> str:
    """Return words for a body ("embassy", "Ministry of Defence") with the state whose body it is, as the report tells.

    That is the only state with which the report names such a body, else the one in whose capital it was written or whose
    outlet it is, where that is a party to the event. Empty where the words are no body's, or it can't be told.
    """
    if words.lower() == "ministry":
        # which one: the only one that the report names by its field
        kinds = {kind.lower(): kind for kind in _FIELD.findall(article.text)}
        words = next(iter(kinds.values())) if len(kinds) == 1 else words
    if not unplaced(words):
        return ""
    named = re.compile(
        rf"((?:{_CAPITAL}(?:['’]s)? ){{1,3}}){re.escape(words)}\b", re.IGNORECASE if words[0].isupper() else 0
    )
    fuller = {
        hits[0].id: found.group()
        for found in named.finditer(article.text)
        if len(hits := known.find(found[1], on=article.published)) == 1
    }
    if fuller:
        return next(iter(fuller.values())) if len(fuller) == 1 else ""
    if words.lower() == "embassy":
        return ""  # it stands in another's capital
    outlet = known.outlet(article.outlet) if article.outlet else None
    state = written_in(article, known) or (outlet.country if outlet and outlet.state else "")
    return f"{known.entity(state).name}'s {words}" if state in parties else ""


def parties_of(mention: Mention) -> frozenset[str]:
    """Return the ids of a mention's parties, as far as they are known."""
    return frozenset(p.id for p in (*mention.actors, *mention.recipients) if p.id)


def origin(
    mention: Mention,
    article: Article,
    *,
    agency: str = "",
    known: Gazetteer | None = None,
    outlets: Collection[str] = frozenset(),
) -> str:
    """Name the source that a mention's chain ends in: who said it, else who carried it, else the agency, else the outlet."""
    for kind in ("said", "carried"):
        for attribution in mention.attributions:
            if attribution.kind == kind:
                return cited_name(attribution, known, outlets, article=article, parties=parties_of(mention))
    named = agency or (agency_of(article, known) if known else "")
    return named or outlet_name(article, known)


def origins(
    reports: Iterable[tuple[Mention, Article]],
    *,
    family: Mapping[str, str],
    agency: Mapping[str, str],
    known: Gazetteer | None = None,
) -> dict[str, tuple[str, ...]]:
    """Return the independent origins of an event, each with the sources that it may be.

    Copies of one text are one witness: each family counts once, with its first report. A report that is taken back is none,
    unless there is no other.
    Of what one text says in several places that counts which names a source first, and the headline last: it stands on the
    word that the lead gives. A report that cites an outlet which itself reports the event, no later and on another's word,
    stands on that other's word. Where a text came out in several outlets on one day and credits none of them, nobody knows
    whose it is: the origin names all of them, "A or B", unless one is an origin already.

    Args:
        reports: The event's mentions with their articles, in any order.
        family: Reprint family of an article, where it has copies.
        agency: Agency that an article's text comes from, where known.
        known: Knows the names of outlets.
    """
    told: dict[str, list[tuple[Mention, Article]]] = {}
    # By outlet, the families in which it has a report, each with the day of its first.
    outlets: dict[str, dict[str, date | None]] = {}
    rows = sorted(reports, key=_order)
    for mention, article in standing(rows, agency, known) or [r for r in rows if not withdrawn(*r)] or rows:
        name = family.get(article.id, article.id)
        told.setdefault(name, []).append((mention, article))
        outlets.setdefault(outlet_name(article, known), {}).setdefault(name, article.published)
    for name, own in told.items():
        # Of a day's copies the one that the family is named after is the original.
        own.sort(key=lambda row: (row[1].published or date.max, row[1].id != name))
    ends = {
        name: origin(*_first(rows), agency=agency.get(rows[0][1].id, ""), known=known, outlets=outlets)
        for name, rows in told.items()
    }
    days = {name: rows[0][1].published for name, rows in told.items()}
    found: dict[str, tuple[str, ...]] = {}
    heard: dict[str, date | None] = {}
    shared: list[tuple[str, ...]] = []
    for name, own in told.items():
        article = own[0][1]
        names = {outlet_name(a, known) for _, a in own if a.published == article.published}
        if ends[name] in names and len(names) > 1 and not agency.get(article.id, ""):
            shared.append(tuple(sorted(names)))
        else:
            end = _followed(name, days, ends, outlets)
            found[end] = (end,)
            heard.setdefault(end, days[name])
    for several in shared:
        if not found.keys() & set(several):
            found[" or ".join(several)] = several
    return independent(found, heard, known) if known else found


def standing(
    rows: Iterable[tuple[Mention, Article]], agency: Mapping[str, str], known: Gazetteer | None
) -> list[tuple[Mention, Article]]:
    """Return the reports that nobody has taken back: not corrections, nor what an outlet told before its own retraction.

    Who cites an outlet that took its report back has nothing left to stand on, either.

    Args:
        rows: The event's mentions with their articles.
        agency: Agency that an article's text comes from, where known.
        known: Knows the names of outlets.
    """
    told = list(rows)
    back = {mention.id for mention, article in told if withdrawn(mention, article)}
    if not back:
        return told
    said = statuses(told)
    # A corrected detail leaves the report as it was.
    until = {
        outlet_name(article, known): article.published
        for (mention, article), status in zip(told, said, strict=True)
        if mention.id in back and status is Status.DENIED
    }

    cited: dict[str, set[str]] = {}
    for mention, article in told:
        names = {cited_name(a, known, article=article) for a in mention.attributions if a.kind == "carried"}
        cited.setdefault(article.id, {outlet_name(article, known), agency.get(article.id, "")}).update(names)

    def gone(article: Article) -> bool:
        day = article.published
        ends = cited[article.id] & until.keys()
        return any(day is None or (last := until[name]) is None or day <= last for name in ends)

    return [
        row
        for row, status in zip(told, said, strict=True)
        if row[0].id not in back and (status is Status.DENIED or not gone(row[1]))
    ]


def sides(
    reports: Iterable[tuple[Mention, Article]],
    *,
    family: Mapping[str, str],
    agency: Mapping[str, str],
    known: Gazetteer | None = None,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return by whose word an event happened or will, and by whose it did not, each sorted.

    Who has taken a report back reports it no longer. The headline of a text that denies the event names what is denied, and
    is no report of it.

    Args:
        reports: The event's mentions with their articles, in any order.
        family: Reprint family of an article, where it has copies.
        agency: Agency that an article's text comes from, where known.
        known: Knows the names of outlets.
    """
    rows = list(reports)

    def heard(told: Iterable[tuple[Mention, Article]]) -> tuple[str, ...]:
        return tuple(sorted(origins(told, family=family, agency=agency, known=known)))

    said = statuses(rows)
    if Status.DENIED not in said:
        return heard(rows), ()
    denials = [row for row, status in zip(rows, said, strict=True) if status is Status.DENIED]
    denying = {article.id for _, article in denials}
    report = [
        (mention, article)
        for mention, article in standing(rows, agency, known)
        if (mention, article) not in denials
        and (mention.attributions or article.id not in denying or not in_headline(mention, article))
    ]
    return heard(report), heard(denials)


def _order(report: tuple[Mention, Article]) -> tuple[str, str, int, str]:
    mention, article = report
    return (article.published.isoformat() if article.published else "9999", article.id, mention.start, mention.id)


def _first(rows: Sequence[tuple[Mention, Article]]) -> tuple[Mention, Article]:
    """Return the mention of the earliest text that names its source first; the first of all where none does.

    A headline names it in short ("embassy says"), so that what the text under it says comes before.
    """
    own = [row for row in rows if row[1].id == rows[0][1].id]
    return min(own, key=lambda row: (not row[0].attributions, in_headline(*row)))


def _followed(
    name: str,
    days: Mapping[str, date | None],
    ends: Mapping[str, str],
    outlets: Mapping[str, Mapping[str, date | None]],
) -> str:
    """Follow a chain through the reports of the outlets that it ends in, and return where those end.

    Args:
        name: The family of reports whose chain is followed.
        days: When each family was first published.
        ends: What each family's own chain ends in.
        outlets: By outlet, the families in which it has a report, and since when.
    """
    path = [name]
    while True:
        end, day = ends[path[-1]], days[path[-1]]
        families = outlets.get(end, {})
        if path[-1] in families:
            return end
        cited = [other for other, since in families.items() if day is None or since is None or since <= day]
        # An outlet that tells it on its own word, too, is an origin.
        if not cited or any(ends[other] == end for other in cited):
            return end
        if cited[0] in path:  # they cite each other: all of the ring are one
            return min(ends[other] for other in path[path.index(cited[0]) :])
        path.append(cited[0])
