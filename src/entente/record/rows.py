"""A coded report as rows of the tables. Ids are hashes of content, so the same report gives the same rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from entente.model import (
    Commitment,
    CountClaim,
    Event,
    Linked,
    Mention,
    Problem,
    Report,
    Sentence,
    Setting,
    Span,
    Statement,
)
from entente.record.codec import SENTENCES, VALUES, encode, pack
from entente.record.details import details_of
from entente.record.findings import Finding, Standing
from entente.record.sentences import encode_sentence

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """What one run adds: its id, the row of its report, and the rows of each table, which lack the run's number."""

    run: str
    report: Row
    about: Row
    tables: dict[str, list[Row]]


def fingerprint(*parts: object) -> str:
    """Sixteen hex digits over *parts*."""
    joined = "\0".join(map(str, parts))
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


def event_id(source: str, mention: Mention) -> str:
    """The id that linking gives an event of the report *source* whose chief mention is *mention*."""
    return fingerprint(source, mention.trigger.start, mention.trigger.end, mention.type)


def rows_of(linked: Linked, knowledge: str, software: str, coded: date) -> Rows:
    """The rows of *linked*. The run's id covers the findings too, so that whatever finds otherwise is another run."""
    report = report_row(linked.report)
    found = _found(linked)
    run = fingerprint(report["id"], knowledge, software, *(row for rows in found.values() for row in rows))
    about = {
        "id": run,
        "report": report["id"],
        "knowledge": knowledge,
        "software": software,
        "coded": coded.isoformat(),
    }
    packed = {name: _packed(rows, SENTENCES if name == "sentences" else VALUES) for name, rows in found.items()}
    packed["problems"] = [{**row, "id": fingerprint(run, row["id"])} for row in found["problems"]]
    return Rows(run, report, about, packed)


def problem_row(problem: Problem) -> Row:
    """A problem, not yet ascribed to a run."""
    value = encode(problem)
    about = {"source": problem.source, "fatal": problem.fatal, "value": value}
    return {"id": fingerprint("problem", value), "run": None, **about}


def report_id(report: Report) -> str:
    """The id of a report: a hash of all that it says, not of where it was found."""
    return fingerprint("report", encode(replace(report, origin=None)))


def report_row(report: Report) -> Row:
    return {
        "id": report_id(report),
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
        "details": details_of(report),
    }


def event_rows(number: int, event: Event) -> tuple[Row, list[Row]]:
    """The row of an event and those of its mentions, values not yet packed."""
    told = [{"event": number, "number": n, "value": encode(mention)} for n, mention in enumerate(event.mentions)]
    return {"number": number, "id": event.id}, told


def _packed(rows: list[Row], dictionary: int) -> list[Row]:
    return [{**row, "value": pack(row["value"], dictionary)} if "value" in row else row for row in rows]


def _found(linked: Linked) -> dict[str, list[Row]]:
    coded = linked.coded
    about = [event_rows(number, event) for number, event in enumerate(linked.events)]
    standing = [
        *_numbered("statement", coded.statements, linked),
        *_numbered("commitment", coded.commitments, linked),
        *_numbered("count", coded.counts, linked),
        *_numbered("forum", coded.settings_of("forum"), linked),
        *_numbered("document", coded.settings_of("document"), linked),
    ]
    return {
        "sentences": list(_sentences(linked)),
        "events": [row for row, _ in about],
        "mentions": [row for _, told in about for row in told],
        "findings": [
            {"kind": each.kind, "number": each.number, "id": each.id, "value": encode(each.value)} for each in standing
        ],
        "problems": [problem_row(problem) for problem in dict.fromkeys(linked.problems)],
    }


def _numbered(kind: str, found: Iterable[Finding], linked: Linked) -> list[Standing]:
    """Each finding with its id; where two have the same kind, characters and type, the later gets its number too."""
    taken: dict[str, Standing] = {}
    for n, each in enumerate(found):
        about = (linked.report.source, kind, spans_of(each), _type(each))
        id = fingerprint(*about)
        id = fingerprint(*about, n) if id in taken else id
        taken[id] = Standing(kind, n, id, each)
    return list(taken.values())


def spans_of(each: Finding) -> tuple[Span, ...]:
    """The characters that a statement, commitment, count, forum or document rests on."""
    if isinstance(each, Setting):
        return each.spans
    return (each.cue, *each.content) if isinstance(each, Statement) else (each.span,)


def _type(each: Finding) -> str | None:
    if isinstance(each, Commitment):
        return each.action
    return each.type if isinstance(each, CountClaim) else None


def _sentences(linked: Linked) -> Iterator[Row]:
    """All that explaining and linking a record needs of the parse."""
    for number, sentence in told_sentences(linked).items():
        yield {"number": number, "value": encode_sentence(sentence, linked.report.text)}


def told_sentences(linked: Linked) -> dict[int, Sentence]:
    """The sentences that something was found in, by number."""
    parsed, coded = linked.coded.resolved.parsed, linked.coded
    mentions = [mention for event in linked.events for mention in event.mentions]
    wanted = {mention.sentence for mention in mentions}
    alone: tuple[Statement | Commitment | CountClaim, ...] = (*coded.statements, *coded.commitments, *coded.counts)
    wanted |= {each.sentence for each in alone}
    return {number: parsed.sentences[number] for number in sorted(wanted) if number < len(parsed.sentences)}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
