"""Events that belong together and are not one: stages of one doing, and the members of a series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np

from allegiance.merging.comparing import PARTS, Array, candidates, compare, probability
from allegiance.merging.happening import COOPERATIVE, Happening
from allegiance.records import EventLink

# How long after an announcement the doing may come, in days, and how alike the two must be.
_LATER, _ALIKE = 60, 0.6
_SERIES_DAYS = 400
# Stems of nouns that are counted, as a reader writes them.
_NOUNS = {"anniversari": "anniversary", "meet": "meeting", "packag": "package", "ship": "shipment", "tranch": "tranche"}
# How alike two tellings of one happening in two kinds must be, and which share of their parties must be the same.
_TOLD_TWICE, _SAME_PARTIES = 0.8, 0.75


def related(leads: Sequence[Happening], events: Sequence[str]) -> list[EventLink]:
    """Return the links between events, sorted, of two events one of each kind.

    Args:
        leads: For each event the mention that tells most.
        events: The events' ids, in the same order.
    """
    found = (*_stages(leads, events), *_series(leads, events), *_otherwise(leads, events))
    # Two events may have places in two series in common: both of the sixth package, at the fifth summit.
    one = {
        (link.first, link.second, link.kind): link for link in sorted(found, key=lambda link: link.why, reverse=True)
    }
    return [one[key] for key in sorted(one)]


def _stages(leads: Sequence[Happening], events: Sequence[str]) -> list[EventLink]:
    """Link a plan to the likeliest doing of it that comes after: a plan is carried out once."""
    # Day and stage are what the two differ in.
    plain = [replace(h, stage="", exact=False, standing="") for h in leads]
    first, second = candidates(plain, window=_LATER)
    stage = np.array([h.stage for h in leads])
    kept = ((stage[first] == "ahead") & (stage[second] == "done")) | (
        (stage[first] == "done") & (stage[second] == "ahead")
    )
    first, second = first[kept], second[kept]
    swap = stage[first] == "done"
    plan: Array = np.where(swap, second, first)
    doing: Array = np.where(swap, first, second)
    start = np.array([h.reported or h.start for h in leads], dtype=np.int64)
    later = start[doing] >= start[plan]
    plan, doing = plan[later], doing[later]
    timeless = [replace(h, start=0, end=0) for h in plain]
    pairs = compare(timeless, plan, doing)
    scores = probability(pairs)
    found: dict[int, tuple[float, int]] = {}
    for one, two, score in zip(plan.tolist(), doing.tolist(), scores.tolist(), strict=True):
        # Among equals the nearest in time; the score fades slowly, a plan is mostly carried out soon.
        value = score - 0.003 * float(start[two] - start[one])
        if score >= _ALIKE and value > found.get(one, (0.0, -1))[0]:
            found[one] = (value, two)
    return [
        EventLink(first=events[one], second=events[two], kind="stage", why=f"planned, then done: alike {value:.2f}")
        for one, (value, two) in found.items()
    ]


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
    if (one.kind == two.kind) == (one.stage == two.stage) or {one.stage, two.stage} == {"ahead", "done"}:
        return False
    return one.article != two.article or bool(one.trigger & two.trigger)


def _series(leads: Sequence[Happening], events: Sequence[str]) -> list[EventLink]:
    """Link neighbours in a series of the same parties: the fifth package to the sixth, its adoption to its force."""
    groups: dict[tuple[object, ...], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for n in sorted(range(len(leads)), key=lambda n: (leads[n].start, events[n])):
        for noun, number in leads[n].series:
            groups[noun, leads[n].family, leads[n].stage, leads[n].actors, leads[n].recipients][int(number)].append(n)
    found = []
    for key, places in groups.items():
        noun = _NOUNS.get(str(key[0]), str(key[0]))
        for (low, ones), (high, twos) in combinations(sorted(places.items()), 2):
            near = abs(leads[ones[0]].start - leads[twos[0]].start) <= _SERIES_DAYS
            if high - low == 1 and ones[0] != twos[0] and near:
                why = f"{noun} {low} and {high} of one series"
                found.append(EventLink(first=events[ones[0]], second=events[twos[0]], kind="series", why=why))
        for place, own in places.items():
            for one, two in pairwise(own):
                if leads[two].start - leads[one].start <= _LATER:
                    why = f"both of {noun} {place}"
                    found.append(EventLink(first=events[one], second=events[two], kind="stage", why=why))
    return found
