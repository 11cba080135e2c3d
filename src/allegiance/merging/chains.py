"""Chains of sources: for one event who told it first-hand, who cites whom, whose statement it is, and where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from itertools import combinations

from allegiance.actors import Gazetteer
from allegiance.merging.agencies import agency_of
from allegiance.merging.counts import Count, contradict, counts
from allegiance.merging.happening import MUTUAL, sentence_around
from allegiance.merging.leads import on_the_leads_word
from allegiance.merging.origins import cited_name, origins, outlet_name, parties_of, sides
from allegiance.merging.tellings import dated_by_telling
from allegiance.merging.withdrawals import in_headline, statuses, withdrawn
from allegiance.percentages import share
from allegiance.records import (
    Article,
    Event,
    Mention,
    Reading,
    Reprint,
    SourceEdge,
    SourceNode,
    Sourcing,
    Status,
)

_BY = "by "
"""Before a day on which an event was told of: it happened by then."""


def sources(
    event: Event,
    mentions: Iterable[Mention],
    articles: Mapping[str, Article],
    known: Gazetteer,
    reprints: Iterable[Reprint] = (),
    *,
    beside: Iterable[Mention] = (),
) -> Sourcing:
    """Return on whose word an event stands.

    Args:
        event: The event.
        mentions: Its mentions, in any order.
        articles: At least the articles of these.
        known: Knows outlets, their country and kind.
        reprints: Families of copies.
        beside: What else these articles tell, by which a headline that became an event of its own has its source.
    """
    copies = {row.article: row for row in reprints}
    ordered = sorted(on_the_leads_word(mentions, beside, articles), key=lambda m: _order(articles[m.article], m))
    families = {row.article: row.family for row in copies.values()}
    agencies = {row.article: row.agency for row in copies.values()}
    told = [(m, articles[m.article]) for m in ordered]

    ends = origins(told, family=families, agency=agencies, known=known)
    said = statuses(told)
    report, deny = sides(told, family=families, agency=agencies, known=known)
    chains = _Chains(known, {outlet_name(articles[m.article], known) for m in ordered})
    first = _firsts(told, families)
    named = {m.article for m, article in told if m.attributions and not in_headline(m, article)}
    for mention, article in told:
        if mention.article in named and in_headline(mention, article):
            mention = replace(mention, attributions=())  # its source is told in full below
        copy = copies.get(article.id)
        family = copy.family if copy else article.id
        chains.add(mention, article, copy, articles[first[family]])
    readings = _readings(told, said, known)
    return Sourcing(
        event=event.id,
        nodes=chains.nodes({name for names in ends.values() for name in names}),
        edges=tuple(chains.edges),
        articles=len({m.article for m in ordered}),
        outlets=len({outlet_name(articles[m.article], known) for m in ordered}),
        origins=tuple(sorted(ends)),
        readings=tuple(readings),
        disputed=tuple(sorted(_disputed(readings, (_counts(*row) for row in told)))),
        report=report,
        deny=deny,
    )


def _firsts(told: Sequence[tuple[Mention, Article]], families: Mapping[str, str]) -> dict[str, str]:
    """Return the earliest article of each family that reports the event; of a day's copies the one named first of all."""
    rows = sorted(
        (article.published or date.max, article.id != families.get(article.id), article.id) for _, article in told
    )
    found: dict[str, str] = {}
    for _, _, id_ in rows:
        found.setdefault(families.get(id_, id_), id_)
    return found


def _order(article: Article, mention: Mention) -> tuple[str, str, str]:
    return (article.published.isoformat() if article.published else "9999", article.id, mention.id)


