"""Units: what one report tells of one happening, as judgements part it, and which units are one happening.

A unit is an event of the current run of a source, one that somebody added by hand, or a mention that a judgement
parted from such an event. Linking says which units belong together, and judgements have the last word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Select, or_, select

from entente.model import Event, Mention
from entente.record.chunks import chunked
from entente.record.codec import decode, unpack
from entente.record.judgements import Judgement, standing
from entente.record.schema import events, happenings, judged, judgements, members, mentions, reports, runs, sources

BY_HAND = "by hand"
"""The software of runs that hold what people added."""


@dataclass(frozen=True, slots=True)
class Unit:
    """``part`` is empty, or ``start:end`` of the trigger of a mention that was parted from ``item`` of ``run``."""

    run: int
    item: int
    part: str
    event: Event
    source: str
    by_hand: bool = False
    published: date | None = None
    publisher: str | None = None

    @property
    def id(self) -> str:
        return self.event.id


def judgements_on(connection: Connection, items: Iterable[str]) -> list[Judgement]:
    """All judgements about *items*, and the undoings of these, in the order they were made."""
    columns = [column for column in judgements.c if column.name != "number"]
    rows = chunked(
        connection,
        lambda part: (
            select(judgements.c.number, *columns)
            .distinct()
            .join(judged, judged.c.judgement == judgements.c.number)
            .where(judged.c.item.in_(part))
        ),
        items,
    )
    ordered = {row.number: row for row in sorted(rows, key=lambda row: row.number)}
    return [Judgement(**{column.name: getattr(row, column.name) for column in columns}) for row in ordered.values()]


def connected(connection: Connection, ids: Iterable[str]) -> set[str]:
    """*ids* and every id that linking or a judgement ties to one of them."""
    found, fresh = set(ids), set(ids)
    while fresh:
        linked = _shown_with(connection, fresh)
        linked |= _grouped(connection, happenings.c.event, happenings.c.happening, fresh)
        linked |= _grouped(connection, judged.c.item, judged.c.judgement, fresh)
        fresh = linked - found
        found |= fresh
    return found


def _grouped(connection: Connection, member: Column[Any], group: Column[Any], ids: set[str]) -> set[str]:
    """Every member of the groups that one of *ids* is a member of."""
    mine = chunked(connection, lambda part: select(group).where(member.in_(part)), ids)
    theirs = chunked(connection, lambda part: select(member).where(group.in_(part)), {row[0] for row in mine})
    return {row[0] for row in theirs}


def _shown_with(connection: Connection, ids: set[str]) -> set[str]:
    """The ids of the events that are shown in one row with one of *ids*."""
    held = members.c.run == events.c.run, members.c.item == events.c.number, members.c.kind == "event"
    rows = chunked(
        connection,
        lambda part: select(members.c.shown).join(events, held[0] & held[1] & held[2]).where(events.c.id.in_(part)),
        ids,
    )
    theirs = chunked(
        connection,
        lambda part: select(events.c.id).join(members, held[0] & held[1] & held[2]).where(members.c.shown.in_(part)),
        {row.shown for row in rows},
    )
    return {row.id for row in theirs}


def units_of(connection: Connection, ids: Iterable[str], judged: Sequence[Judgement]) -> list[Unit]:
    """The units of the events *ids* that current runs found or people added, given all that was judged about them."""
    stand = standing(judged)
    added = {judgement.target for judgement in stand if judgement.kind == "add"}
    parting = [judgement for judgement in stand if judgement.kind == "split" and judgement.value]
    rows = chunked(connection, _current, ids)
    kept = [row for row in rows if row.software != BY_HAND or row.id in added]
    held = stored_mentions(connection, [(row.run, row.number) for row in kept])
    found: list[Unit] = []
    for row in sorted(kept, key=lambda row: (row.source, row.run, row.number)):
        event = Event(row.id, tuple(held[row.run, row.number]), (row.source,))
        day = date.fromisoformat(row.published) if row.published else None
        by_hand = row.software == BY_HAND
        unit = Unit(row.run, row.number, "", event, row.source, by_hand, day, row.publisher)
        found += _parted(unit, [judgement for judgement in parting if judgement.target == row.id])
    return found


def _current(part: list[str]) -> Select[Any]:
    about = reports.c.source, reports.c.published, reports.c.publisher
    chosen = select(events.c.run, events.c.number, events.c.id, *about, runs.c.software)
    chosen = chosen.join(runs, runs.c.number == events.c.run).join(reports, reports.c.id == runs.c.report)
    chosen = chosen.join(sources, sources.c.source == reports.c.source)
    counts = or_(sources.c.run == events.c.run, runs.c.software == BY_HAND)
    return chosen.where(events.c.id.in_(part), counts, sources.c.withdrawn.is_(False))


def stored_mentions(connection: Connection, keys: Iterable[tuple[int, int]]) -> dict[tuple[int, int], list[Mention]]:
    """The mentions of events, given by run and number, in their order."""
    wanted = set(keys)
    columns = mentions.c.run, mentions.c.event, mentions.c.number, mentions.c.value
    # By run alone: for pairs of run and event SQLite walks the whole table (140 ms in a million).
    rows = chunked(
        connection, lambda part: select(*columns).where(mentions.c.run.in_(part)), {run for run, _ in wanted}
    )
    found: dict[tuple[int, int], list[Mention]] = {}
    for row in sorted(rows, key=lambda row: (row.run, row.event, row.number)):
        if (row.run, row.event) in wanted:
            found.setdefault((row.run, row.event), []).append(decode(Mention, unpack(row.value)))
    return found


def _parted(unit: Unit, partings: Iterable[Judgement]) -> list[Unit]:
    """*unit* without the mentions that were parted from it, and each of these."""
    left, apart = unit.event.mentions, []
    for judgement in partings:
        gone = tuple(mention for mention in left if part_of(mention) == judgement.value)
        if gone and len(gone) < len(left):
            left = tuple(mention for mention in left if mention not in gone)
            event = Event(judgement.field or "", gone, unit.event.sources)
            apart.append(replace(unit, part=judgement.value or "", event=event))
    return [replace(unit, event=replace(unit.event, mentions=left)), *apart]


def part_of(mention: Mention) -> str:
    """A mention's trigger as ``start:end``, which tells it from the others of its event."""
    return f"{mention.trigger.start}:{mention.trigger.end}"


