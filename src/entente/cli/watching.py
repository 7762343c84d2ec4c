"""The command that watches feeds."""

from __future__ import annotations

import signal
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer


def watch(
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS.toml", help="What to watch, and which alerts to give.")],
    *,
    record: Annotated[
        str | None, typer.Option("--record", metavar="DB", help="The record, in place of the one that the file names.")
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, and end.")] = False,
) -> None:
    """Watch news feeds: fetch what they list, code and store it, and give alerts."""
    from entente.watch import load, opened

    settings = load(feeds)
    with opened(replace(settings, record=record or settings.record), _say) as watch:
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: watch.stop.set())
        if once:
            raise typer.Exit(int(watch.once().failed > 0))
        _say(f"watching {len(settings.feeds)} feeds; stop with Ctrl-C")
        watch.go_on()


def _say(what: str) -> None:
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} {what}", file=sys.stderr, flush=True)
