"""From a source to its reports: opens it, looks at how it begins, and hands it to the reader of its kind."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from datetime import date
from typing import BinaryIO

from entente.errors import UnreadableError
from entente.model import Problem, Report
from entente.read import archives, feed, html, pdf, table, text, warc
from entente.read.compose import STAGE, Claims
from entente.read.files import STANDARD_INPUT, day_of, opened, printable, rejoined, rest, size_of
from entente.read.formats import LOOK, kind_of
from entente.read.jsonl import read_lines
from entente.read.limits import allowance
from entente.read.meeting import Met
from entente.read.places import client_troubles, opened_far, protocol

Found = Iterator[Report | Problem]
_WHOLE: dict[str, tuple[Callable[[bytes, Claims], Found], int]] = {
    "text": (text.read_plain, text.MOST_BYTES),
    "html": (html.read_page, html.MOST_BYTES),
    "pdf": (pdf.read_document, pdf.MOST_BYTES),
    "feed": (feed.read_feed, feed.MOST_BYTES),
}

OURS = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.ENOMEM})
"""What this machine lacks: told as a problem of the report, it would be noted as done with, and never read again."""


def read_source(source: str, published: date | None) -> Found:
    """The reports in one file, address or standard input; whatever keeps it from being read is a fatal problem.

    Raises ``OSError`` where this machine has no disk, memory or files left for it.
    """
    name = printable(source)
    try:
        yield from _far(source, name, published) if protocol(source) else _near(source, name, published)
    except UnreadableError as error:
        yield Problem(name, STAGE, str(error), fatal=True)
    except archives.BROKEN:
        yield Problem(name, STAGE, "is a damaged archive; what came before was read; fetch it again", fatal=True)
    except OSError as error:
        if error.errno in OURS:
            raise
        why = error.strerror or type(error).__name__
        yield Problem(name, STAGE, f"cannot be read ({why}); see that you may read it", fatal=True)
    except client_troubles() as error:
        why = " ".join(str(error).split())[:200] or type(error).__name__
        yield Problem(name, STAGE, f"cannot be read ({why}); fetch it again", fatal=True)


def _near(source: str, name: str, published: date | None) -> Found:
    with opened(source) as file:
        piped = source == STANDARD_INPUT
        filed = None if piped else day_of(file)
        yield from read_stream(file, Met(name, name, allowance(size_of(file)), published, filed))


def _far(source: str, name: str, published: date | None) -> Found:
    file, size, day = opened_far(source)
    with file:
        yield from read_stream(file, Met(name, name, allowance(size), published, day))


def read_stream(file: BinaryIO, met: Met) -> Found:
    """The reports in what *file* holds from here on. Raises ``UnreadableError`` where that is no kind that is read."""
    start = _beginning(file)
    kind = kind_of(met.called, start)
    if kind in _WHOLE:
        reader, most = _WHOLE[kind]
        yield from reader(rest(file, start, most), met.claims)
    elif kind == "zip":
        yield from archives.read_zip(file if file.seekable() else rejoined(start, file), met, read_stream)
    elif kind in ("gzip", "bzip2", "xz", "zstd"):
        yield from archives.read_packed(rejoined(start, file), met, kind, read_stream)
    else:
        yield from _STREAMS[kind](rejoined(start, file), met)


def _beginning(file: BinaryIO) -> bytes:
    """The first 64 KiB; less where the file ends, or is damaged after that much."""
    read = getattr(file, "read1", file.read)
    start = b""
    try:
        while len(start) < LOOK and (piece := read(LOOK - len(start))):
            start += piece
    except archives.BROKEN:
        if not start:
            raise
    return start


_STREAMS: dict[str, Callable[[BinaryIO, Met], Found]] = {
    "jsonl": lambda file, met: read_lines(file, met.name, met.given),
    "csv": table.read_table,
    "warc": warc.read_archive,
    "tar": lambda file, met: archives.read_tar(file, met, read_stream),
}