class _Chains:
    """The graph while it grows."""

    def __init__(self, known: Gazetteer, outlets: Set[str]) -> None:
        self._known = known
        self._outlets = outlets
        self._kinds: dict[str, str] = {}
        self._articles: dict[str, set[str]] = defaultdict(set)
        self._own: set[str] = set()
        self._met: set[tuple[str, str, str, str]] = set()
        self.edges: list[SourceEdge] = []

    def add(self, mention: Mention, article: Article, copy: Reprint | None, first: Article) -> None:
        """Add the chain of one mention.

        Args:
            mention: The mention.
            article: Its article.
            copy: What the article copies, if it has copies.
            first: The earliest article of its family that reports the event.
        """
        outlet = outlet_name(article, self._known)
        self._node(outlet, "outlet", article.id)
        if copy and first.id != article.id and outlet != copy.agency:
            # A copy adds no word of its own: its chain is that of the text it copies.
            same = ", out the same day" if not copy.agency and article.published == first.published else ""
            copied = copy.agency or outlet_name(first, self._known)
            self._edge(outlet, copied, "copies", f"{share(copy.share, 1)} of the text{same}", mention)
            return
        parties = parties_of(mention)
        named = [
            (cited_name(a, self._known, self._outlets, article=article, parties=parties), a)
            for a in reversed(mention.attributions)
        ]
        # An outlet that reports the event, too, is cited and no speaker, however it is told: "the Herald said".
        steps = [(name, "outlet", a.cue) for name, a in named if a.kind == "carried" or name in self._outlets]
        said = [(name, a.cue) for name, a in reversed(named) if a.kind == "said" and name not in self._outlets]
        agency = (copy.agency if copy else "") or agency_of(article, self._known)
        if agency and not steps:
            steps = [(agency, "agency", "byline")]
        # The record lists who said it first; a reader meets the outlet, then whom it cites, then who spoke.
        last = outlet
        for name, kind, cue in steps:
            last = self._step(last, name, kind, "cites", cue, mention)
        if last == outlet:
            self._own.add(outlet)
        for name, cue in said[:1]:
            self._step(last, name, "speaker", "quotes", cue, mention)

    def _step(self, last: str, name: str, kind: str, edge: str, cue: str, mention: Mention) -> str:
        """Add one step of a chain and return where it leads; a source that cites itself stays."""
        if name != last:
            self._node(name, kind, mention.article)
            self._edge(last, name, edge, cue, mention)
        return name

    def _node(self, name: str, kind: str, article: str) -> None:
        outlet = self._known.outlet(name) if kind != "speaker" else None
        self._kinds.setdefault(name, "agency" if outlet and outlet.agency else kind)
        self._articles[name].add(article)

    def _edge(self, first: str, second: str, kind: str, cue: str, mention: Mention) -> None:
        if second not in self._kinds:
            self._node(second, "outlet", mention.article)
        if first != second and (first, second, kind, mention.article) not in self._met:
            self._met.add((first, second, kind, mention.article))
            self.edges.append(SourceEdge(first=first, second=second, kind=kind, cue=cue, mention=mention.id))

    def nodes(self, ends: Set[str]) -> tuple[SourceNode, ...]:
        """Return the nodes, sorted by name; ``ends`` are those in which a chain ends."""
        found = []
        for name, kind in sorted(self._kinds.items()):
            outlet = self._known.outlet(name) if kind != "speaker" else None
            found.append(
                SourceNode(
                    id=name,
                    kind=kind,
                    country=outlet.country if outlet else "",
                    bloc=bloc(name, self._known) if kind != "speaker" else "",
                    articles=len(self._articles[name]),
                    first_hand=name in self._own,
                    origin=name in ends,
                )
            )
        return tuple(found)


def bloc(outlet: str, known: Gazetteer) -> str:
    """Return an outlet's country and whether the state runs it (as far as the table of outlets knows); empty if unknown."""
    found = known.outlet(outlet)
    if found is None or not found.country:
        return ""
    return f"{found.country}, {'state' if found.state else 'not state'}"


def _readings(told: Sequence[tuple[Mention, Article]], said: Sequence[Status], known: Gazetteer) -> list[Reading]:
    """Return who says what, field by field."""
    readers: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: {"outlets": set(), "articles": set()})
    for (mention, article), status in zip(told, said, strict=True):
        for field, value in (*_fields(mention, article), ("status", status.value)):
            readers[field, value]["outlets"].add(outlet_name(article, known))
            readers[field, value]["articles"].add(article.id)
    return [
        Reading(
            field=field,
            value=value,
            outlets=tuple(sorted(by["outlets"])),
            blocs=tuple(sorted({b for o in by["outlets"] if (b := bloc(o, known))})),
            articles=len(by["articles"]),
        )
        for (field, value), by in sorted(readers.items())
    ]


def _fields(mention: Mention, article: Article) -> Iterable[tuple[str, str]]:
    """Yield what one mention tells of the fields that reports are compared by."""
    if mention.date_start and mention.date_end:
        days = sorted({mention.date_start.isoformat(), mention.date_end.isoformat()})
        yield "date", f"{_BY}{days[-1]}" if dated_by_telling(mention, article) else " to ".join(days)
    numbers = sorted({count.figure for count in _counts(mention, article)}, key=lambda n: (len(n), n))
    if numbers:
        yield "number", ", ".join(numbers)
    actors, recipients = (sorted({p.id or p.text for p in side}) for side in (mention.actors, mention.recipients))
    if mention.type in MUTUAL:
        yield "who", ", ".join(sorted({*actors, *recipients}))
    else:
        yield "who", f"{', '.join(actors)} → {', '.join(recipients)}"


def _counts(mention: Mention, article: Article) -> list[Count]:
    if withdrawn(mention, article):
        return []  # the wrong number
    return counts(sentence_around(article.text, mention.start, mention.end))


def _disputed(readings: Sequence[Reading], counted: Iterable[Sequence[Count]]) -> set[str]:
    """Return the fields whose readings can't all be true: days that don't meet, two figures for one thing.

    Args:
        readings: Who says what.
        counted: What each report counts.
    """
    values: dict[str, list[str]] = defaultdict(list)
    for reading in readings:
        values[reading.field].append(reading.value)
    found = set()
    # A plan that is carried out is no contradiction, nor is a question; a denial is.
    if len(values["status"]) > 1 and Status.DENIED.value in values["status"]:
        found.add("status")
    spans = [("" if v.startswith(_BY) else v.split(" to ")[0], v.removeprefix(_BY)[-10:]) for v in values["date"]]
    if spans and max(start for start, _ in spans) > min(end for _, end in spans):
        found.add("date")
    if contradict(counted):
        found.add("number")
    sides = [[set(side.split(", ")) for side in v.split(" → ")] for v in values["who"]]
    if any(not _who_fits(one, two) for one, two in combinations(sides, 2)):
        found.add("who")
    return found


def _who_fits(one: Sequence[set[str]], two: Sequence[set[str]]) -> bool:
    """Tell whether one report names on each side no other parties than the other report, if perhaps fewer."""
    if len(one) != len(two):
        return set().union(*one) == set().union(*two)
    return all(a <= b or b <= a for a, b in zip(one, two, strict=True))
