"""The conditions a question puts, as SQL: who, what, when, where and with which words."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, or_, select, text, tuple_

from entente.entries import ontology
from entente.errors import UsageError
from entente.notation import SECTORS
from entente.record.rows import key
from entente.record.schema import participants, passages

# A kind of entry, and the columns that hold the run and the id of the one asked about.
Here = tuple[str, ColumnElement[Any], ColumnElement[Any]]
UNDATED = "9999"


def day_range(asked: str | date) -> tuple[date, date]:
    """The first and last day of a day, month or year given as ISO 8601; ``UsageError`` for anything else."""
    if isinstance(asked, date):
        return asked, asked
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", asked.strip())
    try:
        if not found:
            raise ValueError(asked)
        year, month, day = (int(part) if part else None for part in found.groups())
        last = date(year or 0, month or 12, day or monthrange(year or 0, month or 12)[1])
        return date(year or 0, month or 1, day or 1), last
    except (ValueError, IndexError) as error:
        raise UsageError(f"a date is 2023-11-08, 2023-11 or 2023, not {asked!r}") from error


def within(table: Table, since: str | date | None, until: str | date | None) -> list[ColumnElement[bool]]:
    """What may overlap the days asked for; an open end may, no date at all may not."""
    first, last = table.c.first, table.c.last
    found = []
    if since is not None:
        day = day_range(since)[0].isoformat()
        found.append(or_(last >= day, and_(last.is_(None), first.is_not(None))))
    if until is not None:
        day = day_range(until)[1].isoformat()
        found.append(or_(first <= day, and_(first.is_(None), last.is_not(None))))
    return found


def equal(column: ColumnElement[Any], asked: str | None) -> list[ColumnElement[bool]]:
    return [] if asked is None else [column == asked]


def at_place(
    place: ColumnElement[Any], asked: str | None, country: ColumnElement[Any] | None = None
) -> list[ColumnElement[bool]]:
    if asked is None:
        return []
    named = place.contains(key(asked), autoescape=True)
    return [named if country is None else or_(named, country == asked.upper())]


def party(here: Here, role: str, asked: str | None) -> list[ColumnElement[bool]]:
    """That somebody in *role* has the code, sector and name asked for."""
    if asked is None:
        return []
    kind, run, item = here
    who = participants.c
    words = asked.split()
    wanted: list[ColumnElement[bool]] = [who.kind == kind, who.role == role]
    if words and re.fullmatch("[A-Z]{3}", words[0]) and words[0] not in SECTORS:
        code = words.pop(0)
        # Some names are three capitals too (IMF), and stand alone.
        wanted.append(who.code == code if words else or_(who.code == code, who.name == key(code)))
    if words and words[0] in SECTORS:
        wanted.append(who.sector == words.pop(0))
    if words:
        wanted.append(who.name.contains(key(" ".join(words)), autoescape=True))
    return [tuple_(run, item).in_(select(who.run, who.item).where(*wanted))]


def worded(connection: Connection, here: Here, asked: str | None) -> list[ColumnElement[bool]]:
    """That the words asked for stand in the entry's characters."""
    if asked is None:
        return []
    kind, run, item = here
    phrases = [phrase or word for phrase, word in re.findall(r'"([^"]*)"|(\S+)', asked)]
    phrases = [phrase.replace('"', "") for phrase in phrases if re.search(r"\w", phrase)]
    if not phrases:
        raise UsageError(f"the text to look for has no word: {asked!r}")
    fits: ColumnElement[bool]
    if connection.dialect.name == "sqlite":
        match = " ".join(f'"{phrase}"' for phrase in phrases)
        rowids = text("SELECT rowid FROM passages_fts WHERE passages_fts MATCH :match").bindparams(match=match)
        fits = passages.c.number.in_(rowids)
    else:
        vector = func.to_tsvector("english", passages.c.text)
        fits = and_(*(vector.op("@@")(func.phraseto_tsquery("english", phrase)) for phrase in phrases))
    return [tuple_(run, item).in_(select(passages.c.run, passages.c.item).where(passages.c.kind == kind, fits))]


def act(type: str | None, mode: str | None) -> tuple[str | None, str | None]:
    if type is not None:
        type, _, also = type.partition(":")
        type, mode = one_of("event type", type.upper(), tuple(ontology().types)), also or mode
    if mode is not None:
        known = {each for name, kind in ontology().types.items() if type in (None, name) for each in kind.modes}
        mode = one_of(f"mode of {type}" if type else "mode", mode.lower(), tuple(sorted(known)))
    return type, mode


def one_of(what: str, asked: str | None, known: Sequence[str]) -> str | None:
    if asked is not None and asked not in known:
        raise UsageError(f"no {what} {asked!r}; there are {', '.join(known) or 'none'}")
    return asked


def ordered(
    chosen: Select[Any], table: Table, limit: int | None, source: ColumnElement[Any] | None = None
) -> Select[Any]:
    """By date, what has none last; then in the order of the text."""
    if limit is not None and limit < 1:
        raise UsageError(f"a limit is 1 or more, not {limit}")
    day = func.coalesce(table.c.first, table.c.last, UNDATED)
    end = func.coalesce(table.c.last, UNDATED)
    name = table.c.source if source is None else source
    return chosen.order_by(day, end, name, table.c.start).limit(limit)
