"""The tables that linking across reports works on. All of them can be made again from what was found.

``traces`` is what linking remembers of each event of a current run, ``topics`` of each report; ``blocks`` says under
which keys an event is filed, ``links`` how probable it is that two events of different reports are one happening
(``one`` is the lesser id), ``shingles`` which runs of words a report holds. What is decided from them stands in
``happenings`` and ``copies``.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Dialect, Float, Index, Integer, Table, Text, TypeDecorator

from entente.record.codec import pack, unpack
from entente.record.schema import tables


class Packed(TypeDecorator[str]):
    """Text that SQLite holds packed and a server as it is, which packs by itself; both read what was written plain.

    On generated reports a trace of 509 bytes takes 231 so, and a topic of 432 takes 209.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        return value if value is None or dialect.name != "sqlite" else pack(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return unpack(value) if isinstance(value, bytes) else value


traces = Table(
    "traces",
    tables,
    Column("event", Text, primary_key=True),
    Column("source", Text, nullable=False, index=True),
    Column("value", Packed, nullable=False),
)

topics = Table(
    "topics",
    tables,
    Column("source", Text, primary_key=True),
    Column("published", Text),
    Column("value", Packed, nullable=False),
)

blocks = Table(
    "blocks",
    tables,
    Column("number", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    Column("first", Text, nullable=False),
    Column("last", Text, nullable=False),
    Column("event", Text, nullable=False, index=True),
    Index("blocks_by_day", "key", "first"),
)

links = Table(
    "links",
    tables,
    Column("one", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    Column("score", Float, nullable=False),
    Column("recalled", Boolean, nullable=False),
    Index("links_backwards", "other"),
)

shingles = Table(
    "shingles",
    tables,
    Column("number", Integer, primary_key=True),
    Column("hash", BigInteger, nullable=False, index=True),
    Column("source", Text, nullable=False, index=True),
)
