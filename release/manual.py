"""Prints the manual page of the commands, made from the commands themselves: ``python -m release.manual``.

``docs/reference/entente.1`` is what it printed; a test holds the two together, and the wheel installs the page.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from entente import __version__
from entente.cli.main import app


def page() -> str:
    """The page in man(7)."""
    return "\n".join(_lines(get_command(app))) + "\n"


def _lines(command: Any) -> Iterator[str]:
    yield f'.TH ENTENTE 1 "" "entente {__version__}" "User Commands"'
    yield from (".SH NAME", f"entente \\- {_escaped(command.help)}", ".SH SYNOPSIS")
    yield from (".B entente", "[\\fIOPTION\\fR]... \\fICOMMAND\\fR [\\fIARGUMENT\\fR]...", ".SH OPTIONS")
    yield from _parameters(command)
    yield ".SH COMMANDS"
    for name, each in sorted(command.commands.items()):
        yield from (f".SS entente {name}", _escaped(each.help))
        yield from _parameters(each)
    yield from (".SH EXIT STATUS", "0; 1 if a report or the record failed; 2 if the call itself was wrong.")
    yield from (".SH ENVIRONMENT", ".TP", "\\fBENTENTE_ONTOLOGY\\fR")
    yield "The folder of an ontology of your own, as \\-\\-ontology names it."


def _parameters(command: Any) -> Iterator[str]:
    for each in command.params:
        if each.name in ("install_completion", "show_completion"):
            continue
        head = (
            "\\fR, \\fB".join([*each.opts, *each.secondary_opts]) if each.param_type_name == "option" else _shown(each)
        )
        yield from (".TP", f"\\fB{_escaped(head)}\\fR", _escaped(getattr(each, "help", "") or "See above."))


def _shown(argument: Any) -> str:
    return str(argument.metavar or argument.name.upper())


def _escaped(text: str | None) -> str:
    plain = " ".join((text or "").split()).replace("\\", "\\\\").replace("-", "\\-")
    plain = plain.replace("\\\\fR", "\\fR").replace("\\\\fB", "\\fB")
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain


if __name__ == "__main__":
    sys.stdout.write(page())
