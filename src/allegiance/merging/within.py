"""What tells two acts of one text from one act told again, beside how alike the two are.

A text names a thing twice in other words, and two things in the same sentence; how rare the words are that both share says
little of that. The kinds of act and what stands between the two say more.
"""

from __future__ import annotations

import re

from allegiance.merging.acts import STATE
from allegiance.merging.happening import Happening

# The parts that only two mentions of one article have. ``likeness``: log odds by what any two reports are compared by.
WITHIN = (
    "likeness",
    "acts agree",
    "acts differ",
    "act and state",
    "coordinated",
    "status differs",
    "force",
)
_COORDINATED = re.compile(r"\b(?:and|but|or|then)\b|[,;]")


def within(one: Happening, two: Happening) -> dict[str, float]:
    """Return the parts of two mentions of one article, ``likeness`` left out."""
    first, second = sorted((one, two), key=lambda h: (h.named, h.span))
    alike = (one.acts & two.acts) - {STATE}
    parts = {
        "acts agree": float(bool(alike)),
        "acts differ": float(not alike and bool(one.acts - {STATE}) and bool(two.acts - {STATE})),
        "act and state": float((STATE in one.acts) != (STATE in two.acts)),
        "status differs": float(one.status != two.status),
        "force": float(one.family == two.family == "force"),
    }
    if one.sentence == two.sentence:
        line = max(one.line, two.line, key=len)
        between = line[first.named[1] - one.sentence : max(second.named[0] - one.sentence, 0)]
        parts["coordinated"] = float(bool(_COORDINATED.search(between)))
    return parts
