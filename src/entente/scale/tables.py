"""The tables of a lake as Parquet: those of a record with the same columns, and a few columns more.

docs/reference/lake.md describes them; ``EXTRA`` are the columns that a record does not have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from entente.record.schema import tables as schema

Row = dict[str, Any]
GROUP = 20_000
"""Rows of a row group at most; each has the least and greatest value of every column, by which readers skip it."""
CODED = ("reports", "runs", "sentences", "events", "mentions", "findings", "problems", "tellings", "topics", "shingles")
LINKED = ("sources", "superseded", "happenings", "copies")
SHOWN = ("shown", "members", "parties", "dyads")
EXTRA: Mapping[str, Mapping[str, str]] = {
    "reports": {"run": "int64"},
    "problems": {"stage": "string", "message": "string", "shard": "string"},
    "shown": {
        "actor": "string",
        "recipient": "string",
        "report": "string",
        "published": "string",
        "publisher": "string",
        "stems": "string",
    },
    "members": {"id": "string"},
    "tellings": {"run": "int64", "event": "string", "source": "string", "value": "string"},
    "topics": {"run": "int64", "source": "string", "value": "string"},
    "shingles": {"run": "int64", "source": "string", "published": "string", "hashes": "list<int64>"},
    "superseded": {"run": "int64"},
    "pairs": {"one": "string", "other": "string", "score": "float64", "recalled": "bool"},
    "follows": {"event": "string", "anchor": "string", "score": "float64"},
    "filings": {
        "key": "string",
        "files": "bool",
        "looks": "bool",
        "first": "string",
        "last": "string",
        "source": "string",
        "event": "string",
        "run": "int64",
        "value": "string",
        "topic": "string",
    },
    "compared": {"event": "string", "value": "string"},
    "units": {"happening": "string", "value": "string"},
    "rows": {
        "month": "string",
        "day": "int64",
        "last": "string",
        "source": "string",
        "item": "int64",
        "id": "string",
        "value": "string",
    },
}
OWN = frozenset({"shingles", "topics", "rows"})
"""Tables that have the name of one of a record, and columns of their own."""
_KINDS = {
    "Text": "string",
    "String": "string",
    "Integer": "int64",
    "BigInteger": "int64",
    "SmallInteger": "int16",
    "Float": "float64",
    "Boolean": "bool",
    "LargeBinary": "binary",
}


def columns_of(table: str) -> dict[str, str]:
    """The columns of a table of the lake with their Arrow types by name, those of the record first."""
    known = None if table in OWN else schema.tables.get(table)
    own = {column.name: _kind(column) for column in known.columns} if known is not None else {}
    return own | dict(EXTRA.get(table, {}))


def _kind(column: Any) -> str:
    for kind in type(column.type).__mro__:
        if kind.__name__ in _KINDS:
            return _KINDS[kind.__name__]
    raise TypeError(f"no Arrow type for {column}")


@lru_cache(maxsize=32)
def arrow_schema(table: str) -> Any:
    import pyarrow

    def named(kind: str) -> Any:
        return pyarrow.list_(pyarrow.int64()) if kind == "list<int64>" else pyarrow.type_for_alias(kind)

    return pyarrow.schema([(name, named(kind)) for name, kind in columns_of(table).items()])


def write_table(path: Path, table: str, rows: list[Row]) -> None:
    """Writes *rows*, which lack the columns that are null, as one Parquet file."""
    with Writer(path, table) as writer:
        writer.add(rows)


@dataclass(slots=True)
class Writer:
    """A Parquet file that grows by row groups; compressed with zstd, statistics for every column."""

    path: Path
    table: str
    rows: list[Row] = field(default_factory=list)
    _file: Any = None

    def __enter__(self) -> Writer:
        from pyarrow import parquet

        self._file = parquet.ParquetWriter(self.path, arrow_schema(self.table), compression="zstd")
        return self

    def add(self, rows: list[Row]) -> None:
        """Adds rows; whole row groups are written at once."""
        self.rows += rows
        while len(self.rows) >= GROUP:
            self._write(self.rows[:GROUP])
            self.rows = self.rows[GROUP:]

    def flush(self) -> None:
        """Ends the row group, so that no row is held in memory."""
        if self.rows:
            self._write(self.rows)
            self.rows = []

    def _write(self, rows: list[Row]) -> None:
        import pyarrow

        self._file.write_table(pyarrow.Table.from_pylist(rows, schema=arrow_schema(self.table)))

    def __exit__(self, *_: object) -> None:
        self.flush()
        self._file.close()
