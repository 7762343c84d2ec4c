"""A record of a million mentions for ``bench.asking``: some hundred generated reports, and copies of their rows.

The reports are stored and linked as any are. A copy has names and ids of its own and lies some days later; values found
are copied as they are, and copies are not linked with each other, but filed to be linked with what comes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from entente.link.traces import Trace
from entente.model import Linked
from entente.record import Store
from entente.record.codec import decode, encode, pack, unpack
from entente.record.deriving import BITS, UNDATED
from entente.record.terms import day_terms, month_number

STEP = 9
"""Days over which copies are spread: the reports lie so far apart."""
ROOM = 4096
"""Rows of one day that each copy has numbers for."""


def fill(path: Path, reports: Sequence[Linked], copies: int) -> int:
    """Makes a record of *reports* and so many copies of them at *path*; how many mentions it holds."""
    with Store(path) as record:
        for linked in reports:
            record.store(linked, "bench", date(2024, 1, 1))
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA synchronous = OFF")
        tables = {name: raw.execute(f"SELECT * FROM {name}").fetchall() for name in COPIERS}
        columns = {name: [each[1] for each in raw.execute(f"PRAGMA table_info({name})")] for name in COPIERS}
        for copy in range(1, copies + 1):
            for name, copier in COPIERS.items():
                rows = [dict(zip(columns[name], row, strict=True)) for row in tables[name]]
                _insert(raw, name, columns[name], (copier(row, copy, len(reports)) for row in rows))
            raw.commit()
        return int(raw.execute("SELECT count(*) FROM mentions").fetchone()[0])


def _insert(raw: sqlite3.Connection, name: str, columns: list[str], rows: Iterator[dict[str, Any]]) -> None:
    places = ", ".join("?" * len(columns))
    named = ", ".join(f'"{column}"' for column in columns)
    raw.executemany(f"INSERT INTO {name} ({named}) VALUES ({places})", ([row[c] for c in columns] for row in rows))


def _id(id: str, copy: int) -> str:
    return f"{int(id, 16) ^ (copy * 0x9E3779B97F4A7C15 & (1 << 64) - 1):016x}"


def _name(source: str, copy: int) -> str:
    return f"{copy}/{source}"


def _number(number: int, copy: int) -> int:
    days = 0 if number >> BITS >= UNDATED else copy % STEP
    return number + (days << BITS) + copy * ROOM


def _day(day: str | None, copy: int) -> date | None:
    return None if day is None else date.fromisoformat(day) + timedelta(copy % STEP)


def _report(row: dict[str, Any], copy: int, total: int) -> dict[str, Any]:
    return {**row, "id": _id(row["id"], copy), "source": _name(row["source"], copy)}


def _run(row: dict[str, Any], copy: int, total: int) -> dict[str, Any]:
    ids = {"id": _id(row["id"], copy), "report": _id(row["report"], copy)}
    return {**row, **ids, "number": row["number"] + copy * total}


def _source(row: dict[str, Any], copy: int, total: int) -> dict[str, Any]:
    return {**row, "source": _name(row["source"], copy), "run": row["run"] + copy * total}


def _found(row: dict[str, Any], copy: int, total: int) -> dict[str, Any]:
    about = {"id": _id(row["id"], copy)} if "id" in row else {}
    return {**row, **about, "run": row["run"] + copy * total}


def _shown(row: dict[str, Any], copy: int, total: int) -> dict[str, Any]:
    first, last = _day(row["first"], copy), _day(row["last"], copy)
    kept = [term for term in row["terms"].split() if term[:2] not in ("n.", "y.", "o.")]
    where = {"number": _number(row["number"], copy), "run": row["run"] + copy * total, "id": _id(row["id"], copy)}
    days = {"first": first and first.isoformat(), "last": last and last.isoformat()}
    return {**row, **where, **days, "terms": " ".join([*kept, *day_terms(first, last)])}


def _beside(row: dict[str, Any], copy: int, total: int) -> dict[str, Any]:
    moved = {**row, "shown": _number(row["shown"], copy)}
    if "run" in row:
        moved["run"] = row["run"] + copy * total
    return moved


def _dyad(row: dict[str, Any], copy: int, total: int) -> dict[str, Any]:
    first = date.fromordinal(row["first"] + copy % STEP)
    last = date.fromordinal(row["last"] + copy % STEP) if row["last"] else None
    month = month_number(first)
    wide = last is None or month_number(last) != month
    days = {"first": first.toordinal(), "last": last and last.toordinal(), "month": month, "wide": wide}
    return {**_beside(row, copy, total), **days}


def _trace(row: dict[str, Any], copy: int, total: int) -> dict[str, Any]:
    held = decode(Trace, unpack(row["value"]))
    later = timedelta(copy % STEP)
    moved = replace(
        held,
        id=_id(held.id, copy),
        source=_name(held.source, copy),
        first=held.first and held.first + later,
        last=held.last and held.last + later,
        published=held.published and held.published + later,
    )
    return {"event": moved.id, "source": moved.source, "value": pack(encode(moved))}


def _topic(row: dict[str, Any], copy: int, total: int) -> dict[str, Any]:
    return {**row, "source": _name(row["source"], copy)}


def _filed(row: dict[str, Any], copy: int, total: int) -> dict[str, Any]:
    days = {name: str(_day(row[name], copy)) for name in ("first", "last")}
    return {**row, **days, "number": None, "event": _id(row["event"], copy)}


def _told(row: dict[str, Any], copy: int, total: int) -> dict[str, Any]:
    return {**row, "event": _id(row["event"], copy), "happening": _id(row["happening"], copy)}


def _shingle(row: dict[str, Any], copy: int, total: int) -> dict[str, Any]:
    other = row["hash"] ^ (copy * 0x9E3779B97F4A7C15 & (1 << 62) - 1)
    return {"number": None, "hash": other, "source": _name(row["source"], copy)}


COPIERS = {
    "reports": _report,
    "runs": _run,
    "sources": _source,
    "sentences": _found,
    "events": _found,
    "mentions": _found,
    "findings": _found,
    "shown": _shown,
    "members": _beside,
    "parties": _beside,
    "dyads": _dyad,
    "traces": _trace,
    "topics": _topic,
    "blocks": _filed,
    "happenings": _told,
    "shingles": _shingle,
}
