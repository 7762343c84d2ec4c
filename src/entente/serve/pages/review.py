"""Review: one event at a time, the least certain first; each verdict is a form, and a key where there is script."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from entente.api import Record
from entente.entries import Entry
from entente.errors import ConflictError, UsageError
from entente.model import Event
from entente.record import Judgement
from entente.record.judgements import standing
from entente.serve import asked, links
from entente.serve.choices import CHOICES
from entente.serve.corrections import FIELDS, HINTS, SAID, compared, written
from entente.serve.dependencies import Held, Visiting, Writing
from entente.serve.rendering import show
from entente.serve.sending import Sent, fields_and_files

FORM = ("party", "type", "since", "until")
AROUND = 400
"""Code points of the report that stand before and after the clause."""
router = APIRouter()
Asking = Annotated[asked.Asked, Depends(asked.of(Record.events))]


def sent_fields(sent: Annotated[Sent, Depends(fields_and_files)]) -> Mapping[str, str]:
    """The fields of the form that was sent."""
    return sent.fields


Fields = Annotated[Mapping[str, str], Depends(sent_fields)]


@router.get("/review")
def next_page(request: Request, record: Held, question: Asking, visitor: Visiting) -> Response:
    """The next event that waits."""
    found = record.queue(after=question.after, **question.filters)
    query = urlencode(question.filters)
    skip = links.at("/review", {**question.filters, "after": found.next}) if found.next else None
    return _page(
        request,
        record,
        found[0] if found else None,
        {
            "skip": skip,
            "back": query,
            "tab": "queue",
            "twin": ("/api/queue", {**question.filters, "after": question.after}),
        },
    )


@router.get("/review/second")
def second_page(request: Request, record: Held, visitor: Visiting, after: str | None = None) -> Response:
    """The next event that another judged and this reviewer did not."""
    found = record.second_look(visitor.who or "", after=after)
    skip = links.at("/review/second", {"after": found.next}) if found.next else None
    return _page(
        request,
        record,
        found[0] if found else None,
        {
            "skip": skip,
            "back": "second",
            "tab": "second",
            "twin": ("/api/queue/second", {"who": visitor.who, "after": after}),
        },
    )


@router.get("/review/agreement")
def agreement_page(request: Request, record: Held, one: str = "", other: str = "") -> Response:
    """How far two reviewers agree, field by field."""
    reviewers = record.reviewers()
    names = [name for name, _ in reviewers]
    one, other = one or next(iter(names), ""), other or next(iter(names[1:]), "")
    measured = record.agreement(one, other) if one and other and one != other else ()
    held = {"reviewers": reviewers, "one": one, "other": other, "measured": measured}
    return show(request, "agreement.html", held)


@router.post("/review/undo")
def undo(request: Request, record: Held, who: Writing, sent: Fields) -> Response:
    """Takes judgements back, the last first."""
    event, seen = sent.get("event", ""), sent.get("seen", "")
    made: list[Judgement] = []
    try:
        for id in reversed(sent.get("judgement", "").split()):
            if id not in {each.value for each in made}:
                made += record.undo_all(id, who=who, why=sent.get("why") or "taken back in review", seen=seen)
                seen = made[-1].id
    except ConflictError as error:
        return _page(request, record, record.event(event), {"said": str(error), "back": sent.get("back", "")}, 409)
    return _onward(links.review(event), event, made, sent.get("back", ""))


@router.get("/review/{id}")
def event_page(request: Request, record: Held, id: str, back: str = "") -> Response:
    """The event *id*, to judge it."""
    return _page(request, record, record.event(id), {"back": back})


@router.post("/review/{id}/verdict")
def verdict(request: Request, record: Held, who: Writing, id: str, sent: Fields) -> Response:
    """Accepts or rejects the event, and goes on to the next."""
    kind = sent.get("verdict", "")
    if kind not in ("accept", "reject"):
        raise UsageError(f"a verdict is accept or reject, not {kind!r}")
    judge = record.accept if kind == "accept" else record.reject

    def judged(seen: str, why: str) -> list[Judgement]:
        return [judge(id, who=who, why=why, seen=seen)]

    return _judged(request, record, id, sent, judged)


@router.post("/review/{id}/merge")
def merge(request: Request, record: Held, who: Writing, id: str, sent: Fields) -> Response:
    """Shows the event and another as one happening, and stays with it."""
    named = (sent.get("other") or sent.get("chosen") or "").strip()
    if not named:
        return _page(
            request, record, record.event(id), _again(sent, "choose the other event, or write its id", "merge"), 422
        )
    other = record.event_id(named)
    return _judged(
        request, record, id, sent, lambda seen, why: [record.merge(id, other, who=who, why=why, seen=seen)], stay=True
    )


@router.post("/review/{id}/split")
def split(request: Request, record: Held, who: Writing, id: str, sent: Fields) -> Response:
    """Parts the event from those of other reports, or one of its mentions from it."""
    number = sent.get("mention", "").strip()
    mention = int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else None
    return _judged(
        request, record, id, sent, lambda seen, why: [record.split(id, mention, who=who, why=why, seen=seen)], stay=True
    )


@router.post("/review/{id}/correct")
def correct(request: Request, record: Held, who: Writing, id: str, sent: Fields) -> Response:
    """Corrects the fields that differ from what is shown; nothing is written where one of them is wrong."""
    entry = record.event(id)
    found = compared(sent, written(entry.value.chief, entry.report.text))
    if found.wrong or not found.changes:
        said = (
            "Nothing was written: see the fields marked below."
            if found.wrong
            else "Nothing differs from what is shown."
        )
        more = {**_again(sent, said, "correct"), "values": found.values, "wrong": found.wrong}
        return _page(request, record, entry, more, 422)

    def corrected(seen: str, why: str) -> list[Judgement]:
        return [*record.correct_all(entry.id, found.changes, who=who, why=why, seen=seen)]

    return _judged(request, record, entry.id, sent, corrected, values=found.values)


def _judged(
    request: Request, record: Record, id: str, sent: Mapping[str, str], judge: Any, *, stay: bool = False,
    values: Mapping[str, str] | None = None,
) -> Response:  # fmt: skip
    """Judges, and goes on; where another judged in between, or the record refuses, shows the event as it is now."""
    back = sent.get("back", "")
    try:
        made = judge(sent.get("seen", ""), sent.get("why", "").strip() or "in review")
    except UsageError as error:
        status = 409 if isinstance(error, ConflictError) else 422
        more = {**_again(sent, str(error), "correct" if values else ""), **({"values": values} if values else {})}
        return _page(request, record, record.event(id), more, status)
    return _onward(links.review(id) if stay else _next(back), id, made, back)


def _again(sent: Mapping[str, str], said: str, opened: str) -> dict[str, Any]:
    return {"said": said, "back": sent.get("back", ""), "why": sent.get("why", ""), "opened": opened}


def _next(back: str) -> str:
    if back == "second":
        return "/review/second"
    known = asked.filters_of(Record.events)
    return links.at("/review", {name: value for name, value in parse_qsl(back) if name in known})


def _onward(path: str, event: str, made: list[Judgement], back: str) -> Response:
    """To *path*, whose page says what was judged and how to undo it."""
    response = RedirectResponse(path, 303)
    told = urlencode({"event": event, "made": " ".join(each.id for each in made), "back": back})
    response.set_cookie("entente_done", told, max_age=60, httponly=True, samesite="strict", path="/review")
    return response


def _page(
    request: Request, record: Record, entry: Entry[Event] | None, more: Mapping[str, Any], status: int = 200
) -> Response:
    held: dict[str, Any] = {
        "entry": entry, "said": "", "opened": "", "why": "", "back": "", "skip": None, "wrong": {}, "values": {},
        "tab": "", "twin": None, "form": FORM, "choices": CHOICES,
        "filters": dict(parse_qsl(str(more.get("back", "")))), "done": _done(request, record),
        "reviewers": record.reviewers(), "history": (), "SAID": SAID, "HINTS": HINTS, "FIELDS": FIELDS,
    }  # fmt: skip
    if entry is not None:
        held |= _about(record, entry)
    held |= more
    response = show(request, "review.html", held, status)
    if "entente_done" in request.cookies:
        response.delete_cookie("entente_done", path="/review")
    return response


def _about(record: Record, entry: Entry[Event]) -> dict[str, Any]:
    chief, text = entry.value.chief, entry.report.text
    start, end = min(chief.start, chief.trigger.start), max(chief.end, chief.trigger.end)
    history = record.judgements(entry.id)
    return {
        "chief": chief, "seen": record.seen(entry.id), "values": written(chief, text), "history": history,
        "standing": {each.id for each in standing(history)}, "near": _near(record, entry),
        "before": text[max(0, start - AROUND) : start].rpartition("\n\n")[2],
        "after_clause": text[end : end + AROUND].partition("\n\n")[0],
        "told": [entry, *entry.members],
    }  # fmt: skip


def _near(record: Record, entry: Entry[Event]) -> list[Entry[Event]]:
    """Events of the type within three days, that may be the same happening."""
    chief = entry.value.chief
    first = chief.dating.first or chief.dating.last
    if first is None or not 3 < first.toordinal() < first.max.toordinal() - 3:
        return []
    code = next((actor.code for actor in (*chief.actors, *chief.recipients) if actor.code), None)
    found = record.events(type=chief.type, party=code, since=first - timedelta(3), until=first + timedelta(3), limit=9)
    return [each for each in found if each.id != entry.id][:8]


def _done(request: Request, record: Record) -> dict[str, Any] | None:
    """What this browser judged just before, if it did."""
    told = dict(parse_qsl(request.cookies.get("entente_done", "")))
    event, ids = told.get("event"), told.get("made", "").split()
    made = [each for each in record.judgements(event) if each.id in ids] if event and ids else []
    if not made or event is None:
        return None
    return {"event": event, "made": made, "seen": record.seen(event), "back": told.get("back", "")}
