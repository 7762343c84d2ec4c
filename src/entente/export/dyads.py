"""What the tables of older data sets have in common: one day, an act that happened, and pairs of actors.

Their columns cannot say that an act was planned or denied, that only somebody in the report claims it, or that it is
known to the month alone. Such events are left out, and counted, rather than stated as what they are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from entente.entries import Entry
from entente.export.tables import tellings
from entente.model import Actor, Event, Mention

Pair = tuple[Actor | None, Actor | None]
CODE, PLACE = 10, 3


@dataclass(frozen=True, slots=True)
class Fitting:
    """The events that a table can hold, and how many of the others it cannot for each reason."""

    kept: tuple[Entry[Event], ...]
    left_out: dict[str, int]

    def note(self) -> str | None:
        """The reasons in one line."""
        if not self.left_out:
            return None
        reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(self.left_out.items()))
        total = len(self.kept) + sum(self.left_out.values())
        return f"{len(self.kept)} of {total} events; left out, as the format has no column to say so: {reasons}"


def fitting(entries: Iterable[Entry[Event]], claims: bool) -> Fitting:
    """Sorts out what has no place in such a table; ``claims`` keeps what only somebody in the report says."""
    kept: list[Entry[Event]] = []
    left_out: dict[str, int] = {}
    for entry in entries:
        reason = _reason(entry, claims)
        if reason:
            left_out[reason] = left_out.get(reason, 0) + 1
        else:
            kept.append(entry)
    return Fitting(tuple(kept), left_out)


def _reason(entry: Entry[Event], claims: bool) -> str | None:
    chief = entry.value.chief
    if chief.factuality != "actual":
        return str(chief.factuality)
    if chief.dating.first is None or not _on_a_day(chief):
        return "not known to the day"
    if not claims and not any(mention.asserted for _, mention in tellings(entry)):
        return "only claimed (--claims keeps them)"
    return None


def _on_a_day(mention: Mention) -> bool:
    """Whether the first day is the day it happened or began, not the start of a month or year it lies in."""
    dating = mention.dating
    return dating.first == dating.last or (dating.granularity == "day" and dating.basis != "bounded")


def pairs(mention: Mention) -> list[Pair]:
    """Every actor with every recipient. Where all are actors of a mutual act, each with each other, both ways."""
    actors, recipients = mention.actors, mention.recipients
    if not recipients and len(actors) > 1:
        return [(one, other) for one in actors for other in actors if one is not other]
    return [(one, other) for one in actors or (None,) for other in recipients or (None,)]


def mutual(mention: Mention) -> bool:
    """Whether all who take part are actors, so that each pair of them stands in both directions."""
    return not mention.recipients and len(mention.actors) > 1


def numbered(kept: Sequence[Entry[Event]]) -> Iterator[tuple[int, Entry[Event], Pair]]:
    """The pairs of *kept*, each with a number of its own of 52 bits, which every program holds exactly.

    Its first ten hexadecimal digits (of 13) start the event's id, so that ``entente explain`` finds it. The numbers
    follow from the set of events, in whatever order they come.
    """
    taken: dict[str, int] = {}
    firsts: dict[str, int] = {}
    for entry in sorted(kept, key=lambda entry: entry.id):
        firsts[entry.id] = taken.get(_prefix(entry.id), 0)
        taken[_prefix(entry.id)] = firsts[entry.id] + len(pairs(entry.value.chief))
    for entry in kept:
        for place, pair in enumerate(pairs(entry.value.chief), firsts[entry.id]):
            yield int(f"{_prefix(entry.id)}{place:0{PLACE}x}", 16), entry, pair


def _prefix(id: str) -> str:
    hexadecimal = re.fullmatch(f"[0-9a-f]{{{CODE},}}", id)
    return (id if hexadecimal else sha256(id.encode()).hexdigest())[:CODE]


def report_number(source: str) -> int:
    """A number of 31 bits for a report's name."""
    return int(sha256(source.encode("utf-8", "replace")).hexdigest()[:8], 16) >> 1


def tsv_line(values: Iterable[object]) -> str:
    """Tab-separated values without quoting: tabs and line ends within a value become spaces, a double quote single."""
    return "\t".join(_plain(value) for value in values)


def joined(values: Iterable[str | None], mark: str = ";") -> str:
    """Several values of a field; empty ones keep their place unless all are."""
    held = [(value or "").replace(mark, " " if mark == "," else ",") for value in values]
    return mark.join(held) if any(held) else ""


def number(value: float | None) -> str:
    """A number as short as it can be: 2.5, 4."""
    return "" if value is None else f"{value:.10g}"


def _plain(value: object) -> str:
    return (
        ""
        if value is None
        else " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", str(value)).split()).replace('"', "'")
    )
