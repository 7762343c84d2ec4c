"""The commands and their options."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import typer

from entente import __version__

app = typer.Typer(
    name="entente",
    help="Read news reports and keep a dated, sourced record of who did what to whom.",
    no_args_is_help=True,
    # Plain help: drawing it would import rich.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE...", help="Files, patterns or URLs of reports; a .jsonl file has one report a line."
    ),
]
Published = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Day of publication of reports that state none."),
]
OwnActors = Annotated[
    Path | None,
    typer.Option(
        "--actors", metavar="TABLE.tsv", help="Your own table of actors, which adds to ours or overrides them."
    ),
]
RecordPath = Annotated[str, typer.Option("--record", metavar="DB", help="The record: a file or a postgresql:// URL.")]
ExportFormat = Literal[
    "plover", "csv", "parquet", "stata", "polecat", "icews", "gdelt", "geojson", "gexf", "graphml", "annotations",
    "package",
]  # fmt: skip
Format = Annotated[Literal["table", "csv", "jsonl", "parquet"], typer.Option("--format", help="How to print.")]
Who = "a country code, a sector, part of a name, or these in this order: 'RUS GOV Putin'"
When = "a day, month or year"
Actor = Annotated[str | None, typer.Option(help=f"Who did it: {Who}.")]
Party = Annotated[str | None, typer.Option("--party", "--actor", help=f"Who undertakes it: {Who}.")]
Recipient = Annotated[str | None, typer.Option(help=f"To whom: {Who}.")]
Speaker = Annotated[str | None, typer.Option(help=f"On whose word: {Who}.")]
Type = Annotated[str | None, typer.Option(help="PLOVER type, with or without a mode: CONSULT or CONSULT:visit.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help=f"Not before {When}.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help=f"Not after {When}.")]
Place = Annotated[str | None, typer.Option(help="Part of the name of the place.")]
Text = Annotated[str | None, typer.Option(help='Words in the text, in any form; "in quotes" in this order.')]
Limit = Annotated[int | None, typer.Option(min=1, help="At most so many, the first of them.")]
After = Annotated[str | None, typer.Option(metavar="CURSOR", help="Go on after the page that ended with this cursor.")]
ReportName = Annotated[str | None, typer.Option(help="Part of the name of a report, its publisher or host.")]


def _version(asked: bool) -> None:
    if asked:
        print(f"entente {__version__}")
        raise typer.Exit


def _ontology(folder: Path | None) -> None:
    """Puts the user's own ontology into the environment, where this process and its workers find it."""
    if folder is not None:
        import os

        if not (folder / "ontology" / "types.yaml").is_file():
            raise typer.BadParameter(f"{folder} holds no ontology/types.yaml")
        os.environ["ENTENTE_ONTOLOGY"] = str(folder.absolute())


@app.callback()
def _entente(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help="Print the version and end.")
    ] = False,
    ontology: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", callback=_ontology, help="Types and rules of your own in place of PLOVER's."),
    ] = None,
) -> None:
    """Read news reports and keep a dated, sourced record of who did what to whom."""


@app.command()
def code(
    source: Sources,
    *,
    record: Annotated[
        str | None, typer.Option("--record", metavar="DB", help="Also store: a file or a postgresql:// URL.")
    ] = None,
    format: Annotated[Literal["text", "jsonl", "csv"], typer.Option("--format", help="How to print.")] = "text",
    published: Published = None,
    actors: OwnActors = None,
    workers: Annotated[
        int | None,
        typer.Option(
            min=0, metavar="N", help="Processes to code in; without it as many as cores for many reports, else none."
        ),
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=1, metavar="SECONDS", help="With workers: the processor time a report may take.")
    ] = 60.0,
    errors: Annotated[
        Path | None, typer.Option(metavar="FILE.jsonl", help="Write problems to a file: report, stage, reason.")
    ] = None,
) -> None:
    """Code reports: print their events, and store what was found if a record is named."""
    from entente.cli.coding import code_reports

    day = published and published.date()
    raise typer.Exit(code_reports(source, record, format, day, actors, workers=workers, errors=errors, timeout=timeout))


