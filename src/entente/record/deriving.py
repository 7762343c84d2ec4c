"""What queries see, derived from what was found and what was judged: ``shown`` and the tables beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from entente.coding.ontology import Ontology, load_ontology
from entente.link.differences import Account, Difference, settle
from entente.model import Actor, Dating, Event, Mention, Report, Source
from entente.record import terms
from entente.record.chunks import chunked
from entente.record.findings import Standing, read_findings
from entente.record.judgements import REVIEWING, Judgement, apply, standing
from entente.record.loading import load_reports
from entente.record.schema import copies, dyads, events, members, parties, shown
from entente.record.units import Unit, connected, grouped, judgements_on, linked_to, units_of

Row = dict[str, Any]
BITS = 20
"""A row's number is the ordinal of its day times two to this power, and a count within the day."""
UNDATED = date.max.toordinal() + 1
LAST = 1 << 62
"""More than any number: nothing comes after what has no day."""


@dataclass(frozen=True, slots=True)
class Happening:
    """What is shown in one row: units, the first of them the one whose fields it takes, judgements applied.

    ``differences`` say where the units contradict each other; ``origins`` is how many of them are independent.
    """

    event: Event
    units: tuple[Unit, ...]
    origins: int
    reviewed: bool
    differences: tuple[Difference, ...] = ()


def refresh(connection: Connection, ids: Iterable[str]) -> None:
    """Derives anew what queries see of the events *ids*, and of all that are or were one with any of them."""
    every = connected(connection, ids)
    _hide(connection, every)
    _show(connection, every)


def rebuild(connection: Connection, runs: Iterable[int]) -> None:
    """Derives anew what queries see of all that the current *runs* found and people added."""
    for table in (dyads, parties, members, shown):
        connection.execute(delete(table))
    _show(connection, connection.execute(select(events.c.id).distinct()).scalars().all())
    show_findings(connection, list(runs))


def _hide(connection: Connection, ids: Iterable[str]) -> None:
    held = (members.c.run == events.c.run) & (members.c.item == events.c.number) & (members.c.kind == "event")
    rows = chunked(
        connection, lambda part: select(members.c.shown).distinct().join(events, held).where(events.c.id.in_(part)), ids
    )
    _remove(connection, {row.shown for row in rows})


def hide_findings(connection: Connection, run: int) -> None:
    """Takes the statements, commitments and counts of *run* out of what queries see."""
    held = select(members.c.shown).where(members.c.run == run, members.c.kind != "event")
    _remove(connection, set(connection.execute(held).scalars()))


def _remove(connection: Connection, numbers: set[int]) -> None:
    for table in (dyads, parties, members):
        chunked_delete(connection, table.c.shown, numbers)
    chunked_delete(connection, shown.c.number, numbers)


def chunked_delete(connection: Connection, column: Any, wanted: set[int]) -> None:
    every = sorted(wanted)
    for at in range(0, len(every), 500):
        connection.execute(delete(column.table).where(column.in_(every[at : at + 500])))


def _show(connection: Connection, ids: Sequence[str] | set[str]) -> None:
    judged = judgements_on(connection, ids)
    units = units_of(connection, ids, judged)
    origin = origins_of(connection, {unit.source for unit in units})
    groups = grouped(units, linked_to(connection, ids), judged)
    found = [happening for group in groups if (happening := happening_of(group, judged, origin))]
    held = load_reports(connection, {unit.run for happening in found for unit in happening.units})
    _insert(connection, [happening_rows(happening, held) for happening in found])


def show_findings(connection: Connection, runs: Sequence[int]) -> None:
    """Makes queries see the statements, commitments and counts of *runs*."""
    held = load_reports(connection, runs)
    found = read_findings(connection, runs)
    _insert(connection, [finding_rows(run, each, held[run]) for run, each in found])


