"""How fast a record of a million mentions answers, beside DuckDB on the same rows; ``python -m bench.asking RECORD``.

Without RECORD one is made in a temporary folder, which takes a quarter of an hour and two gigabytes. Writes
``bench/asking.md``. Times are of the processor, so that a busy machine does not count; the last column is the ratio to
the same question put to DuckDB in the same run.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bench.timing import machine
from entente import knowledge
from entente.query import Reader
from entente.record import Store, linking

RUNS = 5
NEW = 25
"""New reports that are linked in; they lie in the days of the record."""
LIMIT = 50
REPORTS, COPIES = 400, 255
RESULTS = Path(__file__).with_name("asking.md")
# Each question, and what it is in SQL on the flat tables that DuckDB gets.
PAGES: Mapping[str, tuple[dict[str, Any], str]] = {
    "everything": ({}, ""),
    "actor, a state": ({"actor": "FRA"}, "list_contains(actors, 'FRA')"),
    "actor, part of a name": ({"actor": "Okoye"}, "actor_names LIKE '%okoye%'"),
    "actor, code, sector and name": (
        {"actor": "FRA GOV Tanaka"},
        "list_contains(actors, 'FRA') AND actor_names LIKE '%tanaka%'",
    ),
    "dyad": ({"actor": "FRA", "recipient": "IND"}, "list_contains(actors, 'FRA') AND list_contains(recipients, 'IND')"),
    "dyad, either way": (
        {"dyad": "JPN-KEN"},
        "(list_contains(actors, 'JPN') AND list_contains(recipients, 'KEN'))"
        " OR (list_contains(actors, 'KEN') AND list_contains(recipients, 'JPN'))"
        " OR (list_contains(actors, 'KEN') AND list_contains(actors, 'JPN'))",
    ),
    "type": ({"type": "CONSULT"}, "type = 'CONSULT'"),
    "type and mode": ({"type": "CONSULT:phone"}, "type = 'CONSULT' AND mode = 'phone'"),
    "quad": ({"quad": "MK"}, "quad = 4"),
    "context": ({"context": "diplomatic"}, "contains(terms, 'c.diplomatic')"),
    "a month": ({"since": "2021-05", "until": "2021-05"}, "last >= '2021-05-01' AND first <= '2021-05-31'"),
    "since a year": ({"since": "2022"}, "last >= '2022-01-01'"),
    "place": ({"place": "Geneva"}, "lower(place) LIKE '%geneva%'"),
    "factuality": ({"factuality": "planned"}, "factuality = 'planned'"),
    "speaker": ({"speaker": "JPN"}, "list_contains(speakers, 'JPN')"),
    "text, a rare word": ({"text": "corridor"}, "words LIKE '%corridor%'"),
    "text, a phrase": ({"text": '"gas deliveries"'}, "words LIKE '%gas deliveries%'"),
    "report": ({"report": "daily"}, "lower(publisher) LIKE '%daily%'"),
    "confidence": ({"confidence": 0.9}, "confidence >= 0.9"),
    "nobody reviewed": ({"reviewed": False}, "NOT reviewed"),
    "five at once": (
        {"actor": "FRA", "type": "ACCUSE", "since": "2020", "factuality": "actual", "text": "accord"},
        "list_contains(actors, 'FRA') AND type = 'ACCUSE' AND last >= '2020-01-01' AND factuality = 'actual'"
        " AND words LIKE '%accord%'",
    ),
    "nothing fits": ({"actor": "FRA", "recipient": "FRA", "mode": "drone"}, "mode = 'drone'"),
    "newest first": ({"actor": "FRA", "order": "-date"}, "list_contains(actors, 'FRA')"),
}
PANEL = """SELECT actor, recipient, strftime(first::DATE, '%Y-%m') AS month, count(*), sum(mentions), sum(sources),
        sum(score)
    FROM (SELECT unnest(actors) AS actor, unnest_r.recipient, first, last, mentions, sources, score FROM shown,
          unnest(recipients) AS unnest_r(recipient) WHERE factuality = 'actual')
    WHERE actor != recipient AND strftime(first::DATE, '%Y-%m') = strftime(last::DATE, '%Y-%m') GROUP BY ALL"""


FLAT = """CREATE TABLE shown AS SELECT e.*, a.codes AS actors, lower(a.names) AS actor_names, r.codes AS recipients,
        s.codes AS speakers
    FROM flat e
    LEFT JOIN (SELECT shown, list(code) AS codes, string_agg(name, ';') AS names FROM parties
               WHERE role = 'actor' GROUP BY shown) a ON a.shown = e.number
    LEFT JOIN (SELECT shown, list(code) AS codes FROM parties WHERE role = 'recipient' GROUP BY shown) r
        ON r.shown = e.number
    LEFT JOIN (SELECT shown, list(code) AS codes FROM parties WHERE role = 'speaker' GROUP BY shown) s
        ON s.shown = e.number"""


def duck(record: Path) -> Any:
    """The record's events as one flat table in DuckDB."""
    import sqlite3

    import duckdb
    import pandas

    with sqlite3.connect(record) as raw:
        events = pandas.read_sql(
            "SELECT s.*, p.publisher, p.source FROM shown s JOIN runs r ON r.number = s.run"
            " JOIN reports p ON p.id = r.report WHERE s.kind = 'event'",
            raw,
        )
        people = pandas.read_sql("SELECT shown, role, code, name FROM parties", raw)
    base = duckdb.connect()
    base.execute("SET threads = 1")
    base.register("flat", events)
    base.register("parties", people)
    base.execute(FLAT)
    return base


