"""What went wrong, as ``application/problem+json`` (RFC 9457) or, to who asks for a page, as a page."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from entente.errors import ConflictError, EntenteError, RecordError, UnknownError, UnreadableError, UsageError
from entente.serve.rendering import show

MEDIA_TYPE = "application/problem+json"
log = logging.getLogger("entente.serve")


class Refused(HTTPException):
    """A request that is refused with *status*; *detail* says why and what to do."""


def problem(status: int, detail: str, headers: dict[str, str] | None = None, **more: Any) -> Response:
    """A problem as RFC 9457 writes it."""
    content = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    written = json.dumps(jsonable_encoder(content), ensure_ascii=False).encode("utf-8", "backslashreplace")
    return Response(written, status, headers, MEDIA_TYPE)


def answer(request: Request, status: int, detail: str, headers: dict[str, str] | None = None, **more: Any) -> Response:
    """The problem, in the form that *request* wants it in."""
    if request.url.path.startswith("/api") or "text/html" not in request.headers.get("accept", ""):
        return problem(status, detail, headers, **more)
    context = {"status": status, "title": HTTPStatus(status).phrase, "detail": detail}
    return show(request, "error.html", context, status, headers)


def status_of(error: EntenteError) -> int:
    """What HTTP calls it."""
    kinds = (UnknownError, 404), (ConflictError, 409), (RecordError, 503), (UsageError, 422), (UnreadableError, 422)
    for kind, status in kinds:
        if isinstance(error, kind):
            return status
    return 500


def told(error: EntenteError, record: str) -> str:
    """What *error* says to somebody elsewhere: no folder of this machine, no command to type."""
    said = str(error).replace(record, record.rpartition("/")[2])
    return said.partition("; see the list of them with")[0] if isinstance(error, UnknownError) else said


def add_handlers(app: FastAPI) -> None:
    """Lets every error become an answer."""
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(EntenteError, _raised)
    app.add_exception_handler(Exception, _broken)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 304:
        return Response(None, 304, error.headers)
    unrouted = error.status_code == 404 and error.detail == "Not Found"
    detail = f"nothing is served at {request.url.path}" if unrouted else str(error.detail)
    return answer(request, error.status_code, detail, dict(error.headers or {}))


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = [{"at": ".".join(map(str, each["loc"])), "message": each["msg"]} for each in error.errors()]
    detail = "; ".join(f"{each['at']}: {each['message']}" for each in found)
    return answer(request, 422, detail, errors=found)


def _raised(request: Request, error: Exception) -> Response:
    assert isinstance(error, EntenteError)
    return answer(request, status_of(error), told(error, request.app.state.record.name))


def _broken(request: Request, error: Exception) -> Response:
    log.error("broken", extra={"path": request.url.path}, exc_info=error)
    return answer(request, 500, "the server failed; its log says where")
