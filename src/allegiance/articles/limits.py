"""What a reader takes before it gives up: every bound on hostile or broken input in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on what is read; every one may be set by the user.

    Attributes:
        file_bytes: Size of a file that must be held whole (JSON, a feed, a page, a text), after unpacking.
        stream_bytes: Size of a file that is read row by row (JSON lines, CSV, WARC), after unpacking.
        field_chars: Length of one field or text; a longer one makes its row a problem.
        rows: Rows read from one file.
        files: Files read from all paths together.
        expansion: How many times larger than its packed form a gzip file may get (news packs 3 to 20 times).
        row_problems: Problems of one kind told one by one for a file; the rest are counted.
    """

    file_bytes: int = 256 * 1024**2
    stream_bytes: int = 64 * 1024**3
    field_chars: int = 2_000_000
    rows: int = 20_000_000
    files: int = 1_000_000
    expansion: int = 200
    row_problems: int = 5
