"""The entry point: every error on purpose is one line on standard error and an exit status."""

from __future__ import annotations

import io
import os
import sys

from entente.cli import assuring, reviewing, scaling, serving, watching
from entente.cli.app import app
from entente.errors import EntenteError, UsageError

reviewing.add_commands(app)
assuring.add_commands(app)
app.command()(scaling.scale)
app.command()(serving.serve)
app.command()(watching.watch)


def main() -> None:
    """Runs ``entente``. Exit status 0; 1 if a report or record failed; 2 for wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A name that the terminal cannot show is no reason to stop.
            stream.reconfigure(errors="backslashreplace")
    try:
        app(prog_name="entente")
    except EntenteError as error:
        print(f"entente: {error}", file=sys.stderr)
        sys.exit(2 if isinstance(error, UsageError) else 1)
    except OSError as error:
        print(f"entente: {advised(error)}", file=sys.stderr)
        sys.exit(1)
    finally:
        _flush()


def advised(error: OSError) -> str:
    """What the system refused, in one line, and what to do."""
    said = " ".join(str(error).split())
    return f"{said}; see that it can be read and written and that the disk has room, then run the same again"


def _flush() -> None:
    """Writes what is left; whoever read standard output may have gone (``entente events | head``)."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would flush once more on the way out, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
