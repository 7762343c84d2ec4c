"""Refuses PDF documents whose packed parts unpack to more than any report has, before a PDF library unpacks them."""

from __future__ import annotations

import re
import zlib

from entente.errors import UnreadableError

MOST_UNPACKED = 100_000_000
"""Bytes to which one part of a document may unpack; a scanned page at 600 dpi has 35 million points."""
_STREAM = re.compile(rb"stream\r?\n")
_PIECE = 1_000_000


def check_streams(data: bytes) -> None:
    """Raise where a stream of the PDF *data*, or what it holds packed once more, unpacks to too much."""
    for match in _STREAM.finditer(data):
        size = len(data) - match.end()
        # Deflate packs 1,030-fold at most, so a short stream cannot be one.
        if size * 1_030 > MOST_UNPACKED and _is_deflated(data[match.end() : match.end() + 1]):
            _check(memoryview(data)[match.end() :], 0)


def _is_deflated(start: bytes) -> bool:
    """Whether a zlib stream (RFC 1950) can begin so: method 8 in the lower half of the first byte."""
    return bool(start) and start[0] & 0x0F == 8


def _check(packed: memoryview | bytes, depth: int) -> None:
    unpacking, size, inner = zlib.decompressobj(), 0, bytearray()
    view = memoryview(packed)
    try:
        for at in range(0, len(view), 65_536):
            piece = unpacking.decompress(view[at : at + 65_536], _PIECE)
            while piece:
                size += len(piece)
                inner += piece if depth == 0 and len(inner) < _PIECE * 4 and (inner or _is_deflated(piece[:1])) else b""
                if size > MOST_UNPACKED:
                    told = f"a part that unpacks to more than {MOST_UNPACKED / 1e6:,.0f} MB"
                    raise UnreadableError(f"is a PDF with {told}, as one made to do harm; print it to a new PDF")
                piece = unpacking.decompress(unpacking.unconsumed_tail, _PIECE)
            if unpacking.eof:
                break
    except zlib.error:
        return
    if inner:
        _check(bytes(inner), depth + 1)
