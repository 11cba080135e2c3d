"""What an act weighs as a sign: by its status, and as talk or deed."""

from __future__ import annotations

import numpy as np

from allegiance.assessments.acts import MODES, QUADS, STATUSES, TYPES, Acts, Bools, Floats
from allegiance.records import ASKING_MODES, EventType, Quad, Status

_COOPERATION = (Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION)
_MATERIAL = (Quad.MATERIAL_COOPERATION, Quad.MATERIAL_CONFLICT)
# Talk is cheaper than deeds: verbal acts weigh half of material ones; a meeting by itself says little.
_VERBAL, _TALK = 0.5, 0.25
# Share of a full sign that a report of this status is worth; what did not happen is no sign.
_STATUS_WEIGHT = {Status.ASSERTED: 1.0, Status.PLANNED: 0.5, Status.CONDITIONAL: 0.25}
_DEED = np.array([1.0 if quad in _MATERIAL else _VERBAL for quad in QUADS])
_CONSULT = TYPES.index(EventType.CONSULT)

WORTH = np.array([_STATUS_WEIGHT.get(status, 0.0) for status in STATUSES])
"""What a status is worth of a full sign, by its place."""
STANCE = np.array([1 if quad in _COOPERATION else -1 for quad in QUADS])
"""1 for cooperation, -1 for conflict, by the quad's place."""
VOTE = TYPES.index(EventType.VOTE)
_REQUEST = TYPES.index(EventType.REQUEST)
_ASKING = [1 + MODES.index(mode) for mode in ASKING_MODES]


def strength(acts: Acts) -> Floats:
    """Return what each act weighs by its kind."""
    return np.where(acts.kind == _CONSULT, _TALK, _DEED[acts.quad])


def asks(acts: Acts) -> Bools:
    """Tell of each act whether it asks for help, joint work, talks or mediation.

    PLOVER files every request under verbal conflict. Who asks a friend for help or invites it has not quarrelled with it, nor
    come closer yet, so such a request tells of no move; a demand, an order or a request to give way does.
    """
    return np.asarray((acts.kind == _REQUEST) & np.isin(acts.mode, _ASKING))


def done(acts: Acts) -> Bools:
    """Tell of each act whether its status is worth anything."""
    return np.asarray(WORTH[acts.status] > 0)
