"""What is one event without being compared: reports of one war, and words that were read twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise, repeat

from allegiance.merging.acts import PRAISE
from allegiance.merging.comparing import keys
from allegiance.merging.happening import COOPERATIVE, Happening

_Sides = tuple[frozenset[str], frozenset[str]]
# Two wars between the same parties lie further apart than a year.
_YEAR = 366
# Words for a war that don't say whose attack it was.
_NO_ATTACKER = frozenset({"war", "conflict"})


def standing(happenings: Sequence[Happening]) -> list[tuple[int, int]]:
    """Return pairs that chain what goes on for long: reports of one war between the same parties, on whatever day.

    A report that names further parties, as who arms one side, tells of the war between the fewer: of the one told most.
    So is a war told from its other side ("Ukraine's war against Russia"), if by a word that names no attacker. What is put
    years apart is two wars.
    """
    told: dict[tuple[str, ...], dict[_Sides, list[int]]] = defaultdict(lambda: defaultdict(list))
    for n, one in enumerate(happenings):
        if one.standing:
            told[one.standing, one.stage, one.kind][one.actors, one.recipients].append(n)
    found = []
    for wars in map(_from_one_side, told.values(), repeat(happenings)):
        times = {sides: _times(reports, happenings) for sides, reports in wars.items()}
        for sides, reports in times.items():
            for one_war in reports:
                found += list(pairwise(one_war))
            held = [other for other in wars if other != sides and other[0] <= sides[0] and other[1] <= sides[1]]
            if held:
                most = min(held, key=lambda other: (-len(wars[other]), *map(sorted, other)))
                found.append((times[most][0][0], reports[0][0]))
    return found


def _from_one_side(wars: Mapping[_Sides, Sequence[int]], happenings: Sequence[Happening]) -> dict[_Sides, list[int]]:
    """Return the reports of wars by their sides, those that name no attacker by the sides that most of these name."""
    plain = {sides: {n for n in reports if happenings[n].trigger & _NO_ATTACKER} for sides, reports in wars.items()}
    found: dict[_Sides, list[int]] = defaultdict(list)
    for sides, reports in wars.items():
        fewer = len(plain[sides]) < len(plain.get(sides[::-1], ()))
        for n in reports:
            found[sides[::-1] if fewer and n in plain[sides] else sides].append(n)
    return {sides: sorted(reports) for sides, reports in found.items()}


def _times(reports: Sequence[int], happenings: Sequence[Happening]) -> list[list[int]]:
    """Return the reports of one kind of war between the same parties by when it was, those of the war told most first.

    Reports that name a time more than a year from all others tell of another war; those that name none tell of the one that
    most name, of equally many the latest.
    """
    found: list[list[int]] = []
    last = 0
    for n in sorted((n for n in reports if happenings[n].dated), key=lambda n: happenings[n].start):
        if not found or happenings[n].start > last + _YEAR:
            found.append([])
        found[-1].append(n)
        last = max(last, happenings[n].end)
    found.sort(key=lambda war: (-len(war), -happenings[war[0]].start))
    most = found[0] if found else []
    return [sorted([*most, *(n for n in reports if not happenings[n].dated)]), *found[1:]]


def read_twice(happenings: Sequence[Happening]) -> list[tuple[int, int]]:
    """Return pairs that read the same words of an article twice.

    In two friendly ways, as aid and as an agreement to give it, where stage and parties are the same; or in one way with
    parties of which only some are the same. Of unfriendly acts the same words read in two ways tell two, mostly: a missile
    fired and the protest that it is; and so do those that praise a deed ("hailed the retreat").
    """
    last: dict[tuple[object, ...], int] = {}
    found = []
    for n, one in enumerate(happenings):
        where = (one.article, one.span, one.stage)
        ways: list[tuple[object, ...]] = [(*where, one.kind, *key) for key in keys(one)]
        if one.family in COOPERATIVE and PRAISE not in one.acts:
            ways.append((*where, one.actors | one.recipients))
        for way in ways:
            if way in last:
                found.append((last[way], n))
            last[way] = n
    return found
