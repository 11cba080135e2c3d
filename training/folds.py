"""Folds over texts: all cases of one text fall into one."""

from __future__ import annotations

import zlib

FOLDS = 5


def fold_of(text: object) -> int:
    """Return the fold of a text, by its id alone.

    >>> 0 <= fold_of("lab-1") < FOLDS
    True
    """
    return zlib.crc32(str(text).encode()) % FOLDS
