"""Writing a record. Each report is one transaction: it is there with all that was found in it, or not at all."""

from __future__ import annotations

from datetime import date
from typing import Literal

from sqlalchemy import Connection, Table, insert, select

from entente import __version__
from entente.model import Linked, Problem
from entente.record import deriving, following, linking
from entente.record.connection import telling, writing
from entente.record.judging import Judging
from entente.record.rows import Rows, problem_row, rows_of
from entente.record.schema import events, problems, reports, runs, sources
from entente.record.schema import tables as schema

Outcome = Literal["new", "same", "superseding"]
SOFTWARE = f"entente {__version__}"


class Store(Judging):
    """A record open for writing. Everything raises ``RecordError`` where it cannot be read or written."""

    def store(self, linked: Linked, knowledge: str = "", coded: date | None = None) -> Outcome:
        """Writes what was found in a report; when this returns it is on the disk.

        ``knowledge`` is the digest of what the report was coded with, ``coded`` the day of coding (today). ``same``
        says that all this was stored before and nothing was changed; ``superseding`` that an earlier run of the same
        source is kept, but no longer shown.
        """
        rows = rows_of(linked, knowledge, SOFTWARE, coded or date.today())
        with telling(self.name), writing(self.engine) as connection:
            return _store(connection, rows, linking.told_in(linked))

    def store_problem(self, problem: Problem) -> None:
        """Writes down why a source gave no result; once, however often it is met."""
        row = problem_row(problem)
        with telling(self.name), writing(self.engine) as connection:
            if not _holds(connection, problems, row["id"]):
                connection.execute(insert(problems), row)

    def rebuild(self) -> None:
        """Derives anew what queries see, from what was found and what was judged."""
        with telling(self.name), writing(self.engine) as connection:
            current = select(sources.c.run).where(sources.c.withdrawn.is_(False)).order_by(sources.c.run)
            deriving.rebuild(connection, connection.execute(current).scalars().all())


def _store(connection: Connection, rows: Rows, told: linking.Told) -> Outcome:
    known = select(runs.c.number).where(runs.c.id == rows.run)
    source = rows.report["source"]
    current = connection.execute(select(sources.c.run).where(sources.c.source == source)).scalar()
    run = connection.execute(known).scalar()
    if run is not None and run == current:
        return "same"
    if run is None:
        run = insert_run(connection, rows)
    _make_current(connection, source, run, current)
    _show(connection, source, run, current, told)
    return "superseding" if current is not None else "new"


def _holds(connection: Connection, table: Table, id: str) -> bool:
    return connection.execute(select(table.c.id).where(table.c.id == id)).first() is not None


def insert_run(connection: Connection, rows: Rows) -> int:
    if not _holds(connection, reports, rows.report["id"]):
        connection.execute(insert(reports), rows.report)
    run = int(connection.execute(insert(runs).returning(runs.c.number), rows.about).scalar_one())
    for name, held in rows.tables.items():
        if held:
            connection.execute(insert(schema.tables[name]), [{**row, "run": run} for row in held])
    return run


def _make_current(connection: Connection, source: str, run: int, before: int | None) -> None:
    if before is None:
        connection.execute(insert(sources), {"source": source, "run": run, "withdrawn": False})
    else:
        deriving.hide_findings(connection, before)
        connection.execute(sources.update().where(sources.c.source == source).values(run=run))


def _show(connection: Connection, source: str, run: int, before: int | None, told: linking.Told) -> None:
    """Links the events of *run* and lets queries see what it found, unless the report was withdrawn."""
    touched = set(connection.execute(select(events.c.id).where(events.c.run.in_((run, before)))).scalars())
    withdrawn = connection.execute(select(sources.c.withdrawn).where(sources.c.source == source)).scalar()
    following.leave(connection, touched, before)
    touched |= linking.exchange(connection, source, None if withdrawn else told)
    mine = set(connection.execute(select(events.c.id).where(events.c.run == run)).scalars())
    joining = {} if withdrawn else following.judged_by_nobody(connection, mine)
    deriving.refresh(connection, touched - joining.keys())
    following.join(connection, run, joining)
    if not withdrawn:
        deriving.show_findings(connection, [run])
