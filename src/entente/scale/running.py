"""A run over many shards: what is done is left alone, what fails is tried again, and the run can be begun anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from entente.batch import Executor
from entente.errors import RecordError
from entente.record.write import SOFTWARE
from entente.scale.coding import Finished, Settings, Task, code_shard, finished, manifest_name
from entente.scale.shards import Shard
from entente.scale.storage import Storage

TRIES = 8
"""Attempts at a shard; each page that ends its process takes two, and the first attempt looks for none."""
VERSION = 1
LAKE = "lake.json"


@dataclass(frozen=True, slots=True)
class Lost:
    """A shard that gave nothing, and why."""

    uri: str
    reason: str


def begin(storage: Storage, settings: Settings, shards: Sequence[Shard]) -> Settings:
    """*settings* for this run: those of the last one, day of coding and all, if it was not brought to its end.

    So a run that was interrupted and begun again writes what one run would have written. Raises ``RecordError`` where
    the lake was made by a newer entente.
    """
    held = storage.read_json(LAKE) or {"version": VERSION, "job": 0, "open": False}
    if held["version"] > VERSION:
        raise RecordError(f"{storage.root}: was made by a newer entente (lake {held['version']}); update entente")
    if held["open"] and held["knowledge"] == settings.knowledge:
        return replace(settings, job=held["job"], coded=date.fromisoformat(held["coded"]))
    if not left_of(storage, shards):
        return replace(settings, job=held["job"])
    job = held["job"] + 1
    about = {"knowledge": settings.knowledge, "coded": settings.coded.isoformat(), "software": SOFTWARE}
    storage.write_json(LAKE, {"version": VERSION, "job": job, "open": True, **about})
    return replace(settings, job=job)


def end(storage: Storage) -> None:
    """Notes that the run came to its end."""
    held = storage.read_json(LAKE)
    if held and held["open"]:
        storage.write_json(LAKE, {**held, "open": False})


def left_of(storage: Storage, shards: Sequence[Shard]) -> list[Shard]:
    """Those of *shards* that are not done."""
    done = set(storage.names("manifest", ".json"))
    return [shard for shard in shards if manifest_name(shard.id) not in done]


def code_all(
    storage: Storage, shards: Sequence[Shard], settings: Settings, executor: Executor
) -> Iterator[Finished | Lost]:
    """Codes all shards that are not done; yields each as it is, and at the end those that failed every time."""
    tasks = [Task(shard, settings) for shard in left_of(storage, shards)]
    reasons: dict[str, str] = {}
    for attempt in range(TRIES):
        failed: list[Task] = []
        for done in executor.map(code_shard, [replace(task, attempt=attempt) for task in tasks]):
            if done.failure is None and done.result is not None:
                yield done.result
            elif line := finished(storage, done.task.shard.id):
                # It was done, and the process ended before it could say so.
                yield line
            else:
                failed.append(done.task)
                reasons[done.task.shard.uri] = done.failure or "gave no result"
        tasks = failed
        if not tasks:
            return
    yield from (Lost(task.shard.uri, reasons[task.shard.uri]) for task in tasks)
