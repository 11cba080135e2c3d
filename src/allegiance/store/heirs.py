"""What persons decided about mentions, carried over to the mentions that another coder puts in their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from allegiance.records import Mention, MergeDecision


def carried(
    decisions: Iterable[MergeDecision], old: Iterable[Mention], new: Sequence[Mention]
) -> Iterator[MergeDecision]:
    """Yield decisions of persons once more, with the mentions that take the place of those that go.

    Args:
        decisions: What persons decided, about any mentions.
        old: The mentions that go.
        new: Those that come, of the same articles.
    """
    kept = {mention.id for mention in new}
    heirs = {mention.id: heir for mention in old if mention.id not in kept and (heir := _heir(mention, new))}
    for row in decisions:
        if row.first in heirs or row.second in heirs:
            first, second = sorted((heirs.get(row.first, row.first), heirs.get(row.second, row.second)))
            if first != second:
                yield replace(row, first=first, second=second)


def _heir(mention: Mention, new: Iterable[Mention]) -> str | None:
    """Return the id of the mention with the same words for the act; of several, one of the same type and parties."""
    parties = _parties(mention)
    found = [
        (other.type == mention.type, len(parties & _parties(other)), -len(parties ^ _parties(other)), shared, other.id)
        for other in new
        if other.article == mention.article
        and (shared := min(other.trigger_end, mention.trigger_end) - max(other.trigger_start, mention.trigger_start))
        > 0
    ]
    return max(found)[-1] if found else None


def _parties(mention: Mention) -> set[tuple[bool, str]]:
    """Return who did it and to whom."""
    sides = ((False, mention.actors), (True, mention.recipients))
    return {(done_to, party.id or party.text.lower()) for done_to, side in sides for party in side}
