"""Opening the field's files, plain or gzipped, bounded in what they may unpack to."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from typing import IO, BinaryIO, cast

from allegiance.errors import TooLarge

LIMIT = 64 * 1024**3
"""Greatest number of bytes that a file may unpack to."""


class _Bounded(io.RawIOBase):
    """A stream that stops with an error past a limit, so that a small bomb can't fill the machine."""

    def __init__(self, file: BinaryIO, where: Path, limit: int) -> None:
        self._file, self._where, self._left = file, where, limit
        self._inner = gzip.GzipFile(fileobj=file)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        data = self._inner.read(len(view))
        self._left -= len(data)
        if self._left < 0:
            raise TooLarge(str(self._where), "unpacks to more than the limit", "unpack and split it first")
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._inner.close()
        self._file.close()
        super().close()


def open_bytes(path: Path, *, limit: int = LIMIT) -> IO[bytes]:
    """Open a file for reading bytes, unpacking gzip by its first two bytes."""
    file = path.open("rb")
    packed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    if not packed:
        return file
    return io.BufferedReader(_Bounded(file, path, limit))


def open_text(path: Path) -> IO[str]:
    """Open a file for reading text: UTF-8, with or without a byte-order mark; bad bytes become U+FFFD."""
    return io.TextIOWrapper(open_bytes(path), encoding="utf-8-sig", errors="replace", newline="")
