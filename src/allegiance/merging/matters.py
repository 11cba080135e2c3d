"""Whether two reports speak of one matter: of one treaty, of one town, not merely of the same kind of act."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from allegiance.merging.comparing import PARTS, Array, Pairs
from allegiance.merging.happening import Happening
from allegiance.records import EventType

# How like the words around the two acts must be; or how rare a further name that both sentences hold, and how like these
# are; or how like the sentences are without one.
_CLAUSE, _RARE, _WORDING, _SENTENCES = 0.06, 3.0, 0.15, 0.45
# What goes on every day between two who fight: there the words and a place, which is named often, must agree, or nearly all
# words around the acts.
_FOUGHT = frozenset((EventType.ASSAULT.value, EventType.MOBILIZE.value))
_PLACE, _ALIKE, _SAME = 2.5, 0.3, 0.8


def fought(one: Happening) -> bool:
    """Tell whether an act is one of many like it that two who fight do each day."""
    return one.kind in _FOUGHT


def fighting(happenings: Sequence[Happening], pairs: Pairs) -> Array:
    """Return for each pair whether both acts are of the kind that two who fight do each day.

    Arguments are as for :func:`one_matter`.
    """
    both = zip(pairs.first.tolist(), pairs.second.tolist(), strict=True)
    return np.array([fought(happenings[i]) and fought(happenings[j]) for i, j in both], dtype=bool)


def one_matter(happenings: Sequence[Happening], pairs: Pairs) -> Array:
    """Return for each pair whether the words around its two acts, or a rare name, show one matter.

    Between the same two parties many acts of one kind go on at once, and likeness by parties, days and the words for the
    act brings a plan for talks on one matter to a denial of talks on another.

    Args:
        happenings: All of them.
        pairs: Pairs of them, with the parts of their likeness.
    """
    clause, rare, wording = (pairs.parts[:, PARTS.index(name)] for name in ("clause", "rare name", "wording"))
    near = clause >= _CLAUSE
    anywhere = near | ((rare >= _RARE) & (wording >= _WORDING)) | (wording >= _SENTENCES)
    there = ((near | (wording >= _ALIKE)) & (rare >= _PLACE)) | (clause >= _SAME)
    return np.where(fighting(happenings, pairs), there, anywhere)