def lines(record: Path) -> Iterator[str]:
    """The table, a line as soon as it is measured."""
    base = duck(record)
    yield "| question | record, ms | aim | met | DuckDB, ms | record / DuckDB |"
    yield "|---|---|---|---|---|---|"
    yield _line("a new report linked in", _linked(record), 0.05, None)
    with Reader(record, must_exist=True) as reader:
        for name, (asked, where) in PAGES.items():
            mine = _median(lambda asked=asked: reader.events(**asked, limit=LIMIT), RUNS)
            order = "DESC" if asked.get("order") == "-date" else ""
            query = f"SELECT * FROM shown {where and 'WHERE ' + where} ORDER BY number {order} LIMIT {LIMIT}"
            theirs = _median(lambda query=query: base.execute(query).fetchall(), RUNS)
            yield _line(f"page of {LIMIT}: {name}", mine, 0.1, theirs)
        mine = _median(lambda: list(reader.panel("month").rows()), RUNS)
        theirs = _median(lambda: base.execute(PANEL).fetchall(), RUNS)
        yield _line("dyad-month panel, zeros included (DuckDB without)", mine, 2, theirs)
        mine = _median(lambda: list(reader.panel("quarter", type="CONSULT", by="quad").rows()), RUNS)
        yield _line("dyad-quarter panel of one type, by quad", mine, 2, None)


def _linked(record: Path) -> float:
    """The median processor time of linking one of some new reports with what is on record, which is then taken back."""
    from bench.generated import coded, varied

    told = [linking.told_in(each) for each in varied(coded(knowledge.load(), NEW), NEW)]
    taken = []
    with Store(record, must_exist=True) as store, store.engine.execution_options(writing=True).connect() as connection:
        for number, each in enumerate(told):
            with connection.begin() as transaction:
                started = time.process_time()
                linking.exchange(connection, f"new/{number}", each)
                taken.append(time.process_time() - started)
                transaction.rollback()
    return median(taken)


def _line(name: str, mine: float, aim: float, theirs: float | None) -> str:
    beside = f"{theirs * 1000:.0f} | {mine / theirs:.2f}" if theirs is not None else " | "
    return f"| {name} | {mine * 1000:.0f} | < {aim * 1000:.0f} | {'yes' if mine < aim else 'no'} | {beside} |"


def _median(action: Callable[[], object], runs: int) -> float:
    """The median processor time of *action*, in seconds; it is run once before, so that files are in memory."""
    action()
    taken = []
    for _ in range(runs):
        started = time.process_time()
        action()
        taken.append(time.process_time() - started)
    return median(taken)


def sizes(record: Path) -> Iterator[str]:
    import sqlite3

    with sqlite3.connect(record) as raw:
        mentions = raw.execute("SELECT count(*) FROM mentions").fetchone()[0]
        reports = raw.execute("SELECT count(*) FROM reports").fetchone()[0]
        events = raw.execute("SELECT count(*) FROM shown WHERE kind = 'event'").fetchone()[0]
    size = record.stat().st_size / mentions
    met = "yes" if size < 1500 else "no"
    yield f"{mentions:,} mentions in {reports:,} generated reports, shown as {events:,} events."
    held = "reports, parses, statements and what linking remembers included"
    yield f"File: {size:.0f} bytes a mention, {held} (aim < 1500: {met})."


def main(given: list[str]) -> None:
    with TemporaryDirectory() as folder:
        record = Path(given[0]) if given else Path(folder) / "record.db"
        if not given:
            made(record)
        text = [
            f"{machine()}, {date.today()}; processor time, median of {RUNS}; DuckDB with one thread.",
            "",
            *sizes(record),
            "",
        ]
        print(*text, sep="\n", flush=True)
        for line in lines(record):
            print(line, flush=True)
            text.append(line)
    RESULTS.write_text("\n".join(["# A million mentions", "", *text, ""]), encoding="utf-8")


def made(record: Path) -> None:
    """Generates the reports, codes some hundred of them, and makes the record."""
    from bench.filling import fill
    from bench.generated import coded, varied

    fill(record, list(varied(coded(knowledge.load(), 200), REPORTS)), COPIES)


if __name__ == "__main__":
    main(sys.argv[1:])
