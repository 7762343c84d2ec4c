"""A coded report as rows of the tables. Ids are hashes of content, so the same report gives the same rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from entente.model import Actor, Commitment, CountClaim, Dating, Event, Linked, Problem, Report, Source, Span, Statement
from entente.record.codec import encode, encode_sentence

Row = dict[str, Any]
Finding = Statement | Commitment | CountClaim


@dataclass(frozen=True, slots=True)
class Rows:
    """What one run adds: the rows of each table by its name, parents before children."""

    report: str
    run: str
    source: str
    tables: dict[str, list[Row]]


def fingerprint(*parts: object) -> str:
    """Sixteen hex digits over *parts*."""
    joined = "\0".join(map(str, parts))
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


def rows_of(linked: Linked, knowledge: str, software: str, coded: date) -> Rows:
    """The rows of *linked*. The run's id covers the findings too, so that whatever finds otherwise is another run."""
    report = _report(linked.report)
    found = _findings(linked)
    run = fingerprint(report["id"], knowledge, software, *(row for rows in found.values() for row in rows))
    about = {
        "id": run,
        "report": report["id"],
        "knowledge": knowledge,
        "software": software,
        "coded": coded.isoformat(),
    }
    held = {name: [{**row, "run": run} for row in rows] for name, rows in found.items()}
    held["problems"] = [{**row, "id": fingerprint(run, row["id"])} for row in held["problems"]]
    return Rows(report["id"], run, linked.report.source, {"reports": [report], "runs": [about], **held})


def problem_row(problem: Problem) -> Row:
    """A problem, not yet ascribed to a run."""
    value = encode(problem)
    about = {"source": problem.source, "fatal": problem.fatal, "value": value}
    return {"id": fingerprint("problem", value), "run": None, **about}


def participants_of(event: Event) -> Iterator[Row]:
    """Who takes part in *event* as it is shown, and on whose word it stands."""
    chief = event.chief
    for role, actors in (("actor", chief.actors), ("recipient", chief.recipients)):
        yield from (_participant("event", event.id, role, actor) for actor in actors)
    yield from _speaker("event", event.id, chief.speaker)


def shown_row(event: Event, source: str) -> Row:
    """The fields of *event* that queries filter and sort by."""
    chief = event.chief
    return {
        "event": event.id,
        "source": source,
        "start": chief.trigger.start,
        **_days(chief.dating),
        "type": chief.type,
        "mode": chief.mode,
        "factuality": chief.factuality,
        "place": key(chief.place.name) if chief.place else None,
        "country": chief.place.country if chief.place else None,
        "confidence": chief.confidence,
    }


def key(name: str) -> str:
    """How names are compared: without case and runs of spaces."""
    return " ".join(name.casefold().split())


def _report(report: Report) -> Row:
    return {
        "id": fingerprint("report", encode(report)),
        "source": report.source,
        "sha256": hashlib.sha256(report.text.encode()).hexdigest(),
        "text": report.text,
        "title": report.title,
        "byline": report.byline,
        "published": _iso(report.published),
        "published_basis": report.published_basis,
        "updated": _iso(report.updated),
        "publisher": report.publisher,
        "url": report.url,
        "media_type": report.media_type,
        "blocks": encode(report.blocks),
    }


def _findings(linked: Linked) -> dict[str, list[Row]]:
    coded, text = linked.coded, linked.report.text
    statements = _numbered("statement", coded.statements, linked)
    commitments = _numbered("commitment", coded.commitments, linked)
    counts = _numbered("count", coded.counts, linked)
    standing = [*statements, *commitments, *counts]
    return {
        "sentences": list(_sentences(linked)),
        "events": [
            {"id": event.id, "number": n, "sources": encode(event.sources)} for n, event in enumerate(linked.events)
        ],
        "mentions": [row for event in linked.events for row in _mentions(event)],
        "statements": [_statement_row(n, id, each) for n, (id, each) in enumerate(statements)],
        "commitments": [_commitment_row(n, id, each) for n, (id, each) in enumerate(commitments)],
        "counts": [_count_row(n, id, each) for n, (id, each) in enumerate(counts)],
        "participants": [row for id, each in standing for row in _parties(id, each)],
        "passages": list(_passages(linked.events, standing, text)),
        "problems": [problem_row(problem) for problem in dict.fromkeys(linked.problems)],
    }


