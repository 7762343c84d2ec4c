"""Reports and runs of a record as values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from entente.model import Block, Report
from entente.record.chunks import chunked
from entente.record.codec import decode
from entente.record.details import stored_details
from entente.record.schema import reports, runs


@dataclass(frozen=True, slots=True)
class Run:
    """A run's report and circumstances, shared by all its entries."""

    number: int
    report: Report
    coded: date
    knowledge: str
    software: str


def load_runs(connection: Connection, numbers: Iterable[int]) -> dict[int, Run]:
    """The runs of these *numbers*."""
    rows = chunked(connection, lambda part: select(runs).where(runs.c.number.in_(part)), numbers)
    texts = chunked(
        connection, lambda part: select(reports).where(reports.c.id.in_(part)), {row.report for row in rows}
    )
    held = {row.id: _report(row) for row in texts}
    return {
        row.number: Run(row.number, held[row.report], date.fromisoformat(row.coded), row.knowledge, row.software)
        for row in rows
    }


def load_reports(connection: Connection, numbers: Iterable[int]) -> dict[int, Report]:
    """The reports of the runs of these *numbers*."""
    return {number: run.report for number, run in load_runs(connection, numbers).items()}


def _report(row: Row[Any]) -> Report:
    details = stored_details(row.details)
    return Report(
        source=row.source,
        text=row.text,
        blocks=decode(tuple[Block, ...], row.blocks),
        title=row.title,
        byline=row.byline,
        published=_day(row.published),
        published_basis=row.published_basis,
        updated=_day(row.updated),
        publisher=row.publisher,
        url=row.url,
        media_type=row.media_type,
        published_at=details.published_at,
        place=details.place,
        origin=details.origin,
        anchors=details.anchors,
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
