"""What people decide about what the program found: rows with who, when and why, that can be undone.

A judgement rejects an event, corrects a field of it, or undoes an earlier judgement; none ever changes or removes a
row. ``apply`` is what makes them count: what a query shows is a function of output and judgements. They hold for the
event's id, and so also for a later run that finds the same event again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Literal, get_args

from entente.errors import UsageError
from entente.model import Derivation, Event, Factuality, Mention

Kind = Literal["reject", "correct", "undo"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision about event ``target``. ``value`` is the new value of ``field``, or the judgement undone.

    ``moment`` is ISO 8601 in UTC.
    """

    id: str
    kind: Kind
    target: str
    field: str | None
    value: str | None
    who: str
    why: str
    moment: str


def standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Those of *judgements*, given in the order they were made, that reject or correct and are not undone."""
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
    """The event as *judgements* on it leave it, None if it is rejected. Corrections change its first mention."""
    chief = event.chief
    for judgement in standing(judgements):
        if judgement.kind == "reject":
            return None
        chief = _corrected(chief, judgement)
    return event if chief is event.chief else replace(event, mentions=(chief, *event.mentions[1:]))


def check(field: str, value: str | None) -> None:
    """Raises ``UsageError`` where *field* cannot be corrected, or not to *value*."""
    if field not in CORRECTIONS:
        raise UsageError(f"{field!r} cannot be corrected; one of {', '.join(CORRECTIONS)} can")
    try:
        CORRECTIONS[field](value)
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{value!r} is no {field}") from error


def _corrected(mention: Mention, judgement: Judgement) -> Mention:
    field, value = judgement.field or "", judgement.value
    held = CORRECTIONS[field](value)
    reason = Derivation(field, value or "none", f"judgement {judgement.id} by {judgement.who}: {judgement.why}")
    mention = replace(mention, derivation=(*mention.derivation, reason))
    if field in DATING:
        return replace(mention, dating=replace(mention.dating, **{DATING[field]: held}))
    if field == "type" and mention.mode not in _types()[held].modes:
        mention = replace(mention, mode=None)
    return replace(mention, **{field: held})


DATING = {"date": "first", "enddate": "last", "historical": "historical"}


@lru_cache(maxsize=1)
def _types() -> Any:
    from entente.coding.ontology import load_ontology

    return load_ontology().types


def _type(value: str | None) -> str:
    return str(_types()[value].name)


def _mode(value: str | None) -> str | None:
    if value is not None and not any(value in kind.modes for kind in _types().values()):
        raise ValueError(value)
    return value


def _factuality(value: str | None) -> str:
    if value not in get_args(Factuality):
        raise ValueError(value)
    return str(value)


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _truth(value: str | None) -> bool:
    return {"true": True, "false": False}[value or ""]


CORRECTIONS: dict[str, Callable[[str | None], Any]] = {
    "type": _type,
    "mode": _mode,
    "factuality": _factuality,
    "date": _day,
    "enddate": _day,
    "historical": _truth,
}
