"""Addresses of pages; every link to one is made here, so that names with slashes or spaces are quoted alike.

A template has them as ``link.event(id)`` and so on.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

Query = Mapping[str, str | int | float | bool | None]


def event(id: str) -> str:
    return f"/events/{_part(id)}"


def report(name: str) -> str:
    return f"/reports/{_part(name)}"


def actor(asked: str) -> str:
    """The page of a code, or of a code, sector and name as ``party`` takes them."""
    return f"/actors/{_part(asked)}"


def dyad(one: str, other: str) -> str:
    return f"/dyads/{_part(one)}-{_part(other)}"


def review(id: str) -> str:
    """The form in which an event is judged."""
    return f"/review/{_part(id)}"


def events(asked: Query | None = None, **more: str | int | float | bool | None) -> str:
    """The list of events that fit, every filter in the address."""
    return at("/events", {**(asked or {}), **more})


def statements(asked: Query | None = None, **more: str | int | float | bool | None) -> str:
    return at("/statements", {**(asked or {}), **more})


def at(path: str, asked: Query) -> str:
    """*path* with what is asked for; what is None or empty is left out."""
    given = {name: _written(value) for name, value in asked.items() if value not in (None, "")}
    return f"{path}?{urlencode(given, errors='replace')}" if given else path


def _written(value: str | int | float | bool | None) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _part(text: str) -> str:
    return quote(text, safe="", errors="replace")
