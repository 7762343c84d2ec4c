"""What a record states about itself: the runs in it with what they were coded with, and what each run stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from sqlalchemy import Connection, Table, func, select

from entente.model import Report
from entente.record.codec import unpack
from entente.record.connection import telling
from entente.record.loading import load_runs
from entente.record.opening import Opened
from entente.record.schema import events, findings, judgements, mentions, meta, problems, reports, runs, sentences
from entente.record.schema import sources as current

PACKED: Mapping[str, tuple[Table, tuple[str, ...]]] = {
    "sentences": (sentences, ("number",)),
    "mentions": (mentions, ("event", "number")),
    "findings": (findings, ("kind", "number")),
}
"""The tables that hold what a run found as packed values, with the columns that order them."""


@dataclass(frozen=True, slots=True)
class StoredRun:
    """One run as it lies in the record: ``tables`` holds its values as they were encoded, in their order."""

    id: str
    report: Report
    knowledge: str
    software: str
    tables: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Coding:
    """What reports were coded with: digest and software, how many current reports, and the days of coding."""

    knowledge: str
    software: str
    reports: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class About:
    """What a record states about itself; ``rows`` is the number of rows by table."""

    schema: int
    codings: tuple[Coding, ...]
    rows: Mapping[str, int]
    settings: Mapping[str, str]


def about(record: Opened) -> About:
    """Versions, digests and settings of everything in *record* that is current, and how much it holds."""
    with telling(record.name), record.engine.begin() as connection:
        settings = {row.key: row.value for row in connection.execute(select(meta).order_by(meta.c.key))}
        counted = (reports, runs, events, mentions, findings, judgements, problems)
        rows = {table.name: _count(connection, table) for table in counted}
        return About(int(settings.pop("schema")), tuple(_codings(connection)), rows, settings)


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _codings(connection: Connection) -> Iterator[Coding]:
    what = runs.c.knowledge, runs.c.software
    days = func.count().label("reports"), func.min(runs.c.coded).label("first"), func.max(runs.c.coded).label("last")
    chosen = select(*what, *days).join(current, current.c.run == runs.c.number).group_by(*what).order_by(*what)
    for row in connection.execute(chosen):
        yield Coding(row.knowledge, row.software, row.reports, row.first, row.last)


def stored_runs(record: Opened, sample: int | None = None, seed: int = 0) -> Iterator[StoredRun]:
    """The current runs in the order of their sources; *sample* of them at random, the same for the same *seed*."""
    with telling(record.name), record.engine.begin() as connection:
        rows = connection.execute(select(current.c.run).order_by(current.c.source)).scalars().all()
    chosen = (
        sorted(Random(seed).sample(range(len(rows)), sample)) if sample and sample < len(rows) else range(len(rows))
    )
    for at in chosen:
        with telling(record.name), record.engine.begin() as connection:
            yield _stored(connection, rows[at])


def _stored(connection: Connection, number: int) -> StoredRun:
    run = load_runs(connection, [number])[number]
    id = connection.execute(select(runs.c.id).where(runs.c.number == number)).scalar_one()
    tables = {}
    for name, (table, order) in PACKED.items():
        chosen = select(table.c.value).where(table.c.run == number).order_by(*(table.c[column] for column in order))
        tables[name] = [unpack(value) for value in connection.execute(chosen).scalars()]
    return StoredRun(id, run.report, run.knowledge, run.software, tables)


def differing(one: Sequence[str], other: Sequence[str]) -> tuple[list[str], list[str]]:
    """What only *one* and what only *other* holds, each in its order."""
    left, right = Counter(one) - Counter(other), Counter(other) - Counter(one)
    return [value for value in one if value in left], [value for value in other if value in right]
