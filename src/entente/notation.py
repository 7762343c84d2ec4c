"""The one-line notation of an event, printed by ``show`` and read back by ``parse``.

::

    2023-11-08 | CONSULT:visit | CHN MIL Zhang Youxia -> RUS GOV Vladimir Putin | Moscow | actual | "meeting"

The fields are date, type and mode, actors and recipients, place, factuality and trigger; where the event stands
on somebody's word, ``by NAME`` follows as a seventh. A range of days is ``2023-03-01/2023-03-31``, an open end of it
``-``; a missing date, place or actor is ``-`` too. An actor is country code, sector and name; a code that could not
be resolved is ``---``, a missing sector is left out. ``\\`` escapes ``\\ | & >`` and, within the trigger, ``"``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import get_args

from entente.errors import DataError
from entente.model import Actor, Factuality, Mention

# The codebook's list (section 3).
SECTORS = frozenset(
    {"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PTY", "PRM", "REB", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL"}
    | {"EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"}
)
NOTHING, UNRESOLVED = "-", "---"
_ESCAPES = {"\n": "n", "\r": "r", "\t": "t"}
_UNESCAPES = {letter: char for char, letter in _ESCAPES.items()}
_CODE = re.compile(r"[A-Z]{3}")
_ACT = re.compile(r"(?P<type>[A-Z]+)(?::(?P<mode>[a-z-]+))?")


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or recipient as the notation shows it."""

    code: str | None
    sector: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """The fields of one line; ``first`` and ``last`` are inclusive days, either None where it is open."""

    first: date | None
    last: date | None
    type: str
    mode: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: str | None
    factuality: Factuality
    trigger: str
    speaker: str | None = None


def line_of(mention: Mention, text: str) -> Line:
    """The line of *mention*; *text* is its report's canonical text."""
    return Line(
        first=mention.dating.first,
        last=mention.dating.last,
        type=mention.type,
        mode=mention.mode,
        actors=tuple(map(_party, mention.actors)),
        recipients=tuple(map(_party, mention.recipients)),
        place=_plain(mention.place.name) if mention.place else None,
        factuality=mention.factuality,
        trigger=mention.trigger.of(text),
        speaker=_plain(mention.speaker.name) if mention.speaker else None,
    )


def show(line: Line) -> str:
    """The line as text; ``parse(show(line)) == line`` where names are free of runs of spaces."""
    act = line.type if line.mode is None else f"{line.type}:{line.mode}"
    actors = " & ".join(map(show_party, line.actors)) or NOTHING
    recipients = " & ".join(map(show_party, line.recipients))
    fields = [
        show_days(line.first, line.last),
        act,
        f"{actors} -> {recipients}" if recipients else actors,
        NOTHING if line.place is None else _escape(line.place),
        line.factuality,
        f'"{_escape(line.trigger, quoted=True)}"',
    ]
    if line.speaker is not None:
        fields.append(f"by {_escape(line.speaker)}")
    return " | ".join(fields)


def parse(text: str) -> Line:
    """The line that *text* writes; ``DataError`` says which field is wrong."""
    fields = text.strip(" \n").split(" | ")
    if not 6 <= len(fields) <= 7:
        raise DataError(f"an event line has 6 or 7 fields parted by ' | ', this one {len(fields)}: {text}")
    when, act, parties, place, factuality, trigger = fields[:6]
    first, last = _parse_days(when, text)
    kind, mode = _parse_act(act, text)
    actors, _, recipients = parties.partition(" -> ")
    if factuality not in get_args(Factuality):
        raise DataError(f"factuality is one of {', '.join(get_args(Factuality))}, not {factuality!r}: {text}")
    return Line(
        first,
        last,
        kind,
        mode,
        parse_parties(actors),
        parse_parties(recipients),
        None if place == NOTHING else _unescape(place),
        factuality,  # type: ignore[arg-type]
        _parse_trigger(trigger, text),
        _parse_speaker(fields[6], text) if len(fields) == 7 else None,
    )


def show_days(first: date | None, last: date | None) -> str:
    """A day, a range of days with ``-`` for an open end, or ``-``."""
    if first == last:
        return first.isoformat() if first else NOTHING
    return "/".join(day.isoformat() if day else NOTHING for day in (first, last))


def show_party(party: Party) -> str:
    """Code, sector and name; a name that would read as a sector gets ``---`` before it."""
    words = [party.code or UNRESOLVED]
    if party.sector:
        words.append(party.sector)
    elif party.name.split(" ", 1)[0] in SECTORS | {UNRESOLVED}:
        words.append(UNRESOLVED)
    return " ".join([*words, _escape(party.name)]).rstrip(" ")


def _party(actor: Actor) -> Party:
    return Party(actor.code, actor.sector, _plain(actor.name))


def _plain(name: str) -> str:
    return " ".join(name.split())


def _escape(text: str, quoted: bool = False) -> str:
    if text == NOTHING and not quoted:
        return "\\" + NOTHING
    special = '\\|"' if quoted else "\\|&>"
    return "".join("\\" + _ESCAPES.get(c, c) if c in special or c in _ESCAPES else c for c in text)


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: _UNESCAPES.get(found[1], found[1]), text)


def _parse_days(text: str, line: str) -> tuple[date | None, date | None]:
    ends = text.split("/") if "/" in text else [text, text]
    try:
        first, last = (None if end == NOTHING else date.fromisoformat(end) for end in ends)
    except ValueError as error:
        raise DataError(f"a date is YYYY-MM-DD, a range of two, or -, not {text!r}: {line}") from error
    return first, last


def _parse_act(text: str, line: str) -> tuple[str, str | None]:
    found = _ACT.fullmatch(text)
    if not found:
        raise DataError(f"a type is TYPE or TYPE:mode, not {text!r}: {line}")
    return found["type"], found["mode"]


def parse_parties(text: str) -> tuple[Party, ...]:
    """Parties joined with ``&``; ``DataError`` where one does not start with a code or ``---``."""
    return () if text in ("", NOTHING) else tuple(map(_parse_party, text.split(" & ")))


def _parse_party(text: str) -> Party:
    code, _, rest = text.partition(" ")
    if code != UNRESOLVED and not _CODE.fullmatch(code):
        raise DataError(f"an actor starts with a code of three capitals or ---, not {code!r}: {text}")
    sector, _, name = rest.partition(" ")
    if sector not in SECTORS and sector != UNRESOLVED:
        sector, name = "", rest
    return Party(None if code == UNRESOLVED else code, sector if sector in SECTORS else None, _unescape(name))


def _parse_trigger(text: str, line: str) -> str:
    if len(text) < 2 or not text.startswith('"') or not text.endswith('"'):
        raise DataError(f"the trigger stands in double quotes, not {text!r}: {line}")
    return _unescape(text[1:-1])


def _parse_speaker(text: str, line: str) -> str:
    if not text.startswith("by "):
        raise DataError(f"the seventh field is 'by NAME', not {text!r}: {line}")
    return _unescape(text[3:])
