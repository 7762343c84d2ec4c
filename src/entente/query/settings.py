"""Forums and documents as named things: one entry for each that a report names, with what happened at or in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from entente.entries import Entries, Entry, flat_setting
from entente.model import Setting
from entente.query.asking import common
from entente.query.filters import of_kind, party
from entente.query.loading import events_of_runs, load_findings
from entente.query.pages import page
from entente.record.chunks import chunked
from entente.record.connection import telling
from entente.record.opening import Opened
from entente.record.schema import findings

Numbered = Mapping[tuple[int, str, int], str]


class Settings(Opened):
    """Questions for what reports name as the place, in a wide sense, where things are said and agreed.

    Reports that a record of schema 3 or older coded hold none until they are coded again.
    """

    def forums(
        self,
        *,
        actor: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        place: str | None = None,
        report: str | None = None,
        text: str | None = None,
        order: str = "date",
        limit: int | None = None,
        after: str | None = None,
    ) -> Entries[Setting]:
        """Summits, conferences and forums, in the order of their dates. ``actor`` held it; ``text`` is in its name."""
        asked = {name: value for name, value in locals().items() if name not in ("self", "order", "limit", "after")}
        return self._settings("forum", order, limit, after, **asked)

    def documents(
        self,
        *,
        actor: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        place: str | None = None,
        report: str | None = None,
        text: str | None = None,
        order: str = "date",
        limit: int | None = None,
        after: str | None = None,
    ) -> Entries[Setting]:
        """Treaties, joint statements and plans. ``actor`` signed or issued it; ``text`` is in its name."""
        asked = {name: value for name, value in locals().items() if name not in ("self", "order", "limit", "after")}
        return self._settings("document", order, limit, after, **asked)

    def _settings(
        self, kind: str, order: str, limit: int | None, after: str | None, *, actor: str | None, **asked: Any
    ) -> Entries[Setting]:
        with telling(self.name), self.engine.begin() as connection:
            question = of_kind(kind) + party(["actor"], actor) + common(connection, **asked)
            found = page(connection, question, order, limit, after)
            return Entries(_with_what_happened(connection, kind, found.numbers), flat_setting, found.next)


def _with_what_happened(connection: Connection, kind: str, numbers: Sequence[int]) -> list[Entry[Setting]]:
    """The forums or documents shown in the rows *numbers*, with the ids of what the same report tells of them."""
    found: list[Entry[Setting]] = load_findings(connection, kind, numbers)
    runs = {entry.run for entry in found}
    told: dict[tuple[int, str], dict[str, None]] = {}
    for event in events_of_runs(connection, runs):
        for each in (event, *event.members):
            for mention in each.value.mentions:
                for name in filter(None, (mention.forum, mention.document)):
                    told.setdefault((each.run, name), {})[event.id] = None
    ids = _ids(connection, runs)
    return [
        replace(
            entry,
            inside=tuple(told.get((entry.run, entry.value.name), ())),
            said=_named(ids, entry.run, "statement", entry.value.statements),
            promised=_named(ids, entry.run, "commitment", entry.value.commitments),
        )
        for entry in found
    ]


def _ids(connection: Connection, runs: set[int]) -> Numbered:
    """The ids of the statements and commitments of *runs* by run, kind and number."""
    columns = findings.c.run, findings.c.kind, findings.c.number, findings.c.id
    kinds = findings.c.kind.in_(("statement", "commitment"))
    rows = chunked(connection, lambda part: select(*columns).where(findings.c.run.in_(part), kinds), runs)
    return {(row.run, row.kind, row.number): row.id for row in rows}


def _named(ids: Numbered, run: int, kind: str, numbers: Sequence[int]) -> tuple[str, ...]:
    return tuple(ids[run, kind, number] for number in numbers if (run, kind, number) in ids)
