"""Making a new record, and bringing one of an older schema up to date."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, Engine, inspect, select

from entente.errors import RecordError
from entente.record.connection import writing
from entente.record.schema import meta, tables

VERSION = 1
# From a version to the next: the step is given the connection, within the one transaction that also notes it.
STEPS: Mapping[int, Callable[[Connection], None]] = {}

# External content: the index holds no second copy of the text. Stems, so that "patrol" finds "patrols".
FTS5 = """CREATE VIRTUAL TABLE passages_fts USING fts5(
    text, content='passages', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2')"""


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
    if found != version:
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


def _bring_up(
    connection: Connection,
    found: int | None,
    version: int,
    steps: Mapping[int, Callable[[Connection], None]],
) -> None:
    if found is None:
        tables.create_all(connection)
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(FTS5)
        connection.execute(meta.insert().values(key="schema", value=str(version)))
        return
    for step in range(found, version):
        steps[step](connection)
    connection.execute(meta.update().where(meta.c.key == "schema").values(value=str(version)))