def grouped(units: Sequence[Unit], linked: Mapping[str, str], judged: Iterable[Judgement]) -> list[list[Unit]]:
    """*units* by happening: as *linked*, from event to happening, has them, then as judgements join and part them."""
    group: dict[int, object] = {at: _by_itself(unit, linked) for at, unit in enumerate(units)}
    for judgement in standing(judged):
        if judgement.kind == "merge":
            joined = {key for at, key in group.items() if units[at].id in judgement.items}
            group = {at: ("joined", judgement.id) if key in joined else key for at, key in group.items()}
        elif judgement.kind == "split" and not judgement.value:
            parted = {at: ("parted", judgement.id) for at in group if units[at].id == judgement.target}
            group |= parted
    found: dict[object, list[Unit]] = {}
    for at, key in group.items():
        found.setdefault(key, []).append(units[at])
    return list(found.values())


def _by_itself(unit: Unit, linked: Mapping[str, str]) -> object:
    """The key of a unit's group; an event that people added and the program found later is one with it."""
    return linked.get(unit.id) or (unit.source, unit.id)


def linked_to(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The happening of each of *ids* that linking knows of; one told nowhere else has one of its own."""
    columns = happenings.c.event, happenings.c.happening
    rows = chunked(
        connection,
        lambda part: select(*columns).where(happenings.c.event.in_(part)),
        ids,
    )
    return {row.event: row.happening for row in rows}
