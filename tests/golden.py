"""Golden cases: the events of a report, one a line in the notation, as the codebook has them.

``missing:`` before a line says that the event stands in the report and is not found yet, ``wrong:`` that it is
found and should not be. A case fails when an event is lost, when one too many is found, and also when such a
remark no longer holds, so that the file always tells the truth.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from entente.model import Linked
from entente.notation import Line, Party, line_of, parse

REMARKS = ("missing:", "wrong:")


@dataclass(frozen=True)
class Case:
    held: frozenset[Line]
    missing: frozenset[Line]
    wrong: frozenset[Line]


def read_case(path: Path) -> Case:
    """The case in *path*; blank lines and lines that start with ``#`` are passed over."""
    found: dict[str, set[Line]] = {"": set(), **{remark: set() for remark in REMARKS}}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        remark = next((remark for remark in REMARKS if line.startswith(remark)), "")
        found[remark].add(parse(line.removeprefix(remark).strip()))
    return Case(*(frozenset(lines) for lines in found.values()))


def lines_of(linked: Linked) -> set[Line]:
    """The events of a report as lines."""
    return {line_of(event.chief, linked.report.text) for event in linked.events}


def supports(golden: Line, found: Line) -> bool:
    """Whether *found* says what *golden* says, and nothing else.

    Type, days, factuality and trigger must be the same. A party, mode, place, code or sector may be left out, for an
    unresolved field is honest, but not be another; a golden line without a speaker says nothing about who spoke.
    """
    same = all(getattr(golden, name) == getattr(found, name) for name in ("first", "last", "type", "factuality"))
    open_fields = all(getattr(found, name) in (None, getattr(golden, name)) for name in ("mode", "place"))
    spoken = golden.speaker is None or golden.speaker == found.speaker
    parties = _parties(golden.actors, found.actors) and _parties(golden.recipients, found.recipients)
    return same and open_fields and spoken and parties and golden.trigger == found.trigger


def _parties(golden: tuple[Party, ...], found: tuple[Party, ...]) -> bool:
    by_name = {party.name: party for party in golden}
    return all(
        party.name in by_name
        and party.code in (None, by_name[party.name].code)
        and party.sector in (None, by_name[party.name].sector)
        for party in found
    )


def compare(case: Case, found: set[Line]) -> dict[str, set[Line]]:
    """What differs: events lost, events too many, and remarks that no longer hold."""

    def seen(golden: Line) -> bool:
        return any(supports(golden, line) for line in found)

    return {
        "lost": {line for line in case.held if not seen(line)},
        "too many": {line for line in found if not any(supports(known, line) for known in case.held | case.wrong)},
        "found now, drop 'missing:'": {line for line in case.missing if seen(line)},
        "gone now, drop the line": {line for line in case.wrong if not seen(line)},
    }
