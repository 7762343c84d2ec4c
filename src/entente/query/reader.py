"""The questions themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, TypeVar, get_args

from sqlalchemy import ColumnElement, Connection, Table, or_, select, text

from entente.entries import Entries, Entry, flat_commitment, flat_count, flat_event, flat_statement
from entente.errors import RecordError
from entente.model import Commitment, CountClaim, Event, Factuality, Problem, Report, Sentence, Statement
from entente.query.filters import Here, act, at_place, equal, one_of, ordered, party, within, worded
from entente.query.ledger import as_they_stand
from entente.query.loading import load_events, load_runs, with_events
from entente.record import Opened
from entente.record.codec import decode, decode_sentence
from entente.record.connection import telling
from entente.record.schema import commitments, counts, events, problems, runs, sentences, shown, sources, statements

T = TypeVar("T")
STATUSES = ("open", "kept", "lapsed", "withdrawn")


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report with all that its current run found, and the sentences that was found in, by number."""

    report: Report
    events: Entries[Event]
    statements: Entries[Statement]
    commitments: Entries[Commitment]
    counts: Entries[CountClaim]
    problems: tuple[Problem, ...]


class Reader(Opened):
    """Questions to a record. All of them see the current run of each source, judgements applied.

    ``actor``, ``recipient``, ``speaker`` and ``addressee`` take a country code (``CHN``), a sector (``MIL``), a part
    of a name (``Putin``), or these in this order (``RUS GOV Putin``). ``since`` and ``until`` take a day, month or
    year (``2023-11-08``, ``2023-11``, ``2023``), both inclusive, and keep what may overlap them. ``text`` takes words
    that must all stand in the clause, in any form; words in double quotes must follow each other.
    """

    def events(
        self,
        *,
        actor: str | None = None,
        recipient: str | None = None,
        type: str | None = None,
        mode: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        factuality: Factuality | str | None = None,
        speaker: str | None = None,
        place: str | None = None,
        text: str | None = None,
        limit: int | None = None,
    ) -> Entries[Event]:
        """Events in the order of their dates. ``type`` may name the mode too: ``CONSULT:visit``."""
        type, mode = act(type, mode)
        here = "event", shown.c.run, shown.c.event
        asked = [
            *equal(shown.c.type, type),
            *equal(shown.c.mode, mode),
            *equal(shown.c.factuality, one_of("factuality", factuality, get_args(Factuality))),
            *within(shown, since, until),
            *party(here, "actor", actor),
            *party(here, "recipient", recipient),
            *party(here, "speaker", speaker),
            *at_place(shown.c.place, place, shown.c.country),
        ]
        return self._events(asked, here, text, limit)

    def statements(
        self,
        *,
        speaker: str | None = None,
        addressee: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        place: str | None = None,
        text: str | None = None,
        limit: int | None = None,
    ) -> Entries[Statement]:
        """What somebody said, in the order of the dates."""
        here = "statement", statements.c.run, statements.c.id
        asked = [
            *within(statements, since, until),
            *party(here, "speaker", speaker),
            *party(here, "recipient", addressee),
            *at_place(statements.c.place, place),
        ]
        with telling(self.name), self.engine.begin() as connection:
            found = self._alone(connection, statements, Statement, [*asked, *worded(connection, here, text)], limit)
            return Entries(with_events(connection, found), flat_statement)

    def commitments(
        self,
        *,
        actor: str | None = None,
        recipient: str | None = None,
        type: str | None = None,
        status: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        text: str | None = None,
        limit: int | None = None,
    ) -> Entries[Commitment]:
        """What actors undertook to do. ``actor`` is one of the parties, ``recipient`` one it is owed to.

        ``status`` is what the events on record made of it by the day of the newest report.
        """
        one_of("status", status, STATUSES)
        here = "commitment", commitments.c.run, commitments.c.id
        asked = [
            *equal(commitments.c.type, act(type, None)[0]),
            *within(commitments, since, until),
            *party(here, "actor", actor),
            *party(here, "recipient", recipient),
        ]
        with telling(self.name), self.engine.begin() as connection:
            asked += worded(connection, here, text)
            found = self._alone(connection, commitments, Commitment, asked, None if status else limit)
            stand = (entry for entry in as_they_stand(connection, found) if status in (None, entry.value.status))
            return Entries(islice(stand, limit), flat_commitment)

    def counts(
        self,
        *,
        actor: str | None = None,
        type: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        text: str | None = None,
        limit: int | None = None,
    ) -> Entries[CountClaim]:
        """Numbers of events that reports assert."""
        here = "count", counts.c.run, counts.c.id
        asked = [
            *equal(counts.c.type, act(type, None)[0]),
            *within(counts, since, until),
            *party(here, "actor", actor),
        ]
        with telling(self.name), self.engine.begin() as connection:
            asked += worded(connection, here, text)
            return Entries(self._alone(connection, counts, CountClaim, asked, limit), flat_count)

    def report(self, id: str) -> StoredReport:
        """The report of that name; else the only one whose id starts so, or whose name ends in ``/`` and *id*.

        Raises ``RecordError`` where there is none, or more than one.
        """
        with telling(self.name), self.engine.begin() as connection:
            run = self._run_of(connection, id)
            troubles = connection.execute(select(problems.c.value).where(problems.c.run == run)).scalars().all()
            said = self._alone(connection, statements, Statement, [statements.c.run == run], None)
            promised = self._alone(connection, commitments, Commitment, [commitments.c.run == run], None)
            promised = as_they_stand(connection, promised)
            counted = self._alone(connection, counts, CountClaim, [counts.c.run == run], None)
            whole = load_runs(connection, [run])[run]
            said = with_events(connection, said)
        return StoredReport(
            whole.report,
            self._events([shown.c.run == run], ("event", shown.c.run, shown.c.event), None, None),
            Entries(said, flat_statement),
            Entries(promised, flat_commitment),
            Entries(counted, flat_count),
            tuple(decode(Problem, value) for value in troubles),
        )

    def event(self, id: str) -> Entry[Event]:
        """The event *id*, or the only one whose id starts so, even if it is superseded or was rejected."""
        with telling(self.name), self.engine.begin() as connection:
            current = select(sources.c.run).scalar_subquery()
            found = connection.execute(
                select(events.c.run, events.c.id, events.c.run.in_(current).label("current"))
                .where(events.c.id.startswith(id, autoescape=True))
                .order_by(text("current DESC"), events.c.run)
            ).all()
            _refuse_unclear(self.name, "event", id, {row.id for row in found})
            return load_events(connection, [(found[0].run, found[0].id)], rejected=True)[0]

    def sentences(self, entry: Entry[Any]) -> dict[int, Sentence]:
        """The stored sentences of the run *entry* comes from, by their number in the report."""
        with telling(self.name), self.engine.begin() as connection:
            found = connection.execute(select(sentences).where(sentences.c.run == entry.run)).all()
        return {row.number: decode_sentence(row.value, entry.report.text) for row in found}

    def _events(
        self, asked: list[ColumnElement[bool]], here: Here, words: str | None, limit: int | None
    ) -> Entries[Event]:
        with telling(self.name), self.engine.begin() as connection:
            asked = [*asked, *worded(connection, here, words)]
            chosen = ordered(select(shown.c.run, shown.c.event).where(*asked), shown, limit).order_by(shown.c.event)
            pairs = [(row.run, row.event) for row in connection.execute(chosen)]
            return Entries(load_events(connection, pairs), flat_event)

    def _alone(
        self, connection: Connection, table: Table, kind: type[T], asked: list[ColumnElement[bool]], limit: int | None
    ) -> list[Entry[T]]:
        """Rows of a table of findings that stand alone, of current runs."""
        chosen = select(table.c.run, table.c.id, table.c.value, sources.c.source)
        chosen = chosen.join(sources, sources.c.run == table.c.run).where(*asked)
        found = connection.execute(ordered(chosen, table, limit, sources.c.source)).all()
        held = load_runs(connection, {row.run for row in found})
        return [held[row.run].entry(row.id, decode(kind, row.value)) for row in found]

    def _run_of(self, connection: Connection, id: str) -> str:
        current = select(sources.c.run, sources.c.source, runs.c.report).join(runs, runs.c.id == sources.c.run)
        row = connection.execute(current.where(sources.c.source == id)).first()
        if row is None:
            started = runs.c.report.startswith(id, autoescape=True)
            ended = sources.c.source.endswith(f"/{id}", autoescape=True)
            found = connection.execute(current.where(or_(started, ended))).all()
            _refuse_unclear(self.name, "report", id, {row.report for row in found})
            row = found[0]
        return str(row.run)


def _refuse_unclear(name: str, what: str, id: str, found: Iterable[str]) -> None:
    several = sorted(found)
    if not several:
        raise RecordError(f"{name}: no {what} {id}; see the list of them with: entente events --record {name}")
    if len(several) > 1:
        raise RecordError(f"{name}: {id} fits {len(several)} of its {what}s; give more of the id")
