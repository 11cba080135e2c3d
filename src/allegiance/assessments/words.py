"""Words of estimative probability, as the US Intelligence Community Directive 203 (2015) sets them."""

from __future__ import annotations

NOT_ENOUGH = "not enough evidence"

_WORDS = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (1.01, "almost certain"),
)


def word(probability: float | None) -> str:
    """Return the ICD 203 word for a probability in [0, 1]; None is "not enough evidence".

    >>> word(0.3), word(0.5), word(0.97), word(None)
    ('unlikely', 'roughly even chance', 'almost certain', 'not enough evidence')
    """
    if probability is None:
        return NOT_ENOUGH
    return next(name for bound, name in _WORDS if probability < bound)
