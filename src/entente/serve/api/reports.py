"""Reports: the list of them, and each with all that was found in it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response

from entente.export.plover import commitment_row, count_row, iso, plover_event, statement_row
from entente.export.tables import events_table
from entente.query import StoredReport
from entente.serve.answers import FRESH, AsFormat, as_csv, as_json, of_rows
from entente.serve.asked import Reports
from entente.serve.dependencies import Held
from entente.serve.described import NULL_OR_TEXT, answered, listed, ref
from entente.serve.shapes import ReportRow

router = APIRouter(dependencies=[FRESH], tags=["reports"])
TEXT: dict[str, Any] = {"type": "string"}
ReportName = Annotated[str, Path(description="Name of a report, the end of it after a slash, or the start of its id.")]
FOUND = {"events": "PloverEvent", "statements": "StatementRow", "commitments": "CommitmentRow", "counts": "CountRow",
         "problems": "ProblemRow"}  # fmt: skip
WHOLE = {
    "type": "object",
    "properties": {
        "report": TEXT, "title": NULL_OR_TEXT, "byline": NULL_OR_TEXT, "published": NULL_OR_TEXT,
        "published_basis": NULL_OR_TEXT, "publisher": NULL_OR_TEXT, "url": NULL_OR_TEXT, "text": TEXT,
        **{name: {"type": "array", "items": ref(shape)} for name, shape in FOUND.items()},
    },
}  # fmt: skip


@router.get("/reports", response_class=Response, responses=listed("ReportRow"))
def reports(request: Request, record: Held, asked: Reports, format: AsFormat) -> Response:
    """The reports by name; `since` and `until` are days of publication."""
    found = record.reports(limit=asked.limit, after=asked.after, **asked.filters)
    columns = tuple(ReportRow.__annotations__)
    return of_rows(request, format, "reports", found.rows, columns=columns, next=found.next)


@router.get("/reports/{name:path}", response_class=Response, responses=answered(WHOLE, csv=True))
def report(record: Held, name: ReportName, format: AsFormat) -> Response:
    """A report by its name, the end of it after a slash, or the start of its id: text, and all that was found in it.

    The CSV has its events.
    """
    found = record.report(name)
    if format == "csv":
        table = events_table(found.events)
        return as_csv("events", [column.name for column in table.columns], table.flat())
    return as_json(whole(found))


def whole(found: StoredReport) -> dict[str, object]:
    """A report with all that was found in it; offsets are code points of ``text``."""
    about = found.report
    return {
        "report": about.source,
        "title": about.title,
        "byline": about.byline,
        "published": iso(about.published),
        "published_basis": about.published_basis,
        "publisher": about.publisher,
        "url": about.url,
        "text": about.text,
        "events": [plover_event(each) for each in found.events],
        "statements": [statement_row(each) for each in found.statements],
        "commitments": [commitment_row(each) for each in found.commitments],
        "counts": [count_row(each) for each in found.counts],
        "problems": [
            {"source": each.source, "stage": each.stage, "message": each.message, "fatal": each.fatal}
            for each in found.problems
        ],
    }
