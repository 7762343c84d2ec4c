"""The ledger: who promised what to whom, in what, by when, and what became of it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from entente.serve import asked, links
from entente.serve.choices import CHOICES
from entente.serve.dependencies import Held
from entente.serve.rendering import show

ROWS = 20
FORM = ("actor", "recipient", "type", "status", "since", "until", "text")
router = APIRouter()


@router.get("/commitments")
def commitments_page(request: Request, record: Held, question: asked.Commitments) -> Response:
    """One page of the ledger, the newest first."""
    filters = dict(question.filters)
    found = record.ledger(**filters, limit=ROWS, after=question.after)
    held = {
        "entries": found, "filters": filters, "form": FORM, "choices": CHOICES,
        "asked": {**filters, "limit": ROWS, "after": question.after},
        "next": links.at("/commitments", {**filters, "after": found.next}) if found.next else None,
        "first": links.at("/commitments", filters) if question.after else None,
    }  # fmt: skip
    return show(request, "commitments.html", held)
