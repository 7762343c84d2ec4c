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
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(values)
    return buffer.getvalue()
