"""Tells whether an input file is the one that was read before, so that a run that goes on skips it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from allegiance.articles.limits import Limits
from allegiance.records import FileRead, content_id

_CHUNK = 1024 * 1024


def mark_of(path: Path, *, mapping: Mapping[str, str] | None, limits: Limits) -> FileRead | None:
    """Return what identifies a file's content and how it is read; None for a file that can't be read."""
    digest = hashlib.sha256()
    try:
        before = path.stat()
        with path.open("rb") as handle:
            while chunk := handle.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return None
    return FileRead(
        path=str(path),
        size=before.st_size,
        modified=before.st_mtime_ns,
        digest=digest.hexdigest(),
        reader=content_id(_code(), limits, sorted((mapping or {}).items())),
    )


def unchanged(mark: FileRead) -> bool:
    """Whether a file still is what it was when it was marked, as far as size and time tell."""
    try:
        now = Path(mark.path).stat()
    except OSError:
        return False
    return (now.st_size, now.st_mtime_ns) == (mark.size, mark.modified)


@cache
def _code() -> str:
    """Return a digest of the reading code: a newer version of it reads every file again."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return content_id(*(source.read_text("utf-8") for source in sources))
