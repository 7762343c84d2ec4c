"""The questions themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select

from entente.entries import Entries, Entry, flat_commitment, flat_count, flat_event, flat_statement
from entente.errors import UnknownError
from entente.model import Commitment, CountClaim, Event, Factuality, Problem, Report, Sentence, Statement
from entente.query import filters
from entente.query.asking import asked_events, common
from entente.query.facets import Counting
from entente.query.filters import coded, of_kind, one_of, party
from entente.query.geography import Geography
from entente.query.lake import is_lake, open_lake
from entente.query.ledger import STATUSES, Ledger, as_they_stand
from entente.query.listing import Listing
from entente.query.loading import event_by_id, events_of_runs, load_events, load_findings, with_events
from entente.query.pages import page
from entente.query.panels import Panels
from entente.query.queue import Queues
from entente.query.recent import Recent
from entente.query.reviewing import Reviewing
from entente.query.series import Timelines
from entente.query.settings import Settings
from entente.query.tallies import Tallies
from entente.query.ties import Ties
from entente.record.codec import decode, unpack
from entente.record.connection import telling
from entente.record.loading import load_runs
from entente.record.schema import events, members, problems, reports, runs, sentences, shown, sources
from entente.record.sentences import decode_sentence


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report with all that its current run found, and the sentences that was found in, by number."""

    report: Report
    events: Entries[Event]
    statements: Entries[Statement]
    commitments: Entries[Commitment]
    counts: Entries[CountClaim]
    problems: tuple[Problem, ...]


class Reader(
    Panels, Counting, Recent, Listing, Tallies, Reviewing, Timelines, Ties, Geography, Queues, Ledger, Settings
):
    """Questions to a record. All of them see the current run of each source, judgements applied.

    ``actor``, ``recipient``, ``speaker``, ``addressee`` and ``party`` (actor or recipient) take a country code
    (``CHN``), a sector (``MIL``), a part of a name (``Putin``), or these in this order (``RUS GOV Putin``); parts of
    names are words or how they start. ``since`` and ``until`` take a day, month or year (``2023-11-08``, ``2023-11``,
    ``2023``), both inclusive, and keep what may overlap them. ``text`` takes words that must all stand in the clause,
    in any form; words in double quotes must follow each other. Of what is found, ``limit`` keeps the first so many,
    and ``after`` goes on after the cursor in which another answer ended (``Entries.next``).

    A lake that ``entente scale`` made can be asked too, by its folder or address.
    """

    def __init__(self, where: str | Path, *, must_exist: bool = False, patience: float = 10.0) -> None:
        if is_lake(where):
            self.name, self.engine = open_lake(where)
        else:
            super().__init__(where, must_exist=must_exist, patience=patience)

    def events(
        self,
        *,
        actor: str | None = None,
        recipient: str | None = None,
        party: str | None = None,
        dyad: str | None = None,
        type: str | None = None,
        mode: str | None = None,
        context: str | None = None,
        quad: str | int | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        factuality: Factuality | str | None = None,
        speaker: str | None = None,
        place: str | None = None,
        report: str | None = None,
        text: str | None = None,
        confidence: float | None = None,
        reviewed: bool | None = None,
        order: str = "date",
        limit: int | None = None,
        after: str | None = None,
    ) -> Entries[Event]:
        """Events, in the order of their dates if no other is asked for.

        ``type`` may name the mode too: ``CONSULT:visit``. ``dyad`` is two parties in either direction, ``USA-CHN``;
        ``quad`` is VC, MC, VK or MK; ``report`` is a part of the name of a report, its publisher or host;
        ``confidence`` is the least. ``order`` is ``date``, ``confidence``, ``mentions`` or ``sources``, with a minus
        sign for the reverse.
        """
        asked = {name: value for name, value in locals().items() if name not in ("self", "order", "limit", "after")}
        with telling(self.name), self.engine.begin() as connection:
            found = page(connection, asked_events(connection, **asked), order, limit, after)
            return Entries(load_events(connection, found.numbers), flat_event, found.next)

    def statements(
        self,
        *,
        speaker: str | None = None,
        addressee: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        place: str | None = None,
        report: str | None = None,
        text: str | None = None,
        order: str = "date",
        limit: int | None = None,
        after: str | None = None,
    ) -> Entries[Statement]:
        """What somebody said, in the order of the dates."""
        with telling(self.name), self.engine.begin() as connection:
            asked = of_kind("statement") + party(["speaker"], speaker) + party(["recipient"], addressee)
            asked += common(connection, since, until, place=place, report=report, text=text)
            found = page(connection, asked, order, limit, after)
            said: list[Entry[Statement]] = load_findings(connection, "statement", found.numbers)
            return Entries(with_events(connection, said), flat_statement, found.next)

    def commitments(
        self,
        *,
        actor: str | None = None,
        recipient: str | None = None,
        type: str | None = None,
        status: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        report: str | None = None,
        text: str | None = None,
        order: str = "date",
        limit: int | None = None,
        after: str | None = None,
    ) -> Entries[Commitment]:
        """What actors undertook to do. ``actor`` is one of the parties, ``recipient`` one it is owed to.

        ``status`` is what the events on record made of it by the day of the newest report; of what has it, only a
        limit can be had, not a cursor.
        """
        one_of("status", status, STATUSES)
        with telling(self.name), self.engine.begin() as connection:
            asked = of_kind("commitment") + party(["actor"], actor) + party(["recipient"], recipient)
            asked += coded("t", filters.act(type, None)[0])
            asked += common(connection, since, until, place=None, report=report, text=text)
            found = page(connection, asked, order, None if status else limit, after)
            stand = as_they_stand(connection, load_findings(connection, "commitment", found.numbers))
            kept = (entry for entry in stand if status in (None, entry.value.status))
            return Entries(islice(kept, limit), flat_commitment, found.next)

    def counts(
        self,
        *,
        actor: str | None = None,
        type: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        report: str | None = None,
        text: str | None = None,
        order: str = "date",
        limit: int | None = None,
        after: str | None = None,
    ) -> Entries[CountClaim]:
        """Numbers of events that reports assert."""
        with telling(self.name), self.engine.begin() as connection:
            asked = of_kind("count") + party(["actor"], actor) + coded("t", filters.act(type, None)[0])
            asked += common(connection, since, until, place=None, report=report, text=text)
            found = page(connection, asked, order, limit, after)
            return Entries(load_findings(connection, "count", found.numbers), flat_count, found.next)

    def report(self, id: str) -> StoredReport:
        """The report of that name; else the only one whose id starts so, or whose name ends in ``/`` and *id*.

        Raises ``RecordError`` where there is none, or more than one.
        """
        with telling(self.name), self.engine.begin() as connection:
            run = self._run_of(connection, id)
            troubles = connection.execute(select(problems.c.value).where(problems.c.run == run)).scalars().all()
            whole = load_runs(connection, [run])[run]
            said = with_events(connection, _of_run(connection, "statement", run))
            promised = as_they_stand(connection, _of_run(connection, "commitment", run))
            counted: list[Entry[CountClaim]] = _of_run(connection, "count", run)
            told = list(_told_by(connection, whole.report))
        return StoredReport(
            whole.report,
            Entries(told, flat_event),
            Entries(said, flat_statement),
            Entries(promised, flat_commitment),
            Entries(counted, flat_count),
            tuple(decode(Problem, value) for value in troubles),
        )

    def event(self, id: str) -> Entry[Event]:
        """The event *id*, or the only one whose id starts so, even if it is superseded or was rejected."""
        whole = self.event_id(id)
        with telling(self.name), self.engine.begin() as connection:
            return event_by_id(connection, whole)

    def event_id(self, id: str) -> str:
        """The whole id of the only event, shown or not, whose id starts with *id*."""
        with telling(self.name), self.engine.begin() as connection:
            ids: set[str] = set()
            for column, kind in ((events.c.id, None), (shown.c.id, shown.c.kind == "event")):
                for fits in (column == id, _begins(connection, column, id)):
                    if not ids:
                        asked = [fits, *([] if kind is None else [kind])]
                        ids = set(connection.execute(select(column).distinct().where(*asked).limit(9)).scalars())
        _refuse_unclear(self.name, "event", id, {id} if id in ids else ids)
        return id if id in ids else ids.pop()

    def sentences(self, entry: Entry[Any]) -> dict[int, Sentence]:
        """The stored sentences of the run *entry* comes from, by their number in the report."""
        with telling(self.name), self.engine.begin() as connection:
            found = connection.execute(select(sentences).where(sentences.c.run == entry.run)).all()
        return {row.number: decode_sentence(unpack(row.value), entry.report.text) for row in found}

    def _run_of(self, connection: Connection, id: str) -> int:
        current = select(sources.c.run, sources.c.source, runs.c.report).join(runs, runs.c.number == sources.c.run)
        row = connection.execute(current.where(sources.c.source == id)).first()
        if row is None:
            started = runs.c.report.startswith(id, autoescape=True)
            ended = sources.c.source.endswith(f"/{id}", autoescape=True)
            found = connection.execute(current.where(or_(started, ended))).all()
            _refuse_unclear(self.name, "report", id, {row.report for row in found})
            row = found[0]
        return int(row.run)


