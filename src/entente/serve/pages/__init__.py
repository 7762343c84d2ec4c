"""The pages: one module for each, with a router; ``ROUTERS`` lists them in the order they are tried.

A template extends ``base.html`` (blocks ``title``, ``head``, ``main``) and imports ``parts.html``, the macros of what
pages share (acts, parties, clauses, bars, sparks, pages of a list). Templates have ``link`` (``entente.serve.links``:
every address of a page is made there) and what ``entente.serve.wording.names`` lists. ``figures`` lays out bars and
sparks. Style and script are built from ``web/src`` into ``static`` (``npm run build`` there): ``page.css`` holds the
colours, ``controls.css``, ``tables.css`` and ``record.css`` what pages are made of; ``map.js`` is a bundle of its own.
"""

from __future__ import annotations

from fastapi import APIRouter

from entente.serve.pages import actors, commitments, event, events, home, network, reading, reports, review, statements

ROUTERS: tuple[APIRouter, ...] = (
    home.router,
    events.router,
    event.router,
    reports.router,
    statements.router,
    actors.router,
    commitments.router,
    network.router,
    reading.router,
    review.router,
)
