"""Which event types a record holds, where they are not the ones that ship: nobody else could read what they say."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, select

from entente.coding.ontology import load_ontology
from entente.datafiles import DATA, own_ontology
from entente.errors import RecordError
from entente.record.connection import writing
from entente.record.schema import meta, runs

KEY = "types"


def check_types(name: str, engine: Engine) -> None:
    """Notes the types of the user's own ontology in a new record, and of one that adds types in any.

    Raises ``RecordError`` where the record holds types that the ontology at hand does not have.
    """
    with engine.begin() as connection:
        noted, empty = _noted(connection), connection.execute(select(runs.c.number).limit(1)).first() is None
    if noted is None and own_ontology() is None:
        return
    known = frozenset(load_ontology().types)
    held = frozenset(noted.split()) if noted else frozenset(load_ontology(DATA / "ontology").types)
    if held != known and (empty or held < known) and own_ontology() is not None:
        with writing(engine) as connection:
            connection.execute(meta.delete().where(meta.c.key == KEY))
            connection.execute(meta.insert().values(key=KEY, value=" ".join(sorted(known))))
    elif lacking := sorted(held - known):
        raise RecordError(
            f"{name}: holds events of the type {lacking[0]}, which the ontology at hand lacks; {_advice(noted)}"
        )


def _noted(connection: Connection) -> str | None:
    found: str | None = connection.execute(select(meta.c.value).where(meta.c.key == KEY)).scalar()
    return found


def _advice(noted: str | None) -> str:
    if noted is None:
        return "it was made with the types that ship with entente: leave out --ontology"
    return "it was made with one of your own: give that with entente --ontology FOLDER …"
