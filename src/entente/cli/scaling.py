"""The command that codes an archive on many cores or machines into a lake."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from entente.cli.app import OwnActors, Published

if TYPE_CHECKING:
    from entente.batch import Executor
    from entente.scale import Settings, Shard, Storage
    from entente.scale.metrics import Progress

Archive = Annotated[
    list[str],
    typer.Argument(metavar="SOURCES...", help="Files, folders, patterns or addresses (s3://…); each file is a shard."),
]
Out = Annotated[str, typer.Option("--out", metavar="URI", help="Where the lake lies: a folder or s3://bucket/folder.")]
Address = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS", help="Of a Ray cluster, or auto, or local; processes of this machine if not given."
    ),
]
Workers = Annotated[int | None, typer.Option(min=1, help="Tasks at once; one a core if not given.")]
Seconds = Annotated[float, typer.Option("--page-seconds", min=0, help="What one page may take; 0 for no limit.")]
Metrics = Annotated[int | None, typer.Option(metavar="PORT", help="Answer Prometheus at this port while running.")]
LIMIT = 86_400.0
"""Seconds a task may take on this machine; a page has its own limit."""


def scale(
    sources: Archive,
    *,
    out: Out,
    address: Address = None,
    workers: Workers = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what it would cost.")] = False,
    compact: Annotated[
        bool, typer.Option("--compact", help="Afterwards, pack the files of small shards together.")
    ] = False,
    page_seconds: Seconds = 60.0,
    metrics: Metrics = None,
    published: Published = None,
    actors: OwnActors = None,
) -> None:
    """Code an archive on many cores or machines into a lake, which is asked as a record is.

    Run it again after an interruption, or with more sources: what is done is left alone.
    """
    from entente.batch.coder import loaded
    from entente.scale import Settings, Storage, shards_of
    from entente.scale.estimate import estimate

    storage = Storage(out)
    day = published.date() if published else None
    digest = loaded(actors).digest
    settings = Settings(out, digest, date.today(), day, str(actors) if actors else None, page_seconds)
    shards = shards_of(sources, digest)
    if dry_run:
        print("\n".join(estimate(storage, shards, settings).lines()))
        return
    run = _Run(storage, shards, settings, _executor(address, workers))
    raise typer.Exit(run.go(metrics, compact))


def _executor(address: str | None, workers: int | None) -> Executor:
    from entente.batch import LocalPool, cores
    from entente.scale import Cluster

    if address is not None:
        return Cluster(address, workers)
    return LocalPool(workers or cores(), limit=LIMIT)


@dataclass(frozen=True, slots=True)
class _Run:
    storage: Storage
    shards: list[Shard]
    settings: Settings
    executor: Executor

    def go(self, port: int | None, packing: bool) -> int:
        """The exit status: 1 if any page or shard failed."""
        from entente.scale import begin, build
        from entente.scale.compacting import compact
        from entente.scale.running import end, left_of

        settings = begin(self.storage, self.settings, self.shards)
        left = left_of(self.storage, self.shards)
        with _watched(len(left), port) as (progress, say):
            self._code(settings, progress, say)
            build(self.storage, self.executor, say)
            if packing:
                compact(self.storage, self.executor)
        end(self.storage)
        held = len(self.shards) - len(left)
        print(progress.line() + (f"; {held:,} shards were done before" if held else ""))
        return 1 if progress.failed or progress.lost else 0

    def _code(self, settings: Settings, progress: Progress, say: Callable[[str], None]) -> None:
        from entente.scale import Lost, code_all

        for line in code_all(self.storage, self.shards, settings, self.executor):
            progress.add(line)
            if isinstance(line, Lost):
                print(f"entente: {line.uri}: {line.reason}; run the same command again", file=sys.stderr)
            say(progress.line())


@contextmanager
def _watched(shards: int, port: int | None) -> Iterator[tuple[Progress, Callable[[str], None]]]:
    """The progress, and what shows a line of it: in place on a terminal, else not more than one in ten seconds."""
    from entente.scale.metrics import Progress, serve

    progress = Progress(shards)
    server = serve(progress, port) if port is not None else None
    try:
        yield progress, _Saying()
    finally:
        if server is not None:
            server.shutdown()
        if sys.stderr.isatty():
            print(file=sys.stderr)


class _Saying:
    """Shows lines on standard error."""

    def __init__(self) -> None:
        self.last = datetime.min

    def __call__(self, line: str) -> None:
        now = datetime.now()
        if sys.stderr.isatty():
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
        elif (now - self.last).total_seconds() >= 10:
            print(line, file=sys.stderr, flush=True)
            self.last = now
