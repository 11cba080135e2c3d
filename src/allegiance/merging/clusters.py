"""Mentions to events: compare, cluster, and say why; a person's decisions come before the program's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import exp

import numpy as np

from allegiance.actors import Gazetteer
from allegiance.merging.asking import hanging, worth_reading
from allegiance.merging.comparing import PARTS, Array, Pairs, candidates, compare, probability
from allegiance.merging.decided import persons_pairs
from allegiance.merging.events import event_of
from allegiance.merging.happening import FAMILIES, Happening, happening
from allegiance.merging.leads import on_the_leads_word
from allegiance.merging.linking import Clusters, link
from allegiance.merging.related import related
from allegiance.merging.series import another_place
from allegiance.merging.side_by_side import SideBySide
from allegiance.merging.uncompared import read_twice, standing
from allegiance.merging.unions import Union
from allegiance.percentages import percent
from allegiance.records import Article, Event, EventLink, Mention, MergeDecision, PairReading, Reprint

VERSION = "merging/14"
# Pairs below this count as nothing; between this and the threshold the best pair of two events is told as unsure.
_LEAST, UNSURE = 0.05, 0.3
# Clusters join from this probability on: two events taken for one cost a reader more than one told as two. So much of it is
# the likeliest pair's, for reports of one happening that many tell have less in common on the whole than any two; less where
# pairs were read side by side, for the likeliest of many that were read is the one most misread.
_SURE, _LIKELIEST = 0.72, 0.3
_SURE_UNREAD, _LIKELIEST_UNREAD = 0.8, 0.5
# Two mentions of one text join from this probability on: a text that tells two acts of a kind is the commonest false merge.
_SURE_OF_TEXT = 0.87
# Two acts that one text tells stay apart below this, also where a third report is like both.
_TWO_ACTS = 0.5
# Reports of one event, not standing and without an agreed day, come within so many days, save those that put it further back.
_SPAN = 6
_OFF = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Merged:
    """What merging gives: events, what links them, the decisions that they rest on, and what was read for these."""

    events: list[Event]
    links: list[EventLink]
    decisions: list[MergeDecision]
    readings: list[PairReading]


def merge(
    mentions: Iterable[Mention],
    articles: Mapping[str, Article],
    *,
    reprints: Iterable[Reprint] = (),
    decisions: Iterable[MergeDecision] = (),
    gazetteer: Gazetteer | None = None,
    reader: SideBySide | None = None,
    readings: Iterable[PairReading] = (),
) -> Merged:
    """Merge mentions into events.

    Args:
        mentions: What the articles report, in any order.
        articles: The articles that the mentions are of, by id.
        reprints: Families of copies; copies are one witness.
        decisions: Earlier decisions; those of persons are kept to, those of the program are made anew.
        gazetteer: Knows the names of outlets, so that one outlet under two hosts is one origin.
        reader: Reads doubtful pairs of two articles side by side (:func:`shipped_reader`). Without it they are told by their
            wording alone, and the decisions' ``by`` says so.
        readings: What the reader said of pairs earlier; these are not read again.
    """
    family = {row.article: row.family for row in reprints}
    agency = {row.article: row.agency for row in reprints if row.agency}
    ordered = sorted(mentions, key=lambda m: (_day(articles[m.article]), m.id))
    by_article = sorted(ordered, key=lambda m: m.article)
    known = {m.id: happening(m, articles[m.article]) for m in by_article}
    seen = [known[m.id] for m in ordered]
    pairs = compare(seen, *candidates(seen), lambda article: family.get(article, article))
    place = {m.id: n for n, m in enumerate(ordered)}
    by_person, apart = persons_pairs(decisions, place)
    going_on, doubled = standing(seen), read_twice(seen)
    sure, likeliest = (_SURE, _LIKELIEST) if reader is not None else (_SURE_UNREAD, _LIKELIEST_UNREAD)

    def linked(scores: Array) -> Clusters:
        return _linked(seen, pairs, scores, by_person, apart, going_on, doubled, sure, likeliest)

    read: list[PairReading] = []
    scores = probability(pairs)
    if reader is not None:
        said = {(row.first, row.second): row.log_odds for row in readings}
        scores, read = _read(seen, pairs, scores, reader, said, linked)
    clusters = linked(scores)
    home = {n: number for number, cluster in enumerate(clusters) for n in cluster}
    by = VERSION if reader is not None else f"{VERSION} unread"
    rows, best = _decisions(ordered, articles, pairs, scores, home, by)
    best |= {two: "goes on for long: same type, and the same parties or more" for _, two in going_on}
    best |= {two: "the same words, read twice" for _, two in doubled}
    best |= {max(pair): "a person's decision" for pair in by_person if home[pair[0]] == home[pair[1]]}
    sourced = on_the_leads_word(ordered, ordered, articles)
    events = [
        event_of(
            [sourced[n] for n in cluster],
            articles,
            family=family,
            agency=agency,
            reasons=tuple(dict.fromkeys(best[n] for n in cluster if n in best)),
            known=gazetteer,
        )
        for cluster in clusters
    ]
    told = [[seen[n] for n in cluster] for cluster in clusters]
    links = related([_lead(cluster) for cluster in told], events, told)
    return Merged(sorted(events, key=lambda event: event.id), links, rows, read)


def _lead(cluster: Sequence[Happening]) -> Happening:
    """Return the happening that tells most of an event, with what others add: places in series and days."""
    lead = max(cluster, key=lambda h: (len(h.words), h.key))
    dated = lead if lead.exact else next((h for h in cluster if h.exact), lead)
    series = frozenset().union(*(h.series for h in cluster))
    first = min((h.reported for h in cluster if h.reported), default=0)
    return replace(
        lead, series=series, start=dated.start, end=dated.end, dated=dated.dated, exact=dated.exact, reported=first
    )


def _read(
    seen: Sequence[Happening],
    pairs: Pairs,
    unread: Array,
    reader: SideBySide,
    known: Mapping[tuple[str, str], float],
    linked: Callable[[Array], Clusters],
) -> tuple[Array, list[PairReading]]:
    """Read side by side what is doubtful and what events hang on; return the scores with it, and what was said.

    What was said is put down among the pairs' parts; ``unread`` are the scores without it.

    Two mentions of one text have a decider that reading adds nothing to, and copies need no reading.
    """
    asked = (pairs.parts[:, PARTS.index("same article")] == 0) & (pairs.parts[:, PARTS.index("copies")] == 0)
    unread = np.where(asked, unread, 0.0)

    def put_down(rows: Array) -> Array:
        told = reader.log_odds(seen, pairs.first[rows], pairs.second[rows], known)
        pairs.parts[rows, PARTS.index("read together")] = told
        return probability(pairs)

    rows = worth_reading(pairs.first, pairs.second, unread)
    scores = put_down(rows)
    more = hanging(pairs.first, pairs.second, unread, scores, linked(scores), rows, likeliest=_LIKELIEST)
    scores = put_down(more)
    rows = np.sort(np.concatenate([rows, more]))
    told = pairs.parts[rows, PARTS.index("read together")]
    first, second = pairs.first[rows], pairs.second[rows]
    said = [
        PairReading(first=seen[i].key, second=seen[j].key, log_odds=value, made_by=reader.made_by)
        for i, j, value in zip(first.tolist(), second.tolist(), told.tolist(), strict=True)
    ]
    return scores, said


def _linked(
    seen: Sequence[Happening],
    pairs: Pairs,
    scores: Array,
    by_person: Sequence[tuple[int, int]],
    apart: Sequence[tuple[int, int]],
    going_on: Sequence[tuple[int, int]],
    doubled: Sequence[tuple[int, int]],
    sure: float,
    likeliest: float,
) -> Clusters:
    """Return the clusters that pairs of such scores make.

    What must be together goes before what one text tells apart, and what a person put together or apart before all else.
    """
    likely = scores >= _LEAST
    together = [*by_person, *doubled, *going_on]
    said = {frozenset(pair) for pair in together}
    persons = Union(len(seen))
    for one, two in by_person:
        persons.join(one, two)
    weighed = _as_sure(pairs, scores, sure)
    triples = zip(pairs.first[likely].tolist(), pairs.second[likely].tolist(), weighed[likely].tolist(), strict=True)
    told = {(one, two): score for one, two, score in triples}
    # two acts of one text that a person put with one report of another are one as well
    two_acts = [(i, j) for i, j in _two_acts(seen, pairs, scores) if persons.find(i) != persons.find(j)]
    return link(
        len(seen),
        [(one, two, score) for (one, two), score in _either_reading(told, doubled).items()],
        together=together,
        apart=[*apart, *(pair for pair in two_acts if frozenset(pair) not in said)],
        fits=lambda one, two: _fit([seen[n] for n in one], [seen[n] for n in two]),
        threshold=sure,
        likeliest=likeliest,
    )


def _as_sure(pairs: Pairs, scores: Array, sure: float) -> Array:
    """Return the scores with those of one text's mentions lowered, in odds, so that they too join from ``sure`` on."""
    one_text = pairs.parts[:, PARTS.index("same article")] == 1
    asked = _SURE_OF_TEXT / (1 - _SURE_OF_TEXT) * (1 - sure) / sure
    return np.where(one_text, scores / (scores + (1 - scores) * asked), scores)


