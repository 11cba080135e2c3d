"""Events that belong together and are not one: stages of one doing, the members of a series, parts of an occasion."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np

from allegiance.merging.comparing import PARTS, Array, candidates, compare, probability
from allegiance.merging.denials import denial, denials
from allegiance.merging.happening import COOPERATIVE, Happening
from allegiance.merging.matters import fighting, fought, one_matter
from allegiance.merging.occasions import occasions
from allegiance.merging.series import another_place
from allegiance.merging.stems import stem
from allegiance.records import Event, EventLink, EventType, Status

# How long after an announcement the doing may come, in days, and how alike the two must be.
_LATER, _ALIKE = 60, 0.8
_SERIES_DAYS = 400
# The stages of one act, in their order, and how a reader is told of them.
_STEPS = {"ahead": 0, "done": 1, "force": 2}
_TOLD = {"ahead": "planned", "done": "done", "force": "in force"}
# What a sentence says of an act that did not come about after all.
_CALLED_OFF = re.compile(
    r"\b(?:axed|cancel\w*|call(?:s|ed)? off|scrapped|shelved|postponed|put off|fell through|remain distant)\b",
    re.IGNORECASE,
)
_FOR_LONG = re.compile(r"\bfor (?:\w+ )?(?:months|years|decades)\b", re.IGNORECASE)
# What goes on longer by a new act, which is not the one that began it.
_PROLONGING = frozenset(map(stem, ("extend", "extension", "prolong", "renew", "renewal")))
# "Will not push" and "another strike": characters before the words for an act in which that is said.
_NOT_BEFORE, _AGAIN_BEFORE = 5, 40
_AGAIN = re.compile(r"\b(?:repetition|repeat|another|further|fresh|new|again|future)\b", re.IGNORECASE)
_NOT = re.compile(r"\bnot\b|n['’]t\b", re.IGNORECASE)
# At one summit, and on one anniversary, acts of many kinds are done, which are no stages of one.
_OCCASIONS = frozenset(("anniversari", "anniversary", "meet", "meeting", "session", "summit"))
# Stems of nouns that are counted, as a reader writes them.
_NOUNS = {"anniversari": "anniversary", "meet": "meeting", "packag": "package", "ship": "shipment", "tranch": "tranche"}
# How alike two tellings of one happening in two kinds must be, and which share of their parties must be the same.
_TOLD_TWICE, _SAME_PARTIES = 0.8, 0.75


def related(
    leads: Sequence[Happening], events: Sequence[Event], told: Sequence[Sequence[Happening]]
) -> list[EventLink]:
    """Return the links between events, sorted; of any two events at most one of each kind.

    Args:
        leads: For each event the mention that tells most, with what other reports add: places in series, its day.
        events: The events, in the same order.
        told: For each event all that report it.
    """
    ids = [event.id for event in events]
    denied = [event.status is Status.DENIED for event in events]
    denying = {event.id for event, reports in zip(events, told, strict=True) if denial(event, reports)}
    # What is denied is neither carried out nor in force.
    dated = [_dated(h, event) for h, event in zip(leads, events, strict=True)]
    staged = [replace(h, stage="") if no else h for h, no in zip(dated, denied, strict=True)]
    sentences = [frozenset((h.article, h.sentence) for h in reports) for reports in told]
    found = (
        *_stages(staged, ids, sentences),
        *_series(leads, ids),
        *_denying(_otherwise(leads, ids), {id_ for id_, no in zip(ids, denied, strict=True) if no}, denying),
        *denials(leads, events, told),
    )
    # What is one happening told in two ways, or two stages of one, is no part of it.
    tied = {frozenset((link.first, link.second)) for link in found}
    found += tuple(link for link in occasions(dated, events, told) if frozenset((link.first, link.second)) not in tied)
    # Two events may have places in two series in common: both of the sixth package, at the fifth summit.
    one = {
        (link.first, link.second, link.kind): link for link in sorted(found, key=lambda link: link.why, reverse=True)
    }
    return [one[key] for key in sorted(one)]


def _dated(lead: Happening, event: Event) -> Happening:
    """Return a lead that names no day as of the days on which other reports place the event."""
    if lead.dated or not (event.date_start and event.date_end):
        return lead
    return replace(lead, start=event.date_start.toordinal(), end=event.date_end.toordinal())


def _denying(links: Iterable[EventLink], denied: Set[str], denying: Set[str]) -> Iterable[EventLink]:
    """Yield links between two codings of one happening; of which one is denied denies the other.

    Args:
        links: Between two codings of one happening.
        denied: Ids of the events whose status is denied.
        denying: Of these, those that reports do deny, and do not only tell how far they went or who is to leave them.
    """
    for link in links:
        if (link.first in denied) == (link.second in denied):
            yield link
        elif {link.first, link.second} & denying:
            first, second = (link.first, link.second) if link.first in denied else (link.second, link.first)
            yield replace(link, first=first, second=second, kind="denies")


def _stages(
    leads: Sequence[Happening], events: Sequence[str], sentences: Sequence[frozenset[tuple[str, int]]]
) -> list[EventLink]:
    """Link a plan to the likeliest doing of it that comes after, and what was done to its coming into force.

    A plan is carried out once, and what is in force was done once. One sentence that tells of both, as of an agreement to
    reopen what is closed, tells two acts; one text that first tells of both ("to end", "is ending") tells one in two ways.
    """
    # Day and stage are what the two differ in.
    plain = [replace(h, stage="", exact=False, standing="") for h in leads]
    first, second = candidates(plain, window=_LATER)
    step = np.array([_STEPS.get(h.stage, len(_STEPS)) for h in leads], dtype=np.int64)
    kept = (step[first] != step[second]) & (np.maximum(step[first], step[second]) < len(_STEPS))
    first, second = first[kept], second[kept]
    swap = step[first] > step[second]
    early: Array = np.where(swap, second, first)
    late: Array = np.where(swap, first, second)
    kept = np.array(
        [
            _follows(leads[i], leads[j]) and not _at_once(i, j, leads, sentences)
            for i, j in zip(early, late, strict=True)
        ],
        dtype=bool,
    )
    early, late = early[kept], late[kept]
    timeless = [replace(h, start=0, end=0) for h in plain]
    pairs = compare(timeless, early, late)
    matter = one_matter(timeless, pairs)
    start = [h.reported or h.start for h in leads]
    found: dict[tuple[int, str], tuple[float, float, int]] = {}
    for one, two, score in zip(
        early[matter].tolist(), late[matter].tolist(), probability(pairs)[matter].tolist(), strict=True
    ):
        # Among equals the nearest in time; the score fades slowly, a plan is mostly carried out soon.
        value = score - 0.003 * float(start[two] - start[one])
        key = one, leads[two].stage
        if score >= _ALIKE and value > found.get(key, (0.0, 0.0, -1))[0]:
            found[key] = value, score, two
    adopted: dict[int, float] = {}
    for (one, _), (value, _, two) in found.items():
        if leads[one].stage == "done":
            adopted[two] = max(adopted.get(two, 0.0), value)
    # Many plans are told of one deed; it carries out the likeliest of them.
    carried: dict[tuple[int, str], tuple[float, int]] = {}
    for (one, _), (value, _, two) in found.items():
        key = two, leads[one].stage
        carried[key] = max(carried.get(key, (0.0, -1)), (value, one))
    found = {key: best for key, best in found.items() if carried[best[2], leads[key[0]].stage][1] == key[0]}
    # From the plan on the doing leads to what comes into force.
    told = {
        key: best
        for key, best in found.items()
        if key[1] != "force"
        or (best[0] == adopted.get(best[2]) if leads[key[0]].stage == "done" else best[2] not in adopted)
    }
    return [
        EventLink(
            first=events[one],
            second=events[two],
            kind="stage",
            why=f"{_TOLD[leads[one].stage]}, then {_TOLD[stage]}: alike {score:.2f}",
        )
        for (one, stage), (_, score, two) in told.items()
    ]


def _at_once(
    early: int, late: int, leads: Sequence[Happening], sentences: Sequence[frozenset[tuple[str, int]]]
) -> bool:
    """Tell whether one sentence tells of both events, or one text does on the day on which both were first reported.

    A meeting is announced and held within a day; what else is first told as planned and as done on one day is told in two
    ways, mostly.
    """
    if sentences[early] & sentences[late]:
        return True
    if leads[early].reported == leads[late].reported and leads[late].kind != EventType.CONSULT:
        return True
    texts = ({article for article, _ in sentences[n]} for n in (early, late))
    return leads[early].reported == leads[late].reported and bool(set.intersection(*texts))


def _follows(early: Happening, late: Happening) -> bool:
    """Tell whether what is done may be what was planned, by day and by place in a series."""
    if another_place(early.series, late.series) or early.kind != late.kind:
        return False
    # "Would stop if" is no plan, talks that are cancelled are not held, and what is done for years was not planned now.
    if early.status == Status.CONDITIONAL or _CALLED_OFF.search(late.line) or _FOR_LONG.search(late.line):
        return False
    if early.reported and late.reported and late.reported < early.reported:
        return False
    # What was done before the plan was told, or days before the day that the plan names, is another act.
    told = early.start if early.exact else early.reported if early.stage == "ahead" else 0
    return not (told and late.end) or late.end >= told - 1


def _otherwise(leads: Sequence[Happening], events: Sequence[str]) -> list[EventLink]:
    """Link an event to the likeliest other one that tells the same in another type, or as a question or memory.

    One of type and stage is the same. A plan and its doing are stages, and two acts in one text are two.
    """
    kinds = [replace(h, family=h.kind, stage="") for h in leads]
    signs = [replace(h, family="friendly" if h.family in COOPERATIVE else "unfriendly") for h in leads]
    best: dict[int, tuple[float, int]] = {}
    for alike in (kinds, signs):
        first, second = candidates(alike)
        kept = np.array([_told_otherwise(leads[i], leads[j]) for i, j in zip(first, second, strict=True)], dtype=bool)
        pairs = compare(leads, first[kept], second[kept])
        scores = probability(pairs)
        likely = (scores >= _TOLD_TWICE) & (pairs.parts[:, PARTS.index("parties")] >= _SAME_PARTIES)
        # of two who fight many acts are alike
        likely &= ~fighting(leads, pairs) | one_matter(leads, pairs)
        found = zip(pairs.first[likely], pairs.second[likely], scores[likely], strict=True)
        for one, two, p in found:
            for here, there in ((int(one), int(two)), (int(two), int(one))):
                best[here] = max(best.get(here, (0.0, -1)), (float(p), there))
    links = {}
    for here, (p, there) in best.items():
        one, two = sorted((here, there), key=lambda n: (leads[n].reported, events[n]))
        told = " and ".join(f"{leads[n].kind}, {leads[n].stage}" for n in (one, two))
        why = f"likely one happening, coded as {told}: alike {p:.2f}"
        links[one, two] = EventLink(first=events[one], second=events[two], kind="same", why=why)
    return list(links.values())


def _told_otherwise(one: Happening, two: Happening) -> bool:
    """Tell whether two may be one happening, coded in two ways."""
    if (one.kind == two.kind) == (one.stage == two.stage) or (
        one.stage != two.stage and {one.stage, two.stage} <= _STEPS.keys()
    ):
        return False
    if bool(_NOT.search(_named(one, _NOT_BEFORE))) != bool(_NOT.search(_named(two, _NOT_BEFORE))) or bool(
        one.trigger & _PROLONGING
    ) != bool(two.trigger & _PROLONGING):
        return False
    if fought(one) and bool(_AGAIN.search(_named(one))) != bool(_AGAIN.search(_named(two))):
        return False
    # Copies of one sentence tell two acts where it does.
    return (one.article != two.article and one.line != two.line) or bool(one.trigger & two.trigger)


def _named(one: Happening, before: int = _AGAIN_BEFORE) -> str:
    """Return the words for an act with so many characters before them."""
    begin, end = (at - one.sentence for at in one.named)
    return one.line[max(0, begin - before) : end]


def _series(leads: Sequence[Happening], events: Sequence[str]) -> list[EventLink]:
    """Link neighbours in a series of the same parties: the fifth package to the sixth, its adoption to its force."""
    groups: dict[tuple[object, ...], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for n in sorted(range(len(leads)), key=lambda n: (leads[n].start, events[n])):
        for noun, number in leads[n].series:
            stage = "done" if leads[n].stage == "force" else leads[n].stage
            groups[noun, leads[n].family, stage, leads[n].actors, leads[n].recipients][int(number)].append(n)
    found = []
    for key, places in groups.items():
        noun = _NOUNS.get(str(key[0]), str(key[0]))
        for (low, ones), (high, twos) in combinations(sorted(places.items()), 2):
            near = abs(leads[ones[0]].start - leads[twos[0]].start) <= _SERIES_DAYS
            if high - low == 1 and ones[0] != twos[0] and near:
                why = f"{noun} {low} and {high} of one series"
                found.append(EventLink(first=events[ones[0]], second=events[twos[0]], kind="series", why=why))
        for place, own in places.items() if key[0] not in _OCCASIONS else ():
            for one, two in pairwise(own):
                if leads[two].start - leads[one].start <= _LATER:
                    why = f"both of {noun} {place}"
                    found.append(EventLink(first=events[one], second=events[two], kind="stage", why=why))
    return found
