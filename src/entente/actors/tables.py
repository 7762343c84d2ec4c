"""The tables of actors as values: states, bodies, terms of office. Each row is checked as it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from entente.datafiles import line_of, read_table
from entente.errors import DataError

SECTORS = frozenset(
    {"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PTY", "PRM", "REB", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
     "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"}
)  # fmt: skip
STATE_COLUMNS = (
    "iso3",
    "name",
    "other_names",
    "adjectives",
    "people",
    "capital",
    "seats",
    "cow",
    "gw",
    "since",
    "until",
)
BODY_COLUMNS = ("name", "other_names", "code", "sector", "other_sectors", "since", "until", "wikidata")
TERM_COLUMNS = ("person", "other_names", "code", "office", "start", "end", "gender", "wikidata")


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory with a code of its own, its names and seats, and when it was one (inclusive days)."""

    code: str
    name: str
    other_names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]
    cow: str
    gw: str
    since: date | None
    until: date | None
    identifier: str | None

    def existed(self, day: date | None) -> bool:
        return _within(self.since, self.until, day)


@dataclass(frozen=True, slots=True)
class Body:
    """An organization known by name: its code and sector, and from when to when that holds."""

    name: str
    other_names: tuple[str, ...]
    code: str | None
    sector: str | None
    other_sectors: tuple[str, ...]
    since: date | None
    until: date | None
    identifier: str | None

    def existed(self, day: date | None) -> bool:
        return _within(self.since, self.until, day)


@dataclass(frozen=True, slots=True)
class Term:
    """A person's time in an office; ``end`` is inclusive, None where it lasts or is not known.

    ``role`` is the class of the office ("defence minister"), by which other wordings of it are found. A ``sector`` is
    only given where it shall not be what the office's words say.
    """

    person: str
    other_names: tuple[str, ...]
    code: str | None
    office: str
    role: str
    start: date | None
    end: date | None
    gender: str | None
    identifier: str | None
    source: str
    sector: str | None = None
    other_sectors: tuple[str, ...] = ()

    def holds(self, day: date) -> bool:
        return self.start is not None and _within(self.start, self.end, day)


def _within(first: date | None, last: date | None, day: date | None) -> bool:
    return day is None or ((first is None or first <= day) and (last is None or day <= last))


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _day(cell: str, path: Path, row: dict[str, str]) -> date | None:
    if not cell:
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError as error:
        raise _wrong(path, row, f"{cell!r} is no date; write YYYY-MM-DD or nothing") from error


def _wrong(path: Path, row: dict[str, str], message: str) -> DataError:
    line = line_of(path, "\t".join(row.values()))
    return DataError(f"{path}:{line}: {next(iter(row.values()))}: {message}")


def _sectors(row: dict[str, str], path: Path) -> tuple[str | None, tuple[str, ...]]:
    first, others = row["sector"] or None, _list(row["other_sectors"])
    for sector in (first, *others):
        if sector is not None and sector not in SECTORS:
            raise _wrong(path, row, f"{sector!r} is no sector; use one of {' '.join(sorted(SECTORS))}")
    return first, others


def _code(cell: str, row: dict[str, str], path: Path) -> str | None:
    if cell and not (len(cell) == 3 and cell.isalpha() and cell.isupper()):
        raise _wrong(path, row, f"{cell!r} is no code; write three capital letters or nothing")
    return cell or None


def _named(row: dict[str, str], column: str, path: Path) -> str:
    if not row[column]:
        raise _wrong(path, row, f"the column {column} is empty; fill it or remove the row")
    return row[column]


def read_states(path: Path) -> Iterator[State]:
    """The rows of a table of states; raises ``DataError`` by line."""
    for row in read_table(path, STATE_COLUMNS):
        yield State(
            _code(_named(row, "iso3", path), row, path) or "",
            _named(row, "name", path),
            _list(row["other_names"]),
            _list(row["adjectives"]),
            _list(row["people"]),
            _list(row["capital"]),
            _list(row["seats"]),
            row["cow"],
            row["gw"],
            _day(row["since"], path, row),
            _day(row["until"], path, row),
            row.get("wikidata") or None,
        )


def read_bodies(path: Path) -> Iterator[Body]:
    """The rows of a table of bodies; raises ``DataError`` by line."""
    for row in read_table(path, BODY_COLUMNS):
        sector, others = _sectors(row, path)
        yield Body(
            _named(row, "name", path),
            _list(row["other_names"]),
            _code(row["code"], row, path),
            sector,
            others,
            _day(row["since"], path, row),
            _day(row["until"], path, row),
            row["wikidata"] or None,
        )


def read_terms(path: Path) -> Iterator[Term]:
    """The rows of a table of terms of office; raises ``DataError`` by line."""
    for row in read_table(path, TERM_COLUMNS):
        start, end = _day(row["start"], path, row), _day(row["end"], path, row)
        if start and end and end < start:
            raise _wrong(path, row, f"the end {end} lies before the start {start}")
        yield Term(
            _named(row, "person", path),
            _list(row["other_names"]),
            _code(row["code"], row, path),
            row["office"],
            row.get("role") or row["office"],
            start,
            end,
            row["gender"] or None,
            row["wikidata"] or None,
            row.get("source") or path.stem,
        )
