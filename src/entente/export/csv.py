"""Entries as comma-separated values (RFC 4180), one row an entry, with a header."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from entente.entries import Flat


def csv_lines(rows: Iterable[Flat], header: bool = True) -> Iterator[str]:
    """Lines without their ends; all *rows* have the keys of the first. A value with a line break spans lines."""
    for row in rows:
        if header:
            yield _line(row)
            header = False
        yield _line(row.values())


def _line(values: Iterable[object]) -> str:
    buffer = io.StringIO(newline="")
    # The writer quotes a value with a line break only if its own line end holds that character.
    csv.writer(buffer, lineterminator="\r\n").writerow(values)
    return buffer.getvalue().removesuffix("\r\n")
