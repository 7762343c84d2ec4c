"""Who asks, and what they may do: tokens, sessions, and proof that a form is one of ours.

A session is a cookie ``name|end|signature``, set by the login form; the CSRF token of a page is a salt and the
signature of salt and the browser's own cookie, so that no two pages hold the same one and compressing them leaks none.
"""

from __future__ import annotations

import getpass
import hmac
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from fastapi import Request, Response

from entente.serve.settings import Settings

BROWSER, SESSION, NAME = "entente_browser", "entente_session", "entente_name"
CSRF_FIELD, CSRF_HEADER = "csrf", "X-CSRF-Token"
HOURS = 12
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks, None where nobody said; and what they may do."""

    who: str | None
    may_read: bool
    may_write: bool
    fixed: bool = False
    """Whether the name is that of the token, and may not be chosen."""


class Guard:
    """Tells who asks, by *settings*."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        # With tokens, sessions outlive a restart and end when the tokens change.
        seed = "\n".join(sorted(settings.tokens)).encode() or secrets.token_bytes(32)
        self._key = sha256(b"entente sessions\n" + seed).digest()

    def visitor(self, request: Request) -> Visitor:
        """Who asks: by bearer token, by session, or anybody."""
        settings = self.settings
        if not settings.tokens:
            return Visitor(self._said(request) or _login_name(), True, True)
        known, who = self._bearer(request)
        if not known:
            known, who = self._session(request)
        if not known:
            return Visitor(None, settings.open_reading, False)
        return Visitor(who or self._said(request), True, True, who is not None)

    def token(self, given: str) -> tuple[bool, str | None]:
        """Whether *given* is one of the tokens, and whose; takes as long whichever it is."""
        known, whose = False, None
        for token, who in self.settings.tokens.items():
            if hmac.compare_digest(token.encode(), given.encode("utf-8", "surrogateescape")):
                known, whose = True, who
        return known, whose

    def _bearer(self, request: Request) -> tuple[bool, str | None]:
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        return self.token(given.strip()) if scheme.lower() == "bearer" else (False, None)

    def has_bearer(self, request: Request) -> bool:
        return self._bearer(request)[0]

    def _session(self, request: Request) -> tuple[bool, str | None]:
        """Whether the session cookie is one we set and not past its end, and who it names, None for nobody."""
        body, _, signature = request.cookies.get(SESSION, "").rpartition("|")
        if not hmac.compare_digest(self._sign("session", body), signature.encode("utf-8", "replace").decode()):
            return False, None
        name, _, end = body.partition("|")
        return int(end) > time.time(), _unpacked(name) or None

    @staticmethod
    def _said(request: Request) -> str | None:
        """The reviewer that the request names, by header or cookie."""
        said = request.headers.get("x-reviewer") or _unpacked(request.cookies.get(NAME, ""))
        return said.strip()[:200] or None

    def begin(self, response: Response, request: Request, who: str | None) -> None:
        """Starts a session of a reviewer whom a token names, or of nobody in particular."""
        end = int(time.time()) + HOURS * 3600
        body = f"{_packed(who or '')}|{end}"
        self._set(response, request, SESSION, f"{body}|{self._sign('session', body)}")

    def name(self, response: Response, request: Request, who: str) -> None:
        """Keeps the name that a reviewer gave."""
        self._set(response, request, NAME, _packed(who))

    def end(self, response: Response) -> None:
        response.delete_cookie(SESSION)
        response.delete_cookie(NAME)

    @staticmethod
    def _set(response: Response, request: Request, name: str, value: str) -> None:
        safe = request.url.scheme == "https"
        response.set_cookie(name, value, max_age=HOURS * 3600, httponly=True, samesite="strict", secure=safe)

    def _sign(self, what: str, text: str) -> str:
        return hmac.new(self._key, f"{what}\n{text}".encode("utf-8", "replace"), sha256).hexdigest()

    def csrf_token(self, request: Request) -> str:
        """A token for the forms of a page; ``keep_browser`` must set the cookie it goes with."""
        salt = secrets.token_urlsafe(9)
        return f"{salt}.{self._sign('csrf', salt + browser_of(request))}"

    def _ours(self, request: Request, token: str) -> bool:
        salt, _, signature = token.partition(".")
        browser = request.cookies.get(BROWSER)
        return bool(browser) and hmac.compare_digest(
            self._sign("csrf", salt + str(browser)), signature.encode("utf-8", "replace").decode("ascii", "replace")
        )

    def forged(self, request: Request, token: str | None) -> bool:
        """Whether another site may have made the browser send this request.

        What carries a bearer token cannot be forged; nor what a browser sends only to where it came from: JSON.
        """
        if self.has_bearer(request):
            return False
        headers = request.headers
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site not in (None, "same-origin", "none") or (origin and urlsplit(origin).netloc != headers.get("host")):
            return True
        if headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json":
            return False
        if site is None and origin is None and not request.cookies:
            return False
        return not self._ours(request, headers.get(CSRF_HEADER.lower()) or token or "")


def browser_of(request: Request) -> str:
    """The random value that this browser keeps, made where it has none yet."""
    held: str | None = request.cookies.get(BROWSER) or getattr(request.state, "browser", None)
    if held is None:
        held = request.state.browser = secrets.token_urlsafe(18)
    return held


def guard_of(request: Request) -> Guard:
    """The guard of the app that answers *request*."""
    found: Guard = request.app.state.guard
    return found


def _packed(text: str) -> str:
    return urlsafe_b64encode(text.encode("utf-8", "replace")).decode().rstrip("=")


def _unpacked(text: str) -> str:
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("utf-8", "replace")
    except ValueError:
        return ""


def _login_name() -> str | None:
    """Who runs the server, which on this machine is who sits before it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return None