@app.command()
def annotate(
    source: Sources,
    format: Annotated[
        Literal["json", "conllu"],
        typer.Option("--format", help="All stages, one JSON object a report; or the parse alone, as CoNLL-U."),
    ] = "json",
    published: Published = None,
    actors: OwnActors = None,
) -> None:
    """Print what every stage found in reports."""
    from entente.cli.coding import annotate_reports

    raise typer.Exit(annotate_reports(source, format, published and published.date(), actors))


@app.command()
def label(
    pairs: Annotated[
        Path,
        typer.Argument(
            metavar="PAIRS.tsv",
            help="Columns uid, sentence, actor, recipient; or uid, marked_sentence (<s>actor</s>, <t>recipient</t>).",
        ),
    ],
) -> None:
    """Print the event type for given pairs of actor and recipient: uid, type and score."""
    from entente.cli.coding import label_pairs

    raise typer.Exit(label_pairs(pairs))


@app.command()
def events(
    *,
    record: RecordPath = "record.db",
    actor: Actor = None,
    recipient: Recipient = None,
    party: Annotated[str | None, typer.Option(help=f"Who takes part on either side: {Who}.")] = None,
    dyad: Annotated[str | None, typer.Option(help="Two parties in either direction: USA-CHN.")] = None,
    type: Type = None,
    mode: Annotated[str | None, typer.Option(help="PLOVER mode, such as visit.")] = None,
    context: Annotated[str | None, typer.Option(help="PLOVER context, such as military.")] = None,
    quad: Annotated[
        str | None, typer.Option(help="VC, MC, VK or MK: verbal or material, cooperation or conflict.")
    ] = None,
    since: Since = None,
    until: Until = None,
    factuality: Annotated[str | None, typer.Option(help="actual, planned, hypothetical or negated.")] = None,
    speaker: Speaker = None,
    place: Place = None,
    report: ReportName = None,
    text: Text = None,
    confidence: Annotated[float | None, typer.Option(min=0, max=1, help="At least so sure, 0 to 1.")] = None,
    reviewed: Annotated[
        bool | None,
        typer.Option("--reviewed/--unreviewed", help="Only what somebody reviewed, or only what nobody did."),
    ] = None,
    order: Annotated[
        str, typer.Option(help="date, confidence, mentions or sources; with a minus for the reverse.")
    ] = "date",
    limit: Limit = None,
    after: After = None,
    format: Format = "table",
) -> None:
    """List the events of a record, in the order of their dates."""
    from entente.cli import asking

    asked = {name: value for name, value in locals().items() if name not in ("record", "format", "asking")}
    with asking.opened(record) as reader:
        found = reader.events(**asked)
    asking.print_events(found, format)


@app.command()
def statements(
    *,
    record: RecordPath = "record.db",
    speaker: Speaker = None,
    addressee: Annotated[str | None, typer.Option(help=f"To whom: {Who}.")] = None,
    since: Since = None,
    until: Until = None,
    place: Place = None,
    report: ReportName = None,
    text: Text = None,
    limit: Limit = None,
    after: After = None,
    format: Format = "table",
) -> None:
    """List who said what, in the order of the dates."""
    from entente.cli import asking

    asked = {name: value for name, value in locals().items() if name not in ("record", "format", "asking")}
    with asking.opened(record) as reader:
        found = reader.statements(**asked)
    asking.print_statements(found, format)


@app.command()
def commitments(
    *,
    record: RecordPath = "record.db",
    actor: Party = None,
    recipient: Recipient = None,
    type: Type = None,
    status: Annotated[str | None, typer.Option(help="open, kept, lapsed or withdrawn, by what is on record.")] = None,
    since: Since = None,
    until: Until = None,
    text: Text = None,
    limit: Limit = None,
    format: Format = "table",
) -> None:
    """List what actors undertook to do."""
    from entente.cli import asking

    with asking.opened(record) as reader:
        found = reader.commitments(
            actor=actor,
            recipient=recipient,
            type=type,
            status=status,
            since=since,
            until=until,
            text=text,
            limit=limit,
        )
    asking.print_commitments(found, format)


