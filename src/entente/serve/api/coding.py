"""Coding a text or a file that is sent, and storing it if asked."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Body, File, Form, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field

from entente.entries import Entry
from entente.export.annotate import annotated
from entente.export.plover import plover_event
from entente.serve.answers import as_json
from entente.serve.coded import Outcome, code, pasted, uploaded
from entente.serve.dependencies import Held, Set, Trusted
from entente.serve.described import ref, writes
from entente.serve.problems import Refused

router = APIRouter(tags=["coding"])
OUTCOME: dict[str, Any] = {
    "type": "object",
    "properties": {
        "reports": {"type": "array", "items": ref("AnnotatedReport")},
        "events": {"type": "array", "items": ref("PloverEvent")},
        "stored": {"type": "object", "additionalProperties": {"enum": ["new", "same", "superseding"]}},
        "problems": {"type": "array", "items": ref("ProblemRow")},
    },
    "required": ["reports", "events", "stored", "problems"],
    "additionalProperties": False,
}


Words = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]


class Pasted(BaseModel):
    """A text to code. ``source`` is what to call it; ``store`` puts it on record."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Annotated[
        str,
        Field(
            min_length=1, description="The report.", examples=["Officials from Brazil met their colleagues in Accra."]
        ),
    ]
    source: Annotated[str | None, Field(max_length=500, pattern=r"^[^\x00]+$", description="What to call it.")] = None
    title: Annotated[Words | None, Field(description="Its title.")] = None
    url: Annotated[Words | None, Field(description="Where it was found; it is not fetched.")] = None
    published: Annotated[date | None, Field(description="The day it counts from.", examples=["2023-11-08"])] = None
    store: Annotated[bool, Field(description="Whether to put it on record.")] = False


EXAMPLES: dict[str, Any] = {
    "coded": {"value": {"text": "Portugal met Chile.", "source": "short.txt", "published": "2024-05-15"}},
    "stored": {
        "value": {"text": "Officials from Brazil met their colleagues in Accra.", "title": "Talks", "store": True}
    },
}


@router.post("/code", response_class=Response, responses=writes(OUTCOME, status=200))
def code_text(
    record: Held, settings: Set, visitor: Trusted, sent: Annotated[Pasted, Body(openapi_examples=EXAMPLES)]
) -> Response:
    """Codes a text: what every stage found, its events, and how it was stored, if that was asked."""
    if len(sent.text.encode("utf-8", "surrogatepass")) > settings.report_limit:
        raise Refused(413, f"a report has at most {settings.report_limit} bytes")
    found = pasted(sent.text, sent.source, sent.published, sent.title, sent.url)
    return as_json(told(code(found, record, sent.store)))


@router.post("/code/file", response_class=Response, responses=writes(OUTCOME, status=200))
def code_file(  # noqa: PLR0917 called by the names of its arguments
    record: Held,
    settings: Set,
    visitor: Trusted,
    file: Annotated[UploadFile, File(description="A report: text, HTML, PDF, or several in JSON lines.")],
    published: Annotated[date | None, Form(description="The day of a report that states none.")] = None,
    store: Annotated[bool, Form(description="Whether to put its reports on record.")] = False,
) -> Response:
    """Codes an uploaded file, and stores its reports if asked."""
    content = file.file.read(settings.report_limit + 1)
    if len(content) > settings.report_limit:
        raise Refused(413, f"a report has at most {settings.report_limit} bytes")
    return as_json(told(code(uploaded(content, file.filename or "upload.txt", published), record, store)))


def told(done: Outcome) -> dict[str, object]:
    """What was coded, as JSON writes it."""
    events = [Entry(event.id, event, linked.report) for linked in done.coded for event in linked.events]
    problems = [*done.problems, *(each for linked in done.coded for each in linked.problems)]
    return {
        "reports": [annotated(linked) for linked in done.coded],
        "events": [plover_event(each) for each in events],
        "stored": done.stored,
        "problems": [
            {"source": each.source, "stage": each.stage, "message": each.message, "fatal": each.fatal}
            for each in dict.fromkeys(problems)
        ],
    }