def _either_reading(
    told: dict[tuple[int, int], float], doubled: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], float]:
    """Return the scores of pairs with those of words that were read in two ways taken from the likelier reading.

    Else the reading that another report shares would be held back by the one that it doesn't.
    """
    beside: dict[int, dict[int, float]] = defaultdict(dict)
    for (one, two), score in told.items():
        beside[one][two] = beside[two][one] = score
    for pair in doubled:
        for here, there in (pair, pair[::-1]):
            for other, score in list(beside[here].items()):
                if other != there and score > beside[there].get(other, 0.0):
                    beside[there][other] = beside[other][there] = score
    return {(one, two): score for one, others in beside.items() for two, score in others.items() if one < two}


def _two_acts(seen: Sequence[Happening], pairs: Pairs, scores: Array) -> list[tuple[int, int]]:
    """Return the pairs of one text that are likelier two acts: a third report that is like both must not join them."""
    told = (pairs.parts[:, PARTS.index("same article")] == 1) & (scores < _TWO_ACTS)
    near = zip(pairs.first[told].tolist(), pairs.second[told].tolist(), strict=True)
    return [(i, j) for i, j in near if seen[i].span != seen[j].span]


def _day(article: Article) -> str:
    return article.published.isoformat() if article.published else "9999"


def _fit(one: Sequence[Happening], two: Sequence[Happening]) -> bool:
    """Tell whether two clusters may be one event: no two places in a series, votes or days, no long stretch."""
    first, second = ({pair for h in side for pair in h.series} for side in (one, two))
    if another_place(first, second):
        return False
    if len({h.vote for h in (*one, *two)} - {""}) > 1:
        return False
    days = [{day for h in side if h.exact for day in range(h.start, h.end + 1)} for side in (one, two)]
    if days[0] and days[1]:
        return min(abs(a - b) for a in days[0] for b in days[1]) <= 1
    if all(h.standing for h in (*one, *two)):
        return True
    reported = [h.reported for h in (*one, *two) if h.reported and not h.standing and not _long_past(h)]
    return not reported or max(reported) - min(reported) <= _SPAN