def _of_run(connection: Connection, kind: str, run: int) -> list[Entry[Any]]:
    chosen = select(members.c.shown).where(members.c.run == run, members.c.kind == kind)
    numbers = sorted(connection.execute(chosen).scalars())
    return load_findings(connection, kind, numbers)


def _told_by(connection: Connection, report: Report) -> Iterator[Entry[Event]]:
    """The events shown that *report* tells of, as it tells them."""
    of_report = (
        select(runs.c.number).join(reports, reports.c.id == runs.c.report).where(reports.c.source == report.source)
    )
    for entry in events_of_runs(connection, connection.execute(of_report).scalars().all()):
        for each in (entry, *entry.members):
            if each.report == report:
                yield replace(each, id=entry.id, sources=entry.sources, reviewed=entry.reviewed)


def _begins(connection: Connection, column: ColumnElement[str], id: str) -> ColumnElement[bool]:
    """That an id begins with *id*. SQLite looks through every id for LIKE, 0.6 s of a million, and not for a range."""
    if connection.dialect.name != "sqlite":
        return column.startswith(id, autoescape=True)
    return (column >= id) & (column < f"{id}\U0010ffff")


def _refuse_unclear(name: str, what: str, id: str, found: Iterable[str]) -> None:
    several = sorted(found)
    if not several:
        raise UnknownError(f"{name}: no {what} {id}; see the list of them with: entente events --record {name}")
    if len(several) > 1:
        raise UnknownError(f"{name}: {id} fits {len(several)} of its {what}s; give more of the id")
