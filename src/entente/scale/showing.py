"""The files of one month of a lake: what is shown, with its members, parties and dyads; numbered, sorted by number."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from entente.query.lake import BITS, HALF
from entente.record.stems import stems
from entente.scale.deriving import LONGER
from entente.scale.parts import asking, scan, streamed
from entente.scale.storage import Storage
from entente.scale.tables import SHOWN, Row, Writer

PART = 200_000
"""Rows of one file at most, but for what lies on one day."""
TOGETHER = 2_000


@dataclass(frozen=True, slots=True)
class Showing:
    """A task over some days of a month: those from ``first`` to ``last``, both included."""

    lake: str
    shown: str
    month: str
    part: int
    first: int
    last: int
    files: tuple[str, ...]


def parts_of(days: Mapping[int, int]) -> list[tuple[int, int]]:
    """The days of a month in runs of at most ``PART`` rows, each given by its first and last day."""
    found: list[list[int]] = []
    held = 0
    for day in sorted(days):
        if not found or held + days[day] > PART:
            found.append([])
            held = 0
        found[-1].append(day)
        held += days[day]
    return [(each[0], each[-1]) for each in found]


def show_days(task: Showing) -> tuple[str, ...]:
    """Writes the files of some days; their names."""
    storage = Storage(task.lake)
    names = {table: f"{task.shown}/{table}/period={task.month}/{task.part:04}.parquet" for table in SHOWN}
    query = f"""SELECT day, value FROM {scan(storage, task.files)} WHERE day BETWEEN {task.first} AND {task.last}
        ORDER BY day, last, source, item, id"""
    with ExitStack() as stack:
        connection = stack.enter_context(asking(storage))
        paths = {table: stack.enter_context(storage.publishing(name)) for table, name in names.items()}
        writers = {table: stack.enter_context(Writer(path, table)) for table, path in paths.items()}
        held: list[dict[str, list[Row]]] = []
        day, count = 0, 0
        for each, value in streamed(connection, query):
            day, count = each, count + 1 if each == day else 0
            number = (day << BITS) | (HALF if task.month == LONGER else 0) | count
            held.append(_numbered(json.loads(value), number))
            if len(held) >= TOGETHER:
                _write(writers, held)
                held = []
        _write(writers, held)
    return tuple(names.values())


def _numbered(rows: dict[str, list[Row]], number: int) -> dict[str, list[Row]]:
    shown = [{**row, "number": number} for row in rows["shown"]]
    beside = {name: [{**row, "shown": number} for row in rows[name]] for name in ("members", "dyads")}
    parties = [{**party, "shown": number, "number": n} for n, party in enumerate(rows["parties"])]
    return {"shown": shown, "parties": parties, **beside}


def _write(writers: Mapping[str, Any], held: Sequence[dict[str, list[Row]]]) -> None:
    every = [row for rows in held for row in rows["shown"]]
    for row, found in zip(every, stems([row["words"] for row in every]), strict=True):
        row["stems"] = found
    for table, writer in writers.items():
        writer.add([row for rows in held for row in rows[table]])
