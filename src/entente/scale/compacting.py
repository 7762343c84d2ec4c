"""Compaction: the files of many small shards become few large ones, which are quicker to open and to ask."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from entente.batch import Executor
from entente.scale.building import CURRENT, Building, build
from entente.scale.coding import Finished, coded_name
from entente.scale.parts import Parts, asking, coded, live_parts, save
from entente.scale.storage import Storage
from entente.scale.tables import CODED

LARGE = 256_000_000
"""Bytes of all tables of one compacted part; its reports are about a quarter."""


@dataclass(frozen=True, slots=True)
class Packing:
    """A task: some small parts that become the part *name*."""

    lake: str
    name: str
    shards: tuple[str, ...]


def compact(storage: Storage, executor: Executor) -> int:
    """Packs small shards together, without changing what any question answers; how many new parts there are.

    The files that were packed are removed by the next compaction, for somebody may still read them.
    """
    parts = live_parts(storage)
    _remove_packed(storage)
    tasks = [
        Packing(storage.root, hashlib.sha256("".join(ids).encode()).hexdigest()[:16], ids) for ids in _groups(parts)
    ]
    Building(storage, executor, parts).all_of(pack_parts, tasks)
    build(storage, executor)
    return len(tasks)


def _groups(parts: Parts) -> Iterator[tuple[str, ...]]:
    """Shards that lie in files of their own, in groups of ``LARGE`` bytes; none of one alone."""
    held: list[Finished] = []
    for shard in sorted((each for each in parts.shards if each.id in parts.files), key=lambda each: each.number):
        if held and sum(each.bytes for each in held) + shard.bytes > LARGE:
            if len(held) > 1:
                yield tuple(each.id for each in held)
            held = []
        held.append(shard)
    if len(held) > 1:
        yield tuple(each.id for each in held)


def pack_parts(task: Packing) -> str:
    """Writes the tables of one compacted part, sorted by run, so that statistics tell which rows to skip."""
    storage = Storage(task.lake)
    with asking(storage) as connection:
        for table in CODED:
            run = "number" if table == "runs" else "run"
            query = f"SELECT * FROM {coded(storage, table, task.shards)} ORDER BY {run}"
            save(connection, storage, query, coded_name(table, task.name))
    storage.write_json(f"compacted/{task.name}.json", {"shards": list(task.shards)})
    return task.name


def _remove_packed(storage: Storage) -> None:
    current = set((storage.read_json(CURRENT) or {}).get("files", ()))
    for name in storage.names("compacted", ".json"):
        for shard in storage.read_json(name)["shards"]:
            if shard not in current:
                for table in CODED:
                    storage.remove(coded_name(table, shard))
