"""The shortest run of a sentence that carries an event."""

from __future__ import annotations

from collections.abc import Iterable

from allegiance.coding.entities import Parsed, climb
from allegiance.coding.told import Told
from allegiance.records import Party, Span

_EDGE = 6
_TRAILING = " \t\n,;:–—-"


def quote_span(text: str, item: Parsed, trigger: Told, parties: Iterable[Party]) -> Span:
    """Return the run from the first to the last of actor, trigger, object and recipient.

    Args:
        text: The article's text.
        item: The trigger's sentence.
        trigger: The event with its trigger.
        parties: The parties that stand in this sentence.
    """
    doc = item.doc
    last = doc[trigger.last]
    starts, ends = [item.place(doc[trigger.first])], [item.place(last) + len(last.text)]
    head = doc[trigger.head]
    for child in head.children:
        if child.dep_ in ("dobj", "nsubjpass", "neg", "aux", "attr") or (
            trigger.noun and child.dep_ in ("amod", "compound", "poss")
        ):
            starts.append(item.place(child))
            ends.append(item.place(child) + len(child.text))
    if trigger.noun and head.dep_ in ("dobj", "nsubjpass") and abs(head.head.i - head.i) <= 8:
        starts.append(item.place(head.head))
        ends.append(item.place(head.head) + len(head.head.text))
    base = item.sentence.start
    for party in parties:
        span = doc.char_span(party.start - base, party.end - base, alignment_mode="expand")
        if span is None or not len(span):
            continue
        top, _ = climb(span.root)
        left = top.left_edge if top.i - top.left_edge.i <= _EDGE else top
        starts.append(min(party.start, item.place(left)))
        ends.append(max(party.end, item.place(top) + len(top.text)))
    start, end = min(starts), max(ends)
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    return start, end
