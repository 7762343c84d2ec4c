"""The list of statements: who said what to whom."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from entente.serve import links
from entente.serve.asked import Statements
from entente.serve.dependencies import Held
from entente.serve.pages.events import DATES, ORDERS, ROWS
from entente.serve.rendering import show

router = APIRouter()


@router.get("/statements")
def statements(request: Request, record: Held, asked: Statements) -> Response:
    """The statements that fit, newest first if no other order is asked for."""
    order = request.query_params.get("order") or "-date"
    found = record.statements(**asked.filters, order=order, limit=ROWS, after=asked.after)
    kept = {**asked.filters, "order": order if order != "-date" else None}
    here = {**kept, "order": order, "after": asked.after, "limit": ROWS}
    held = {
        "statements": found, "filters": asked.filters, "order": order,
        "orders": {name: said for name, said in ORDERS.items() if name in DATES},
        "next": links.statements(kept, after=found.next) if found.next else None,
        "first": links.statements(kept) if asked.after else None,
        "json": links.at("/api/statements", here), "csv": links.at("/api/statements", {**here, "format": "csv"}),
    }  # fmt: skip
    return show(request, "statements.html", held)
