"""The user's own table of actors (``--actors my.tsv``): persons with their offices, and bodies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from entente.actors.tables import SECTORS, Body, Term, read_terms
from entente.errors import DataError

COLUMNS = ("name", "other_names", "code", "sector", "other_sectors", "office", "start", "end", "gender", "wikidata")
REQUIRED = ("name", "code")


@dataclass(frozen=True, slots=True)
class Own:
    """What a user's table adds or overrides."""

    terms: tuple[Term, ...] = ()
    bodies: tuple[Body, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    path: Path
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def wrong(self, message: str) -> DataError:
        return DataError(f"{self.path}:{self.line}: {self['name'] or '(no name)'}: {message}")

    def names(self, column: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self[column].split("|") if part.strip())


def read_own(path: Path) -> Own:
    """The rows of a tab-separated file with a header; ``#`` starts a comment line.

    Columns: ``name`` and ``code`` (three capitals, or empty), and any of ``other_names`` and ``other_sectors`` (parted
    by ``|``), ``sector``, ``office``, ``start``, ``end`` (YYYY-MM-DD, inclusive), ``gender`` (m, f), ``wikidata``. A
    row with an office is a person's term, one without is a body. Raises ``DataError`` with file, line and entry.
    """
    lines = _lines(path)
    number, header = next(lines, (1, []))
    if header[:1] == ["person"]:
        return Own(tuple(read_terms(path)))
    _check_header(path, number, header)
    rows = [_row(path, line, header, fields) for line, fields in lines]
    persons = {row["name"] for row in rows if row["office"]}
    for row in rows:
        if row["name"] in persons and not row["office"]:
            raise row.wrong("has an office in another line and none here; give every line of a person an office")
    terms = tuple(_term(row) for row in rows if row["office"])
    return Own(terms, tuple(_body(row) for row in rows if not row["office"]))


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read: {error}") from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.split("\t")


def _check_header(path: Path, number: int, header: list[str]) -> None:
    missing = [column for column in REQUIRED if column not in header]
    unknown = [column for column in header if column not in COLUMNS]
    if missing:
        raise DataError(f"{path}:{number}: the header lacks {', '.join(missing)}; columns are parted by tabs")
    if unknown:
        raise DataError(f"{path}:{number}: no column is called {', '.join(unknown)}; use {', '.join(COLUMNS)}")


def _row(path: Path, line: int, header: list[str], fields: list[str]) -> _Row:
    if len(fields) > len(header):
        raise DataError(f"{path}:{line}: {len(fields)} fields where the header has {len(header)}")
    row = _Row(path, line, dict(zip(header, fields, strict=False)))
    if not any(c.isupper() for c in row["name"]):
        raise row.wrong("the name needs a capital letter, for only names written with one are found")
    if row["code"] and not (len(row["code"]) == 3 and row["code"].isalpha() and row["code"].isupper()):
        raise row.wrong(f"{row['code']!r} is no code; write three capital letters or nothing")
    for sector in (row["sector"], *row.names("other_sectors")):
        if sector and sector not in SECTORS:
            raise row.wrong(f"{sector!r} is no sector; use one of {' '.join(sorted(SECTORS))}")
    if row["gender"] not in {"", "m", "f"}:
        raise row.wrong(f"{row['gender']!r} is no gender; write m, f or nothing")
    start, end = _day(row, "start"), _day(row, "end")
    if start and end and end < start:
        raise row.wrong(f"the end {end} lies before the start {start}")
    return row


def _day(row: _Row, column: str) -> date | None:
    try:
        return date.fromisoformat(row[column]) if row[column] else None
    except ValueError as error:
        raise row.wrong(f"{row[column]!r} in {column} is no date; write YYYY-MM-DD or nothing") from error


def _term(row: _Row) -> Term:
    start = _day(row, "start") or date.min
    return Term(
        row["name"], row.names("other_names"), row["code"] or None, row["office"], row["office"].lower(), start,
        _day(row, "end"), row["gender"] or None, row["wikidata"] or None, "own", row["sector"] or None,
        row.names("other_sectors"),
    )  # fmt: skip


def _body(row: _Row) -> Body:
    return Body(
        row["name"], row.names("other_names"), row["code"] or None, row["sector"] or None, row.names("other_sectors"),
        _day(row, "start"), _day(row, "end"), row["wikidata"] or None,
    )  # fmt: skip
