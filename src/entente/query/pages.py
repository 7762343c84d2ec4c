"""Which rows of ``shown`` answer a question, page by page.

Rows come in the order of their days, what has none last in either direction; on one day in that of their last
days, of their reports' names and of the text. A cursor is the place in that order where a page ended, so that a page
stays what it was while reports are added elsewhere.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, column, func, or_, select, table, text

from entente.errors import UsageError
from entente.query.filters import Asked, of_kind, phrases
from entente.query.lake import NAME, bits, holds, lies_in, says
from entente.query.terms import every, for_postgresql, for_sqlite
from entente.record.deriving import UNDATED
from entente.record.findings import KINDS
from entente.record.schema import reports, runs, shown
from entente.record.searching import TERMS, WORDS
from entente.record.terms import YEARS

ORDERS = ("date", "-date", "confidence", "-confidence", "mentions", "-mentions", "sources", "-sources")
Key = tuple[Any, ...]
LATE = "9999-99-99"
# What the cursors of the two kinds of order hold.
DAYS, VALUES = (int, str, str, int, str), (float, int)
NO_DAY = -1
"""The day of what has none where the newest comes first, so that it comes last there too."""
LARGEST = 1 << 62
"""Beyond it no row is numbered, and no database counts."""
INDEXED = table("shown_terms", column("rowid"))


@dataclass(frozen=True, slots=True)
class Page:
    """The numbers of rows in their order, and the cursor of the next page, None after the last one."""

    numbers: tuple[int, ...]
    next: str | None = None


def span_of(connection: Connection) -> tuple[date, date] | None:
    """The first day on record and one that no event reaches beyond without being an open or very long one."""
    count = bits(connection)
    dated = shown.c.number < UNDATED << count
    # One by one: asked for both, SQLite walks the whole table (450 ms in a million).
    low, high = (connection.execute(select(end(shown.c.number)).where(dated)).scalar() for end in (func.min, func.max))
    if low is None or high is None:
        return None
    last = date.fromordinal(high >> count)
    return date.fromordinal(low >> count), date(min(last.year + YEARS, 9999), 12, 31)


def matching(connection: Connection, asked: Asked, *columns: ColumnElement[Any]) -> Select[Any]:
    """Selects *columns* of the rows of ``shown`` that *asked* asks for."""
    if connection.dialect.name == "sqlite":
        return _on_sqlite(asked, columns)
    if connection.dialect.name == NAME:
        return _on_lake(asked, columns)
    chosen = select(*columns).where(*asked.exact)
    if asked.terms:
        expression = for_postgresql(every(asked.terms))
        chosen = chosen.where(text(f"{TERMS} @@ CAST(:terms AS tsquery)").bindparams(terms=expression))
    for number, phrase in enumerate(phrases(asked.words or "")):
        about = text(f"{WORDS} @@ phraseto_tsquery('english', :words{number})")
        chosen = chosen.where(about.bindparams(bindparam(f"words{number}", phrase)))
    return chosen


def _on_sqlite(asked: Asked, columns: Sequence[ColumnElement[Any]]) -> Select[Any]:
    """FTS5 gives the row numbers in their order, and ``shown`` is looked up for each.

    The ``+`` keeps SQLite from asking for the terms of each row that holds the words.
    """
    chosen = select(*columns).where(*asked.exact)
    if asked.terms:
        chosen = chosen.select_from(INDEXED.join(shown, shown.c.number == INDEXED.c.rowid))
        expression = for_sqlite(every(asked.terms))
        chosen = chosen.where(text("shown_terms MATCH :terms").bindparams(terms=expression))
    if asked.words:
        match = " ".join(f'"{phrase}"' for phrase in phrases(asked.words))
        rows = text("+shown.number IN (SELECT rowid FROM shown_words WHERE shown_words MATCH :words)")
        chosen = chosen.where(rows.bindparams(words=match))
    return chosen


def numbers(connection: Connection, asked: Asked) -> Select[Any]:
    """The numbers of the rows that *asked* asks for, as ``number``, in the order of their days.

    Where terms and words say it all, ``shown`` is not read on SQLite: counting a million takes 60 ms in place of 1.5 s.
    """
    number = walked_number(connection, asked)
    if number is not INDEXED.c.rowid or asked.exact:
        return matching(connection, asked, number.label("number"))
    expression = for_sqlite(every(asked.terms))
    chosen = select(number.label("number")).where(text("shown_terms MATCH :terms").bindparams(terms=expression))
    if asked.words:
        match = " ".join(f'"{phrase}"' for phrase in phrases(asked.words))
        rows = text("+shown_terms.rowid IN (SELECT rowid FROM shown_words WHERE shown_words MATCH :words)")
        chosen = chosen.where(rows.bindparams(words=match))
    return chosen


def _on_lake(asked: Asked, columns: Sequence[ColumnElement[Any]]) -> Select[Any]:
    """Nothing is indexed: months decide which files are read, statistics which parts of them."""
    chosen = select(*columns).select_from(shown).where(*asked.exact, *map(holds, asked.terms))
    if any(asked.months):
        chosen = chosen.where(lies_in(*asked.months))
    return chosen.where(*map(says, phrases(asked.words or "")))


def page(connection: Connection, asked: Asked, order: str, limit: int | None, after: str | None) -> Page:
    """The first *limit* rows in *order* that *asked* asks for, after the cursor *after*."""
    if order not in ORDERS:
        raise UsageError(f"no order {order!r}; there are {', '.join(ORDERS)}")
    if limit is not None and limit < 1:
        raise UsageError(f"a limit is 1 or more, not {limit}")
    down, by = order.startswith("-"), order.removeprefix("-")
    place = read_cursor(after, DAYS if by == "date" else VALUES) if after is not None else None
    if by != "date":
        return _by_value(connection, asked, by, down, limit=limit, place=place)
    rows = _by_day(connection, asked, down, limit, place)
    count = bits(connection)
    keyed = sorted(((_key(row, count, down), row.number) for row in rows), reverse=down)
    left = [each for each in keyed if place is None or (each[0] < place if down else each[0] > place)]
    return _cut(left, limit)


def _cut(left: Sequence[tuple[Key, int]], limit: int | None) -> Page:
    chosen = left[:limit]
    following = write_cursor(chosen[-1][0]) if len(chosen) < len(left) else None
    return Page(tuple(number for _, number in chosen), following)


def _by_day(connection: Connection, asked: Asked, down: bool, limit: int | None, place: Key | None) -> list[Any]:
    """Rows from the day of *place* on, as many as asked for and one more, and all others of the last of their days."""
    columns = shown.c.number, shown.c.last, reports.c.source, shown.c.item, shown.c.id
    chosen = matching(connection, asked, *columns)
    chosen = chosen.join_from(shown, runs, runs.c.number == shown.c.run).join(reports, reports.c.id == runs.c.report)
    walk = _Walk(walked_number(connection, asked), bits(connection), down, place)
    if not down:
        return walk.rows(connection, chosen, limit)
    dated = walk.number < UNDATED << walk.count
    held = walk.rows(connection, chosen.where(dated), limit) if place is None or place[0] != NO_DAY else []
    if limit is None or walk.fresh(held) <= limit:
        held += walk.rows(connection, chosen.where(~dated), limit)
    return held


@dataclass(frozen=True, slots=True)
class _Walk:
    """Going through rows by day, up or ``down``, from ``place`` on; ``count`` is how many bits of a number count."""

    number: ColumnElement[Any]
    count: int
    down: bool
    place: Key | None

    def rows(self, connection: Connection, chosen: Select[Any], limit: int | None) -> list[Any]:
        if self.place is not None and self.place[0] != NO_DAY:
            day = int(self.place[0])
            beyond = self.number < (day + 1) << self.count if self.down else self.number >= day << self.count
            undated = self.number >= UNDATED << self.count
            chosen = chosen.where(or_(beyond, undated) if self.down else beyond)
        ordered = chosen.order_by(self.number.desc() if self.down else self.number)
        if limit is None:
            return list(connection.execute(ordered))
        wanted = limit + 1
        while True:
            rows = connection.execute(ordered.limit(wanted)).all()
            if len(rows) < wanted:
                return list(rows)
            day = rows[-1].number >> self.count
            whole = self.number >= day << self.count if self.down else self.number < (day + 1) << self.count
            held = list(connection.execute(ordered.where(whole)))
            if self.fresh(held) > limit or len(held) < wanted:
                return held
            wanted = len(held) + limit + 1

    def fresh(self, rows: Sequence[Any]) -> int:
        """How many of *rows* lie beyond the place."""
        if self.place is None:
            return len(rows)
        keys = (_key(row, self.count, self.down) for row in rows)
        return sum(1 for key in keys if (key < self.place if self.down else key > self.place))


def walked_number(connection: Connection, asked: Asked) -> ColumnElement[Any]:
    """The number to order by: that of the index that gives the rows."""
    walked = connection.dialect.name == "sqlite" and asked.terms
    return INDEXED.c.rowid if walked else shown.c.number


def _key(row: Any, count: int, down: bool) -> Key:
    day = row.number >> count
    return (NO_DAY if down and day >= UNDATED else day, row.last or LATE, row.source, row.item, row.id)


def _by_value(
    connection: Connection, asked: Asked, by: str, down: bool, *, limit: int | None, place: Key | None
) -> Page:
    """Rows by a column, then by their numbers; what has no value there comes as if it had the least."""
    measure = func.coalesce(shown.c[by], -1)
    chosen = walking(connection, asked, shown.c.number, measure.label("value"))
    if place is not None:
        value, number = place
        beyond = measure < value if down else measure > value
        chosen = chosen.where(or_(beyond, and_(measure == value, shown.c.number > number)))
    # SQLite has null before every value as well, and an index of the column itself.
    ordered = shown.c[by] if connection.dialect.name == "sqlite" else measure
    chosen = chosen.order_by(ordered.desc() if down else ordered, shown.c.number)
    rows = connection.execute(chosen.limit(None if limit is None else limit + 1)).all()
    return _cut([((row.value, row.number), row.number) for row in rows], limit)


def walking(connection: Connection, asked: Asked, *columns: ColumnElement[Any]) -> Select[Any]:
    """As ``matching``; of a kind as a whole by the table itself, for FTS5 would have each of a million rows sorted."""
    kind = next((kind for kind in ("event", *KINDS) if asked.terms == of_kind(kind).terms), None)
    if kind is None or asked.words:
        return matching(connection, asked, *columns)
    return select(*columns).where(shown.c.kind == kind, *asked.exact)


def write_cursor(key: Key) -> str:
    """The place *key* in an order, as text for an address."""
    return urlsafe_b64encode(json.dumps(key, separators=(",", ":")).encode()).decode().rstrip("=")


def read_cursor(cursor: str, kinds: Sequence[type]) -> Key:
    """The place, values of *kinds*, that ``write_cursor`` wrote; ``UsageError`` for anything else."""
    try:
        key = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(key, list) or len(key) != len(kinds) or not all(map(_fits, key, kinds)):
            raise ValueError(cursor)
        return tuple(key)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{cursor!r} is no cursor; give the one that a page before ended with") from error


def _fits(value: object, kind: type) -> bool:
    if kind is str:
        return isinstance(value, str)
    return isinstance(value, int | float) and isinstance(value, int | kind) and abs(value) < LARGEST
