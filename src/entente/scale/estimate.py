"""What a run would cost: pages, core-hours and bytes, from one shard read through and some of its pages coded."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace

from entente.model import Problem
from entente.read import read
from entente.scale.coding import Settings, Task, code_shard
from entente.scale.parts import live_parts
from entente.scale.running import left_of
from entente.scale.shards import Shard
from entente.scale.storage import Storage

PAGES = 40
"""Pages that are coded to see how long they take."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Of what is left to do. ``seconds`` are those of a core for a page, ``measured`` on how many pages that rests."""

    shards: int
    done: int
    bytes_in: int
    pages: int
    seconds: float
    bytes_out: int
    measured: int

    @property
    def core_hours(self) -> float:
        return self.pages * self.seconds / 3600

    def lines(self) -> list[str]:
        """In words, a figure a line."""
        return [
            f"shards          {self.shards:,} to do, {self.done:,} done",
            f"bytes to read   {self.bytes_in:,}",
            f"pages           {self.pages:,}",
            f"seconds a page  {self.seconds:.3f} (measured on {self.measured:,} pages)",
            f"core-hours      {self.core_hours:,.2f}",
            f"bytes to write  {self.bytes_out:,}",
        ]


def estimate(storage: Storage, shards: Sequence[Shard], settings: Settings) -> Estimate:
    """What coding the shards that are left would take.

    Where enough is done, from what that took; else one shard of median size is read through and some pages of it coded.
    """
    left = left_of(storage, shards)
    size = sum(shard.size for shard in left)
    done = live_parts(storage).shards
    pages, read_bytes, coded, seconds, written = (
        sum(each.pages for each in done),
        sum(each.size for each in done),
        sum(each.pages for each in done),
        sum(each.cpu for each in done),
        sum(each.bytes for each in done),
    )
    if left and (pages < PAGES or not read_bytes):
        sample = sorted(left, key=lambda shard: (shard.size, shard.uri))[len(left) // 2]
        pages, read_bytes = _pages_of(sample, settings), sample.size
        coded, seconds, written = _coded(sample, settings)
    share = size / read_bytes if read_bytes else 0.0
    return Estimate(
        shards=len(left),
        done=len(shards) - len(left),
        bytes_in=size,
        pages=round(pages * share),
        seconds=seconds / coded if coded else 0.0,
        bytes_out=round(pages * share * written / coded) if coded else 0,
        measured=coded,
    )


def _pages_of(shard: Shard, settings: Settings) -> int:
    found = read(shard.uri, published=settings.published)
    return sum(1 for page in found if not isinstance(page, Problem) or page.fatal)


def _coded(shard: Shard, settings: Settings) -> tuple[int, float, int]:
    """Pages that were coded, seconds of a core and bytes; the knowledge is loaded before the clock starts."""
    with tempfile.TemporaryDirectory(prefix="entente-") as folder:
        short = replace(settings, lake=folder, most=1)
        code_shard(Task(replace(shard, id="0" * 16), short))
        line = code_shard(Task(shard, replace(short, most=PAGES)))
    return line.pages, line.cpu, line.bytes
