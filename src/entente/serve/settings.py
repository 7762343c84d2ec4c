"""How the record is served: where, to whom, and how much is taken in at once."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from entente.errors import DataError, UsageError

LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """``tokens`` are the secrets that let write, with the reviewer each belongs to, None for any.

    Without tokens everybody who reaches the server may do everything, so that it must be bound to this machine alone.
    With them, writing needs one, and so does reading unless ``open_reading``. ``names`` are the names of hosts, beyond
    addresses and those of this machine, under which the server may be asked. ``body_limit`` is in bytes of a request,
    ``report_limit`` in bytes of an uploaded report, ``most`` the most rows of one page of a list and ``export_limit``
    the most events of one export.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    tokens: Mapping[str, str | None] = field(default_factory=dict, repr=False)
    open_reading: bool = False
    names: tuple[str, ...] = ()
    body_limit: int = 6_000_000
    report_limit: int = 5_000_000
    most: int = 1_000
    export_limit: int = 100_000

    def __post_init__(self) -> None:
        if not self.tokens and not local(self.host):
            raise UsageError(
                f"{self.host} can be reached from other machines: say who may write, with --token-file FILE (docs/"
                "how-to/serve.md), or leave out --host to serve this machine alone"
            )
        if self.open_reading and not self.tokens:
            raise UsageError("--open-reading opens to all what a token guards; give --token-file FILE too")

    def serves(self, host: str) -> bool:
        """Whether *host*, the ``Host`` of a request, is a name of this server.

        A page elsewhere can point a name of its own at this machine (DNS rebinding), but not an address.
        """
        name = host_name(host)
        if not self.tokens:
            return name in (*LOCAL, *self.names, self.host)
        return _address(name) or name in (*LOCAL, *self.names, self.host.lower(), socket.gethostname().lower())


def local(host: str) -> bool:
    """Whether only this machine can reach *host*."""
    return host == "localhost" or (_address(host) and ipaddress.ip_address(host).is_loopback)


def host_name(host: str) -> str:
    """The name in a ``Host`` header, without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


def _address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def read_tokens(path: Path) -> dict[str, str | None]:
    """The tokens in a file: a line each, the token alone or the reviewer's name and the token.

    Raises ``DataError`` where there is none, or one is too short to be a secret.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read: {error}") from error
    found: dict[str, str | None] = {}
    for number, line in enumerate(lines, 1):
        *name, token = line.split() or [""]
        if not token or line.lstrip().startswith("#"):
            continue
        if len(token) < 16:
            raise DataError(f"{path}:{number}: a token has 16 characters or more; make one with: openssl rand -hex 16")
        found[token] = " ".join(name) or None
    if not found:
        raise DataError(f"{path}: holds no token; write one a line, after the name of its reviewer if it has one")
    return found
