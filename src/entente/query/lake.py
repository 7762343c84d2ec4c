"""A lake of Parquet files asked as a record is: the same tables as views, the same questions, compiled for DuckDB.

docs/reference/lake.md describes the files. What the record's SQL needs beside them is small: a dialect of SQLAlchemy
that hands statements to DuckDB as they are written for any database, and ``folded`` as a function.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, create_engine, func, literal, literal_column, or_
from sqlalchemy.dialects import registry
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.pool import QueuePool

from entente.errors import RecordError
from entente.query.terms import Expression, Term
from entente.record import deriving
from entente.record.folding import folded_words
from entente.record.schema import judged, judgements, shown, tables
from entente.record.stems import stems

NAME = "duckdb"
BITS = 32
"""As ``deriving.BITS``: a number is the ordinal of its day, and a count of so many bits; a lake has crowded days."""
HALF = 1 << (BITS - 1)
"""Set in the count of what does not lie within one month."""
LONGER = "longer"
CURRENT = "current.json"
CODED = ("reports", "runs", "sentences", "events", "mentions", "findings", "problems")
LINKED = ("sources", "happenings", "copies")
SHOWN = ("shown", "members", "parties", "dyads")


class Dialect(DefaultDialect):
    """DuckDB through its own DB-API; only what reading needs."""

    name = NAME
    driver = NAME
    default_paramstyle = "qmark"
    supports_native_boolean = True
    supports_statement_cache = True

    @classmethod
    def import_dbapi(cls) -> Any:
        import duckdb

        return duckdb

    def do_begin(self, dbapi_connection: Any) -> None:
        """Nothing: a lake is only read."""

    do_rollback = do_commit = do_begin

    def do_ping(self, dbapi_connection: Any) -> bool:
        return True


registry.register(NAME, __name__, Dialect.__name__)


def bits(connection: Connection) -> int:
    """How many bits of a row's number count within its day."""
    return BITS if connection.dialect.name == NAME else deriving.BITS


def is_lake(where: str | Path) -> bool:
    """Whether *where* is a lake: a folder with its ``current.json``, or an address on object storage."""
    text = str(where)
    if "://" not in text:
        # Unlike pathlib these call what may not be looked at no file.
        return any(os.path.isfile(os.path.join(text, name)) for name in (CURRENT, "lake.json"))
    return text.partition("://")[0] in _storages()


@lru_cache(maxsize=1)
def _storages() -> frozenset[str]:
    from fsspec import available_protocols

    return frozenset(available_protocols()) - {"http", "https", "ftp", "sftp"}


def open_lake(where: str | Path) -> tuple[str, Engine]:
    """The name of the lake for messages, and an engine on it.

    Raises ``RecordError`` where nothing was linked there yet, or duckdb is missing.
    """
    from fsspec.core import url_to_fs

    text = str(where).rstrip("/")
    try:
        import duckdb
        from duckdb.func import SPECIAL
    except ModuleNotFoundError as error:
        raise RecordError(f"{text}: is a lake; to ask it: pip install 'entente[scale]'") from error
    try:
        system, path = url_to_fs(text)
        current = json.loads(system.cat_file(f"{path}/{CURRENT}"))
    except ImportError as error:
        raise RecordError(f"{text}: cannot be opened ({error}); pip install 'entente[s3]' for s3://") from error
    except (OSError, ValueError) as error:
        raise RecordError(
            f"{text}: holds no lake that can be asked; make one with: entente scale … --out {text}"
        ) from error
    base = duckdb.connect()
    local = "file" in system.protocol
    if not local:
        base.register_filesystem(system)
    root = path if local else system.unstrip_protocol(path)
    base.create_function("folded", folded_words, ["VARCHAR"], "VARCHAR", null_handling=SPECIAL)
    try:
        for name, query in _views(root, current).items():
            base.execute(f"CREATE VIEW {name} AS {query}")
    except (duckdb.Error, KeyError, TypeError) as error:
        raise RecordError(f"{text}: a file is damaged or missing ({_first_line(error)}); {_AGAIN}") from error
    engine = create_engine(f"{NAME}://", creator=base.cursor, poolclass=QueuePool)
    tables.create_all(engine, tables=[judgements, judged], checkfirst=False)
    return text, engine


_AGAIN = "restore the folder, or delete it and run entente scale again"


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


def _views(root: str, current: Mapping[str, Any]) -> dict[str, str]:
    """The tables of a record as queries over the files; runs that another stands in for are left out."""
    found = {}
    for table in CODED:
        files = ", ".join(_quoted(f"{root}/coded/{table}/{part}.parquet") for part in current["files"])
        run = "number" if table == "runs" else "run"
        gone = current["superseded"] and f" WHERE {run} NOT IN (SELECT run FROM superseded)"
        found[table] = f"SELECT * FROM read_parquet([{files}]){gone or ''}"
    linked, folder = (*LINKED, "superseded"), f"{root}/{current['linked']}"
    return {
        **{name: f"SELECT * FROM read_parquet({_quoted(f'{folder}/{name}.parquet')})" for name in linked},
        **found,
        **{name: _months_of(f"{root}/{current['shown']}/{name}") for name in SHOWN},
    }


def _months_of(folder: str) -> str:
    """The files of a table, of which each month has a folder."""
    return f"SELECT * FROM read_parquet({_quoted(f'{folder}/*/*.parquet')}, hive_types={{'period': VARCHAR}})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def holds(expression: Expression) -> ColumnElement[bool]:
    """That the terms of a row fit *expression*."""
    if isinstance(expression, Term):
        wanted = f" {expression.text}" + ("" if expression.starts else " ")
        return func.contains(literal(" ").concat(shown.c.terms).concat(" "), wanted)
    joined = and_ if expression.how == "and" else or_
    return joined(*map(holds, expression.parts))


def says(phrase: str) -> ColumnElement[bool]:
    """That the words of a row hold *phrase*, in any form."""
    return func.contains(literal_column("shown.stems"), stems([phrase])[0])


def lies_in(first: str | None, last: str | None) -> ColumnElement[bool]:
    """That a row is in a file of the months from *first* to *last*, or of what does not lie within one month.

    This alone decides which files are opened.
    """
    month: ColumnElement[str] = literal_column("shown.period")
    within = [*([month >= first] if first else []), *([month <= last] if last else [])]
    return or_(month == LONGER, and_(*within))