def _numbered(kind: str, found: Iterable[Finding], linked: Linked) -> list[tuple[str, Any]]:
    """Each finding with its id; where two have the same kind, characters and type, the later gets its number too."""
    taken: dict[str, Any] = {}
    for n, each in enumerate(found):
        about = (linked.report.source, kind, spans_of(each), _type(each))
        id = fingerprint(*about)
        taken[fingerprint(*about, n) if id in taken else id] = each
    return list(taken.items())


def spans_of(each: Finding) -> tuple[Span, ...]:
    """The characters that a statement, commitment or count rests on."""
    return (each.cue, *each.content) if isinstance(each, Statement) else (each.span,)


def _type(each: Finding) -> str | None:
    if isinstance(each, Commitment):
        return each.action
    return each.type if isinstance(each, CountClaim) else None


def _sentences(linked: Linked) -> Iterator[Row]:
    """The sentences that something was found in: all that explaining a record needs of the parse."""
    parsed, coded = linked.coded.resolved.parsed, linked.coded
    mentions = [mention for event in linked.events for mention in event.mentions]
    wanted = {mention.sentence for mention in mentions}
    alone: tuple[Finding, ...] = (*coded.statements, *coded.commitments, *coded.counts)
    wanted |= {each.sentence for each in alone}
    for number in sorted(wanted):
        if number < len(parsed.sentences):
            yield {"number": number, "value": encode_sentence(parsed.sentences[number], parsed.report.text)}


def _mentions(event: Event) -> Iterator[Row]:
    for number, mention in enumerate(event.mentions):
        where = {"event": event.id, "number": number, "start": mention.start, "end": mention.end}
        yield {**where, "rule": mention.rule, "value": encode(mention)}


def _finding_row(number: int, id: str, each: Finding, place: str | None = None) -> Row:
    start = spans_of(each)[0].start
    where = {"id": id, "number": number, "start": start, "place": place, "value": encode(each)}
    return {**where, **_days(each.dating)}


def _statement_row(number: int, id: str, each: Statement) -> Row:
    return _finding_row(number, id, each, key(each.place.name) if each.place else None)


def _commitment_row(number: int, id: str, each: Commitment) -> Row:
    return {**_finding_row(number, id, each), "type": each.action, "status": each.status}


def _count_row(number: int, id: str, each: CountClaim) -> Row:
    return {**_finding_row(number, id, each), "type": each.type, "asserted": each.asserted}


def _parties(id: str, each: Finding) -> Iterator[Row]:
    if isinstance(each, Statement):
        yield from _speaker("statement", id, each.source)
        if each.addressee:
            yield _participant("statement", id, "recipient", each.addressee)
    elif isinstance(each, Commitment):
        yield from (_participant("commitment", id, "actor", actor) for actor in each.parties)
        yield from (_participant("commitment", id, "recipient", actor) for actor in each.partners)
        yield from (row for source in each.attribution[:1] for row in _speaker("commitment", id, source))
    else:
        yield from (_participant("count", id, "actor", actor) for actor in each.actors)


def _passages(events: Iterable[Event], standing: Iterable[tuple[str, Finding]], text: str) -> Iterator[Row]:
    for event in events:
        for mention in event.mentions:
            yield {"kind": "event", "item": event.id, "text": mention.span.of(text)}
    for id, each in standing:
        spans = each.content if isinstance(each, Statement) else spans_of(each)
        kind = {Statement: "statement", Commitment: "commitment", CountClaim: "count"}[type(each)]
        yield {"kind": kind, "item": id, "text": "\n".join(span.of(text) for span in spans)}


def _speaker(kind: str, item: str, source: Source | None) -> Iterator[Row]:
    if source is None:
        return
    about = {"kind": kind, "item": item, "role": "speaker", "name": key(source.name)}
    who = source.actor
    yield {**about, "code": who.code if who else None, "sector": who.sector if who else None}


def _participant(kind: str, item: str, role: str, actor: Actor) -> Row:
    about = {"kind": kind, "item": item, "role": role}
    return {**about, "code": actor.code, "sector": actor.sector, "name": key(actor.name)}


def _days(dating: Dating | None) -> Row:
    return {"first": _iso(dating.first if dating else None), "last": _iso(dating.last if dating else None)}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
