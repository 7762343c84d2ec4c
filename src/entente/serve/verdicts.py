"""Judgements as they are sent: each kind with what it needs, and what the record does with it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from entente.api import Record
from entente.errors import UsageError
from entente.query.by_hand import at_words, mention_by_hand
from entente.query.filters import act
from entente.record import Judgement
from entente.record.corrections import CORRECTIONS
from entente.serve.corrections import compared, written

log = logging.getLogger("entente.serve")
# No NUL: neither SQLite's searches nor PostgreSQL take one.
Text = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]
Needed = Annotated[str, Field(min_length=1, max_length=2000, pattern=r"^[^\x00]*$")]
Id = Annotated[Needed, Field(max_length=100, examples=["b5fdfeceea721a5f"])]
Why = Annotated[Needed, Field(pattern=r"[^\s\x00]", examples=["wrong date"])]


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, regex_engine="python-re")

    who: Annotated[Text | None, Field(description="Who judges; else the header X-Reviewer or the token says.")] = None


class _OnEvent(_Sent):
    seen: Annotated[
        Text | None,
        Field(
            max_length=100,
            description="Id of the last judgement on the event that you saw, as `/api/events/{event}/judgements` says, "
            "empty for none: where somebody judged after it, 409, and nothing is written. Left out, nobody asks.",
        ),
    ] = None


class Accept(_OnEvent):
    """The event is right as it is shown; brings back one that was rejected."""

    kind: Literal["accept"]
    event: Annotated[Id, Field(description="Id of the event, or the start of it.")]
    why: Annotated[Text, Field(description="The reason, kept with the judgement.")] = ""


class Reject(_OnEvent):
    """The event is taken out of what queries show."""

    kind: Literal["reject"]
    event: Annotated[Id, Field(description="Id of the event, or the start of it.")]
    why: Annotated[Why, Field(description="The reason, kept with the judgement.")]


class Correct(_OnEvent):
    """Other values in fields of an event, written as the one-line notation writes them; null empties a field.

    Either ``field`` with ``value``, or ``changes``, of which all are written or none.
    """

    kind: Literal["correct"]
    event: Annotated[Id, Field(description="Id of the event, or the start of it.")]
    field: Annotated[Needed | None, Field(description="What to correct.", examples=["date"])] = None
    value: Annotated[Text | None, Field(description="As it should be; null empties it.", examples=["2023-11-08"])] = (
        None
    )
    changes: Annotated[
        dict[str, Text | None] | None,
        Field(
            min_length=1,
            max_length=len(CORRECTIONS),
            description="Instead of field and value, several: values by field. To undo one undoes all.",
            examples=[{"date": "2023-11-08", "type": "CONSULT", "mode": "visit"}],
        ),
    ] = None
    why: Annotated[Why, Field(description="The reason, kept with the judgement.")]

    @model_validator(mode="after")
    def _one_way(self) -> Correct:
        """Either way, and not both; a value that is left out is not the same as null."""
        alone = "field" in self.model_fields_set and "value" in self.model_fields_set and self.field is not None
        if alone == (self.changes is not None) or (self.changes is not None and self.value is not None):
            raise ValueError("send field and value, or changes")
        return self

    def corrections(self) -> Mapping[str, str | None]:
        """Values by field, whichever way they were sent."""
        return self.changes if self.changes is not None else {str(self.field): self.value}


class Merge(_OnEvent):
    """Two events are one happening."""

    kind: Literal["merge"]
    event: Annotated[Id, Field(description="Id of the event, or the start of it.")]
    other: Annotated[Id, Field(description="The other event.")]
    why: Annotated[Why, Field(description="The reason, kept with the judgement.")]


class Split(_OnEvent):
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


class Undo(_OnEvent):
    """A judgement is taken back; an undoing can be undone too."""

    kind: Literal["undo"]
    judgement: Annotated[Id, Field(description="Id of the judgement, or the start of it.")]
    why: Annotated[Text, Field(description="The reason, kept with the judgement.")] = ""


Verdict = Annotated[Accept | Reject | Correct | Merge | Split | Add | Withdraw | Undo, Field(discriminator="kind")]
FIELDS = ("actor", "recipient", "date", "enddate", "place", "factuality", "speaker")


def judge(record: Record, sent: Verdict, who: str) -> tuple[Judgement, ...]:
    """Writes down what *who* judges, and says so in the log; ``EntenteError`` where it makes no sense.

    It is one judgement, but of several fields that are corrected, or taken back, at once.
    """
    made = _judge(record, sent, who)
    for each in made:
        log.info("judgement", extra={"id": each.id, "kind": each.kind, "target": each.target, "who": each.who})
    return made


def _judge(record: Record, sent: Verdict, who: str) -> tuple[Judgement, ...]:
    match sent:
        case Correct():
            return _correct(record, sent, who)
        case Undo():
            id = record.judgement(sent.judgement).id
            return record.undo_all(id, who=who, why=sent.why, seen=sent.seen)
        case _:
            return (_judge_one(record, sent, who),)


def _judge_one(record: Record, sent: Accept | Reject | Merge | Split | Add | Withdraw, who: str) -> Judgement:
    match sent:
        case Accept():
            return record.accept(record.event_id(sent.event), who=who, why=sent.why, seen=sent.seen)
        case Reject():
            return record.reject(record.event_id(sent.event), who=who, why=sent.why, seen=sent.seen)
        case Merge():
            event, other = record.event_id(sent.event), record.event_id(sent.other)
            return record.merge(event, other, who=who, why=sent.why, seen=sent.seen)
        case Split():
            return record.split(record.event_id(sent.event), sent.mention, who=who, why=sent.why, seen=sent.seen)
        case Add():
            return _add(record, sent, who)
        case Withdraw():
            return record.withdraw(record.report(sent.report).report.source, who=who, why=sent.why)


def _correct(record: Record, sent: Correct, who: str) -> tuple[Judgement, ...]:
    """Corrects what is sent; ``UsageError`` names every field that is wrong, as the form on the page does."""
    entry, changes = record.event(record.event_id(sent.event)), sent.corrections()
    given = {field: value or "" for field, value in changes.items()}
    wrong = compared(given, written(entry.value.chief, entry.report.text), given).wrong
    if wrong:
        raise UsageError("; ".join(f"{field}: {reason}" for field, reason in wrong.items()))
    return record.correct_all(entry.id, changes, who=who, why=sent.why, seen=sent.seen)


def _add(record: Record, sent: Add, who: str) -> Judgement:
    kind, mode = act(sent.type, None)
    if kind is None:
        raise UsageError("an event that is added needs a type")
    report = record.report(sent.report).report
    fields = {"type": kind, "mode": mode, **{name: getattr(sent, name) for name in FIELDS}}
    mention = mention_by_hand(report, at_words(report, sent.words, sent.start), fields)
    return record.add_event(report, mention, who=who, why=sent.why)
