"""What a report's source said besides its text and headline, in one column, and how a record of schema 2 gets it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, inspect

from entente.model import Anchor, Report
from entente.record.codec import decode, encode


@dataclass(frozen=True, slots=True)
class Details:
    """The fields of a report that have no column of their own; they mean what they mean in ``Report``."""

    published_at: str | None = None
    place: str | None = None
    origin: str | None = None
    anchors: tuple[Anchor, ...] = ()


def details_of(report: Report) -> str | None:
    """The details of *report* as they are stored, None where there are none."""
    held = Details(report.published_at, report.place, report.origin, report.anchors)
    return None if held == Details() else encode(held)


def stored_details(text: str | None) -> Details:
    """The inverse of ``details_of``."""
    return decode(Details, text) if text else Details()


def bring_up(connection: Connection) -> None:
    """From schema version 2 to 3. A record that came from version 1 in the same step has the column already."""
    if "details" not in {column["name"] for column in inspect(connection).get_columns("reports")}:
        connection.exec_driver_sql("ALTER TABLE reports ADD COLUMN details TEXT")
