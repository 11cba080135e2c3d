"""The event page: who did what to whom and when, on whose word, and where reports differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from allegiance.actors import Gazetteer
from allegiance.percentages import percent
from allegiance.records import Article, Event, Mention, MergeDecision, Party, RegisterCheck, Reprint, Sourcing
from allegiance.views.graphic import Cell, Graphic
from allegiance.views.linked import Linked
from allegiance.views.marks import Piece, in_context
from allegiance.views.text import days, name, safe_address
from allegiance.views.wording import act, plural

_PROGRAM = "merging/"
_UNKNOWN = "unknown outlet"
_HOW = {"cites": "carries"}
_VERDICTS = {"same": "the same", "different": "not the same", "unsure": "unsure"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One mention as a reader sees it; ``copied`` is whom its article copies, if it is a copy of another one here."""

    mention: Mention
    article: Article
    pieces: tuple[Piece, ...]
    address: str | None
    said_by: tuple[str, ...]
    carried_by: tuple[str, ...]
    verdict: str
    copied: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What the reports say of one field: each value with how many mentions say so."""

    name: str
    values: tuple[tuple[str, int], ...]

    @property
    def agree(self) -> bool:
        """Whether all that say anything say the same."""
        return len(self.values) < 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Whether two reports were said to tell of one happening.

    Attributes:
        first, second: Their places in the list of reports, from 1; None for a report that is not listed.
        by: Who said so; empty for the program.
        grounds: In which points the two are alike, for a reader.
    """

    first: int | None
    second: int | None
    verdict: str
    by: str
    day: date
    likely: str
    grounds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """An event that merging held apart, with the pair of mentions that was likeliest."""

    event: str
    title: str
    when: str
    first: str
    second: str
    score: float
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """The context of the page.

    Attributes:
        when_told: Whether a report names the time; else ``when`` says that none does.
    """

    event: Event
    title: str
    who: tuple[str, ...]
    whom: tuple[str, ...]
    when: str
    when_told: bool
    act: str
    tellings: tuple[Telling, ...]
    more: int
    fields: tuple[Field, ...]
    chain: Graphic | None
    checks: tuple[RegisterCheck, ...]
    by_people: tuple[Decided, ...]
    by_program: tuple[Decided, ...]
    near: tuple[Near, ...]
    relation: str | None
    status: str
    links: tuple[Linked, ...] = ()


def telling(mention: Mention, article: Article, decisions: Sequence[MergeDecision]) -> Telling:
    """Return a mention as a reader sees it; ``decisions`` are those about it, oldest first."""
    return Telling(
        mention=mention,
        article=article,
        pieces=in_context(mention, article),
        address=safe_address(article.address),
        said_by=tuple(a.source for a in mention.attributions if a.kind == "said"),
        carried_by=tuple(a.source for a in mention.attributions if a.kind == "carried"),
        verdict=said(decisions, mention.id),
    )


def copies_last(tellings: Sequence[Telling], copies: Mapping[str, Reprint]) -> tuple[Telling, ...]:
    """Return the reports, the first one first, those of articles that copy another one here at the end, and marked so.

    Args:
        tellings: The reports, the first one first.
        copies: By article, what is known of copies.
    """
    originals: dict[str, Article] = {}
    own, copied = [], []
    for t in tellings:
        copy = copies.get(t.article.id)
        original = originals.setdefault(copy.family, t.article) if copy else t.article
        if copy and original.id != t.article.id:
            copied.append(replace(t, copied=copy.agency or original.outlet or _UNKNOWN))
        else:
            own.append(t)
    return (*own, *copied)


def said(decisions: Sequence[MergeDecision], *mentions: str) -> str:
    """Return the newest verdict of a person on all of these mentions; what the program decided is no one's word."""
    told = (d for d in reversed(decisions) if not d.by.startswith(_PROGRAM) and set(mentions) <= {d.first, d.second})
    return next((d.verdict for d in told), "")


def decided(decisions: Sequence[MergeDecision], tellings: Sequence[Telling]) -> list[Decided]:
    """Return decisions as a reader sees them; those of the program have no name in ``by``."""
    places = {t.mention.id: n for n, t in enumerate(tellings, 1)}
    found = []
    for d in decisions:
        first, second = sorted((places.get(d.first), places.get(d.second)), key=lambda n: (n is None, n or 0))
        program = d.by.startswith(_PROGRAM)
        found.append(
            Decided(
                first=first,
                second=second,
                verdict=_VERDICTS.get(d.verdict, d.verdict),
                by="" if program else d.by,
                day=d.when.date(),
                likely=percent(d.score) if program else "",
                grounds=grounds(d.parts),
            )
        )
    return found


def grounds(parts: Sequence[tuple[str, float]]) -> str:
    """Return the parts of a likeness, as merging names them, for a reader.

    >>> grounds([("wording", 0.14), ("days apart", 1.0), ("copies", 1.0), ("names unknown", 1.0)])
    'wording 14 % alike, 1 day apart, copies of one text, no further names to compare'
    """
    return ", ".join(told for name_, value in parts if (told := _ground(name_, value)))


