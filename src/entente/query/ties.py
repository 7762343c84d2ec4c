"""Who deals with whom and who speaks to whom: sums over pairs of parties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, or_, select

from entente.entries import ontology
from entente.query.asking import asked_events
from entente.query.filters import Asked, of_kind, parsed_party, party
from entente.query.pages import matching
from entente.query.panels import day_conditions
from entente.record.connection import telling
from entente.record.opening import Opened
from entente.record.schema import dyads, parties, shown

CONFLICT = ("VK", "MK")


@dataclass(frozen=True, slots=True)
class Tie:
    """What *actor* did towards *recipient*, both codes: how many events, of them conflicts, and their mean score."""

    actor: str
    recipient: str
    events: int
    conflicts: int
    mean: float


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody as a list of parties shows it: ``code`` and ``name``, and in how many rows."""

    code: str | None
    name: str
    rows: int


@dataclass(frozen=True, slots=True)
class Words:
    """To whom somebody speaks, who speaks to them, and who takes part in what they tell of; most first."""

    to: tuple[Party, ...]
    by: tuple[Party, ...]
    about: tuple[Party, ...]


class Ties(Opened):
    """Sums over pairs."""

    def ties(
        self,
        *,
        code: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        factuality: str | None = "actual",
        limit: int | None = None,
        **asked: Any,
    ) -> tuple[Tie, ...]:
        """Pairs of codes by how many events pass from one to the other, most first; those of *code* alone if given.

        An event counts on its first day, and for every actor with every recipient. *asked* are further filters, as
        for ``Reader.events``.
        """
        wanted = [dyads.c.actor != dyads.c.recipient, *day_conditions(since, until)]
        if code is not None:
            wanted.append(or_(dyads.c.actor == code, dyads.c.recipient == code))
        with telling(self.name), self.engine.begin() as connection:
            wanted += _filtered(connection, factuality, asked)
            rows = connection.execute(_sums(wanted).limit(limit)).all()
        return tuple(Tie(row.actor, row.recipient, row.events, row.conflicts, row.score / row.events) for row in rows)

    def words_of(self, who: str, limit: int = 8) -> Words:
        """To whom *who*, a party as in the filters, speaks, and the like."""
        said, heard = of_kind("statement") + party(["speaker"], who), of_kind("statement") + party(["recipient"], who)
        with telling(self.name), self.engine.begin() as connection:
            return Words(
                _parties(connection, said, ("recipient",), who, limit),
                _parties(connection, heard, ("speaker",), who, limit),
                _parties(connection, asked_events(connection, speaker=who), ("actor", "recipient"), who, limit),
            )

    def partners(self, who: str, limit: int = 12) -> tuple[Party, ...]:
        """Who else takes part in the events of *who*, most first."""
        with telling(self.name), self.engine.begin() as connection:
            return _parties(connection, asked_events(connection, party=who), ("actor", "recipient"), who, limit)


def _filtered(connection: Connection, factuality: str | None, asked: dict[str, Any]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [dyads.c.actual.is_(True)] if factuality == "actual" else []
    if factuality not in (None, "actual"):
        asked = {**asked, "factuality": factuality}
    if any(value is not None for value in asked.values()):
        found.append(dyads.c.shown.in_(matching(connection, asked_events(connection, **asked), shown.c.number)))
    return found


def _sums(wanted: Sequence[ColumnElement[bool]]) -> Any:
    hostile = [name for name, kind in ontology().types.items() if kind.quad in CONFLICT]
    events = func.count().label("events")
    conflicts = func.sum(case((dyads.c.type.in_(hostile), 1), else_=0)).label("conflicts")
    chosen = select(dyads.c.actor, dyads.c.recipient, events, conflicts, func.sum(dyads.c.score).label("score"))
    chosen = chosen.where(*wanted).group_by(dyads.c.actor, dyads.c.recipient)
    return chosen.order_by(events.desc(), dyads.c.actor, dyads.c.recipient)


def _parties(connection: Connection, asked: Asked, roles: Sequence[str], who: str, limit: int) -> tuple[Party, ...]:
    """Who stands in *roles* of the rows that fit, *who* apart: states by code, others by name too."""
    code, _, name = parsed_party(who)
    rows = func.count(parties.c.shown.distinct()).label("rows")
    chosen = matching(connection, asked, parties.c.code, parties.c.name, rows)
    chosen = chosen.join_from(shown, parties, parties.c.shown == shown.c.number).where(parties.c.role.in_(roles))
    chosen = chosen.group_by(parties.c.code, parties.c.name).order_by(rows.desc(), parties.c.name)
    found = connection.execute(chosen.limit(limit + 40)).all()
    others = (each for each in found if not _is(each.code, each.name, code, name))
    return tuple(Party(each.code, each.name, each.rows) for each in others)[:limit]


def _is(code: str | None, name: str, wanted: str | None, named: str) -> bool:
    return named.casefold() in name.casefold() if named else wanted is not None and code == wanted
