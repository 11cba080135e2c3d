"""Who is no source beside a verb of saying: "an operator told The Himalayan Times", "he told reporters", "he is said to"."""

from __future__ import annotations

from dataclasses import replace

from allegiance.coding.entities import Parsed
from allegiance.records import Attribution

_PAPERS = frozenset(
    """times post news herald tribune daily today tv radio journal gazette observer mail standard star express independent
    guardian chronicle television telegraph press agency monitor mirror sun""".split()
)

_SPOKEN_OF = frozenset(
    "say report believe understand allege think rumour rumor know suppose expect suspect claim reckon assume".split()
)


def only_spoken_of(item: Parsed, link: Attribution, trigger: int) -> bool:
    """Return whether others say of a source that it acts, and nobody tells who: "the minister is said to have met them"."""
    if link.kind != "said":
        return False
    event = item.doc[trigger]
    return any(
        token.dep_ == "nsubjpass"
        and token.head.lemma_.lower() in _SPOKEN_OF
        and any(c.dep_ == "xcomp" and (c.i == trigger or c.is_ancestor(event)) for c in token.head.children)
        for token in item.doc
        if link.start <= item.place(token) < link.end
    )


def heard(item: Parsed, link: Attribution) -> Attribution | None:
    """Return a source as what it is to the one who speaks: an outlet that is told carries, other hearers are no source."""
    token = next((t for t in item.doc if item.place(t) + len(t.text) == link.end), None)
    if token is None or token.dep_ not in ("dobj", "dative") or token.head.lemma_.lower() != "tell":
        return link
    if link.kind == "said":
        return replace(link, kind="carried") if token.lower_ in _PAPERS and token.pos_ == "PROPN" else None
    return None if token.pos_ == "NOUN" and token.tag_ == "NNS" else link