def _ground(part: str, value: float) -> str:
    if part in _SHARES:
        return f"{_SHARES[part]} {'all' if value == 1 else percent(value)} alike"
    if part == "days apart":
        return f"{plural(value, 'day')} apart"
    return _FACTS.get(part, part)


_SHARES = {
    "trigger": "word for the act",
    "clause": "words around the act",
    "wording": "wording",
    "context": "context",
    "fields agree": "kinds of matter",
    "names": "names",
    "parties": "parties",
    "company": "all reports of these parties",
}
# "trigger in context" is the product of two parts that are told already
_FACTS = {
    "clause unknown": "no words around the act to compare",
    "fields differ": "other kinds of matter",
    "copies": "copies of one text",
    "names unknown": "no further names to compare",
    "told twice": "headline and lead of one article",
    "trigger in context": "",
    "type differs": "types differ",
    "rare name": "a further name in common",
}


def agreement(tellings: Sequence[Telling], known: Gazetteer) -> tuple[Field, ...]:
    """Return field by field what the mentions say, the most frequent value first."""

    def field(label: str, values: Sequence[str]) -> Field:
        return Field(name=label, values=tuple(Counter(value for value in values if value).most_common()))

    def named(parties: Sequence[Party]) -> str:
        # in one order, since who is named first makes no difference
        return ", ".join(sorted({name(p.id or p.text, known) for p in parties}))

    told = [t.mention for t in tellings]
    return (
        field("Act", [act(m.type, m.mode) for m in told]),
        field("Who", [named(m.actors) for m in told]),
        field("To whom", [named(m.recipients) for m in told]),
        field("When", [days(m.date_start, m.date_end) if m.date_start else "" for m in told]),
        field("Where", [m.place or "" for m in told]),
        field("Status", [m.status + (", hedged" if m.hedged else "") for m in told]),
    )


def chain(found: Sourcing, tellings: Sequence[Telling], outlets: Mapping[str, str]) -> Graphic | None:
    """Return the chain of sources as a graph: outlets on the left, what they cite, and on whose word it stands.

    Args:
        found: On whose word the event stands.
        tellings: Its reports, in the order of the page.
        outlets: The names of the outlets in ``found``, by mention.
    """
    if not found.nodes:
        return None
    publish = set(outlets.values())
    kinds = {"speaker": "speaker", "outlet": "cited", "agency": "cited"}
    nodes = {n.id: "outlet" if n.id in publish else kinds[n.kind] for n in found.nodes}
    edges = Counter((edge.first, edge.second, _HOW.get(edge.kind, edge.kind)) for edge in found.edges)
    named: dict[str, list[str]] = {}
    for edge in found.edges:
        for node in (edge.first, edge.second):
            named.setdefault(node, []).append(edge.mention)
    for mention, outlet in outlets.items():
        named.setdefault(outlet, []).append(mention)
    places = {t.mention.id: place for place, t in enumerate(tellings)}
    reports = {node: min(mentions, key=lambda m: places[m]) for node, mentions in named.items()}
    firsts: dict[str, date] = {}
    for t in tellings:
        if t.article.published:
            at = outlets[t.mention.id]
            firsts[at] = min(firsts.get(at, t.article.published), t.article.published)
    depths = _depths(nodes, edges)
    ends = {node.id for node in found.nodes if node.origin}
    own = [node.id for node in found.nodes if node.first_hand and nodes[node.id] == "outlet" and node.origin]
    return Graphic(
        id="chain",
        element="al-chain",
        heading="The chain of sources",
        says=(
            "An arrow leads from who published to whom it copies, carries or quotes; where arrows end is an origin. Each box "
            "leads to the first report that names it." + (f" Denied by {', '.join(found.deny)}." if found.deny else "")
        ),
        data={
            "nodes": [
                {
                    "id": key,
                    "kind": kind,
                    "depth": depths[key],
                    "end": key in ends,
                    "first": firsts.get(key),
                    "href": f"#m-{reports[key]}",
                }
                for key, kind in nodes.items()
            ],
            "edges": [{"from": a, "to": b, "how": how, "n": n} for (a, b, how), n in edges.items()],
        },
        columns=("From", "How", "To", "#Times"),
        rows=[(Cell(a, f"#m-{reports[a]}"), how, b, str(n)) for (a, b, how), n in edges.items()]
        + [(Cell(source, f"#m-{reports[source]}"), "reports on its own word", "", "") for source in own],
    )


def _depths(nodes: Iterable[str], edges: Iterable[tuple[str, str, str]]) -> dict[str, int]:
    """Return how many steps each source is from the outlets; outlets that cite each other in a ring stop it early."""
    depths = dict.fromkeys(nodes, 0)
    for _ in depths:
        moved = False
        for start, end, _how in edges:
            if depths[end] <= depths[start] < len(depths) - 1:
                depths[end], moved = depths[start] + 1, True
        if not moved:
            break
    return depths


def order(mentions: Sequence[Mention], articles: Mapping[str, Article]) -> list[Mention]:
    """Return mentions by day of publication, the first report first."""
    return sorted(mentions, key=lambda m: (articles[m.article].published or date.max, m.article, m.start))
