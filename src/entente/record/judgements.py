"""What people decide about what the program found: rows with who, when and why, that can be undone.

A judgement accepts or rejects an event, corrects a field of it, joins two events into one happening, parts one, adds
an event by hand, withdraws a report, or undoes an earlier judgement; none ever changes or removes a row. What a query
shows is a function of output and judgements. They hold for the event's id, and so also for a later run that finds the
same event again; and for the whole happening that the event is part of. Where two contradict, the later one holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from entente.model import Derivation, Event, Mention
from entente.record.corrections import corrected

Kind = Literal["accept", "reject", "correct", "merge", "split", "add", "withdraw", "undo"]
REVIEWING = frozenset({"accept", "correct", "add"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision about ``target``, the id of an event, or the name of a report that is withdrawn.

    ``value`` is the new value of ``field``, the other event of a merge, the trigger's characters ``start:end`` of the
    mention that a split parts from its event (``field`` is then its new id), or the judgement undone. ``moment`` is
    ISO 8601 in UTC.
    """

    id: str
    kind: Kind
    target: str
    field: str | None
    value: str | None
    who: str
    why: str
    moment: str

    @property
    def items(self) -> tuple[str, ...]:
        """The ids of the events it is about."""
        other = {"merge": self.value, "split": self.field}.get(self.kind)
        return (self.target, other) if other else (self.target,)


def standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Those of *judgements*, given in the order they were made, that are no undoing and not undone."""
    undone: set[str] = set()
    found = []
    for judgement in reversed(tuple(judgements)):
        if judgement.id in undone:
            continue
        if judgement.kind == "undo" and judgement.value:
            undone.add(judgement.value)
        else:
            found.append(judgement)
    return tuple(reversed(found))


def apply(event: Event, judgements: Iterable[Judgement]) -> Event | None:
    """The event as *judgements* that stand leave it, None if it is rejected. Corrections change its first mention."""
    chief, rejected = event.chief, False
    for judgement in judgements:
        if judgement.kind in ("accept", "reject"):
            rejected = judgement.kind == "reject"
        elif judgement.kind == "correct":
            chief = _corrected(chief, judgement)
    if rejected:
        return None
    return event if chief is event.chief else replace(event, mentions=(chief, *event.mentions[1:]))


def _corrected(mention: Mention, judgement: Judgement) -> Mention:
    field, value = judgement.field or "", judgement.value
    reason = Derivation(field, value or "none", f"judgement {judgement.id} by {judgement.who}: {judgement.why}")
    return replace(corrected(mention, field, value), derivation=(*mention.derivation, reason))
