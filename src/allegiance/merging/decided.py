"""What persons decided about pairs of mentions, as far as it holds: the newest word first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC

from allegiance.merging.unions import Union
from allegiance.records import MergeDecision


def persons_say(decisions: Iterable[MergeDecision]) -> dict[tuple[str, str], MergeDecision]:
    """Return the decision of a person that holds for each pair: the newest; an unsure one takes the one before it back."""
    said: dict[tuple[str, str], list[MergeDecision]] = {}
    for row in sorted(decisions, key=lambda d: (d.when.replace(tzinfo=UTC), d.first, d.second, d.verdict)):
        if row.by.startswith("merging/"):
            continue
        first, second = sorted((row.first, row.second))
        held = said.setdefault((first, second), [])
        if row.verdict == "unsure":
            del held[-1:]
        elif not held or held[-1].verdict != row.verdict:
            held.append(row)
        else:  # said once more
            held[-1] = row
    return {pair: held[-1] for pair, held in said.items() if held}


def persons_pairs(
    decisions: Iterable[MergeDecision], place: Mapping[str, int]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the pairs that persons put together and apart, as places; mentions that are gone are left out.

    Where decisions can't all hold (one and two are the same, two and three are, one and three are not), the newer ones do.
    """
    together: list[tuple[int, int]] = []
    apart: list[tuple[int, int]] = []
    one_event = Union(len(place))
    held = sorted(
        persons_say(decisions).values(), key=lambda d: (d.when.replace(tzinfo=UTC), d.first, d.second), reverse=True
    )
    for row in held:
        if row.first not in place or row.second not in place:
            continue
        pair = place[row.first], place[row.second]
        first, second = map(one_event.find, pair)
        if row.verdict == "same":
            if not any({one_event.find(a), one_event.find(b)} == {first, second} for a, b in apart):
                together.append(pair)
                one_event.join(first, second)
        elif first != second:
            apart.append(pair)
    return together, apart
