"""From schema version 1 to 2: every row that the program or a person wrote is taken over; the rest is derived anew.

Version 1 had the ids of runs as keys, values as plain JSON, and a table each for statements, commitments and counts.
On PostgreSQL, where no copy of the database is made, its tables stay as ``schema1_…``.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, inspect, select, text

from entente.record import deriving
from entente.record.codec import SENTENCES, pack
from entente.record.judgements import Judgement
from entente.record.relinking import relink
from entente.record.schema import (
    events,
    findings,
    judged,
    judgements,
    mentions,
    meta,
    problems,
    reports,
    runs,
    sentences,
    sources,
    tables,
)
from entente.record.searching import make_indexes
from entente.record.sentences import decode_first, encode_sentence
from entente.record.views import make_views

OLD = "schema1_"
NAMES = ("reports", "runs", "sources", "sentences", "events", "mentions", "statements", "commitments", "counts",
         "problems", "judgements", "shown", "participants", "passages")  # fmt: skip
LATER = ("happenings", "copies")
Row = dict[str, Any]


def bring_up(connection: Connection) -> None:
    """Makes the tables of version 2 and fills them from those of version 1."""
    _set_aside(connection)
    tables.create_all(connection, tables=[table for table in tables.sorted_tables if table is not meta])
    make_indexes(connection)
    make_views(connection)
    _take_over(connection)
    current = connection.execute(select(sources).order_by(sources.c.source)).all()
    for row in current:
        relink(connection, row.source)
    deriving.rebuild(connection, [row.run for row in current])
    if connection.dialect.name == "sqlite":
        for name in reversed(NAMES):
            connection.exec_driver_sql(f"DROP TABLE {OLD}{name}")


def _set_aside(connection: Connection) -> None:
    held = inspect(connection)
    for name in ("passages_fts", *LATER):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    for name in NAMES:
        for index in held.get_indexes(name):
            connection.exec_driver_sql(f"DROP INDEX {index['name']}")
        connection.exec_driver_sql(f"ALTER TABLE {name} RENAME TO {OLD}{name}")


def _old(connection: Connection, name: str, order: str = "") -> list[Row]:
    rows = connection.execute(text(f"SELECT * FROM {OLD}{name} {order}"))
    return [dict(row._mapping) for row in rows]


def _take_over(connection: Connection) -> None:
    _write(connection, reports, _old(connection, "reports"))
    old = _old(connection, "runs", "ORDER BY id")
    number = {row["id"]: n for n, row in enumerate(old, 1)}
    _write(connection, runs, [{**row, "number": number[row["id"]]} for row in old])
    held = [{**row, "run": number[row["run"]], "withdrawn": False} for row in _old(connection, "sources")]
    _write(connection, sources, held)
    problem_rows = _old(connection, "problems")
    _write(
        connection,
        problems,
        [{**row, "fatal": bool(row["fatal"]), "run": number.get(row["run"])} for row in problem_rows],
    )
    _take_findings(connection, number)
    _take_judgements(connection)


def _take_findings(connection: Connection, number: dict[str, int]) -> None:
    of_run = text(f"SELECT r.id, p.text FROM {OLD}runs r JOIN {OLD}reports p ON p.id = r.report")
    words = {row.id: row.text for row in connection.execute(of_run)}
    parsed = [
        {"run": number[row["run"]], "number": row["number"], "value": _sentence(row["value"], words[row["run"]])}
        for row in _old(connection, "sentences")
    ]
    _write(connection, sentences, parsed)
    found = _old(connection, "events")
    _write(connection, events, [{"run": number[row["run"]], "number": row["number"], "id": row["id"]} for row in found])
    item = {(row["run"], row["id"]): row["number"] for row in found}
    told = [
        {
            "run": number[row["run"]],
            "event": item[row["run"], row["event"]],
            "number": row["number"],
            "value": pack(row["value"]),
        }
        for row in _old(connection, "mentions")
    ]
    _write(connection, mentions, told)
    for name in ("statements", "commitments", "counts"):
        kind = name.removesuffix("s")
        rows = [
            {
                "run": number[row["run"]],
                "kind": kind,
                "number": row["number"],
                "id": row["id"],
                "value": pack(row["value"]),
            }
            for row in _old(connection, name)
        ]
        _write(connection, findings, rows)


def _sentence(value: str, words: str) -> bytes:
    return pack(encode_sentence(decode_first(value, words), words), SENTENCES)


def _take_judgements(connection: Connection) -> None:
    rows = _old(connection, "judgements", "ORDER BY number")
    _write(connection, judgements, rows)
    about = [
        {"item": item, "judgement": row["number"]}
        for row in rows
        for item in Judgement(**{name: each for name, each in row.items() if name != "number"}).items
    ]
    _write(connection, judged, about)


def _write(connection: Connection, table: Any, rows: list[Row]) -> None:
    if rows:
        known = {column.name for column in table.c}
        connection.execute(table.insert(), [{name: row[name] for name in row.keys() & known} for row in rows])
