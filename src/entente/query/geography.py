"""Where events took place: by country, and by place with its coordinates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select, text

from entente.model import Mention, Place
from entente.query.asking import asked_events
from entente.query.filters import Asked, coded
from entente.query.pages import INDEXED, matching
from entente.query.terms import every, for_sqlite
from entente.record.chunks import chunked
from entente.record.codec import decode, unpack
from entente.record.connection import telling
from entente.record.opening import Opened
from entente.record.schema import mentions, shown

FEW = 20_000
"""Up to how many events places are counted; of more only countries, which the index counts by itself."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: its name, the code of its country, degrees (WGS 84) where the gazetteer has them, and its events."""

    place: str
    country: str | None
    lat: float | None
    lon: float | None
    events: int


@dataclass(frozen=True, slots=True)
class Atlas:
    """Events by country and by place smaller than a country, most first.

    ``spots`` is None where there are too many events to count them.

    ``events`` took place in a known country, of ``asked`` that fit.
    """

    countries: tuple[tuple[str, int], ...]
    spots: tuple[Spot, ...] | None
    asked: int

    @property
    def events(self) -> int:
        return sum(count for _, count in self.countries)


class Geography(Opened):
    """Where events took place."""

    def atlas(self, codes: Iterable[str], limit: int = 200, **asked: Any) -> Atlas:
        """Events that fit by each country of *codes*, and the *limit* places with most; filters as for ``events``."""
        with telling(self.name), self.engine.begin() as connection:
            question = asked_events(connection, **asked)
            plain = not question.exact and not question.words
            total = _count(connection, question) if plain else FEW
            if total <= FEW or connection.dialect.name != "sqlite":
                held = _by_country(connection, question)
            else:
                held = {code: _count(connection, question + coded("l", code)) for code in set(codes)}
            total = total if plain else sum(held.values())
            countries = [(code, count) for code, count in held.items() if code and count]
            countries.sort(key=lambda each: (-each[1], each[0]))
            spots = _spots(connection, question, limit) if total <= FEW else None
            return Atlas(tuple(countries), spots, total)


def _by_country(connection: Connection, asked: Asked) -> dict[str | None, int]:
    chosen = matching(connection, asked, shown.c.country, func.count().label("events")).group_by(shown.c.country)
    return {row.country: row.events for row in connection.execute(chosen)}


def _count(connection: Connection, asked: Asked) -> int:
    if connection.dialect.name == "sqlite":
        chosen = select(func.count()).select_from(INDEXED)
        chosen = chosen.where(text("shown_terms MATCH :terms").bindparams(terms=for_sqlite(every(asked.terms))))
    else:
        chosen = matching(connection, asked, func.count())
    return int(connection.execute(chosen).scalar_one())


def _spots(connection: Connection, asked: Asked, limit: int) -> tuple[Spot, ...]:
    count, first = func.count().label("events"), func.min(shown.c.number).label("first")
    chosen = matching(connection, asked, shown.c.place, shown.c.country, count, first)
    chosen = chosen.where(shown.c.place.is_not(None)).group_by(shown.c.place, shown.c.country)
    rows = connection.execute(chosen.order_by(count.desc(), shown.c.place).limit(limit)).all()
    where = _places(connection, [row.first for row in rows])
    return tuple(
        Spot(row.place, row.country, held.lat, held.lon, row.events)
        for row in rows
        if (held := where.get(row.first)) is not None and held.resolution != "country"
    )


def _places(connection: Connection, numbers: Sequence[int]) -> dict[int, Place]:
    """The place of each row, as the first mention of its event that has one of the name."""
    here = (mentions.c.run == shown.c.run) & (mentions.c.event == shown.c.item)
    columns = shown.c.number, shown.c.place, mentions.c.value
    rows = chunked(
        connection, lambda part: select(*columns).join(mentions, here).where(shown.c.number.in_(part)), numbers
    )
    found: dict[int, Place] = {}
    for row in rows:
        place = decode(Mention, unpack(row.value)).place
        if place is not None and place.name == row.place:
            found.setdefault(row.number, place)
    return found
