"""What a record holds as flat tables with typed columns, for every format that is a table."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from entente.entries import Entry, Flat, flat_commitment, flat_count, flat_event, flat_setting, flat_statement, ontology
from entente.export.columns import Cell, Column, cell, columns_of
from entente.export.plover import iso
from entente.link.differences import Difference, Held
from entente.model import Commitment, CountClaim, Dating, Event, Mention, Report, Setting, Span, Statement

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with a value for each of the columns, None where there is none."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def values(self, number: int) -> list[Cell]:
        """The column *number*, from 0."""
        return [row[number] for row in self.rows]

    def flat(self) -> Iterator[Flat]:
        """The rows as dicts, days as ISO 8601."""
        names = [column.name for column in self.columns]
        for row in self.rows:
            yield {name: held if isinstance(held, str | int | float | None) else held.isoformat()
                   for name, held in zip(names, row, strict=True)}  # fmt: skip


def events_table(entries: Iterable[Entry[Event]]) -> Table:
    """One row an event, in the order of *entries*; the columns of ``entente events --format csv``."""
    return _table("events", entries, flat_event, _EVENT)


def statements_table(entries: Iterable[Entry[Statement]]) -> Table:
    """One row a statement."""
    return _table("statements", entries, flat_statement, _STATEMENT)


def commitments_table(entries: Iterable[Entry[Commitment]]) -> Table:
    """One row a commitment."""
    return _table("commitments", entries, flat_commitment, _COMMITMENT)


def counts_table(entries: Iterable[Entry[CountClaim]]) -> Table:
    """One row a count claim."""
    return _table("counts", entries, flat_count, _COUNT)


def settings_table(name: str, entries: Iterable[Entry[Setting]]) -> Table:
    """One row a forum or document that a report names; *name* is that of the table."""
    return _table(name, entries, flat_setting, _SETTING)


def mentions_table(entries: Iterable[Entry[Event]]) -> Table:
    """One row a predicate that presents one of the events."""
    rows = [_mention_row(entry.id, report, each) for entry in entries for report, each in tellings(entry)]
    return _typed("mentions", rows, _mention_row("", _REPORT, _MENTION))


def differences_table(entries: Iterable[Entry[Event]]) -> Table:
    """One row a value that reports of an event give for a field in which they contradict each other."""
    rows = [row for entry in entries for each in entry.differences for row in _difference_rows(entry.id, each)]
    empty = next(_difference_rows("", Difference("date", (Held("", (), 0, False),), "")))
    return _typed("differences", rows, empty)


def reports_table(entries: Iterable[Entry[Any]]) -> Table:
    """One row a report that *entries* come from, in the order of their names."""
    found = {each.report.source: _report_row(each) for entry in entries for each in reports_of(entry)}
    return _typed("reports", [found[name] for name in sorted(found)], _report_row(Entry("", _EVENT, _REPORT)))


def tellings(entry: Entry[Event]) -> Iterator[tuple[Report, Mention]]:
    """The mentions of an event, each with the report whose characters its spans are."""
    for each in reports_of(entry):
        for mention in each.value.mentions:
            yield each.report, mention


def reports_of(entry: Entry[T]) -> tuple[Entry[T], ...]:
    """The entry as each report tells it, first the one whose fields are shown."""
    return (entry, *entry.members)


def _table(name: str, entries: Iterable[Entry[T]], flat: Callable[[Entry[T]], Flat], empty: T) -> Table:
    return _typed(name, [flat(entry) for entry in entries], flat(Entry("", empty, _REPORT)))


def _typed(name: str, rows: list[Flat], empty: Flat) -> Table:
    """*empty* is a row that only tells the columns, so that a table without rows has them too."""
    columns = columns_of(name, empty)
    typed = (tuple(cell(column, row[column.name]) for column in columns) for row in rows)
    return Table(name, columns, tuple(typed))


def _mention_row(event: str, report: Report, mention: Mention) -> Flat:
    return {
        "event": event,
        "report": report.source,
        "sentence": mention.sentence,
        "start": mention.trigger.start,
        "end": mention.trigger.end,
        "trigger": mention.trigger.of(report.text),
        "type": mention.type,
        "factuality": mention.factuality,
        "asserted": mention.asserted,
        "confidence": mention.confidence,
        "rule": mention.rule,
    }


def _difference_rows(event: str, found: Difference) -> Iterator[Flat]:
    for held in found.values:
        yield {
            "event": event,
            "field": found.field,
            "value": held.value,
            "chosen": held.chosen,
            "reports": ";".join(name.replace(";", ",") for name in held.sources),
            "sources": held.independent,
            "reason": found.reason,
        }


def _report_row(entry: Entry[Any]) -> Flat:
    report = entry.report
    return {
        "report": report.source,
        "title": report.title,
        "publisher": report.publisher,
        "published": iso(report.published),
        "published_basis": report.published_basis,
        "url": report.url,
        "characters": len(report.text),
        "sha256": hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "coded": iso(entry.coded),
        "knowledge": entry.knowledge or None,
    }


_NOWHERE = Span(0, 0)
_REPORT = Report("", "", ())
_TYPE = next(iter(ontology().types))
_MENTION = Mention(0, 0, 0, 0, _NOWHERE, _TYPE, None, (), (), Dating(None, None, None, "bounded"), "actual", 0.0, "")
_EVENT = Event("", (_MENTION,))
_STATEMENT = Statement(0, None, _NOWHERE, ())
_COMMITMENT = Commitment(0, _NOWHERE, (), _TYPE, "")
_COUNT = CountClaim(0, _NOWHERE, _TYPE, (), 0)
_SETTING = Setting("forum", "", "", ())
