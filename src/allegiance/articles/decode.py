"""Opens files that may be packed, cut off, bombs or in an old encoding, and gives their bytes, lines or text."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, AnyStr, BinaryIO, cast

from allegiance.articles.limits import Limits
from allegiance.errors import TooLarge
from allegiance.records import Problem

_CHUNK = 64 * 1024
_ENOUGH = 256
_GENEROUS = 16 * 1024**2
_MAGIC = (b"%PDF", b"\x89PNG", b"PK\x03\x04", b"\x7fELF", b"\xff\xd8\xff", b"GIF8", b"MZ\x90", b"7z\xbc\xaf",
          b"\xd0\xcf\x11\xe0", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"SQLite", b"Rar!", b"ID3", b"{\\rtf")  # fmt: skip


class Source(io.RawIOBase):
    """A file's bytes, unpacked when gzipped, never more than the limit; what went wrong is kept as ``problem``."""

    def __init__(self, path: Path, *, limits: Limits) -> None:
        """Open the file; raises OSError when it can't be."""
        self._name, self._limits = str(path), limits
        self._packed = path.open("rb")
        self._file: BinaryIO | gzip.GzipFile = self._packed
        self.problem: Problem | None = None
        self._given = 0
        start = self._packed.read(2)
        self._packed.seek(0)
        self.is_packed = start == b"\x1f\x8b"
        if self.is_packed:
            self._file = gzip.GzipFile(fileobj=self._packed)

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill the buffer; end early where the file is cut off, broken or over the limit."""
        if self.problem:
            return 0
        file = self._file
        try:
            # One piece at a time, so that what was unpacked before a cut is not lost with it.
            chunk = file.read1(len(buffer)) if isinstance(file, gzip.GzipFile) else file.read(len(buffer))
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            self._stop(
                "cut-off", f"the gzip data is cut off or broken ({error}); what came before was read. Fetch it anew"
            )
            return 0
        except OSError as error:
            self._stop("unreadable", f"reading failed ({error.strerror or error})")
            return 0
        self._given += len(chunk)
        if self.is_packed and self._given > _GENEROUS and self._given > self._limits.expansion * self._packed.tell():
            self._stop(
                "too-large",
                "it unpacks to far more than it holds, as a gzip bomb does. Unpack it yourself if it is sound, or raise "
                "--limit expansion=TIMES",
            )
            return 0
        if self._given > self._limits.stream_bytes:
            message = (
                f"over the limit of {self._limits.stream_bytes} bytes; what came before was read. Split the file, or raise "
                "--limit stream_bytes=BYTES"
            )
            self._stop("too-large", message)
            return 0
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        """Close the file."""
        if not self.closed:
            self._file.close()
            self._packed.close()
        super().close()

    def _stop(self, kind: str, message: str) -> None:
        self.problem = Problem(where=self._name, kind=kind, message=message, fatal=self._given == 0)


def whole(stream: io.BufferedReader, *, limit: int, where: str) -> bytes:
    """Return all bytes of a stream; raises TooLarge beyond the limit."""
    parts, size = [], 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise TooLarge(
                where,
                f"over the limit of {limit} bytes",
                "Split it, use JSON lines or CSV, or raise --limit file_bytes=BYTES",
            )
        parts.append(chunk)
    return b"".join(parts)


def is_binary(sample: bytes) -> bool:
    """Tell whether bytes are no text in any encoding known here."""
    if sample.startswith(_MAGIC):
        return True
    if _wide(sample) or not sample:
        return False
    control = len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", sample))
    return control > 0.05 * len(sample)


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of bytes and the encoding it was read in.

    >>> decode("Jelzin sagte …".encode("cp1252"))
    ('Jelzin sagte …', 'cp1252')
    """
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace"), wide
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        # A text cut off within a character is UTF-8 all the same.
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace"), "utf-8"
        encoding = _old_encoding(data[:_CHUNK])
        return data.decode(encoding, "replace"), encoding


def lines(stream: io.BufferedReader, *, limit: int, encodings: set[str]) -> Iterator[tuple[int, str | None]]:
    """Yield numbered lines with their ends; None for one longer than the limit. Adds to the set the encodings met."""
    wide = _wide(stream.peek(_ENOUGH)[:_ENOUGH])
    if wide:
        encodings.add(wide)
        reader = io.TextIOWrapper(stream, wide, errors="replace", newline="\n")
        for number, line in _bounded(reader, limit):
            yield number, line
        return
    for number, raw in _bounded(cast(IO[bytes], stream), limit):
        if number == 1 and raw is not None:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        if raw is None:
            yield number, None
            continue
        text, encoding = decode(raw) if not _wide(raw) else (raw.decode("cp1252", "replace"), "cp1252")
        encodings.add(encoding)
        yield number, text


def _bounded(reader: IO[AnyStr], limit: int) -> Iterator[tuple[int, AnyStr | None]]:
    number = 0
    while line := reader.readline(limit + 1):
        number += 1
        if len(line) <= limit:
            yield number, line
            continue
        newline = line[:0] + ("\n" if isinstance(line, str) else b"\n")
        while line and not line.endswith(newline):
            line = reader.readline(limit + 1)
        yield number, None


def _wide(data: bytes) -> str:
    """Return the UTF-16 or UTF-32 codec that a byte order mark names or the zeros betray, if any."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # Without a mark, Western text in two bytes has a zero in every other place and in no other.
    sample = data[:_ENOUGH]
    if len(sample) >= 16 and b"\x00" in sample:
        zeros = [sample[first::2].count(0) / (len(sample) // 2) for first in (0, 1)]
        if min(zeros) == 0 and max(zeros) > 0.8:
            return "utf-16-le" if zeros[1] else "utf-16-be"
    return ""


def _old_encoding(data: bytes) -> str:
    """Cyrillic text has high bytes side by side, Western text has them alone among ASCII letters."""
    high = len(re.findall(rb"[\x80-\xff]", data))
    together = sum(len(run) for run in re.findall(rb"[\xa8\xb8\xc0-\xff]{2,}", data))
    return "cp1251" if together > 0.6 * high else "cp1252"
