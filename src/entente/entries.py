"""What a record, or a coding that was not stored, hands out: values with the report and the run they come from.

``Entries`` is a sequence that turns into plain dicts or a pandas table with one column a field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import import_module
from typing import Any, Generic, TypeVar, overload

from entente.coding.ontology import Ontology, load_ontology
from entente.errors import UsageError
from entente.link.differences import Difference
from entente.model import Actor, Commitment, CountClaim, Dating, Event, Linked, Report, Setting, Statement

T_co = TypeVar("T_co", covariant=True)
Flat = dict[str, str | int | float | bool | None]


@dataclass(frozen=True, slots=True)
class Entry(Generic[T_co]):
    """An event, statement, commitment, count, forum or document, with its report and how it came to be.

    ``coded`` is the day of coding, ``knowledge`` the digest of what the report was coded with, ``run`` the stored
    run's number; they are None, empty or 0 where nothing says. ``inside`` are the events that a statement tells of, or
    that happened at a forum or in a document, where ``said`` are the statements and ``promised`` the commitments made;
    ``answered`` those that kept or withdrew a commitment, ``answered_in`` the reports that tell of them. ``members``
    are what other reports tell of the same happening, ``sources`` how many independent reports tell of it, and
    ``reviewed`` whether somebody accepted, corrected or added it; ``differences`` are where the reports contradict
    each other.
    """

    id: str
    value: T_co
    report: Report
    coded: date | None = None
    knowledge: str = ""
    run: int = 0
    inside: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    promised: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    answered_in: tuple[str, ...] = ()
    members: tuple[Entry[T_co], ...] = ()
    sources: int = 1
    reviewed: bool = False
    differences: tuple[Difference, ...] = ()


class Entries(Sequence[Entry[T_co]]):
    """Entries in the order they were asked for. ``flat`` says what columns one of them has.

    ``next`` is the cursor of the page that follows, None after the last one.
    """

    def __init__(
        self, entries: Iterable[Entry[T_co]], flat: Callable[[Entry[T_co]], Flat], next: str | None = None
    ) -> None:
        self._entries = tuple(entries)
        self._flat = flat
        self.next = next

    @overload
    def __getitem__(self, at: int) -> Entry[T_co]: ...
    @overload
    def __getitem__(self, at: slice) -> Entries[T_co]: ...
    def __getitem__(self, at: int | slice) -> Entry[T_co] | Entries[T_co]:
        return Entries(self._entries[at], self._flat) if isinstance(at, slice) else self._entries[at]

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry[T_co]]:
        return iter(self._entries)

    def __repr__(self) -> str:
        return f"<{len(self)} entries>"

    def to_dicts(self) -> list[Flat]:
        """One dict an entry, with the same keys in each; several values of a field are parted by ``;``."""
        return [self._flat(entry) for entry in self]

    def to_pandas(self) -> Any:
        """A pandas ``DataFrame`` of ``to_dicts``; needs pandas, which does not come with entente."""
        try:
            pandas = import_module("pandas")
        except ModuleNotFoundError as error:
            raise UsageError("to_pandas needs pandas; install it with: pip install pandas") from error
        return pandas.DataFrame(self.to_dicts())


@lru_cache(maxsize=1)
def ontology() -> Ontology:
    """The types and scores that ship with the package."""
    return load_ontology()


def scale(kind: str, mode: str | None) -> float:
    """PLOVER's score of a mode, or of its type where the mode has none."""
    known = ontology().types[kind]
    return known.score if mode is None else known.modes.get(mode, known.score)


def events_of(linked: Linked, coded: date | None = None, knowledge: str = "") -> Entries[Event]:
    """The events of a report that was not stored."""
    found = (Entry(event.id, event, linked.report, coded, knowledge) for event in linked.events)
    return Entries(found, flat_event)


