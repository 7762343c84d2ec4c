"""Which reports on record print another's words, kept up to date as reports come and go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from entente.link.copies import FEWEST, LEAST, containment, shingles
from entente.model import Report
from entente.record.evidence import shingles as kept
from entente.record.evidence import traces
from entente.record.schema import copies, reports, runs, sources

CHUNK = 400
MANY = 24
"""Copies of one report whose words are kept; further ones share them, and are compared with nothing later."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What of a report is compared to find copies: its words as ``link.copies.shingles``, and its day."""

    words: frozenset[int]
    published: date | None


def printed(report: Report) -> Printed:
    """What is compared of *report*."""
    return Printed(shingles(body_of(report)), report.published)


def exchange(connection: Connection, source: str, now: Printed | None) -> set[str]:
    """Forgets the words of *source*, learns those of *now*; returns the events of all reports whose origin changed."""
    mine = now.words if now is not None else frozenset()
    words = frozenset(_hashes(connection, source))
    alike = _alike(connection, source, mine) if mine and mine != words else set()
    if now is not None and not words and (origin := _crowded(connection, source, alike, now)):
        return _share_words(connection, source, origin)
    family = _family(connection, [source])
    if words and words == mine:
        return _write(connection, [family])
    if known := bool(words):
        connection.execute(delete(kept).where(kept.c.source == source))
    groups = [{source}, *_parted(connection, family - {source})] if known else [family]
    if now is not None:
        if mine:
            connection.execute(insert(kept), [{"hash": each, "source": source} for each in sorted(mine)])
        groups = _joined(groups, _family(connection, alike) | {source})
    return _write(connection, groups)


def _joined(groups: Sequence[set[str]], together: set[str]) -> list[set[str]]:
    """*groups* with all that meet *together* made one."""
    meeting = [group for group in groups if group & together]
    return [group for group in groups if not group & together] + [together.union(*meeting)]


def _parted(connection: Connection, family: set[str]) -> list[set[str]]:
    """What is left of a family without one of its members: who copies whom is looked up anew."""
    held = {source: found for source in family if (found := frozenset(_hashes(connection, source)))}
    groups: list[set[str]] = [{source} for source in held]
    for one, other in combinations(sorted(held), 2):
        if containment(held[one], held[other]) >= LEAST:
            groups = _joined(groups, {one, other})
    further = family - held.keys()
    if not further:
        return groups
    # Those whose words were not kept stay with the most of the others.
    most = max(groups, key=lambda group: (len(group), min(group)), default=set())
    return [group for group in groups if group is not most] + [most | further]


def _crowded(connection: Connection, source: str, alike: set[str], now: Printed) -> str | None:
    """The origin that a report shares with so many copies, *alike*, that one more need not be remembered, else None.

    None too for a report that may be the origin itself.
    """
    if len(alike) < MANY:
        return None
    origins = set(connection.execute(select(copies.c.origin).distinct().where(copies.c.source.in_(alike))).scalars())
    if len(origins) != 1:
        return None
    [origin] = origins
    before = connection.execute(select(copies.c.origin).where(copies.c.source == source)).scalar()
    if before not in (None, origin):
        return None
    published = _published(connection, [origin]).get(origin)
    earlier = (str(now.published or "9999"), source) < (published or "9999", origin)
    return None if earlier else origin


def _share_words(connection: Connection, source: str, origin: str) -> set[str]:
    """Notes a further copy of *origin*; returns its events."""
    connection.execute(delete(copies).where(copies.c.source == source))
    connection.execute(insert(copies), {"source": source, "origin": origin, "score": LEAST})
    return set(connection.execute(select(traces.c.event).where(traces.c.source == source)).scalars())


def body_of(report: Report) -> str:
    """The text of the body: headlines change from paper to paper, and bylines with them."""
    blocks = [block.span.of(report.text) for block in report.blocks if block.kind == "body"]
    return "\n".join(blocks)


def _family(connection: Connection, of: Iterable[str]) -> set[str]:
    """*of* and all that have an origin in common with one of them."""
    found = set(of)
    for part in _chunks(sorted(found)):
        origin = select(copies.c.origin).where(copies.c.source.in_(part))
        found |= set(connection.execute(select(copies.c.source).where(copies.c.origin.in_(origin))).scalars())
    return found


_SHARED = (
    select(kept.c.source, func.count())
    .where(kept.c.hash.in_(bindparam("hashes", expanding=True)), kept.c.source != bindparam("source"))
    .group_by(kept.c.source)
    .having(func.count() >= FEWEST)
)


def _alike(connection: Connection, source: str, mine: frozenset[int]) -> set[str]:
    """The sources that copy *source*, or that it copies."""
    shared = connection.execute(_SHARED, {"hashes": sorted(mine), "source": source}).all()
    return {other for other, count in shared if count >= LEAST * min(len(mine), _size(connection, other))}


def _size(connection: Connection, source: str) -> int:
    return int(connection.execute(select(func.count()).where(kept.c.source == source)).scalar_one())


def _write(connection: Connection, groups: Iterable[set[str]]) -> set[str]:
    """Makes ``copies`` say that each of *groups* has one origin, the first that was published; one alone is no copy."""
    groups = list(groups)
    family = sorted(set().union(*groups))
    now = {s: origin for group in groups if len(group) > 1 for s, origin in _origins(connection, group).items()}
    before = {
        row.source: row.origin
        for part in _chunks(family)
        for row in connection.execute(select(copies).where(copies.c.source.in_(part)))
    }
    changed = [source for source in family if before.get(source) != now.get(source)]
    for part in _chunks(changed):
        connection.execute(delete(copies).where(copies.c.source.in_(part)))
    rows = [{"source": s, "origin": now[s], "score": _share(connection, s, now[s])} for s in changed if s in now]
    if rows:
        connection.execute(insert(copies), rows)
    events = select(traces.c.event)
    return {
        event
        for part in _chunks(changed)
        for event in connection.execute(events.where(traces.c.source.in_(part))).scalars()
    }


def _origins(connection: Connection, group: set[str]) -> dict[str, str]:
    published = _published(connection, sorted(group))
    origin = min(group, key=lambda source: (published.get(source) or "9999", source))
    return dict.fromkeys(group, origin)


def _share(connection: Connection, source: str, origin: str) -> float:
    """How much of the shorter of a report and its origin is in both; a copy of a copy may have less than a copy."""
    return round(containment(frozenset(_hashes(connection, source)), frozenset(_hashes(connection, origin))), 4)


def _hashes(connection: Connection, source: str) -> Iterable[int]:
    return connection.execute(select(kept.c.hash).where(kept.c.source == source)).scalars()


def _published(connection: Connection, wanted: Sequence[str]) -> dict[str, str | None]:
    """The day of publication of the current run of each source."""
    current = select(sources.c.source, reports.c.published).join(runs, runs.c.number == sources.c.run)
    current = current.join(reports, reports.c.id == runs.c.report)
    return {
        row.source: row.published
        for part in _chunks(wanted)
        for row in connection.execute(current.where(sources.c.source.in_(part)))
    }


def _chunks(sources: Sequence[str]) -> list[Sequence[str]]:
    return [sources[at : at + CHUNK] for at in range(0, len(sources), CHUNK)]
