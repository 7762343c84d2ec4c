"""Commands by which a record can be relied on: verify, info, cite, and check for rules of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from entente.cli.app import OwnActors, RecordPath

Record = Annotated[str, typer.Argument(metavar="DB", help="The record: a file or a postgresql:// URL.")]


def verify(
    record: Annotated[
        str | None, typer.Argument(metavar="[DB]", help="The record: a file or a postgresql:// URL.")
    ] = None,
    *,
    sample: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Only so many reports, chosen at random.")
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Another seed chooses other reports.")] = 0,
    actors: OwnActors = None,
    model: Annotated[
        Path | None,
        typer.Option(metavar="SUMS", help="Signed checksums of a release, to compare the language model with."),
    ] = None,
    signers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Whose signatures count, as ssh-keygen's allowed signers.")
    ] = None,
) -> None:
    """Code stored reports again and compare what is found with what is stored, byte for byte."""
    from entente.cli import checking

    if (model is None) != (signers is None) or not (record or model):
        raise typer.BadParameter("name a record, or signed checksums with --model SUMS --signers FILE, or both")
    if model is not None and signers is not None:
        checking.verify_model(model, signers)
    raise typer.Exit(checking.verify_record(record, sample, seed, actors) if record else 0)


def info(
    record: Annotated[
        str | None, typer.Argument(metavar="[DB]", help="A record; without it only the program is described.")
    ] = None,
    *,
    format: Annotated[Literal["text", "json"], typer.Option("--format", help="How to print.")] = "text",
) -> None:
    """State versions, digests and settings, of the program and of a record."""
    from entente.cli.checking import print_info

    print_info(record, format)


def cite(
    *,
    record: RecordPath = "record.db",
    format: Annotated[Literal["text", "bibtex"], typer.Option("--format", help="How to print.")] = "text",
) -> None:
    """Print how to cite a record, with the digest of what it shows."""
    from entente.cli.checking import print_citation

    print_citation(record, format)


def check(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[FOLDER]", help="An ontology of your own; without it ours is checked.")
    ] = None,
    *,
    rule: Annotated[str | None, typer.Option(metavar="TEXT", help="Only rules whose name holds this.")] = None,
) -> None:
    """Check the types and rules of an ontology, and code every example of its rules."""
    from entente.cli.checking import check_rules

    raise typer.Exit(check_rules(folder, rule))


def add_commands(app: typer.Typer) -> None:
    for command in (verify, info, cite, check):
        app.command()(command)
