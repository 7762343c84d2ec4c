"""Tables with a line of column names: CSV, and its kin with semicolons, tabs or bars. One report a row.

Columns are called as the fields of JSON lines (``known.fields_named``); rows are numbered by the line they begin on.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from entente.errors import UnreadableError
from entente.model import Problem, Report
from entente.read import jsonl
from entente.read.admit import MOST_CHARACTERS
from entente.read.compose import STAGE
from entente.read.decode import decode
from entente.read.known import fields_named
from entente.read.meeting import Met

LONGEST_LINE = 4 * MOST_CHARACTERS + 100_000
_DELIMITERS = ",;\t|"
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@dataclass(slots=True)
class _Lines:
    """The lines of a table as text, bounded in length, with the number of the last one read."""

    file: BinaryIO
    number: int = 0
    notes: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[str]:
        while line := self.file.readline(LONGEST_LINE):
            self.number += 1
            if len(line) >= LONGEST_LINE and not line.endswith(b"\n"):
                raise UnreadableError(f"has a line (number {self.number}) of more than {LONGEST_LINE:,} bytes; mend it")
            if b"\0" in line:
                line = line.replace(b"\0", b"")
            decoded = decode(line)
            if decoded.note:
                self.notes.append(decoded.note)
            yield decoded.text


def read_table(file: BinaryIO, met: Met) -> Iterator[Report | Problem]:
    """The reports in the table *file*; a row that is none gives a fatal problem named ``table:line``."""
    lines = _Lines(_unwidened(file))
    rest = iter(lines)
    heading = next((line for line in rest if line.strip()), "")
    delimiter = delimiter_of(heading)
    names = next(csv.reader([heading.replace("\r", " ")], delimiter=delimiter), [])
    columns = fields_named(names)
    if "text" not in columns:
        held = ", ".join(repr(name[:30]) for name in names[:8])
        raise UnreadableError(f"has no column 'text' (its columns: {held}); name the one with the reports' text so")
    yield from _rows(rest, lines, names, delimiter, met)


def _rows(rest: Iterator[str], lines: _Lines, names: list[str], delimiter: str, met: Met) -> Iterator[Report | Problem]:
    before, any_row = lines.number, False
    reader = csv.reader(rest, delimiter=delimiter)
    while True:
        place = f"{met.name}:{before + 1}"
        with _field_limit():
            try:
                row = next(reader, None)
            except csv.Error as error:
                message = f"is a broken row ({error}; a quotation mark may be open); what follows it is read on"
                yield Problem(place, STAGE, message, fatal=True)
                reader, before = csv.reader(rest, delimiter=delimiter), lines.number
                continue
        before = lines.number
        if row is None:
            break
        if any(cell.strip() for cell in row):
            any_row = True
            yield from _row(row, names, lines, place, met)
    if not any_row:
        yield Problem(met.name, STAGE, "has no rows; give a table with one report a row", fatal=True)


def _row(row: list[str], names: list[str], lines: _Lines, place: str, met: Met) -> Iterator[Report | Problem]:
    notes = [*dict.fromkeys(lines.notes)]
    lines.notes.clear()
    if len(row) > len(names):
        notes.append(f"has {len(row)} cells under {len(names)} columns; the last were left out")
    yield from jsonl.read_fields(dict(zip(names, row, strict=False)), place, met.given, notes)


class _field_limit:  # noqa: N801 a context, named like one
    """Lets a cell hold a report while a row is read; the limit is one for the whole process."""

    def __enter__(self) -> None:
        self._before = csv.field_size_limit(2 * MOST_CHARACTERS)

    def __exit__(self, *_: object) -> None:
        csv.field_size_limit(self._before)


def delimiter_of(heading: str) -> str:
    """What parts the columns: of comma, semicolon, tab and bar the one most often in the line of names."""
    return max(_DELIMITERS, key=heading.count)


def _unwidened(file: BinaryIO) -> BinaryIO:
    """*file* as UTF-8 where it is UTF-16 with a byte-order mark, as spreadsheets write it."""
    mark = file.peek(2)[:2] if isinstance(file, io.BufferedReader) else b""
    if mark not in _WIDE:
        return file
    return io.BufferedReader(_Narrowed(io.TextIOWrapper(file, "utf-16", errors="replace", newline="")))


class _Narrowed(io.RawIOBase):
    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text, self._left = text, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        self._left = self._left or self._text.read(max(1, len(buffer) // 4)).encode("utf-8", "replace")
        piece, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)
