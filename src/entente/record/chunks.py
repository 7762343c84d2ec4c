"""Questions about many rows, asked some hundred at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Connection, Row, Select

CHUNK = 400


def chunked(connection: Connection, make: Callable[[list[Any]], Select[Any]], wanted: Iterable[Any]) -> list[Row[Any]]:
    """The rows of *make* for some hundred at a time: databases limit the variables of a question."""
    every = sorted(set(wanted))
    parts = (every[at : at + CHUNK] for at in range(0, len(every), CHUNK))
    return [row for part in parts for row in connection.execute(make(part))]
