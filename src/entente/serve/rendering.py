"""Pages from templates, with what every page knows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from entente import __version__
from entente.serve import access, wording

HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def templates() -> Jinja2Templates:
    """The templates; what they are given is escaped, and a name they are not given is an error."""
    loader = FileSystemLoader(HERE / "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(wording.names())
    return Jinja2Templates(env=environment, context_processors=[_always])


def _always(request: Request) -> dict[str, Any]:
    guard = access.guard_of(request)
    return {
        "csrf": guard.csrf_token(request),
        "visitor": guard.visitor(request),
        "settings": guard.settings,
        "version": __version__,
    }


def show(
    request: Request,
    name: str,
    context: Mapping[str, Any] | None = None,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The template *name*, filled with *context*."""
    return templates().TemplateResponse(request, name, dict(context or {}), status, dict(headers or {}))
