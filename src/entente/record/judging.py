"""Judging what a record shows: each judgement is one transaction, and takes effect in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from entente.errors import ConflictError, UsageError
from entente.model import Event, Mention, Report
from entente.record import deriving
from entente.record.codec import pack
from entente.record.connection import telling, writing
from entente.record.corrections import CORRECTIONS, check, check_mode
from entente.record.judgements import Judgement, Kind, standing
from entente.record.opening import Opened
from entente.record.relinking import relink
from entente.record.rows import event_id, event_rows, fingerprint, report_row
from entente.record.schema import events, judged, judgements, members, mentions, reports, runs, shown, sources
from entente.record.units import BY_HAND, connected, judgements_on, part_of, stored_mentions

TOGETHER = ("kind", "target", "who", "moment")
"""What judgements that were made at once have in common."""


class Judging(Opened):
    """What people may decide about the events of a record: who says it and why is always kept with it.

    Events are named by their whole ids. A judgement holds for the whole happening that the event is told as, and for
    later runs that find the event again. All raise ``UsageError`` where there is nothing of that name.

    ``seen`` is the id of the last judgement that who judges has seen on the happening, empty for none
    (``Reader.seen``): where another came after it, ``ConflictError`` is raised and nothing written. None does not ask.
    """

    def accept(self, event: str, *, who: str, why: str = "", seen: str | None = None) -> Judgement:
        """Says that *event* is right as it is shown; brings back one that was rejected."""
        return self._judge("accept", event, who=who, why=why, seen=seen)

    def reject(self, event: str, *, who: str, why: str, seen: str | None = None) -> Judgement:
        """Takes *event* out of what queries show."""
        return self._judge("reject", event, who=who, why=why, seen=seen)

    def correct(
        self, event: str, field: str, value: str | None, *, who: str, why: str, seen: str | None = None
    ) -> Judgement:
        """Shows *value* in *field* of *event*; ``UsageError`` where the field does not take it."""
        return self.correct_all(event, {field: value}, who=who, why=why, seen=seen)[0]

    def correct_all(
        self, event: str, changes: Mapping[str, str | None], *, who: str, why: str, seen: str | None = None
    ) -> tuple[Judgement, ...]:
        """Shows *changes*, values by field, in *event*: all of them, or none where a field does not take its value.

        There is a judgement for each field, the type's before the mode's and the first day's before the last's; to undo
        one of them undoes all.
        """
        if not changes:
            raise UsageError("name a field to correct, and its value")
        for field, value in changes.items():
            check(field, value)
        ordered = sorted(changes, key=list(CORRECTIONS).index)
        when = _now()
        made = [_new("correct", event, field, changes[field], who, why, when) for field in ordered]
        with telling(self.name), writing(self.engine) as connection:
            if changes.get("mode") is not None:
                check_mode(changes.get("type") or _type(connection, event), changes["mode"])
            return _record_all(connection, self.name, made, seen)

    def merge(self, event: str, other: str, *, who: str, why: str, seen: str | None = None) -> Judgement:
        """Shows *event* and *other*, of one report or of two, as one happening."""
        if event == other:
            raise UsageError(f"{event} is one event; name two to merge")
        return self._judge("merge", event, None, other, who=who, why=why, seen=seen)

    def split(
        self, event: str, mention: int | None = None, *, who: str, why: str, seen: str | None = None
    ) -> Judgement:
        """Shows *event* by itself, apart from the other reports' events it was linked with.

        With *mention*, counted from 1, shows that mention of the event as an event of its own.
        """
        with telling(self.name), writing(self.engine) as connection:
            if mention is None:
                return _record(connection, self.name, _new("split", event, None, None, who, why), seen)
            source, told = _telling(connection, self.name, event, mention)
            apart = event_id(source, told)
            apart = fingerprint("apart", event, part_of(told)) if apart == event else apart
            return _record(connection, self.name, _new("split", event, apart, part_of(told), who, why), seen)

    def add_event(self, report: Report, mention: Mention, *, who: str, why: str) -> Judgement:
        """Adds an event that the program did not find; its id is the judgement's ``target``.

        *report* is one of the record, as it is stored, and the characters of *mention* are in its text.
        """
        if not 0 <= mention.trigger.start < mention.trigger.end <= len(report.text):
            raise UsageError(f"{report.source}: has no characters {part_of(mention)}")
        event = Event(event_id(report.source, mention), (mention,), (report.source,))
        with telling(self.name), writing(self.engine) as connection:
            _add(connection, self.name, report, event)
            return _record(connection, self.name, _new("add", event.id, None, None, who, why))

    def withdraw(self, source: str, *, who: str, why: str) -> Judgement:
        """Takes all that was found in the report *source* out of what queries show."""
        with telling(self.name), writing(self.engine) as connection:
            if not connection.execute(select(sources.c.run).where(sources.c.source == source)).first():
                raise UsageError(f"no report {source} in {self.name}")
            return _record(connection, self.name, _new("withdraw", source, None, None, who, why))

    def undo(self, judgement: str, *, who: str, why: str, seen: str | None = None) -> Judgement:
        """Takes back a judgement, by its id, and what was corrected together with it; an undoing can be undone too."""
        made = self.undo_all(judgement, who=who, why=why, seen=seen)
        return next(each for each in made if each.value == judgement)

    def undo_all(self, judgement: str, *, who: str, why: str, seen: str | None = None) -> tuple[Judgement, ...]:
        """As ``undo``; returns an undoing for each judgement that was made together with *judgement*."""
        with telling(self.name), writing(self.engine) as connection:
            named = connection.execute(select(judgements).where(judgements.c.id == judgement)).first()
            if named is None:
                raise UsageError(f"no judgement {judgement} in {self.name}")
            when = _now()
            taken = [_new("undo", named.target, None, id, who, why, when) for id in _together(connection, named)]
            return _record_all(connection, self.name, taken, seen)

    def _judge(
        self, kind: Kind, event: str, field: str | None = None, value: str | None = None, *, who: str, why: str,
        seen: str | None = None,
    ) -> Judgement:  # fmt: skip
        with telling(self.name), writing(self.engine) as connection:
            return _record(connection, self.name, _new(kind, event, field, value, who, why), seen)


def _new(  # noqa: PLR0917 as they stand in the row
    kind: Kind, target: str, field: str | None, value: str | None, who: str, why: str, when: str | None = None
) -> Judgement:
    if not who.strip():
        raise UsageError("say who judges")
    for told in (target, field, value, who, why):
        if told and not told.isascii() and told != told.encode("utf-8", "replace").decode():
            raise UsageError(f"{told!r} holds half a character, which cannot be stored; write it anew")
    when = when or _now()
    return Judgement(
        fingerprint("judgement", kind, target, field, value, who, why, when), kind, target, field, value, who, why, when
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _together(connection: Connection, named: Any) -> Sequence[str]:
    """The ids of what was judged at once with the row *named*, itself included, the last of them first.

    Only corrections of several fields, and their undoing, share target, who and moment.
    """
    same = (column == getattr(named, column.name) for column in (judgements.c[name] for name in TOGETHER))
    chosen = select(judgements.c.id).where(*same).order_by(judgements.c.number.desc())
    return connection.execute(chosen).scalars().all()


def _record(connection: Connection, name: str, judgement: Judgement, seen: str | None = None) -> Judgement:
    """Writes *judgement* down and lets it take effect."""
    return _record_all(connection, name, (judgement,), seen)[0]


def _record_all(
    connection: Connection, name: str, made: Sequence[Judgement], seen: str | None
) -> tuple[Judgement, ...]:
    """Writes down what is judged at once about one target, and lets it take effect."""
    if seen is not None:
        _refuse_unseen(connection, made[0].target, seen)
    about: dict[str, None] = {}
    for judgement in made:
        items = _items(connection, judgement)
        if judgement.kind not in ("withdraw", "undo"):
            named = (judgement.target, *items[1:]) if judgement.kind == "merge" else items[:1]
            _refuse_unknown(connection, name, named)
        number = connection.execute(insert(judgements).returning(judgements.c.number), asdict(judgement)).scalar_one()
        connection.execute(insert(judged), [{"item": item, "judgement": number} for item in dict.fromkeys(items)])
        about.update(dict.fromkeys(items))
    for item in about:
        _withdraw_or_restore(connection, item)
    deriving.refresh(connection, list(about))
    return tuple(made)


def _refuse_unseen(connection: Connection, event: str, seen: str) -> None:
    """Raises ``ConflictError`` where the last judgement about the happening of *event* is another than *seen*."""
    made = judgements_on(connection, connected(connection, [event]))
    if made and made[-1].id != seen:
        last = made[-1]
        what = " ".join(part for part in (last.kind, last.field if last.kind == "correct" else None) if part)
        raise ConflictError(
            f"{last.who} judged this event ({what}, {last.moment[:16].replace('T', ' ')} UTC) after you opened it; "
            "nothing of yours was written: look at it as it is now, and judge again"
        )


def _items(connection: Connection, judgement: Judgement) -> Sequence[str]:
    """What it is about: an undoing is about all that the undone judgement is about."""
    if judgement.kind != "undo":
        return judgement.items
    undone = select(judged.c.item).join(judgements, judgements.c.number == judged.c.judgement)
    return connection.execute(undone.where(judgements.c.id == judgement.value)).scalars().all()


def _refuse_unknown(connection: Connection, name: str, ids: Iterable[str]) -> None:
    for id in ids:
        found = connection.execute(select(events.c.id).where(events.c.id == id)).first()
        found = found or connection.execute(select(judgements.c.id).where(judgements.c.field == id)).first()
        if not found:
            raise UsageError(f"no event {id} in {name}")


def _withdraw_or_restore(connection: Connection, source: str) -> None:
    """Brings what is shown of the report *source* in line with the judgements about it; any other item is let be."""
    row = connection.execute(select(sources).where(sources.c.source == source)).first()
    if row is None:
        return
    stand = standing(judgements_on(connection, [source]))
    withdrawn = any(judgement.kind == "withdraw" for judgement in stand)
    if withdrawn == row.withdrawn:
        return
    connection.execute(sources.update().where(sources.c.source == source).values(withdrawn=withdrawn))
    changed = relink(connection, source)
    of_source = (
        select(events.c.id).join(runs, runs.c.number == events.c.run).join(reports, reports.c.id == runs.c.report)
    )
    ids = connection.execute(of_source.where(reports.c.source == source)).scalars()
    deriving.refresh(connection, changed | set(ids))
    if withdrawn:
        deriving.hide_findings(connection, row.run)
    else:
        deriving.show_findings(connection, [row.run])


def _type(connection: Connection, event: str) -> str:
    """The type that *event* is shown with."""
    here = (members.c.run == events.c.run) & (members.c.item == events.c.number) & (members.c.kind == "event")
    chosen = select(shown.c.type).join(members, members.c.shown == shown.c.number).join(events, here)
    found = connection.execute(chosen.where((events.c.id == event) | (shown.c.id == event))).scalar()
    if found is None:
        raise UsageError(f"event {event} is not shown; accept it before its mode is corrected")
    return str(found)


def _telling(connection: Connection, name: str, event: str, number: int) -> tuple[str, Mention]:
    """The source of *event* and its mention *number*, in the run that is current."""
    chosen = select(events.c.run, events.c.number, reports.c.source).join(runs, runs.c.number == events.c.run)
    chosen = chosen.join(reports, reports.c.id == runs.c.report).join(sources, sources.c.source == reports.c.source)
    rows = connection.execute(chosen.where(events.c.id == event).order_by(sources.c.run != events.c.run)).all()
    if not rows:
        raise UsageError(f"no event {event} in {name}")
    row = rows[0]
    told = stored_mentions(connection, [(row.run, row.number)])[row.run, row.number]
    if not 1 <= number <= len(told) or len(told) == 1:
        raise UsageError(f"event {event} has {len(told)} mentions; one of several can be parted from it")
    return row.source, told[number - 1]


def _add(connection: Connection, name: str, report: Report, event: Event) -> None:
    id = report_row(report)["id"]
    if not connection.execute(select(reports.c.id).where(reports.c.id == id)).first():
        raise UsageError(f"no report {report.source} with this text in {name}; store it first")
    run = _run_by_hand(connection, id)
    if connection.execute(select(events.c.id).where(events.c.run == run, events.c.id == event.id)).first():
        raise UsageError(f"event {event.id} was added before; correct it, or undo its removal")
    top = connection.execute(select(func.max(events.c.number)).where(events.c.run == run)).scalar()
    row, told = event_rows(0 if top is None else top + 1, event)
    connection.execute(insert(events), {**row, "run": run})
    connection.execute(insert(mentions), [{**each, "value": pack(each["value"]), "run": run} for each in told])


def _run_by_hand(connection: Connection, report: str) -> int:
    """The run that holds what people added to *report*."""
    id = fingerprint(BY_HAND, report)
    found = connection.execute(select(runs.c.number).where(runs.c.id == id)).scalar()
    if found is not None:
        return int(found)
    about = {"id": id, "report": report, "knowledge": "", "software": BY_HAND, "coded": date.today().isoformat()}
    return int(connection.execute(insert(runs).returning(runs.c.number), about).scalar_one())
