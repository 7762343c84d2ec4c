"""Opening a record: one SQLite file, or a PostgreSQL database given as a URL; and saying what is wrong with it.

SQLite runs in WAL mode, so that readers never wait for the writer, with ``synchronous=FULL``: a commit returns when
its pages are on the disk. ``NORMAL`` would also outlive a killed process, but a power failure could then take back
reports that were announced as stored; the price is one fsync a report, 3 ms where coding it took 150.
"""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from entente.errors import RecordError
from entente.record.folding import folded_words

WRITERS = 6_510_615_555
"""The key of the advisory lock that writers to a PostgreSQL record take."""
# What SQLite or PostgreSQL calls it -> what happened, and what to do. The longest name that fits is taken.
_DAMAGED = "restore it from a copy, or code the reports into a new record"
TROUBLES = {
    "SQLITE_NOTADB": "is no database; name another file",
    "SQLITE_CONSTRAINT": f"contradicts itself, so it is damaged; {_DAMAGED}",
    "SQLITE_CORRUPT": f"is damaged; {_DAMAGED}",
    "SQLITE_FULL": "cannot grow, the disk is full; all that was stored before is kept: free space and run again",
    "SQLITE_IOERR": "the disk refuses to write or read it (is it full?); free space or mend the disk and run again",
    "SQLITE_BUSY": "another program is writing to it; wait until that has finished and run again",
    "SQLITE_LOCKED": "another program is writing to it; wait until that has finished and run again",
    "SQLITE_READONLY": "may not be written; give yourself the right to, or name another file",
    "SQLITE_CANTOPEN": "cannot be opened or made; see whether its folder exists and may be written",
    "55P03": "another program is writing to it; wait until that has finished and run again",
    "53100": "cannot grow, the server's disk is full; all that was stored before is kept: free space and run again",
    "53300": "the server takes no more connections; wait and run again, or raise max_connections",
    "42501": "may not be written; ask whoever runs the server for the right to",
    "25006": "may not be written; ask whoever runs the server for the right to",
    "SQLITE_PERM": "may not be opened; give yourself the right to, or name another file",
}


@contextmanager
def telling(name: str) -> Iterator[None]:
    """Turns what the database raises into one ``RecordError`` that names the record and says what to do."""
    try:
        yield
    except (sqlite3.Error, DBAPIError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise RecordError(f"{name}: {_advice(cause)}") from error
    except SQLAlchemyError as error:
        raise RecordError(f"{name}: {_one_line(error)}") from error
    except (zlib.error, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise RecordError(f"{name}: holds what cannot be read; it {TROUBLES['SQLITE_CORRUPT']}") from error
    except PermissionError as error:
        raise RecordError(f"{name}: {TROUBLES['SQLITE_PERM']}") from error


def _advice(cause: BaseException | None) -> str:
    symptom = getattr(cause, "sqlite_errorname", "") or getattr(cause, "sqlstate", "") or ""
    fitting = [name for name in TROUBLES if symptom.startswith(name)]
    return TROUBLES[max(fitting, key=len)] if fitting else _one_line(cause)


def _one_line(error: BaseException | None) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def connect(where: str | Path, must_exist: bool, patience: float) -> tuple[str, Engine]:
    """The name of the record for messages, and an engine on it; nothing is opened yet.

    ``patience`` is how many seconds to wait for another writer.
    """
    text = str(where).removeprefix("sqlite:///")
    if "://" in text:
        return _connect_url(text, patience)
    with telling(text):
        _check_path(Path(text), must_exist)
    engine = create_engine("sqlite://", creator=lambda: _open_file(text, patience), poolclass=_pool())
    event.listen(engine, "begin", _begin)
    return text, engine


def _pool() -> Any:
    from sqlalchemy.pool import QueuePool

    return QueuePool


def _connect_url(text: str, patience: float) -> tuple[str, Engine]:
    try:
        url = make_url(text)
        waiting = {"connect_timeout": max(2, round(patience))} if url.get_backend_name() == "postgresql" else {}
        engine = create_engine(url, connect_args=waiting)
        event.listen(engine, "begin", partial(_begin_on_server, patience))
        return url.render_as_string(hide_password=True), engine
    except (ArgumentError, SQLAlchemyError) as error:
        raise RecordError(f"{text.rpartition('@')[2]}: is no address of a database: {_one_line(error)}") from error
    except ModuleNotFoundError as error:
        extra = "; install it with: pip install 'entente[postgres]'" if error.name == "psycopg" else "; install it"
        raise RecordError(f"{url.drivername}: needs the Python package {error.name}{extra}") from error


def _check_path(path: Path, must_exist: bool) -> None:
    if path.is_dir():
        raise RecordError(f"{path}: is a folder; name a file in it, such as {path / 'record.db'}")
    if must_exist and not path.exists():
        raise RecordError(f"{path}: no such record; make one with: entente code REPORT… --record {path}")
    if not path.parent.is_dir():
        raise RecordError(f"{path}: the folder {path.parent} does not exist; make it first")


def _open_file(text: str, patience: float) -> sqlite3.Connection:
    """A connection with transactions left to SQLAlchemy's ``begin`` event.

    A record in a folder that may not be written can still be read, unless somebody is writing to it.
    """
    path = Path(text)
    frozen = path.exists() and not os.access(path.parent, os.W_OK)
    uri = path.absolute().as_uri() + ("?immutable=1" if frozen else "")
    raw = sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None, check_same_thread=False)
    raw.execute("PRAGMA foreign_keys = ON")
    raw.create_function("folded", 1, folded_words, deterministic=True)
    if not frozen:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
    return raw


def _begin(connection: Connection) -> None:
    """Writers take the lock at once: a reader that turned writer would fail without waiting."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _begin_on_server(patience: float, connection: Connection) -> None:
    """One writer at a time here too, so that a row's number follows the last; readers wait for nobody."""
    if connection.get_execution_options().get("writing", False):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{round(patience * 1000)}ms'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes; committed at the end, rolled back where anything is raised.

    Raises ``RecordError`` where *engine* reads a lake, which is never written by hand.
    """
    if engine.dialect.name not in ("sqlite", "postgresql"):
        why = "is not corrected itself; code the reports in question into a record (entente code … --record DB)"
        raise RecordError(f"a lake {why} and correct them there, where their events have the same ids")
    with engine.execution_options(writing=True).begin() as connection:
        yield connection
