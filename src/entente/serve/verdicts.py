"""Judgements as they are sent: each kind with what it needs, and what the record does with it."""

from __future__ import annotations

import logging
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from entente.api import Record
from entente.errors import UsageError
from entente.query.by_hand import at_words, mention_by_hand
from entente.query.filters import act
from entente.record import Judgement

log = logging.getLogger("entente.serve")
# No NUL: neither SQLite's searches nor PostgreSQL take one.
Text = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]
Needed = Annotated[str, Field(min_length=1, max_length=2000, pattern=r"^[^\x00]*$")]
Id = Annotated[Needed, Field(max_length=100, examples=["b5fdfeceea721a5f"])]
Why = Annotated[Needed, Field(pattern=r"[^\s\x00]", examples=["wrong date"])]


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, regex_engine="python-re")

    who: Annotated[Text | None, Field(description="Who judges; else the header X-Reviewer or the token says.")] = None


class Accept(_Sent):
    """The event is right as it is shown; brings back one that was rejected."""

    kind: Literal["accept"]
    event: Annotated[Id, Field(description="Id of the event, or the start of it.")]
    why: Annotated[Text, Field(description="The reason, kept with the judgement.")] = ""


class Reject(_Sent):
    """The event is taken out of what queries show."""

    kind: Literal["reject"]
    event: Annotated[Id, Field(description="Id of the event, or the start of it.")]
    why: Annotated[Why, Field(description="The reason, kept with the judgement.")]


class Correct(_Sent):
    """Another value in a field of an event, written as the one-line notation writes it; null empties the field."""

    kind: Literal["correct"]
    event: Annotated[Id, Field(description="Id of the event, or the start of it.")]
    field: Annotated[Needed, Field(description="What to correct.", examples=["date"])]
    value: Annotated[Text | None, Field(description="As it should be; null empties it.", examples=["2023-11-08"])]
    why: Annotated[Why, Field(description="The reason, kept with the judgement.")]


class Merge(_Sent):
    """Two events are one happening."""

    kind: Literal["merge"]
    event: Annotated[Id, Field(description="Id of the event, or the start of it.")]
    other: Annotated[Id, Field(description="The other event.")]
    why: Annotated[Why, Field(description="The reason, kept with the judgement.")]


class Split(_Sent):
    """The event is shown apart from other reports' events; with ``mention``, from 1, that mention as one of its own."""

    kind: Literal["split"]
    event: Annotated[Id, Field(description="Id of the event, or the start of it.")]
    mention: Annotated[int | None, Field(ge=1, le=10_000, description="Part this mention, counted from 1.")] = None
    why: Annotated[Why, Field(description="The reason, kept with the judgement.")]


class Add(_Sent):
    """An event that the program did not find: the words that present it, and its fields."""

    kind: Literal["add"]
    report: Annotated[Needed, Field(description="Name of the report, or the end of it after a slash.")]
    words: Annotated[Needed, Field(description="The words that present it, as the report has them.")]
    start: Annotated[int | None, Field(ge=0, le=100_000_000, description="Their first code point, if not unique.")] = (
        None
    )
    type: Annotated[Needed, Field(description="PLOVER type, with or without a mode.", examples=["CONSULT:visit"])]
    actor: Annotated[
        Text | None, Field(description="Who did it, as in the notation: CHN MIL Zhang Youxia & RUS GOV Vladimir Putin.")
    ] = None
    recipient: Annotated[Text | None, Field(description="To whom, written alike.")] = None
    date: Annotated[Text | None, Field(description="The day, or the first of several.")] = None
    enddate: Annotated[Text | None, Field(description="The last day, if it is another.")] = None
    place: Annotated[Text | None, Field(description="Where: Moscow, RUS.")] = None
    factuality: Annotated[Text, Field(description="actual, planned, hypothetical or negated.")] = "actual"
    speaker: Annotated[Text | None, Field(description="On whose word, written as an actor is.")] = None
    why: Annotated[Why, Field(description="The reason, kept with the judgement.")]


class Withdraw(_Sent):
    """All that was found in a report is taken out of what queries show."""

    kind: Literal["withdraw"]
    report: Annotated[Needed, Field(description="Name of the report, or the end of it after a slash.")]
    why: Annotated[Why, Field(description="The reason, kept with the judgement.")]


class Undo(_Sent):
    """A judgement is taken back; an undoing can be undone too."""

    kind: Literal["undo"]
    judgement: Annotated[Id, Field(description="Id of the judgement, or the start of it.")]
    why: Annotated[Text, Field(description="The reason, kept with the judgement.")] = ""


Verdict = Annotated[Accept | Reject | Correct | Merge | Split | Add | Withdraw | Undo, Field(discriminator="kind")]
FIELDS = ("actor", "recipient", "date", "enddate", "place", "factuality", "speaker")


def judge(record: Record, sent: Verdict, who: str) -> Judgement:
    """Writes down what *who* judges, and says so in the log; ``EntenteError`` where it makes no sense."""
    made = _judge(record, sent, who)
    about = {"id": made.id, "kind": made.kind, "target": made.target, "who": made.who}
    log.info("judgement", extra=about)
    return made


def _judge(record: Record, sent: Verdict, who: str) -> Judgement:
    match sent:
        case Accept():
            return record.accept(record.event_id(sent.event), who=who, why=sent.why)
        case Reject():
            return record.reject(record.event_id(sent.event), who=who, why=sent.why)
        case Correct():
            return record.correct(record.event_id(sent.event), sent.field, sent.value, who=who, why=sent.why)
        case Merge():
            return record.merge(record.event_id(sent.event), record.event_id(sent.other), who=who, why=sent.why)
        case Split():
            return record.split(record.event_id(sent.event), sent.mention, who=who, why=sent.why)
        case Add():
            return _add(record, sent, who)
        case Withdraw():
            return record.withdraw(record.report(sent.report).report.source, who=who, why=sent.why)
        case Undo():
            return record.undo(record.judgement(sent.judgement).id, who=who, why=sent.why)


def _add(record: Record, sent: Add, who: str) -> Judgement:
    kind, mode = act(sent.type, None)
    if kind is None:
        raise UsageError("an event that is added needs a type")
    report = record.report(sent.report).report
    fields = {"type": kind, "mode": mode, **{name: getattr(sent, name) for name in FIELDS}}
    mention = mention_by_hand(report, at_words(report, sent.words, sent.start), fields)
    return record.add_event(report, mention, who=who, why=sent.why)
