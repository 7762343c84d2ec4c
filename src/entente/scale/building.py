"""From coded shards to what queries see: which runs are current, what is linked, and the files of every month.

Every step is tasks for an executor; what they hand to each other are paths. A step that is done again writes the same
files, so a step that was interrupted, or whose worker died, is simply done again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from entente.batch import Executor
from entente.errors import RecordError
from entente.scale.deriving import Bringing, Derived, Deriving, bring_together, derive_parts
from entente.scale.filing import Comparing, Filing, compare_bucket, file_events
from entente.scale.parts import Parts, asking, coded, live_parts, save
from entente.scale.settling import Connecting, Copying, Gathering, Settling, connect, find_copies, gather, settle_bucket
from entente.scale.shards import PAGES
from entente.scale.showing import Showing, parts_of, show_days
from entente.scale.storage import Storage

T = TypeVar("T")
R = TypeVar("R")
TRIES = 3
EVENTS = 20_000
"""Events that one task files, derives or compares; a task must hold what it works on."""
CURRENT = "current.json"


@dataclass(frozen=True, slots=True)
class Building:
    """The building of one snapshot in a lake."""

    storage: Storage
    executor: Executor
    parts: Parts

    @property
    def work(self) -> str:
        return f"work/{self.parts.snapshot}"

    @property
    def linked(self) -> str:
        return f"linked/{self.parts.snapshot}"

    @property
    def shown(self) -> str:
        return f"shown/{self.parts.snapshot}"

    @property
    def lake(self) -> str:
        return self.storage.root

    def all_of(self, function: Callable[[T], R], tasks: Sequence[T]) -> list[R]:
        """The results of *tasks* in their order; what failed is tried again."""
        found: dict[int, R] = {}
        failure = ""
        for _ in range(TRIES):
            left = [number for number in range(len(tasks)) if number not in found]
            for done in self.executor.map(function, [tasks[number] for number in left]):
                if done.failure is None and done.result is not None:
                    found[left[done.number]] = done.result
                failure = done.failure or failure
            if len(found) == len(tasks):
                return [found[number] for number in range(len(tasks))]
        raise RecordError(
            f"{self.lake}: {function.__name__} failed {TRIES} times: {failure}; run the same command again"
        )

    def groups(self) -> list[tuple[str, ...]]:
        """The files in groups of some ``EVENTS`` events."""
        weight = Counter[str]()
        for shard in self.parts.shards:
            weight[shard.id] = shard.events
        found: list[list[str]] = [[]]
        held = 0
        for file in self.parts.files:
            if held > EVENTS:
                found.append([])
                held = 0
            found[-1].append(file)
            held += weight[file] or EVENTS
        return [tuple(each) for each in found]

    def buckets(self) -> int:
        """How many buckets events and happenings are shuffled into."""
        events = sum(shard.events for shard in self.parts.shards)
        return max(1, min(4096, events // EVENTS))


def build(storage: Storage, executor: Executor, say: Callable[[str], None] = lambda _: None) -> bool:
    """Links and shows all that is coded, unless that is done; whether there was anything to do.

    Readers see the new snapshot all at once, when ``current.json`` names it.
    """
    parts = live_parts(storage)
    current = storage.read_json(CURRENT) or {}
    if not parts.shards or (current.get("snapshot") == parts.snapshot and current.get("files") == list(parts.files)):
        return False
    building = Building(storage, executor, parts)
    if current.get("snapshot") != parts.snapshot:
        say("finding the current report of each source")
        superseded = building.all_of(find_current, [Currency(storage.root, building.linked, parts)])[0]
        say("linking events across reports")
        _link(building)
        say("writing the months")
        _show(building)
    else:
        superseded = current["superseded"]
    about = {"snapshot": parts.snapshot, "linked": building.linked, "shown": building.shown}
    storage.write_json(CURRENT, about | {"files": list(parts.files), "superseded": superseded})
    _tidy(building)
    return True


@dataclass(frozen=True, slots=True)
class Currency:
    """A task over the reports of all parts."""

    lake: str
    linked: str
    parts: Parts


def find_current(task: Currency) -> int:
    """Writes ``sources``, the run that counts for each source, and ``superseded``, the others; how many those are.

    The last report of a source counts, in the order of the shards and of the pages in them.
    """
    storage = Storage(task.lake)
    ranks = [(shard.number, rank) for rank, shard in enumerate(task.parts.shards)]
    values = ", ".join(f"({number}, {rank})" for number, rank in ranks)
    with asking(storage) as connection:
        connection.execute(f"CREATE TABLE ranks AS SELECT * FROM (VALUES {values}) AS v(shard, rank)")
        # Compacted files may hold shards that no longer count.
        connection.execute(
            f"""CREATE TABLE held AS SELECT source, run, rank FROM {coded(storage, "reports", task.parts.files)}
            LEFT JOIN ranks ON shard = run >> {PAGES}"""
        )
        last = "SELECT source, arg_max(run, (rank, run)) AS run FROM held WHERE rank IS NOT NULL GROUP BY source"
        connection.execute(f"CREATE TABLE last AS {last}")
        query = "SELECT source, run, false AS withdrawn FROM last ORDER BY run"
        save(connection, storage, query, f"{task.linked}/sources.parquet")
        gone = "SELECT run FROM held WHERE run NOT IN (SELECT run FROM last) ORDER BY run"
        save(connection, storage, gone, f"{task.linked}/superseded.parquet")
        return int(connection.execute(f"SELECT count(*) FROM ({gone})").fetchone()[0])


def _link(building: Building) -> None:
    """Writes ``happenings`` and ``copies``."""
    lake, work, linked = building.lake, building.work, building.linked
    superseded, buckets = f"{linked}/superseded.parquet", building.buckets()
    filings = [Filing(lake, work, number, files, buckets, superseded) for number, files in enumerate(building.groups())]
    filed = building.all_of(file_events, filings)
    bucketed = [tuple(names[bucket] for names in filed) for bucket in range(buckets)]
    comparing = [Comparing(lake, work, number, files) for number, files in enumerate(bucketed)]
    written = building.all_of(compare_bucket, comparing)
    pairs, follows, compared = (tuple(each[n] for each in written) for n in range(3))
    [found] = building.all_of(connect, [Connecting(lake, work, (pairs, follows, compared), buckets)])
    following, *settling = found
    settled = building.all_of(settle_bucket, [Settling(lake, work, bucket) for bucket in settling])
    building.all_of(gather, [Gathering(lake, tuple(settled), following, f"{linked}/happenings.parquet")])
    building.all_of(find_copies, [Copying(lake, building.parts.files, superseded, f"{linked}/copies.parquet")])


def _show(building: Building) -> None:
    lake, work, buckets = building.lake, building.work, building.buckets()
    deriving = [
        Deriving(lake, work, f"{number:06}", files, buckets, building.linked)
        for number, files in enumerate(building.groups())
    ]
    alone = building.all_of(derive_parts, deriving)
    files = {bucket: tuple(each.units[bucket] for each in alone if bucket in each.units) for bucket in range(buckets)}
    bringing = [Bringing(lake, work, f"b{bucket:05}", names) for bucket, names in files.items() if names]
    together = building.all_of(bring_together, bringing)
    building.all_of(show_days, list(_months(building, [*alone, *together])))


def _months(building: Building, derived: Sequence[Derived]) -> Iterable[Showing]:
    for month in sorted({month for each in derived for month in each.rows}):
        files = tuple(each.rows[month] for each in derived if month in each.rows)
        days = Counter[int]()
        for each in derived:
            days.update(each.days.get(month, {}))
        for part, (first, last) in enumerate(parts_of(days)):
            yield Showing(building.lake, building.shown, month, part, first, last, files)


def _tidy(building: Building) -> None:
    """Removes what the steps handed to each other, and old snapshots but the last, which somebody may still read."""
    storage = building.storage
    storage.remove("work")
    keeping = storage.read_json("snapshots.json") or []
    held = [each for each in keeping if each != building.parts.snapshot][-1:]
    for gone in keeping:
        if gone not in (*held, building.parts.snapshot):
            storage.remove(f"linked/{gone}")
            storage.remove(f"shown/{gone}")
    storage.write_json("snapshots.json", [*held, building.parts.snapshot])
