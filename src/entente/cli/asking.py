"""Commands that ask a record: events, statements, commitments, counts, forums, documents, report, explain."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from entente.entries import Entries, Entry
from entente.errors import UsageError
from entente.explain import Reason
from entente.explain import explain as reasons_of
from entente.explain import lines as reason_lines
from entente.export.csv import csv_lines
from entente.export.formats import BINARY, about
from entente.export.marked import Kind, legend, marks, segments
from entente.export.parquet import parquet_bytes
from entente.export.plover import commitment_row, count_row, line, plover_event, setting_row, statement_row
from entente.export.tables import Table, commitments_table, counts_table, events_table, settings_table, statements_table
from entente.model import Commitment, CountClaim, Dating, Event, Sentence, Setting, Statement
from entente.notation import line_of, show_days, show_party
from entente.query import Reader, StoredReport
from entente.record import Judgement

T = TypeVar("T")
COLOURS: Mapping[Kind | None, str] = {
    None: "",
    "event": "bold green",
    "statement": "bold cyan",
    "commitment": "magenta",
    "count": "yellow",
}


@dataclass(frozen=True, slots=True)
class _Layout(Generic[T]):
    """How one kind of entry is shown in each format."""

    as_table: Callable[[Iterable[Entry[T]]], Table]
    as_json: Callable[[Entry[T]], object]
    heads: tuple[str, ...]
    cells: Callable[[Entry[T]], tuple[str, ...]]


def opened(where: str) -> Reader:
    """The record to ask, which must be there."""
    return Reader(where, must_exist=True)


def print_events(found: Entries[Event], format: str) -> None:
    """Events as table, CSV, Parquet or PLOVER JSON."""
    heads = ("id", "date", "event", "actor", "recipient", "place", "factuality", "speaker", "trigger", "report")
    _print(found, format, _Layout(events_table, plover_event, heads, _event_cells))


def print_statements(found: Entries[Statement], format: str) -> None:
    """Statements as table, CSV, Parquet or JSON."""
    heads = ("date", "speaker", "to", "cue", "content", "report")
    _print(found, format, _Layout(statements_table, statement_row, heads, _statement_cells))


def print_commitments(found: Entries[Commitment], format: str) -> None:
    """Commitments as table, CSV, Parquet or JSON."""
    heads = ("date", "parties", "action", "words", "how often", "status", "report", "answered in")
    _print(found, format, _Layout(commitments_table, commitment_row, heads, _commitment_cells))


def print_counts(found: Entries[CountClaim], format: str) -> None:
    """Count claims as table, CSV, Parquet or JSON."""
    heads = ("date", "actors", "event", "asserted", "on record", "verdict", "words", "report")
    _print(found, format, _Layout(counts_table, count_row, heads, _count_cells))


def print_settings(name: str, found: Entries[Setting], format: str) -> None:
    """Forums or documents, as *name* says, as table, CSV, Parquet or JSON."""
    heads = ("date", "name", "edition", "place", "parties", "events", "statements", "commitments", "report")
    _print(found, format, _Layout(partial(settings_table, name), setting_row, heads, _setting_cells))


def print_report(found: StoredReport) -> None:
    """A report's text, coloured on a terminal and with brackets elsewhere, and the legend of its marks."""
    every, coloured = marks(found), sys.stdout.isatty()
    pieces = list(segments(found.report.text, every, brackets=not coloured))
    rows = list(legend(every))
    if not coloured:
        print("".join(piece for piece, _ in pieces), *(row for row, _ in rows), sep="\n")
        return
    from rich.console import Console
    from rich.text import Text

    console = Console()
    console.print(Text.assemble(*((piece, COLOURS[kind]) for piece, kind in pieces)))
    for row, kind in rows:
        console.print(Text(row, COLOURS[kind]))


def print_reasons(
    found: Entry[Event], sentences: Mapping[int, Sentence], judged: Iterable[Judgement], field: str | None
) -> None:
    """The tree of reasons, plainly: it can be copied into a bug report."""
    tree: Reason = reasons_of(found, sentences, judged, field)
    print(*reason_lines(tree), sep="\n")


def _print(found: Entries[T], format: str, layout: _Layout[T]) -> None:
    if format == "jsonl":
        lines: Iterable[str] = (line(layout.as_json(entry)) for entry in found)
    elif format == "csv":
        lines = csv_lines(found.to_dicts())
    elif format == "parquet":
        lines = ()
        write_bytes(parquet_bytes(layout.as_table(found), about(found)), "parquet")
    else:
        print_table(layout.heads, [layout.cells(entry) for entry in found])
        lines = ()
    for each in lines:
        print(each)
    if found.next:
        print(f"entente: there is more; go on with --after {found.next}", file=sys.stderr)


def write_bytes(content: bytes, format: str) -> None:
    """Writes a file to standard output; ``UsageError`` where that is a terminal and the format no text."""
    if format in BINARY and sys.stdout.isatty():
        raise UsageError(f"{format} is no text for a terminal; write it to a file, as with: > FILE")
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def print_table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Columns that fit the terminal; elsewhere as wide as what they hold, so that nothing is cut."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        table.add_column(head, no_wrap=head in ("id", "date"))
    for row in rows:
        table.add_row(*(Text(" ".join(cell.split())) for cell in row))
    wide = None if sys.stdout.isatty() else 100_000
    Console(width=wide, highlight=False).print(table)
    print(f"{len(rows)} found")


def _event_cells(entry: Entry[Event]) -> tuple[str, ...]:
    shown = line_of(entry.value.chief, entry.report.text)
    act = f"{shown.type}:{shown.mode}" if shown.mode else shown.type
    who, whom = (" & ".join(map(show_party, parties)) for parties in (shown.actors, shown.recipients))
    days = show_days(shown.first, shown.last)
    rest = (shown.place or "", shown.factuality, shown.speaker or "", shown.trigger, entry.report.source)
    return (entry.id, days, act, who, whom, *rest)


def _statement_cells(entry: Entry[Statement]) -> tuple[str, ...]:
    held, text = entry.value, entry.report.text
    content = " … ".join(span.of(text) for span in held.content)
    who = held.source.name if held.source else ""
    to = held.addressee.name if held.addressee else ""
    return (_days(held.dating), who, to, held.cue.of(text), content, entry.report.source)


def _commitment_cells(entry: Entry[Commitment]) -> tuple[str, ...]:
    held = entry.value
    parties = " & ".join(actor.name for actor in (*held.parties, *held.partners))
    what = (held.action, held.words, held.regularity or "", held.status)
    return (_days(held.dating), parties, *what, entry.report.source, " ".join(entry.answered_in))


def _count_cells(entry: Entry[CountClaim]) -> tuple[str, ...]:
    held = entry.value
    actors = " & ".join(actor.name for actor in held.actors)
    numbers = (str(held.asserted), str(len(held.matching)), held.verdict or "")
    words = held.span.of(entry.report.text)
    return (_days(held.dating), actors, held.type, *numbers, words, entry.report.source)


def _setting_cells(entry: Entry[Setting]) -> tuple[str, ...]:
    held = entry.value
    edition, place = str(held.edition or ""), held.place.name if held.place else ""
    parties = " & ".join(actor.name for actor in held.parties)
    many = (str(len(each)) for each in (entry.inside, entry.said, entry.promised))
    return (_days(held.dating), held.name, edition, place, parties, *many, entry.report.source)


def _days(dating: Dating | None) -> str:
    return show_days(dating.first, dating.last) if dating else "-"
