"""What to watch and what to tell: the user's file of feeds and alerts (TOML, ``docs/how-to/watch.md``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from entente.errors import DataError

AGENT = "entente-watch/1 (news research; set agent in feeds.toml)"
Factualities = ("actual", "planned", "hypothetical", "negated")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed to poll: its address, the publisher's name if the feed's title is none, seconds between two polls."""

    url: str
    publisher: str | None = None
    every: float | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """Which events to tell of, and where. An event has to meet all that is given.

    ``dyad`` is two codes in either direction (``USA-CHN``), ``actor`` and ``recipient`` are codes; ``type`` is a PLOVER
    type with or without a mode; ``score_below`` and ``score_above`` bound PLOVER's score (-10 to 10), both excluded.
    ``file`` gets a JSON line an event, ``webhook`` a POST of the same object, ``mail`` a message with its line.
    """

    name: str
    dyad: str | None = None
    actor: str | None = None
    recipient: str | None = None
    type: str | None = None
    score_below: float | None = None
    score_above: float | None = None
    factuality: tuple[str, ...] = ()
    confidence: float = 0.0
    file: str | None = None
    webhook: str | None = None
    mail: str | None = None


@dataclass(frozen=True, slots=True)
class Mail:
    """The server that takes mail, ``host:port``, and who the messages are from."""

    server: str = "localhost:25"
    sender: str = "entente@localhost"


@dataclass(frozen=True, slots=True)
class Settings:
    """A file of feeds. Times are seconds.

    ``every`` is the time between two polls of a feed, ``delay`` between two requests to one host; ``timeout`` is what a
    whole answer may take. An article is looked at again after each of ``again``, to see whether it was changed.
    ``allow`` names hosts that may be fetched from though their address is private. ``keep`` is how many days an
    address is remembered after its feed listed it last.
    """

    feeds: tuple[Feed, ...]
    rules: tuple[Rule, ...] = ()
    mail: Mail = field(default_factory=Mail)
    record: str = "record.db"
    archive: str | None = None
    state: str | None = None
    every: float = 300.0
    delay: float = 2.0
    timeout: float = 20.0
    most_bytes: int = 10_000_000
    redirects: int = 5
    again: tuple[float, ...] = (3600.0, 6 * 3600.0, 86400.0)
    keep: float = 60.0
    agent: str = AGENT
    allow: tuple[str, ...] = ()
    coding_limit: float = 60.0


def load(path: Path) -> Settings:
    """The settings in *path*. Raises ``DataError``, which names the file and what to do, where they are malformed."""
    try:
        with path.open("rb") as file:
            given = tomllib.load(file)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path}: not TOML: {error}; mend that line") from error
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read ({error}); give a file of feeds (docs/how-to/watch.md)") from error
    feeds = tuple(_made(Feed, each, f"{path}: feed") for each in _tables(given, "feed", path))
    rules = tuple(_made(Rule, each, f"{path}: alert") for each in _tables(given, "alert", path))
    mail = _made(Mail, given.pop("mail", {}), f"{path}: mail")
    found: Settings = _made(Settings, {**given, "feeds": feeds, "rules": rules, "mail": mail}, str(path))
    _check(found, path)
    return found


def _tables(given: dict[str, Any], name: str, path: Path) -> list[Any]:
    found = given.pop(name, [])
    if not isinstance(found, list):
        raise DataError(f"{path}: {name} is one table; write [[{name}]] with two brackets")
    return found


def _made(kind: Any, given: Any, where: str) -> Any:
    """A *kind* from a table; keys that it does not have, lacks or cannot take are said."""
    if not isinstance(given, Mapping):
        raise DataError(f"{where}: is {given!r}; write it as a table")
    known = {each.name: str(each.type) for each in fields(kind)}
    unknown = sorted(given.keys() - known.keys())
    if unknown:
        raise DataError(f"{where}: knows no {unknown[0]!r}; there are {', '.join(known)}")
    try:
        values = {name: _value(known[name], value) for name, value in given.items()}
        return kind(**values)
    except (TypeError, ValueError) as error:
        needed = "url" if kind is Feed else "name" if kind is Rule else "another value"
        raise DataError(f"{where}: {given!r}: {error}; it needs {needed}") from error


def _value(kind: str, value: Any) -> Any:
    if kind.startswith("tuple[str"):
        value = (value,) if isinstance(value, str) else tuple(value)
        return _all(str, value)
    if kind.startswith("tuple[float"):
        return tuple(map(float, _all((int, float), tuple(value))))
    if kind.startswith(("float", "int")):
        return _all((int, float), (value,))[0]
    return _all(str, (value,))[0] if kind.startswith("str") else value


def _all(kinds: Any, values: tuple[Any, ...]) -> tuple[Any, ...]:
    wrong = [value for value in values if not isinstance(value, kinds) or isinstance(value, bool)]
    if wrong:
        raise ValueError(f"{wrong[0]!r} is of another kind")
    return values


def _check(found: Settings, path: Path) -> None:
    """Raises ``DataError`` for what can be read and makes no sense."""
    if not found.feeds:
        raise DataError(f"{path}: names no feed; add a table [[feed]] with its url")
    for each in found.feeds:
        if not each.url.startswith(("http://", "https://")):
            raise DataError(f"{path}: feed {each.url!r}: no address; write it with http:// or https://")
    for rule in found.rules:
        wrong = [name for name in rule.factuality if name not in Factualities]
        if wrong:
            raise DataError(f"{path}: alert {rule.name}: no factuality {wrong[0]!r}; there are {Factualities}")
        if not (rule.file or rule.webhook or rule.mail):
            raise DataError(f"{path}: alert {rule.name}: says nowhere to send it; give file, webhook or mail")
        if rule.dyad is not None and len(rule.dyad.split("-")) != 2:
            raise DataError(f"{path}: alert {rule.name}: dyad {rule.dyad!r}; write two codes, as in USA-CHN")
    if min(found.every, found.timeout, found.most_bytes, found.delay + 1) <= 0:
        raise DataError(f"{path}: every, timeout and most_bytes have to be above 0, delay not below")
