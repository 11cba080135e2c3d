"""To whom something is told is not on whose word it stands: "an operator told The Himalayan Times", "he told reporters"."""

from __future__ import annotations

from dataclasses import replace

from allegiance.coding.entities import Parsed
from allegiance.records import Attribution

_PAPERS = frozenset(
    """times post news herald tribune daily today tv radio journal gazette observer mail standard star express independent
    guardian chronicle television telegraph press agency monitor mirror sun""".split()
)


def heard(item: Parsed, link: Attribution) -> Attribution | None:
    """Return a source as what it is to the one who speaks: an outlet that is told carries, other hearers are no source."""
    token = next((t for t in item.doc if item.place(t) + len(t.text) == link.end), None)
    if token is None or token.dep_ not in ("dobj", "dative") or token.head.lemma_.lower() != "tell":
        return link
    if link.kind == "said":
        return replace(link, kind="carried") if token.lower_ in _PAPERS and token.pos_ == "PROPN" else None
    return None if token.pos_ == "NOUN" and token.tag_ == "NNS" else link
