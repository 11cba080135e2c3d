"""The shortest run of a sentence that carries an event."""

from __future__ import annotations

from collections.abc import Iterable

from allegiance.coding.entities import Entity, Parsed
from allegiance.coding.triggers import Trigger
from allegiance.records import Span

_EDGE = 6
_TRAILING = " \t\n,;:–—-"


def quote_span(text: str, item: Parsed, trigger: Trigger, parties: Iterable[Entity]) -> Span:
    """Return the run from the first to the last of actor, trigger, object and recipient.

    Args:
        text: The article's text.
        item: The trigger's sentence.
        trigger: The trigger.
        parties: The parties that stand in this sentence.
    """
    doc = item.doc
    last = doc[trigger.last]
    starts, ends = [item.place(doc[trigger.first])], [item.place(last) + len(last.text)]
    head = doc[trigger.head]
    for child in head.children:
        if child.dep_ in ("dobj", "nsubjpass", "neg", "aux", "attr") or (
            trigger.kind == "noun" and child.dep_ in ("amod", "compound", "poss")
        ):
            starts.append(item.place(child))
            ends.append(item.place(child) + len(child.text))
    if trigger.kind == "noun" and head.dep_ in ("dobj", "nsubjpass") and abs(head.head.i - head.i) <= 8:
        starts.append(item.place(head.head))
        ends.append(item.place(head.head) + len(head.head.text))
    for entity in parties:
        top = doc[entity.head]
        left = top.left_edge if top.i - top.left_edge.i <= _EDGE else top
        starts.append(min(entity.start, item.place(left)))
        ends.append(max(entity.end, item.place(top) + len(top.text)))
    start, end = min(starts), max(ends)
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    return start, end
