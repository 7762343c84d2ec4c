"""Writing a record. Each report is one transaction: it is there with all that was found in it, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import Connection, Table, insert, select

from entente import __version__
from entente.model import Linked, Problem, Report
from entente.record import deriving, following, linking
from entente.record.connection import telling, writing
from entente.record.judging import Judging
from entente.record.rows import Rows, problem_row, report_id, rows_of
from entente.record.schema import events, problems, reports, runs, sources
from entente.record.schema import tables as schema

Outcome = Literal["new", "same", "superseding"]
SOFTWARE = f"entente {__version__}"


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that storing a report needs, made by whoever coded it: the one process that writes has only to write.

    It can be pickled, and is a fraction of what was found: of the parse it holds only the sentences told of.
    """

    rows: Rows
    told: linking.Told


def prepared(linked: Linked, knowledge: str = "", coded: date | None = None) -> Prepared:
    """What was found in a report, ready to be stored; the arguments are those of ``Store.store``."""
    return Prepared(rows_of(linked, knowledge, SOFTWARE, coded or date.today()), linking.told_in(linked))


class Store(Judging):
    """A record open for writing. Everything raises ``RecordError`` where it cannot be read or written."""

    def store(self, linked: Linked, knowledge: str = "", coded: date | None = None) -> Outcome:
        """Writes what was found in a report; when this returns it is on the disk.

        ``knowledge`` is the digest of what the report was coded with, ``coded`` the day of coding (today). ``same``
        says that all this was stored before and nothing was changed; ``superseding`` that an earlier run of the same
        source is kept, but no longer shown.
        """
        ready = prepared(linked, knowledge, coded)
        with telling(self.name), writing(self.engine) as connection:
            return _store(connection, ready.rows, ready.told)

    def put(self, items: Iterable[Prepared | Problem]) -> list[Outcome | None]:
        """Writes reports and problems in one transaction: all of them or, whatever happens meanwhile, none.

        Returns what ``store`` would say of each, None for problems.
        """
        with telling(self.name), writing(self.engine) as connection:
            return [_put(connection, item) for item in items]

    def holds(self, report: Report, knowledge: str) -> bool:
        """Whether what this program finds in *report* with this *knowledge* (a digest) is on record and current.

        Coding it would only find the same again. One look-up, some tenths of a millisecond.
        """
        met = (runs.c.report == report_id(report), runs.c.knowledge == knowledge, runs.c.software == SOFTWARE)
        current = select(runs.c.number).join(sources, sources.c.run == runs.c.number)
        with telling(self.name), self.engine.connect() as connection:
            return connection.execute(current.where(sources.c.source == report.source, *met)).first() is not None

    def store_problem(self, problem: Problem) -> None:
        """Writes down why a source gave no result; once, however often it is met."""
        with telling(self.name), writing(self.engine) as connection:
            _put(connection, problem)

    def rebuild(self) -> None:
        """Derives anew what queries see, from what was found and what was judged."""
        with telling(self.name), writing(self.engine) as connection:
            current = select(sources.c.run).where(sources.c.withdrawn.is_(False)).order_by(sources.c.run)
            deriving.rebuild(connection, connection.execute(current).scalars().all())


def _put(connection: Connection, item: Prepared | Problem) -> Outcome | None:
    if isinstance(item, Prepared):
        return _store(connection, item.rows, item.told)
    row = problem_row(item)
    if not _holds(connection, problems, row["id"]):
        connection.execute(insert(problems), row)
    return None


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
