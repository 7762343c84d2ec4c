"""One event: what each report says of it, where they differ, why it is coded so, and what people judged."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from entente.entries import Entry
from entente.explain import Reason, explain
from entente.model import Event, Mention, Report, Sentence, Span
from entente.record.judgements import standing
from entente.serve import wording
from entente.serve.dependencies import Held
from entente.serve.rendering import show
from entente.serve.wording import Clipped

router = APIRouter()
BRANCHES = 40
"""Mentions that are explained on the page; the rest is at the address of the explanation."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A mention with its report and its sentence, the trigger marked in it."""

    report: Report
    mention: Mention
    sentence: Clipped
    first: bool


@router.get("/events/{id}")
def event(request: Request, record: Held, id: str) -> Response:
    """The event *id*, or the only one whose id starts so, even if it was rejected."""
    entry = record.event(id)
    judged = record.judgements(entry.id)
    valid = {each.id for each in standing(judged)}
    tellings = [telling for each in (entry, *entry.members) for telling in _tellings(each, record.sentences(each))]
    why = explain(entry, record.sentences(entry), judged)
    held = {
        "entry": entry, "event": entry.value, "chief": entry.value.chief, "tellings": tellings,
        "why": [each for each in why.below if each.what.startswith("mention ")][:BRANCHES],
        "judged": judged, "valid": valid,
        "rejected": any(each.kind == "reject" and each.id in valid for each in judged),
        "line": _line(why),
    }  # fmt: skip
    return show(request, "event.html", held)


def _line(why: Reason) -> str:
    return why.what.partition(": ")[2]


def _tellings(entry: Entry[Event], sentences: dict[int, Sentence]) -> list[Telling]:
    found = []
    for number, mention in enumerate(entry.value.mentions):
        sentence = sentences.get(mention.sentence)
        span = Span(sentence.start, sentence.end) if sentence else mention.span
        marked = wording.clipped(mention, entry.report.text, span)
        found.append(Telling(entry.report, mention, marked, number == 0))
    return found
