"""Making a new record, and bringing one of an older schema up to date, with a copy of the old one kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select

from entente.errors import RecordError
from entente.record import details, first_schema
from entente.record.connection import writing
from entente.record.schema import OF_SHOWN, meta, shown, tables
from entente.record.searching import make_indexes
from entente.record.views import make_views

VERSION = 5


def _index(connection: Connection) -> None:
    """From schema version 3 to 4, which also holds forums and documents: of the reports coded from then on."""
    for index in shown.indexes:
        index.create(connection, checkfirst=True)


def _cover(connection: Connection) -> None:
    """From schema version 4 to 5: indexes for lists by mentions and for what changed, counted without rows."""
    OF_SHOWN.drop(connection, checkfirst=True)
    OF_SHOWN.create(connection)
    _index(connection)


# From a version to the next: the step is given the connection, within the one transaction that also notes it.
STEPS: Mapping[int, Callable[[Connection], None]] = {
    1: first_schema.bring_up,
    2: details.bring_up,
    3: _index,
    4: _cover,
}


def prepare(
    name: str,
    engine: Engine,
    must_exist: bool,
    version: int = VERSION,
    steps: Mapping[int, Callable[[Connection], None]] = STEPS,
) -> None:
    """Makes the tables in an empty database, or brings an older record to *version*.

    Raises ``RecordError`` where the database is something else, or a record of a newer entente.
    """
    with engine.begin() as connection:
        found = _version(name, connection)
    _refuse_newer(name, found, version)
    if found is None and must_exist:
        raise RecordError(f"{name}: holds no record; make one with: entente code REPORT… --record {name}")
    if found == version:
        return
    if found is not None and engine.dialect.name == "sqlite":
        _keep_copy(Path(name), found)
    with writing(engine) as connection:
        _bring_up(connection, _version(name, connection), version, steps)


def _version(name: str, connection: Connection) -> int | None:
    """The schema version of a record, None of an empty database."""
    found = set(inspect(connection).get_table_names())
    if not found:
        return None
    if not {"meta", "reports", "runs"} <= found:
        raise RecordError(f"{name}: is a database but no record of entente; name another file")
    return int(connection.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar_one())


def _refuse_newer(name: str, found: int | None, version: int) -> None:
    if found is not None and found > version:
        raise RecordError(
            f"{name}: was made by a newer entente (schema {found}, this one knows {version}); update entente"
        )


def copy_of(path: Path, version: int) -> Path:
    """Where the copy of the record *path* lies that is kept when it leaves schema *version*."""
    return path.with_name(f"{path.stem}.schema{version}{path.suffix}")


def _keep_copy(path: Path, version: int) -> None:
    """Copies the file as it stands in one moment, first under another name, so that no half copy is taken for one."""
    kept = copy_of(path, version)
    if kept.exists():
        return
    unfinished = kept.with_name(f"{kept.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as here, closing(sqlite3.connect(unfinished)) as there:
        here.backup(there)
    unfinished.replace(kept)


def _bring_up(
    connection: Connection,
    found: int | None,
    version: int,
    steps: Mapping[int, Callable[[Connection], None]],
) -> None:
    if found is None:
        tables.create_all(connection)
        make_indexes(connection)
        make_views(connection)
        connection.execute(meta.insert().values(key="schema", value=str(version)))
        return
    for step in range(found, version):
        steps[step](connection)
    connection.execute(meta.update().where(meta.c.key == "schema").values(value=str(version)))
