"""What an endpoint may ask for by the type of an argument."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from entente.api import Record
from entente.serve.access import CSRF_FIELD, CSRF_HEADER, Visitor, guard_of
from entente.serve.problems import Refused
from entente.serve.settings import Settings

BEARER = {"WWW-Authenticate": "Bearer"}


def held_record(request: Request) -> Record:
    """The record that is served. Each question takes a connection of its own, so that threads may share it."""
    found: Record = request.app.state.record
    return found


def settings_of(request: Request) -> Settings:
    return guard_of(request).settings


def visitor_of(request: Request) -> Visitor:
    return guard_of(request).visitor(request)


async def writer_of(request: Request) -> str:
    """The name of who judges; 401 without the right to write, 403 where another site may have sent the request."""
    visitor = await checked_writer(request)
    if not visitor.who:
        raise Refused(422, "say who judges: in the field who, the header X-Reviewer, or where you log in")
    return visitor.who


async def checked_writer(request: Request) -> Visitor:
    """Who writes, if they may; they need not say their name."""
    guard = guard_of(request)
    visitor = guard.visitor(request)
    if not visitor.may_write:
        raise Refused(401, "writing needs a token: log in, or send it as a bearer token", BEARER)
    if guard.forged(request, await _csrf_field(request)):
        raise Refused(403, f"send a page's token in the field {CSRF_FIELD} or the header {CSRF_HEADER}; reload it")
    return visitor


async def _csrf_field(request: Request) -> str | None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return None
    found = (await request.form()).get(CSRF_FIELD)
    return found if isinstance(found, str) else None


Held = Annotated[Record, Depends(held_record)]
Set = Annotated[Settings, Depends(settings_of)]
Visiting = Annotated[Visitor, Depends(visitor_of)]
Writing = Annotated[str, Depends(writer_of)]
Trusted = Annotated[Visitor, Depends(checked_writer)]
