"""Commands with which people review a record, and its panels; what they do is in ``judging``."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from entente.cli.app import RecordPath

EventId = Annotated[str, typer.Argument(metavar="EVENT", help="Id of an event, or the start of it.")]
Who = Annotated[str | None, typer.Option(help="Who judges; your login name if not given.")]
Why = Annotated[str, typer.Option(help="The reason, kept with the judgement.")]
Party = "CHN MIL Zhang Youxia & RUS GOV Vladimir Putin"


def accept(event: EventId, *, record: RecordPath = "record.db", who: Who = None, why: Why = "") -> None:
    """Say that an event is right as it is shown; brings back one that was rejected."""
    from entente.cli import judging

    judging.accept(record, event, who, why)


def reject(event: EventId, *, record: RecordPath = "record.db", who: Who = None, why: Why) -> None:
    """Take an event out of what queries show."""
    from entente.cli import judging

    judging.reject(record, event, who, why)


def correct(
    event: EventId,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="What to correct, such as type, date or actor.")],
    value: Annotated[str | None, typer.Argument(metavar="VALUE", help="As it should be; nothing empties it.")] = None,
    *,
    record: RecordPath = "record.db",
    who: Who = None,
    why: Why,
) -> None:
    """Show another value in a field of an event."""
    from entente.cli import judging

    judging.correct(record, event, field, value, who=who, why=why)


def merge(
    event: EventId,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Id of the other event, or the start of it.")],
    *,
    record: RecordPath = "record.db",
    who: Who = None,
    why: Why,
) -> None:
    """Show two events as one happening."""
    from entente.cli import judging

    judging.merge(record, event, other, who=who, why=why)


def split(
    event: EventId,
    *,
    mention: Annotated[
        int | None, typer.Option(min=1, help="Part this mention from its event, counted from 1.")
    ] = None,
    record: RecordPath = "record.db",
    who: Who = None,
    why: Why,
) -> None:
    """Show an event apart from those of other reports, or one of its mentions as an event of its own."""
    from entente.cli import judging

    judging.split(record, event, mention, who=who, why=why)


def add(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="Name of the report that tells of it.")],
    words: Annotated[str, typer.Argument(metavar="WORDS", help="The words that present it, as the report has them.")],
    *,
    type: Annotated[str, typer.Option(help="PLOVER type, with or without a mode: CONSULT or CONSULT:visit.")],
    actor: Annotated[str | None, typer.Option(help=f"Who did it, as in the notation: {Party}.")] = None,
    recipient: Annotated[str | None, typer.Option(help="To whom, written alike.")] = None,
    date: Annotated[str | None, typer.Option(help="The day, or the first of several: 2023-11-08.")] = None,
    enddate: Annotated[str | None, typer.Option(help="The last day, if it is another.")] = None,
    place: Annotated[str | None, typer.Option(help="Where: Moscow, RUS.")] = None,
    factuality: Annotated[str, typer.Option(help="actual, planned, hypothetical or negated.")] = "actual",
    speaker: Annotated[str | None, typer.Option(help="On whose word, written as an actor is.")] = None,
    start: Annotated[
        int | None, typer.Option(help="First character of the words, where they stand more than once.")
    ] = None,
    record: RecordPath = "record.db",
    who: Who = None,
    why: Why,
) -> None:
    """Add an event by hand that the program did not find."""
    from entente.cli import judging

    given = {
        "actor": actor,
        "recipient": recipient,
        "date": date,
        "enddate": enddate,
        "place": place,
        "speaker": speaker,
    }
    judging.add(record, report, words, start, type=type, factuality=factuality, given=given, who=who, why=why)


def withdraw(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="Name of a report, or the end of it after a slash.")],
    *,
    record: RecordPath = "record.db",
    who: Who = None,
    why: Why,
) -> None:
    """Take all that was found in a report out of what queries show."""
    from entente.cli import judging

    judging.withdraw(record, report, who, why)


def undo(
    judgement: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="Id of a judgement, or the start of it.")],
    *,
    record: RecordPath = "record.db",
    who: Who = None,
    why: Why = "",
) -> None:
    """Take back a judgement; an undoing can be undone too."""
    from entente.cli import judging

    judging.undo(record, judgement, who, why)


def judgements(
    event: Annotated[str | None, typer.Argument(metavar="[EVENT]", help="Only those about this event.")] = None,
    *,
    by: Annotated[str | None, typer.Option(help="Only those by this reviewer.")] = None,
    record: RecordPath = "record.db",
    format: Annotated[Literal["table", "csv", "jsonl"], typer.Option("--format", help="How to print.")] = "table",
) -> None:
    """List who judged what, when and why."""
    from entente.cli import judging

    judging.list_judgements(record, event, by, format)


def agreement(
    one: Annotated[str, typer.Argument(metavar="REVIEWER", help="Who judged.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Who judged the same events.")],
    *,
    record: RecordPath = "record.db",
    format: Annotated[Literal["table", "csv", "jsonl"], typer.Option("--format", help="How to print.")] = "table",
) -> None:
    """Measure how far two reviewers agree: raw share and Cohen's kappa, field by field."""
    from entente.cli import judging

    judging.show_agreement(record, one, other, format)


def panel(
    *,
    record: RecordPath = "record.db",
    period: Annotated[str, typer.Option(help="day, week, month, quarter or year.")] = "month",
    actors: Annotated[str | None, typer.Option(help="Codes, parted by commas: every pair of them is there.")] = None,
    recipients: Annotated[str | None, typer.Option(help="Codes, if they are others than the actors'.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Not before a day, month or year.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Not after a day, month or year.")] = None,
    by: Annotated[str | None, typer.Option(help="quad or type: a row for each.")] = None,
    factuality: Annotated[str, typer.Option(help="actual, planned, hypothetical, negated or any.")] = "actual",
    type: Annotated[str | None, typer.Option(help="Only this PLOVER type, with or without a mode.")] = None,
    context: Annotated[str | None, typer.Option(help="Only this PLOVER context.")] = None,
    quad: Annotated[str | None, typer.Option(help="Only this quad: VC, MC, VK or MK.")] = None,
    place: Annotated[str | None, typer.Option(help="Only what happened at this place.")] = None,
    report: Annotated[str | None, typer.Option(help="Part of the name of a report, its publisher or host.")] = None,
    confidence: Annotated[float | None, typer.Option(min=0, max=1, help="At least so sure, 0 to 1.")] = None,
    undirected: Annotated[bool, typer.Option("--undirected", help="Take both directions for one dyad.")] = False,
    domestic: Annotated[
        bool, typer.Option("--domestic", help="Take in what parties of one code do to each other.")
    ] = False,
    wide: Annotated[bool, typer.Option("--wide", help="Count what spans several periods on its first day.")] = False,
    format: Annotated[Literal["csv", "jsonl"], typer.Option("--format", help="How to print.")] = "csv",
) -> None:
    """Print a dyad-period panel with four weightings, zeros included."""
    from entente.cli import judging

    asked = {"type": type, "context": context, "quad": quad, "place": place, "report": report, "confidence": confidence}
    shape = {"since": since, "until": until, "by": by, "directed": not undirected, "domestic": domestic, "wide": wide}
    sides = {"actors": actors, "recipients": recipients}
    judging.print_panel(record, period, shape | asked, **sides, factuality=factuality, format=format)


def add_commands(app: typer.Typer) -> None:
    for command in (panel, accept, reject, correct, merge, split, add, withdraw, undo, judgements, agreement):
        app.command()(command)