def happening_of(units: Sequence[Unit], judged: Sequence[Judgement], origin: Mapping[str, str]) -> Happening | None:
    """What is shown of *units* that are one happening, None where it is rejected; *origin* is by source."""
    ids = {unit.id for unit in units}
    mine = [judgement for judgement in standing(judged) if judgement.target in ids]
    changed = {judgement.target: n for n, judgement in enumerate(mine) if judgement.kind == "correct"}
    chosen = settle(_account(unit, origin) for unit in units).chosen
    ordered = sorted(units, key=lambda unit: _precedence(unit, changed.get(unit.id, -1), chosen))
    sources = sorted({unit.source for unit in units})
    event = apply(Event(ordered[0].id, ordered[0].event.mentions, tuple(sources)), mine)
    if event is None:
        return None
    reviewed = any(judgement.kind in REVIEWING for judgement in mine)
    lead = replace(_account(ordered[0], origin), mention=event.chief, corrected=bool(changed) or ordered[0].by_hand)
    told = settle((lead, *(_account(unit, origin) for unit in ordered[1:])))
    return Happening(event, tuple(ordered), told.independent, reviewed, told.differences)


def _account(unit: Unit, origin: Mapping[str, str]) -> Account:
    printed = origin.get(unit.source, unit.source)
    return Account(unit.id, unit.source, printed, unit.event.chief, unit.published, unit.publisher)


def _precedence(unit: Unit, corrected: int, chosen: str) -> tuple[object, ...]:
    """Whose fields are shown: what a person corrected last or added, else the account that most agree with, first."""
    chief = unit.event.chief
    return (
        -corrected,
        not unit.by_hand,
        unit.id != chosen,
        -chief.confidence,
        -len(unit.event.mentions),
        unit.source,
        unit.item,
        unit.part,
    )


def origins_of(connection: Connection, sources: Iterable[str]) -> dict[str, str]:
    """The source whose report each of *sources* prints again, of those that do."""
    rows = chunked(
        connection, lambda part: select(copies.c.source, copies.c.origin).where(copies.c.source.in_(part)), sources
    )
    return {row.source: row.origin for row in rows}


def happening_rows(happening: Happening, held: Mapping[int, Report]) -> dict[str, list[Row]]:
    event, chief, kind = happening.event, happening.event.chief, _ontology().types[happening.event.chief.type]
    lead = happening.units[0]
    told = _tellings(happening.units)
    words = dict.fromkeys(mention.span.of(held[run].text) for run, mention in told)
    quad, score = _ontology().quad_code(kind.name), kind.modes.get(chief.mode or "", kind.score)
    asked = [
        *terms.act_terms(kind.name, chief.mode, quad, chief.factuality),
        *(term for each in (event, *(unit.event for unit in happening.units[1:])) for term in terms.event_terms(each)),
        *terms.dating_terms(chief.dating),
        *(term for unit in happening.units for term in terms.report_terms(held[unit.run])),
        *(["v.1"] if happening.reviewed else []),
    ]
    row = {
        **_row("event", event.id, lead.run, lead.item, dating=chief.dating, asked=asked, words=words),
        "type": kind.name,
        "mode": chief.mode,
        "quad": quad,
        "score": score,
        "factuality": chief.factuality,
        "place": chief.place.name if chief.place else None,
        "country": chief.place.country if chief.place else None,
        "confidence": chief.confidence,
        "mentions": len(told),
        "sources": happening.origins,
        "reviewed": happening.reviewed,
    }
    return {
        "shown": [row],
        "members": [{"run": u.run, "kind": "event", "item": u.item, "part": u.part} for u in happening.units],
        "parties": list(_parties(event)),
        "dyads": list(_dyads(event, row)),
    }


def _tellings(units: Iterable[Unit]) -> list[tuple[int, Mention]]:
    """Every mention of *units* with its run."""
    return [(unit.run, mention) for unit in units for mention in unit.event.mentions]


def finding_rows(run: int, each: Standing, report: Report) -> dict[str, list[Row]]:
    held = each.value
    place = each.place
    asked = [
        *(terms.act_terms(each.type, None, None, None) if each.type else ()),
        *(term for role, actor in each.actors for term in terms.actor_terms(role, actor)),
        *terms.source_terms(each.speaker),
        *terms.place_terms(place),
        *terms.dating_terms(held.dating),
        *terms.report_terms(report),
    ]
    words = [span.of(report.text) for span in each.words]
    row = {
        **_row(each.kind, each.id, run, each.number, dating=held.dating, asked=asked, words=words),
        "type": each.type,
        "place": place.name if place else None,
        "country": place.country if place else None,
    }
    people = [_party(role, actor) for role, actor in each.actors]
    return {
        "shown": [row],
        "members": [{"run": run, "kind": each.kind, "item": each.number, "part": ""}],
        "parties": [*people, *_speaker(each.speaker)],
        "dyads": [],
    }


