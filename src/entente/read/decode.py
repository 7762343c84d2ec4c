"""Bytes to text: byte-order marks, declared encodings, UTF-8, and what is done when it is not UTF-8.

Encodings are named as Python names them; ``windows-1252`` is what pages that declare ISO-8859-1 mean
(WHATWG Encoding Standard).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from entente.errors import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = frozenset({"iso8859-1", "ascii", "cp1252"})
_DECLARED = re.compile(rb"""(?:charset\s*=|<\?xml[^>]{0,60}encoding\s*=)\s*["']?([A-Za-z0-9_:.-]{2,40})""", re.I)
_DECLARED_WITHIN = 4096
_SEQUENCE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+")
_UNDEFINED_IN_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_HIGH = re.compile(rb"[\x80-\xff]")
_MOST_HIGH_BYTES = 0.1
_MOST_BAD_BYTES = 0.01
_UNFIT = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what the reader has to know about how it was decoded."""

    text: str
    note: str | None = None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text in *data*, without a byte-order mark.

    *declared* is the encoding that the page states. Raises ``UnreadableError`` where no encoding is safe to assume.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    if declared and (text := _attempt(data, declared)) is not None:
        return Decoded(text)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start)


def declared_encoding(page: bytes) -> str | None:
    """The encoding that an HTML page declares in its first 4,096 bytes, or None."""
    match = _DECLARED.search(page[:_DECLARED_WITHIN])
    if not match:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return None
    return "cp1252" if name in _WESTERN else name


def fit(text: str) -> Decoded:
    """*text* with what no later stage can store or show (lone surrogates, NUL, other control characters) replaced.

    Each becomes one U+FFFD, so that offsets stay; tabs, line and page breaks are left.
    """
    clean, count = _UNFIT.subn("\ufffd", text)
    return Decoded(clean, f"{_counted(count, 'control character')} replaced by U+FFFD" if count else None)


def _marked(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    if text.count("\ufffd") > _MOST_BAD_BYTES * len(text) + 1:
        raise UnreadableError(f"begins with the mark of {encoding} but is not; save it again as UTF-8")
    bad = text.find("\ufffd")
    return Decoded(text, None if bad < 0 else f"is broken {encoding} at character {bad}; look at what was read there")


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        text = codecs.decode(data, encoding)
    except (UnicodeError, LookupError, ValueError, TypeError):
        return None
    return text if isinstance(text, str) else None


def _not_utf8(data: bytes, bad: int) -> Decoded:
    line = data.count(b"\n", 0, bad) + 1
    where = f"byte {bad + 1} (line {line})"
    text = data.decode("utf-8", errors="replace")
    replaced = len(text) - len(data.decode("utf-8", errors="ignore"))
    if len(_SEQUENCE.findall(data)) > replaced and replaced <= _MOST_BAD_BYTES * len(text) + 1:
        return Decoded(
            text, f"is not valid UTF-8 at {where}; {_counted(replaced, 'broken character')} replaced by U+FFFD"
        )
    if _looks_western(data):
        return Decoded(
            data.decode("cp1252"), f"is not UTF-8 (first at {where}); read as windows-1252, save it as UTF-8 to be sure"
        )
    raise UnreadableError(f"is neither UTF-8 (first bad byte: {where}) nor Western text; convert it to UTF-8 (iconv)")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'} {'was' if number == 1 else 'were'}"


def _looks_western(data: bytes) -> bool:
    """Few bytes above 127, all defined in windows-1252: English with quotation marks, dashes and names."""
    return len(_HIGH.findall(data)) <= _MOST_HIGH_BYTES * len(data) + 1 and not _UNDEFINED_IN_1252.search(data)
