"""Events in the one-line notation, grouped by dyad: the pair of states or bodies that an event is between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from entente.entries import Entry
from entente.model import Event, Mention
from entente.notation import UNRESOLVED, line_of, show

INDENT = "  "


def text_lines(entries: Iterable[Entry[Event]]) -> Iterator[str]:
    """A heading a dyad, under it its events in the order of *entries*, and an empty line between dyads.

    Both directions of a dyad stand together: the line says who did it to whom.
    """
    groups: dict[str, list[Entry[Event]]] = {}
    for entry in entries:
        groups.setdefault(dyad(entry.value.chief), []).append(entry)
    for number, name in enumerate(sorted(groups)):
        if number:
            yield ""
        yield name
        yield from (INDENT + show(line_of(entry.value.chief, entry.report.text)) for entry in groups[name])


def dyad(mention: Mention) -> str:
    """The codes of all who take part, in the order of the alphabet, what is not resolved last."""
    codes = {actor.code or UNRESOLVED for actor in (*mention.actors, *mention.recipients)} or {UNRESOLVED}
    known = sorted(codes - {UNRESOLVED})
    return " – ".join([*known, UNRESOLVED] if UNRESOLVED in codes else known)
