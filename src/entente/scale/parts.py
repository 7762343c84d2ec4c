"""Which files of a lake count: those of finished shards, each address's last; and questions over them in DuckDB."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from entente.scale.coding import Finished, coded_name
from entente.scale.storage import Storage

MEMORY = "256MB"
"""What DuckDB may hold in memory in one task; beyond that it writes to the disk."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The live shards in the order in which they count, the last of a source winning; and the files they lie in.

    ``files`` are the names of parts: shards, or compacted files of several.
    """

    shards: tuple[Finished, ...]
    files: tuple[str, ...]

    @property
    def snapshot(self) -> str:
        """A hash of what is linked and shown: the same shards give the same."""
        joined = "\0".join(sorted(shard.id for shard in self.shards))
        return hashlib.sha256(joined.encode()).hexdigest()[:16]


def live_parts(storage: Storage) -> Parts:
    """The parts of all that is finished; of shards of one address, the one that the last job coded."""
    lines = [Finished(**each) for each in storage.read_all_json(storage.names("manifest", ".json"))]
    last = {each.uri: each for each in sorted(lines, key=lambda each: (each.job, each.id))}
    shards = tuple(sorted(last.values(), key=lambda each: (each.job, each.uri)))
    packed: dict[str, str] = {}
    for name in storage.names("compacted", ".json"):
        packed |= dict.fromkeys(storage.read_json(name)["shards"], name.rpartition("/")[2].removesuffix(".json"))
    files = dict.fromkeys(packed.get(shard.id, shard.id) for shard in shards)
    return Parts(shards, tuple(files))


@contextmanager
def asking(storage: Storage) -> Iterator[Any]:
    """A connection of DuckDB that can read *storage*, within ``MEMORY`` and on one thread."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix="entente-") as folder:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "threads": 1,
            "temp_directory": folder,
            "preserve_insertion_order": False,
        }
        with duckdb.connect(config=settings) as connection:
            if not storage.local:
                connection.register_filesystem(storage.system)
            yield connection


def scan(storage: Storage, names: Sequence[str]) -> str:
    """``read_parquet`` over files of *storage*, in SQL."""
    quoted = ", ".join("'" + storage.url(name).replace("'", "''") + "'" for name in names)
    return f"read_parquet([{quoted}])"


def coded(storage: Storage, table: str, files: Sequence[str]) -> str:
    """``read_parquet`` over *table* of these parts."""
    return scan(storage, [coded_name(table, part) for part in files])


def save(connection: Any, storage: Storage, query: str, name: str) -> None:
    """Writes what *query* gives as the Parquet file *name*."""
    with storage.publishing(name) as path:
        quoted = str(path).replace("'", "''")
        connection.execute(f"COPY ({query}) TO '{quoted}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480)")


def streamed(connection: Any, query: str, many: int = 2000) -> Iterator[tuple[Any, ...]]:
    """The rows of *query*, some at a time."""
    cursor = connection.execute(query)
    while rows := cursor.fetchmany(many):
        yield from rows
