"""REST: one module for each kind of thing, with a router; all stand under ``/api``."""

from __future__ import annotations

from fastapi import APIRouter

from entente.serve.api import about, coding, drawn, exporting, judging, lists, reports, tallies

ROUTERS: tuple[APIRouter, ...] = (
    about.router, lists.router, reports.router, tallies.router, drawn.router, judging.router, coding.router,
    exporting.router,
)  # fmt: skip
