"""The columns of the tables, with kinds and labels: what CSV's codebook, Parquet, Stata and the package say of them.

They are read from ``data/export/columns.tsv``. A column that stands in no row there is text without a label.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from entente.datafiles import DATA, read_table
from entente.entries import Flat
from entente.errors import DataError

Kind = Literal["text", "integer", "number", "boolean", "day", "choice"]
Cell = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of ``table``. ``values`` are those of a choice, each with its label, which is often the value itself."""

    table: str
    name: str
    kind: Kind
    label: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def numbered(self) -> bool:
        """Whether the values of a choice are whole numbers."""
        return bool(self.values) and all(value.isdigit() for value, _ in self.values)


def columns_of(table: str, names: Iterable[str]) -> tuple[Column, ...]:
    """The columns *names* of *table*, in that order."""
    known = load_columns()
    return tuple(
        known.get((table, name)) or known.get(("*", name)) or Column(table, name, "text", "") for name in names
    )


def header(rows: Sequence[Flat]) -> list[str]:
    """The names of the columns of *rows*, all of which have the keys of the first."""
    return list(rows[0]) if rows else []


def cell(column: Column, held: object) -> Cell:
    """A value of a flat row by the kind of its column: a day as ``date``, a number as one."""
    if held is None:
        return None
    if column.kind == "day":
        return date.fromisoformat(str(held))
    if column.kind == "number":
        return float(str(held))
    if column.kind == "integer" or column.numbered:
        return int(str(held))
    return bool(held) if column.kind == "boolean" else str(held)


@lru_cache(maxsize=1)
def load_columns(path: Path | None = None) -> dict[tuple[str, str], Column]:
    """The described columns by table (``*`` for all) and name; ``DataError`` where the file is malformed."""
    path = path or DATA / "export" / "columns.tsv"
    found = {}
    for row in read_table(path, ("table", "column", "kind", "label", "values")):
        if row["kind"] not in get_args(Kind) or len(row["label"]) > 80:
            raise DataError(f"{path}: column {row['column']}: needs a kind of {get_args(Kind)}, a label of at most 80")
        values = tuple(_value(part) for part in row["values"].split("|") if part)
        column = Column(row["table"], row["column"], row["kind"], row["label"], values)  # type: ignore[arg-type]
        found[row["table"], row["column"]] = column
    return found


def codebook_rows(columns: Iterable[Column]) -> Iterator[Flat]:
    """One row a column: its name, kind, label, and the values of a choice with their labels."""
    for column in columns:
        values = "; ".join(value if value == label else f"{value} {label}" for value, label in column.values)
        yield {"column": column.name, "kind": column.kind, "label": column.label, "values": values or None}


def _value(part: str) -> tuple[str, str]:
    value, _, label = part.partition("=")
    return value, label or value
