"""The list of reports, and each report with the characters marked that its record rests on."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from entente.serve import links
from entente.serve.asked import Reports
from entente.serve.dependencies import Held
from entente.serve.rendering import show
from entente.serve.spans import annotated, by_layer, paragraphs

router = APIRouter()
ROWS = 50
LAYERS = {
    "event": ("Events", "ev"), "statement": ("Statements", "st"), "commitment": ("Commitments and counts", "pr"),
    "actor": ("Actors", "wh"), "place": ("Places", "pl"), "time": ("Times", "ti"),
}  # fmt: skip


@router.get("/reports")
def reports(request: Request, record: Held, asked: Reports) -> Response:
    """The reports on record by name, or those coded last first."""
    found = record.reports(limit=ROWS, after=asked.after, **asked.filters)
    held = {
        "reports": found.rows, "filters": asked.filters,
        "next": links.at("/reports", {**asked.filters, "after": found.next}) if found.next else None,
        "first": links.at("/reports", asked.filters) if asked.after else None,
        "asked": {**asked.filters, "limit": ROWS, "after": asked.after},
    }  # fmt: skip
    return show(request, "reports.html", held)


@router.get("/reports/{name:path}")
def report(request: Request, record: Held, name: str) -> Response:
    """A report by its name, or by as much of it as leaves no doubt."""
    found = record.report(name)
    marked = annotated(found)
    held = {
        "found": found, "report": found.report, "paragraphs": paragraphs(found.report, marked),
        "layers": {layer: (*LAYERS[layer], each) for layer, each in by_layer(marked).items()},
    }  # fmt: skip
    return show(request, "report.html", held)
