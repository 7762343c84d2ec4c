"""What stands before every endpoint: names of hosts, the right to read, limits, headers, and one log line a request."""

from __future__ import annotations

import logging
import time
from typing import Any

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from entente.serve.access import BROWSER, HOURS, guard_of
from entente.serve.dependencies import BEARER
from entente.serve.problems import Refused, answer

POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "manifest-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
))  # fmt: skip
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# What may be read without any right: the form to log in with, and what it looks like.
OPEN = ("/login", "/static/", "/favicon.ico")
log = logging.getLogger("entente.serve")


class Shield:
    """Answers what may not be answered, and gives every answer its headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})
        request = Request(scope, receive)
        begun = time.perf_counter()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(request, message)
                _tell(request, message["status"], begun)
            await send(message)

        refused = _refusal(request)
        if refused is not None:
            status, detail, headers = refused
            await answer(request, status, detail, headers)(scope, receive, sending)
            return
        await self.app(scope, _limited(request, receive), sending)


def _refusal(request: Request) -> tuple[int, str, dict[str, str]] | None:
    """Status, reason and headers of what is refused before anything looks at it."""
    guard = guard_of(request)
    host = request.headers.get("host", "")
    if not guard.settings.serves(host):
        return 421, f"this server does not answer to the name {host!r}; give it with --name if it should", {}
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > guard.settings.body_limit:
        return 413, f"a request has at most {guard.settings.body_limit} bytes", {"Connection": "close"}
    path = request.url.path
    if not guard.visitor(request).may_read and not path.startswith(OPEN):
        return 401, "reading needs a token: log in at /login, or send it as a bearer token", BEARER
    return None


def _limited(request: Request, receive: Receive) -> Receive:
    """*receive*, that ends the request where more comes than the length said."""
    limit, seen = guard_of(request).settings.body_limit, 0

    async def receiving() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise Refused(413, f"a request has at most {limit} bytes", {"Connection": "close"})
        return message

    return receiving


def _add_headers(request: Request, message: Message) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    if not request.url.path.startswith("/static/"):
        headers.setdefault("Cache-Control", "private, no-cache")
        headers.add_vary_header("Accept")
        headers.add_vary_header("Cookie")
    etag = getattr(request.state, "etag", None)
    if etag is not None and message["status"] == 200:
        headers.setdefault("ETag", etag)
    browser = getattr(request.state, "browser", None)
    if browser is not None:
        secure = "; Secure" if request.url.scheme == "https" else ""
        rest = f"; HttpOnly; SameSite=Strict; Path=/; Max-Age={HOURS * 3600}{secure}"
        headers.append("Set-Cookie", f"{BROWSER}={browser}{rest}")


def _tell(request: Request, status: int, begun: float) -> None:
    """One line a request: what and how long, no query and no header, which may hold secrets."""
    about: dict[str, Any] = {
        "method": request.method,
        "path": request.url.path,
        "status": status,
        "ms": round((time.perf_counter() - begun) * 1000, 1),
    }
    log.info("request", extra=about)