def _row(
    kind: str, id: str, run: int, item: int, *, dating: Dating | None, asked: Iterable[str], words: Iterable[str]
) -> Row:
    first, last = (dating.first, dating.last) if dating else (None, None)
    empty = dict.fromkeys(("mode", "quad", "score", "factuality", "confidence"))
    every = dict.fromkeys((f"k.{kind}", *asked))
    about = {"kind": kind, "id": id, "run": run, "item": item, "first": _iso(first), "last": _iso(last)}
    counted = {"mentions": 1, "sources": 1, "reviewed": False}
    return {**empty, **about, **counted, "terms": " ".join(every), "words": "\n".join(words)}


def _parties(event: Event) -> Iterable[Row]:
    chief = event.chief
    for role, actors in (("actor", chief.actors), ("recipient", chief.recipients)):
        yield from (_party(role, actor) for actor in actors)
    yield from _speaker(chief.speaker)


def _party(role: str, actor: Actor) -> Row:
    sectors = " ".join(filter(None, (actor.sector, *actor.other_sectors)))
    return {"role": role, "code": actor.code, "sector": sectors or None, "name": actor.name}


def _speaker(source: Source | None) -> Iterable[Row]:
    if source is not None:
        who = source.actor
        sector = who.sector if who else None
        yield {"role": "speaker", "code": who.code if who else None, "sector": sector, "name": source.name}


def _dyads(event: Event, row: Row) -> Iterable[Row]:
    """One row for each pair of codes; none for an event whose first day is not known."""
    chief = event.chief
    first, last = chief.dating.first, chief.dating.last
    if first is None:
        return
    month = terms.month_number(first)
    month = terms.month_number(first)
    days = {"first": first.toordinal(), "last": last.toordinal() if last else None, "month": month}
    known = {name: row[name] for name in ("type", "mentions", "sources", "score")}
    how = {"actual": chief.factuality == "actual", "wide": last is None or terms.month_number(last) != month}
    for actor, recipient, mutual in sorted(pairs(chief)):
        yield {"actor": actor, "recipient": recipient, "mutual": mutual, **days, **known, **how}


def pairs(mention: Mention) -> set[tuple[str, str, bool]]:
    """The codes of who acts towards whom; where there is no recipient, of any two who act together, either way."""
    actors = {actor.code for actor in mention.actors if actor.code}
    recipients = {actor.code for actor in mention.recipients if actor.code}
    if recipients:
        return {(actor, recipient, False) for actor in actors for recipient in recipients}
    return {(actor, other, True) for actor in actors for other in actors if actor != other}


def _insert(connection: Connection, found: Sequence[dict[str, list[Row]]]) -> None:
    """Writes rows, those of one happening or finding together, with the numbers that follow those of their day."""
    counters: dict[int, int] = {}
    held: dict[str, list[Row]] = {"shown": [], "members": [], "parties": [], "dyads": []}
    for each in found:
        [row] = each["shown"]
        day = row["first"] or row["last"]
        ordinal = date.fromisoformat(day).toordinal() if day else UNDATED
        number = counters.get(ordinal) or _next(connection, ordinal)
        counters[ordinal] = number + 1
        held["shown"].append({**row, "number": number})
        for name in ("members", "dyads"):
            held[name] += [{**each_row, "shown": number} for each_row in each[name]]
        held["parties"] += [{**party, "shown": number, "number": n} for n, party in enumerate(each["parties"])]
    for table in (shown, members, parties, dyads):
        if held[table.name]:
            connection.execute(insert(table), held[table.name])


_TOP = select(func.max(shown.c.number)).where(shown.c.number >= bindparam("start"), shown.c.number < bindparam("end"))


def _next(connection: Connection, ordinal: int) -> int:
    start = ordinal << BITS
    end = LAST if ordinal == UNDATED else start + (1 << BITS)
    highest = connection.execute(_TOP, {"start": start, "end": end}).scalar()
    return start if highest is None else int(highest) + 1


@lru_cache(maxsize=1)
def _ontology() -> Ontology:
    return load_ontology()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
