"""Fetches one address with care: no private network, few redirects, limited in time and size, and only once changed.

A host's name is looked up once, its addresses are checked, and the connection is made to one that was checked, so that
a name that changes its mind between two look-ups gains nothing. urllib would look up and connect by itself, and its
time limit starts anew with every byte; so this stands on ``http.client``.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, urljoin, urlsplit

from entente.watch.settings import Settings

PIECE = 65_536
MOVED = frozenset({301, 302, 303, 307, 308})
SCHEMES = {"http": 80, "https": 443}
LONGEST_WAIT = 86_400.0
"""Seconds; a server that asks for more is asked again after a day."""


class FetchError(Exception):
    """An address could not be fetched; the message says why. ``lasting`` says that trying again is of no use."""

    def __init__(self, why: str, lasting: bool = False) -> None:
        super().__init__(why)
        self.lasting = lasting


@dataclass(frozen=True, slots=True)
class Known:
    """What a server said of an answer, to ask it whether there is another by now."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: HTTP status, where from in the end, the bytes as the server meant them, and how to ask again.

    ``wait`` is how many seconds the server asks to be left alone.
    """

    status: int
    url: str
    body: bytes = b""
    known: Known = field(default_factory=Known)
    charset: str | None = None
    wait: float | None = None


def fetch(url: str, settings: Settings, known: Known | None = None) -> Answer:
    """What the server of *url* answers, redirects followed; 304 and no body if it is still as *known*.

    Raises ``FetchError`` where there is no answer, or one that is too long, too slow or leads astray.
    """
    deadline = time.monotonic() + settings.timeout
    headers = _headers(settings, known or Known())
    for _ in range(settings.redirects + 1):
        answer, onward = _once(url, settings, headers, deadline)
        if onward is None:
            return answer
        url = urljoin(url, onward)
    raise FetchError(f"is redirected more than {settings.redirects} times", lasting=True)


def post(url: str, body: bytes, settings: Settings) -> int:
    """The status that the server of *url* answers a JSON object with; the address is the user's own and not checked."""
    with _asked(url, settings, time.monotonic() + settings.timeout, checked=False) as (connection, path):
        connection.request("POST", path, body, {"Content-Type": "application/json", "User-Agent": settings.agent})
        with connection.getresponse() as response:
            return response.status


def _headers(settings: Settings, known: Known) -> dict[str, str]:
    asked = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    about = {"User-Agent": settings.agent, "Accept-Encoding": "gzip", "Accept": "*/*"}
    return {**about, **{name: value for name, value in asked.items() if value}}


def _once(url: str, settings: Settings, headers: Mapping[str, str], deadline: float) -> tuple[Answer, str | None]:
    """One request: its answer, and where that leads on to, if anywhere."""
    with _asked(url, settings, deadline) as (connection, path):
        connection.request("GET", path, headers=dict(headers))
        with connection.getresponse() as response:
            onward = response.headers.get("Location") if response.status in MOVED else None
            body = b"" if onward else _body(response, settings.most_bytes)
        known = Known(response.headers.get("ETag"), response.headers.get("Last-Modified"))
        charset = response.headers.get_content_charset()
        return Answer(response.status, url, body, known, charset, _wait(response.headers.get("Retry-After"))), onward


@contextmanager
def _asked(
    url: str, settings: Settings, deadline: float, checked: bool = True
) -> Iterator[tuple[http.client.HTTPConnection, str]]:
    """A connection to the server of *url*, and the path to ask for. When the time is up it is cut."""
    parts = _parts(url)
    address = _address(parts, settings.allow if checked else None)
    left = deadline - time.monotonic()
    if left <= 0:
        raise FetchError(f"took longer than {settings.timeout:g} s")
    connection = _Connection(parts, address, left)
    cut = threading.Timer(left, connection.cut)
    cut.daemon = True
    cut.start()
    try:
        yield connection, _path(parts)
        if connection.was_cut:
            # To whoever read, the cut looked like the end of a body without a stated length.
            raise TimeoutError
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        late = connection.was_cut or isinstance(error, TimeoutError)
        why = f"took longer than {settings.timeout:g} s" if late else f"{type(error).__name__}: {error}"
        raise FetchError(" ".join(why.split())[:200]) from error
    finally:
        cut.cancel()
        connection.close()


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise FetchError(f"is no address ({error})", lasting=True) from error
    if parts.scheme not in SCHEMES or not parts.hostname or parts.username is not None:
        raise FetchError("is no plain http or https address", lasting=True)
    return parts


def _path(parts: SplitResult) -> str:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    # What no URL holds, a browser escapes.
    return "".join(each if "!" <= each <= "~" else "".join(f"%{byte:02X}" for byte in each.encode()) for each in path)


def _address(parts: SplitResult, allow: tuple[str, ...] | None) -> tuple[str, int]:
    """An address of the host, checked unless *allow* is None. Raises ``FetchError`` where one of them is private."""
    host, port = parts.hostname or "", parts.port or SCHEMES[parts.scheme]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"the host {host} is not found") from error
    addresses = [str(each[4][0]) for each in found]
    if allow is not None and host not in allow and not all(map(_is_public, addresses)):
        raise FetchError(f"{host} is a private address; name it under allow if it is yours", lasting=True)
    return addresses[0], port


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (mapped is None or mapped.is_global)


class _Connection(http.client.HTTPConnection):
    """A connection to an address that was looked up already."""

    def __init__(self, parts: SplitResult, address: tuple[str, int], timeout: float) -> None:
        super().__init__(parts.hostname or "", parts.port or SCHEMES[parts.scheme], timeout=timeout)
        self._address = address
        self._safe = parts.scheme == "https"
        # http.client forgets the socket as soon as an answer that ends with the connection has begun.
        self._open: socket.socket | None = None
        self.was_cut = False

    def connect(self) -> None:
        self.sock = self._open = socket.create_connection(self._address, self.timeout)
        if self._safe:
            self.sock = self._open = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        """Ends whatever is being waited for."""
        self.was_cut = True
        if self._open is not None:
            try:
                self._open.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


def _body(response: http.client.HTTPResponse, most: int) -> bytes:
    """The bytes, unpacked. Neither what comes nor what it unpacks to may be more than *most*."""
    packed = response.headers.get("Content-Encoding", "").lower().strip()
    if packed not in ("", "identity", "gzip", "x-gzip"):
        raise FetchError(f"is packed with {packed}, which was not asked for", lasting=True)
    unpack = zlib.decompressobj(31) if packed.endswith("gzip") else None
    found, came = bytearray(), 0
    while piece := response.read1(PIECE):
        came += len(piece)
        found += unpack.decompress(piece, most + 1 - len(found)) if unpack else piece
        if max(came, len(found)) > most:
            raise FetchError(f"is longer than {most / 1e6:g} MB", lasting=True)
    if response.length:
        raise FetchError("broke off before its end")
    if unpack is not None and not unpack.eof and came:
        raise FetchError("broke off before its end")
    return bytes(found)


def _wait(asked: str | None) -> float | None:
    """Seconds of a ``Retry-After`` header, which states them or a moment (RFC 9110, 10.2.3)."""
    if not asked:
        return None
    try:
        seconds = float(asked) if asked.strip().isdigit() else parsedate_to_datetime(asked).timestamp() - time.time()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(0.0, seconds), LONGEST_WAIT)
