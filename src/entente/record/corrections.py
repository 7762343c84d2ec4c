"""The fields of an event that a person may correct, how each is written, and what a correction makes of a mention.

A value is written as the one-line notation writes it; None empties a field that may be empty.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, get_args

from entente.coding.ontology import Ontology, load_ontology
from entente.errors import DataError, UsageError
from entente.model import Actor, Dating, Factuality, Mention, Place, Source
from entente.notation import Party, parse_parties

DATING = ("date", "enddate", "historical")


def check(field: str, value: str | None) -> None:
    """Raises ``UsageError`` where *field* cannot be corrected, or not to *value*."""
    if field not in CORRECTIONS:
        raise UsageError(f"{field!r} cannot be corrected; one of {', '.join(CORRECTIONS)} can")
    try:
        CORRECTIONS[field](value)
    except (ValueError, KeyError, TypeError, DataError) as error:
        raise UsageError(f"{value!r} is no {field}; {HOW[field]}") from error


def check_mode(type: str, mode: str | None) -> None:
    """Raises ``UsageError`` where *type* has no such mode."""
    known = _ontology().types[type].modes
    if mode is not None and mode not in known:
        raise UsageError(f"{mode!r} is no mode of {type}; {', '.join(known) or 'it has none'}")


def corrected(mention: Mention, field: str, value: str | None) -> Mention:
    """*mention* with *value* in *field*."""
    held = CORRECTIONS[field](value)
    if field in DATING:
        return replace(mention, dating=_dated(mention.dating, field, held))
    if field == "type" and mention.mode not in _ontology().types[held].modes:
        mention = replace(mention, mode=None)
    if field in ("actor", "recipient"):
        named: Any = {f"{field}s": tuple(_actor(party, mention) for party in held)}
        return replace(mention, **named)
    if field == "speaker":
        held = _source(held, mention)
    if field == "place" and held is not None:
        held = replace(held, start=mention.trigger.start, end=mention.trigger.start, sentence=mention.sentence)
    return replace(mention, **{field: held})


def _dated(dating: Dating, field: str, held: Any) -> Dating:
    """A day that is corrected stays a day."""
    if field == "historical":
        return replace(dating, historical=held)
    one_day = dating.first == dating.last
    first = held if field == "date" else dating.first
    last = held if field == "enddate" or one_day else dating.last
    return replace(dating, first=first, last=last, granularity="day" if first == last and first else None, time=None)


def _actor(party: Party, mention: Mention) -> Actor:
    """The one of that name that the mention has already, with this code and sector; else one without characters."""
    named = [actor for actor in (*mention.actors, *mention.recipients) if actor.name == party.name]
    if named:
        return replace(named[0], code=party.code, sector=party.sector)
    at = mention.trigger.start
    who = Actor(at, at, mention.sentence, mention.head, party.name, party.name, party.code, party.sector)
    return replace(who, rule="by hand")


def _source(party: Party | None, mention: Mention) -> Source | None:
    return Source(party.name, actor=_actor(party, mention)) if party else None


@lru_cache(maxsize=1)
def _ontology() -> Ontology:
    return load_ontology()


def _type(value: str | None) -> str:
    return str(_ontology().types[value or ""].name)


def _mode(value: str | None) -> str | None:
    if value is not None and not any(value in kind.modes for kind in _ontology().types.values()):
        raise ValueError(value)
    return value


def _contexts(value: str | None) -> tuple[str, ...]:
    found = tuple(part.strip() for part in (value or "").split(";") if part.strip())
    if not set(found) <= _ontology().contexts:
        raise ValueError(value)
    return found


def _factuality(value: str | None) -> str:
    if value not in get_args(Factuality):
        raise ValueError(value)
    return str(value)


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _truth(value: str | None) -> bool:
    return {"true": True, "false": False}[value or ""]


def _parties(value: str | None) -> tuple[Party, ...]:
    return parse_parties(value or "")


def _speaker(value: str | None) -> Party | None:
    found = _parties(value)
    if len(found) > 1:
        raise ValueError(value)
    return found[0] if found else None


def _place(value: str | None) -> Place | None:
    """``Moscow, RUS`` or, where the country is not known, ``Moscow``."""
    if value is None:
        return None
    name, _, country = value.rpartition(", ") if value[-5:-3] == ", " else (value, "", "")
    if not name.strip():
        raise ValueError(value)
    return Place(0, 0, 0, 0, name.strip(), None, None, None, country.upper() or None, "place", "by hand")


def _number(value: str | None) -> int | None:
    return None if value is None else int(value)


def _words(value: str | None) -> str | None:
    return value


CORRECTIONS: dict[str, Callable[[str | None], Any]] = {
    "type": _type,
    "mode": _mode,
    "context": _contexts,
    "actor": _parties,
    "recipient": _parties,
    "date": _day,
    "enddate": _day,
    "historical": _truth,
    "place": _place,
    "factuality": _factuality,
    "speaker": _speaker,
    "count": _number,
    "forum": _words,
    "document": _words,
}
_PARTIES = "write CHN MIL Zhang Youxia & RUS GOV Vladimir Putin, with --- for a code that is not known"
HOW = {
    "type": "name a PLOVER type such as CONSULT",
    "mode": "name a PLOVER mode such as visit",
    "context": "name contexts of the codebook, parted by ;",
    "actor": _PARTIES,
    "recipient": _PARTIES,
    "date": "write a day such as 2023-11-08",
    "enddate": "write a day such as 2023-11-08",
    "historical": "write true or false",
    "place": "write Moscow, RUS or a name alone",
    "factuality": f"write one of {', '.join(get_args(Factuality))}",
    "speaker": "write one party: RUS GOV Vladimir Putin, with --- for a code that is not known",
    "count": "write a whole number",
    "forum": "write its name",
    "document": "write its name",
}