def flat_event(entry: Entry[Event]) -> Flat:
    """The columns of an event: its chief mention's fields, and where they were read."""
    chief, text = entry.value.chief, entry.report.text
    return {
        "id": entry.id,
        **flat_dating(chief.dating),
        "event": chief.type,
        "mode": chief.mode,
        "context": _joined(chief.context),
        "quad_code": ontology().quad_code(chief.type),
        "event_scale": scale(chief.type, chief.mode),
        **flat_actors("actor", chief.actors),
        **flat_actors("recipient", chief.recipients),
        "place": chief.place.name if chief.place else None,
        "place_country": chief.place.country if chief.place else None,
        "geonameid": chief.place.geonameid if chief.place else None,
        "lat": chief.place.lat if chief.place else None,
        "lon": chief.place.lon if chief.place else None,
        "factuality": chief.factuality,
        "historical": chief.dating.historical,
        "count": chief.count,
        "forum": chief.forum,
        "document": chief.document,
        "speaker": chief.speaker.name if chief.speaker else None,
        "attribution": _joined(source.name for source in chief.attribution),
        "confidence": chief.confidence,
        "rule": chief.rule,
        "trigger": chief.trigger.of(text),
        "event_text": chief.span.of(text),
        "mentions": sum(len(each.value.mentions) for each in (entry, *entry.members)),
        "sources": entry.sources,
        "reviewed": entry.reviewed,
        "differs": _joined(each.field for each in entry.differences),
        **_flat_report(entry.report),
    }


def flat_statement(entry: Entry[Statement]) -> Flat:
    """The columns of a statement."""
    held, text = entry.value, entry.report.text
    return {
        "id": entry.id,
        **flat_dating(held.dating),
        "speaker": held.source.name if held.source else None,
        "speaker_code": held.source.actor.code if held.source and held.source.actor else None,
        "addressee": held.addressee.name if held.addressee else None,
        "cue": held.cue.of(text),
        "content": " … ".join(span.of(text) for span in held.content),
        "direct": held.direct,
        "place": held.place.name if held.place else None,
        "events": _joined(entry.inside),
        "rule": held.rule,
        **_flat_report(entry.report),
    }


def flat_commitment(entry: Entry[Commitment]) -> Flat:
    """The columns of a commitment."""
    held = entry.value
    return {
        "id": entry.id,
        **flat_dating(held.dating),
        "action": held.action,
        "words": held.words,
        **flat_actors("party", held.parties),
        **flat_actors("partner", held.partners),
        "regularity": held.regularity,
        "made": _iso(held.made.first) if held.made else None,
        "made_in": held.made_in,
        "status": held.status,
        "answered": _joined(entry.answered),
        "answered_in": _joined(entry.answered_in),
        "attribution": _joined(source.name for source in held.attribution),
        "rule": held.rule,
        **_flat_report(entry.report),
    }


def flat_count(entry: Entry[CountClaim]) -> Flat:
    """The columns of a count claim."""
    held = entry.value
    return {
        "id": entry.id,
        **flat_dating(held.dating),
        "event": held.type,
        **flat_actors("actor", held.actors),
        "asserted": held.asserted,
        "matching": _joined(held.matching),
        "verdict": held.verdict,
        "words": held.span.of(entry.report.text),
        "rule": held.rule,
        **_flat_report(entry.report),
    }


def flat_setting(entry: Entry[Setting]) -> Flat:
    """The columns of a forum or document."""
    held, text = entry.value, entry.report.text
    return {
        "id": entry.id,
        **flat_dating(held.dating),
        "name": held.name,
        "series": held.series,
        "edition": held.edition,
        "place": held.place.name if held.place else None,
        "place_country": held.place.country if held.place else None,
        **flat_actors("party", held.parties),
        "events": _joined(entry.inside),
        "statements": _joined(entry.said),
        "commitments": _joined(entry.promised),
        "words": " … ".join(span.of(text) for span in held.spans),
        **_flat_report(entry.report),
    }


def flat_dating(dating: Dating | None) -> Flat:
    """Days as ISO 8601, inclusive, and on what they rest."""
    return {
        "date": _iso(dating.first) if dating else None,
        "enddate": _iso(dating.last) if dating else None,
        "date_granularity": dating.granularity if dating else None,
        "date_basis": dating.basis if dating else None,
    }


def flat_actors(role: str, actors: Sequence[Actor]) -> Flat:
    """Name, code, sector and office of *actors*; the n-th of each column belong together."""
    return {
        role: _joined(actor.name for actor in actors),
        f"{role}_code": _joined(actor.code or "" for actor in actors),
        f"{role}_sector": _joined(actor.sector or "" for actor in actors),
        f"{role}_office": _joined(actor.office or "" for actor in actors),
    }


def _flat_report(report: Report) -> Flat:
    return {
        "report": report.source,
        "published": _iso(report.published),
        "published_basis": report.published_basis,
        "publisher": report.publisher,
        "title": report.title,
    }


def _joined(values: Iterable[str]) -> str | None:
    held = [value.replace(";", ",") for value in values]
    return ";".join(held) if any(held) else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
