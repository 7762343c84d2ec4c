"""``entente serve``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from entente.cli.app import RecordPath


def serve(
    *,
    record: RecordPath = "record.db",
    host: Annotated[str, typer.Option(help="The address to listen at; this machine alone if not given.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen at; 0 takes a free one.")] = 8000,
    token_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Tokens that let write: one a line, after its reviewer's name.")
    ] = None,
    open_reading: Annotated[
        bool, typer.Option("--open-reading", help="Let everybody read; only writing needs a token.")
    ] = False,
    name: Annotated[
        list[str] | None, typer.Option(metavar="HOST", help="A host name under which the server may be asked, too.")
    ] = None,
) -> None:
    """Serve a record on the web: pages at /, REST under /api."""
    from entente.serve.running import run
    from entente.serve.settings import Settings, read_tokens

    tokens = read_tokens(token_file) if token_file else {}
    names = tuple(each.lower() for each in name or ())
    run(record, Settings(host, port, tokens, open_reading, names))
