"""Reading a report on the spot: pasted or uploaded, it is coded and shown; nothing is stored until somebody says so."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock, Thread
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import UploadFile

from entente.api import shipped_knowledge
from entente.entries import events_of
from entente.model import Linked, Problem, Report
from entente.record.codec import decode, encode
from entente.serve import coded, links
from entente.serve.dependencies import Held, Set, Trusted, Writing
from entente.serve.problems import Refused
from entente.serve.rendering import show
from entente.serve.sending import Sent, fields_and_files

MOST_EVENTS = 200
"""Events of one report that the page shows; the record keeps all."""
WARMING = Lock()
router = APIRouter()
Form = Annotated[Sent, Depends(fields_and_files)]


@router.get("/read")
def empty_page(request: Request) -> Response:
    """The form to paste or upload a report in; meanwhile the model is loaded, so that the first report is fast too."""
    Thread(target=_warm, daemon=True).start()
    return _page(request, Draft())


@router.post("/read")
def read_page(request: Request, record: Held, settings: Set, visitor: Trusted, sent: Form) -> Response:
    """The report coded; nothing is stored."""
    draft = Draft(sent.fields.get("text", ""), sent.fields.get("name", "").strip(), sent.fields.get("published", ""))
    try:
        published = date.fromisoformat(draft.published) if draft.published else None
    except ValueError:
        return _page(request, draft, f"{draft.published!r} is no day; write one such as 2023-11-08", 422)
    begun = time.perf_counter()
    found = _found(draft, published, sent.file, settings.report_limit)
    done = coded.code([*_first(found)], record, store=False)
    if not done.coded:
        said = "; ".join(problem.message for problem in (*done.problems, *_problems(found)))
        return _page(request, draft, said or "paste a text, or choose a file", 422)
    more = sum(isinstance(each, Report) for each in found) - 1
    return _page(request, draft, linked=done.coded[0], seconds=time.perf_counter() - begun, more=more)


@router.post("/read/store")
def store(request: Request, record: Held, who: Writing, sent: Form) -> Response:
    """Codes the report that the form carries again, and stores it; then shows it as the record has it."""
    try:
        report = decode(Report, sent.fields.get("report", ""))
        _check(report)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused(422, "the form holds no report; read it again, and store it then") from error
    done = coded.code([report], record, store=True)
    if done.problems:
        raise Refused(422, "; ".join(problem.message for problem in done.problems))
    return RedirectResponse(links.report(report.source), 303)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form held."""

    text: str = ""
    name: str = ""
    published: str = ""


def _found(draft: Draft, published: date | None, file: UploadFile | None, limit: int) -> list[Report | Problem]:
    if file is not None and file.filename:
        data = file.file.read(limit + 1)
        if len(data) > limit:
            return [Problem(file.filename, "read", f"has more than {limit:,} bytes; give one report", fatal=True)]
        named = coded.uploaded(data, file.filename, published)
        return [replace(each, source=draft.name) if draft.name else each for each in named]
    if not draft.text.strip():
        return []
    # A form sends every line end as two characters.
    return coded.pasted(draft.text.replace("\r\n", "\n"), draft.name or None, published, None, None)


def _first(found: list[Report | Problem]) -> list[Report]:
    return [each for each in found if isinstance(each, Report)][:1]


def _problems(found: list[Report | Problem]) -> list[Problem]:
    return [each for each in found if isinstance(each, Problem)]


def _warm() -> None:
    with WARMING:
        shipped_knowledge()


def _check(report: Report) -> None:
    """What a form sent back may hold anything: that spans lie in the text and names are text."""
    if not isinstance(report.source, str) or not report.source.strip() or not isinstance(report.text, str):
        raise ValueError("no source or text")
    if not all(0 <= block.span.start <= block.span.end <= len(report.text) for block in report.blocks):
        raise ValueError("a block outside the text")
    encode(report).encode()


def _page(
    request: Request, draft: Draft, wrong: str = "", status: int = 200, *, linked: Linked | None = None,
    seconds: float = 0.0, more: int = 0,
) -> Response:  # fmt: skip
    held: dict[str, Any] = {
        "more": more,
        "draft": draft,
        "wrong": wrong,
        "linked": linked,
        "seconds": seconds,
        "entries": (),
        "sent": "",
    }
    if linked is not None:
        held |= {"entries": events_of(linked)[:MOST_EVENTS], "sent": encode(linked.report)}
        held["pieces"] = _pieces(linked)
    else:
        held["pieces"] = ()
    return show(request, "read.html", held, status)


def _pieces(linked: Linked) -> list[tuple[str, str | None, int]]:
    """The text parted at triggers: characters, the event's type where they are a trigger, and the event's number."""
    marks = sorted(
        {
            (mention.trigger.start, mention.trigger.end): (mention.type, number)
            for number, event in enumerate(linked.events, 1)
            for mention in event.mentions
        }.items()
    )
    text, at, found = linked.report.text, 0, list[tuple[str, str | None, int]]()
    for (start, end), (kind, number) in marks:
        if start >= at:
            found += [(text[at:start], None, 0), (text[start:end], kind, number)]
            at = end
    return [*found, (text[at:], None, 0)]
