"""Events that belong together and are not one: stages of one doing, and the members of a series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from allegiance.merging.comparing import Array, candidates, compare, probability
from allegiance.merging.happening import Happening
from allegiance.records import EventLink

# How long after an announcement the doing may come, in days, and how alike the two must be.
_LATER, _ALIKE = 60, 0.6
_SERIES_DAYS = 400


def related(leads: Sequence[Happening], events: Sequence[str]) -> list[EventLink]:
    """Return the links between events, sorted.

    Args:
        leads: For each event the mention that tells most.
        events: The events' ids, in the same order.
    """
    return sorted(
        {*_stages(leads, events), *_series(leads, events)}, key=lambda link: (link.first, link.second, link.kind)
    )


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


def _series(leads: Sequence[Happening], events: Sequence[str]) -> list[EventLink]:
    """Link neighbours in a series: the fifth package to the sixth, of the same parties."""
    groups: dict[tuple[object, ...], dict[int, int]] = defaultdict(dict)
    for n, lead in enumerate(leads):
        for noun, number in lead.series:
            place = groups[noun, lead.family, lead.stage, lead.actors, lead.recipients]
            place.setdefault(int(number), n)
    found = []
    for key, places in groups.items():
        for (low, one), (high, two) in combinations(sorted(places.items()), 2):
            near = abs(leads[one].start - leads[two].start) <= _SERIES_DAYS
            if high - low == 1 and one != two and near:
                why = f"{key[0]} {low} and {high} of one series"
                found.append(EventLink(first=events[one], second=events[two], kind="series", why=why))
    return found
