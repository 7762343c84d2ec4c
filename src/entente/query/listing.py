"""Lists of what is stored as such: reports and judgements, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Select, func, or_, select

from entente.entries import Flat
from entente.errors import UnknownError
from entente.query.filters import day_range
from entente.query.pages import read_cursor, write_cursor
from entente.record.connection import telling
from entente.record.judgements import Judgement
from entente.record.opening import Opened
from entente.record.schema import judged, judgements, reports, runs, sources

COLUMNS = (
    sources.c.source, reports.c.id, reports.c.title, reports.c.publisher, reports.c.published,
    reports.c.published_basis, reports.c.url, func.length(reports.c.text).label("characters"), reports.c.sha256,
    runs.c.coded, runs.c.knowledge, sources.c.withdrawn,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows in their order; ``next`` is the cursor of the page that follows, None after the last one."""

    rows: tuple[Flat, ...]
    next: str | None = None


class Listing(Opened):
    """Lists of a record."""

    def reports(
        self,
        *,
        report: str | None = None,
        since: str | None = None,
        until: str | None = None,
        withdrawn: bool | None = None,
        latest: bool = False,
        limit: int | None = None,
        after: str | None = None,
    ) -> Rows:
        """The reports, by name: what is known of each, its current run, and whether it was withdrawn.

        ``report`` is part of the name or publisher; ``since`` and ``until`` are days of publication, inclusive. With
        *latest* those that were coded last come first.
        """
        chosen = _reports(report, since, until, withdrawn)
        # What the rows are in the order of, and what a cursor holds of it.
        by, kind = (sources.c.run, int) if latest else (sources.c.source, str)
        if after is not None:
            (place,) = read_cursor(after, (kind,))
            chosen = chosen.where(by < place if latest else by > place)
        chosen = chosen.order_by(by.desc() if latest else by).add_columns(by.label("by"))
        with telling(self.name), self.engine.begin() as connection:
            rows = connection.execute(chosen.limit(None if limit is None else limit + 1)).all()
        kept = rows[:limit]
        left_out = ("source", "by")
        held = tuple(
            {"report": row.source, **{n: v for n, v in row._mapping.items() if n not in left_out}} for row in kept
        )
        return Rows(held, write_cursor((kept[-1].by,)) if len(kept) < len(rows) else None)

    def judgement_page(
        self, *, event: str | None = None, who: str | None = None, limit: int | None = None, after: str | None = None
    ) -> tuple[tuple[Judgement, ...], str | None]:
        """Judgements, the newest first, about *event* or by *who*; and the cursor of the page that follows."""
        chosen = select(judgements).order_by(judgements.c.number.desc())
        if event is not None:
            about = select(judged.c.judgement).where(judged.c.item == event)
            chosen = chosen.where(judgements.c.number.in_(about))
        if who is not None:
            chosen = chosen.where(judgements.c.who == who)
        if after is not None:
            chosen = chosen.where(judgements.c.number < read_cursor(after, (int,))[0])
        with telling(self.name), self.engine.begin() as connection:
            rows = connection.execute(chosen.limit(None if limit is None else limit + 1)).all()
        kept = rows[:limit]
        made = tuple(Judgement(**{name: getattr(row, name) for name in Judgement.__slots__}) for row in kept)
        return made, write_cursor((kept[-1].number,)) if len(kept) < len(rows) else None

    def judgement(self, id: str) -> Judgement:
        """The judgement *id*, or the only one whose id starts so; ``UnknownError`` where there is none, or several."""
        chosen = select(judgements).where(judgements.c.id.startswith(id, autoescape=True)).limit(2)
        with telling(self.name), self.engine.begin() as connection:
            rows = connection.execute(chosen).all()
        if len(rows) != 1:
            how = "several judgements" if rows else "no judgement"
            raise UnknownError(f"{self.name}: {how} {id}; see the list of them with: entente judgements")
        return Judgement(**{name: getattr(rows[0], name) for name in Judgement.__slots__})

    def state(self) -> str:
        """What differs whenever anything was written, and is the same as long as nothing was."""
        with telling(self.name), self.engine.begin() as connection:
            tops = [connection.execute(select(func.max(table.c.number))).scalar() or 0 for table in (runs, judgements)]
            if connection.dialect.name == "postgresql":
                tops.append(connection.execute(select(func.sum(sources.c.run))).scalar() or 0)
        return "-".join(map(str, (*tops, *_touched(self.name))))


def _reports(
    report: str | None, since: str | None, until: str | None, withdrawn: bool | None
) -> Select[tuple[object, ...]]:
    chosen = select(*COLUMNS).join(runs, runs.c.number == sources.c.run).join(reports, reports.c.id == runs.c.report)
    if report is not None:
        named = (column.icontains(report, autoescape=True) for column in (sources.c.source, reports.c.publisher))
        chosen = chosen.where(or_(*named))
    if since is not None:
        chosen = chosen.where(reports.c.published >= day_range(since)[0].isoformat())
    if until is not None:
        chosen = chosen.where(reports.c.published <= day_range(until)[1].isoformat())
    if withdrawn is not None:
        chosen = chosen.where(sources.c.withdrawn.is_(withdrawn))
    return chosen


def _touched(name: str) -> list[int]:
    """When a SQLite file and its log were last written, in nanoseconds; nothing for a record elsewhere."""
    if "://" in name:
        return []
    files = [path for path in (Path(name), Path(f"{name}-wal")) if path.exists()]
    return [number for path in files for number in (path.stat().st_mtime_ns, path.stat().st_size)]
