"""The order of the stages, and what happens to a report that breaks one of them.

>>> from entente import knowledge, pipeline
>>> linked = pipeline.run(report, knowledge.load())                      # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from entente.actors import Directory, by_wording, on_day, resolve_actors
from entente.coding import code
from entente.coding.counts import verify
from entente.knowledge import Knowledge
from entente.language import parse
from entente.link import link
from entente.model import Actor, Coded, Linked, Mention, Problem, Report, Resolved
from entente.places import resolve_places
from entente.read import read
from entente.times import resolve_times


def resolve(report: Report, knowledge: Knowledge) -> Resolved:
    """The report parsed, with its times, actors and places."""
    parsed = parse(report, knowledge.model)
    places = resolve_places(parsed, knowledge.gazetteer)
    return Resolved(
        parsed,
        times=resolve_times(parsed, knowledge.grammar),
        actors=resolve_actors(parsed, knowledge.directory, places),
        places=places,
    )


def in_office(coded: Coded, directory: Directory) -> Coded:
    """The events with every party in the office held on the event's first day, or known by its words alone."""
    published = coded.resolved.report.published

    def then(mention: Mention, parties: tuple[Actor, ...]) -> tuple[Actor, ...]:
        day = mention.dating.first or mention.dating.last
        worded = (by_wording(actor, day or published, directory) for actor in parties)
        return tuple(on_day(actor, day, published, directory) for actor in worded)

    def dated(mention: Mention) -> Mention:
        return replace(mention, actors=then(mention, mention.actors), recipients=then(mention, mention.recipients))

    return replace(coded, mentions=tuple(map(dated, coded.mentions)))


def run(report: Report, knowledge: Knowledge) -> Linked:
    """One report through every stage; its count claims are held against its own events."""
    linked = link(in_office(code(resolve(report, knowledge), knowledge.rulebook), knowledge.directory))
    return replace(linked, coded=replace(linked.coded, counts=verify(linked.coded.counts, linked.events)))


def attempt(report: Report, knowledge: Knowledge) -> Linked | Problem:
    """``run``, but a defect of ours that one report brings to light is a ``Problem`` and not the end of a batch."""
    try:
        return run(report, knowledge)
    except Exception as error:  # noqa: BLE001 one report must never end a batch of a million
        message = f"could not be coded ({type(error).__name__}: {error}); please report this defect with the text"
        return Problem(report.source, "code", message, fatal=True)


def read_all(sources: Iterable[str], published: date | None = None) -> Iterator[Report | Problem]:
    """Every report in *sources*, in order, as ``read`` gives them; a defect of ours costs one source."""
    for source in sources:
        try:
            yield from read(source, published=published)
        except Exception as error:  # noqa: BLE001 one source must never end a batch of a million
            message = f"could not be read ({type(error).__name__}: {error}); please report this defect with the source"
            yield Problem(source, "read", message, fatal=True)


def code_all(sources: Iterable[str], knowledge: Knowledge, published: date | None = None) -> Iterator[Linked | Problem]:
    """Every report in *sources*, in order; what cannot be read or coded comes as a ``Problem``.

    Problems that are not fatal come before the result of the report they belong to.
    """
    for found in read_all(sources, published):
        yield attempt(found, knowledge) if isinstance(found, Report) else found
