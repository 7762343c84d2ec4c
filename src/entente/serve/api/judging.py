"""Judgements: who judged what, and judging."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query, Request, Response

from entente.serve.answers import FRESH, AsFormat, as_json, of_rows
from entente.serve.api.lists import EventId
from entente.serve.asked import Judgements
from entente.serve.dependencies import Held, Trusted
from entente.serve.described import answered, listed, ref, writes
from entente.serve.problems import Refused
from entente.serve.shapes import AgreementRow, JudgementRow
from entente.serve.verdicts import Verdict, judge

router = APIRouter(tags=["judgements"])
JudgementId = Annotated[str, Path(description="Id of a judgement, or the start of it.", max_length=200)]
COLUMNS = tuple(JudgementRow.__annotations__)
EVENT, OTHER = "b5fdfeceea721a5f", "c6a0e1d2b3f48597"
EXAMPLES: dict[str, Any] = {
    name: {"value": value}
    for name, value in {
        "accept": {"kind": "accept", "event": EVENT, "seen": ""},
        "correct": {
            "kind": "correct", "event": EVENT, "field": "date", "value": "2023-11-08", "who": "ana",
            "why": "the report says Wednesday",
        },
        "correct several fields": {
            "kind": "correct", "event": EVENT, "changes": {"type": "CONSULT", "mode": "phone", "place": None},
            "who": "ana", "why": "they spoke by telephone",
        },
        "reject": {"kind": "reject", "event": EVENT, "why": "it was only proposed"},
        "merge": {"kind": "merge", "event": EVENT, "other": OTHER, "why": "the same talks"},
        "split": {"kind": "split", "event": EVENT, "why": "another day's talks"},
        "add": {
            "kind": "add", "report": "daily/2023-11-09.html", "words": "joint patrols", "type": "COOPERATE",
            "actor": "PRT GOV Ana Sousa", "recipient": "CHL GOV Luis Vega", "date": "2023-11-08", "why": "left out",
        },
        "withdraw": {"kind": "withdraw", "report": "daily/2023-11-09.html", "why": "the paper took it back"},
        "undo": {"kind": "undo", "judgement": "0a1b2c3d4e5f6071", "why": "misread"},
    }.items()
}  # fmt: skip


@router.get("/judgements", response_class=Response, responses=listed("JudgementRow"), dependencies=[FRESH])
def judgements(request: Request, record: Held, asked: Judgements, format: AsFormat) -> Response:
    """Who judged what, the newest first; with `event` (its id) or `who` only those."""
    given = dict(asked.filters)
    if "event" in given:
        given["event"] = record.event_id(given["event"])
    made, next = record.judgement_page(limit=asked.limit, after=asked.after, **given)
    return of_rows(request, format, "judgements", [asdict(each) for each in made], columns=COLUMNS, next=next)


@router.get(
    "/events/{event}/judgements",
    response_class=Response,
    responses=listed("JudgementRow", seen={"type": "string"}),
    dependencies=[FRESH],
)
def history(request: Request, record: Held, event: EventId, format: AsFormat) -> Response:
    """All judgements about an event and what is told as one with it, the first of them first.

    `seen` is the id of the last one: sent with a judgement, it proves that nobody judged in between.
    """
    made = record.history(record.event_id(event))
    seen = made[-1].id if made else ""
    return of_rows(request, format, "judgements", [asdict(each) for each in made], columns=COLUMNS, seen=seen)


@router.get("/judgements/{id}", response_class=Response, responses=answered(ref("JudgementRow")), dependencies=[FRESH])
def judgement(record: Held, id: JudgementId) -> Response:
    """A judgement by its id, or the only one whose id starts so."""
    return as_json(asdict(record.judgement(id)))


@router.post("/judgements", response_class=Response, status_code=201, responses=writes(ref("JudgementRow")))
def make(
    record: Held,
    visitor: Trusted,
    sent: Annotated[Verdict, Body(openapi_examples=EXAMPLES)],
) -> Response:
    """Judges: accept, reject, correct, merge, split, add, withdraw or undo.

    A correction of several fields is written whole or not at all, and taken back as one; the answer is its last
    judgement, whose id is what `seen` is to be next.
    """
    if visitor.fixed and sent.who not in (None, visitor.who):
        raise Refused(403, f"this token is {visitor.who}'s; leave out who, or use the token of {sent.who}")
    who = (sent.who or visitor.who or "").strip()
    if not who:
        raise Refused(422, "say who judges: in the field who, or in the header X-Reviewer")
    made = judge(record, sent, who)
    return as_json(asdict(made[-1]), 201, {"Location": f"/api/judgements/{made[-1].id}"})


@router.get("/agreement", response_class=Response, responses=listed("AgreementRow"), dependencies=[FRESH])
def agreement(
    request: Request,
    record: Held,
    one: Annotated[str, Query(description="A reviewer.", examples=["ana"])],
    other: Annotated[str, Query(description="Another reviewer.", examples=["ben"])],
    format: AsFormat,
) -> Response:
    """How far two reviewers agree on the events that both judged, field by field."""
    rows = [asdict(each) for each in record.agreement(one, other)]
    return of_rows(request, format, "agreement", rows, columns=tuple(AgreementRow.__annotations__))
