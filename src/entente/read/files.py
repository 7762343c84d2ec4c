"""Opens what a source names, refuses what is no file, and reads no more of it than a report may have."""

from __future__ import annotations

import io
import os
import re
import stat
import sys
from array import array
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import BinaryIO, cast

from entente.errors import UnreadableError
from entente.read.admit import check_file_size

STANDARD_INPUT = "-"
WILDCARDS = frozenset("*?[")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def printable(source: str) -> str:
    """*source* as it can be printed and stored: control characters, and bytes that are no UTF-8, are escaped."""
    return _UNPRINTABLE.sub(lambda match: ascii(match.group())[1:-1], source)


def opened(source: str) -> AbstractContextManager[BinaryIO]:
    """The bytes of *source*. Raises ``UnreadableError`` or ``OSError`` where there are none."""
    if source == STANDARD_INPUT:
        if sys.stdin is None or sys.stdin.closed:
            raise UnreadableError("standard input is closed; give a file or pipe a text into it")
        return nullcontext(cast(BinaryIO, sys.stdin.buffer))
    _refuse_what_is_no_file(source)
    return open(source, "rb")


def _refuse_what_is_no_file(source: str) -> None:
    if not source or "\0" in source:
        raise UnreadableError("is no file name; give the path of a report")
    if os.path.isdir(source):
        raise UnreadableError("is a folder without a file that could be a report; give one with reports in it")
    if not os.path.exists(source):
        wild = WILDCARDS & set(source)
        raise UnreadableError("matches no file; check the pattern" if wild else "no such file; check the path")


def day_of(file: BinaryIO) -> date | None:
    """The day (local time) on which a file on disk was last changed; None for pipes and devices."""
    try:
        status = os.fstat(file.fileno())
        return date.fromtimestamp(status.st_mtime) if stat.S_ISREG(status.st_mode) else None
    except (OSError, ValueError, OverflowError):
        return None


def rest(file: BinaryIO, start: bytes, most: int) -> bytes:
    """All bytes of *file*, of which *start* has been read; ``UnreadableError`` where there are more than *most*.

    The size of a file on disk is looked at before it is read.
    """
    check_file_size(size_of(file) or 0, most)
    data = start + file.read(max(0, most + 1 - len(start)))
    check_file_size(len(data), most)
    return data


def size_of(file: BinaryIO) -> int | None:
    """The size of a file on disk in bytes; None for pipes and for what lies in an archive."""
    try:
        status = os.fstat(file.fileno())
    except (OSError, ValueError, AttributeError):
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def rejoined(start: bytes, file: BinaryIO) -> BinaryIO:
    """A stream of *start* and then the rest of *file*, for pipes cannot go back."""
    return io.BufferedReader(_Rejoined(start, file))


class _Rejoined(io.RawIOBase):
    def __init__(self, start: bytes, file: BinaryIO) -> None:
        self._start = memoryview(start)
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview | array[int]) -> int:  # type: ignore[override]
        into = memoryview(buffer).cast("B")
        piece = self._start[: len(into)]
        if not piece:
            piece = memoryview(getattr(self._file, "read1", self._file.read)(len(into)))
        self._start = self._start[len(into) :]
        into[: len(piece)] = piece
        return len(piece)
