"""Lakes for tests: made of literal reports without coding a text, in this process."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from entente.batch import InProcess
from entente.model import Linked, Problem
from entente.scale import Settings, Storage, build
from entente.scale.coding import Finished, Task, write_shard
from entente.scale.shards import shard_of

CODED = date(2024, 6, 1)


def lake_of(folder: str, *shards: Sequence[Linked | Problem], job: int = 1, executor=None) -> list[Finished]:
    """A lake in *folder* of *shards*, each given by what its pages gave."""
    settings = Settings(folder, "k", CODED, job=job)
    made = [shard_of(f"part-{n}.jsonl", len(found), str(job), "k") for n, found in enumerate(shards)]
    lines = [write_shard(Task(shard, settings), found) for shard, found in zip(made, shards, strict=True)]
    build(Storage(folder), executor or InProcess())
    return lines


def files_of(folder: Path) -> dict[str, bytes]:
    """The bytes of every file of a lake but its manifest, by name: that says how long each shard took."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    named = {str(path.relative_to(folder)): path.read_bytes() for path in paths}
    return {name: data for name, data in named.items() if not name.startswith("manifest/")}
