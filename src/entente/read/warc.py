"""Web archives (WARC, ISO 28500; CC-NEWS): every page, text and PDF that a server answered with, under its address.

What is no page (requests, redirects, pictures) is counted and passed over.
"""

from __future__ import annotations

import lzma
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, cast

from entente.errors import UnreadableError
from entente.model import Problem, Report
from entente.read import html, pdf, text
from entente.read.compose import STAGE, Claims
from entente.read.files import printable
from entente.read.known import known
from entente.read.meeting import Met

_READERS: dict[str, tuple[Callable[[bytes, Claims], Iterator[Report | Problem]], int]] = {
    "html": (html.read_page, html.MOST_BYTES),
    "text": (text.read_plain, text.MOST_BYTES),
    "pdf": (pdf.read_document, pdf.MOST_BYTES),
}
_LONGEST_HEADER = 64_000


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a record holds, how it is read, and what is known of it."""

    kind: str
    content: bytes
    claims: Claims


def read_archive(file: BinaryIO, met: Met) -> Iterator[Report | Problem]:
    """The reports in a web archive, in its order. ``UnreadableError`` where the archive itself is damaged."""
    read = passed = 0
    for answer in _answers(file, met):
        read += 1
        passed += answer is None
        if isinstance(answer, Problem):
            yield answer
        elif answer is not None:
            yield from _READERS[answer.kind][0](answer.content, answer.claims)
    if not read:
        raise UnreadableError("is a web archive without an answer of a server in it, or a damaged one; fetch it again")
    if passed:
        yield Problem(met.name, STAGE, f"{passed} records that are no pages were passed over (redirects, pictures, …)")


class _Stream:
    """What the library reads from. It takes a failing stream for a defect of its own and ends the program, so a failure
    is kept and looks like the end of the stream.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._at = file, 0
        self.failure: Exception | None = None

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        try:
            piece = getattr(self._file, "read1", self._file.read)(size)
        except (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError, UnreadableError) as error:
            self.failure = error
            return b""
        self._at += len(piece)
        return piece


def _answers(file: BinaryIO, met: Met) -> Iterator[_Answer | Problem | None]:
    """What each record holds; ``UnreadableError``, or what broke the stream, at the end of what is sound."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    stream, number = _Stream(file), 0
    try:
        for record in ArchiveIterator(
            cast(BinaryIO, stream),
            record_types=wanted,
            auto_decode="all",
            max_header_len=_LONGEST_HEADER,
            stream_detect=False,
        ):
            number += 1
            yield _answer(record, number, met)
    except (OSError, ValueError) as error:
        stream.failure = stream.failure or error
    if isinstance(stream.failure, UnreadableError):
        raise stream.failure
    if stream.failure is not None:
        told = f"is a damaged web archive ({stream.failure}); what came before was read"
        raise UnreadableError(f"{told}; fetch it again")


def _answer(record: Any, number: int, met: Met) -> _Answer | Problem | None:
    """The content of a record; None where it is no page, a problem where it is too large."""
    kind = _kind(record)
    if kind is None:
        return None
    address = printable(record.headers.get("WARC-Target-URI") or "").strip("<>")
    place = f"{met.name}:{number}"
    most = _READERS[kind][1]
    content = record.reader.read(most + 1)
    if len(content) > most:
        limit = f"the {most / 1e6:,.0f} MB that are read as one report"
        return Problem(address or place, STAGE, f"has more than {limit} ({place}); give its text", fatal=True)
    filed = record.record_date.date() if record.record_date else None
    url = address if address.startswith(("http://", "https://")) else None
    claims = Claims(address or place, given=met.given, filed=filed, url=url, origin=place, place=place)
    return _Answer(kind, content, replace(claims, charset=record.http_charset))


def _kind(record: Any) -> str | None:
    """How the content is read: by its content type, where the server found what was asked for."""
    if record.is_http:
        status = str(record.http_headers.status_code) if record.http_headers is not None else ""
        if status != "200":
            return None
        given = record.http_content_type or ""
    else:
        given = record.headers.get("Content-Type") or ""
    return known().content_types.get(given.split(";")[0].strip().lower())
