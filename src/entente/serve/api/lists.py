"""Events, mentions, statements, commitments, counts, forums and documents: page by page, as JSON or CSV."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from entente.explain import BRANCHES, Reason, explain
from entente.export.plover import commitment_row, count_row, plover_event, setting_row, statement_row
from entente.export.tables import (
    commitments_table,
    counts_table,
    events_table,
    mentions_table,
    settings_table,
    statements_table,
)
from entente.serve.answers import FRESH, AsFormat, as_csv, as_json, of_entries, of_rows
from entente.serve.asked import Commitments, Counts, Documents, Events, Forums, Statements
from entente.serve.dependencies import Held
from entente.serve.described import answered, listed, ref
from entente.serve.shapes import MentionRow, ReasonTree

EventId = Annotated[str, Path(description="Id of an event, or the start of it.", max_length=200)]
Field = Annotated[
    str | None, Query(description=f"Only what this field rests on: {', '.join(BRANCHES)}.", max_length=100)
]
router = APIRouter(dependencies=[FRESH], tags=["record"])


@router.get("/events", response_class=Response, responses=listed("PloverEvent"))
def events(request: Request, record: Held, asked: Events, format: AsFormat) -> Response:
    """Events in the order of their dates, if no other is asked for; the JSON is PLOVER's."""
    return of_entries(request, format, record.events(**asked.page), plover_event, events_table)


@router.get("/events/{event}", response_class=Response, responses=answered(ref("PloverEvent"), csv=True))
def event(record: Held, event: EventId, format: AsFormat) -> Response:
    """An event by its id, or the only one whose id starts so, even if it is rejected."""
    entry = record.event(event)
    if format == "csv":
        table = events_table([entry])
        return as_csv("event", [column.name for column in table.columns], table.flat())
    return as_json(plover_event(entry))


@router.get("/events/{event}/explanation", response_class=Response, responses=answered(ref("ReasonTree")))
def explanation(record: Held, event: EventId, field: Field = None) -> Response:
    """Why an event says what it says, down to rules, words and characters; of one field, if one is named."""
    entry = record.event(event)
    return as_json(tree(explain(entry, record.sentences(entry), record.judgements(entry.id), field or None)))


@router.get("/mentions", response_class=Response, responses=listed("MentionRow"))
def mentions(request: Request, record: Held, asked: Events, format: AsFormat) -> Response:
    """The predicates that present the events that fit; `limit` and `after` count events."""
    found = record.events(**asked.page)
    rows = [*mentions_table(found).flat()]
    return of_rows(request, format, "mentions", rows, columns=tuple(MentionRow.__annotations__), next=found.next)


@router.get("/statements", response_class=Response, responses=listed("StatementRow"))
def statements(request: Request, record: Held, asked: Statements, format: AsFormat) -> Response:
    """Who said what, in the order of the dates."""
    return of_entries(request, format, record.statements(**asked.page), statement_row, statements_table)


@router.get("/commitments", response_class=Response, responses=listed("CommitmentRow"))
def commitments(request: Request, record: Held, asked: Commitments, format: AsFormat) -> Response:
    """What actors undertook to do, and what became of it."""
    return of_entries(request, format, record.commitments(**asked.page), commitment_row, commitments_table)


@router.get("/counts", response_class=Response, responses=listed("CountRow"))
def counts(request: Request, record: Held, asked: Counts, format: AsFormat) -> Response:
    """Numbers of events that reports assert."""
    return of_entries(request, format, record.counts(**asked.page), count_row, counts_table)


@router.get("/forums", response_class=Response, responses=listed("SettingRow"))
def forums(request: Request, record: Held, asked: Forums, format: AsFormat) -> Response:
    """Summits, conferences and forums that reports name, with what happened at them."""
    return of_entries(request, format, record.forums(**asked.page), setting_row, partial(settings_table, "forums"))


@router.get("/documents", response_class=Response, responses=listed("SettingRow"))
def documents(request: Request, record: Held, asked: Documents, format: AsFormat) -> Response:
    """Treaties, joint statements and plans that reports name, with what was agreed in them."""
    return of_entries(
        request, format, record.documents(**asked.page), setting_row, partial(settings_table, "documents")
    )


def tree(reason: Reason) -> ReasonTree:
    """A reason as JSON writes it."""
    quotes = [{"start": span.start, "end": span.end, "text": text} for span, text in reason.quotes]
    return ReasonTree(what=reason.what, quotes=quotes, below=[tree(each) for each in reason.below])  # type: ignore[typeddict-item]