@app.command()
def counts(
    *,
    record: RecordPath = "record.db",
    actor: Actor = None,
    type: Type = None,
    since: Since = None,
    until: Until = None,
    text: Text = None,
    limit: Limit = None,
    format: Format = "table",
) -> None:
    """List the numbers of events that reports assert."""
    from entente.cli import asking

    with asking.opened(record) as reader:
        found = reader.counts(actor=actor, type=type, since=since, until=until, text=text, limit=limit)
    asking.print_counts(found, format)


def _asked_as(
    like: Callable[..., None], without: Sequence[str] = ()
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Gives a command, in place of its ``**`` argument, the parameters of the command *like*, but for *without*."""

    def given(command: Callable[..., None]) -> Callable[..., None]:
        theirs = inspect.signature(like, eval_str=True).parameters.values()
        own = inspect.signature(command, eval_str=True)
        kept = [each for each in own.parameters.values() if each.kind is not inspect.Parameter.VAR_KEYWORD]
        taken = [each for each in theirs if each.name not in without]
        command.__signature__ = own.replace(parameters=[*kept, *taken])  # type: ignore[attr-defined]
        return command

    return given


_filtered = _asked_as(events, without=("record", "format"))


@app.command()
def forums(
    *,
    record: RecordPath = "record.db",
    actor: Actor = None,
    since: Since = None,
    until: Until = None,
    place: Place = None,
    report: ReportName = None,
    text: Text = None,
    limit: Limit = None,
    after: After = None,
    format: Format = "table",
) -> None:
    """List the summits, conferences and forums that reports name, with what happened at them."""
    _settings("forums", **locals())


@app.command()
@_asked_as(forums)
def documents(**asked: Any) -> None:
    """List the treaties, joint statements and plans that reports name, with what was agreed in them."""
    _settings("documents", **asked)


def _settings(name: str, *, record: str, format: str, **asked: Any) -> None:
    from entente.cli import asking

    with asking.opened(record) as reader:
        found = getattr(reader, name)(**asked)
    asking.print_settings(name, found, format)


@app.command()
@_filtered
def export(
    format: Annotated[
        ExportFormat,
        typer.Argument(metavar="FORMAT", help="One of: " + ", ".join(get_args(ExportFormat)) + "."),
    ],
    *,
    record: RecordPath = "record.db",
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to write; a package is a folder or a .zip file.")
    ] = None,
    claims: Annotated[
        bool, typer.Option("--claims", help="polecat, icews, gdelt: also what only somebody in a report says.")
    ] = False,
    nodes: Annotated[
        Literal["actors", "countries"], typer.Option(help="gexf, graphml: what the nodes are.")
    ] = "actors",
    **filters: Any,
) -> None:
    """Export the events of a record, chosen as by entente events, for other programs."""
    from entente.cli.exporting import export_events

    export_events(format, filters, where=record, out=out, claims=claims, nodes=nodes)


@app.command()
def report(
    id: Annotated[
        str,
        typer.Argument(metavar="ID", help="Name of a report or the end of it after a slash, or the start of its id."),
    ],
    record: RecordPath = "record.db",
) -> None:
    """Show a report with its spans marked, and what each of them says."""
    from entente.cli import asking

    with asking.opened(record) as reader:
        found = reader.report(id)
    asking.print_report(found)


@app.command()
def explain(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Id of an event, or the start of it.")],
    field: Annotated[
        str | None,
        typer.Argument(metavar="[FIELD]", help="Only what this field rests on: type, actor, date …"),
    ] = None,
    record: RecordPath = "record.db",
) -> None:
    """Show why an event says what it says, down to rules, words and characters."""
    from entente.cli import asking

    with asking.opened(record) as reader:
        found = reader.event(event)
        sentences = reader.sentences(found)
        judged = reader.judgements(found.id)
    asking.print_reasons(found, sentences, judged, field)


@app.command()
def demo(
    record: Annotated[
        str | None, typer.Option("--record", metavar="DB", help="Where to store; a new temporary folder if not given.")
    ] = None,
) -> None:
    """Code the sample reports that come with entente, and show what was found."""
    from entente.cli.coding import run_demo

    raise typer.Exit(run_demo(record))