def _long_past(one: Happening) -> bool:
    """Tell whether a report names a period that was over well before: then it says nothing when it came out."""
    return one.dated and not one.exact and one.end < one.reported - _SPAN


def _decisions(
    ordered: Sequence[Mention],
    articles: Mapping[str, Article],
    pairs: Pairs,
    scores: Sequence[float],
    home: Mapping[int, int],
    by: str,
) -> tuple[list[MergeDecision], dict[int, str]]:
    """Return the program's decisions, and for each mention the reason that put it with an earlier one.

    For each mention the likeliest earlier mention of its event is told as ``same``; for each two events the likeliest pair
    is told as ``unsure``, or as ``different`` where it was likely and something ruled it out.
    """
    same: dict[int, int] = {}
    across: dict[tuple[int, int], int] = {}
    for row, (one, two, score) in enumerate(zip(pairs.first.tolist(), pairs.second.tolist(), scores, strict=True)):
        if home[one] == home[two]:
            late = max(one, two)
            if late not in same or score > scores[same[late]]:
                same[late] = row
        elif score >= UNSURE:
            low, high = sorted((home[one], home[two]))
            if (low, high) not in across or score > scores[across[low, high]]:
                across[low, high] = row
    told = [_decision(ordered, articles, pairs, scores, row, "same", by) for row in same.values()]
    # A likely pair of two large events says little: the others of both stood against it.
    told += [
        _decision(ordered, articles, pairs, scores, row, "different" if scores[row] >= 0.9 else "unsure", by)
        for row in across.values()
    ]
    reasons = {late: _reason(ordered, pairs, scores, row) for late, row in same.items()}
    return sorted(told, key=lambda d: (d.first, d.second)), reasons


def _decision(
    ordered: Sequence[Mention],
    articles: Mapping[str, Article],
    pairs: Pairs,
    scores: Sequence[float],
    row: int,
    verdict: str,
    by: str,
) -> MergeDecision:
    both = [ordered[int(side[row])] for side in (pairs.first, pairs.second)]
    first, second = sorted(m.id for m in both)
    # The program decides as of the newer report, so that the same input gives the same rows.
    days = [articles[m.article].published for m in both]
    known = [day for day in days if day]
    when = datetime.combine(max(known), datetime.min.time()) if known else _OFF.replace(tzinfo=None)
    parts = tuple((name, round(float(v), 3)) for name, v in zip(PARTS, pairs.parts[row], strict=True) if v)
    return MergeDecision(
        first=first,
        second=second,
        score=round(float(scores[row]), 3),
        parts=parts,
        verdict=verdict,
        by=by,
        when=when,
    )


def _reason(ordered: Sequence[Mention], pairs: Pairs, scores: Sequence[float], row: int) -> str:
    """Say in one line why two mentions are one event."""
    parts = dict(zip(PARTS, pairs.parts[row], strict=True))
    grounds = ["same parties" if parts["parties"] == 1 else "shared parties"]
    one, two = (ordered[int(side[row])].type for side in (pairs.first, pairs.second))
    family = "types of one family" if FAMILIES[one] == FAMILIES[two] else "both friendly"
    grounds.append("same type" if one == two else family)
    grounds += [name for name in ("copies", "numbers agree", "place agrees", "same article") if parts[name]]
    if parts["trigger"] == 1:
        grounds.append("same word for the act")
    elif parts["acts agree"]:
        grounds.append("words for one kind of act")
    grounds.append(f"wording {percent(parts['wording'])} alike, context {percent(parts['context'])}")
    if parts["read together"]:
        grounds.append(f"{percent(1 / (1 + exp(-parts['read together'])))} likely by reading both")
    if parts["days apart"]:
        apart = int(parts["days apart"])
        grounds.append(f"{apart} day{'s' if apart != 1 else ''} apart")
    return f"{', '.join(grounds)}: {percent(scores[row])} likely the same"
