"""Logging in with a token, saying who judges, and logging out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from entente.serve.access import guard_of
from entente.serve.dependencies import Visiting
from entente.serve.rendering import show

router = APIRouter()


@router.get("/login")
def login_page(request: Request, next: str = "/") -> Response:
    """The form for token and name."""
    return show(request, "login.html", {"next": _inside(next), "wrong": False})


@router.post("/login")
def log_in(  # noqa: PLR0917 called by the names of its arguments
    request: Request,
    visitor: Visiting,
    token: Annotated[str, Form()] = "",
    who: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Starts a session where the token is right; without tokens, or within a session, only keeps the name."""
    guard = guard_of(request)
    known, whose = guard.token(token)
    if guard.forged(request, csrf) or not (known or visitor.may_write):
        return show(request, "login.html", {"next": _inside(next), "wrong": True}, 403)
    response = RedirectResponse(_inside(next), 303)
    if known:
        guard.begin(response, request, whose)
    if who.strip():
        guard.name(response, request, who.strip())
    return response


@router.post("/logout")
def log_out(request: Request, csrf: Annotated[str, Form()] = "") -> Response:
    """Ends the session."""
    guard = guard_of(request)
    response = RedirectResponse("/", 303)
    if not guard.forged(request, csrf):
        guard.end(response)
    return response


def _inside(path: str) -> str:
    """*path* if it leads to this server, else the first page."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"
