"""On whose word a mention stands: the statement or citation that governs its sentence."""

from __future__ import annotations

import re

from allegiance.coding.entities import Parsed
from allegiance.records import Attribution

_SAID = frozenset(
    [
        "say",
        "tell",
        "declare",
        "announce",
        "state",
        "claim",
        "add",
        "insist",
        "confirm",
        "warn",
        "note",
        "stress",
        "argue",
        "assert",
        "comment",
        "reveal",
    ]
)
_CARRIED = re.compile(
    r"\b(?:according to|reported by|citing|cited by)\s+(?P<name>(?:the\s+)?[A-Z][\w.&’'-]+(?:\s+[A-Z][\w.&’'-]+){0,4})"
)


def attributions(item: Parsed, trigger: int) -> tuple[Attribution, ...]:
    """Return the sources that the sentence names for the event at a trigger, the nearest first.

    Args:
        item: The parsed sentence.
        trigger: Index of the trigger's head word.
    """
    found: list[Attribution] = []
    doc = item.doc
    for token in doc:
        lemma = token.lemma_
        if lemma not in _SAID and lemma != "report":
            continue
        if not token.tag_.startswith("VB") or token.i == trigger:
            continue
        inside = any(doc[trigger].is_ancestor(token) for _ in (0,)) if trigger != token.i else False
        if inside:
            continue
        subject = next((c for c in token.children if c.dep_ == "nsubj" and c.tag_ not in ("PRP", "WP", "WDT")), None)
        if subject is None or subject.is_ancestor(doc[trigger]):
            continue
        left = max(subject.left_edge.i, subject.i - 5)
        start, end = item.place(doc[left]), item.place(subject) + len(subject.text)
        found.append(
            Attribution(
                kind="carried" if lemma == "report" else "said",
                source=doc.text[start - item.sentence.start : end - item.sentence.start],
                start=start,
                end=end,
                cue=token.text,
                cue_start=item.place(token),
                cue_end=item.place(token) + len(token.text),
            )
        )
    for match in _CARRIED.finditer(doc.text):
        start, end = match.span("name")
        found.append(
            Attribution(
                kind="said",
                source=match.group("name"),
                start=item.sentence.start + start,
                end=item.sentence.start + end,
                cue=match.group().split(match.group("name"))[0].strip(),
                cue_start=item.sentence.start + match.start(),
                cue_end=item.sentence.start + start,
            )
        )
    return tuple(found[:3])
