"""What kind of source some bytes are, and refusal with advice of those that hold no text.

What the bytes of other formats begin with is in ``data/read/formats.yaml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath
from typing import Literal

from entente.datafiles import DATA, read_yaml
from entente.errors import DataError, UnreadableError

FILE = DATA / "read" / "formats.yaml"
Kind = Literal["text", "html", "pdf", "jsonl", "csv", "feed", "warc", "zip", "tar", "gzip", "bzip2", "xz", "zstd"]
LOOK = 65_536
_SUFFIXES: dict[str, Kind] = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html", ".pdf": "pdf",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl",
    ".csv": "csv", ".tsv": "csv", ".rss": "feed", ".atom": "feed",
}  # fmt: skip
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_FEED = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.I | re.S)
_JSON_LINE = re.compile(rb'\s*\{\s*"[^"\n]{1,60}"\s*:[^\n]*\}\s*(?:\n|$)')
_SPACE = b"\xef\xbb\xbf \t\r\n"
_PDF_WITHIN = 1024
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROL = 0.03
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_PACKED: tuple[tuple[bytes, Kind], ...] = (
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    # The frame with the dictionary that all others need, as web archives begin (WARC and Zstandard, IIPC 2021).
    (b"\x5d\x2a\x4d\x18", "zstd"),
)
_ZIPPED = (b"PK\x03\x04", b"PK\x05\x06")
_TAR_MARK, _TAR_MARK_AT = b"ustar", 257


@dataclass(frozen=True, slots=True)
class Format:
    """A file format that is not read: how its bytes begin, what they hold further on, and what to do instead."""

    name: str
    starts: re.Pattern[bytes]
    holds: bytes
    advice: str


@cache
def formats() -> tuple[Format, ...]:
    """The formats of ``formats.yaml``; ``DataError`` where an entry is malformed."""
    found = []
    for entry in read_yaml(FILE):
        try:
            starts, holds = _pattern(entry["starts"]), entry.get("holds", "").encode()
            found.append(Format(entry["name"], starts, holds, entry["advice"]))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise DataError(f"{FILE}: {entry}: {error!r}; an entry needs name, starts and advice") from error
    return tuple(found)


def _pattern(digits: str) -> re.Pattern[bytes]:
    pairs = re.findall("..", digits)
    parts = [b"." if pair == ".." else re.escape(bytes.fromhex(pair)) for pair in pairs]
    return re.compile(b"".join(parts), re.S)


def kind_of(name: str, start: bytes) -> Kind:
    """How the source called *name*, whose bytes begin with *start* (at least the first 64 KiB), is to be read.

    Raises ``UnreadableError``, which says what it is and what to do, where it holds no text.
    """
    holding = _holding(start)
    if holding:
        return holding
    if b"%PDF-" in start[:_PDF_WITHIN]:
        return "pdf"
    refuse_binary(start)
    by_name = _SUFFIXES.get(PurePath(name).suffix.lower())
    if by_name == "pdf":
        raise UnreadableError("is named .pdf but is none; give the PDF itself, or name it by what it is")
    if by_name == "jsonl" and start.lstrip(_SPACE).startswith(b"["):
        raise UnreadableError("is one JSON array; put each report on a line of its own (jq -c '.[]' does)")
    if by_name and not (by_name == "html" and _FEED.match(start)):
        return by_name
    if _FEED.match(start):
        return "feed"
    if _PAGE.match(start):
        return "html"
    return "jsonl" if _JSON_LINE.match(start) else "text"


def _holding(start: bytes) -> Kind | None:
    """The kind of archive that *start* begins. Documents of office programs, zip archives too, are refused as such."""
    known = next((f for f in formats() if f.starts.match(start) and f.holds in start), None)
    if start.startswith(_ZIPPED) and known is None:
        return "zip"
    if start.startswith(b"WARC/"):
        return "warc"
    if start[_TAR_MARK_AT : _TAR_MARK_AT + len(_TAR_MARK)] == _TAR_MARK:
        return "tar"
    return next((kind for mark, kind in _PACKED if start.startswith(mark)), None)


def refuse_binary(start: bytes) -> None:
    """Raise ``UnreadableError`` where *start* is the beginning of a file that holds no text."""
    known = next((f for f in formats() if f.starts.match(start) and f.holds in start), None)
    if known:
        raise UnreadableError(f"is {known.name}; {known.advice}")
    if start.startswith(_WIDE_MARKS):
        return
    if len(_CONTROL.findall(start)) > max(1, _MOST_CONTROL * len(start)):
        raise UnreadableError("is a binary file, not text; give a report as .txt (UTF-8), .html, .pdf or .jsonl")
